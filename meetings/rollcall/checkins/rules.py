"""The code on the room's screen: it changes, and soon opens nothing."""

import hashlib
import hmac
from datetime import datetime, timedelta

CHANGES = timedelta(seconds=30)
LASTS = 3  # of those: a code is good for a minute at least, for a minute and a half at most


def codes(meeting_id: str, now: datetime, key: bytes) -> list[str]:
    """What is good now for the meeting of that public id, the one that the screen shows first.

    128 bits in small letters and digits: a sparse QR code, and an address that signing in comes back to.
    """
    turn = int(now.timestamp() // CHANGES.total_seconds())
    return [_code(meeting_id, turn - past, key) for past in range(LASTS)]


def is_good(code: str, meeting_id: str, now: datetime, key: bytes) -> bool:
    """Whether this code was on the screen of that very meeting a moment ago."""
    sent = code.encode("utf-8", "surrogatepass")
    return any(hmac.compare_digest(sent, good.encode()) for good in codes(meeting_id, now, key))


def _code(meeting_id: str, turn: int, key: bytes) -> str:
    return hmac.new(key, f"{meeting_id} {turn}".encode(), hashlib.sha256).hexdigest()[:32]
