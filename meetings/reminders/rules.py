"""When a reminder is due: in the day, early enough to be of use, never right after people were told anyway."""

import enum
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class ReminderKind(enum.Enum):
    ANSWER = "answer"  # to those who have not answered, or are to confirm
    COMING = "coming"  # to those who come


DAYS_BEFORE = {ReminderKind.ANSWER: 7, ReminderKind.COMING: 1}
LATEST = {ReminderKind.ANSWER: 3, ReminderKind.COMING: 1}  # days before, when nothing could be sent until then
DAY_BEGINS, DAY_ENDS = time(9), time(19)  # on the programme's clocks: nobody's phone rings at night
TOLD_LATELY = timedelta(hours=12)
AHEAD = timedelta(days=max(DAYS_BEFORE.values()) + 2)  # how far to look, whatever the zone


def due_at(kind: ReminderKind, held_on: date, zone: str) -> datetime:
    """The moment from which a reminder of a date on that day may leave; `zone` is the programme's."""
    day = held_on - timedelta(days=DAYS_BEFORE[kind])
    return datetime.combine(day, DAY_BEGINS, tzinfo=ZoneInfo(zone))


def is_of_use(kind: ReminderKind, held_on: date, zone: str, *, told_at: datetime) -> bool:
    """Whether it tells anything: not when people were told of the date (`told_at`) just before, or later than that."""
    return told_at <= due_at(kind, held_on, zone) - TOLD_LATELY


def is_due(kind: ReminderKind, held_on: date, zone: str, *, told_at: datetime, now: datetime) -> bool:
    """Whether a reminder is to be written now."""
    there = now.astimezone(ZoneInfo(zone))
    days = (held_on - there.date()).days
    in_time = LATEST[kind] <= days <= DAYS_BEFORE[kind] and DAY_BEGINS <= there.time() < DAY_ENDS
    return in_time and is_of_use(kind, held_on, zone, told_at=told_at)


def was_due(kind: ReminderKind, held_on: date, zone: str, *, told_at: datetime, now: datetime) -> bool:
    """Whether its moment has come and it would still be written, now or when the day begins."""
    days = (held_on - now.astimezone(ZoneInfo(zone)).date()).days
    return (
        days >= LATEST[kind] and due_at(kind, held_on, zone) <= now and is_of_use(kind, held_on, zone, told_at=told_at)
    )
