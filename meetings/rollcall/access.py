"""Who is on the list of a meeting, with what they said before and how they are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from ambassadors.models import Ambassador, WayHome, YoungPerson
from ambassadors.rules import age_on
from core.db import db, rows
from meetings.models import Answer, Meeting
from meetings.rollcall.models import Attendance, RollCall
from meetings.rollcall.rules import ADULT, HERE, Presence, is_expected, is_to_call
from meetings.rules import Said, as_said


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
    def first_name(self) -> str:
        return self.young.first_name if self.young else self.name

    @property
    def value(self) -> Presence | None:
        return self.attendance.value if self.attendance else None

    @property
    def version(self) -> int:
        return self.attendance.version if self.attendance else 0

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

    def is_to_call(self, now: datetime) -> bool:
        """Whether their family is to be called."""
        if self.young is None or self.said is None:
            return False
        return is_to_call(
            value=self.value,
            said=self.said,
            born_on=self.young.born_on,
            on=self.meeting.held_on,
            starts_at=self.meeting.starts_at,
            now=now,
        )


def needs_company(young: YoungPerson, on: date) -> bool:
    """A minor whose family said that they do not go home alone."""
    return young.way_home is WayHome.NOT_ALONE and age_on(young.born_on, on) < ADULT


def lines_of(meeting: Meeting, *, families: bool = False) -> list[Line]:
    """Everyone who was of the season that day, by first name, then guests. `families` loads whom to call."""
    was_there = and_(
        Ambassador.joined_on <= meeting.held_on,
        or_(Ambassador.left_on.is_(None), Ambassador.left_on > meeting.held_on),
    )
    file = contains_eager(Ambassador.young_person)
    query = (
        select(Ambassador, Answer, Attendance)
        .join(Ambassador.young_person)
        .outerjoin(Answer, and_(Answer.ambassador_id == Ambassador.id, Answer.meeting_id == meeting.id))
        .outerjoin(Attendance, and_(Attendance.ambassador_id == Ambassador.id, Attendance.meeting_id == meeting.id))
        .where(Ambassador.season_id == meeting.season_id, or_(was_there, Attendance.id.is_not(None)))
        .options(file.selectinload(YoungPerson.guardians) if families else file)
        .order_by(YoungPerson.first_name, YoungPerson.sort_name, YoungPerson.id)
    )
    found = [
        Line(ambassador.public_id, meeting, ambassador, said_in(answer, meeting), attendance)
        for ambassador, answer, attendance in db.session.execute(query)
    ]
    return found + [Line(each.public_id, meeting, None, None, each) for each in guests_of(meeting)]


def said_in(answer: Answer | None, meeting: Meeting) -> Said:
    """What someone answered, as the team counts it."""
    return as_said(answer.value if answer else None, answer is not None and answer.holds(meeting))


def guests_of(meeting: Meeting) -> Sequence[Attendance]:
    """Who was there without being of the season; one that was taken back is no more."""
    query = select(Attendance).where(
        Attendance.meeting_id == meeting.id, Attendance.ambassador_id.is_(None), Attendance.value.is_not(None)
    )
    return rows(query.order_by(Attendance.guest_name, Attendance.id))


def roll_call_of(meeting: Meeting) -> RollCall | None:
    """The call of a meeting, once anything was done in it."""
    query = select(RollCall).where(RollCall.meeting_id == meeting.id).options(joinedload(RollCall.ended_by))
    return db.session.scalars(query).one_or_none()
