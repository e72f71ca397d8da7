"""The days on which French young people are away: public holidays, school holidays, bridge days, closed days.

Everything here is a hint with a name: a date may be kept on such a day, but never without somebody knowing.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Protocol

from dateutil.easter import easter

# The last day the ministry has fixed (order of 21 July 2026, for 2027-28). The package answers False, without
# a word, from here to the end of that year, and raises afterwards: nothing is asked of it past this day.
OFFICIAL_UNTIL = dt.date(2028, 8, 31)

# The orders close schools from Ascension Thursday to the Sunday in all three zones; the package has the
# bridge for two of these years only, and then without its Thursday and Sunday.
ASCENSION_BRIDGE_YEARS = range(2023, 2029)

# The last lessons before summer, in the years when they are not on a Friday: the package counts them as off.
LAST_LESSONS = {dt.date(2021, 7, 6), dt.date(2022, 7, 7), dt.date(2028, 7, 4)}

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)

Gettext = Callable[[str], str]


class SchoolZone(Enum):
    """The three zones of mainland France; `NONE` for Corsica, overseas and whoever has no school calendar."""

    A = "A"
    B = "B"
    C = "C"
    NONE = "none"


class Region(Enum):
    """Where public holidays differ (Code du travail L3133-1, L3134-13, L3422-2)."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_MARTIN = "saint-martin"
    SAINT_BARTHELEMY = "saint-barthelemy"


class PublicHoliday(Enum):
    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    VICTORY = "victory"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    BASTILLE_DAY = "bastille_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE = "armistice"
    CHRISTMAS = "christmas"
    SAINT_STEPHEN = "saint_stephen"
    ABOLITION = "abolition"


class SchoolHoliday(Enum):
    ALL_SAINTS = "all_saints"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    SPRING = "spring"
    ASCENSION = "ascension"
    SUMMER = "summer"


class ConflictKind(Enum):
    PUBLIC_HOLIDAY = "public_holiday"
    SCHOOL_HOLIDAY = "school_holiday"
    BRIDGE_DAY = "bridge_day"
    CLOSED = "closed"
    NOT_OFFICIAL_YET = "not_official_yet"


@dataclass(frozen=True)
class SchoolBreak:
    """One school holiday of one zone, from the first to the last day off, both included."""

    holiday: SchoolHoliday
    zone: SchoolZone
    first_on: dt.date
    last_on: dt.date


class Closed(Protocol):
    """The programme's own closed days, both ends included, with the reason as staff typed it."""

    @property
    def first_on(self) -> dt.date: ...
    @property
    def last_on(self) -> dt.date: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Conflict:
    """Why a day is a poor choice, with the stretch it belongs to; `holiday` or `reason` names it."""

    kind: ConflictKind
    first_on: dt.date
    last_on: dt.date
    holiday: PublicHoliday | SchoolHoliday | None = None
    zone: SchoolZone = SchoolZone.NONE
    reason: str = ""


class NotOfficialYet(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """The school calendar of that day is not fixed yet: nobody can say whether there is school."""


FIXED = {
    PublicHoliday.NEW_YEAR: (1, 1),
    PublicHoliday.LABOUR_DAY: (5, 1),
    PublicHoliday.VICTORY: (5, 8),
    PublicHoliday.BASTILLE_DAY: (7, 14),
    PublicHoliday.ASSUMPTION: (8, 15),
    PublicHoliday.ALL_SAINTS: (11, 1),
    PublicHoliday.ARMISTICE: (11, 11),
    PublicHoliday.CHRISTMAS: (12, 25),
}
AFTER_EASTER = {PublicHoliday.EASTER_MONDAY: 1, PublicHoliday.ASCENSION: 39, PublicHoliday.WHIT_MONDAY: 50}
ABOLITION_DAYS = {
    Region.MAYOTTE: (4, 27),
    Region.MARTINIQUE: (5, 22),
    Region.GUADELOUPE: (5, 27),
    Region.SAINT_MARTIN: (5, 28),
    Region.GUYANE: (6, 10),
    Region.SAINT_BARTHELEMY: (10, 9),
    Region.REUNION: (12, 20),
}


@cache
def public_holidays(year: int, region: Region = Region.METROPOLE) -> tuple[tuple[dt.date, PublicHoliday], ...]:
    """The public holidays of that year, in order; two may fall on one day (1 and 8 May on Ascension Day).

    Nothing outside 1583–4099, where Easter is not defined.
    """
    if not 1583 <= year <= 4099:
        return ()
    fixed, after_easter = dict(FIXED), dict(AFTER_EASTER)
    if region is Region.ALSACE_MOSELLE:
        after_easter[PublicHoliday.GOOD_FRIDAY] = -2
        fixed[PublicHoliday.SAINT_STEPHEN] = (12, 26)
    if region in ABOLITION_DAYS:
        fixed[PublicHoliday.ABOLITION] = ABOLITION_DAYS[region]
    days = [(dt.date(year, month, day), holiday) for holiday, (month, day) in fixed.items()]
    days += [(easter(year) + dt.timedelta(days=shift), holiday) for holiday, shift in after_easter.items()]
    return tuple(sorted(days, key=lambda day: day[0]))


def public_holidays_on(day: dt.date, region: Region = Region.METROPOLE) -> list[PublicHoliday]:
    return [holiday for on, holiday in public_holidays(day.year, region) if on == day]


def school_holiday_on(day: dt.date, zone: SchoolZone) -> SchoolBreak | None:
    """The school holiday that day belongs to, with its first and last day off; None on a school day.

    Raises NotOfficialYet after OFFICIAL_UNTIL: no answer is not "school is open". Zone NONE is never away.
    """
    if zone is SchoolZone.NONE:
        return None
    if day > OFFICIAL_UNTIL:
        raise NotOfficialYet(f"School holidays are official until {OFFICIAL_UNTIL.isoformat()} only")
    return next((away for away in school_breaks(zone) if away.first_on <= day <= away.last_on), None)


HOLIDAY_NAMES = {
    "Vacances de la Toussaint": SchoolHoliday.ALL_SAINTS,
    "Vacances de Noël": SchoolHoliday.CHRISTMAS,
    "Vacances d'hiver": SchoolHoliday.WINTER,
    "Vacances de printemps": SchoolHoliday.SPRING,
    "Pont de l'Ascension": SchoolHoliday.ASCENSION,
    "Vacances d'été": SchoolHoliday.SUMMER,
}


@cache
def school_breaks(zone: SchoolZone) -> tuple[SchoolBreak, ...]:
    """Every official school holiday of a zone known so far, in order."""
    if zone is SchoolZone.NONE:
        return ()
    away = (
        (day, HOLIDAY_NAMES[row["nom_vacances"]])
        for day, row in official_days()
        if day <= OFFICIAL_UNTIL and day not in LAST_LESSONS and row[f"vacances_zone_{zone.value.lower()}"] == "True"
    )
    breaks = [
        SchoolBreak(holiday, zone, first_on=days[0], last_on=days[-1])
        for holiday, days in stretches(away)
        if holiday is not SchoolHoliday.ASCENSION
    ]
    return tuple(sorted([*breaks, *ascension_bridges(zone)], key=lambda away: away.first_on))


def ascension_bridges(zone: SchoolZone) -> list[SchoolBreak]:
    ascensions = [easter(year) + dt.timedelta(days=39) for year in ASCENSION_BRIDGE_YEARS]
    return [
        SchoolBreak(SchoolHoliday.ASCENSION, zone, first_on=thursday, last_on=thursday + 3 * ONE_DAY)
        for thursday in ascensions
    ]


def stretches(
    away: Iterable[tuple[dt.date, SchoolHoliday]],
) -> list[tuple[SchoolHoliday, list[dt.date]]]:
    """Days one after the other under the same name: consecutive days share day number minus position."""
    numbered = list(enumerate(away))
    grouped = groupby(numbered, key=lambda entry: (entry[1][1], entry[1][0].toordinal() - entry[0]))
    return [(holiday, [day for _, (day, _) in run]) for (holiday, _), run in grouped]


def official_days() -> Iterator[tuple[dt.date, dict[str, str]]]:
    """The package's table, day by day. Its own reader takes the machine's encoding for the file's."""
    table = files("vacances_scolaires_france").joinpath("data", "data.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        yield dt.date.fromisoformat(row["date"]), row


def bridged_holiday(day: dt.date, region: Region = Region.METROPOLE) -> PublicHoliday | None:
    """The public holiday that a working day stands alone between and the weekend, if it does."""
    if day.weekday() >= SATURDAY or public_holidays_on(day, region):
        return None
    for step in (-1, 1):
        beside, beyond = day.toordinal() + step, day.toordinal() - step
        if min(beside, beyond) < 1 or max(beside, beyond) > dt.date.max.toordinal():
            continue
        holidays = public_holidays_on(dt.date.fromordinal(beside), region)
        if holidays and dt.date.fromordinal(beyond).weekday() >= SATURDAY:
            return holidays[0]
    return None


def conflicts_on(
    day: dt.date,
    *,
    zone: SchoolZone,
    region: Region = Region.METROPOLE,
    closed: Iterable[Closed] = (),
) -> list[Conflict]:
    """Everything that speaks against a day, the weightiest first; empty on a free day."""
    found = [
        Conflict(ConflictKind.PUBLIC_HOLIDAY, day, day, holiday=holiday) for holiday in public_holidays_on(day, region)
    ]
    found += [
        Conflict(ConflictKind.CLOSED, days.first_on, days.last_on, reason=days.reason)
        for days in closed
        if days.first_on <= day <= days.last_on
    ]
    school = school_conflicts_on(day, zone)
    bridged = bridged_holiday(day, region)
    if bridged and not any(conflict.holiday is SchoolHoliday.ASCENSION for conflict in school):
        found.append(Conflict(ConflictKind.BRIDGE_DAY, day, day, holiday=bridged))
    return found + school


def school_conflicts_on(day: dt.date, zone: SchoolZone) -> list[Conflict]:
    try:
        away = school_holiday_on(day, zone)
    except NotOfficialYet:
        return [Conflict(ConflictKind.NOT_OFFICIAL_YET, day, day, zone=zone)]
    if away is None:
        return []
    return [Conflict(ConflictKind.SCHOOL_HOLIDAY, away.first_on, away.last_on, away.holiday, zone)]


def is_free(conflicts: Iterable[Conflict]) -> bool:
    """A day nothing is known against. An unofficial calendar is a warning: it does not make a day taken."""
    return all(conflict.kind is ConflictKind.NOT_OFFICIAL_YET for conflict in conflicts)


def name_of(holiday: PublicHoliday | SchoolHoliday, gettext: Gettext) -> str:
    """Its name in the language of `gettext`, as it stands inside a sentence."""
    if isinstance(holiday, PublicHoliday):
        return public_holiday_name(holiday, gettext)
    return school_holiday_name(holiday, gettext)


def public_holiday_name(holiday: PublicHoliday, gettext: Gettext) -> str:
    return {
        PublicHoliday.NEW_YEAR: gettext("New Year’s Day"),
        PublicHoliday.GOOD_FRIDAY: gettext("Good Friday"),
        PublicHoliday.EASTER_MONDAY: gettext("Easter Monday"),
        PublicHoliday.LABOUR_DAY: gettext("Labour Day"),
        PublicHoliday.VICTORY: gettext("Victory Day 1945"),
        PublicHoliday.ASCENSION: gettext("Ascension Day"),
        PublicHoliday.WHIT_MONDAY: gettext("Whit Monday"),
        PublicHoliday.BASTILLE_DAY: gettext("Bastille Day"),
        PublicHoliday.ASSUMPTION: gettext("Assumption Day"),
        PublicHoliday.ALL_SAINTS: gettext("All Saints’ Day"),
        PublicHoliday.ARMISTICE: gettext("Armistice Day"),
        PublicHoliday.CHRISTMAS: gettext("Christmas Day"),
        PublicHoliday.SAINT_STEPHEN: gettext("St Stephen’s Day"),
        PublicHoliday.ABOLITION: gettext("Abolition of Slavery Day"),
    }[holiday]


def school_holiday_name(holiday: SchoolHoliday, gettext: Gettext) -> str:
    return {
        SchoolHoliday.ALL_SAINTS: gettext("autumn school holidays"),
        SchoolHoliday.CHRISTMAS: gettext("Christmas school holidays"),
        SchoolHoliday.WINTER: gettext("winter school holidays"),
        SchoolHoliday.SPRING: gettext("spring school holidays"),
        SchoolHoliday.ASCENSION: gettext("Ascension weekend"),
        SchoolHoliday.SUMMER: gettext("summer school holidays"),
    }[holiday]
