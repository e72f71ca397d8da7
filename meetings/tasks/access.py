"""Which tasks exist for whom: the programme's for its team, one's own for an ambassador."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from accounts.models import User
from ambassadors.access import ambassadors_of, young_person_now
from ambassadors.models import Ambassador, YoungPerson
from core.db import rows
from meetings.models import Meeting
from meetings.rules import Status
from meetings.tasks.models import Entry, Task
from meetings.tasks.rules import SHOWN_AT_HOME
from seasons.access import colleagues_of, is_staff, programme_ids_of
from seasons.models import Season

OWNERS = (joinedload(Task.user), joinedload(Task.ambassador).joinedload(Ambassador.young_person))


@dataclass(frozen=True)
class Owner:
    """Someone who may be given a task: `key` is what a form calls them, the public id of a user or a young person.
    Without either, they are only shown."""

    key: str
    name: str
    user: User | None = None
    ambassador: Ambassador | None = None


@dataclass(frozen=True)
class Tasks:
    """The tasks on a meeting's page: those it decided, and those of earlier ones that were still open when it began."""

    decided: Sequence[Task]
    carried: Sequence[Task]

    def __bool__(self) -> bool:
        return bool(self.decided or self.carried)


def visible_to(user: User) -> Select[Task]:
    """The team's programme's tasks; the own ones of the young person at the screen."""
    if is_staff():
        query = select(Task).join(Task.meeting).join(Meeting.season)
        return query.where(Season.programme_id.in_(programme_ids_of(user)))
    young = young_person_now()
    return tasks_for(young) if young else select(Task).where(false())


def tasks_for(young: YoungPerson) -> Select[Task]:
    """What this young person is to do or has done, in the seasons they are in; drafts are the team's."""
    mine = ambassadors_of(young).with_only_columns(Ambassador.id)
    return select(Task).join(Task.meeting).where(Task.ambassador_id.in_(mine), Meeting.status != Status.DRAFT)


def open_tasks_for(young: YoungPerson) -> Sequence[Task]:
    """What this young person is still to do, the most pressing first; a handful."""
    query = tasks_for(young).join(Meeting.season).where(Task.done_at.is_(None), Season.archived_at.is_(None))
    query = query.options(contains_eager(Task.meeting))
    return rows(query.order_by(Task.due_on.is_(None), Task.due_on, Task.id).limit(SHOWN_AT_HOME))


def tasks_of(meeting: Meeting, now: datetime) -> Tasks:
    """What a meeting decided, and what it finds open: computed from when tasks were decided and done.

    A meeting that is not the next one finds nothing yet: what is open then, nobody knows.
    """
    between = aliased(Meeting)
    is_later_than_the_next = exists().where(
        between.season_id == meeting.season_id,
        between.status == Status.PUBLISHED,
        between.ends_at > now,
        between.starts_at < meeting.starts_at,
    )
    was_open = or_(Task.done_at.is_(None), Task.done_at > meeting.starts_at)
    carried = and_(Meeting.starts_at < meeting.starts_at, was_open, ~is_later_than_the_next)
    query = (
        select(Task)
        .join(Task.meeting)
        .where(Meeting.season_id == meeting.season_id, or_(Task.meeting_id == meeting.id, carried))
        .options(contains_eager(Task.meeting), *OWNERS)
        .order_by(Meeting.starts_at, Task.id)
    )
    found = rows(query)
    return Tasks(
        [each for each in found if each.meeting_id == meeting.id],
        [each for each in found if each.meeting_id != meeting.id],
    )


def tasks_told_to(young: YoungPerson, meeting: Meeting, *, everyone: bool) -> Sequence[Task]:
    """What a meeting decided, as this young person reads it: all of it where the group reads tasks, else their own."""
    query = select(Task).where(Task.meeting_id == meeting.id).options(*OWNERS).order_by(Task.id)
    if not everyone:
        query = query.where(Task.ambassador_id.in_(ambassadors_of(young).with_only_columns(Ambassador.id)))
    return rows(query)


def open_count(user: User, season: Season) -> ScalarSelect[int]:
    """How many tasks of this season someone of the team has still to do, as a part of another query."""
    query = select(func.count(Task.id)).join(Task.meeting)
    return query.where(
        Meeting.season_id == season.id, Task.user_id == user.id, Task.done_at.is_(None)
    ).scalar_subquery()


def owners_in(season: Season) -> list[Owner]:
    """Who may be given a task: the team, then the season's ambassadors, each by name."""
    group = rows(
        select(Ambassador)
        .join(Ambassador.young_person)
        .where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None))
        .options(contains_eager(Ambassador.young_person))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
    people = [Owner(each.young_person.public_id, each.young_person.name, ambassador=each) for each in group]
    return [*team_of(season), *people]


def owners_shown(season: Season, group: Iterable[YoungPerson]) -> list[Owner]:
    """The same for a form that is only shown, where the page knows the group already."""
    return [*team_of(season), *(Owner(young.public_id, young.name) for young in group)]


def owners_for(entry: Entry) -> list[Owner]:
    """Who may be given this; whoever has it stays among them, though they have left since."""
    owners = owners_in(entry.meeting.season)
    now = entry.user or (entry.ambassador.young_person if entry.ambassador else None)
    if now is not None and now.public_id not in {owner.key for owner in owners}:
        owners.append(Owner(now.public_id, entry.owner, user=entry.user, ambassador=entry.ambassador))
    return owners


def team_of(season: Season) -> list[Owner]:
    """Who of the team may be given a task, by name."""
    return [Owner(user.public_id, user.display_name, user=user) for user in rows(colleagues_of(season.programme))]
