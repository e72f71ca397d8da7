"""Make a guardian's calendar link or change it; end those that are nobody's any more."""

from datetime import datetime

from ambassadors.models import Guardian
from core.db import db
from schedule.feeds.actions import end, keyed, one_at_a_time, renew
from schedule.feeds.families.access import feeds_of_guardian, left
from schedule.feeds.rules import mailbox_digest
from schedule.models import Feed, FeedKind


def make_for_guardian(guardian: Guardian, *, key: bytes, now: datetime) -> Feed:
    """A feed of a young person's dates for one guardian, in the programme's language. Pressed twice, there is one."""
    young = guardian.young_person
    one_at_a_time(young)
    if (there := db.session.scalars(feeds_of_guardian(guardian)).first()) is not None:
        return there
    feed = Feed(
        kind=FeedKind.GUARDIAN,
        programme_id=young.programme_id,
        young_person_id=young.id,
        mailbox=mailbox_digest(guardian.email),
    )
    return keyed(feed, language=young.programme.locale, key=key, now=now)


def renew_for_guardian(guardian: Guardian, *, known: str, key: bytes, now: datetime) -> Feed:
    """Another address in place of the link whose public id is `known`; if that one has gone, the link there is now."""
    there = make_for_guardian(guardian, key=key, now=now)
    return renew(there, key=key, now=now) if there.public_id == known else there


def end_left(*, now: datetime) -> None:
    """Each day: write down that the link of whoever is no guardian any more has ended. It serves nothing already."""
    for feed in left(now):
        end(feed, now=now)
