"""How a feed's secret is made, what its address answers after it was ended, and what its holder may choose."""

import base64
import enum
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accounts.rules import plain_email
from ambassadors.rules import ADULT, age_on
from core.ical import JUMP, Days, FeedEvent

# Phones keep the old dates for ever on a 404 or 410: an ended feed is first served empty, for long enough
# that every phone has asked for it.
EMPTY_FOR = timedelta(days=90)
KEPT_IN = "feeds"  # of the data folder: texts as they were last asked for
KEPT_FOR = timedelta(days=30)
MOST_KEPT = 20_000  # texts, of some 3 kB
MOST_FEEDS = 10  # alive, for one person
MAILS_A_DAY = 3  # to oneself, with the way to the page


class Alarm(enum.Enum):
    """When a calendar reminds of a date by itself. Of a whole day it does at nine: on its eve, or on the day."""

    NONE = "none"
    DAY_BEFORE = "day before"
    TWO_HOURS = "two hours"


MINUTES_BEFORE = {Alarm.DAY_BEFORE: 24 * 60, Alarm.TWO_HOURS: 2 * 60}
MINUTES_BEFORE_A_DAY = {Alarm.DAY_BEFORE: 15 * 60, Alarm.TWO_HOURS: -9 * 60}  # before its first minute


@dataclass(frozen=True)
class Options:
    """What a feed shows, and whether it reminds of it."""

    meetings: bool = True
    calls: bool = True
    outings: bool = True
    alarm: Alarm = Alarm.NONE


@dataclass(frozen=True)
class Chosen:
    """A feed's options; how often they were changed, and when last."""

    options: Options = Options()
    revision: int = 0
    changed_at: datetime | None = None


AS_MADE = Chosen()


def as_chosen(event: FeedEvent, chosen: Chosen) -> FeedEvent:
    """The event as a feed with these options has it. Whoever does not come is not reminded.

    A change of options is one of each date: some calendars take an alarm only from what is newer than what they have.
    """
    if not chosen.revision:
        return event
    sequence = event.sequence + chosen.revision
    changed_at = max(event.changed_at, chosen.changed_at or event.changed_at)
    is_day = isinstance(event.when, Days)
    minutes = (MINUTES_BEFORE_A_DAY if is_day else MINUTES_BEFORE).get(chosen.options.alarm)
    return replace(
        event,
        sequence=sequence,
        # of two clocks the later may stand still while the other rises: what was changed more often is later
        changed_at=changed_at + timedelta(seconds=sequence % JUMP),
        alarm_minutes=None if event.transparent and not is_day else minutes,
    )


def is_still_theirs(mailbox: bytes | None, addresses: Iterable[str], *, born_on: date | None, on: date) -> bool:
    """Whether a guardian's feed is one still: `addresses`, those of the guardians, hold its mailbox, and the young
    person is a minor (Code civil, art. 414)."""
    if born_on is not None and age_on(born_on, on) >= ADULT:
        return False
    return mailbox is not None and mailbox in map(mailbox_digest, addresses)


class Standing(enum.Enum):
    """What an address answers: the dates, an empty calendar, or that it is gone."""

    LIVE = "live"
    EMPTY = "empty"
    GONE = "gone"


def standing(ended_at: datetime | None, now: datetime) -> Standing:
    if ended_at is None:
        return Standing.LIVE
    return Standing.EMPTY if now < ended_at + EMPTY_FOR else Standing.GONE


def new_nonce() -> bytes:
    """What the database keeps in place of a token: worth nothing without the instance's key."""
    return secrets.token_bytes(32)


def feed_token(nonce: bytes, key: bytes) -> str:
    """The 256-bit secret of a feed's address, base64url: the same for the same nonce, so it can be shown again."""
    return base64.urlsafe_b64encode(hmac.new(key, nonce, hashlib.sha256).digest()).rstrip(b"=").decode()


def digest(token: str) -> bytes:
    """What is stored and looked up: SHA-256 of the token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def mailbox_digest(email: str) -> bytes:
    """What a guardian's feed keeps of whose it is: SHA-256 of the address."""
    return digest(plain_email(email))
