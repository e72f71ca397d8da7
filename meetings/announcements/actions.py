"""Announce the dates that are out to who joins late. Make anew what waits to announce a date that changes: whoever has
received nothing yet reads it once, as it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from ambassadors.models import Ambassador
from core import outbox
from core.db import db, rows
from meetings import emails
from meetings.announcements.access import last_told, waiting, waiting_for
from meetings.calls.access import dates_to_come, occasion_of
from meetings.models import Meeting
from meetings.rules import Status
from messages import actions as messages
from messages import recipients
from messages.calls import actions as calls
from messages.models import PhoneCall
from messages.rules import Reach


def tell(ambassador: Ambassador, *, now: datetime) -> None:
    """Announce what is out of the season's dates to someone who joins it, and to the guardians of a minor, as a
    publication does: in one message, once the programme's hold is over; whom no mail reaches is listed to be called.

    Whoever comes back hears of what came out since. Doing it twice tells once.
    """
    season, programme, told_at = ambassador.season, ambassador.season.programme, last_told(ambassador)
    dates = [m for m in dates_to_come(season, now) if told_at is None or (m.published_at and m.published_at > told_at)]
    if not dates:
        return
    reach = recipients.of_season(season, now=now, only=[ambassador.id])
    mails = [emails.published(dates, each, programme=programme, now=now) for each in reach.by_mail]
    outbox.queue_all(mails, due_at=now + timedelta(minutes=programme.hold_minutes))
    about = occasion_of(season)
    listed = exists().where(
        PhoneCall.regarding == about.regarding, PhoneCall.young_person_id == ambassador.young_person_id
    )
    if not db.session.scalar(select(listed)):
        calls.add_calls(about, reach.by_phone, calls.NO_MAIL, now=now)


def withdraw(ambassador: Ambassador, *, now: datetime) -> None:
    """Someone leaves the season: what waits to announce its dates to them since they joined does not leave."""
    for mail in rows(waiting_for(ambassador).with_for_update()):
        mail.cancelled_at = now


def renew(meeting: Meeting, reach: Reach, *, now: datetime) -> frozenset[str]:
    """Have what waits to announce this date say it as it is now; without any date left, it never leaves, until one is
    put back. Returns the mailboxes that have nothing to hear of the change: nothing of this date was sent there."""
    found = rows(waiting(meeting).with_for_update())
    named = {at: _dates_named(at, meeting, now) for at in {mail.created_at for mail in found}}
    readers, programme = {each.email: each for each in reach.by_mail}, meeting.season.programme
    due_at = now + timedelta(minutes=programme.hold_minutes)
    untold = set()
    for mail in found:
        reader = readers.get(mail.to_email)
        dates = named[mail.created_at]
        fresh = emails.published(dates, reader, programme=programme, now=now) if dates and reader else None
        if messages.replace(mail, fresh, due_at=due_at, now=now):
            untold.add(mail.to_email)
    return frozenset(untold)


def _dates_named(at: datetime, meeting: Meeting, now: datetime) -> Sequence[Meeting]:
    """The dates that a mail of that moment, which names `meeting`, is still to announce, in order: those published
    together with it, or all that were out when someone joined."""
    out = Meeting.published_at == at if at == meeting.published_at else Meeting.published_at <= at
    query = select(Meeting).where(
        Meeting.season_id == meeting.season_id, out, Meeting.status == Status.PUBLISHED, Meeting.ends_at > now
    )
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()
