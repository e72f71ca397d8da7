"""The parts of a meeting's minutes, the three moments of a meeting, and how an agenda is read."""

import datetime as dt
import enum
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TEXT_MAX = 20_000
LOST = 60  # characters: who takes out more, even at once, may want them back
RESTS = dt.timedelta(minutes=5)  # a text that stood for this long is one that somebody may have read
EARLY, LATE = dt.timedelta(minutes=30), dt.timedelta(hours=1)


class Part(enum.Enum):
    AGENDA = "agenda"
    NOTES = "notes"
    DECISIONS = "decisions"
    TASKS = "tasks"
    NEXT_STEP = "next"
    GUESTS = "guests"
    TEAM = "team"  # the team's own, never shared


class Moment(enum.Enum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


ENTRIES = frozenset({Part.DECISIONS, Part.TASKS})
"""Written one by one, in tables of their own: here, only whether the group reads them."""
WRITTEN = tuple(part for part in Part if part not in ENTRIES)
SHARED = tuple(part for part in Part if part is not Part.TEAM)  # what may be
NOTED_DURING = frozenset({Part.NOTES, Part.NEXT_STEP})

# "14 h 15 Trois prototypes", "14:15 - …", "2.15 pm …", "- 14h …"
BULLET = re.compile(r"^(?:[-*+•–]|\d{1,2}[.)](?!\d))\s+")
CLOCK = re.compile(r"^(\d{1,2})(?:\s?[hH]\s?(\d{2})?|[:.](\d{2}))\s?([ap]m)?(?=$|[\s,:–—-])[\s,:–—-]*", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line of an agenda or a list, with the time it begins with, if it does."""

    words: str
    at: dt.time | None = None


def is_kept(old: str, new: str, *, is_same_author: bool, stood: dt.timedelta) -> bool:
    """Whether a text is put aside when another replaces it.

    A text saves itself as it is typed: what its author only went on with is not, what they took something out of is,
    once it had rested or lost more than a few words. Somebody else’s always is.
    """
    if not old.strip():
        return False
    if not is_same_author:
        return True
    if is_within(old, new):
        return False
    return stood >= RESTS or len(old) - len(new) > LOST


def is_within(old: str, new: str) -> bool:
    """Whether all of it is still there, in its order: something was only added, wherever it was."""
    left = iter(new)
    return all(letter in left for letter in old)


def under(saved: str, typed: str) -> str:
    """The saved text, and under it the lines of the typed one that it does not have where they stand.

    Two who began with the same text and both went on: what they share is there once.
    """
    ours, theirs = saved.splitlines(), typed.splitlines()
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    more = [line for step, _i, _j, first, last in steps if step != "equal" for line in theirs[first:last]]
    return "\n\n".join(filter(None, (saved, "\n".join(more).strip("\n"))))


def moment_of(starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> Moment:
    """Which of its three moments a meeting is in: people come early, and are still writing when it ends."""
    if now < starts_at - EARLY:
        return Moment.BEFORE
    return Moment.DURING if now < ends_at + LATE else Moment.AFTER


def lines_of(text: str) -> list[Line]:
    """The lines that say something, each without the mark of a list in front of it."""
    return [Line(BULLET.sub("", line.strip())) for line in text.splitlines() if line.strip()]


def agenda_of(text: str) -> list[Line]:
    """The lines of an agenda, each with its time apart. What looks like a time and is none stays as it was typed."""
    return [_timed(line.words) for line in lines_of(text)]


def _timed(words: str) -> Line:
    found = CLOCK.match(words)
    rest = words[found.end() :] if found else ""
    if found is None or not rest:
        return Line(words)
    hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), (found[4] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return Line(rest, dt.time(hour, minute)) if hour < 24 and minute < 60 else Line(words)
