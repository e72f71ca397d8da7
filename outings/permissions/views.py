"""« Autorisation reçue »: one tap beside the name of a minor, and one to take it back."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.guards import access
from core.look import toast
from outings.permissions import actions
from outings.places.views import find_sign_up
from outings.views import back_to, blueprint, find
from seasons.access import STAFF


@blueprint.post("/equipe/sortie/<string:outing_id>/inscrits/<string:sign_up_id>/autorisation")
@access(STAFF)
def receive_permission(outing_id: str, sign_up_id: str) -> ResponseReturnValue:
    outing = find(outing_id)
    ambassador = find_sign_up(outing, sign_up_id).ambassador
    actions.write_down(outing, ambassador, is_received=True, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("outings.take_permission_back", outing_id=outing_id, sign_up_id=sign_up_id)
    toast(_("Permission of %(name)s received.", name=ambassador.young_person.name), undo=undo)
    return back_to(outing)


@blueprint.post("/equipe/sortie/<string:outing_id>/inscrits/<string:sign_up_id>/autorisation/correction")
@access(STAFF)
def take_permission_back(outing_id: str, sign_up_id: str) -> ResponseReturnValue:
    outing = find(outing_id)
    ambassador = find_sign_up(outing, sign_up_id).ambassador
    actions.write_down(outing, ambassador, is_received=False, by=me(), now=clock.now())
    db.session.commit()
    toast(_("Permission of %(name)s: still to come.", name=ambassador.young_person.name))
    return back_to(outing)
