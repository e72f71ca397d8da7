"""The young person's page of the outing, with its one button; and the team, which writes people down."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.orm import joinedload

from accounts.access import me
from ambassadors.access import AMBASSADOR, me_young
from ambassadors.models import Ambassador
from core import clock
from core.db import db, one_or_404, rows
from core.guards import access, require
from core.look import toast
from outings import emails
from outings.access import visible_to
from outings.models import Outing, SignUp
from outings.places import actions
from outings.places.access import (
    Mine,
    ambassador_for,
    given_up,
    is_still_theirs,
    line_of,
    may_join,
    mine,
    present,
)
from outings.places.forms import BackForm, HowForm, JoinForm
from outings.rules import is_open, needs_permission
from outings.views import back_to, find
from outings.views import blueprint as team
from seasons.access import STAFF
from seasons.here import closed_to

blueprint = Blueprint("places", __name__)


# For young people


@blueprint.get("/sortie")
@access(AMBASSADOR)
def next_outing() -> ResponseReturnValue:
    """The outing that is coming, else the last one."""
    known, now = mine(me_young()), clock.now()
    coming = [each for each in known if each.outing.ends_at > now]
    shown = coming[0] if coming else known[-1] if known else None
    return outing_page(shown) if shown else render_template("outings/places/none.html")


@blueprint.get("/sortie/<string:outing_id>")
@access(AMBASSADOR)
def outing(outing_id: str) -> ResponseReturnValue:
    found = next((each for each in mine(me_young()) if each.outing.public_id == outing_id), None)
    return outing_page(found) if found else abort(404)


@blueprint.post("/sortie/<string:outing_id>/inscription")
@access(AMBASSADOR)
def take(outing_id: str) -> ResponseReturnValue:
    found, ambassador = find_mine(outing_id)
    sign_up = actions.sign_up(found, ambassador, now=clock.now())
    db.session.commit()
    toast(standing(found, sign_up))
    return onwards(found)


@blueprint.post("/sortie/<string:outing_id>/desistement")
@access(AMBASSADOR)
def give_back(outing_id: str) -> ResponseReturnValue:
    found, ambassador = find_mine(outing_id)
    actions.leave(found, ambassador, now=clock.now())
    gone = given_up(found, ambassador)
    undo = url_for("places.take_back", outing_id=outing_id) if gone and is_still_theirs(found, gone) else None
    db.session.commit()
    if gone and gone.placed_at and not undo:
        toast(pgettext("tu", "Got it: you’re not coming. Your place has gone to the next person."))
    else:
        toast(pgettext("tu", "Got it: you’re not coming."), undo=undo)
    return onwards(found)


@blueprint.post("/sortie/<string:outing_id>/reprise")
@access(AMBASSADOR)
def take_back(outing_id: str) -> ResponseReturnValue:
    """It was given back by a slip; who took it meanwhile keeps it."""
    found, ambassador = find_mine(outing_id)
    sign_up = actions.take_back(found, ambassador, now=clock.now())
    db.session.commit()
    taken = pgettext("tu", "Someone else has taken your place in the meantime: you can wait for another one.")
    toast(standing(found, sign_up) if sign_up else taken)
    return onwards(found)


def find_mine(outing_id: str) -> tuple[Outing, Ambassador]:
    """The outing of that id, and me in its season."""
    query = visible_to(me()).where(Outing.public_id == outing_id)
    found = one_or_404(query.options(joinedload(Outing.season)))
    ambassador = ambassador_for(found, me_young())
    require(ambassador is not None)
    return found, ambassador  # type: ignore[return-value] # require saw to it


def onwards(found: Outing) -> ResponseReturnValue:
    form = BackForm()
    if form.back.data == "home":
        return redirect(url_for("schedule.home"), 303)
    return redirect(url_for("places.outing", outing_id=found.public_id), 303)


def standing(outing: Outing, sign_up: SignUp) -> str:
    """What the person reads back: a place, or which one in the waiting list."""
    rank = line_of(outing).rank_of(sign_up)
    if not rank:
        return str(pgettext("tu", "Got it: you have a place."))
    return str(pgettext("tu", "Got it: you’re number %(rank)s on the waiting list.", rank=rank))


def outing_page(shown: Mine) -> str:
    now, outing = clock.now(), shown.outing
    today = clock.day_in(outing.zone, now)
    return render_template(
        "outings/places/outing.html",
        mine=shown,
        outing=outing,
        others=[each.outing for each in mine(me_young()) if each is not shown],
        is_open=not outing.is_over(now)
        and is_open(outing.status, outing.sign_up_ends_on, outing.starts_at, today=today, now=now),
        is_over=outing.is_over(now),
        asks_permission=needs_permission(me_young().born_on, outing.held_on),
        times=emails.times,
        today=today,
        now=now,
    )


# For the team


@team.route("/equipe/sortie/<string:outing_id>/inscription", methods=["GET", "POST"])
@access(STAFF)
def write_down(outing_id: str) -> ResponseReturnValue:
    """Write somebody down who asked by phone or in person."""
    found = find(outing_id)
    if (closed := closed_to("outings.show", outing_id=outing_id)) is not None:
        return closed
    form = JoinForm(rows(may_join(found)), data={"how": _("By phone")})
    if not form.is_submitted():
        return render_template("outings/places/write_down.html", outing=found, form=form)
    if not form.validate():
        return render_template("outings/places/write_down.html", outing=found, form=form), 422
    sign_up = actions.sign_up(found, form.chosen, by=me(), how=form.how.data, now=clock.now())
    db.session.commit()
    name, rank = form.chosen.young_person.name, line_of(found).rank_of(sign_up)
    waits = _("%(name)s is number %(rank)s on the waiting list.", name=name, rank=rank)
    toast(waits if rank else _("%(name)s has a place.", name=name))
    return back_to(found)


@team.route("/equipe/sortie/<string:outing_id>/inscrits/<string:sign_up_id>/retrait", methods=["GET", "POST"])
@access(STAFF)
def take_off(outing_id: str, sign_up_id: str) -> ResponseReturnValue:
    """Take somebody off; the next one who waits moves up and is written to."""
    found = find(outing_id)
    if (closed := closed_to("outings.show", outing_id=outing_id)) is not None:
        return closed
    sign_up, form = find_sign_up(found, sign_up_id), HowForm(data={"how": _("By phone")})
    if not form.is_submitted():
        return render_template("outings/places/take_off.html", outing=found, sign_up=sign_up, form=form)
    if not form.validate():
        return render_template("outings/places/take_off.html", outing=found, sign_up=sign_up, form=form), 422
    actions.leave(found, sign_up.ambassador, by=me(), how=form.how.data, now=clock.now())
    db.session.commit()
    toast(_("%(name)s is not coming.", name=sign_up.ambassador.young_person.name))
    return back_to(found)


def find_sign_up(outing: Outing, sign_up_id: str) -> SignUp:
    """The sign-up of that id, if it is one of this outing and was not given back."""
    query = present(outing).where(SignUp.public_id == sign_up_id)
    return one_or_404(query.options(joinedload(SignUp.ambassador).joinedload(Ambassador.young_person)))
