"""Which link is a guardian's, and which of these links are nobody's any more."""

from datetime import datetime

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from ambassadors.models import Guardian, YoungPerson
from core.clock import day_in
from core.db import rows
from schedule.feeds.access import alive
from schedule.feeds.addresses import Link, first_link
from schedule.feeds.rules import is_still_theirs, mailbox_digest
from schedule.models import Feed, FeedKind


def feeds_of_guardian(guardian: Guardian) -> Select[Feed]:
    """The feed of whoever reads that mailbox, for that young person; at most one is alive.

    Known by the mailbox and not by the row: when a list of guardians is put right, its rows change hands.
    """
    mine = (Feed.young_person_id == guardian.young_person_id, Feed.mailbox == mailbox_digest(guardian.email))
    return alive().where(Feed.kind == FeedKind.GUARDIAN, *mine)


def calendar_of(guardian: Guardian) -> Link | None:
    """A guardian's calendar link, if they made one."""
    return first_link(feeds_of_guardian(guardian))


def left(now: datetime) -> list[Feed]:
    """Guardians' feeds that are alive and should not be: no guardian reads that mailbox, or the child is of age."""
    young = joinedload(Feed.young_person)
    people = (young.joinedload(YoungPerson.programme), young.selectinload(YoungPerson.guardians))
    found = rows(alive().where(Feed.kind == FeedKind.GUARDIAN).options(*people))
    return [feed for feed in found if not _is_held(feed, now)]


def _is_held(feed: Feed, now: datetime) -> bool:
    young = feed.young_person
    if young is None:
        return False
    addresses = [guardian.email for guardian in young.guardians if guardian.email]
    on = day_in(young.programme.zone, now)
    return is_still_theirs(feed.mailbox, addresses, born_on=young.born_on, on=on)
