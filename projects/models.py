"""The season's call for projects, and the ideas that answer it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import YoungPerson
from core.clock import day_in
from core.dates import moment
from core.db import Addressed, Model, Moment, enum_column
from core.i18n import locale_name
from core.names import symbol_of
from projects.rules import (
    SENTENCE_MAX,
    SYMBOL_MAX,
    TITLE_MAX,
    Phase,
    ProjectStatus,
    phase,
    told_closing,
)
from seasons.models import Season


class Call(Addressed, Model):
    """A season's call for projects: one at most. Open between its two instants.

    `sequence` and `changed_at` rise together with every saved change a feed renders.
    """

    __tablename__ = "call"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"), unique=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    brief: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)  # raised by each change
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    __mapper_args__ = {"version_id_col": version}

    season: Mapped[Season] = relationship()

    @property
    def zone(self) -> str:
        return self.season.programme.zone

    @property
    def ends_at(self) -> datetime:
        """When it takes its last idea: at its closing, or with its season where that was closed first."""
        return min(self.closes_at, self.season.archived_at or self.closes_at)

    @property
    def told_closing(self) -> datetime:
        """The moment people read: a call that closes at midnight is told to close at 23:59."""
        return told_closing(self.ends_at, self.zone)

    @property
    def closes_on(self) -> date:
        """The last day for ideas, on the programme's clocks."""
        return day_in(self.zone, self.told_closing)

    @property
    def closing_time(self) -> time:
        """The last minute for ideas, on the programme's clocks."""
        return self.told_closing.astimezone(ZoneInfo(self.zone)).time()

    def phase(self, now: datetime) -> Phase:
        return phase(min(self.opens_at, self.ends_at), self.ends_at, now)

    def is_open(self, now: datetime) -> bool:
        return self.phase(now) is Phase.OPEN

    def state_words(self, now: datetime) -> str:
        """Where it stands, in a few words: "Open until Thursday 17 December, 11.59 pm"."""
        at = self.opens_at if self.phase(now) is Phase.COMING else self.told_closing
        words = moment(at, self.zone, locale_name(), known_years=(now.year,))
        said = {
            Phase.COMING: lambda: _("Opens on %(moment)s", moment=words),
            Phase.OPEN: lambda: _("Open until %(moment)s", moment=words),
            Phase.CLOSED: lambda: _("Closed on %(moment)s", moment=words),
        }
        return str(said[self.phase(now)]())


class Project(Addressed, Model):
    """An idea, from its first sentence on. It gets its number when it is first submitted."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    status: Mapped[ProjectStatus] = mapped_column(enum_column(ProjectStatus), default=ProjectStatus.DRAFT)
    number: Mapped[int | None]
    symbol: Mapped[str] = mapped_column(String(SYMBOL_MAX), default="")  # the author's own choice, if any
    sentence: Mapped[str] = mapped_column(String(SENTENCE_MAX))  # the idea in one sentence: enough to begin
    title: Mapped[str] = mapped_column(String(TITLE_MAX), default="")
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
    replies: Mapped[list[Reply]] = relationship(
        order_by="Reply.id.desc()", back_populates="project", cascade="all, delete-orphan"
    )

    @property
    def is_draft(self) -> bool:
        return self.status is ProjectStatus.DRAFT

    @property
    def letters(self) -> str:
        """The two letters of its cell: the author's choice, else those of its title or sentence."""
        return self.symbol or symbol_of(self.title or self.sentence) or "?"

    @property
    def name(self) -> str:
        """What to call it: its title, or the sentence it began with."""
        return self.title or self.sentence


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


class Reply(Model):
    """What someone of the team wrote back to an idea's authors: one row for each, its words never changed."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text)
    read_at: Mapped[datetime | None] = mapped_column(Moment)  # an author said so

    project: Mapped[Project] = relationship(back_populates="replies")
    by: Mapped[User | None] = relationship()
