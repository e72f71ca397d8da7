"""The season's call for projects, and the ideas that answer it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import YoungPerson
from core.db import Addressed, Model, Moment, enum_column
from projects.rules import ProjectStatus
from seasons.models import Season


class Call(Addressed, Model):
    """A season's call for projects: one at most. Open between its two instants."""

    __tablename__ = "call"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    brief: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    season: Mapped[Season] = relationship()


class Project(Addressed, Model):
    """An idea, from its first sentence on. It gets its number when it is first submitted."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    status: Mapped[ProjectStatus] = mapped_column(enum_column(ProjectStatus), default=ProjectStatus.DRAFT)
    number: Mapped[int | None]
    symbol: Mapped[str] = mapped_column(String(2), default="")
    sentence: Mapped[str] = mapped_column(String(280))  # the idea in one sentence: enough to begin
    title: Mapped[str] = mapped_column(String(120), default="")
    pitch: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)  # raised by each save
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)

    __mapper_args__ = {"version_id_col": version}

    call: Mapped[Call] = relationship()
    authors: Mapped[list[YoungPerson]] = relationship(secondary="project_author", order_by="YoungPerson.sort_name")
    steps: Mapped[list[ProjectStep]] = relationship(order_by="ProjectStep.id", cascade="all, delete-orphan")


class ProjectAuthor(Model):
    """Who an idea belongs to. It hangs on the young person: an idea may outlive its season."""

    __tablename__ = "project_author"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    young_person_id: Mapped[int] = mapped_column(
        ForeignKey("young_person.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ProjectStep(Model):
    """What happened to an idea, by whom and why: one row for each step, never changed."""

    __tablename__ = "project_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    status: Mapped[ProjectStatus] = mapped_column(enum_column(ProjectStatus))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(300), default="")

    by: Mapped[User | None] = relationship()
