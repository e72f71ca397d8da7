"""A programme is a centre's or a site's; its team holds dated roles in it; its seasons follow one another."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core.days import Region, SchoolZone
from core.db import Addressed, Model, Moment, enum_column


class Company(enum.Enum):
    """What young people see of who else comes."""

    NOBODY = "nobody"
    INITIALS = "initials"
    NAMES = "names"  # first names, each with the initial of the surname


class Programme(Addressed, Model):
    """The youth programme of one centre or site. Programmes are blind to each other."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))  # "Les ambassadeurs"
    centre: Mapped[str] = mapped_column(String(120))  # "Le Kaléido"
    site: Mapped[str] = mapped_column(String(120), default="")
    symbol: Mapped[str] = mapped_column(String(2))  # "Ka"
    zone: Mapped[str] = mapped_column(String(40), default="Europe/Paris")
    school_zone: Mapped[SchoolZone] = mapped_column(enum_column(SchoolZone))
    region: Mapped[Region] = mapped_column(enum_column(Region))
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    phone: Mapped[str] = mapped_column(String(20), default="")  # E.164: whom families call
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    hold_minutes: Mapped[int] = mapped_column(default=10)  # mail to the group waits so long: time to take it back
    comes_by_default: Mapped[bool] = mapped_column(default=False)  # who has said nothing of a date counts as coming
    company: Mapped[Company] = mapped_column(enum_column(Company), default=Company.INITIALS)
    created_at: Mapped[datetime] = mapped_column(Moment)

    seasons: Mapped[list[Season]] = relationship(back_populates="programme", order_by="Season.starts_on")
    closed_dates: Mapped[list[ClosedDates]] = relationship(order_by="ClosedDates.first_on")


class ClosedDates(Addressed, Model):
    """Days on which the centre itself is closed, both ends included."""

    __tablename__ = "closed_dates"
    __table_args__ = (CheckConstraint("first_on <= last_on", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(120))


class RoleKind(enum.Enum):
    MEDIATOR = "mediator"
    COORDINATOR = "coordinator"


class Role(Addressed, Model):
    """What a user may do in a programme, from a day on and until it is ended."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RoleKind] = mapped_column(enum_column(RoleKind))
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    programme: Mapped[Programme] = relationship()


class Season(Addressed, Model):
    """A programme's year, with free dates. Its feed revision rises with every change that feeds show."""

    __tablename__ = "season"
    __table_args__ = (
        UniqueConstraint("programme_id", "name"),
        CheckConstraint("starts_on < ends_on", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))  # "2026-2027"
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    archived_at: Mapped[datetime | None] = mapped_column(Moment)  # closed: it is read, and nothing in it changes
    archived_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("season.id", ondelete="SET NULL"), unique=True)
    feed_revision: Mapped[int] = mapped_column(default=0)
    feed_changed_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    programme: Mapped[Programme] = relationship(back_populates="seasons")
    archived_by: Mapped[User | None] = relationship()
