"""What the team reads about the reminders of a date: which were written, and which are still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from meetings.models import Meeting, MeetingStep
from meetings.reminders.access import TOLD, reminders_of
from meetings.reminders.models import Reminder
from meetings.reminders.rules import ReminderKind, due_at, is_of_use
from meetings.rules import Status


@dataclass(frozen=True)
class Planned:
    """One reminder: on which day it leaves, or what was written."""

    kind: ReminderKind
    on: date
    written: Reminder | None


def told_in(steps: Iterable[MeetingStep]) -> datetime | None:
    """When people were last told of a date whose history this is; the same as `told_at` asks for."""
    return max((step.at for step in steps if step.act in TOLD), default=None)


def plan_of(meeting: Meeting, heard: datetime | None, *, now: datetime) -> list[Planned]:
    """The reminders of a published date that is to come and was last `heard` of then; none that would tell nothing."""
    if meeting.status is not Status.PUBLISHED or meeting.starts_at <= now:
        return []
    zone, heard = meeting.season.programme.zone, heard or meeting.created_at
    written = {each.kind: each for each in reminders_of(meeting)}
    found = []
    for kind in ReminderKind:
        leaves_at = due_at(kind, meeting.held_on, zone)
        is_coming = leaves_at.date() >= now.astimezone(leaves_at.tzinfo).date()
        if kind in written or (is_coming and is_of_use(kind, meeting.held_on, zone, told_at=heard)):
            found.append(Planned(kind, leaves_at.date(), written.get(kind)))
    return found
