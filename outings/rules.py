"""What an outing may become, until when places are taken, and when it begins and ends."""

import datetime as dt
import enum
from dataclasses import dataclass

from ambassadors.rules import ADULT, age_on
from core.local_times import instant

PLACES = range(1, 501)
"""How many places an outing may have: several coaches, and no slip of a finger."""


class Status(enum.Enum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class Step(enum.Enum):
    """What the team may do with an outing."""

    EDIT = "edit"
    ANNOUNCE = "announce"
    CANCEL = "cancel"
    RESTORE = "restore"
    REMOVE = "remove"


# What a step makes of a status; None: the outing is no more. Only a draft can go, since a calendar may hold any other.
STEPS: dict[Step, dict[Status, Status | None]] = {
    Step.EDIT: {Status.DRAFT: Status.DRAFT, Status.ANNOUNCED: Status.ANNOUNCED},
    Step.ANNOUNCE: {Status.DRAFT: Status.ANNOUNCED},
    Step.CANCEL: {Status.ANNOUNCED: Status.CANCELLED},
    Step.RESTORE: {Status.CANCELLED: Status.ANNOUNCED},
    Step.REMOVE: {Status.DRAFT: None},
}


class StepNotPossible(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """An outing of this status cannot take this step."""


class ReturnsBeforeItLeaves(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """An outing is back later than it leaves."""


def is_possible(step: Step, status: Status) -> bool:
    return status in STEPS[step]


def status_after(step: Step, status: Status) -> Status | None:
    """The status a step leads to, or None when the outing is removed. Raises StepNotPossible."""
    if not is_possible(step, status):
        raise StepNotPossible(f"{step.value} from {status.value}")
    return STEPS[step][status]


@dataclass(frozen=True)
class Announced:
    """What an outing told people: when it leaves and is back (wall clock of `zone`), where to, and where they meet."""

    title: str
    destination: str
    held_on: dt.date
    start_time: dt.time
    returns_on: dt.date
    end_time: dt.time
    zone: str
    meeting_point: str


def must_be_told(before: Announced, after: Announced) -> bool:
    """Whether those who come have to hear of what changed: all but the title."""
    return _facts(before) != _facts(after)


def _facts(outing: Announced) -> tuple[object, ...]:
    times = (outing.held_on, outing.start_time, outing.returns_on, outing.end_time, outing.zone)
    return (*times, outing.destination, outing.meeting_point)


def instants(
    held_on: dt.date, start: dt.time, returns_on: dt.date, end: dt.time, zone: str
) -> tuple[dt.datetime, dt.datetime]:
    """Both ends of an outing in UTC. Raises ReturnsBeforeItLeaves, NoSuchLocalTime."""
    starts_at, ends_at = instant(held_on, start, zone), instant(returns_on, end, zone)
    if ends_at <= starts_at:
        raise ReturnsBeforeItLeaves(f"{starts_at.isoformat()}–{ends_at.isoformat()}")
    return starts_at, ends_at


def is_open(
    status: Status, sign_up_ends_on: dt.date, starts_at: dt.datetime, *, today: dt.date, now: dt.datetime
) -> bool:
    """Whether young people take and give back places themselves: up to the last day, that day included."""
    return status is Status.ANNOUNCED and today <= sign_up_ends_on and now < starts_at


def needs_permission(born_on: dt.date, held_on: dt.date) -> bool:
    """Whether a paper of their family is asked for: under 18 on the day of the outing (Code civil, art. 371-1, 414)."""
    return age_on(born_on, held_on) < ADULT
