"""Which ideas exist for whom: one's own for their authors, the submitted ones for the programme's team.

A draft is its authors' alone, and so is what was withdrawn: the team is told how many there are, never what they say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, exists, false, func, select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.models import User
from ambassadors.access import ambassadors_of, seasons_with, young_person_now
from ambassadors.models import Ambassador, YoungPerson
from core.clock import day_in
from core.db import db, rows
from projects.models import Call, Project, ProjectAuthor, Reply
from projects.rules import FRESH, ProjectStatus, Step, is_possible
from seasons.access import is_staff, programme_ids_of
from seasons.models import Season
from seasons.rules import current


@dataclass(frozen=True)
class Counts:
    """How many ideas of a call are in each status: all that the team ever learns of drafts."""

    drafts: int = 0
    submitted: int = 0
    withdrawn: int = 0
    unanswered: int = 0  # of the submitted ones: the team has not said a word of them yet


def visible_to(user: User) -> Select[Project]:
    """The ideas that exist for this person."""
    if is_staff():
        return (
            select(Project)
            .join(Project.call)
            .join(Call.season)
            .where(Season.programme_id.in_(programme_ids_of(user)), Project.status == ProjectStatus.SUBMITTED)
            .options(contains_eager(Project.call).contains_eager(Call.season).joinedload(Season.programme))
        )
    young = young_person_now()
    return ideas_by(young) if young else select(Project).where(false())


def ideas_of(young: YoungPerson) -> Sequence[Project]:
    """The ideas of this young person, over the years, the latest first; the twenty latest at most."""
    return rows(ideas_by(young).limit(20))


def ideas_by(young: YoungPerson) -> Select[Project]:
    """Every idea of this young person, over the years, the latest first."""
    return (
        select(Project)
        .join(ProjectAuthor, ProjectAuthor.project_id == Project.id)
        .where(ProjectAuthor.young_person_id == young.id)
        .options(joinedload(Project.call).joinedload(Call.season).joinedload(Season.programme))
        .order_by(Project.id.desc())
    )


def fresh_reply_to(young: YoungPerson, now: datetime) -> Reply | None:
    """The newest reply about an idea of theirs, until they say it is read or change the idea, for two weeks at most."""
    query = (
        select(Reply)
        .join(Reply.project)
        .join(ProjectAuthor, ProjectAuthor.project_id == Project.id)
        .where(ProjectAuthor.young_person_id == young.id)
        .where(Reply.read_at.is_(None), Reply.at >= Project.changed_at, Reply.at > now - FRESH)
        .options(contains_eager(Reply.project))
        .order_by(Reply.id.desc())
        .limit(1)
    )
    return db.session.scalars(query).one_or_none()


def submitted_to(call: Call) -> Select[Project]:
    """The ideas the team reads, by number."""
    return (
        select(Project)
        .where(Project.call_id == call.id, Project.status == ProjectStatus.SUBMITTED)
        .order_by(Project.number)
    )


def call_of(season: Season) -> Call | None:
    """The season's call, if it has one."""
    query = select(Call).where(Call.season_id == season.id)
    return db.session.scalars(query.options(joinedload(Call.season).joinedload(Season.programme))).one_or_none()


def calls_of(young: YoungPerson) -> Select[Call]:
    """The calls of every season this young person is in."""
    mine = ambassadors_of(young).with_only_columns(Ambassador.season_id)
    return select(Call).where(Call.season_id.in_(mine)).options(joinedload(Call.season).joinedload(Season.programme))


def call_for(young: YoungPerson, now: datetime) -> Call | None:
    """The call this young person may care about now: an open one of any season they are in (the last to close),
    else that of their current season."""
    calls = rows(calls_of(young))
    running = [call for call in calls if call.is_open(now)]
    if running:
        return max(running, key=lambda call: call.closes_at)
    here = current(seasons_with(young), day_in(young.programme.zone, now))
    return next((call for call in calls if here is not None and call.season_id == here.id), None)


def counts_of(season: Season) -> Counts:
    """How many ideas the season's call has, by status; none without a call. One query."""
    has_word = exists().where(Reply.project_id == Project.id)
    query = (
        select(Project.status, func.count(), func.count(case((~has_word, Project.id))))
        .join(Project.call)
        .where(Call.season_id == season.id)
        .group_by(Project.status)
    )
    found = {status: (count, unanswered) for status, count, unanswered in db.session.execute(query)}
    submitted, unanswered = found.get(ProjectStatus.SUBMITTED, (0, 0))
    return Counts(
        drafts=found.get(ProjectStatus.DRAFT, (0, 0))[0],
        submitted=submitted,
        withdrawn=found.get(ProjectStatus.WITHDRAWN, (0, 0))[0],
        unanswered=unanswered,
    )


def can_propose(young: YoungPerson, call: Call) -> bool:
    """Whether this young person is in the call's season, and has not left it."""
    query = ambassadors_of(young).where(Ambassador.season_id == call.season_id)
    return bool(db.session.scalar(select(exists(query.with_only_columns(Ambassador.id)))))


def can_write(young: YoungPerson, project: Project) -> bool:
    """Whether this young person may change the idea, as far as persons go: its author, still in the season."""
    return is_author(young, project) and can_propose(young, project.call)


def can_note_read(young: YoungPerson, project: Project) -> bool:
    """Whether to ask an author whether they have read what the team replied."""
    is_unread = any(each.read_at is None for each in project.replies)
    return is_unread and can_write(young, project) and project.call.season.archived_at is None


def is_author(young: YoungPerson, project: Project) -> bool:
    return young.id in {author.id for author in project.authors}


def can_take(step: Step, young: YoungPerson, project: Project, now: datetime) -> bool:
    """Whether to show the button: the person may, and the call and the idea allow it now."""
    return is_possible(step, project.status, project.call.phase(now)) and can_write(young, project)
