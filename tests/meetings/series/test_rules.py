"""The season of the model programme, zone A, and what happens at its edges."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.days import ConflictKind, PublicHoliday, Region, SchoolHoliday, SchoolZone, is_free
from meetings.series.rules import LAST, PlannedDate, School, held_instead, nearest_free, nth_weekday_dates, plan

WEDNESDAY, SATURDAY = 2, 5
FIRST_ON, LAST_ON = dt.date(2026, 9, 1), dt.date(2027, 6, 30)
ZONE_A = School(SchoolZone.A)
TEN_DATES = [
    "2026-09-09",
    "2026-10-14",
    "2026-11-11",
    "2026-12-09",
    "2027-01-13",
    "2027-02-10",
    "2027-03-10",
    "2027-04-14",
    "2027-05-12",
    "2027-06-09",
]


@dataclass(frozen=True)
class Shut:
    first_on: dt.date
    last_on: dt.date
    reason: str


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def iso(days: list[dt.date]) -> list[str]:
    return [on.isoformat() for on in days]


def offers(on: str, school: School = ZONE_A, taken: tuple[str, ...] = ()) -> list[str]:
    return iso(
        nearest_free(day(on), school=school, first_on=FIRST_ON, last_on=LAST_ON, taken=[day(other) for other in taken])
    )


def season(nth: int = 2, weekday: int = WEDNESDAY, school: School = ZONE_A) -> list[PlannedDate]:
    days = nth_weekday_dates(nth, weekday, FIRST_ON, LAST_ON)
    return plan(days, school=school, first_on=FIRST_ON, last_on=LAST_ON)


def test_the_second_wednesdays_of_the_season() -> None:
    assert iso(nth_weekday_dates(2, WEDNESDAY, FIRST_ON, LAST_ON)) == TEN_DATES


def test_the_plan_names_armistice_day_and_the_spring_holidays() -> None:
    planned = season()
    assert iso([date.day for date in planned]) == TEN_DATES
    assert [date.number for date in planned] == list(range(1, 11))
    conflicts = {date.day.isoformat(): date.conflicts for date in planned if date.conflicts}
    assert list(conflicts) == ["2026-11-11", "2027-04-14"]
    [armistice], [spring] = conflicts.values()
    assert (armistice.kind, armistice.holiday) == (ConflictKind.PUBLIC_HOLIDAY, PublicHoliday.ARMISTICE)
    assert (spring.kind, spring.holiday, spring.zone) == (
        ConflictKind.SCHOOL_HOLIDAY,
        SchoolHoliday.SPRING,
        SchoolZone.A,
    )
    assert (spring.first_on, spring.last_on) == (day("2027-04-10"), day("2027-04-25"))


def test_the_plan_offers_the_nearest_wednesdays() -> None:
    assert {date.number: iso(date.alternatives) for date in season() if date.alternatives} == {
        3: ["2026-11-04", "2026-11-18"],
        8: ["2027-04-07", "2027-04-28"],
    }


def test_second_saturdays_hit_three_holidays() -> None:
    assert [date.day.isoformat() for date in season(weekday=SATURDAY) if date.conflicts] == [
        "2027-02-13",
        "2027-04-10",
        "2027-05-08",
    ]


@pytest.mark.parametrize(
    ("nth", "expected"),
    [
        (1, ["2027-01-06", "2027-02-03", "2027-03-03"]),
        (2, ["2027-01-13", "2027-02-10", "2027-03-10"]),
        (3, ["2027-01-20", "2027-02-17", "2027-03-17"]),
        (4, ["2027-01-27", "2027-02-24", "2027-03-24"]),
        (LAST, ["2027-01-27", "2027-02-24", "2027-03-31"]),
    ],
)
def test_each_nth_of_a_quarter(nth: int, expected: list[str]) -> None:
    assert iso(nth_weekday_dates(nth, WEDNESDAY, day("2027-01-01"), day("2027-03-31"))) == expected


def test_both_ends_belong_to_the_season_and_nothing_beyond() -> None:
    assert iso(nth_weekday_dates(2, WEDNESDAY, day("2026-09-09"), day("2026-10-14"))) == ["2026-09-09", "2026-10-14"]
    assert nth_weekday_dates(2, WEDNESDAY, day("2026-09-10"), day("2026-10-13")) == []
    assert nth_weekday_dates(2, WEDNESDAY, day("2026-10-14"), day("2026-09-09")) == []


@pytest.mark.parametrize(("nth", "weekday"), [(0, 2), (5, 2), (-2, 2), (2, 7), (2, -1)])
def test_no_such_rule(nth: int, weekday: int) -> None:
    with pytest.raises(ValueError, match="nth"):
        nth_weekday_dates(nth, weekday, FIRST_ON, LAST_ON)


@given(st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6), st.dates(), st.integers(0, 800))
def test_one_date_a_month_and_the_right_one(nth: int, weekday: int, first_on: dt.date, length: int) -> None:
    last_on = dt.date.fromordinal(min(first_on.toordinal() + length, dt.date.max.toordinal()))
    days = nth_weekday_dates(nth, weekday, first_on, last_on)
    expected = [
        on
        for on in map(dt.date.fromordinal, range(first_on.toordinal(), last_on.toordinal() + 1))
        if on.weekday() == weekday and (is_last_week(on) if nth == LAST else (on.day - 1) // 7 + 1 == nth)
    ]
    assert days == expected


def is_last_week(on: dt.date) -> bool:
    return on.toordinal() + 7 > dt.date.max.toordinal() or (on + dt.timedelta(7)).month != on.month


def test_a_taken_day_is_never_offered() -> None:
    assert offers("2026-11-11", taken=("2026-11-04",)) == ["2026-11-18", "2026-11-25"]
    assert offers("2026-11-11", taken=("2026-11-04", "2026-11-18")) == ["2026-11-25", "2026-12-02"]


def test_two_weeks_of_christmas_lie_between_the_two_offers() -> None:
    assert offers("2026-12-23") == ["2026-12-16", "2027-01-06"]
    assert offers("2026-12-30") == ["2027-01-06", "2026-12-16"]


def test_at_the_edges_of_the_season_both_offers_lie_inside() -> None:
    closed = School(SchoolZone.A, closed=[Shut(day("2026-09-02"), day("2026-09-02"), "Pré-rentrée")])
    assert offers("2026-09-02", closed) == ["2026-09-09", "2026-09-16"]
    closed = School(SchoolZone.A, closed=[Shut(day("2027-06-30"), day("2027-06-30"), "Inventaire")])
    assert offers("2027-06-30", closed) == ["2027-06-23", "2027-06-16"]


def test_the_nearest_win_even_on_one_side() -> None:
    works = School(SchoolZone.NONE, closed=[Shut(day("2026-11-01"), day("2026-12-12"), "Travaux")])
    assert offers("2026-11-04", works) == ["2026-10-28", "2026-10-21"]


def test_of_two_equally_near_the_other_side_comes_second() -> None:
    assert offers("2027-04-21") == ["2027-04-28", "2027-04-07"]


def test_outside_the_season_only_when_nothing_inside_is_free() -> None:
    offered = nearest_free(day("2026-11-11"), school=ZONE_A, first_on=day("2026-11-11"), last_on=day("2026-11-11"))
    assert iso(offered) == ["2026-11-04", "2026-11-18"]
    offered = nearest_free(day("2026-11-11"), school=ZONE_A, first_on=day("2026-11-11"), last_on=day("2026-11-18"))
    assert iso(offered) == ["2026-11-18", "2026-11-04"]


def test_nothing_free_nothing_offered() -> None:
    closed = School(SchoolZone.NONE, closed=[Shut(day("2025-01-01"), day("2029-01-01"), "Fermé")])
    assert offers("2026-11-11", closed) == []


def test_the_series_keeps_clear_of_itself_and_of_meetings_that_stand() -> None:
    weekly = [day("2026-11-04"), day("2026-11-11"), day("2026-11-18")]
    planned = plan(
        reversed(weekly),
        school=ZONE_A,
        first_on=FIRST_ON,
        last_on=LAST_ON,
        taken=[day("2026-11-25"), day("2026-11-04")],
        first_number=3,
    )
    assert [(date.day.isoformat(), date.number, date.is_taken) for date in planned] == [
        ("2026-11-04", 3, True),
        ("2026-11-11", 4, False),
        ("2026-11-18", 5, False),
    ]
    assert iso(planned[1].alternatives) == ["2026-12-02", "2026-10-14"]


def test_a_day_counts_once() -> None:
    planned = plan([day("2026-10-14")] * 2, school=ZONE_A, first_on=FIRST_ON, last_on=LAST_ON)
    assert [date.number for date in planned] == [1]


@pytest.mark.parametrize(
    ("held", "instead"),
    [
        (["2027-04-07"], {"2027-04-14": "2027-04-07"}),
        (["2027-04-28"], {"2027-04-14": "2027-04-28"}),
        (["2026-11-18", "2027-04-07"], {"2026-11-11": "2026-11-18", "2027-04-14": "2027-04-07"}),
        (["2027-04-14", "2027-04-28"], {}),  # the day was kept, and another added
        (["2027-03-31", "2027-05-05", "2027-04-08"], {}),  # not what was offered
        (["2026-10-07", "2026-12-02"], {}),  # nothing speaks against the dates beside them
        ([], {}),
    ],
)
def test_a_day_that_was_offered_and_is_held_stands_for_the_date_it_replaces(
    held: list[str], instead: dict[str, str]
) -> None:
    days = [day(on) for on in TEN_DATES]
    meetings = [day(on) for on in ("2026-09-09", "2027-03-10", "2027-05-12", *held)]
    found = held_instead(days, meetings, school=ZONE_A, first_on=FIRST_ON, last_on=LAST_ON)
    assert {on.isoformat(): other.isoformat() for on, other in found.items()} == instead


def test_one_day_stands_for_one_date_and_never_for_two() -> None:
    christmas = [day("2026-12-23"), day("2026-12-30")]  # both were offered 16 December and 6 January
    second, before, after = day("2026-12-09"), day("2026-12-16"), day("2027-01-06")
    for held, instead in [
        ([second, before], {christmas[0]: before}),
        ([second, before, after], {christmas[0]: before, christmas[1]: after}),
    ]:
        found = held_instead([second, *christmas], held, school=ZONE_A, first_on=FIRST_ON, last_on=LAST_ON)
        assert found == instead


def test_what_is_held_around_a_series_that_was_never_planned_stands_for_none_of_it() -> None:
    first, third = (nth_weekday_dates(nth, WEDNESDAY, FIRST_ON, LAST_ON) for nth in (1, 3))
    assert day("2027-03-03") in first  # the first Wednesdays stand; of the third ones, 17 February is poor
    assert held_instead(third, first, school=ZONE_A, first_on=FIRST_ON, last_on=LAST_ON) == {}


def test_after_the_official_calendar_dates_carry_a_warning_without_offers() -> None:
    first_on, last_on = day("2028-09-01"), day("2029-06-30")
    planned = plan(nth_weekday_dates(2, SATURDAY, first_on, last_on), school=ZONE_A, first_on=first_on, last_on=last_on)
    kinds = {date.day.isoformat(): [conflict.kind.value for conflict in date.conflicts] for date in planned}
    assert kinds["2028-09-09"] == ["not_official_yet"]
    assert kinds["2028-11-11"] == ["public_holiday", "not_official_yet"]
    assert {date.day.isoformat(): iso(date.alternatives) for date in planned if date.alternatives} == {
        "2028-11-11": ["2028-11-04", "2028-11-18"]
    }


@settings(deadline=None)  # the first day asks for the whole calendar
@given(
    st.dates(),
    st.sampled_from(list(SchoolZone)),
    st.sampled_from(list(Region)),
    st.lists(st.integers(-9, 9), max_size=12),
)
def test_offers_are_free_untaken_days_of_the_same_weekday(
    on: dt.date, zone: SchoolZone, region: Region, weeks: list[int]
) -> None:
    around = [on.toordinal() + 7 * week for week in weeks]
    taken = [dt.date.fromordinal(other) for other in around if 1 <= other <= dt.date.max.toordinal()]
    school = School(zone, region)
    offered = nearest_free(on, school=school, first_on=on, last_on=dt.date.max, taken=taken)
    assert len(offered) <= 2
    for other in offered:
        assert other != on
        assert other.weekday() == on.weekday()
        assert other not in taken
        assert is_free(school.conflicts_on(other))
