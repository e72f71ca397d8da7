"""What reminders were written: one of a kind for each day a date is held on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column
from meetings.reminders.rules import ReminderKind

UNKNOWN = "?"  # in place of a dispatch: due before a backup was restored, it may have left and is not written again


class Reminder(Model):
    """A reminder that was written, in the transaction of its mails: another sender, or the next look, writes none.

    A date that moves to another day may be reminded of again; one that moves back may not.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("meeting_id", "kind", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    kind: Mapped[ReminderKind] = mapped_column(enum_column(ReminderKind))
    held_on: Mapped[date]
    written_at: Mapped[datetime] = mapped_column(Moment)
    dispatch: Mapped[str] = mapped_column(String(16), default="")  # none when there was nobody to remind
    mail_count: Mapped[int] = mapped_column(default=0)

    @property
    def is_unknown(self) -> bool:
        return self.dispatch == UNKNOWN
