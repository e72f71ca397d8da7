"""What a meeting may become, what an answer may be, and when a meeting begins and ends."""

import datetime as dt
import enum
from dataclasses import dataclass

from core.local_times import instant


class Status(enum.Enum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class AnswerValue(enum.Enum):
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Source(enum.Enum):
    """By which way an answer came."""

    OWN = "own"  # on one's own page
    MAIL = "mail"  # by the link of a mail, from one's own mailbox
    FAMILY = "family"  # by such a link, from a guardian's
    TEAM = "team"  # told to the team, who wrote it down
    ABSENCE = "absence"  # a planned absence took its place


class Said(enum.Enum):
    """What the team counts: each answer that holds, those given before the date moved, and silence.

    Who has said nothing may be away, as they planned; else a programme may count them as coming.
    """

    YES = "yes"
    BY_DEFAULT = "by default"
    MAYBE = "maybe"
    NO = "no"
    AWAY = "away"
    WAITING = "waiting"  # yes, and every place is taken
    TO_CONFIRM = "to confirm"
    NOTHING = "nothing"


COMING = (Said.YES, Said.BY_DEFAULT)
NOT_COMING = (Said.NO, Said.AWAY)
ANSWERED = (Said.YES, Said.MAYBE, *NOT_COMING, Said.WAITING)
"""What counts as an answer: one to that day and time, or a planned absence. The others are asked, or asked again."""
PLACES = range(1, 501)  # how many places a meeting may have: a hall, and no slip of a finger


class Step(enum.Enum):
    """What the team may do with a meeting."""

    EDIT = "edit"
    MOVE = "move"
    PUBLISH = "publish"
    CANCEL = "cancel"
    RESTORE = "restore"
    REMOVE = "remove"


# What a step makes of a status; None: the meeting is no more. Only a draft can go, since a calendar may hold any
# other: those are cancelled, and stay.
STEPS: dict[Step, dict[Status, Status | None]] = {
    Step.EDIT: {Status.DRAFT: Status.DRAFT, Status.PUBLISHED: Status.PUBLISHED},
    Step.MOVE: {Status.DRAFT: Status.DRAFT, Status.PUBLISHED: Status.PUBLISHED},
    Step.PUBLISH: {Status.DRAFT: Status.PUBLISHED},
    Step.CANCEL: {Status.PUBLISHED: Status.CANCELLED},
    Step.RESTORE: {Status.CANCELLED: Status.PUBLISHED},
    Step.REMOVE: {Status.DRAFT: None},
}


class StepNotPossible(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """A meeting of this status cannot take this step."""


class EndsBeforeItStarts(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """A meeting ends later than it starts, on the same day."""


def is_possible(step: Step, status: Status) -> bool:
    return status in STEPS[step]


def status_after(step: Step, status: Status) -> Status | None:
    """The status a step leads to, or None when the meeting is removed. Raises StepNotPossible."""
    if not is_possible(step, status):
        raise StepNotPossible(f"{step.value} from {status.value}")
    return STEPS[step][status]


class Change(enum.Enum):
    """What people must hear about when a published meeting is changed."""

    MOVED = "moved"
    VENUE = "venue"
    RENAMED = "renamed"


@dataclass(frozen=True)
class Announced:
    """What a meeting told people: its title, when (wall clock of `zone`) and where (name and address as text)."""

    title: str
    held_on: dt.date
    start_time: dt.time
    end_time: dt.time
    zone: str
    venue: str = ""


def change_between(before: Announced, after: Announced) -> set[Change]:
    """What differs for those who come; empty when nobody need hear of it."""
    differs = {
        Change.MOVED: when(before) != when(after),
        Change.VENUE: before.venue != after.venue,
        Change.RENAMED: before.title != after.title,
    }
    return {change for change, is_so in differs.items() if is_so}


def when(meeting: Announced) -> tuple[dt.date, dt.time, dt.time, str]:
    return meeting.held_on, meeting.start_time, meeting.end_time, meeting.zone


def instants(on: dt.date, start: dt.time, end: dt.time, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """Both ends of a meeting in UTC. Raises EndsBeforeItStarts, NoSuchLocalTime."""
    if end <= start:
        raise EndsBeforeItStarts(f"{start.isoformat('minutes')}–{end.isoformat('minutes')}")
    return instant(on, start, zone), instant(on, end, zone)


def place_in_words(name: str | None, address: str | None) -> str:
    """ "Le labo, 12 quai des Lumières, Bordeaux"; nothing where there is no place."""
    return ", ".join(filter(None, (name, address)))
