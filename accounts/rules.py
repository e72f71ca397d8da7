"""How long a way in lasts, and how it is written down."""

import enum
import hashlib
import secrets
import unicodedata
from datetime import timedelta
from ipaddress import ip_address, ip_network


class Device(enum.Enum):
    """Where a session lives, which decides how long."""

    OWN = "own"
    SHARED = "shared"


class LinkKind(enum.Enum):
    """How a single-use link reaches its person: by mail, at the first start, in the demo, on a printed card."""

    MAIL = "mail"
    INVITATION = "invitation"
    SETUP = "setup"
    DEMO = "demo"
    CARD = "card"


CODE_DIGITS = 6
CARD_CHARACTERS = 8
MAX_WRONG_CODES = 5
CARD_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L: a card is read in poor light

SESSION_LIFE = {Device.OWN: timedelta(days=60), Device.SHARED: timedelta(hours=2)}
STAFF_LIFE = timedelta(hours=12)  # the team signs in anew each working day, on any device

LINK_LIFE = {
    LinkKind.MAIL: timedelta(minutes=10),
    LinkKind.INVITATION: timedelta(days=7),
    LinkKind.SETUP: timedelta(hours=24),
    LinkKind.DEMO: timedelta(hours=24),
    LinkKind.CARD: timedelta(days=7),
}

# Five guesses at each mailed code and twenty mails a day leave one chance in ten thousand, a day, to who tries all day.
# Of these no single place gets more than a part, and who asks on a device of their own, where this mailbox has signed
# in before, asks beside them: a stranger cannot use up the mails of somebody else.
MAILS_PER_ADDRESS = (10, timedelta(hours=1))
MAILS_PER_ADDRESS_AND_DAY = (20, timedelta(days=1))
MAILS_PER_ASKER = (5, timedelta(hours=1))
MAILS_PER_ASKER_AND_DAY = (8, timedelta(days=1))
DEVICES_KNOWN = 6  # mailboxes that a device remembers having signed in
ASKS_PER_SOURCE = (200, timedelta(hours=1))  # a whole group signs in behind one address on a Wednesday
WRONG_PER_SOURCE = (100, timedelta(hours=1))

ENDED_ARE_KEPT = timedelta(days=7)  # links and sessions that are over


def new_key() -> str:
    """A 256-bit secret for an address or a cookie, URL-safe."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Six digits, to be retyped from a mail."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def new_card_code() -> str:
    """Eight letters and digits without look-alikes (40 bits), to be retyped from a card."""
    return "".join(secrets.choice(CARD_ALPHABET) for _ in range(CARD_CHARACTERS))


def digest(key: str) -> bytes:
    """What is stored of a 256-bit key: its SHA-256."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def plain_code(typed: str) -> str:
    """A code as typed, folded: spaces and dashes fall away, letters rise."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


def is_card_code(typed: str) -> bool:
    """Whether it has the shape of a card's code, which is longer than a mailed one."""
    return len(plain_code(typed)) > CODE_DIGITS


def source_of(address: str | None) -> str:
    """Where a request comes from, for counting: not readable, and a whole IPv6 /64 (one household) as one."""
    try:
        place = ip_address(address or "")
    except ValueError:
        return digest(address or "").hex()[:32]
    network = str(ip_network((place, 64), strict=False)) if place.version == 6 else str(place)
    return digest(network).hex()[:32]


def plain_email(typed: str) -> str:
    """An address as it is compared: trimmed and lower-cased, once and everywhere."""
    return unicodedata.normalize("NFC", typed).strip().lower()
