"""Plan a whole season: a rule or pasted dates, each date looked at, published in one go."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.access import me
from core import clock
from core.db import db, rows
from core.errors import RuleBroken
from core.guards import access
from core.look import toast
from meetings import actions
from meetings.access import last_written, meetings_of, venues_of
from meetings.actions import Details
from meetings.forms import like
from meetings.models import Meeting
from meetings.series import actions as series_actions
from meetings.series.forms import SeriesForm, rule_words, span_words
from meetings.series.preview import Preview, chosen_in, preview
from meetings.views import place_in, published
from meetings.wording import fault_words
from messages import recipients
from seasons import here
from seasons.access import STAFF
from seasons.actions import require_open
from seasons.models import Season

blueprint = Blueprint("series", __name__)
MOST = 60


@blueprint.route("/equipe/rencontres/serie", methods=["GET", "POST"])
@access(STAFF)
def plan() -> ResponseReturnValue:
    if (closed := here.closed_to("meetings.index")) is not None:
        return closed
    season = here.season_here()
    last = last_written(season)
    start = {**like(last), "first_on": first_day(season, last), "last_on": season.ends_on}
    form = SeriesForm(season, venues_of(season.programme_id), data=start)
    if not form.is_submitted():
        return page(form, seen(form))
    if not form.validate():
        return page(form, None), 422
    shown = seen(form)
    if "preview" in request.form:
        return page(form, shown)
    if not is_ready(form, shown):
        return page(form, shown, tried=True), 422
    return make(form, shown)


def first_day(season: Season, last: Meeting | None) -> date:
    """From when on to plan: the whole season the first time, then what is left of it."""
    if last is None or last.season_id != season.id:
        return season.starts_on
    today = clock.day_in(season.programme.zone, clock.now())
    return min(max(season.starts_on, today), season.ends_on)


def seen(form: SeriesForm) -> Preview:
    today = clock.day_in(form.season.programme.zone, clock.now())
    return preview(form, rows(meetings_of(form.season)), chosen_in(request.form), today=today)


def is_ready(form: SeriesForm, shown: Preview) -> bool:
    """Whether every choice is made, and the person had these very dates before their eyes."""
    had_them_all = form.seen.data == shown.signature
    return had_them_all and not shown.open_lines and 0 < len(shown.lines) <= MOST


def make(form: SeriesForm, shown: Preview) -> ResponseReturnValue:
    season, now = form.season, clock.now()
    require_open(season)
    venue = place_in(form, season)
    asked = [Details(form.title.data, line.day, line.start, line.end, venue) for line in shown.to_add if line.day]
    try:
        new = series_actions.add(season, asked, by=me(), now=now)
    except RuleBroken as no:
        db.session.rollback()
        form.start_time.errors = [str(no)]
        return page(form, None), 422
    if "publish" in request.form:
        actions.publish(season, new, by=me(), now=now)
    db.session.commit()
    words = said(len(new), published="publish" in request.form)
    toast(published(words, season, new, now=now) if new and "publish" in request.form else words)
    return redirect(url_for("meetings.index", saison=season.public_id), 303)


def said(count: int, *, published: bool) -> str:
    if not count:
        return str(_("These meetings were already there: nothing is duplicated."))
    if published:
        return str(ngettext("%(num)s meeting published.", "%(num)s meetings published.", count))
    return str(ngettext("%(num)s meeting kept as a draft.", "%(num)s meetings kept as drafts.", count))


def page(form: SeriesForm, shown: Preview | None, *, tried: bool = False) -> str:
    season = form.season
    more: dict[str, Any] = {}
    if shown is not None:
        more["is_new_to_them"] = tried and form.seen.data != shown.signature
        more["faults"] = [(fault, fault_words(fault)) for fault in shown.faults]
        form.seen.data = shown.signature
    return render_template(
        "meetings/series/plan.html",
        form=form,
        season=season,
        shown=shown,
        tried=tried,
        most=MOST,
        rule=rule_words(form) if shown else "",
        span=span_words(form) if shown else "",
        reach=recipients.of_season(season, now=clock.now()),
        is_first_look=not form.is_submitted(),
        **more,
    )
