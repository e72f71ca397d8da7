"""What is counted of marks. A rate is of the meetings at which somebody was marked, and never stands without them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from meetings.rollcall.rules import HERE, Presence

MISSED = 2
"""How many absences in a row are a hint that somebody may be lost. Who was excused told us, and is not missed."""


@dataclass(frozen=True)
class Mark:
    """How somebody is marked at a meeting, and for how long they were there."""

    value: Presence
    minutes: int = 0


@dataclass(frozen=True)
class Count:
    """Of `marked` meetings, at how many somebody was; and how long in all."""

    here: int = 0
    marked: int = 0
    minutes: int = 0

    @property
    def rate(self) -> int | None:
        """Per cent, rounded; none without a meeting."""
        return (200 * self.here + self.marked) // (2 * self.marked) if self.marked else None


def count(marks: Sequence[Mark | None]) -> Count:
    """Everything somebody was marked at; a meeting at which nobody marked them says nothing."""
    made = [mark for mark in marks if mark is not None]
    return Count(sum(mark.value in HERE for mark in made), len(made), sum(mark.minutes for mark in made))


def minutes_there(
    value: Presence,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    arrived_at: dt.datetime | None,
    left_at: dt.datetime | None,
) -> int:
    """How long somebody was there: from the start or their arrival, to the end or their leaving."""
    if value not in HERE:
        return 0
    first = max(arrived_at or starts_at, starts_at)
    last = min(left_at or ends_at, ends_at)
    return max(0, round((last - first).total_seconds() / 60))
