"""Every step from every status in every phase; when a call is open; how a cell is lettered."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.local_times import NoSuchLocalTime, instant
from core.names import symbol_of
from projects.rules import (
    NotOpen,
    NotPossible,
    Phase,
    ProjectStatus,
    Step,
    closing,
    is_open,
    is_possible,
    phase,
    status_after,
    told_closing,
)

D, S, W = ProjectStatus.DRAFT, ProjectStatus.SUBMITTED, ProjectStatus.WITHDRAWN
POSSIBLE = {
    (Step.EDIT, D): D,
    (Step.EDIT, S): S,
    (Step.EDIT, W): D,
    (Step.SUBMIT, D): S,
    (Step.SUBMIT, W): S,
    (Step.WITHDRAW, D): W,
    (Step.WITHDRAW, S): W,
}
OPENS = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 17, 23, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(("step", "status", "where"), list(product(Step, ProjectStatus, Phase)))
def test_every_step_from_every_status_in_every_phase(step: Step, status: ProjectStatus, where: Phase) -> None:
    after = POSSIBLE.get((step, status)) if where is Phase.OPEN else None
    assert is_possible(step, status, where) is (after is not None)
    if where is not Phase.OPEN:
        with pytest.raises(NotOpen):
            status_after(step, status, where)
    elif after is None:
        with pytest.raises(NotPossible):
            status_after(step, status, where)
    else:
        assert status_after(step, status, where) is after


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - INSTANT, Phase.COMING),
        (OPENS, Phase.OPEN),
        (CLOSES - INSTANT, Phase.OPEN),
        (CLOSES, Phase.CLOSED),
        (CLOSES + INSTANT, Phase.CLOSED),
    ],
)
def test_a_call_is_open_from_its_first_instant_until_just_before_its_last(now: datetime, expected: Phase) -> None:
    assert (phase(OPENS, CLOSES, now), is_open(OPENS, CLOSES, now)) == (expected, expected is Phase.OPEN)


@pytest.mark.parametrize(
    ("on", "at", "zone", "expected"),
    [
        (date(2026, 12, 17), time(23, 59), "Europe/Paris", datetime(2026, 12, 17, 23, 0, tzinfo=UTC)),
        (date(2026, 12, 17), time(18, 0), "Europe/Paris", datetime(2026, 12, 17, 17, 0, tzinfo=UTC)),
        (date(2027, 7, 1), time(23, 59), "Indian/Reunion", datetime(2027, 7, 1, 20, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), "Europe/Paris", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: first
    ],
)
def test_a_closing_at_23_59_means_the_whole_day(on: date, at: time, zone: str, expected: datetime) -> None:
    assert closing(on, at, zone) == expected


def test_a_time_the_clocks_jump_over_is_refused() -> None:
    with pytest.raises(NoSuchLocalTime):
        instant(date(2027, 3, 28), time(2, 30), "Europe/Paris")


@given(
    on=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Guadeloupe", "Pacific/Noumea"]),
)
def test_what_is_told_is_what_was_typed(on: date, at: time, zone: str) -> None:
    """Midnight excepted: it is told as the last minute of the day before."""
    try:
        told = told_closing(closing(on, at, zone), zone)
    except NoSuchLocalTime:
        return
    if at != time(0):
        there = told.astimezone(ZoneInfo(zone))
        assert closing(there.date(), there.time(), zone) == closing(on, at, zone)
    else:
        assert told == instant(on, at, zone) - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Le son qu’on voit", "So"),
        ("L’orgue à odeurs", "Or"),
        ("l'orgue", "Or"),
        ("Les ombres", "Om"),
        ("Un robot", "Ro"),
        ("Le", "Le"),
        ("The bridge", "Br"),
        ("Fourmis en ville", "Fo"),
        ("ÉCLIPSE", "Éc"),
        ("3D pour tous", "3d"),
        ("« Oh ! »", "Oh"),
        ("x", "X"),
        ("ßtraße", "SS"),
        ("مشروع", "مش"),
        ("🎵", ""),
        ("", ""),
    ],
)
def test_a_cell_takes_two_letters_without_the_article(title: str, expected: str) -> None:
    assert symbol_of(title) == expected


@given(st.text(max_size=200))
def test_a_cell_never_takes_more_than_two(title: str) -> None:
    assert len(symbol_of(title)) <= 2
