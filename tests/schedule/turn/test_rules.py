"""A day a year later, and the days of a season moved on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.days import SchoolZone, is_free
from meetings.series.rules import School
from schedule.turn.rules import a_year_later, moved_on, same_weekday_a_year_later, years_moved_on

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


def test_a_poor_day_moves_to_the_nearest_free_one_of_its_weekday_and_says_why() -> None:
    # 11 November 2028 is a Saturday; both neighbours are free, and the earlier is taken
    found = moved_on([date(2027, 11, 13)], school=ZONE_A, first_on=date(2028, 9, 1), last_on=date(2029, 6, 30))
    (proposed,) = found.values()
    assert (proposed.asked, proposed.is_poor) == (date(2028, 11, 11), True)
    assert proposed.day == date(2028, 11, 4)
    assert [each.holiday.value for each in proposed.conflicts if each.holiday] == ["armistice"]


def test_two_poor_days_never_move_to_the_same_one() -> None:
    # both Wednesdays of the Christmas holidays 2027-28, zone A
    found = moved_on([date(2026, 12, 23), date(2026, 12, 30)], school=ZONE_A, **SEASON)
    days = [each.day for each in found.values()]
    assert [each.is_poor for each in found.values()] == [True, True]
    assert len(set(days)) == 2
    assert all(day is not None and is_free(ZONE_A.conflicts_on(day)) for day in days)


def test_a_day_outside_the_season_is_not_proposed() -> None:
    found = moved_on([date(2026, 9, 9), date(2027, 7, 7)], school=ZONE_A, **SEASON)
    assert [each.day for each in found.values()] == [date(2027, 9, 8), None]


@given(st.lists(st.dates(date(2025, 9, 1), date(2026, 8, 31)), max_size=15))
def test_no_two_days_fall_together_unless_they_did(days: list[date]) -> None:
    found = moved_on(days, school=ZONE_A, first_on=date(2026, 9, 1), last_on=date(2027, 8, 31))
    assert list(found) == sorted(set(days))
    moved = [each.day for each in found.values() if each.is_poor and each.day != each.asked and each.day]
    assert len(set(moved)) == len(moved)
    assert not set(moved) & {each.asked for each in found.values()}
