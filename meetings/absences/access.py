"""Whose planned absences are seen, and which dates they take in."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ambassadors.access import ambassadors_of
from ambassadors.models import Ambassador, YoungPerson
from core.db import db, rows
from meetings.access import announced_to
from meetings.models import Absence, Answer, Meeting
from meetings.rules import Status
from seasons.models import Season


def absences_of(young: YoungPerson) -> Select[Absence]:
    """What a young person has planned, the first one first."""
    return select(Absence).where(Absence.young_person_id == young.id).order_by(Absence.first_on, Absence.id)


def reasons_on(meeting: Meeting) -> dict[int, str]:
    """Why those who are away that day are, by the key of their file. For the team."""
    query = (
        select(Absence.young_person_id, Absence.reason)
        .join(Ambassador, Ambassador.young_person_id == Absence.young_person_id)
        .where(Ambassador.season_id == meeting.season_id)
        .where(Absence.first_on <= meeting.held_on, Absence.last_on >= meeting.held_on)
        .order_by(Absence.id)
    )
    return dict(db.session.execute(query).all())


def dates_within(young: YoungPerson, first_on: date, last_on: date, now: datetime) -> Sequence[Meeting]:
    """What is announced to someone on those days, and is still to come, in the order of its keys."""
    query = announced_to(young).join(Meeting.season).where(Season.archived_at.is_(None))
    query = query.where(Meeting.status == Status.PUBLISHED, Meeting.ends_at > now)
    query = query.where(Meeting.held_on.between(first_on, last_on)).options(joinedload(Meeting.season))
    return rows(query.order_by(Meeting.id))


def places_in(young: YoungPerson) -> dict[int, Ambassador]:
    """Someone in each of their seasons, by the key of the season."""
    return {each.season_id: each for each in rows(ambassadors_of(young))}


def answers_in(ambassadors: Sequence[Ambassador], meetings: Sequence[Meeting]) -> dict[int, Answer]:
    """What was answered to these dates, by the key of the date."""
    query = select(Answer).where(
        Answer.ambassador_id.in_([each.id for each in ambassadors]),
        Answer.meeting_id.in_([each.id for each in meetings]),
    )
    return {each.meeting_id: each for each in rows(query)}
