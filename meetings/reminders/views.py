"""The switch of a date's reminders."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.guards import access
from core.look import toast
from meetings.reminders import actions
from meetings.views import back_to, blueprint, find, find_to_change
from seasons.access import STAFF


@blueprint.post("/equipe/rencontres/<string:meeting_id>/rappels")
@access(STAFF)
def choose_reminders(meeting_id: str) -> ResponseReturnValue:
    meeting, wanted = find_to_change(meeting_id), "oui" in request.form
    actions.choose(meeting, wanted=wanted, by=me(), now=clock.now())
    db.session.commit()
    toast(_("Reminders will go out.") if wanted else _("No reminders for this meeting."))
    return back_to(meeting)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/rappels")
@access(STAFF)
def back_from_reminders(meeting_id: str) -> ResponseReturnValue:
    """The button's address, opened again."""
    return back_to(find(meeting_id))
