"""Hours as people write them beside a date."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.pasted.hours import TimeRange
from meetings.pasted.rules import FaultReason, pasted_dates


def beside_a_date(text: str) -> tuple[list[TimeRange | None], list[FaultReason]]:
    """The hours of the dates that are read, and what is wrong."""
    first_on, last_on = dt.date(2026, 9, 1), dt.date(2027, 7, 31)
    written = f"mercredi 9 décembre 2026 : {text}"
    dates, faults = pasted_dates(written, season_first_on=first_on, season_last_on=last_on)
    return [date.hours for date in dates], [fault.reason for fault in faults]


def hours(text: str) -> TimeRange:
    starts, _, ends = text.partition("-")
    return TimeRange(dt.time.fromisoformat(starts), dt.time.fromisoformat(ends) if ends else None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("14h-16h30", "14:00-16:30"),
        ("14 h – 16 h 30", "14:00-16:30"),
        (
            "14\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}16\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30",
            "14:00-16:30",
        ),
        ("14 h 30 à 17 h", "14:30-17:00"),
        ("de 14h à 16h30", "14:00-16:30"),
        ("De 14 heures à 16 heures 30", "14:00-16:30"),
        ("entre 14h et 16h", "14:00-16:00"),
        ("14h/16h", "14:00-16:00"),
        ("14h 16h", "14:00-16:00"),
        ("14h30-17h", "14:30-17:00"),
        ("14 h 30-17 h", "14:30-17:00"),
        ("14h30 17h15", "14:30-17:15"),
        ("14-16h30", "14:00-16:30"),
        ("14h-16", "14:00-16:00"),
        ("14H00 → 16H30", "14:00-16:30"),
        ("14:00-16:30", "14:00-16:30"),
        ("14:00\t16:30", "14:00-16:30"),
        ("14:00:00\t16:30:00", "14:00-16:30"),
        ("2pm-4:30pm", "14:00-16:30"),
        ("2-4pm", "14:00-16:00"),
        ("2.30-4.30pm", "14:30-16:30"),
        ("2 p.m. to 4 p.m.", "14:00-16:00"),
        ("from 10am to noon", "10:00-12:00"),
        ("11-1pm", "11:00-13:00"),
        ("10am-2", "10:00-14:00"),
        ("12am-1am", "00:00-01:00"),
        ("12-1pm", "12:00-13:00"),
        ("midi-14h", "12:00-14:00"),
        ("à 14h", "14:00"),
        ("14 h", "14:00"),
        ("14h05", "14:05"),
        ("9h", "09:00"),
        ("12pm", "12:00"),
        ("12am", "00:00"),
    ],
)
def test_hours(text: str, read: str) -> None:
    assert beside_a_date(text) == ([hours(read)], [])


@pytest.mark.parametrize("text", ["16h-14h", "14h-14h", "25h", "14h60", "13pm", "0am", "24h"])
def test_hours_that_cannot_be_are_said_and_not_taken(text: str) -> None:
    assert beside_a_date(text) == ([None], [FaultReason.BAD_HOURS])


@given(
    st.times(),
    st.times(),
    st.sampled_from(
        [
            "{0.hour}h{0.minute:02}-{1.hour}h{1.minute:02}",
            "{0.hour}:{0.minute:02} – {1.hour}:{1.minute:02}",
            "de {0.hour} h {0.minute:02} à {1.hour} h {1.minute:02}",
        ]
    ),
)
def test_every_pair_of_minutes(starts: dt.time, ends: dt.time, written: str) -> None:
    starts, ends = (time.replace(second=0, microsecond=0) for time in (starts, ends))
    is_possible = starts < ends
    expected = [TimeRange(starts, ends) if is_possible else None], [] if is_possible else [FaultReason.BAD_HOURS]
    assert beside_a_date(written.format(starts, ends)) == expected


@given(st.text(alphabet="0123456789hampnoid :.-–/àet\t", max_size=30))
def test_never_raises(text: str) -> None:
    read, _faults = beside_a_date(text)
    assert all(each is None or each.ends is None or each.starts < each.ends for each in read)
