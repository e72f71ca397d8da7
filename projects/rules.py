"""The steps of an idea, and when a call takes ideas.

Facts are stored; whether a call is open is computed from its two instants.
"""

import datetime as dt
import enum
from zoneinfo import ZoneInfo

from core.local_times import instant

TITLE_MAX = 120
SENTENCE_MAX = 280
TEXT_MAX = 2_000
BRIEF_MAX = 4_000
REPLY_MAX = 1_000
SYMBOL_MAX = 2

LAST_MINUTE = dt.time(23, 59)
FRESH = dt.timedelta(days=14)  # how long a reply stands on its reader's home page
YEARS = range(2000, 2100)  # of a call's dates: any other is a slip of the hand


class ProjectStatus(enum.Enum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class Step(enum.Enum):
    """What its author may do with an idea while the call is open."""

    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"


STEPS: dict[Step, dict[ProjectStatus, ProjectStatus]] = {
    Step.EDIT: {
        ProjectStatus.DRAFT: ProjectStatus.DRAFT,
        ProjectStatus.SUBMITTED: ProjectStatus.SUBMITTED,
        ProjectStatus.WITHDRAWN: ProjectStatus.DRAFT,
    },
    Step.SUBMIT: {
        ProjectStatus.DRAFT: ProjectStatus.SUBMITTED,
        ProjectStatus.WITHDRAWN: ProjectStatus.SUBMITTED,
    },
    Step.WITHDRAW: {ProjectStatus.SUBMITTED: ProjectStatus.WITHDRAWN, ProjectStatus.DRAFT: ProjectStatus.WITHDRAWN},
}


class Phase(enum.Enum):
    """Where a call stands at a given moment."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


class NotPossible(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """An idea of this status cannot take this step."""


class NotOpen(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """The call takes no idea now: it has not opened yet, or it is closed."""


def phase(opens_at: dt.datetime, closes_at: dt.datetime, now: dt.datetime) -> Phase:
    """Where a call between these instants stands; at `closes_at` itself it is closed."""
    if now < opens_at:
        return Phase.COMING
    return Phase.OPEN if now < closes_at else Phase.CLOSED


def is_open(opens_at: dt.datetime, closes_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a call that opens and closes at these instants takes ideas; its last instant is closed."""
    return phase(opens_at, closes_at, now) is Phase.OPEN


def status_after(step: Step, status: ProjectStatus, where: Phase) -> ProjectStatus:
    """The status a step leads to while the call is in this phase. Raises NotOpen, NotPossible."""
    if where is not Phase.OPEN:
        raise NotOpen(where.value)
    if status not in STEPS[step]:
        raise NotPossible(f"{step.value} from {status.value}")
    return STEPS[step][status]


def is_possible(step: Step, status: ProjectStatus, where: Phase) -> bool:
    return where is Phase.OPEN and status in STEPS[step]


def closing(on: dt.date, at: dt.time, zone: str) -> dt.datetime:
    """When a call that people are told closes at this time takes its last idea.

    "23 h 59" means the whole day: nobody leaves out its last minute on purpose. Raises NoSuchLocalTime.
    """
    if at.replace(second=0, microsecond=0) == LAST_MINUTE:
        return instant(on + dt.timedelta(days=1), dt.time(0), zone)
    return instant(on, at, zone)


def told_closing(closes_at: dt.datetime, zone: str) -> dt.datetime:
    """The moment people read: midnight is told as 23:59 of the day before."""
    there = closes_at.astimezone(ZoneInfo(zone))
    return closes_at - dt.timedelta(minutes=1) if there.time() == dt.time(0) else closes_at
