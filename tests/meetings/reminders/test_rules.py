"""When a reminder is due, hour by hour around it, in the programme's day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from meetings.reminders.rules import ReminderKind, due_at, is_due

ANSWER, COMING = ReminderKind.ANSWER, ReminderKind.COMING
DAY = date(2026, 12, 9)
LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)


def hours_due(kind: ReminderKind, zone: str = "Europe/Paris", told_at: datetime = LONG_AGO) -> list[str]:
    """Each first hour, and the hour after the last, of the stretches in which it is due, on the clocks of the zone."""
    start = datetime(2026, 11, 28, 0, 30, tzinfo=ZoneInfo(zone))
    found, was = [], False
    for hour in range(24 * 14):
        at = start.astimezone(UTC) + timedelta(hours=hour)
        now = is_due(kind, DAY, zone, told_at=told_at, now=at)
        if now is not was:
            found.append(f"{at.astimezone(ZoneInfo(zone)):%d %H}")
        was = now
    return found


def test_a_week_before_or_when_it_can_be_until_three_days_before() -> None:
    days = ("02", "03", "04", "05", "06")
    assert hours_due(ANSWER) == [f"{day} {hour}" for day in days for hour in ("09", "19")]


def test_the_day_before_in_the_day() -> None:
    assert hours_due(COMING) == ["08 09", "08 19"]


@pytest.mark.parametrize("zone", ["Pacific/Noumea", "America/Cayenne", "Pacific/Tahiti", "Indian/Reunion"])
def test_on_the_clocks_of_the_programme(zone: str) -> None:
    assert hours_due(COMING, zone) == ["08 09", "08 19"]


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ("2026-12-01T20:00", [ANSWER, COMING]),  # thirteen hours before the first
        ("2026-12-01T22:00", [COMING]),
        ("2026-12-06T10:00", [COMING]),  # published three days before: no week's notice of it
        ("2026-12-07T22:00", []),
        ("2026-12-08T12:00", []),
    ],
)
def test_who_was_told_just_before_is_not_reminded(told: str, kinds: list[ReminderKind]) -> None:
    told_at = datetime.fromisoformat(told).replace(tzinfo=ZoneInfo("Europe/Paris"))
    assert [kind for kind in ReminderKind if hours_due(kind, told_at=told_at)] == kinds


def test_a_change_of_clocks_in_between_moves_no_hour() -> None:
    assert due_at(ANSWER, date(2026, 10, 28), "Europe/Paris").astimezone(UTC).hour == 7
    assert due_at(COMING, date(2026, 10, 28), "Europe/Paris").astimezone(UTC).hour == 8
