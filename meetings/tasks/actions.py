"""Give a task, change it, tick it done, take that back, throw it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.errors import WrittenMeanwhile
from meetings.models import Meeting
from meetings.tasks.access import Owner
from meetings.tasks.models import Task
from seasons.actions import require_open


@dataclass(frozen=True)
class TaskDetails:
    """What is typed of a task."""

    words: str
    owner: Owner | None = None
    owner_name: str = ""
    due_on: date | None = None


def add(meeting: Meeting, asked: TaskDetails, *, now: datetime) -> Task:
    """A task of this meeting; the very same one when it is there already: a second press. Not in a closed season."""
    require_open(meeting.season)
    db.session.flush()
    db.session.refresh(meeting, attribute_names=["version"], with_for_update={"of": Meeting})
    for known in db.session.scalars(select(Task).where(Task.meeting_id == meeting.id, Task.words == asked.words)):
        if _typed(known) == _wanted(asked):
            return known
    task = Task(meeting=meeting, created_at=now)
    _write(task, asked)
    db.session.add(task)
    db.session.flush()
    return task


def change(task: Task, asked: TaskDetails, *, version: int | None) -> None:
    """Other words, another owner or another day. Raises WrittenMeanwhile when somebody changed it since it was read."""
    _hold(task)
    if _typed(task) == _wanted(asked):
        return
    if version != task.version:
        raise WrittenMeanwhile(_("A colleague changed this task while you were writing."))
    _write(task, asked)
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


def remove(task: Task) -> None:
    """It was never to be done. Who did it ticks it instead."""
    _hold(task)
    db.session.delete(task)


def _hold(task: Task) -> None:
    """Its row as it is now, held: its own columns alone, since PostgreSQL locks no outer join."""
    require_open(task.meeting.season)
    columns = [column.key for column in Task.__mapper__.column_attrs]
    db.session.refresh(task, attribute_names=columns, with_for_update={"of": Task})


def _write(task: Task, asked: TaskDetails) -> None:
    task.words, task.due_on = asked.words, asked.due_on
    task.user_id, task.ambassador_id, task.owner_name = _wanted(asked)[1:4]


def _typed(task: Task) -> tuple[object, ...]:
    return task.words, task.user_id, task.ambassador_id, task.owner_name, task.due_on


def _wanted(asked: TaskDetails) -> tuple[str, int | None, int | None, str, date | None]:
    user = asked.owner.user if asked.owner else None
    ambassador = asked.owner.ambassador if asked.owner else None
    name = "" if asked.owner else asked.owner_name
    return asked.words, user.id if user else None, ambassador.id if ambassador else None, name, asked.due_on
