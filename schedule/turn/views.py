"""Close a season, take that back, open the next one from it, ask who continues."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.access import me
from core import clock
from core.db import db, one_or_404
from core.errors import RuleBroken
from core.guards import access
from core.look import toast
from meetings.series.preview import chosen_in
from meetings.views import leaves_in
from schedule.turn import actions, still_open
from schedule.turn.forms import NextSeasonForm, following
from schedule.turn.preview import Preview, next_call, preview
from schedule.turn.rules import a_year_later
from seasons import actions as seasons
from seasons.access import COORDINATOR, STAFF, season_after, seasons_of
from seasons.here import my_seasons
from seasons.models import Season
from seasons.views import season_to_change

blueprint = Blueprint("turn", __name__)


@blueprint.get("/equipe/saisons/<string:season_id>/cloture")
@access(COORDINATOR)
def closing(season_id: str) -> ResponseReturnValue:
    season, now = season_to_change(season_id), clock.now()
    after = next((each for each in my_seasons() if each.follows_id == season.id), None)
    left = [] if season.archived_at else still_open.rows_for(season, after, now=now)
    today = clock.day_in(season.programme.zone, now)
    return render_template("schedule/turn/closing.html", season=season, left=left, today=today)


@blueprint.post("/equipe/saisons/<string:season_id>/cloture")
@access(COORDINATOR)
def close(season_id: str) -> ResponseReturnValue:
    season = season_to_change(season_id)
    seasons.close(season, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("turn.reopen", season_id=season_id)
    toast(_("The season %(name)s is closed.", name=season.name), undo=undo)
    return _to_seasons(season)


@blueprint.post("/equipe/saisons/<string:season_id>/reouverture")
@access(COORDINATOR)
def reopen(season_id: str) -> ResponseReturnValue:
    season = season_to_change(season_id)
    seasons.reopen(season, now=clock.now())
    db.session.commit()
    toast(_("The season %(name)s is open again.", name=season.name))
    return _to_seasons(season)


@blueprint.route("/equipe/saisons/<string:season_id>/suite", methods=["GET", "POST"])
@access(COORDINATOR)
def follow(season_id: str) -> ResponseReturnValue:
    season = season_to_change(season_id)
    if season_after(season) is not None:
        return _to_who_continues(season)
    call = next_call(season)
    form = NextSeasonForm(data=following(season, call))
    if not form.validate_on_submit() or "preview" in request.form:
        return _next_page(season, form), 422 if form.errors else 200
    shown = _seen(season, first_on=form.starts_on.data, last_on=form.ends_on.data)
    if form.meetings.data and (form.seen.data != shown.signature or shown.open_lines):
        return _next_page(season, form, tried=True), 422
    try:
        made = actions.open_next(
            season,
            starts_on=form.starts_on.data,
            ends_on=form.ends_on.data,
            name=form.name.data or "",
            call=form.its_call(call),
            meetings=shown.asked if form.meetings.data else [],
            by=me(),
            now=clock.now(),
        )
    except RuleBroken as broken:
        db.session.rollback()
        form.name.errors = [str(broken)]
        return _next_page(season_to_change(season_id), form), 409
    db.session.commit()
    toast(_("The season %(name)s is open.", name=made.name))
    return _to_who_continues(season)


@blueprint.post("/equipe/saisons/<string:season_id>/qui-continue/demande")
@access(STAFF)
def ask(season_id: str) -> ResponseReturnValue:
    """Mail the question of the next season to those without an answer."""
    season = one_or_404(seasons_of(me()).where(Season.public_id == season_id))
    following = season_after(season)
    if following is None:
        raise RuleBroken(_("No season follows this one yet: open it first."))
    count = actions.ask_who_continues(season, following, now=clock.now())
    db.session.commit()
    toast(_asked(count, season.programme.hold_minutes))
    return _to_who_continues(season)


def _asked(count: int, minutes: int) -> str:
    if not count:
        return str(_("Nobody left to ask by e-mail this week."))
    words = ngettext("%(num)s young person is being asked.", "%(num)s young people are being asked.", count)
    return f"{words} {leaves_in(minutes)}".strip()


def _to_who_continues(season: Season) -> ResponseReturnValue:
    return redirect(url_for("continuing.index", season_id=season.public_id), 303)


def _seen(season: Season, *, first_on: date, last_on: date) -> Preview:
    today = clock.day_in(season.programme.zone, clock.now())
    return preview(season, first_on=first_on, last_on=last_on, today=today, chosen=chosen_in(request.form))


def _next_page(season: Season, form: NextSeasonForm, *, tried: bool = False) -> str:
    """Its days are those of the dates typed, or of a year later while these are not valid."""
    typed = not form.errors.keys() & {"starts_on", "ends_on"}
    shown = _seen(
        season,
        first_on=form.starts_on.data if typed else a_year_later(season.starts_on),
        last_on=form.ends_on.data if typed else a_year_later(season.ends_on),
    )
    is_new_to_them = tried and form.seen.data != shown.signature
    form.seen.data = shown.signature
    return render_template(
        "schedule/turn/follow.html",
        season=season,
        form=form,
        shown=shown,
        call=next_call(season),
        tried=tried,
        is_new_to_them=is_new_to_them,
    )


def _to_seasons(season: Season) -> ResponseReturnValue:
    return redirect(url_for("seasons.index", saison=season.public_id), 303)
