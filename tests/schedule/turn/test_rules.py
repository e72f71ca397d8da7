"""A day a year later, and the days of a season moved on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.days import SchoolZone, is_free
from meetings.series.rules import School
from schedule.turn.rules import (
    Proposed,
    Rhythm,
    a_year_later,
    a_year_on,
    moved_on,
    rhythm_of,
    same_weekday_a_year_later,
    years_moved_on,
)

ZONE_A = School(SchoolZone.A)
SEASON = {"first_on": date(2027, 9, 1), "last_on": date(2028, 6, 30)}


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 9, 1), date(2027, 9, 1)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_year_later(day: date, later: date) -> None:
    assert a_year_later(day) == later


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 9, 9), date(2027, 9, 8)),  # second Wednesday
        (date(2026, 12, 2), date(2027, 12, 1)),  # first
        (date(2026, 12, 30), date(2027, 12, 29)),  # fifth, and there is one
        (date(2026, 9, 30), date(2027, 9, 29)),
        (date(2027, 3, 31), date(2028, 3, 29)),
        (date(2026, 5, 30), date(2027, 5, 29)),  # fifth Saturday, and there is one
        (date(2027, 6, 30), date(2028, 6, 28)),  # fifth Wednesday, of four: the last
    ],
)
def test_the_same_weekday_of_the_same_month(day: date, later: date) -> None:
    assert same_weekday_a_year_later(day) == later


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("Fête de la science 2027", "Fête de la science 2028"),
        ("À montrer en octobre 2027 (saison 2026-2027)", "À montrer en octobre 2028 (saison 2027-2028)"),
        ("Né en 2009, salle 12027, 20270", "Né en 2009, salle 12027, 20270"),
    ],
)
def test_years_are_moved_on(text: str, later: str) -> None:
    assert years_moved_on(text, year=2027) == later


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_weekday_and_month_stay(day: date) -> None:
    later = same_weekday_a_year_later(day)
    assert (later.year, later.month, later.weekday()) == (day.year + 1, day.month, day.weekday())
    assert abs((later.day - 1) // 7 - (day.day - 1) // 7) <= 1


def fall(days: list[date], *, first_on: date, last_on: date) -> dict[date, Proposed]:
    """Where days without a rhythm fall."""
    asked = {day: same_weekday_a_year_later(day) for day in days}
    return moved_on(asked, school=ZONE_A, first_on=first_on, last_on=last_on)


def test_a_poor_day_moves_to_the_nearest_free_one_of_its_weekday_and_says_why() -> None:
    # 11 November 2028 is a Saturday; both neighbours are free, and the earlier is taken
    found = fall([date(2027, 11, 13)], first_on=date(2028, 9, 1), last_on=date(2029, 6, 30))
    (proposed,) = found.values()
    assert (proposed.asked, proposed.day) == (date(2028, 11, 11), date(2028, 11, 4))
    assert proposed.alternatives == [date(2028, 11, 4), date(2028, 11, 18)]
    assert [each.holiday.value for each in proposed.conflicts if each.holiday] == ["armistice"]


def test_two_poor_days_never_move_to_the_same_one() -> None:
    # both Wednesdays of the Christmas holidays 2027-28, zone A
    found = fall([date(2026, 12, 23), date(2026, 12, 30)], **SEASON)
    days = [each.day for each in found.values()]
    assert all(each.conflicts for each in found.values())
    assert len(set(days)) == 2
    assert all(day is not None and is_free(ZONE_A.conflicts_on(day)) for day in days)


def test_a_day_outside_the_season_is_not_proposed() -> None:
    found = fall([date(2026, 9, 9), date(2027, 7, 7)], **SEASON)
    assert [each.day for each in found.values()] == [date(2027, 9, 8), None]


@given(st.lists(st.dates(date(2025, 9, 1), date(2026, 8, 31)), max_size=15))
def test_no_two_days_fall_together_unless_they_did(days: list[date]) -> None:
    found = fall(days, first_on=date(2026, 9, 1), last_on=date(2027, 8, 31))
    assert list(found) == sorted(set(days))
    moved = [each.day for each in found.values() if each.day and each.day != each.asked]
    assert len(set(moved)) == len(moved)
    assert not set(moved) & {each.asked for each in found.values()}


SECOND_WEDNESDAYS = [
    date(2026, 9, 9),
    date(2026, 10, 14),
    date(2026, 12, 9),
    date(2027, 1, 13),
    date(2027, 2, 10),
    date(2027, 3, 10),
    date(2027, 5, 12),
]
THIS_SEASON = {"first_on": date(2026, 9, 1), "last_on": date(2027, 6, 30)}


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        (SECOND_WEDNESDAYS, Rhythm(2, 2)),
        ([date(2026, 9, 30), date(2026, 10, 28), date(2026, 11, 25)], Rhythm(-1, 2)),  # a fifth, two fourths: the last
        ([date(2026, 10, 28), date(2026, 11, 25), date(2026, 9, 23)], Rhythm(4, 2)),
        ([date(2026, 9, 9), date(2026, 9, 16), date(2026, 9, 23)], None),  # each week
        ([date(2026, 9, 9), date(2026, 10, 3)], None),
        ([], None),
    ],
)
def test_the_rhythm_is_what_more_than_half_of_the_days_keep(days: list[date], rhythm: Rhythm | None) -> None:
    assert rhythm_of(days) == rhythm


def test_a_day_that_stood_for_a_bad_one_is_carried_over_as_the_day_it_stood_for() -> None:
    # 11 November 2026 is a public holiday; the planner offered the 4th and the 18th. 14 April is in the holidays.
    days = {*SECOND_WEDNESDAYS, date(2026, 11, 18), date(2027, 4, 7)}
    asked = a_year_on(days, school=ZONE_A, **THIS_SEASON)
    assert (asked[date(2026, 11, 18)], asked[date(2027, 4, 7)]) == (date(2027, 11, 10), date(2028, 4, 12))
    assert asked[date(2026, 9, 9)] == date(2027, 9, 8)


def test_a_day_that_was_added_to_the_rhythm_keeps_its_own() -> None:
    # the second Wednesday of October was held as well, and nothing spoke against it
    days = {*SECOND_WEDNESDAYS, date(2026, 10, 7), date(2027, 6, 19)}
    asked = a_year_on(days, school=ZONE_A, **THIS_SEASON)
    assert (asked[date(2026, 10, 7)], asked[date(2027, 6, 19)]) == (date(2027, 10, 6), date(2028, 6, 17))
