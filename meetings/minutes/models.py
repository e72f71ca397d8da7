"""The minutes of a meeting: one row for each part that was ever written or shared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core.db import Model, Moment, enum_column
from meetings.minutes.rules import Line, Part, agenda_of, lines_of


class MinutesPart(Model):
    """One part. `version` rises with each text: two people who write the same part never overwrite each other."""

    __tablename__ = "minutes_part"
    __table_args__ = (UniqueConstraint("meeting_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    part: Mapped[Part] = mapped_column(enum_column(Part))
    text: Mapped[str] = mapped_column(Text, default="")
    is_shared: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    changed_by: Mapped[User | None] = relationship()

    @property
    def lines(self) -> list[Line]:
        return lines_of(self.text)

    @property
    def agenda(self) -> list[Line]:
        return agenda_of(self.text)
