"""Who was there: one row for each person of a meeting, and one for each mark that made it so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, exists, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import Addressed, Model, Moment, enum_column
from meetings.models import Meeting
from meetings.rollcall.rules import HERE, Presence, State


class RollCall(Model):
    """The call of one meeting: when it was begun, ended and last taken up again, and whether the young people may
    announce themselves."""

    __tablename__ = "roll_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), unique=True)
    called_at: Mapped[datetime | None] = mapped_column(Moment)  # the first mark
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    resumed_at: Mapped[datetime | None] = mapped_column(Moment)  # stays when the call ends again
    resumed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    takes_check_ins: Mapped[bool] = mapped_column(default=False)  # by the code on the room's screen

    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])
    resumed_by: Mapped[User | None] = relationship(foreign_keys=[resumed_by_id])

    @property
    def mark(self) -> str:
        """Which time the call was taken up again, as a page that shows it sends it back."""
        return self.resumed_at.isoformat() if self.resumed_at else ""


class Attendance(Addressed, Model):
    """One person at one meeting: an ambassador of its season, or a guest known by name alone.

    `version` rises with each change: who marks on an older one is told, and nothing is overwritten silently.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("meeting_id", "ambassador_id"),
        CheckConstraint("(ambassador_id IS NULL) = (guest_name <> '')", name="who"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    ambassador_id: Mapped[int | None] = mapped_column(ForeignKey("ambassador.id", ondelete="CASCADE"), index=True)
    guest_name: Mapped[str] = mapped_column(String(120), default="")
    value: Mapped[Presence | None] = mapped_column(enum_column(Presence))  # none: not marked
    announced_at: Mapped[datetime | None] = mapped_column(Moment)  # they said so themselves; the team confirms
    arrived_at: Mapped[datetime | None] = mapped_column(Moment)  # of who is late; others were there when it began
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    left_with: Mapped[str] = mapped_column(String(160), default="")  # who took them home; nobody: they left alone
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    marked_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=0)

    meeting: Mapped[Meeting] = relationship()
    ambassador: Mapped[Ambassador | None] = relationship()
    marked_by: Mapped[User | None] = relationship()

    @property
    def state(self) -> State:
        return State(self.value, self.arrived_at, self.left_at, self.left_with)


class Mark(Model):
    """One press that was taken, once: `client_id` is the phone’s own, and an answer may get lost."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("meeting_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[str] = mapped_column(String(40))
    value: Mapped[Presence | None] = mapped_column(enum_column(Presence))
    arrived_at: Mapped[datetime | None] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    left_with: Mapped[str | None] = mapped_column(String(160))  # none: of before marks kept times
    version: Mapped[int]  # of the row, once this was in it
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment)  # when it was pressed
    taken_at: Mapped[datetime] = mapped_column(Moment)  # when it arrived

    attendance: Mapped[Attendance] = relationship()
    by: Mapped[User | None] = relationship()

    @property
    def state(self) -> State | None:
        """How it marked somebody, whole; none where only the value was kept."""
        return None if self.left_with is None else State(self.value, self.arrived_at, self.left_at, self.left_with)


HAS_ANNOUNCED = exists().where(
    Attendance.meeting_id == Meeting.id,
    Attendance.ambassador_id == Ambassador.id,
    Attendance.announced_at.is_not(None),
    or_(Attendance.value.is_(None), Attendance.value.in_(tuple(HERE))),
)
"""Of a meeting and an ambassador of the query around it: they said that they are here, and nobody that they are not."""
