"""Steps by exhaustive product, changes by exhaustive product, local times against the clocks of 2027."""

import datetime as dt
from dataclasses import replace
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.local_times import NoSuchLocalTime, exists, instant, is_ambiguous
from core.vzones import SUPPORTED_ZONES
from meetings.rules import (
    STEPS,
    Announced,
    Change,
    EndsBeforeItStarts,
    Status,
    Step,
    StepNotPossible,
    change_between,
    instants,
    is_possible,
    status_after,
)

PARIS = "Europe/Paris"
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)

ALLOWED = {
    ("edit", "draft"): "draft",
    ("edit", "published"): "published",
    ("move", "draft"): "draft",
    ("move", "published"): "published",
    ("publish", "draft"): "published",
    ("cancel", "published"): "cancelled",
    ("restore", "cancelled"): "published",
    ("remove", "draft"): None,
}


@pytest.mark.parametrize(("step", "status"), list(product(Step, Status)))
def test_every_step_from_every_status(step: Step, status: Status) -> None:
    allowed = (step.value, status.value) in ALLOWED
    assert is_possible(step, status) == allowed
    if not allowed:
        with pytest.raises(StepNotPossible):
            status_after(step, status)
        return
    after = status_after(step, status)
    assert (after and after.value) == ALLOWED[step.value, status.value]


def test_every_step_leads_somewhere_and_what_was_served_never_goes() -> None:
    assert set(STEPS) == set(Step)
    assert [status for step in STEPS.values() for status, after in step.items() if after is None] == [Status.DRAFT]


BEFORE = Announced("Atelier", dt.date(2026, 10, 14), dt.time(14), dt.time(16, 30), PARIS, "Le labo")
DIFFERENCES: list[tuple[dict[str, object], Change]] = [
    ({"held_on": dt.date(2026, 10, 21)}, Change.MOVED),
    ({"start_time": dt.time(13)}, Change.MOVED),
    ({"end_time": dt.time(17)}, Change.MOVED),
    ({"zone": "Indian/Reunion"}, Change.MOVED),
    ({"venue": "Le hall"}, Change.VENUE),
    ({"title": "Visite"}, Change.RENAMED),
]


@pytest.mark.parametrize("chosen", list(product([False, True], repeat=len(DIFFERENCES))))
def test_every_combination_of_changes(chosen: tuple[bool, ...]) -> None:
    after, expected = BEFORE, set()
    for is_made, (fields, change) in zip(chosen, DIFFERENCES, strict=True):
        if is_made:
            after = replace(after, **fields)  # type: ignore[arg-type]
            expected.add(change)
    assert change_between(BEFORE, after) == expected


@pytest.mark.parametrize(
    ("on", "at", "shown", "twice"),
    [
        (SPRING, "01:59", True, False),
        (SPRING, "02:00", False, False),
        (SPRING, "02:59", False, False),
        (SPRING, "03:00", True, False),
        (AUTUMN, "01:59", True, False),
        (AUTUMN, "02:00", True, True),
        (AUTUMN, "02:59", True, True),
        (AUTUMN, "03:00", True, False),
    ],
)
def test_the_two_nights_on_which_clocks_change(on: dt.date, at: str, shown: bool, twice: bool) -> None:
    time = dt.time.fromisoformat(at)
    assert exists(on, time, PARIS) == shown
    assert is_ambiguous(on, time, PARIS) == twice
    assert exists(on, time, "Indian/Reunion")
    assert not is_ambiguous(on, time, "Indian/Reunion")


def test_of_a_time_that_happens_twice_the_first_is_meant() -> None:
    first = dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)
    assert instant(AUTUMN, dt.time(2, 30), PARIS) == first
    assert instant(AUTUMN, dt.time(2, 30, fold=1), PARIS) == first


def test_a_time_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NoSuchLocalTime):
        instant(SPRING, dt.time(2, 30), PARIS)


def test_two_in_the_afternoon_in_summer_and_in_winter() -> None:
    assert instant(dt.date(2026, 10, 14), dt.time(14), PARIS) == dt.datetime(2026, 10, 14, 12, tzinfo=dt.UTC)
    assert instant(dt.date(2026, 11, 18), dt.time(14), PARIS) == dt.datetime(2026, 11, 18, 13, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("on", "at", "zone"),
    [
        (dt.date.min, dt.time(0), PARIS),
        (dt.date.max, dt.time(23, 59), "Pacific/Tahiti"),
    ],
)
def test_beyond_the_calendar_there_is_no_time(on: dt.date, at: dt.time, zone: str) -> None:
    with pytest.raises(NoSuchLocalTime):
        instant(on, at, zone)


@given(st.dates(), st.times(), st.sampled_from(SUPPORTED_ZONES))
def test_an_instant_reads_back_as_the_time_it_was_made_of(on: dt.date, at: dt.time, zone: str) -> None:
    if exists(on, at, zone):
        moment = instant(on, at, zone)
        assert moment.tzinfo is dt.UTC
        assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == dt.datetime.combine(on, at)
    else:
        with pytest.raises(NoSuchLocalTime):
            instant(on, at, zone)


def test_both_ends_of_a_meeting() -> None:
    assert instants(dt.date(2026, 10, 14), dt.time(14), dt.time(16, 30), PARIS) == (
        dt.datetime(2026, 10, 14, 12, tzinfo=dt.UTC),
        dt.datetime(2026, 10, 14, 14, 30, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize("end", [dt.time(14), dt.time(13, 59), dt.time(0)])
def test_a_meeting_ends_after_it_starts(end: dt.time) -> None:
    with pytest.raises(EndsBeforeItStarts):
        instants(dt.date(2026, 10, 14), dt.time(14), end, PARIS)
