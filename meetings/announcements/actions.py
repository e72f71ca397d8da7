"""Make anew what waits to announce a date that changes: whoever has received nothing yet reads it once, as it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from core.db import db, rows
from meetings import emails
from meetings.announcements.access import waiting
from meetings.models import Meeting
from meetings.rules import Status
from messages import actions as messages
from messages.rules import Reach


def renew(meeting: Meeting, reach: Reach, *, now: datetime) -> frozenset[str]:
    """Have what waits to announce this date say it as it is now; without any date left, it never leaves, until one is
    put back. Returns the mailboxes that have nothing to hear of the change: nothing of this date was sent there."""
    found, dates = rows(waiting(meeting).with_for_update()), _dates_with(meeting, now)
    readers, programme = {each.email: each for each in reach.by_mail}, meeting.season.programme
    due_at = now + timedelta(minutes=programme.hold_minutes)
    untold = set()
    for mail in found:
        reader = readers.get(mail.to_email)
        fresh = emails.published(dates, reader, programme=programme, now=now) if dates and reader else None
        if messages.replace(mail, fresh, due_at=due_at, now=now):
            untold.add(mail.to_email)
    return frozenset(untold)


def _dates_with(meeting: Meeting, now: datetime) -> Sequence[Meeting]:
    """The dates published together with this one that are still to be announced, in order."""
    together = (Meeting.season_id == meeting.season_id, Meeting.published_at == meeting.published_at)
    query = select(Meeting).where(*together, Meeting.status == Status.PUBLISHED, Meeting.ends_at > now)
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()
