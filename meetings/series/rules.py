"""The dates of a series, each with what speaks against it and the nearest free days."""

import datetime as dt
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from core.days import Closed, Conflict, Region, SchoolZone, conflicts_on, is_free

LAST = -1
OFFERS = 2
REACH_WEEKS = 8  # the summer holidays are the longest that must be looked past


@dataclass(frozen=True)
class School:
    """What a programme's calendar depends on: its school zone, its region, and its own closed days."""

    zone: SchoolZone
    region: Region = Region.METROPOLE
    closed: Sequence[Closed] = ()

    def conflicts_on(self, day: dt.date) -> list[Conflict]:
        return conflicts_on(day, zone=self.zone, region=self.region, closed=self.closed)


@dataclass(frozen=True)
class PlannedDate:
    """One date of a series, numbered from 1. Alternatives are offered only when something speaks against it."""

    day: dt.date
    number: int
    conflicts: list[Conflict]
    alternatives: list[dt.date]
    is_taken: bool = False  # a meeting stands on this day already


def nth_weekday_dates(nth: int, weekday: int, first_on: dt.date, last_on: dt.date) -> list[dt.date]:
    """The nth weekday of each month between two days, both included.

    `nth` is 1 to 4, or LAST; `weekday` is 0 (Monday) to 6. Anything else raises ValueError.
    """
    if nth not in (1, 2, 3, 4, LAST) or weekday not in range(7):
        raise ValueError("nth is 1 to 4 or -1, weekday is 0 to 6")
    months = range(first_on.year * 12 + first_on.month - 1, last_on.year * 12 + last_on.month)
    days = (nth_weekday(nth, weekday, year=month // 12, month=month % 12 + 1) for month in months)
    return [day for day in days if first_on <= day <= last_on]


def nth_weekday(nth: int, weekday: int, *, year: int, month: int) -> dt.date:
    first_weekday, length = monthrange(year, month)
    first = 1 + (weekday - first_weekday) % 7
    return dt.date(year, month, range(first, length + 1, 7)[nth if nth == LAST else nth - 1])


def nearest_free(
    day: dt.date,
    *,
    school: School,
    first_on: dt.date,
    last_on: dt.date,
    taken: Collection[dt.date] = (),
) -> list[dt.date]:
    """At most two free days of the same weekday, the nearest first, never a taken day.

    Of two equally near, both are offered; where there is room for one only, the other side of the day wins.
    Days of the season come before days outside it.
    """

    def farness(other: dt.date) -> tuple[bool, dt.timedelta]:
        return not first_on <= other <= last_on, abs(other - day)

    free = [other for other in same_weekday_around(day) if other not in taken and is_free(school.conflicts_on(other))]
    if not free:
        return []
    nearest = min(free, key=farness)
    others = sorted(free, key=lambda other: (*farness(other), (other < day) is (nearest < day)))
    return [nearest, *(other for other in others if other != nearest)][:OFFERS]


def same_weekday_around(day: dt.date) -> Iterable[dt.date]:
    """The same weekday of the weeks around, the nearest first, the earlier before the later."""
    for weeks in range(1, REACH_WEEKS + 1):
        for ordinal in (day.toordinal() - 7 * weeks, day.toordinal() + 7 * weeks):
            if 1 <= ordinal <= dt.date.max.toordinal():
                yield dt.date.fromordinal(ordinal)


def held_instead(
    days: Collection[dt.date],
    held: Collection[dt.date],
    *,
    school: School,
    first_on: dt.date,
    last_on: dt.date,
) -> dict[dt.date, dt.date]:
    """The day held instead, by the date of the series for which it stands: one that something speaks against.

    It is one of the days that were offered then. A series of which no date is held was never planned: what is held
    around its dates is something else.
    """
    found: dict[dt.date, dt.date] = {}
    if not set(days) & set(held):
        return found
    for day in sorted(set(days) - set(held)):
        if not is_free(school.conflicts_on(day)):
            offered = nearest_free(day, school=school, first_on=first_on, last_on=last_on, taken=days)
            instead = [other for other in offered if other in held and other not in found.values()]
            if instead:
                found[day] = instead[0]
    return found


def plan(
    days: Iterable[dt.date],
    *,
    school: School,
    first_on: dt.date,
    last_on: dt.date,
    taken: Collection[dt.date] = (),
    first_number: int = 1,
) -> list[PlannedDate]:
    """A series in order, each date with its conflicts and up to two alternatives in the season.

    `taken` are the days on which a meeting stands already; no alternative falls on one, nor on another date of
    the series.
    """
    ordered = sorted(set(days))
    held = {*taken, *ordered}
    return [
        PlannedDate(
            day=day,
            number=number,
            conflicts=(conflicts := school.conflicts_on(day)),
            alternatives=[]
            if is_free(conflicts)
            else nearest_free(day, school=school, first_on=first_on, last_on=last_on, taken=held),
            is_taken=day in taken,
        )
        for number, day in enumerate(ordered, start=first_number)
    ]
