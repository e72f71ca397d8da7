"""Reads hours as people write them: 14h-16h30, de 14 h 30 à 17 h, 14:00–16:30, 2pm-4:30pm."""

import datetime as dt
import re
from dataclasses import dataclass

A_MONTH = r"(?: ?-? ?(?:jan|fe[bv]|mar|a[vp]r|ma[iy]|ju[inl]|aou|aug|sep|oct|nov|dec))"
NOT_A_MONTH = rf"(?!{A_MONTH})"

# Minutes set apart (14 h 30) must not be the day of a date (14h 30/09, 14h 30 sept) or the next hour (14h 16h).
APART = rf" [0-9]{{2}}(?![0-9]|[/.][0-9]| ?[h:]| ?[ap]\.?m\b){NOT_A_MONTH}"
FRENCH = rf"[0-9]{{1,2}} {{0,2}}h(?:eures?|rs?)?(?![a-z])(?:[0-9]{{2}}(?![0-9])|{APART})?"
COLON = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: {0,2}[ap]\.?m\b\.?)?"
ENGLISH = r"[0-9]{1,2}(?:\.[0-9]{2})? {0,2}[ap]\.?m\b\.?"
MARKED = rf"(?:{FRENCH}|{COLON}|{ENGLISH}|\b(?:midi|noon)\b)"
BARE = r"[0-9]{1,2}(?:\.[0-9]{2})?"
BARE_END = r"[0-9]{1,2}(?= {0,2}(?:$|[,;)\t|]))"
TO = r"(?: {0,2}- {0,2}| (?:a|au|to|until|till|jusqu'a|et|and) )"
BESIDE = r"(?: {0,2}/ {0,2}|[ \t;|]{1,3})"

# One clock time, or two that belong together. Bare figures count only beside a time that says it is one.
HOURS = (
    rf"(?:(?<![0-9:]){MARKED}(?:(?:{TO}|{BESIDE}){MARKED}|{TO}{BARE_END})?"
    rf"|(?<![0-9/.:-]){BARE}{TO}{MARKED})"
)
CLOCK = re.compile(rf"{MARKED}|{BARE}")

Clock = tuple[int, int, str]  # hour, minute, and "a", "p" or ""


@dataclass(frozen=True)
class TimeRange:
    """Wall-clock times of one day; `ends` is None when only the start was written, otherwise later than it."""

    starts: dt.time
    ends: dt.time | None = None


def read_hours(text: str) -> TimeRange | None:
    """The hours of a folded text that matches HOURS; None when they are impossible or end before they start."""
    clocks = [clock_of(found.group()) for found in CLOCK.finditer(text)]
    first, last = clocks[0], clocks[-1]
    starts = clock_time(first if first[2] else half_like(first, last))
    if len(clocks) == 1:
        return TimeRange(starts) if starts else None
    ends = clock_time(last if last[2] else half_like(last, first))
    if starts and ends and ends <= starts:
        starts, ends = across_noon(first, last, starts, ends)
    return TimeRange(starts, ends) if starts and ends and starts < ends else None


def clock_of(text: str) -> Clock:
    if text in {"midi", "noon"}:
        return 12, 0, "p"
    figures = [int(part) for part in re.findall("[0-9]+", text)]
    half = re.search(r"([ap])\.?m", text)
    return figures[0], figures[1] if len(figures) > 1 else 0, half.group(1) if half else ""


def half_like(clock: Clock, other: Clock) -> Clock:
    """2-4pm: what the other says of the half of the day holds for this one, if it can."""
    return (clock[0], clock[1], other[2]) if other[2] and 1 <= clock[0] <= 12 else clock


def across_noon(first: Clock, last: Clock, starts: dt.time, ends: dt.time) -> tuple[dt.time, dt.time]:
    """11-1pm begins in the morning, 10am-2 ends in the afternoon."""
    if last[2] == "p" and not first[2] and starts.hour >= 12:
        return starts.replace(hour=starts.hour - 12), ends
    if first[2] == "a" and not last[2] and ends.hour < 12:
        return starts, ends.replace(hour=ends.hour + 12)
    return starts, ends


def clock_time(clock: Clock) -> dt.time | None:
    hour, minute, half = clock
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
