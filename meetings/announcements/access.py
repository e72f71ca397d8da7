"""What announces a date and waits, and who has heard of that date so far."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, or_, select

from core.db import db
from core.outbox import BY_HAND, Mail
from meetings import emails
from meetings.models import Meeting, MeetingStep
from messages import recipients
from messages.actions import IN_REACH
from messages.rules import Reach

IS_UNTOUCHED = and_(
    Mail.kind == emails.PUBLISHED, ~Mail.html.contains(BY_HAND), Mail.leased_by == "", Mail.unsure_count == 0
)
"""Of a mail: it announces dates in our own words, and nobody can have received it. What the team wrote by hand stays as
it is: it leaves, and the change follows it."""


def waiting(meeting: Meeting) -> Select[Mail]:
    """What waits to announce this date, or was cancelled with it since there was no other date in it."""
    was_cancelled = select(func.max(MeetingStep.at)).where(
        MeetingStep.meeting_id == meeting.id, MeetingStep.act == "cancel"
    )
    waits = or_(and_(*IN_REACH), Mail.cancelled_at == was_cancelled.scalar_subquery())
    about = (Mail.regarding == meeting.season.public_id, Mail.created_at == meeting.published_at)
    return select(Mail).where(*about, IS_UNTOUCHED, waits).order_by(Mail.id)


def whom_to_tell(meeting: Meeting, now: datetime) -> Reach:
    """Who hears of a change of this date: everyone of the season, but those to whom nothing of it was sent yet."""
    untold = set(db.session.scalars(waiting(meeting).with_only_columns(Mail.to_email)))
    reach = recipients.of_season(meeting.season, now=now)
    return replace(reach, by_mail=tuple(each for each in reach.by_mail if each.email not in untold))


def has_told(meeting: Meeting, at: datetime) -> bool:
    """Whether anybody was written to, at that moment, about a change of this date."""
    return bool(db.session.scalar(select(exists().where(Mail.regarding == meeting.public_id, Mail.created_at == at))))
