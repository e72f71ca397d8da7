"""An outing, who asked for a place in it, and whose paper permission came in."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import Addressed, Model, Moment, enum_column
from core.lines import InLine
from outings.rules import Status
from seasons.models import Season


class Outing(Addressed, Model):
    """One outing. `sequence` and `changed_at` rise together with every saved change a feed renders."""

    __tablename__ = "outing"
    __table_args__ = (
        Index("ix_outing_season_start", "season_id", "starts_at"),
        CheckConstraint("place_count > 0", name="places"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))
    status: Mapped[Status] = mapped_column(enum_column(Status), default=Status.DRAFT)
    title: Mapped[str] = mapped_column(String(200))
    destination: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    start_time: Mapped[time]
    returns_on: Mapped[date]
    end_time: Mapped[time]
    zone: Mapped[str] = mapped_column(String(40))
    starts_at: Mapped[datetime] = mapped_column(Moment)  # derived, for order
    ends_at: Mapped[datetime] = mapped_column(Moment)
    meeting_point: Mapped[str] = mapped_column(String(300), default="")  # in no feed: where minors gather
    bring: Mapped[str] = mapped_column(Text, default="")
    place_count: Mapped[int]
    sign_up_ends_on: Mapped[date]  # that day included
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)  # raised by each save: two people never overwrite silently
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    announced_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    __mapper_args__ = {"version_id_col": version}

    season: Mapped[Season] = relationship()

    def is_over(self, now: datetime) -> bool:
        """Whether it has been, or its season is closed: nobody comes or goes any more."""
        return self.ends_at <= now or self.season.archived_at is not None


class OutingStep(Model):
    """What was done to an outing, by whom and why: one row for each act, never changed."""

    __tablename__ = "outing_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    outing_id: Mapped[int] = mapped_column(ForeignKey("outing.id", ondelete="CASCADE"), index=True)
    act: Mapped[str] = mapped_column(String(24))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(300), default="")
    was: Mapped[str] = mapped_column(String(300), default="")  # what people had been told before, as text

    by: Mapped[User | None] = relationship()


class SignUp(Addressed, InLine, Model):
    """That someone asked for a place in an outing."""

    __tablename__ = "sign_up"
    __table_args__ = (
        # What stands behind the lock: nobody is in an outing twice.
        Index(
            "uq_sign_up_present",
            "outing_id",
            "ambassador_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    outing_id: Mapped[int] = mapped_column(ForeignKey("outing.id", ondelete="CASCADE"))
    ambassador_id: Mapped[int] = mapped_column(ForeignKey("ambassador.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))  # of the team
    asked_how: Mapped[str] = mapped_column(String(120), default="")  # then: "by phone"
    left_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    left_how: Mapped[str] = mapped_column(String(120), default="")

    outing: Mapped[Outing] = relationship()
    ambassador: Mapped[Ambassador] = relationship()
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])
    left_by: Mapped[User | None] = relationship(foreign_keys=[left_by_id])


class PermissionNote(Model):
    """That a family's paper came in, or that this was noted by mistake: the last row counts, none is changed.

    It says that paper was received, and nothing of what it allows.
    """

    __tablename__ = "permission_note"
    __table_args__ = (Index("ix_permission_note_of", "outing_id", "ambassador_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outing_id: Mapped[int] = mapped_column(ForeignKey("outing.id", ondelete="CASCADE"))
    ambassador_id: Mapped[int] = mapped_column(ForeignKey("ambassador.id", ondelete="CASCADE"), index=True)
    is_received: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment)

    ambassador: Mapped[Ambassador] = relationship()
    by: Mapped[User | None] = relationship()
