"""What of a date people are called about."""

from sqlalchemy import select

from core.db import db
from meetings.models import Meeting, MeetingStep
from messages.calls.access import Occasion

CHANGES = ("move", "cancel", "restore")


def last_change(meeting: Meeting) -> MeetingStep | None:
    """The last step that people were told of."""
    query = select(MeetingStep).where(MeetingStep.meeting_id == meeting.id, MeetingStep.act.in_(CHANGES))
    return db.session.scalars(query.order_by(MeetingStep.at.desc(), MeetingStep.id.desc()).limit(1)).first()


def occasion(meeting: Meeting) -> Occasion:
    """A meeting, as those who call about it know it."""
    return Occasion(meeting.public_id, meeting.season_id, meeting.held_on)
