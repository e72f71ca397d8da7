"""How a feed's secret is made, and what its address answers after it was ended."""

import base64
import enum
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

# Phones keep the old dates for ever on a 404 or 410: an ended feed is first served empty, for long enough
# that every phone has asked for it.
EMPTY_FOR = timedelta(days=90)
KEPT_IN = "feeds"  # of the data folder: texts as they were last asked for
KEPT_FOR = timedelta(days=30)
MOST_KEPT = 20_000  # texts, of some 3 kB
MOST_FEEDS = 10  # alive, for one person
MAILS_A_DAY = 3  # to oneself, with the way to the page


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
