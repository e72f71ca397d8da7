"""Which dates may be reminded of, whom, and what was written already."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from ambassadors.models import Ambassador
from core.db import db, rows
from meetings.access import said_by
from meetings.calls.access import CHANGES, NEWS
from meetings.models import Meeting, MeetingStep
from meetings.reminders.models import Reminder
from meetings.reminders.rules import AHEAD, ReminderKind
from meetings.rules import Said, Status
from seasons.models import Season

TOLD = (*CHANGES, *NEWS)  # the steps of a date that people hear of
WHO = {
    ReminderKind.ANSWER: (Said.NOTHING, Said.BY_DEFAULT, Said.TO_CONFIRM),
    ReminderKind.COMING: (Said.YES,),
}


def coming_soon(now: datetime) -> Sequence[int]:
    """The keys of the dates that may have to be reminded of within days, of every open season."""
    query = (
        select(Meeting.id)
        .join(Meeting.season)
        .where(
            Season.archived_at.is_(None),
            Meeting.status == Status.PUBLISHED,
            Meeting.reminds,
            Meeting.starts_at > now,
            Meeting.starts_at < now + AHEAD,
        )
        .order_by(Meeting.id)
    )
    return db.session.scalars(query).all()


def told_at(meeting: Meeting) -> datetime:
    """When people last heard where and when it is."""
    told = select(func.max(MeetingStep.at)).where(MeetingStep.meeting_id == meeting.id, MeetingStep.act.in_(TOLD))
    return db.session.scalar(told) or meeting.published_at or meeting.created_at


def reminders_of(meeting: Meeting) -> Sequence[Reminder]:
    """What was written of the day it is now held on."""
    return rows(select(Reminder).where(Reminder.meeting_id == meeting.id, Reminder.held_on == meeting.held_on))


def to_remind(meeting: Meeting, kind: ReminderKind) -> list[int]:
    """The keys of the ambassadors a reminder is for."""
    said = said_by(meeting)
    people = [young.id for what in WHO[kind] for young in said[what]]
    query = select(Ambassador.id).where(
        Ambassador.season_id == meeting.season_id, Ambassador.young_person_id.in_(people)
    )
    return list(db.session.scalars(query))
