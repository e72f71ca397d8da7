"""« À appeler »: whom to call about an outing, and what to say.

Guardians' numbers are in the answer to a press and nowhere else, and each time they are shown is noted.
"""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from accounts.actions import log_access
from core import clock
from core.db import db
from core.guards import access
from core.look import toast
from messages.calls import actions
from messages.calls.access import ToCall
from outings import emails
from outings.calls.access import last_change, occasion, people_to_call
from outings.models import Outing
from outings.views import blueprint, find
from seasons.access import STAFF


@blueprint.get("/equipe/sortie/<string:outing_id>/a-appeler")
@access(STAFF)
def calls(outing_id: str) -> ResponseReturnValue:
    outing = find(outing_id)
    return page(outing, people_to_call(outing, last_change(outing), now=clock.now()), shows_numbers=False)


@blueprint.post("/equipe/sortie/<string:outing_id>/a-appeler")
@access(STAFF)
def show_numbers(outing_id: str) -> ResponseReturnValue:
    return numbers(find(outing_id))


@blueprint.post("/equipe/sortie/<string:outing_id>/a-appeler/<string:person_id>/fait")
@access(STAFF)
def call_done(outing_id: str, person_id: str) -> ResponseReturnValue:
    outing = find(outing_id)
    young = find_call(outing, person_id).young
    actions.done(occasion(outing), young, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("outings.call_undone", outing_id=outing_id, person_id=person_id)
    toast(_("%(name)s has been told.", name=young.first_name), undo=undo)
    return back_to_list(outing)


@blueprint.post("/equipe/sortie/<string:outing_id>/a-appeler/<string:person_id>/a-refaire")
@access(STAFF)
def call_undone(outing_id: str, person_id: str) -> ResponseReturnValue:
    outing = find(outing_id)
    actions.undo(occasion(outing), find_call(outing, person_id).young)
    db.session.commit()
    return back_to_list(outing)


@blueprint.get("/equipe/sortie/<string:outing_id>/a-appeler/<string:person_id>/fait")
@blueprint.get("/equipe/sortie/<string:outing_id>/a-appeler/<string:person_id>/a-refaire")
@access(STAFF)
def back_to_calls(outing_id: str, person_id: str) -> ResponseReturnValue:
    """The addresses of the buttons, opened again: the browser went back to a list that showed numbers."""
    outing = find(outing_id)
    find_call(outing, person_id)
    return to_list(outing)


def find_call(outing: Outing, person_id: str) -> ToCall:
    people = people_to_call(outing, last_change(outing), now=clock.now())
    return next((each for each in people if each.young.public_id == person_id), None) or abort(404)


def to_list(outing: Outing) -> ResponseReturnValue:
    return redirect(url_for("outings.calls", outing_id=outing.public_id), 303)


def back_to_list(outing: Outing) -> ResponseReturnValue:
    """The list as it was: with the numbers, when they were on it."""
    return numbers(outing) if "numbers" in request.form else to_list(outing)


def numbers(outing: Outing) -> ResponseReturnValue:
    """The list with guardians' numbers, of those who are still to be called."""
    people, programme = people_to_call(outing, last_change(outing), now=clock.now()), outing.season.programme.public_id
    for each in people:
        if not each.is_done and any(guardian.phone for guardian in each.guardians):
            log_access("guardian phones", by=me(), programme=programme, person=each.young.public_id, now=clock.now())
    db.session.commit()
    return page(outing, people, shows_numbers=True)


def page(outing: Outing, people: list[ToCall], *, shows_numbers: bool) -> str:
    change = last_change(outing)
    return render_template(
        "outings/calls.html",
        outing=outing,
        people=people,
        shows_numbers=shows_numbers,
        spoken=emails.of_step(outing, change) if change else None,
        spoken_place=emails.spoken(outing, emails.PLACE),
        spoken_announced=emails.spoken(outing, "announce"),
        place=emails.PLACE,
        announced=emails.ANNOUNCED,
    )
