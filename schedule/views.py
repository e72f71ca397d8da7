"""Where everyone arrives: the young person's home and dates, the team's home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, literal, select

from accounts.access import is_signed_in, me, person_now
from ambassadors.access import AMBASSADOR, hats, me_young, seasons_with, young_person_now
from ambassadors.continuing.access import asked_now, question_for, silent_count
from ambassadors.continuing.forms import YOUNG_WORDS
from ambassadors.models import Ambassador, YoungPerson
from core import clock
from core.db import db
from core.guards import PUBLIC, access
from core.links import local_path
from meetings.access import coming_to, dates_of, own_dates, tally
from meetings.announcements.access import moves_known_to
from meetings.attendance.access import missed_count, own_marks
from meetings.attendance.short import in_short
from meetings.attendance.wording import TONES, own_words
from meetings.models import Meeting
from meetings.rollcall.access import Line, of_season, said_in_short, was_called
from meetings.rollcall.rules import is_time_to_call
from meetings.rules import Said, Status
from meetings.tasks.access import open_count, open_tasks_for
from outings.models import Outing
from outings.permissions.access import outings_with_papers
from outings.places.access import Mine, mine
from outings.rules import Status as OutingStatus
from outings.rules import is_open
from projects.access import call_for, call_of, counts_of, fresh_reply_to, ideas_of
from schedule import recent, todo
from schedule.calls import has_dates_to_come, matters_of
from schedule.feeds.access import feeds_of_young_person
from schedule.feeds.addresses import links
from schedule.feeds.text import left_out
from schedule.rules import STRIP, in_order, next_of
from seasons.access import STAFF, STAFF_PERSON, is_coordinator, is_staff
from seasons.here import my_seasons, season_here
from seasons.models import Company, Season
from seasons.rules import current
from seasons.setup.actions import is_empty
from seasons.setup.views import waiting

blueprint = Blueprint("schedule", __name__)


@blueprint.get("/")
@access(PUBLIC)
def start() -> ResponseReturnValue:
    """Sign in, say who of the mailbox it is, then where one wanted to go, or home."""
    back = local_path(request.args.get("suite", "")) or None
    if not is_signed_in():
        if is_empty():
            return waiting()
        return redirect(url_for("accounts.sign_in", suite=back), 303)
    if is_staff() and (person_now() == STAFF_PERSON or len(hats()) == 1):
        return redirect(back or url_for("schedule.staff_home"), 303)
    if young_person_now() is not None:
        return redirect(back or url_for("schedule.home"), 303)
    if len(hats()) > 1:
        return redirect(url_for("ambassadors.choose", suite=back), 303)
    return render_template("schedule/nowhere.html")


@blueprint.get("/accueil")
@access(AMBASSADOR)
def home() -> ResponseReturnValue:
    young, now = me_young(), clock.now()
    dates = own_dates(young)
    meetings = list(dates)
    coming, today = _next_of(meetings, now), clock.day_in(young.programme.zone, now)
    season = coming.season if coming else current(seasons_with(young), today)
    here = season.id if season else None
    call = call_for(young, now)
    company = company_at(coming, young) if coming else []
    ideas = [idea for idea in ideas_of(young) if here in (None, idea.call.season_id) or idea.call == call]
    outings = mine(young)
    return render_template(
        "schedule/home.html",
        young=young,
        is_over=coming is None and (season is None or season.archived_at is not None or season.ends_on < today),
        question=question_for(young, today),
        words=YOUNG_WORDS,
        cells=in_order(
            [m for m in meetings if here in (None, m.season_id)],
            [each.outing for each in outings if here in (None, each.outing.season_id)],
        ),
        trip=trip_of(outings, now),
        coming=coming,
        dates=dates,
        tasks=open_tasks_for(young),
        feed_links=[(link, None) for link in links(feeds_of_young_person(young).limit(1))],
        company=[each for each, _said in company],
        by_default=sum(said is Said.BY_DEFAULT for _each, said in company),
        call=call,
        ideas=sorted(ideas, key=lambda idea: idea.is_draft and not idea.call.is_open(now)),  # too late: the last ones
        reply=fresh_reply_to(young, now),
        today=today,
        now=now,
    )


@blueprint.get("/agenda")
@access(AMBASSADOR)
def dates() -> ResponseReturnValue:
    young, now = me_young(), clock.now()
    own = own_dates(young)
    meetings, trips = list(own), {each.outing.public_id: each for each in mine(young)}
    marks = own_marks(young, now)
    dated: list[Meeting | Outing] = [*meetings, *(each.outing for each in trips.values())]
    dated.sort(key=lambda each: each.starts_at)
    return render_template(
        "schedule/dates.html",
        coming=[each for each in dated if each.ends_at > now and not each.season.archived_at],
        past=by_season([each for each in dated if each.ends_at <= now]),
        trips=trips,
        marks=marks,
        record=in_short(marks),
        own_words=own_words,
        tones=TONES,
        next=_next_of(meetings, now),
        own=own,
        moved=moves_known_to(young, own),
        feed_links=[(link, None) for link in links(feeds_of_young_person(young).limit(1))],
        call=call_for(young, now),
        today=clock.day_in(young.programme.zone, now),
        now=now,
    )


def by_season(past: Sequence[Meeting | Outing]) -> list[tuple[Season, list[Meeting | Outing]]]:
    """What has been, the latest season first, and in each the latest date first."""
    latest = sorted(past, key=lambda each: (each.season.starts_on, each.season_id, each.starts_at), reverse=True)
    return [(season, list(dates)) for season, dates in groupby(latest, key=lambda each: each.season)]


def under_way(coming: Meeting | None, now: datetime) -> list[Line]:
    """Who is on the list of the meeting that has begun, once it is time to look for who is missing."""
    if coming is None or not is_time_to_call(starts_at=coming.starts_at, ends_at=coming.ends_at, now=now):
        return []
    return of_season(coming)


@blueprint.get("/equipe")
@access(STAFF)
def staff_home() -> ResponseReturnValue:
    now = clock.now()
    if not my_seasons():
        return redirect(url_for("seasons.settings"), 303)
    season = season_here()
    meetings, lost = dates_of(season)
    coming = _next_of(meetings, now)
    asked = asked_now(season, my_seasons(), clock.day_in(season.programme.zone, now))
    people, uninvited, missed, mine, unsaid, is_called = db.session.execute(
        select(
            func.count(Ambassador.id),
            func.count(Ambassador.id).filter(Ambassador.invited_at.is_(None)),
            missed_count(season, now),
            open_count(me(), season),
            silent_count(*asked) if asked else literal(0),
            was_called(coming) if coming else literal(value=False),
        ).where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None))
    ).one()
    lines = under_way(coming, now)
    answers = said_in_short(lines) if lines else tally(coming) if coming else {}
    call, ideas = call_of(season), counts_of(season)
    papers, lost_outings = outings_with_papers(season)
    silent = (*asked, unsaid) if asked else None
    first = todo.answers_missing(silent, now=now) if asked and asked[1] == season and not people else None
    drafts, followed = sum(m.status is Status.DRAFT for m in meetings), _is_followed(season)
    waiting = todo.rows_for(
        season,
        coming,
        lines=lines,
        silent=0 if is_called else answers.get(Said.NOTHING, 0),
        to_confirm=0 if is_called else answers.get(Said.TO_CONFIRM, 0),
        call=call,
        unanswered=ideas.unanswered,
        drafts=drafts,
        left_out=left_out(meetings),
        lost=(len(lost), len(lost_outings)),
        uninvited=uninvited,
        missed=missed,
        tasks=mine,
        unsaid=None if first else silent,
        papers=papers,
        followed=followed,
        may_end=is_coordinator(),
        now=now,
    )
    ends = not is_coordinator() and todo.season_waits(season, coming, drafts, now=now)
    return render_template(
        "schedule/staff_home.html",
        meetings=meetings,
        cells=in_order(meetings, list(papers)),
        strip=STRIP,
        coming=coming,
        tally=answers,
        people=people,
        todo=waiting,
        who_ends=todo.who_ends(season, followed=followed, now=now) if ends else "",
        call=call,
        may_invite=is_coordinator(),
        first=first,
        ideas=ideas,
        events=recent.events_of(season, now),
        day_in=clock.day_in,
        today=clock.day_in(season.programme.zone, now),
        now=now,
    )


@blueprint.get("/equipe/a-appeler")
@access(STAFF)
def calls() -> str:
    """Everything there is to call about, each with its people."""
    season, now = season_here(), clock.now()
    matters = [] if season.archived_at else matters_of(season, is_over=not has_dates_to_come(season, now), now=now)
    return render_template("schedule/calls.html", matters=matters)


def _is_followed(season: Season) -> bool:
    """Whether another season of its programme begins after it."""
    return any(each.programme_id == season.programme_id and each.starts_on > season.starts_on for each in my_seasons())


def _next_of(meetings: Sequence[Meeting], now: datetime) -> Meeting | None:
    """What is under way or comes first; of a closed season nothing comes any more."""
    return next_of([m for m in meetings if not m.season.archived_at], now)


def company_at(meeting: Meeting, young: YoungPerson) -> list[tuple[YoungPerson, Said]]:
    """Who else comes, as far as their programme lets young people see it."""
    if young.programme.company is Company.NOBODY:
        return []
    return [(each, said) for each, said in db.session.execute(coming_to(meeting))]


@dataclass(frozen=True)
class Trip:
    """The outing on a young person's home, and whether places are taken and given back now."""

    mine: Mine
    is_open: bool


def trip_of(outings: Sequence[Mine], now: datetime) -> Trip | None:
    """The outing of these that is coming for someone; a cancelled one is passed over."""
    known = [each for each in outings if not each.outing.is_over(now)]
    coming = [each for each in known if each.outing.status is OutingStatus.ANNOUNCED and each.outing.starts_at > now]
    if not coming:
        return None
    outing = coming[0].outing
    today = clock.day_in(outing.zone, now)
    return Trip(coming[0], is_open(outing.status, outing.sign_up_ends_on, outing.starts_at, today=today, now=now))
