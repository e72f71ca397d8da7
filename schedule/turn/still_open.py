"""What a season leaves open: read before it is closed. Nothing of it keeps anybody from closing."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from core.dates import capitalised, day
from core.db import db, rows
from core.i18n import locale_name
from meetings.models import Meeting
from meetings.rules import Status
from meetings.tasks.models import Task
from outings.access import outings_of
from outings.models import Outing
from outings.rules import Status as OutingStatus
from projects.access import call_of, counts_of
from schedule.todo import Row, drafts_left, mail_to_see, people_to_call
from seasons.models import Season


def rows_for(season: Season, *, now: datetime) -> list[Row]:
    """One row for each kind of thing that is open, the most pressing first."""
    between = aliased(Meeting)
    to_come = (Meeting.status == Status.PUBLISHED) & (Meeting.ends_at > now)
    query = select(
        func.count(case((to_come, Meeting.id))),
        func.min(case((to_come, Meeting.held_on))),
        func.count(case((Meeting.status == Status.DRAFT, Meeting.id))),
        select(func.count(Task.id))
        .join(Task.meeting.of_type(between))
        .where(between.season_id == season.id, Task.done_at.is_(None))
        .scalar_subquery(),
    ).where(Meeting.season_id == season.id)
    count, next_on, drafts, tasks = db.session.execute(query).one()
    found = [
        _dates_to_come(season, count, day(next_on, locale_name()) if count else ""),
        *people_to_call(season, is_over=not count, now=now),
        *_outings(season, now=now),
        *mail_to_see(season, now=now),
        _call(season, now=now),
        drafts_left(season, drafts),
        _tasks(season, tasks),
    ]
    return [row for row in found if row is not None]


def _dates_to_come(season: Season, count: int, first: str) -> Row | None:
    if not count:
        return None
    title = ngettext("%(num)s date still to come", "%(num)s dates still to come", count)
    detail = _("The first one is on %(day)s. They will leave everyone’s calendar.", day=first)
    return Row(count, title, detail, "coral", url_for("meetings.index", saison=season.public_id), _("See the dates"))


def _tasks(season: Season, count: int) -> Row | None:
    if not count:
        return None
    title = ngettext("%(num)s task not done", "%(num)s tasks not done", count)
    detail = _("They stay to be read on the pages of their meetings, and nobody can tick them any more.")
    return Row(
        count, title, detail, "saffron", url_for("meetings.index", saison=season.public_id), _("See the meetings")
    )


def _outings(season: Season, *, now: datetime) -> list[Row]:
    """Each outing that is to come, or was never announced."""
    found = []
    for outing in rows(outings_of(season).where(Outing.status != OutingStatus.CANCELLED, Outing.ends_at > now)):
        detail = capitalised(day(outing.held_on, locale_name()))
        if outing.status is OutingStatus.DRAFT:
            detail = f"{detail}, {_('draft')}"
        url = url_for("outings.show", outing_id=outing.public_id)
        found.append(Row(1, _("Outing: %(title)s", title=outing.title), detail, "coral", url, _("See the outing")))
    return found


def _call(season: Season, *, now: datetime) -> Row | None:
    """A call that still takes ideas, with those being written: closing the season closes it."""
    call = call_of(season)
    if call is None or now >= call.ends_at:
        return None
    counts = counts_of(season)
    ideas = [
        ngettext("%(num)s idea submitted", "%(num)s ideas submitted", counts.submitted),
        ngettext("%(num)s draft", "%(num)s drafts", counts.drafts),
    ]
    url = url_for("projects.board", saison=season.public_id)
    detail = f"{call.state_words(now)}, {', '.join(ideas)}"
    return Row(1, _("The call for projects is not over"), detail, "lilac", url, _("See the ideas"))
