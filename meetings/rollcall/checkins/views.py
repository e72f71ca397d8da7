"""The screen of the room, and the page that its code opens on a young person's phone."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from accounts.access import me
from ambassadors.access import AMBASSADOR, me_young
from core import clock
from core.db import db, rows
from core.guards import access, require
from core.links import absolute
from core.look import toast
from core.qr import qr_svg
from meetings.access import ambassador_for
from meetings.models import Meeting
from meetings.rollcall import actions
from meetings.rollcall.access import roll_call_of, that_take_check_ins
from meetings.rollcall.checkins.rules import CHANGES, codes, is_good
from meetings.rollcall.views import back
from meetings.views import find
from seasons.access import STAFF

blueprint = Blueprint("checkins", __name__)


def key() -> bytes:
    return bytes(current_app.extensions["settings"].key("check-in"))


@blueprint.get("/equipe/rencontres/<string:meeting_id>/presences/code")
@access(STAFF)
def screen(meeting_id: str) -> ResponseReturnValue:
    """The code, as large as the screen; off until somebody of the team says so."""
    meeting = find(meeting_id)
    call = roll_call_of(meeting)
    if call is None or not call.takes_check_ins:
        return back(meeting)
    address = absolute("checkins.ask", token=codes(meeting.public_id, clock.now(), key())[0])
    code = qr_svg(address, label=_("QR code to check in"))
    seconds = int(CHANGES.total_seconds())
    return render_template("meetings/checkins/screen.html", meeting=meeting, code=code, seconds=seconds)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences/code")
@access(STAFF)
def turn_on_or_off(meeting_id: str) -> ResponseReturnValue:
    meeting, is_on = find(meeting_id), "on" in request.form
    actions.take_check_ins(meeting, is_on, now=clock.now())
    db.session.commit()
    return redirect(url_for("checkins.screen", meeting_id=meeting_id), 303) if is_on else back(meeting)


@blueprint.get("/presence/<string:token>")
@access(AMBASSADOR)
def ask(token: str) -> ResponseReturnValue:
    meeting = behind(token)
    return render_template("meetings/checkins/ask.html", meeting=meeting, token=token), 200 if meeting else 410


@blueprint.post("/presence/<string:token>")
@access(AMBASSADOR)
def announce(token: str) -> ResponseReturnValue:
    meeting = behind(token)
    if meeting is None:
        return render_template("meetings/checkins/ask.html", meeting=None, token=token), 410
    ambassador = ambassador_for(meeting, me_young())
    require(ambassador is not None)
    actions.announce(meeting, ambassador, now=clock.now())  # type: ignore[arg-type] # require saw to it
    db.session.commit()
    toast(pgettext("tu", "Got it: the team can see you’re here, and will confirm it."))
    return redirect(url_for("answers.meeting", meeting_id=meeting.public_id), 303)


def behind(token: str) -> Meeting | None:
    """The meeting whose screen shows this code: of one's own seasons, or none."""
    now = clock.now()
    mine = rows(that_take_check_ins(me(), now))
    return next((each for each in mine if is_good(token, each.public_id, now, key())), None)
