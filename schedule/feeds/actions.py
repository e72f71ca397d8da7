"""Make a feed, change what it shows or its address, end it, note that it was used."""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select, update

from accounts.models import User
from ambassadors.models import YoungPerson
from core import limits, outbox
from core.db import db, rows, write_if_free
from core.errors import RuleBroken
from schedule.feeds import emails
from schedule.feeds.access import feeds_of_group, feeds_of_staff, feeds_of_young_person
from schedule.feeds.rules import MAILS_A_DAY, MOST_FEEDS, Options, digest, feed_token, new_nonce
from schedule.models import Feed, FeedKind
from seasons.models import Programme


def one_at_a_time(of: YoungPerson | Programme) -> None:
    """Wait for whoever is making links of this person or programme: pressed twice, there is one."""
    kind = type(of)
    db.session.execute(select(kind.id).where(kind.id == of.id).with_for_update())


def make_for_young_person(young: YoungPerson, *, name: str, language: str, key: bytes, now: datetime) -> Feed:
    """A feed of someone's own dates. `name` tells their links apart on their own page, and shows nowhere else.

    Pressed twice, there is one of that name.
    """
    one_at_a_time(young)
    feed = Feed(kind=FeedKind.AMBASSADOR, programme_id=young.programme_id, young_person_id=young.id, name=name)
    return _one_of_that_name(feed, among=feeds_of_young_person(young), language=language, key=key, now=now)


def make_for_staff(user: User, programme: Programme, *, name: str, language: str, key: bytes, now: datetime) -> Feed:
    """A feed of a programme's dates for one of its team, as for a young person: it ends with their role."""
    one_at_a_time(programme)
    feed = Feed(kind=FeedKind.STAFF, programme_id=programme.id, user_id=user.id, name=name)
    return _one_of_that_name(feed, among=feeds_of_staff(user, programme), language=language, key=key, now=now)


def make_for_group(programme: Programme, *, key: bytes, now: datetime) -> Feed:
    """The nameless feed of a programme, for families and the notice board, in the programme's language."""
    one_at_a_time(programme)
    if (there := db.session.scalars(feeds_of_group(programme)).first()) is not None:
        return there
    feed = Feed(kind=FeedKind.GROUP, programme_id=programme.id, name="")
    return keyed(feed, language=programme.locale, key=key, now=now)


def change(feed: Feed, *, name: str, options: Options, now: datetime) -> None:
    """Another name, which no calendar shows; other options, which calendars have the next time they ask.

    Whoever calls it holds the feed's row.
    """
    if feed.revoked_at is not None:
        raise RuleBroken(_("This link has been changed or removed in the meantime. Open the page again."))
    feed.name = name
    if options == feed.options:
        return
    feed.shows_meetings, feed.shows_calls, feed.shows_outings = options.meetings, options.calls, options.outings
    feed.alarm = options.alarm
    feed.options_revision += 1
    feed.options_changed_at = max(now, (feed.options_changed_at or feed.created_at) + timedelta(seconds=1))


def renew(feed: Feed, *, key: bytes, now: datetime) -> Feed:
    """Another address for the same dates, shown as before; the old one empties the calendars that hold it."""
    copy = Feed(
        kind=feed.kind,
        programme_id=feed.programme_id,
        young_person_id=feed.young_person_id,
        user_id=feed.user_id,
        mailbox=feed.mailbox,
        name=feed.name,
        shows_meetings=feed.shows_meetings,
        shows_calls=feed.shows_calls,
        shows_outings=feed.shows_outings,
        alarm=feed.alarm,
        options_revision=feed.options_revision,
        options_changed_at=feed.options_changed_at,
    )
    end(feed, now=now)
    return keyed(copy, language=feed.language, key=key, now=now)


def end(feed: Feed, *, now: datetime) -> None:
    """Serve nothing more under this address, and forget whose mailbox it was made for."""
    feed.revoked_at, feed.mailbox = feed.revoked_at or now, None


def send_to_computer(young: YoungPerson, *, user: User, now: datetime) -> None:
    """Mail someone the way to the page of their links, a few times a day at most."""
    if not user.email:
        raise RuleBroken(_("There is no e-mail address to write to."))
    most, span = MAILS_A_DAY, timedelta(days=1)
    if limits.count_one(f"calendar link {user.public_id}", span=span, now=now) > most:
        raise RuleBroken(_("This message has already gone out several times today. It may be in the spam folder."))
    outbox.queue(emails.on_a_computer(young, user, now=now))


def note_use(feed_id: int, *, on: date) -> None:
    """Remember the day, once a day and only if nobody else is writing: a feed never waits for it."""
    is_first = or_(Feed.last_used_on.is_(None), Feed.last_used_on < on)
    write_if_free(update(Feed).where(Feed.id == feed_id, is_first).values(last_used_on=on))


def _one_of_that_name(feed: Feed, *, among: Select[Feed], language: str, key: bytes, now: datetime) -> Feed:
    alive = rows(among)
    there = next((each for each in alive if each.name == feed.name), None)
    if there is None and len(alive) >= MOST_FEEDS:
        raise RuleBroken(_("There are a lot of links already. Remove one that nobody uses, then make another."))
    return there or keyed(feed, language=language, key=key, now=now)


def keyed(feed: Feed, *, language: str, key: bytes, now: datetime) -> Feed:
    """The feed with an address of its own, and in the database."""
    feed.nonce = new_nonce()
    feed.token_hash = digest(feed_token(feed.nonce, key))
    feed.language, feed.created_at = language, now
    db.session.add(feed)
    db.session.flush()
    return feed
