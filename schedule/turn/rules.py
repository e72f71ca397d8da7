"""What a day becomes a year later, and where the meetings of a season fall in the next one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from core.days import Conflict, is_free
from meetings.series.rules import LAST, School, nearest_free, nth_weekday

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Proposed:
    """Where a day falls: what is known of the day it would be, and the day proposed. None: outside the season."""

    asked: date
    day: date | None
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def is_poor(self) -> bool:
        return not is_free(self.conflicts)


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def years_moved_on(text: str, *, year: int) -> str:
    """The text with the years that its season is about, this one and its two neighbours, each the next one."""
    return YEAR.sub(lambda found: str(int(found[0]) + 1) if abs(int(found[0]) - year) <= 1 else found[0], text)


def same_weekday_a_year_later(day: date) -> date:
    """The same weekday of the same month a year later: the second Wednesday stays one, a fifth becomes the last."""
    nth = (day.day - 1) // 7 + 1
    return nth_weekday(nth if nth < 5 else LAST, day.weekday(), year=day.year + 1, month=day.month)


def moved_on(days: Iterable[date], *, school: School, first_on: date, last_on: date) -> dict[date, Proposed]:
    """Where each day falls a year later. A poor one moves to the nearest free day of its weekday that no other takes;
    where there is none it stays, with what speaks against it."""
    asked = {day: same_weekday_a_year_later(day) for day in sorted(set(days))}
    taken = set(asked.values())
    found: dict[date, Proposed] = {}
    for day, wanted in asked.items():
        conflicts = school.conflicts_on(wanted)
        placed: date | None = wanted if first_on <= wanted <= last_on else None
        if placed and not is_free(conflicts):
            free = nearest_free(wanted, school=school, first_on=first_on, last_on=last_on, taken=taken)
            placed = next((each for each in free if first_on <= each <= last_on), wanted)
            taken.add(placed)
        found[day] = Proposed(wanted, placed, conflicts)
    return found
