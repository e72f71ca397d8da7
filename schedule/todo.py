"""« À traiter »: what waits for the team in a season, the most pressing first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, case, func, or_, select

from ambassadors.continuing.rules import Standing, has_begun
from core.clock import day_in
from core.dates import capitalised, day, hyphens_tied, moment
from core.db import Moment, db
from core.i18n import locale_name
from core.outbox import UNSETTLED, Mail
from core.whereabouts import is_copy, name
from meetings.models import Meeting
from meetings.rollcall.access import Line
from messages.dispatches import is_kept_back, is_stopped
from messages.rules import Post
from outings.models import Outing
from outings.rules import Status as OutingStatus
from projects.models import Call
from projects.rules import Phase
from schedule.calls import matters_of
from seasons.models import Season

SOON = timedelta(days=14)
LAST_WEEKS = timedelta(days=42)  # of a season, once no date is to come
PAPERS = timedelta(days=31)  # before an outing, when papers begin to be missed


@dataclass(frozen=True)
class Row:
    """One thing to do: how many, what it is about, and the button that finishes the job."""

    count: int
    title: str
    detail: str
    tone: str
    url: str
    button: str


def rows_for(
    season: Season,
    coming: Meeting | None,
    *,
    lines: Sequence[Line],
    silent: int,
    to_confirm: int,
    call: Call | None,
    unanswered: int,
    drafts: int,
    left_out: Sequence[Meeting],
    lost: tuple[int, int],
    uninvited: int,
    missed: int,
    tasks: int,
    unsaid: tuple[Season, Season, int] | None,
    papers: Mapping[Outing, int],
    followed: bool,
    may_end: bool,
    now: datetime,
) -> list[Row]:
    """What the page has counted already is handed in; the rest is one count each.

    `lines` are those of the meeting under way, once it is time to look for who is missing; `lost` are how many meetings
    and how many outings cannot be read; `unsaid` are those of the first season who have not said whether they are in
    the second; `followed` is whether another season comes after this one, `may_end` whether the reader may open it.
    """
    if season.archived_at:
        return [_next_to_open(season)] if may_end and not followed else []
    found = [
        _missing(lines),
        *people_to_call(season, is_over=coming is None, now=now),
        _papers(papers, now=now),
        dates_lost(season, lost),
        _left_out(left_out),
        *mail_to_see(season, now=now),
        _call_opened(call, now=now),
        _silent(coming, silent, to_confirm, now=now),
        _missed(season, missed),
        answers_missing(unsaid, now=now),
        _own_tasks(season, coming, tasks),
        _ideas_to_read(season, call, unanswered, now=now),
        drafts_left(season, drafts),
        _not_invited(season, uninvited),
        _call_to_open(call, now=now),
        _season_ends(season, coming, drafts, followed, now=now) if may_end else None,
    ]
    return [row for row in found if row is not None]


def _missing(lines: Sequence[Line]) -> Row | None:
    """Minors who are expected at a meeting that has begun, and whom nobody has marked: their families are called."""
    missing = [each for each in lines if each.is_to_call]
    if not missing:
        return None
    url = url_for("rollcall.show", meeting_id=missing[0].meeting.public_id)
    if not any(each.value for each in lines):
        expected = sum(each.is_expected for each in lines)
        title = _("The meeting has begun: take the register")
        return Row(expected, title, _("Nobody is marked yet"), "coral", url, _("Take the register"))
    title = ngettext("%(num)s person to call", "%(num)s people to call", len(missing))
    return Row(len(missing), title, _("Expected, and not marked yet"), "coral", f"{url}#calls", _("See the numbers"))


def people_to_call(season: Season, *, is_over: bool, now: datetime) -> list[Row]:
    """One row for everyone there is to call: it leads to the list, or to all lists where there are several."""
    matters = matters_of(season, is_over=is_over, now=now)
    if not matters:
        return []
    details = {
        "dates": _("About meetings or a change: e-mail does not reach everyone"),
        "meeting": _("About meetings or a change: e-mail does not reach everyone"),
        "news": _("The team has written to the group: e-mail does not reach everyone"),
        "outing": _("About the outing: e-mail does not reach everyone"),
    }
    count = len({person for matter in matters for person, _name in matter.people})
    title = ngettext("%(num)s person to call", "%(num)s people to call", count)
    if len(matters) == 1:
        return [Row(count, title, details[matters[0].kind], "coral", matters[0].url, _("See the numbers"))]
    detail = _("E-mail does not reach everyone: %(count)s things to pass on", count=len(matters))
    url = url_for("schedule.calls", saison=season.public_id)
    return [Row(count, title, detail, "coral", url, _("See who to call"))]


def _papers(papers: Mapping[Outing, int], *, now: datetime) -> Row | None:
    """Minors who have a place in an outing that is near, and whose paper has not come in."""
    near = (
        (outing, count)
        for outing, count in papers.items()
        if count and outing.status is OutingStatus.ANNOUNCED and now < outing.starts_at < now + PAPERS
    )
    outing, count = next(near, (None, 0))
    if outing is None:
        return None
    title = ngettext("%(num)s permission still to come", "%(num)s permissions still to come", count)
    detail = _("For the outing on %(day)s", day=day(outing.held_on, locale_name()))
    return Row(count, title, detail, "coral", url_for("outings.show", outing_id=outing.public_id), _("See whose"))


def mail_to_see(season: Season, *, now: datetime) -> list[Row]:
    """What did not arrive, whom the team has kept from being told, and what is about to leave or is held: one query.
    What a restore kept back is said apart, and that none leaves while it has not come to its end."""
    waiting = and_(*UNSETTLED, or_(Mail.due_at > now, Mail.held_at.is_not(None)))
    query = select(
        func.count(case((and_(Mail.failed_at.is_not(None), Mail.cancelled_at.is_(None)), Mail.id))),
        func.count(case((waiting, Mail.id))),
        func.count(case((waiting, Mail.held_at))),
        func.min(case((waiting, Mail.due_at)), type_=Moment),
        func.count(case((is_kept_back(), Mail.id))),
        func.count(case((Mail.cancelled_at.is_(None), Mail.id))),
        is_copy(),
        func.count(case((is_stopped(), Mail.id))),
        func.count(case((is_stopped(), Mail.dispatch)).distinct()),
        func.min(case((is_stopped(), Mail.dispatch))),
    ).where(Mail.programme == season.programme.public_id, Mail.sent_at.is_(None))
    query = query.where(or_(Mail.cancelled_at.is_(None), is_stopped()))
    failed, waits, held, due_at, kept, unsent, is_halted, *stopped = db.session.execute(query).one()
    waits, held, found = 0 if is_halted else waits - kept, held - kept, []
    if is_halted:
        url = url_for("messages.index", saison=season.public_id, etat=Post.WAITING.value)
        detail = _(
            "A backup was put in place: whoever looks after the server has to give “%(command)s”",
            command=f"flask restored {name()}",
        )
        found.append(Row(unsent - failed, _("No message goes out"), detail, "coral", url, _("See what is waiting")))
    if kept:
        title = ngettext("%(num)s message held back", "%(num)s messages held back", kept)
        url = url_for("messages.index", saison=season.public_id, etat=Post.WAITING.value)
        detail = _("A backup was restored: most have probably gone already")
        found.append(Row(kept, title, detail, "coral", url, _("Send or cancel them")))
    if failed:
        title = ngettext("%(num)s message not delivered", "%(num)s messages not delivered", failed)
        url = url_for("messages.index", saison=season.public_id, etat=Post.FAILED.value)
        found.append(Row(failed, title, _("Correct the address, or call"), "coral", url, _("See which")))
    found += _not_told(season, *stopped)
    if waits:
        title = ngettext("%(num)s message is waiting to go", "%(num)s messages are waiting to go", waits)
        when = _("Until somebody sends it") if held else moment(due_at, season.programme.zone, locale_name())
        url = url_for("messages.index", saison=season.public_id, etat=Post.WAITING.value)
        found.append(Row(waits, title, capitalised(when), "saffron", url, _("Read it first")))
    return found


def _not_told(season: Season, people: int, dispatches: int, one: str) -> list[Row]:
    """Whom the team has kept from being told, by stopping what it had written or what the product had."""
    if not people:
        return []
    title = ngettext("%(num)s person was not told", "%(num)s people were not told", people)
    detail = ngettext("The team stopped a message", "The team stopped %(num)s messages", dispatches)
    if dispatches == 1:
        return [Row(people, title, detail, "saffron", url_for("messages.show", dispatch_id=one), _("See it"))]
    url = url_for("messages.index", saison=season.public_id, etat=Post.CANCELLED.value)
    return [Row(people, title, detail, "saffron", url, _("See which"))]


def dates_lost(season: Season, lost: tuple[int, int]) -> Row | None:
    """Meetings and outings that nobody can read, as another program or a repair left them: they can only be named."""
    meetings, count = lost[0], sum(lost)
    if not count:
        return None
    title = ngettext("%(num)s date cannot be read", "%(num)s dates cannot be read", count)
    url = url_for("meetings.index" if meetings else "outings.index", saison=season.public_id)
    return Row(count, title, _("What is stored is damaged: calendars leave it out"), "coral", url, _("See the dates"))


def _left_out(meetings: Sequence[Meeting]) -> Row | None:
    """Dates that no calendar can show, as they came from another program or a repaired database."""
    if not meetings:
        return None
    title = ngettext(
        "%(num)s meeting is missing from calendars", "%(num)s meetings are missing from calendars", len(meetings)
    )
    url = url_for("meetings.show", meeting_id=meetings[0].public_id)
    detail = _("The day or the times are impossible: correct them")
    return Row(len(meetings), title, detail, "coral", url, _("See which"))


def _silent(coming: Meeting | None, silent: int, to_confirm: int, *, now: datetime) -> Row | None:
    count = silent + to_confirm
    if coming is None or not count or coming.starts_at - now > SOON:
        return None
    title = _("No answer for %(day)s", day=day(coming.held_on, locale_name()))
    detail = ngettext("%(num)s young person has not answered yet", "%(num)s young people have not answered yet", silent)
    if to_confirm:
        asked_again = ngettext("%(num)s answer to confirm", "%(num)s answers to confirm", to_confirm)
        detail = f"{detail}, {asked_again}" if silent else asked_again
    return Row(count, title, detail, "saffron", url_for("meetings.show", meeting_id=coming.public_id), _("See who"))


def _call_opened(call: Call | None, *, now: datetime) -> Row | None:
    """A call that was written before it opened, as one carried over from last season is: nobody was there to tell."""
    if call is None or not call.is_open(now) or call.created_at >= call.opens_at or now >= call.opens_at + SOON:
        return None
    since = moment(call.opens_at, call.zone, locale_name(), known_years=(now.year,))
    detail = _("Since %(moment)s, and no message went out", moment=since)
    url = url_for("news.write", saison=call.season.public_id)
    return Row(1, _("The call for projects opened automatically"), detail, "lilac", url, _("Write to the group"))


def _call_to_open(call: Call | None, *, now: datetime) -> Row | None:
    if call is None or call.phase(now) is not Phase.COMING:
        return None
    on = moment(call.opens_at, call.zone, locale_name(), known_years=(now.year,))
    detail = capitalised(_("%(moment)s: read it again before then", moment=on))
    url = url_for("projects.call", saison=call.season.public_id)
    return Row(1, _("The call for projects will open automatically"), detail, "lilac", url, _("Read the call again"))


def _ideas_to_read(season: Season, call: Call | None, count: int, *, now: datetime) -> Row | None:
    if call is None or not count:
        return None
    title = ngettext(
        "%(num)s idea is waiting for a reply from the team",
        "%(num)s ideas are waiting for a reply from the team",
        count,
    )
    if call.is_open(now):
        detail = ngettext("It may change until the call closes", "They may change until the call closes", count)
    else:
        detail = ngettext("It can no longer change", "They can no longer change", count)
    url = url_for("projects.board", saison=season.public_id)
    return Row(count, title, detail, "lilac", url, _("Read"))


def _own_tasks(season: Season, coming: Meeting | None, count: int) -> Row | None:
    """What the reader has to do, which stands on the page of the next meeting; without one, on those of its dates."""
    if not count:
        return None
    title = ngettext("%(num)s task for you", "%(num)s tasks for you", count)
    page = url_for("meetings.index", saison=season.public_id)
    url = url_for("meetings.show", meeting_id=coming.public_id, _anchor="tasks") if coming else page
    return Row(count, title, _("Decided at a meeting, and not done yet"), "saffron", url, _("See the list"))


def _missed(season: Season, count: int) -> Row | None:
    """Who was absent at the last two meetings at which they were marked: a call finds out whether they are lost."""
    if not count:
        return None
    title = ngettext("%(num)s young person absent twice in a row", "%(num)s young people absent twice in a row", count)
    url = url_for("attendance.index", saison=season.public_id)
    return Row(count, title, _("A call shows them they’re missed"), "coral", url, _("See who"))


def answers_missing(asked: tuple[Season, Season, int] | None, *, now: datetime) -> Row | None:
    """Who was asked whether they continue and has said nothing: in June a reminder, in September the way back in."""
    before, following, count = asked or (None, None, 0)
    if before is None or following is None or not count:
        return None
    title = ngettext(
        "%(num)s young person has not answered for %(season)s",
        "%(num)s young people have not answered for %(season)s",
        count,
        season=hyphens_tied(following.name, locale_name()),
    )
    today = day_in(following.programme.zone, now)
    if has_begun(following.starts_on, today):
        detail = _("It has begun: they can still answer, and you can enrol them")
    else:
        begins = day(following.starts_on, locale_name(), known_years=(today.year,))
        detail = _("It begins on %(day)s", day=begins)
    url = url_for("continuing.index", season_id=before.public_id, reponse=Standing.SILENT.value)
    return Row(count, title, detail, "saffron", url, _("See who"))


def drafts_left(season: Season, count: int) -> Row | None:
    if not count:
        return None
    title = ngettext("%(num)s meeting not published", "%(num)s meetings not published", count)
    url = url_for("meetings.index", saison=season.public_id)
    return Row(count, title, _("Only the team sees them"), "brand", url, _("See the drafts"))


def _not_invited(season: Season, count: int) -> Row | None:
    if not count:
        return None
    title = ngettext("%(num)s young person not invited", "%(num)s young people not invited", count)
    url = url_for("invitations.index", saison=season.public_id)
    return Row(
        count, title, _("They can’t sign in yet: send an invitation, or print a card"), "brand", url, _("Invite")
    )


def season_waits(season: Season, coming: Meeting | None, drafts: int, *, now: datetime) -> bool:
    """Whether no date is left in the last weeks of a season, or after them."""
    today = day_in(season.programme.zone, now)
    is_near = today >= season.ends_on - LAST_WEEKS
    return is_near and coming is None and not drafts and not season.archived_at


def who_ends(season: Season, *, followed: bool, now: datetime) -> str:
    """What a mediator reads of a season that waits for its end, which is not theirs to bring about."""
    who = (
        _("A coordinator can close it.") if followed else _("A coordinator can open the next one, then close this one.")
    )
    return f"{_season_end(season, is_over=season.ends_on < day_in(season.programme.zone, now))}. {who}"


def _season_ends(season: Season, coming: Meeting | None, drafts: int, followed: bool, *, now: datetime) -> Row | None:
    """The next season is opened, then this one is closed."""
    if not season_waits(season, coming, drafts, now=now):
        return None
    is_over = season.ends_on < day_in(season.programme.zone, now)
    if not followed:
        return _next_to_open(season, is_over=is_over)
    detail = _("No meetings left: see what is still open before you close it")
    url = url_for("turn.closing", season_id=season.public_id)
    return Row(1, _season_end(season, is_over=is_over), detail, "brand", url, _("Close the season"))


def _next_to_open(season: Season, *, is_over: bool = True) -> Row:
    url = url_for("turn.follow", season_id=season.public_id)
    detail = _("The next one keeps its rhythm and its call; then ask who’s continuing")
    return Row(1, _season_end(season, is_over=is_over), detail, "brand", url, _("Open the next one"))


def _season_end(season: Season, *, is_over: bool) -> str:
    if season.archived_at:
        return str(_("The season %(name)s is closed", name=hyphens_tied(season.name, locale_name())))
    on = day(season.ends_on, locale_name())
    return str(_("The season ended on %(day)s", day=on) if is_over else _("The season ends on %(day)s", day=on))
