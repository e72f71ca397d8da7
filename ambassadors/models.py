"""A young person is one programme's file over the years; an ambassador is that person in one season."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core.db import Addressed, Model, Moment, enum_column
from seasons.models import Programme, Season


class WayHome(enum.Enum):
    """How someone goes home: what the centre was told, no consent."""

    UNKNOWN = "unknown"
    ALONE = "alone"
    NOT_ALONE = "not alone"


class YoungPerson(Addressed, Model):
    """One programme's file of one person. `match_key` (`rules.match_key`) is never twice."""

    __tablename__ = "young_person"
    __table_args__ = (
        UniqueConstraint("programme_id", "match_key"),
        Index("ix_young_person_sort", "programme_id", "sort_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    sort_name: Mapped[str] = mapped_column(String(170))  # folded "surname first name": order and search
    match_key: Mapped[str] = mapped_column(String(200))
    born_on: Mapped[date]
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")  # E.164
    school: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")  # for the team; its owner may read it on request
    way_home: Mapped[WayHome] = mapped_column(enum_column(WayHome), default=WayHome.UNKNOWN)
    way_home_details: Mapped[str] = mapped_column(String(200), default="")
    answers_revision: Mapped[int] = mapped_column(default=0)  # rises with each answer: their feeds show it
    answers_changed_at: Mapped[datetime | None] = mapped_column(Moment)
    reminders_off_at: Mapped[datetime | None] = mapped_column(Moment)  # they asked for no mail that can be done without
    created_at: Mapped[datetime] = mapped_column(Moment)

    programme: Mapped[Programme] = relationship()
    user: Mapped[User | None] = relationship()
    guardians: Mapped[list[Guardian]] = relationship(
        back_populates="young_person", cascade="all, delete-orphan", order_by="Guardian.id"
    )
    ambassadors: Mapped[list[Ambassador]] = relationship(back_populates="young_person", cascade="all, delete-orphan")

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    display_name = name


class Guardian(Addressed, Model):
    """Whom to reach for a young person. A contact: it claims no consent."""

    __tablename__ = "guardian"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")  # E.164
    email: Mapped[str] = mapped_column(String(254), default="")
    reminders_off_at: Mapped[datetime | None] = mapped_column(Moment)  # as for a young person

    young_person: Mapped[YoungPerson] = relationship(back_populates="guardians")


class Ambassador(Addressed, Model):
    """A young person in one season."""

    __tablename__ = "ambassador"
    __table_args__ = (UniqueConstraint("young_person_id", "season_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id", ondelete="CASCADE"))
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"), index=True)
    joined_on: Mapped[date]
    age_reason: Mapped[str] = mapped_column(String(300), default="")  # why someone outside 12–25 was admitted
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
    left_on: Mapped[date | None]

    young_person: Mapped[YoungPerson] = relationship(back_populates="ambassadors")
    season: Mapped[Season] = relationship()
