"""What a roll call may say of someone, who is expected, and what two people who mark at once make of each other."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ambassadors.rules import ADULT, age_on
from meetings.rules import NOT_COMING, Said

CALL_AFTER = timedelta(minutes=10)
"""How long after the start an expected minor who is not marked is to be called."""


class Presence(enum.Enum):
    """The four values, each said explicitly: no row, or a row without one, is "not marked yet"."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


HERE = frozenset({Presence.PRESENT, Presence.LATE})
"""Of those, who is in the room, and may leave it."""


@dataclass(frozen=True)
class State:
    """How one person is marked: since when who is late is there, and when who has left did, with whom ("": alone)."""

    value: Presence | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    left_with: str = ""


class Outcome(enum.Enum):
    """What becomes of a mark: written, said already, somebody else said otherwise meanwhile, nobody to mark, or
    against a rule."""

    KEPT = "kept"
    SAME = "same"
    CONFLICT = "conflict"
    GONE = "gone"
    REFUSED = "refused"


def outcome(*, stands: State, version: int, wanted: State, seen: int) -> Outcome:
    """`seen` is the version of the row that its author had in front of them, 0 for none. Of somebody whom nobody has
    marked, nothing can be written over."""
    if wanted == stands:
        return Outcome.SAME
    return Outcome.KEPT if version in (0, seen) else Outcome.CONFLICT


class Fault(enum.Enum):
    """What a mark may not say."""

    ALONE = "alone"  # somebody who does not go home without an adult leaves without one
    ARRIVAL = "arrival"  # who is late came before it began or after it ended
    DEPARTURE = "departure"  # who has left did so before they came


def fault(wanted: State, *, needs_company: bool, starts_at: datetime, ends_at: datetime) -> Fault | None:
    """The first rule that this breaks."""
    if wanted.left_at is not None and not wanted.left_with and needs_company:
        return Fault.ALONE
    if wanted.arrived_at is not None and not starts_at <= wanted.arrived_at <= ends_at:
        return Fault.ARRIVAL
    if wanted.left_at is not None and wanted.left_at < (wanted.arrived_at or starts_at):
        return Fault.DEPARTURE
    return None


def is_expected(said: Said) -> bool:
    """Everyone of the season but who said they do not come, are away, or wait for a place: silence is not "no"."""
    return said not in (*NOT_COMING, Said.WAITING)


def is_time_to_call(*, starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether whoever is missing now is looked for: from ten minutes after the start until the end."""
    return starts_at + CALL_AFTER <= now < ends_at


def is_to_call(*, value: Presence | None, is_announced: bool, said: Said, born_on: date, on: date) -> bool:
    """Whether a family is to be called when it is time: a minor was expected, nobody has marked them, and they have
    not said themselves that they are in the room."""
    return value is None and not is_announced and age_on(born_on, on) < ADULT and is_expected(said)


def arrival(value: Presence | None, *, at: datetime, starts_at: datetime, ends_at: datetime) -> datetime | None:
    """When someone came: of who is late, the minute they were marked in, while people meet. Who is marked late before
    has yet to come, and what is written down afterwards says nothing of when."""
    if value is not Presence.LATE or not starts_at <= at <= ends_at:
        return None
    return at.replace(second=0, microsecond=0)
