"""The French calendar against dates copied by hand from the official texts."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from core.days import (
    ASCENSION_BRIDGE_YEARS,
    OFFICIAL_UNTIL,
    Conflict,
    ConflictKind,
    NotOfficialYet,
    PublicHoliday,
    Region,
    SchoolBreak,
    SchoolHoliday,
    SchoolZone,
    bridged_holiday,
    conflicts_on,
    is_free,
    name_of,
    public_holidays,
    public_holidays_on,
    school_breaks,
    school_holiday_on,
)

day = dt.date.fromisoformat


@dataclass(frozen=True)
class ClosedDays:
    first_on: dt.date
    last_on: dt.date
    reason: str


def test_the_last_official_day_is_the_last_of_the_calendar_we_have() -> None:
    assert dt.date(2028, 8, 31) == OFFICIAL_UNTIL
    assert [school_breaks(zone)[-1].last_on for zone in (SchoolZone.A, SchoolZone.B, SchoolZone.C)] == [
        OFFICIAL_UNTIL
    ] * 3


def breaks_between(zone: SchoolZone, first: str, last: str) -> list[tuple[str, str, str]]:
    return [
        (away.holiday.value, away.first_on.isoformat(), away.last_on.isoformat())
        for away in school_breaks(zone)
        if day(first) <= away.first_on <= day(last)
    ]


def test_zone_a_of_2026_and_2027_is_the_official_one() -> None:
    assert breaks_between(SchoolZone.A, "2026-09-01", "2027-08-31") == [
        ("all_saints", "2026-10-17", "2026-11-01"),
        ("christmas", "2026-12-19", "2027-01-03"),
        ("winter", "2027-02-13", "2027-02-28"),
        ("spring", "2027-04-10", "2027-04-25"),
        ("ascension", "2027-05-06", "2027-05-09"),
        ("summer", "2027-07-03", "2027-08-31"),
    ]


def test_zone_a_of_2027_and_2028_is_the_official_one() -> None:
    assert breaks_between(SchoolZone.A, "2027-09-01", "2028-08-31") == [
        ("all_saints", "2027-10-23", "2027-11-07"),
        ("christmas", "2027-12-18", "2028-01-02"),
        ("winter", "2028-02-19", "2028-03-05"),
        ("spring", "2028-04-22", "2028-05-08"),
        ("ascension", "2028-05-25", "2028-05-28"),
        ("summer", "2028-07-05", "2028-08-31"),
    ]


@pytest.mark.parametrize(
    ("zone", "winter", "spring"),
    [
        (SchoolZone.B, ("2027-02-20", "2027-03-07"), ("2027-04-17", "2027-05-02")),
        (SchoolZone.C, ("2027-02-06", "2027-02-21"), ("2027-04-03", "2027-04-18")),
    ],
)
def test_the_other_zones_differ_in_winter_and_spring(
    zone: SchoolZone, winter: tuple[str, str], spring: tuple[str, str]
) -> None:
    assert breaks_between(zone, "2027-01-15", "2027-04-30") == [("winter", *winter), ("spring", *spring)]


def test_ascension_bridges_stand_in_every_zone() -> None:
    thursdays = {
        2023: "2023-05-18",
        2024: "2024-05-09",
        2025: "2025-05-29",
        2026: "2026-05-14",
        2027: "2027-05-06",
        2028: "2028-05-25",
    }
    assert list(ASCENSION_BRIDGE_YEARS) == list(thursdays)
    for zone in (SchoolZone.A, SchoolZone.B, SchoolZone.C):
        for thursday in map(day, thursdays.values()):
            friday = school_holiday_on(thursday + dt.timedelta(days=1), zone)
            assert friday == SchoolBreak(SchoolHoliday.ASCENSION, zone, thursday, thursday + dt.timedelta(days=3))


@pytest.mark.parametrize("zone", [SchoolZone.A, SchoolZone.B, SchoolZone.C])
def test_school_breaks_are_in_order_and_never_overlap(zone: SchoolZone) -> None:
    breaks = school_breaks(zone)
    assert all(before.last_on < after.first_on for before, after in pairwise(breaks))
    assert all(away.first_on <= away.last_on for away in breaks)


def test_a_school_day_is_no_holiday() -> None:
    assert school_holiday_on(day("2026-09-09"), SchoolZone.A) is None


@pytest.mark.parametrize("on", ["2028-09-01", "2028-12-31", "2029-01-01", "9999-12-31"])
def test_past_the_official_calendar_nobody_says_there_is_school(on: str) -> None:
    with pytest.raises(NotOfficialYet):
        school_holiday_on(day(on), SchoolZone.B)


@pytest.mark.parametrize("on", ["0001-01-01", "2026-12-25", "2029-04-01", "9999-12-31"])
def test_without_a_zone_there_are_no_school_holidays(on: str) -> None:
    assert school_holiday_on(day(on), SchoolZone.NONE) is None
    assert school_breaks(SchoolZone.NONE) == ()


def dates(year: int, region: Region = Region.METROPOLE) -> list[str]:
    return [on.isoformat()[5:] for on, _ in public_holidays(year, region)]


@pytest.mark.parametrize(
    ("year", "movable"),
    [
        (2024, ["04-01", "05-09", "05-20"]),
        (2025, ["04-21", "05-29", "06-09"]),
        (2026, ["04-06", "05-14", "05-25"]),
        (2027, ["03-29", "05-06", "05-17"]),
        (2028, ["04-17", "05-25", "06-05"]),
        (2038, ["04-26", "06-03", "06-14"]),
    ],
)
def test_eleven_public_holidays_in_mainland_france(year: int, movable: list[str]) -> None:
    fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]
    assert dates(year) == sorted(fixed + movable)


def test_public_holidays_of_2027_by_name() -> None:
    assert [holiday.value for _, holiday in public_holidays(2027)] == [
        "new_year",
        "easter_monday",
        "labour_day",
        "ascension",
        "victory",
        "whit_monday",
        "bastille_day",
        "assumption",
        "all_saints",
        "armistice",
        "christmas",
    ]


@pytest.mark.parametrize(
    ("region", "more"),
    [
        (Region.METROPOLE, []),
        (Region.ALSACE_MOSELLE, ["03-26", "12-26"]),
        (Region.MAYOTTE, ["04-27"]),
        (Region.MARTINIQUE, ["05-22"]),
        (Region.GUADELOUPE, ["05-27"]),
        (Region.SAINT_MARTIN, ["05-28"]),
        (Region.GUYANE, ["06-10"]),
        (Region.SAINT_BARTHELEMY, ["10-09"]),
        (Region.REUNION, ["12-20"]),
    ],
)
def test_regions_add_their_own(region: Region, more: list[str]) -> None:
    assert dates(2027, region) == sorted(dates(2027) + more)


def test_every_region_is_tried_above() -> None:
    assert len(Region) == 9


def test_two_holidays_may_share_a_day() -> None:
    assert public_holidays_on(day("2008-05-01")) == [PublicHoliday.LABOUR_DAY, PublicHoliday.ASCENSION]


@pytest.mark.parametrize("year", [1, 1582, 4100, 9999])
def test_years_without_an_easter_have_no_holidays(year: int) -> None:
    assert public_holidays(year) == ()


@pytest.mark.parametrize(
    ("on", "holiday"),
    [
        ("2027-05-07", PublicHoliday.ASCENSION),  # Friday after the Thursday
        ("2026-07-13", PublicHoliday.BASTILLE_DAY),  # Monday before the Tuesday
        ("2025-11-10", PublicHoliday.ARMISTICE),
        ("2026-01-02", PublicHoliday.NEW_YEAR),
        ("2024-12-30", None),  # two working days before a Wednesday
        ("2024-12-31", None),
        ("2026-11-12", None),  # Thursday after a Wednesday
        ("2027-05-08", None),  # a Saturday
        ("2027-05-06", None),  # the holiday itself
        ("2026-12-24", None),  # Thursday before a Friday
        ("0001-01-01", None),
        ("9999-12-31", None),
    ],
)
def test_bridge_days(on: str, holiday: PublicHoliday | None) -> None:
    assert bridged_holiday(day(on)) is holiday


def test_a_bridge_day_reaches_over_the_year() -> None:
    assert bridged_holiday(day("2018-12-31")) is PublicHoliday.NEW_YEAR


def test_a_bridge_day_knows_the_region() -> None:
    assert bridged_holiday(day("2027-05-28"), Region.GUADELOUPE) is PublicHoliday.ABOLITION
    assert bridged_holiday(day("2027-05-28")) is None


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)), st.sampled_from(list(Region)))
def test_a_bridge_day_is_a_working_day_beside_a_holiday_and_a_weekend(on: dt.date, region: Region) -> None:
    tomorrow, yesterday = on + dt.timedelta(days=1), on - dt.timedelta(days=1)
    off = {holiday for year in (on.year - 1, on.year, on.year + 1) for holiday, _ in public_holidays(year, region)}
    expected = (on.weekday() == 4 and yesterday in off) or (on.weekday() == 0 and tomorrow in off)
    assert bool(bridged_holiday(on, region)) == (expected and on not in off)


def test_armistice_day_in_term_time() -> None:
    on = day("2026-11-11")
    assert conflicts_on(on, zone=SchoolZone.A) == [
        Conflict(ConflictKind.PUBLIC_HOLIDAY, on, on, holiday=PublicHoliday.ARMISTICE)
    ]


def test_spring_holidays_of_zone_a() -> None:
    assert conflicts_on(day("2027-04-14"), zone=SchoolZone.A) == [
        Conflict(
            ConflictKind.SCHOOL_HOLIDAY,
            day("2027-04-10"),
            day("2027-04-25"),
            SchoolHoliday.SPRING,
            SchoolZone.A,
        )
    ]


def test_the_three_saturdays_of_zone_a() -> None:
    kinds = {
        on: [(conflict.kind.value, conflict.holiday) for conflict in conflicts_on(day(on), zone=SchoolZone.A)]
        for on in ("2027-02-13", "2027-04-10", "2027-05-08")
    }
    assert kinds == {
        "2027-02-13": [("school_holiday", SchoolHoliday.WINTER)],
        "2027-04-10": [("school_holiday", SchoolHoliday.SPRING)],
        "2027-05-08": [
            ("public_holiday", PublicHoliday.VICTORY),
            ("school_holiday", SchoolHoliday.ASCENSION),
        ],
    }


def test_the_ascension_bridge_is_said_once() -> None:
    friday = day("2027-05-07")
    assert [conflict.kind.value for conflict in conflicts_on(friday, zone=SchoolZone.A)] == ["school_holiday"]
    assert [conflict.kind.value for conflict in conflicts_on(friday, zone=SchoolZone.NONE)] == ["bridge_day"]


@pytest.mark.parametrize(
    ("on", "is_closed"),
    [("2027-01-03", False), ("2027-01-04", True), ("2027-01-09", True), ("2027-01-10", False)],
)
def test_closed_days_hold_from_the_first_to_the_last(on: str, is_closed: bool) -> None:
    closed = ClosedDays(day("2027-01-04"), day("2027-01-09"), "Inventaire")
    found = conflicts_on(day(on), zone=SchoolZone.NONE, closed=[closed])
    expected = Conflict(ConflictKind.CLOSED, closed.first_on, closed.last_on, reason="Inventaire")
    assert found == ([expected] if is_closed else [])


def test_everything_at_once_in_order_of_weight() -> None:
    on = day("2026-12-25")
    closed = [ClosedDays(on, on, "Fermé")]
    found = conflicts_on(on, zone=SchoolZone.C, closed=closed)
    assert [conflict.kind.value for conflict in found] == ["public_holiday", "closed", "school_holiday"]


def test_after_the_official_calendar_the_day_is_a_warning_and_still_free() -> None:
    wednesday, armistice = day("2028-11-08"), day("2028-11-11")
    assert conflicts_on(wednesday, zone=SchoolZone.A) == [
        Conflict(ConflictKind.NOT_OFFICIAL_YET, wednesday, wednesday, zone=SchoolZone.A)
    ]
    assert is_free(conflicts_on(wednesday, zone=SchoolZone.A))
    assert not is_free(conflicts_on(armistice, zone=SchoolZone.A))
    assert conflicts_on(wednesday, zone=SchoolZone.NONE) == []


@settings(deadline=None)  # the first day asks for the whole calendar
@given(st.dates(), st.sampled_from(list(SchoolZone)), st.sampled_from(list(Region)))
def test_no_day_breaks_it(on: dt.date, zone: SchoolZone, region: Region) -> None:
    for conflict in conflicts_on(on, zone=zone, region=region):
        assert conflict.first_on <= on <= conflict.last_on


def test_every_holiday_has_a_name_of_its_own() -> None:
    for kinds in (PublicHoliday, SchoolHoliday):
        names = [name_of(holiday, str) for holiday in kinds]
        assert len(set(names)) == len(names)
    assert name_of(PublicHoliday.ARMISTICE, str) == "Armistice Day"
    assert name_of(SchoolHoliday.SPRING, lambda text: f"<{text}>") == "<spring school holidays>"


def test_ascension_is_the_thursday_forty_days_after_easter() -> None:
    assert all((easter(year) + dt.timedelta(days=39)).weekday() == 3 for year in range(2000, 2060))
