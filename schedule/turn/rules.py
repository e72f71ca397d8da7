"""What a day becomes a year later, and where the meetings of a season fall in the next one."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.days import Conflict, is_free
from meetings.series.rules import LAST, School, held_instead, nearest_free, nth_weekday, nth_weekday_dates

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Proposed:
    """Where a day falls: what is known of the day it would be, and the day proposed. None: outside the season."""

    asked: date
    day: date | None
    conflicts: list[Conflict] = field(default_factory=list)
    alternatives: list[date] = field(default_factory=list)  # free days of the season, the nearest first


@dataclass(frozen=True)
class Rhythm:
    """A fixed day of the month: the second Wednesday, the last Saturday."""

    nth: int
    weekday: int

    def in_month_of(self, day: date, *, years: int = 0) -> date:
        """Its day in that month, so many years later."""
        return nth_weekday(self.nth, self.weekday, year=day.year + years, month=day.month)


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def years_moved_on(text: str, *, year: int) -> str:
    """The text with the years that its season is about, this one and its two neighbours, each the next one."""
    return YEAR.sub(lambda found: str(int(found[0]) + 1) if abs(int(found[0]) - year) <= 1 else found[0], text)


def same_weekday_a_year_later(day: date) -> date:
    """The same weekday of the same month a year later: the second Wednesday stays one, a fifth becomes the last."""
    nth = (day.day - 1) // 7 + 1
    return Rhythm(nth if nth < 5 else LAST, day.weekday()).in_month_of(day, years=1)


def rhythm_of(days: Collection[date]) -> Rhythm | None:
    """The rhythm that more than half of these days keep; where the fourth is the last, the one that explains more."""
    rhythms = [Rhythm(nth, weekday) for weekday in range(7) for nth in (1, 2, 3, 4, LAST)]
    kept = {each: sum(each.in_month_of(day) == day for day in days) for each in rhythms}
    most = max(rhythms, key=lambda each: kept[each])
    return most if kept[most] * 2 > len(days) else None


def a_year_on(days: Collection[date], *, school: School, first_on: date, last_on: date) -> dict[date, date]:
    """The day that the rhythm of a season gives each of its days in the next one.

    A day that the planner offered instead of one that something spoke against was that year's exception: what is
    carried over is the day it stood for. Without a rhythm, each day keeps its own weekday of its month.
    """
    rhythm = rhythm_of(days)
    if rhythm is None:
        return {day: same_weekday_a_year_later(day) for day in days}
    given = nth_weekday_dates(rhythm.nth, rhythm.weekday, first_on, last_on)
    instead = held_instead(given, days, school=school, first_on=first_on, last_on=last_on)
    stands_for = {other: day for day, other in instead.items()}
    stands_for |= {day: day for day in days if rhythm.in_month_of(day) == day}
    return {
        day: rhythm.in_month_of(stands_for[day], years=1) if day in stands_for else same_weekday_a_year_later(day)
        for day in days
    }


def moved_on(asked: Mapping[date, date], *, school: School, first_on: date, last_on: date) -> dict[date, Proposed]:
    """Where each day falls in the next season, by the day asked for. A poor one moves to the nearest free day of its
    weekday that no other takes; where there is none it stays, with what speaks against it."""
    taken = set(asked.values())
    found: dict[date, Proposed] = {}
    for day in sorted(asked):
        wanted = asked[day]
        conflicts = school.conflicts_on(wanted)
        if not first_on <= wanted <= last_on:
            found[day] = Proposed(wanted, None, conflicts)
        elif is_free(conflicts):
            found[day] = Proposed(wanted, wanted, conflicts)
        else:
            nearest = nearest_free(wanted, school=school, first_on=first_on, last_on=last_on, taken=taken)
            free = [each for each in nearest if first_on <= each <= last_on]
            found[day] = Proposed(wanted, free[0] if free else wanted, conflicts, free)
            taken |= set(free[:1])
    return found
