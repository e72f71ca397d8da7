"""Open a call and change it; begin an idea, write it, submit it, withdraw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import func, select

from accounts.models import User
from ambassadors.models import YoungPerson
from core import outbox
from core.dates import moment
from core.db import db
from core.errors import RuleBroken, WrittenMeanwhile
from core.i18n import locale_name
from core.local_times import NoSuchLocalTime, instant
from messages import recipients
from messages.rules import Recipient
from projects import emails
from projects.models import Call, Project, ProjectAuthor, ProjectStep, Reply
from projects.rules import (
    NotOpen,
    NotPossible,
    Phase,
    ProjectStatus,
    Step,
    closing,
    status_after,
)
from seasons.actions import raise_feed, require_open
from seasons.models import Season


@dataclass(frozen=True)
class CallDetails:
    """What a member of the team types of the call; days and times are those of the programme's clocks."""

    title: str
    brief: str
    opens_on: date
    opens_time: time
    closes_on: date
    closes_time: time


@dataclass(frozen=True)
class Words:
    """What an author types of an idea. Everything may be empty in a draft."""

    title: str
    sentence: str
    pitch: str
    needs: str
    symbol: str = ""


def write_call(season: Season, asked: CallDetails, *, version: int | None, now: datetime) -> Call:
    """Open the season's call, or change it: a later closing extends or reopens it.

    `version` is that of the call when it was read, None for a season that had none. Raises WrittenMeanwhile when a
    colleague saved another since, RuleBroken when it would close before it opens, or its season is closed.
    """
    require_open(season)
    db.session.refresh(season, attribute_names=["feed_revision"], with_for_update=True)  # one at a time
    opens_at, closes_at = _instants(asked, season.programme.zone)
    call = db.session.scalars(
        select(Call).where(Call.season_id == season.id).execution_options(populate_existing=True)
    ).one_or_none()
    if call is None:
        call = Call(
            season=season,
            title=asked.title,
            brief=asked.brief,
            opens_at=opens_at,
            closes_at=closes_at,
            changed_at=now,
            created_at=now,
        )
        db.session.add(call)
        raise_feed(season, now=now)
    elif (asked.title, asked.brief, opens_at, closes_at) != (call.title, call.brief, call.opens_at, call.closes_at):
        if version != call.version:
            raise WrittenMeanwhile(_("A colleague saved this call while you were writing."))
        is_shown = (asked.title, closes_at) != (call.title, call.closes_at)  # in calendars
        call.title, call.brief, call.opens_at, call.closes_at = asked.title, asked.brief, opens_at, closes_at
        if is_shown:
            call.sequence += 1
            call.changed_at = max(now, call.changed_at + timedelta(seconds=1))
            raise_feed(season, now=now)
    db.session.flush()
    return call


def _instants(asked: CallDetails, zone: str) -> tuple[datetime, datetime]:
    try:
        opens_at = instant(asked.opens_on, asked.opens_time, zone)
        closes_at = closing(asked.closes_on, asked.closes_time, zone)
    except NoSuchLocalTime as error:
        raise RuleBroken(_("The clocks go forward that day and skip this time. Choose another one.")) from error
    if closes_at <= opens_at:
        raise RuleBroken(_("The call closes before it opens. Check both dates."))
    return opens_at, closes_at


def propose(call: Call, sentence: str, *, young: YoungPerson, key: str, by: User, now: datetime) -> Project:
    """A draft that begins with one sentence.

    `key` is a fresh public id that the page brought along: the same form sent twice makes one idea.
    Raises RuleBroken unless the call is open.
    """
    _lock(call)
    again = db.session.scalars(
        select(Project)
        .join(ProjectAuthor, ProjectAuthor.project_id == Project.id)
        .where(Project.public_id == key, ProjectAuthor.young_person_id == young.id)
    ).one_or_none()
    if again is not None:
        return again
    if call.phase(now) is not Phase.OPEN:
        raise RuleBroken(not_open(call, now))
    project = Project(
        call=call, status=ProjectStatus.DRAFT, sentence=sentence, authors=[young], created_at=now, changed_at=now
    )
    if key and db.session.scalar(select(Project.id).where(Project.public_id == key)) is None:
        project.public_id = key
    db.session.add(project)
    _note(project, by=by, now=now)
    db.session.flush()
    return project


def save(project: Project, words: Words, *, version: int | None, by: User, now: datetime) -> None:
    """Save what was typed; a withdrawn idea becomes a draft again. Saving the same text again changes nothing.

    `version` is that of the text when it was read. Raises WrittenMeanwhile when another text was saved since,
    RuleBroken when the call is not open.
    """
    _lock_idea(project)
    if words == words_of(project):
        return
    after = _after(Step.EDIT, project, now=now)
    if version != project.version:
        raise WrittenMeanwhile(pgettext("tu", "This idea was changed elsewhere while you were writing."))
    project.title, project.sentence, project.symbol = words.title, words.sentence, words.symbol
    project.pitch, project.needs = words.pitch, words.needs
    project.changed_at = now
    if after is not project.status:
        project.status = after
        _note(project, by=by, now=now)
    db.session.flush()


def words_of(project: Project) -> Words:
    """The text as it is saved."""
    return Words(project.title, project.sentence, project.pitch, project.needs, project.symbol)


def submit(project: Project, *, by: User, now: datetime) -> None:
    """Hand the idea in and confirm it by mail. It gets the call's next number the first time, and keeps it.

    Submitting twice is submitting once. Raises RuleBroken when the call is not open or something is missing.
    """
    _lock(project.call)  # one at a time: numbers have neither gaps nor doubles
    _lock_idea(project)
    if project.status is ProjectStatus.SUBMITTED:
        return
    after = _after(Step.SUBMIT, project, now=now)
    if not (project.title and project.sentence):
        raise RuleBroken(pgettext("tu", "Your idea needs a title and a sentence before you can submit it."))
    project.status, project.submitted_at, project.changed_at = after, now, now
    if project.number is None:
        project.number = _next_number(project.call)
    _note(project, by=by, now=now)
    db.session.flush()
    outbox.queue_all([emails.submitted(project, each, now=now) for each in authors_by_mail(project)])


def withdraw(project: Project, *, by: User, now: datetime) -> None:
    """Take the idea back: the team no longer sees it. Its number stays its own. Withdrawing twice is once.

    Raises RuleBroken when the call is not open.
    """
    _lock_idea(project)
    if project.status is ProjectStatus.WITHDRAWN:
        return
    project.status = _after(Step.WITHDRAW, project, now=now)
    project.changed_at = now
    _note(project, by=by, now=now)
    db.session.flush()


def reply(project: Project, text: str, *, by: User, now: datetime) -> None:
    """Write back to the authors of a submitted idea: on its page, and by mail to those who have an address.

    The same words from the same person are written once: a second press. Raises RuleBroken for an idea taken back, and
    in a closed season.
    """
    require_open(project.call.season)
    _lock_idea(project)
    if project.status is not ProjectStatus.SUBMITTED:
        raise RuleBroken(_("Its author has withdrawn this idea: nobody would read your reply."))
    newest = db.session.scalars(
        select(Reply).where(Reply.project_id == project.id).order_by(Reply.id.desc()).limit(1)
    ).one_or_none()
    if newest is not None and (newest.by_id, newest.text) == (by.id, text):
        return
    written = Reply(by_id=by.id, by=by, at=now, text=text)
    project.replies.insert(0, written)
    db.session.flush()
    outbox.queue_all([emails.replied(written, each, now=now) for each in authors_by_mail(project)])


def note_read(project: Project, *, now: datetime) -> None:
    """An author has read what the team replied: it waits on nobody's home page any more."""
    require_open(project.call.season)
    for each in project.replies:
        each.read_at = each.read_at or now


def authors_by_mail(project: Project) -> tuple[Recipient, ...]:
    """The mailboxes of those who wrote an idea."""
    return recipients.themselves(project.authors).by_mail


def not_open(call: Call, now: datetime) -> str:
    """Why the call takes nothing now, in words for a young person."""
    if call.phase(now) is Phase.COMING:
        opening = moment(call.opens_at, call.zone, locale_name())
        return str(pgettext("tu", "The call opens on %(moment)s. Your idea can wait until then.", moment=opening))
    closed = moment(call.told_closing, call.zone, locale_name())
    return str(pgettext("tu", "The call closed on %(moment)s. Your ideas are still here to read.", moment=closed))


def _lock(call: Call) -> None:
    db.session.refresh(call, attribute_names=["opens_at", "closes_at", "version"], with_for_update=True)


def _lock_idea(project: Project) -> None:
    """Read its row anew and hold it: its own columns alone, since PostgreSQL locks no outer join."""
    columns = [column.key for column in Project.__mapper__.column_attrs]
    db.session.refresh(project, attribute_names=columns, with_for_update=True)


def _after(step: Step, project: Project, *, now: datetime) -> ProjectStatus:
    call = project.call
    try:
        return status_after(step, project.status, call.phase(now))
    except NotOpen as error:
        raise RuleBroken(not_open(call, now)) from error
    except NotPossible as error:
        raise RuleBroken(pgettext("tu", "Your idea has changed in the meantime. Open its page again.")) from error


def _next_number(call: Call) -> int:
    return (db.session.scalar(select(func.max(Project.number)).where(Project.call_id == call.id)) or 0) + 1


def _note(project: Project, *, by: User, now: datetime) -> None:
    project.steps.append(ProjectStep(status=project.status, by_id=by.id, at=now))
