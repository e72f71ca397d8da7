"""Who was at the meetings of a season whose roll was called; each person only at those held while they were in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager

from ambassadors.access import ambassadors_of
from ambassadors.models import Ambassador, YoungPerson
from core.db import db, rows
from meetings.attendance.rules import MISSED, Count, Mark, count, minutes_there
from meetings.models import Meeting
from meetings.rollcall.models import Attendance, RollCall
from meetings.rollcall.rules import Presence
from meetings.rules import Status
from seasons.models import Season

WAS_IN = and_(
    Ambassador.season_id == Meeting.season_id,
    Ambassador.joined_on <= Meeting.held_on,
    or_(Ambassador.left_on.is_(None), Ambassador.left_on > Meeting.held_on),
)
"""Of a query of both: the meeting was held while this person was in the season."""


@dataclass(frozen=True)
class Held:
    """A meeting whose roll was called, and how many were marked how; `unmarked` were in the season, and are not."""

    meeting: Meeting
    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0
    unmarked: int = 0

    @property
    def of(self) -> Count:
        """How many of those marked were there."""
        return Count(self.present + self.late, self.present + self.late + self.excused + self.absent)


@dataclass(frozen=True)
class Record:
    """One person's marks, in the order of the meetings: none where nobody marked them, or they were not in it yet."""

    ambassador: Ambassador
    marks: Sequence[Mark | None]
    was_in: Sequence[bool]
    has_missed: bool

    @property
    def count(self) -> Count:
        return count(self.marks)


def is_called(now: datetime) -> ColumnElement[bool]:
    """Of a query of meetings and their calls: the roll was called, and is whole: it was ended, or the meeting is over.

    A cancelled meeting never counts, whatever was marked before."""
    whole = or_(RollCall.ended_at.is_not(None), Meeting.ends_at <= now)
    return and_(Meeting.status == Status.PUBLISHED, RollCall.called_at.is_not(None), whole)


def held_in(season: Season, now: datetime) -> list[Held]:
    """The meetings of a season whose roll was called, in order, each with its counts. One query."""
    query = (
        select(Meeting, Attendance.value, func.count(Ambassador.id))
        .join(RollCall, RollCall.meeting_id == Meeting.id)
        .outerjoin(Ambassador, WAS_IN)
        .outerjoin(Attendance, and_(Attendance.meeting_id == Meeting.id, Attendance.ambassador_id == Ambassador.id))
        .where(Meeting.season_id == season.id, is_called(now))
        .group_by(Meeting.id, Attendance.value)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    found: dict[Meeting, dict[str, int]] = {}
    for meeting, value, number in db.session.execute(query):
        found.setdefault(meeting, {})[value.value if value else "unmarked"] = number
    return [Held(meeting, **counts) for meeting, counts in found.items()]


def people_in(season: Season) -> Select[Ambassador]:
    """Everyone who is or was in the season, by name, with their files."""
    return (
        select(Ambassador)
        .join(Ambassador.young_person)
        .where(Ambassador.season_id == season.id)
        .options(contains_eager(Ambassador.young_person))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )


def records_of(people: Sequence[Ambassador], held: Sequence[Held], missing: Collection[int]) -> list[Record]:
    """What the roll calls say of these people, in their order. `missing` are the keys of `missed_in`. One query."""
    meetings = {each.meeting.id: each.meeting for each in held}
    query = (
        select(Attendance)
        .join(Attendance.ambassador)
        .join(Attendance.meeting)
        .where(Attendance.meeting_id.in_(meetings), Attendance.ambassador_id.in_([each.id for each in people]))
        .where(Attendance.value.is_not(None), WAS_IN)
    )
    marks = {(each.ambassador_id, each.meeting_id): each for each in rows(query)}
    return [
        Record(
            ambassador,
            [_mark(marks.get((ambassador.id, key)), meeting) for key, meeting in meetings.items()],
            [_was_in(ambassador, meeting) for meeting in meetings.values()],
            ambassador.id in missing,
        )
        for ambassador in people
    ]


def missed_in(season: Season, now: datetime) -> Select[int]:
    """The keys of those in the season who were absent at the last meetings at which they were marked."""
    nth = func.row_number().over(partition_by=Attendance.ambassador_id, order_by=Meeting.starts_at.desc())
    latest = (
        select(Attendance.ambassador_id, Attendance.value, nth.label("nth"))
        .join(Attendance.ambassador)
        .join(Attendance.meeting)
        .join(RollCall, RollCall.meeting_id == Meeting.id)
        .where(Meeting.season_id == season.id, is_called(now))
        .where(Attendance.value.is_not(None), WAS_IN, Ambassador.left_on.is_(None))
        .subquery()
    )
    absences = func.sum(case((latest.c.value == Presence.ABSENT, 1), else_=0))
    query = select(latest.c.ambassador_id).where(latest.c.nth <= MISSED).group_by(latest.c.ambassador_id)
    return query.having(func.count() == MISSED, absences == MISSED)


def missed_count(season: Season, now: datetime) -> ScalarSelect[int]:
    """How many they are, as a part of another query."""
    missed = missed_in(season, now).subquery()
    return select(func.count()).select_from(missed).scalar_subquery()


def own_marks(young: YoungPerson, now: datetime) -> dict[int, Mark]:
    """What the roll calls say of this young person, by meeting, in the order of meetings; the seasons they are in."""
    return marks_of(ambassadors_of(young).with_only_columns(Ambassador.id), now)


def marks_of(whose: Select[int], now: datetime) -> dict[int, Mark]:
    """The same for the ambassadors of these keys."""
    query = (
        select(Attendance)
        .join(Attendance.ambassador)
        .join(Attendance.meeting)
        .join(RollCall, RollCall.meeting_id == Meeting.id)
        .where(Attendance.ambassador_id.in_(whose), Attendance.value.is_not(None), WAS_IN, is_called(now))
        .options(contains_eager(Attendance.meeting))
        .order_by(Meeting.starts_at)
    )
    found = {each.meeting_id: _mark(each, each.meeting) for each in rows(query)}
    return {key: mark for key, mark in found.items() if mark is not None}


def _mark(row: Attendance | None, meeting: Meeting) -> Mark | None:
    if row is None or row.value is None:
        return None
    there = minutes_there(
        row.value,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
    )
    return Mark(row.value, there)


def _was_in(ambassador: Ambassador, meeting: Meeting) -> bool:
    left_on = ambassador.left_on
    return ambassador.joined_on <= meeting.held_on and (left_on is None or left_on > meeting.held_on)
