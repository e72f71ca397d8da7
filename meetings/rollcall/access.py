"""Who is on the list of a meeting, with what they said before and how they are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.models import User
from ambassadors.models import Ambassador, WayHome, YoungPerson
from ambassadors.rules import ADULT, age_on
from core.db import db, rows
from core.folding import folded
from core.unreadable import Lost, lost, readable
from meetings.access import meetings_of, visible_to
from meetings.answers.said import ANSWER_OF, SAID
from meetings.models import Answer, Meeting
from meetings.rollcall.models import Attendance, Mark, RollCall
from meetings.rollcall.rules import HERE, Presence, is_expected, is_time_to_call, is_to_call
from meetings.rules import Said, Status
from seasons.models import Season


@dataclass(frozen=True)
class Line:
    """One person of the call: an ambassador with what they answered, or a guest, of whom there is a name."""

    key: str  # what a form calls them: the ambassador's public id, or the guest's own
    meeting: Meeting
    ambassador: Ambassador | None
    said: Said | None
    attendance: Attendance | None

    @property
    def young(self) -> YoungPerson | None:
        return self.ambassador.young_person if self.ambassador else None

    @property
    def name(self) -> str:
        return self.young.name if self.young else self.attendance.guest_name if self.attendance else ""

    @property
    def sort_name(self) -> str:
        """As every list of a season is ordered: by surname; guests have but one name."""
        return self.young.sort_name if self.young else folded(self.name)

    @property
    def first_name(self) -> str:
        return self.young.first_name if self.young else self.name

    @property
    def value(self) -> Presence | None:
        return self.attendance.value if self.attendance else None

    @property
    def version(self) -> int:
        return self.attendance.version if self.attendance else 0

    @property
    def is_announced(self) -> bool:
        """They have said that they are here; that marks nobody."""
        return self.attendance is not None and self.attendance.announced_at is not None

    @property
    def is_here(self) -> bool:
        """In the room, as far as the call knows."""
        return self.value in HERE and self.attendance is not None and self.attendance.left_at is None

    @property
    def is_expected(self) -> bool:
        return self.said is not None and is_expected(self.said)

    @property
    def needs_company(self) -> bool:
        """Whether they may not go home without an adult, as their family has said."""
        return self.young is not None and needs_company(self.young, self.meeting.held_on)

    @property
    def is_to_call(self) -> bool:
        """Whether their family is to be called, when it is time."""
        return self._is_to_call_as(self.value)

    @property
    def is_to_call_unmarked(self) -> bool:
        """Whether their family would be called if nobody had marked them."""
        return self._is_to_call_as(None)

    def _is_to_call_as(self, value: Presence | None) -> bool:
        if self.young is None or self.said is None:
            return False
        return is_to_call(
            value=value,
            is_announced=self.is_announced,
            said=self.said,
            born_on=self.young.born_on,
            on=self.meeting.held_on,
        )


@dataclass(frozen=True)
class Called:
    """How everybody of the list is marked so far, in its order, and whom nobody has marked (None); who else was there
    is apart, and in no other number. Every page and sheet of one meeting counts so."""

    people: dict[Presence | None, list[Line]]
    guests: list[Line]

    def __bool__(self) -> bool:
        return bool(self.guests or self.marked_count)

    @property
    def here_count(self) -> int:
        return sum(len(self.people[value]) for value in HERE)

    @property
    def marked_count(self) -> int:
        return sum(len(self.people[value]) for value in Presence)

    @property
    def unmarked_count(self) -> int:
        return len(self.people[None])


def called(lines: Sequence[Line]) -> Called:
    """What these lines come to."""
    listed = [each for each in lines if each.young is not None]
    people = {value: [each for each in listed if each.value is value] for value in (*Presence, None)}
    return Called(people, [each for each in lines if each.young is None])


def needs_company(young: YoungPerson, on: date) -> bool:
    """A minor whose family said that they do not go home alone."""
    return young.way_home is WayHome.NOT_ALONE and age_on(young.born_on, on) < ADULT


def lines_of(meeting: Meeting, *, families: bool = False) -> list[Line]:
    """Everyone who was of the season that day, by first name, then guests. `families` loads whom to call."""
    found = of_season(meeting, families=families)
    return found + [Line(each.public_id, meeting, None, None, each) for each in guests_of(meeting)]


def of_season(meeting: Meeting, *, families: bool = False) -> list[Line]:
    """Everyone who was of the season that day, by first name. One query."""
    was_there = and_(
        Ambassador.joined_on <= meeting.held_on,
        or_(Ambassador.left_on.is_(None), Ambassador.left_on > meeting.held_on),
    )
    file = contains_eager(Ambassador.young_person)
    query = (
        select(Ambassador, SAID, Attendance)
        .join(Ambassador.young_person)
        .join(Meeting, and_(Meeting.season_id == Ambassador.season_id, Meeting.id == meeting.id))
        .outerjoin(Answer, ANSWER_OF)
        .outerjoin(Attendance, and_(Attendance.ambassador_id == Ambassador.id, Attendance.meeting_id == meeting.id))
        .where(Ambassador.season_id == meeting.season_id, or_(was_there, Attendance.value.is_not(None)))
        .options(file.selectinload(YoungPerson.guardians) if families else file, joinedload(Attendance.marked_by))
    )
    found = [
        Line(ambassador.public_id, meeting, ambassador, said, attendance)
        for ambassador, said, attendance in db.session.execute(query)
    ]
    return sorted(found, key=lambda each: folded(each.name))  # "Élio" stands among the E


def said_in_short(lines: Sequence[Line]) -> dict[Said, int]:
    """How many said what."""
    return {said: sum(each.said is said for each in lines) for said in Said}


def guests_of(meeting: Meeting) -> Sequence[Attendance]:
    """Who was there without being of the season; one that was taken back is no more."""
    query = select(Attendance).where(
        Attendance.meeting_id == meeting.id, Attendance.ambassador_id.is_(None), Attendance.value.is_not(None)
    )
    query = query.options(joinedload(Attendance.marked_by))
    return rows(query.order_by(Attendance.guest_name, Attendance.id))


def history_of(meeting: Meeting) -> dict[int, list[Mark]]:
    """Every mark of a meeting, the latest first, by the key of the row it changed. None of a closed season: nothing is
    to be asked of anybody any more."""
    found: dict[int, list[Mark]] = {}
    if meeting.season.archived_at is None:
        query = (
            select(Mark).where(Mark.meeting_id == meeting.id).options(joinedload(Mark.by), joinedload(Mark.attendance))
        )
        for mark in rows(query.order_by(Mark.version.desc(), Mark.id.desc())):
            found.setdefault(mark.attendance_id, []).append(mark)
    return found


def roll_call_of(meeting: Meeting) -> RollCall | None:
    """The call of a meeting, once anything was done in it."""
    query = select(RollCall).where(RollCall.meeting_id == meeting.id)
    query = query.options(joinedload(RollCall.ended_by), joinedload(RollCall.resumed_by))
    return db.session.scalars(query).one_or_none()


def was_called(meeting: Meeting) -> ColumnElement[bool]:
    """Whether the roll of a meeting was called, as a part of another query."""
    return exists().where(RollCall.meeting_id == meeting.id, RollCall.called_at.is_not(None))


def dates_with_calls(season: Season) -> tuple[list[tuple[Meeting, bool]], list[Lost]]:
    """Every date of a season that can be read, in order, each with whether its roll was called; and the others."""
    query = meetings_of(season).outerjoin(RollCall, RollCall.meeting_id == Meeting.id).add_columns(RollCall.called_at)
    found, keys = readable(query, Meeting.id)
    return [(meeting, called_at is not None) for meeting, called_at in found], lost(Meeting, keys)


def that_take_check_ins(user: User, now: datetime) -> Select[Meeting]:
    """The meetings of the young person at the screen at which one may announce oneself: until they end."""
    query = visible_to(user).join(RollCall, RollCall.meeting_id == Meeting.id)
    return query.where(RollCall.takes_check_ins.is_(True), Meeting.ends_at > now, Meeting.status == Status.PUBLISHED)


def to_call(meeting: Meeting, lines: Sequence[Line], now: datetime) -> list[Line]:
    """Whose family is to be called at this moment."""
    return [each for each in to_call_unmarked(meeting, lines, now) if each.is_to_call]


def to_call_unmarked(meeting: Meeting, lines: Sequence[Line], now: datetime) -> list[Line]:
    """Whose family is to be called at this moment, or will be once their mark is taken back."""
    if not is_time_to_call(starts_at=meeting.starts_at, ends_at=meeting.ends_at, now=now):
        return []
    return [each for each in lines if each.is_to_call_unmarked]
