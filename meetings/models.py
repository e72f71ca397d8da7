"""The monthly meetings. What is true of one is its date, its wall-clock times and its zone; the instant is derived."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import Addressed, Model, Moment, enum_column
from core.lines import InLine
from meetings.rules import AnswerValue, Source, Status, place_in_words
from seasons.models import Season


class Venue(Addressed, Model):
    """A place where a programme meets, with the time zone its clocks show."""

    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))  # "Le labo, 2e étage"
    address: Mapped[str] = mapped_column(String(300), default="")
    zone: Mapped[str] = mapped_column(String(40))

    @property
    def in_words(self) -> str:
        """ "Le labo, 12 quai des Lumières, Bordeaux"."""
        return place_in_words(self.name, self.address)


class Meeting(Addressed, Model):
    """One date. `sequence` and `changed_at` rise together with every saved change a feed renders."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_season_start", "season_id", "starts_at"),
        CheckConstraint("place_count > 0", name="places"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))
    status: Mapped[Status] = mapped_column(enum_column(Status), default=Status.DRAFT)
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    start_time: Mapped[time]
    end_time: Mapped[time]
    zone: Mapped[str] = mapped_column(String(40))
    starts_at: Mapped[datetime] = mapped_column(Moment)  # derived, for order
    ends_at: Mapped[datetime] = mapped_column(Moment)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"), index=True)
    details: Mapped[str] = mapped_column(Text, default="")  # what happens, what to bring
    place_count: Mapped[int | None]  # None: there is room for everyone
    moved_from_on: Mapped[date | None]  # where people first saw it, while it stands elsewhere
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    reminds: Mapped[bool] = mapped_column(default=True)  # whether people are reminded of it by mail
    version: Mapped[int] = mapped_column(default=1)  # raised by each save: two people never overwrite silently
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    __mapper_args__ = {"version_id_col": version}

    season: Mapped[Season] = relationship()
    venue: Mapped[Venue | None] = relationship()

    @property
    def span(self) -> str:
        """When it is, as a form carries it: an answer is given to the day and time its author had in front of them."""
        return f"{self.starts_at:%Y%m%dT%H%M}-{self.ends_at:%Y%m%dT%H%M}"


class MeetingStep(Model):
    """What was done to a meeting, by whom and why: one row for each act, never changed."""

    __tablename__ = "meeting_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    act: Mapped[str] = mapped_column(String(24))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(300), default="")
    was: Mapped[str] = mapped_column(String(300), default="")  # the date, time and place before, as text

    by: Mapped[User | None] = relationship()


class Answer(Model):
    """Whether an ambassador comes, said of one day and time. No row and no value are "no answer", which is not "no".

    A row without a value only counts what else their own feed shows of that date: a planned absence, or its end.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("meeting_id", "ambassador_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    ambassador_id: Mapped[int] = mapped_column(ForeignKey("ambassador.id", ondelete="CASCADE"), index=True)
    value: Mapped[AnswerValue | None] = mapped_column(enum_column(AnswerValue))
    source: Mapped[Source] = mapped_column(enum_column(Source), default=Source.OWN)
    how: Mapped[str] = mapped_column(String(120), default="")  # it was told to the team: "by phone"
    starts_at: Mapped[datetime] = mapped_column(Moment)  # the meeting's own when it was given
    ends_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1)  # rises with each change of mind: their own feed shows it

    meeting: Mapped[Meeting] = relationship()
    ambassador: Mapped[Ambassador] = relationship()

    def holds(self, meeting: Meeting) -> bool:
        """Whether the meeting still stands where it stood: otherwise the answer is to be confirmed."""
        return (self.starts_at, self.ends_at) == (meeting.starts_at, meeting.ends_at)


class AnswerStep(Model):
    """An answer as it was given, and by which way: one row for each change of mind, never changed. For the team."""

    __tablename__ = "answer_step"
    __table_args__ = (Index("ix_answer_step_of", "meeting_id", "ambassador_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    ambassador_id: Mapped[int] = mapped_column(ForeignKey("ambassador.id", ondelete="CASCADE"), index=True)
    value: Mapped[AnswerValue] = mapped_column(enum_column(AnswerValue))
    source: Mapped[Source] = mapped_column(enum_column(Source))
    how: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))  # of the team
    at: Mapped[datetime] = mapped_column(Moment)

    by: Mapped[User | None] = relationship()


class MeetingPlace(InLine, Model):
    """That someone said they come to a meeting whose places are limited."""

    __tablename__ = "meeting_place"
    __table_args__ = (
        # What stands behind the lock: nobody is in a meeting twice.
        Index(
            "uq_meeting_place_present",
            "meeting_id",
            "ambassador_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    ambassador_id: Mapped[int] = mapped_column(ForeignKey("ambassador.id", ondelete="CASCADE"), index=True)


class Absence(Addressed, Model):
    """Days on which someone knows they cannot come, both ends included. Why is for the team alone."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("first_on <= last_on", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id", ondelete="CASCADE"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
