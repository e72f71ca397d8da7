"""Give a task, change it, tick it done, take that back, throw it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.errors import WrittenMeanwhile
from meetings.models import Meeting
from meetings.tasks.access import Owner
from meetings.tasks.models import Entry, Task
from seasons.actions import require_open

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class EntryDetails:
    """What is typed of a task or a decision."""

    words: str
    owner: Owner | None = None
    owner_name: str = ""
    due_on: date | None = None


def add(meeting: Meeting, asked: EntryDetails, *, now: datetime) -> Task:
    """A task of this meeting; the very same one when it is there already: a second press. Not in a closed season."""
    return write_down(Task, meeting, asked, now=now)


def write_down(kind: type[E], meeting: Meeting, asked: EntryDetails, *, now: datetime) -> E:
    """The same for any kind of entry."""
    require_open(meeting.season)
    db.session.flush()
    db.session.refresh(meeting, attribute_names=["version"], with_for_update={"of": Meeting})
    for known in db.session.scalars(select(kind).where(kind.meeting_id == meeting.id, kind.words == asked.words)):
        if _typed(known) == _wanted(asked):
            return known
    entry = kind(meeting=meeting, created_at=now)
    _write(entry, asked)
    db.session.add(entry)
    db.session.flush()
    return entry


def change(entry: Entry, asked: EntryDetails, *, version: int | None) -> None:
    """Other words, another owner or another day. Raises WrittenMeanwhile when somebody changed it since it was read."""
    _hold(entry)
    if _typed(entry) == _wanted(asked):
        return
    if version != entry.version:
        raise WrittenMeanwhile(_("A colleague changed this while you were writing."))
    _write(entry, asked)
    db.session.flush()


def finish(task: Task, *, by: User, now: datetime) -> None:
    """It is done. Twice is once: the first day stays."""
    _hold(task)
    if task.done_at is None:
        task.done_at, task.done_by_id = now, by.id


def reopen(task: Task) -> None:
    """It is to be done after all."""
    _hold(task)
    task.done_at = task.done_by_id = None


def remove(entry: Entry) -> None:
    """It was never to be there. Who did a task ticks it instead."""
    _hold(entry)
    db.session.delete(entry)


def _hold(entry: Entry) -> None:
    """Its row as it is now, held: its own columns alone, since PostgreSQL locks no outer join."""
    require_open(entry.meeting.season)
    columns = [column.key for column in type(entry).__mapper__.column_attrs]
    db.session.refresh(entry, attribute_names=columns, with_for_update={"of": type(entry)})


def _write(entry: Entry, asked: EntryDetails) -> None:
    entry.words, entry.due_on = asked.words, asked.due_on
    entry.user_id, entry.ambassador_id, entry.owner_name = _wanted(asked)[1:4]


def _typed(entry: Entry) -> tuple[object, ...]:
    return entry.words, entry.user_id, entry.ambassador_id, entry.owner_name, entry.due_on


def _wanted(asked: EntryDetails) -> tuple[str, int | None, int | None, str, date | None]:
    user = asked.owner.user if asked.owner else None
    ambassador = asked.owner.ambassador if asked.owner else None
    name = "" if asked.owner else asked.owner_name
    return asked.words, user.id if user else None, ambassador.id if ambassador else None, name, asked.due_on
