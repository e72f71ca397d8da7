"""What a season leaves open: read before it is closed. Nothing of it keeps anybody from closing."""

from collections.abc import Sequence
from datetime import date, datetime

from babel.lists import format_list
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, literal, select

from ambassadors.continuing.access import silent_count
from core.dates import capitalised, day, day_and_month
from core.db import db
from core.i18n import locale_name
from meetings.models import Meeting
from meetings.rollcall.access import dates_with_calls
from meetings.rules import Status
from meetings.tasks.models import Task
from outings.models import Outing
from outings.permissions.access import outings_with_papers
from outings.places.access import taken_in
from outings.rules import Status as OutingStatus
from projects.access import Counts, call_of, counts_of
from projects.models import Call
from schedule.todo import Row, answers_missing, dates_lost, drafts_left, mail_to_see, people_to_call
from seasons.models import Season


def rows_for(season: Season, following: Season | None, *, now: datetime) -> list[Row]:
    """One row for each kind of thing that is open, the most pressing first; `following` is the season after it."""
    dates, lost = dates_with_calls(season)
    papers, lost_outings = outings_with_papers(season)
    published = [(m, is_called) for m, is_called in dates if m.status is Status.PUBLISHED]
    to_come = [m for m, _is_called in published if m.ends_at > now]
    uncalled = [m for m, is_called in published if m.ends_at <= now and not is_called]
    tasks, silent = db.session.execute(
        select(
            select(func.count(Task.id))
            .join(Task.meeting)
            .where(Meeting.season_id == season.id, Task.done_at.is_(None))
            .scalar_subquery(),
            silent_count(season, following) if following else literal(0),
        )
    ).one()
    call, ideas = call_of(season), counts_of(season)
    found = [
        _dates_to_come(season, [m.held_on for m in to_come]),
        *people_to_call(season, is_over=not to_come, now=now),
        dates_lost(season, (len(lost), len(lost_outings))),
        *_outings(season, papers, now=now),
        _uncalled(uncalled),
        *mail_to_see(season, now=now),
        _call(call, ideas, now=now),
        _ideas_to_read(season, ideas.unanswered),
        _ideas_left(call, ideas.drafts, now=now),
        drafts_left(season, sum(m.status is Status.DRAFT for m, _is_called in dates)),
        _tasks(season, next(iter(to_come or [m for m, _is_called in reversed(published)]), None), tasks),
        answers_missing((season, following, silent) if following else None, now=now),
    ]
    return [row for row in found if row is not None]


def _dates_to_come(season: Season, days: Sequence[date]) -> Row | None:
    if not days:
        return None
    title = ngettext("%(num)s meeting still to come", "%(num)s meetings still to come", len(days))
    first = day(days[0], locale_name())
    detail = _("The first one is on %(day)s. They will disappear from everyone’s calendar.", day=first)
    return Row(
        len(days), title, detail, "coral", url_for("meetings.index", saison=season.public_id), _("See the dates")
    )


def _uncalled(meetings: Sequence[Meeting]) -> Row | None:
    """Meetings that were held, and say of nobody whether they were there: named, the first one a press away."""
    if not meetings:
        return None
    title = ngettext("%(num)s meeting without a register", "%(num)s meetings without a register", len(meetings))
    days = format_list([day_and_month(m.held_on, locale_name()) for m in meetings], locale=locale_name())
    detail = _("%(days)s: we don’t know who was there", days=days)
    url = url_for("rollcall.show", meeting_id=meetings[0].public_id)
    first = day_and_month(meetings[0].held_on, locale_name())
    button = _("Take the register") if len(meetings) == 1 else _("Take the register for %(day)s", day=first)
    return Row(len(meetings), title, detail, "coral", url, button)


def _tasks(season: Season, meeting: Meeting | None, count: int) -> Row | None:
    """They stand on the page of the next meeting or, where none comes, of the last one."""
    if not count:
        return None
    title = ngettext("%(num)s task not done", "%(num)s tasks not done", count)
    detail = ngettext(
        "It can still be read on its meeting’s page, but no longer ticked off.",
        "They can still be read on their meetings’ pages, but no longer ticked off.",
        count,
    )
    if meeting is None:
        url = url_for("meetings.index", saison=season.public_id)
    else:
        url = url_for("meetings.show", meeting_id=meeting.public_id, _anchor="tasks")
    return Row(count, title, detail, "saffron", url, _("See the tasks"))


def _outings(season: Season, papers: dict[Outing, int], *, now: datetime) -> list[Row]:
    """Each outing that is to come or was never announced, with who waits for a place; and each, over or not, whose
    papers are not all in."""
    found, taken = [], taken_in(season)
    for outing, missing in papers.items():
        is_over = outing.ends_at <= now
        if outing.status is OutingStatus.CANCELLED or (is_over and not missing):
            continue
        waiting = taken[outing.id].waiting if outing.id in taken and not is_over else 0
        words = [
            day(outing.held_on, locale_name()),
            _("draft") if outing.status is OutingStatus.DRAFT else "",
            ngettext("%(num)s waiting for a place", "%(num)s waiting for a place", waiting) if waiting else "",
            ngettext("%(num)s permission still to come", "%(num)s permissions still to come", missing)
            if missing
            else "",
        ]
        url, title = url_for("outings.show", outing_id=outing.public_id), _("Outing: %(title)s", title=outing.title)
        found.append(Row(1, title, capitalised(", ".join(filter(None, words))), "coral", url, _("See the outing")))
    return found


def _call(call: Call | None, ideas: Counts, *, now: datetime) -> Row | None:
    """A call that still takes ideas, with those being written: closing the season closes it."""
    if call is None or now >= call.ends_at:
        return None
    counts = [
        ngettext("%(num)s idea submitted", "%(num)s ideas submitted", ideas.submitted),
        ngettext("%(num)s draft", "%(num)s drafts", ideas.drafts),
    ]
    url = url_for("projects.board", saison=call.season.public_id)
    detail = f"{call.state_words(now)}, {', '.join(counts)}"
    return Row(1, _("The call for projects is not over"), detail, "lilac", url, _("See the ideas"))


def _ideas_to_read(season: Season, count: int) -> Row | None:
    if not count:
        return None
    title = ngettext(
        "%(num)s idea is waiting for a reply from the team",
        "%(num)s ideas are waiting for a reply from the team",
        count,
    )
    url = url_for("projects.board", saison=season.public_id)
    return Row(count, title, _("Once it is closed, nobody can reply any more"), "lilac", url, _("Read"))


def _ideas_left(call: Call | None, count: int, *, now: datetime) -> Row | None:
    """What stayed a draft in a call that is over; of an open one, its own row says so."""
    if call is None or not count or now < call.ends_at:
        return None
    title = ngettext("%(num)s idea left as a draft", "%(num)s ideas left as drafts", count)
    url = url_for("projects.board", saison=call.season.public_id)
    return Row(count, title, _("Only their authors read them"), "lilac", url, _("See the ideas"))
