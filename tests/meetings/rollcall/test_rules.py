"""The arithmetic of a roll call: every combination, by hand."""

from datetime import date, timedelta
from itertools import product

import pytest

from meetings.rollcall.rules import (
    Fault,
    Outcome,
    Presence,
    State,
    arrival,
    fault,
    is_expected,
    is_time_to_call,
    is_to_call,
    outcome,
)
from meetings.rules import Said
from tests.world import NOW

VALUES = (None, *Presence)


@pytest.mark.parametrize(("stands", "wanted", "seen"), [*product(VALUES, VALUES, (0, 1, 2))])
def test_who_saw_the_row_as_it_stands_writes_and_who_did_not_is_told(
    stands: Presence | None, wanted: Presence | None, seen: int
) -> None:
    expected = Outcome.SAME if stands is wanted else Outcome.KEPT if seen == 1 else Outcome.CONFLICT
    assert outcome(stands=State(stands), version=1, wanted=State(wanted), seen=seen) is expected


CAME, LEFT = NOW + timedelta(minutes=12), NOW + timedelta(minutes=40)


@pytest.mark.parametrize(
    ("wanted", "needs_company", "expected"),
    [
        (State(Presence.PRESENT), True, None),
        (State(Presence.PRESENT, left_at=LEFT, left_with="Nadia"), True, None),
        (State(Presence.PRESENT, left_at=LEFT), False, None),
        (State(Presence.PRESENT, left_at=LEFT), True, Fault.ALONE),
        (State(Presence.PRESENT, left_at=NOW - timedelta(minutes=1)), False, Fault.DEPARTURE),
        (State(Presence.LATE, arrived_at=CAME, left_at=CAME), False, None),
        (State(Presence.LATE, arrived_at=LEFT, left_at=CAME), False, Fault.DEPARTURE),
        (State(Presence.LATE, arrived_at=NOW), False, None),
        (State(Presence.LATE, arrived_at=NOW + timedelta(hours=2)), False, None),
        (State(Presence.LATE, arrived_at=NOW - timedelta(minutes=1)), False, Fault.ARRIVAL),
        (State(Presence.LATE, arrived_at=NOW + timedelta(minutes=121)), False, Fault.ARRIVAL),
    ],
)
def test_what_a_mark_may_not_say(wanted: State, needs_company: bool, expected: Fault | None) -> None:
    ends_at = NOW + timedelta(hours=2)
    assert fault(wanted, needs_company=needs_company, starts_at=NOW, ends_at=ends_at) is expected


def test_silence_is_expected_and_only_who_stays_away_or_waits_is_not() -> None:
    assert {said for said in Said if not is_expected(said)} == {Said.NO, Said.AWAY, Said.WAITING}


ON = date(2026, 10, 7)
MINOR, ADULT = date(2008, 10, 8), date(2008, 10, 7)  # eighteen tomorrow, and today


@pytest.mark.parametrize(
    ("value", "said", "born_on", "expected"),
    [
        (None, Said.YES, MINOR, True),
        (None, Said.MAYBE, MINOR, True),
        (None, Said.NOTHING, MINOR, True),
        (None, Said.TO_CONFIRM, MINOR, True),
        (None, Said.NO, MINOR, False),
        (None, Said.YES, ADULT, False),
        *((value, Said.YES, MINOR, False) for value in Presence),
    ],
)
def test_whose_family_is_called(value: Presence | None, said: Said, born_on: date, expected: bool) -> None:
    assert is_to_call(value=value, is_announced=False, said=said, born_on=born_on, on=ON) is expected
    assert not is_to_call(value=value, is_announced=True, said=said, born_on=born_on, on=ON)


def test_families_are_called_from_ten_minutes_after_the_start_until_the_end() -> None:
    moments = [
        timedelta(minutes=9, seconds=59),
        timedelta(minutes=10),
        timedelta(hours=2),
        timedelta(hours=2, seconds=1),
    ]
    ends_at = NOW + timedelta(hours=2, seconds=1)
    assert [is_time_to_call(starts_at=NOW, ends_at=ends_at, now=NOW + after) for after in moments] == [
        False,
        True,
        True,
        False,
    ]


def test_only_who_is_late_has_an_hour_and_not_when_it_is_written_down_before_or_afterwards() -> None:
    ends_at = NOW + timedelta(hours=2)
    during, before, after = (NOW + timedelta(minutes=minutes) for minutes in (12, -5, 121))
    found = {
        (value, at): arrival(value, at=at, starts_at=NOW, ends_at=ends_at)
        for value in VALUES
        for at in (before, during, after)
    }
    assert {key: at for key, at in found.items() if at} == {(Presence.LATE, during): during}
