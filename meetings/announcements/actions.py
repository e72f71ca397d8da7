"""Announce the dates that are out to who joins late. Make anew what waits to announce a date that changes: whoever has
received nothing yet reads it once, as it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.orm import aliased

from ambassadors.models import Ambassador, YoungPerson
from core import outbox
from core.db import db, rows
from core.errors import RuleBroken
from core.outbox import Mail
from meetings import emails
from meetings.announcements.access import IS_UNTOUCHED, has_left, last_told, missed_by, waiting, waiting_for
from meetings.calls.access import dates_to_come, occasion_of
from meetings.models import Meeting
from meetings.rules import Status
from messages import actions as messages
from messages import recipients
from messages.actions import IN_REACH
from messages.calls import actions as calls
from messages.models import PhoneCall
from messages.rules import Contact, Reach
from seasons.models import Season


def tell(ambassador: Ambassador, *, now: datetime) -> None:
    """Announce what is out of the season's dates to someone who joins it, and to the guardians of a minor, as a
    publication does: in one message, once the programme's hold is over; whom no mail reaches is listed to be called.

    Whoever comes back hears of what came out since. Doing it twice tells once.
    """
    told_at = last_told(ambassador)
    coming = dates_to_come(ambassador.season, now)
    dates = [m for m in coming if told_at is None or (m.published_at and m.published_at > told_at)]
    _tell(ambassador.season, [(tuple(dates), [ambassador])], now=now)


def tell_late(season: Season, invited: Sequence[Ambassador], *, now: datetime) -> None:
    """Announce, with their first invitation, what was out before they were added: to them, and to the guardians of a
    minor, as the group was told. Nobody who was in the season by then hears of a date twice."""
    coming, groups = dates_to_come(season, now) if invited else [], dict[tuple[Meeting, ...], list[Ambassador]]()
    for each in invited:
        groups.setdefault(tuple(missed_by(each, coming)), []).append(each)
    _tell(season, list(groups.items()), now=now)


def _tell(season: Season, groups: Sequence[tuple[Sequence[Meeting], list[Ambassador]]], *, now: datetime) -> None:
    """These dates to these people and their families, in one dispatch; whom no mail reaches is listed to be called."""
    about, mails = occasion_of(season), []
    for dates, people in groups:
        if not dates:
            continue
        reach = recipients.of_season(season, now=now, only=[each.id for each in people])
        mails += [emails.published(dates, each, programme=season.programme, now=now) for each in reach.by_mail]
        calls.add_missing(about, reach.by_phone, now=now)
    outbox.queue_all(mails, due_at=now + timedelta(minutes=season.programme.hold_minutes))


def withdraw(ambassador: Ambassador, *, now: datetime) -> None:
    """Someone leaves the season: what waits to announce its dates to them since they joined does not leave."""
    for mail in rows(waiting_for(ambassador).with_for_update()):
        mail.cancelled_at = now


def renew(meeting: Meeting, reach: Reach, *, now: datetime) -> frozenset[str]:
    """Have what waits to announce this date say it as it is now; without any date left, it never leaves, until one is
    put back. Returns the mailboxes that have nothing to hear of the change: nothing of this date was sent there."""
    return renew_all([meeting], reach, now=now)[meeting.id]


def renew_all(meetings: Sequence[Meeting], reach: Reach, *, now: datetime) -> dict[int, frozenset[str]]:
    """`renew` for several dates of one season that change together, by key: each mail is made anew once."""
    found = {meeting.id: rows(waiting(meeting).with_for_update()) for meeting in meetings}
    mails = {mail.id: mail for those in found.values() for mail in those}
    season = meetings[0].season
    due_at = now + timedelta(minutes=season.programme.hold_minutes)
    untold = _make_anew(list(mails.values()), season, reach, due_at=due_at, now=now)
    return {key: frozenset(mail.to_email for mail in those if mail.id in untold) for key, those in found.items()}


def hold_dates(dispatch: str) -> None:
    """Before a mail that announces dates is put back, they are locked, as by whoever moves one meanwhile."""
    season = _announced_in(dispatch)
    if season is not None:
        found = select(Meeting.id).where(Meeting.season_id == season.id).order_by(Meeting.id)
        db.session.execute(found.with_for_update())


def put_back(dispatch: str, *, now: datetime) -> bool:
    """The team lets leave after all what it had cancelled: what announces dates says them as they are by now. Whether
    it did not say so already. Only behind `hold_dates`.

    Raises RuleBroken when none of its dates is left; whoever has left the season is not written to.
    """
    season = _announced_in(dispatch)
    found = rows(select(Mail).where(Mail.dispatch == dispatch, IS_UNTOUCHED, *IN_REACH).with_for_update())
    if season is None or not found:
        return False
    if not any(_dates_named(at, season, now) for at in {mail.created_at for mail in found}):
        raise RuleBroken(_("None of the meetings it announced is still to come: there is nothing left to send."))
    before = {mail.id: mail.text for mail in found}
    _make_anew(found, season, recipients.of_season(season, now=now), due_at=now, now=now)
    return any(mail.text != before[mail.id] for mail in found)


def _announced_in(dispatch: str) -> Season | None:
    """The season whose dates the mails of a dispatch announce, if they do."""
    about = select(Mail.regarding).where(Mail.dispatch == dispatch, Mail.kind == emails.PUBLISHED)
    return db.session.scalars(select(Season).where(Season.public_id.in_(about))).first()


def _make_anew(mails: Sequence[Mail], season: Season, reach: Reach, *, due_at: datetime, now: datetime) -> set[int]:
    """Have each of these say the dates of its publication as they are, if it has any and its reader is told of them,
    or else never leave. Returns those that no sender had in hand."""
    named = {at: _dates_named(at, season, now) for at in {mail.created_at for mail in mails}}
    readers, done = {each.email: each for each in reach.by_mail}, set()
    for mail in mails:
        reader, dates = readers.get(mail.to_email), named[mail.created_at]
        fresh = emails.published(dates, reader, programme=season.programme, now=now) if dates and reader else None
        if messages.replace(mail, fresh, due_at=due_at, now=now):
            done.add(mail.id)
    return done


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


def _dates_named(at: datetime, season: Season, now: datetime) -> Sequence[Meeting]:
    """The dates that a mail of that moment is still to announce, in order: those published then, or else, when someone
    joined, all that were out."""
    other = aliased(Meeting)
    is_publication = exists().where(other.season_id == season.id, other.published_at == at)
    out = or_(Meeting.published_at == at, and_(Meeting.published_at < at, ~is_publication))
    query = select(Meeting).where(
        Meeting.season_id == season.id, out, Meeting.status == Status.PUBLISHED, Meeting.ends_at > now
    )
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()
