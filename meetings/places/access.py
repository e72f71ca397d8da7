"""Who has a place in a meeting, and who waits."""

from dataclasses import dataclass

from sqlalchemy import select

from ambassadors.models import Ambassador
from core.db import db, rows
from core.lines import Line
from meetings.answers.said import HOLDS
from meetings.models import Answer, Meeting, MeetingPlace
from meetings.rules import AnswerValue, Status


@dataclass(frozen=True)
class Taken:
    """Of a meeting with limited places: how many there are, and how many are taken."""

    place_count: int
    placed: int

    @property
    def is_full(self) -> bool:
        return self.placed >= self.place_count


def line_of(meeting: Meeting) -> Line[MeetingPlace]:
    """The places of a meeting, and who waits for one."""
    return Line(MeetingPlace, MeetingPlace.meeting_id == meeting.id)


def place_of_one(meeting: Meeting, ambassador: Ambassador) -> MeetingPlace | None:
    """Someone's own place, or their number in the line."""
    query = line_of(meeting).present().where(MeetingPlace.ambassador_id == ambassador.id)
    return db.session.scalars(query).one_or_none()


def taken_in(meeting: Meeting) -> Taken | None:
    """How the places stand; None where there is room for everyone."""
    return Taken(meeting.place_count, line_of(meeting).placed_count()) if meeting.place_count else None


def who_come(meeting: Meeting) -> list[int]:
    """The keys of those who said they come to that very day and time, in the order in which they said so."""
    query = (
        select(Answer.ambassador_id)
        .join(Answer.meeting)
        .join(Answer.ambassador)
        .where(Meeting.id == meeting.id, Answer.value == AnswerValue.YES, HOLDS, Ambassador.left_on.is_(None))
        .order_by(Answer.answered_at, Answer.id)
    )
    return list(db.session.scalars(query))


def answers_of(meeting: Meeting, ambassadors: list[int]) -> list[Answer]:
    """The answers these people gave to a meeting."""
    return list(rows(select(Answer).where(Answer.meeting_id == meeting.id, Answer.ambassador_id.in_(ambassadors))))


def places_of(ambassador: Ambassador) -> list[Meeting]:
    """The meetings someone has a place in or waits for, in the order of their keys."""
    query = select(Meeting).join(MeetingPlace, MeetingPlace.meeting_id == Meeting.id)
    query = query.where(MeetingPlace.ambassador_id == ambassador.id, MeetingPlace.left_at.is_(None))
    return list(rows(query.where(Meeting.status == Status.PUBLISHED).order_by(Meeting.id)))
