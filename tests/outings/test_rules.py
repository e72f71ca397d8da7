"""What an outing may become, and until when places are taken."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.local_times import NoSuchLocalTime
from outings.rules import (
    ReturnsBeforeItLeaves,
    Status,
    Step,
    StepNotPossible,
    instants,
    is_open,
    is_possible,
    needs_permission,
    status_after,
)

POSSIBLE = {
    (Step.EDIT, Status.DRAFT): Status.DRAFT,
    (Step.EDIT, Status.ANNOUNCED): Status.ANNOUNCED,
    (Step.ANNOUNCE, Status.DRAFT): Status.ANNOUNCED,
    (Step.CANCEL, Status.ANNOUNCED): Status.CANCELLED,
    (Step.RESTORE, Status.CANCELLED): Status.ANNOUNCED,
    (Step.REMOVE, Status.DRAFT): None,
}
DAY = date(2027, 6, 19)
LEAVES = datetime(2027, 6, 19, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(("step", "status"), list(itertools.product(Step, Status)))
def test_each_step_from_each_status(step: Step, status: Status) -> None:
    assert is_possible(step, status) == ((step, status) in POSSIBLE)
    if (step, status) in POSSIBLE:
        assert status_after(step, status) is POSSIBLE[step, status]
    else:
        with pytest.raises(StepNotPossible):
            status_after(step, status)


@pytest.mark.parametrize(
    ("status", "today", "now", "open_"),
    [
        (Status.ANNOUNCED, DAY - timedelta(days=10), LEAVES - timedelta(days=10), True),  # the last day is one
        (Status.ANNOUNCED, DAY - timedelta(days=9), LEAVES - timedelta(days=9), False),
        (Status.DRAFT, DAY - timedelta(days=20), LEAVES - timedelta(days=20), False),
        (Status.CANCELLED, DAY - timedelta(days=20), LEAVES - timedelta(days=20), False),
    ],
)
def test_places_are_taken_up_to_the_last_day(status: Status, today: date, now: datetime, open_: bool) -> None:
    assert is_open(status, DAY - timedelta(days=10), LEAVES, today=today, now=now) is open_


def test_nobody_signs_up_for_what_has_left() -> None:
    assert not is_open(Status.ANNOUNCED, DAY, LEAVES, today=DAY, now=LEAVES)
    assert is_open(Status.ANNOUNCED, DAY, LEAVES, today=DAY, now=LEAVES - timedelta(minutes=1))


@pytest.mark.parametrize(
    ("born_on", "asked"),
    [(date(2009, 6, 20), True), (date(2009, 6, 19), False), (date(2015, 1, 1), True), (date(2000, 1, 1), False)],
)
def test_a_paper_is_asked_of_who_is_under_eighteen_on_the_day(born_on: date, asked: bool) -> None:
    assert needs_permission(born_on, DAY) is asked


def test_an_outing_may_last_over_night() -> None:
    starts_at, ends_at = instants(DAY, time(10), DAY + timedelta(days=1), time(9), "Europe/Paris")
    assert ends_at - starts_at == timedelta(hours=23)


def test_it_is_back_after_it_leaves() -> None:
    with pytest.raises(ReturnsBeforeItLeaves):
        instants(DAY, time(10), DAY, time(10), "Europe/Paris")
    with pytest.raises(NoSuchLocalTime):
        instants(date(2027, 3, 28), time(2, 30), date(2027, 3, 28), time(10), "Europe/Paris")
