"""Announce the dates that are out to who joins late. Make anew what waits to announce a date that changes: whoever has
received nothing yet reads it once, as it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import aliased

from ambassadors.models import Ambassador, YoungPerson
from core import outbox
from core.db import db, rows
from meetings import emails
from meetings.announcements.access import has_left, last_told, waiting, waiting_for
from meetings.calls.access import dates_to_come, occasion_of
from meetings.models import Meeting
from meetings.rules import Status
from messages import actions as messages
from messages import recipients
from messages.calls import actions as calls
from messages.models import PhoneCall
from messages.rules import Contact, Reach


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


def renew_calls(meeting: Meeting, reach: Reach, *, now: datetime) -> Sequence[Contact]:
    """While the publication of this date has not left, whom no mail reaches has one call, about the dates as they are;
    none without any date left. Returns those who have heard of it, whom a change is to be told."""
    if has_left(meeting):
        return reach.by_phone
    about = occasion_of(meeting.season)
    called = select(YoungPerson.public_id).join(PhoneCall, PhoneCall.young_person_id == YoungPerson.id)
    is_about = PhoneCall.regarding == about.regarding
    heard = set(db.session.scalars(called.where(is_about, PhoneCall.done_at.is_not(None))))
    if meeting.status is Status.PUBLISHED:
        calls.add_missing(about, reach.by_phone, now=meeting.published_at or now)
    to_say = exists().where(
        Meeting.season_id == meeting.season_id,
        Meeting.status == Status.PUBLISHED,
        Meeting.ends_at > now,
        or_(Meeting.published_at >= PhoneCall.created_at, ~_is_of_publication(meeting)),
    )
    open_one = (is_about, PhoneCall.reason == calls.NO_MAIL, PhoneCall.done_at.is_(None))
    db.session.execute(delete(PhoneCall).where(*open_one, ~to_say), execution_options={"synchronize_session": "fetch"})
    return [contact for contact in reach.by_phone if contact.person in heard]


def _is_of_publication(meeting: Meeting) -> ColumnElement[bool]:
    """Whether a call was listed with a publication of that season, and not when someone joined it."""
    published = aliased(Meeting)
    return exists().where(published.season_id == meeting.season_id, published.published_at == PhoneCall.created_at)


def _dates_named(at: datetime, meeting: Meeting, now: datetime) -> Sequence[Meeting]:
    """The dates that a mail of that moment, which names `meeting`, is still to announce, in order: those published
    together with it, or all that were out when someone joined."""
    out = Meeting.published_at == at if at == meeting.published_at else Meeting.published_at <= at
    query = select(Meeting).where(
        Meeting.season_id == meeting.season_id, out, Meeting.status == Status.PUBLISHED, Meeting.ends_at > now
    )
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()
