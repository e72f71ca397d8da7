"""The team's pages of the outing: prepare it, announce it, change it, call it off."""

from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from accounts.access import me
from core import clock
from core.db import db, one_or_404
from core.errors import RuleBroken
from core.guards import access
from core.lines import hold
from core.look import toast
from core.outbox import Mail
from messages.calls.access import open_calls
from outings import actions, emails
from outings.access import readable_in, steps_of, visible_to
from outings.calls.access import changes_of
from outings.forms import CancelForm, OutingForm, of_outing
from outings.models import Outing
from outings.permissions.access import notes_of, received_in
from outings.places.access import gone_from, people_in, taken_in
from outings.rules import Status, Step, is_open, is_possible, needs_permission
from outings.wording import step_words
from seasons import here
from seasons.access import STAFF
from seasons.models import Season

blueprint = Blueprint("outings", __name__)


def find(outing_id: str) -> Outing:
    """The outing of that id, if it is of one of my programmes; the menus then show its season."""
    query = visible_to(me()).where(Outing.public_id == outing_id)
    found = one_or_404(query.options(joinedload(Outing.season).joinedload(Season.programme)))
    here.show(found.season)
    return found


def find_to_change(outing_id: str) -> Outing:
    found = find(outing_id)
    hold(found)
    return found


def back_to(outing: Outing) -> ResponseReturnValue:
    return redirect(url_for("outings.show", outing_id=outing.public_id), 303)


@blueprint.get("/equipe/sortie")
@access(STAFF)
def index() -> ResponseReturnValue:
    """The season's outings; the only one at once."""
    season, now = here.season_here(), clock.now()
    outings, lost = readable_in(season)
    if len(outings) == 1 and not lost:
        return back_to(outings[0])
    today = clock.day_in(season.programme.zone, now)
    return render_template(
        "outings/index.html",
        outings=outings,
        lost=lost,
        taken=taken_in(season),
        calls=open_calls(season, changes_of(season)),
        today=today,
        now=now,
    )


@blueprint.route("/equipe/sortie/nouvelle", methods=["GET", "POST"])
@access(STAFF)
def new() -> ResponseReturnValue:
    if (closed := here.closed_to("outings.index")) is not None:
        return closed
    season = here.season_here()
    form = OutingForm(season)
    if not form.is_submitted():
        return render_template("outings/new.html", form=form, season=season)
    if not form.validate():
        return render_template("outings/new.html", form=form, season=season), 422
    outing = actions.add(season, form.asked(), by=me(), now=clock.now())
    db.session.commit()
    toast(_("Kept as a draft."))
    return back_to(outing)


@blueprint.get("/equipe/sortie/<string:outing_id>")
@access(STAFF)
def show(outing_id: str) -> ResponseReturnValue:
    outing, now = find(outing_id), clock.now()
    today = clock.day_in(outing.zone, now)
    people, notes = people_in(outing), notes_of(outing)
    return render_template(
        "outings/show.html",
        outing=outing,
        placed=[each for each in people if each.placed_at],
        waiting=[each for each in people if not each.placed_at],
        gone=[] if outing.status is Status.DRAFT else gone_from(outing),
        sign_ups={each.ambassador_id: each.public_id for each in people},
        notes=notes,
        received=received_in(notes),
        needs_permission=needs_permission,
        steps=steps_of(outing),
        step_words=step_words,
        possible={step.value: not outing.season.archived_at and is_possible(step, outing.status) for step in Step},
        call_count=0
        if outing.status is Status.DRAFT or outing.is_over(now)
        else open_calls(outing.season, changes_of(outing.season)).get(outing.public_id, 0),
        reach=actions.reach_of(outing, now=now) if outing.status is Status.DRAFT else None,
        is_open=is_open(outing.status, outing.sign_up_ends_on, outing.starts_at, today=today, now=now),
        times=emails.times,
        today=today,
        known=known_of_its_days(outing) if outing.status is Status.DRAFT else [],
        is_past=outing.ends_at <= now,
        is_over=outing.is_over(now),
    )


@blueprint.route("/equipe/sortie/<string:outing_id>/modification", methods=["GET", "POST"])
@access(STAFF)
def edit(outing_id: str) -> ResponseReturnValue:
    outing = find(outing_id)
    form = OutingForm(outing.season, data=of_outing(outing))
    closed = here.closed_to("outings.show", outing_id=outing_id)
    if not form.is_submitted():
        return closed or edit_page(outing, form)
    if not form.validate():
        return edit_page(outing, form), 422
    hold(outing)
    if form.version.data != str(outing.version) and form.asked() != actions.details_of(outing):
        form.version.data = str(outing.version)
        return edit_page(outing, form, other=steps_of(outing)[0]), 409
    asked, now = form.asked(), clock.now()
    try:
        if not has_read(form, asked) and (preview := preview_of(outing, asked, now)):
            return edit_page(find(outing_id), form, preview=preview)
        told = actions.change(outing, asked, by=me(), now=now)
    except RuleBroken as fault:
        db.session.rollback()
        form.place_count.errors = [str(fault)]
        return edit_page(find(outing_id), form), 409
    db.session.commit()
    toast(_("Saved. Those coming or waiting are being told.") if told else _("Saved."))
    return back_to(outing)


@blueprint.post("/equipe/sortie/<string:outing_id>/annonce")
@access(STAFF)
def announce(outing_id: str) -> ResponseReturnValue:
    outing = find_to_change(outing_id)
    actions.announce(outing, by=me(), now=clock.now())
    db.session.commit()
    toast(announced(outing))
    return back_to(outing)


@blueprint.route("/equipe/sortie/<string:outing_id>/annulation", methods=["GET", "POST"])
@access(STAFF)
def cancel(outing_id: str) -> ResponseReturnValue:
    outing, form = find(outing_id), CancelForm()
    if (closed := here.closed_to("outings.show", outing_id=outing_id)) is not None:
        return closed
    if not form.is_submitted():
        return cancel_page(outing, form) if is_possible(Step.CANCEL, outing.status) else back_to(outing)
    if not form.validate():
        return cancel_page(outing, form), 422
    if "look" in request.form:
        return cancel_page(outing, form)
    actions.cancel(outing, why=form.why.data, by=me(), now=clock.now())
    db.session.commit()
    toast(_("Cancelled. Those coming or waiting are being told."))
    return back_to(outing)


@blueprint.get("/equipe/sortie/<string:outing_id>/retablissement")
@access(STAFF)
def before_restoring(outing_id: str) -> ResponseReturnValue:
    outing = find(outing_id)
    if (closed := here.closed_to("outings.show", outing_id=outing_id)) is not None:
        return closed
    if not is_possible(Step.RESTORE, outing.status):
        return back_to(outing)
    return render_template("outings/restore.html", **told_first(outing, "restored"))


@blueprint.post("/equipe/sortie/<string:outing_id>/retablissement")
@access(STAFF)
def restore(outing_id: str) -> ResponseReturnValue:
    outing = find_to_change(outing_id)
    actions.restore(outing, by=me(), now=clock.now())
    db.session.commit()
    toast(_("The outing is back on. Those coming or waiting are being told."))
    return back_to(outing)


@blueprint.post("/equipe/sortie/<string:outing_id>/suppression")
@access(STAFF)
def remove(outing_id: str) -> ResponseReturnValue:
    outing = find_to_change(outing_id)
    season_id = outing.season.public_id
    actions.remove(outing)
    db.session.commit()
    toast(_("Draft deleted."))
    return redirect(url_for("outings.index", saison=season_id), 303)


def known_of_its_days(outing: Outing) -> list[str]:
    """What else the days of an outing are; of meetings, which are strangers to it, the application tells."""
    known: list[str] = current_app.extensions["known_of_days"](outing.season, outing.held_on, outing.returns_on)
    return known


def announced(outing: Outing) -> str:
    """What is said after an outing was announced: when the message leaves."""
    minutes = outing.season.programme.hold_minutes
    leaves = ngettext(
        "The message goes out in %(num)s minute: until then, you can read it again or stop it from Home.",
        "The message goes out in %(num)s minutes: until then, you can read it again or stop it from Home.",
        minutes,
    )
    words = _("Announced.")
    return f"{words} {leaves}" if minutes else str(_("Announced. Everyone is being told."))


def has_read(form: OutingForm, asked: actions.Details) -> bool:
    """Whether the person has been shown what people will read of this very change; from here on they have."""
    times = (asked.held_on, asked.start_time, asked.returns_on, asked.end_time)
    what = " ".join(str(each) for each in (*times, asked.destination, asked.meeting_point))
    seen, form.tell.data = form.tell.data, what
    return bool(seen == what)


def preview_of(outing: Outing, asked: actions.Details, now: datetime) -> Mail | None:
    """What people would read of this change, if anybody would. Nothing is kept of it."""
    reach = actions.reach_of(outing, now=now)
    preview = actions.told_of_change(outing, asked, now=now) if reach.by_mail else None
    if preview is not None:
        db.session.rollback()
    return preview


def edit_page(outing: Outing, form: OutingForm, **more: Any) -> str:
    now = clock.now()
    is_over = outing.ends_at <= now
    return render_template(
        "outings/edit.html",
        outing=outing,
        form=form,
        reach=actions.reach_of(outing, now=now),
        is_over=is_over,
        **more,
    )


def cancel_page(outing: Outing, form: CancelForm) -> str:
    shown = told_first(outing, "cancelled", why=form.why.data or "")
    return render_template("outings/cancel.html", form=form, **shown)


def told_first(outing: Outing, what: str, *, why: str = "") -> dict[str, Any]:
    """What a page shows before a message leaves: its words, and whom it reaches."""
    now = clock.now()
    return {
        "outing": outing,
        "times": emails.times,
        "preview": emails.preview(outing, what, why=why, now=now),
        "reach": actions.reach_of(outing, now=now),
        "is_over": outing.ends_at <= now,
    }
