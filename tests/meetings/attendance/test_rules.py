"""Rates and hours, as arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.attendance.rules import Count, Mark, count, minutes_there
from meetings.rollcall.rules import Presence

STARTS = datetime(2026, 10, 7, 12, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=150)


@pytest.mark.parametrize(
    ("here", "marked", "rate"), [(0, 0, None), (0, 3, 0), (3, 3, 100), (1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1)]
)
def test_a_rate_is_rounded_and_is_none_without_a_meeting(here: int, marked: int, rate: int | None) -> None:
    assert Count(here, marked).rate == rate


def test_who_was_not_marked_is_not_counted() -> None:
    marks = [Mark(Presence.PRESENT, 150), None, Mark(Presence.LATE, 90), Mark(Presence.EXCUSED), Mark(Presence.ABSENT)]
    assert count(marks) == Count(here=2, marked=4, minutes=240)


@pytest.mark.parametrize(
    ("value", "arrived", "left", "minutes"),
    [
        (Presence.PRESENT, None, None, 150),
        (Presence.LATE, 40, None, 110),
        (Presence.LATE, None, None, 150),  # nobody wrote down when they came
        (Presence.PRESENT, None, 100, 100),
        (Presence.LATE, 40, 100, 60),
        (Presence.LATE, -10, 400, 150),  # of the meeting alone
        (Presence.LATE, 100, 40, 0),
        (Presence.EXCUSED, None, None, 0),
        (Presence.ABSENT, 10, 20, 0),
    ],
)
def test_time_given(value: Presence, arrived: int | None, left: int | None, minutes: int) -> None:
    moments = [STARTS + timedelta(minutes=each) if each is not None else None for each in (arrived, left)]
    found = minutes_there(value, starts_at=STARTS, ends_at=ENDS, arrived_at=moments[0], left_at=moments[1])
    assert found == minutes
