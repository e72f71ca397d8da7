"""Put somebody on the list, note a departure, and take either back."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.guards import access
from core.local_times import exists, instant
from core.look import toast
from meetings.models import Meeting
from meetings.rollcall import actions
from meetings.rollcall.access import Line, lines_of
from meetings.rollcall.forms import GuestForm, leave_form
from meetings.rollcall.views import back, blueprint
from meetings.views import find
from seasons.access import STAFF


@blueprint.route("/equipe/rencontres/<string:meeting_id>/presences/quelqu-un", methods=["GET", "POST"])
@access(STAFF)
def add_guest(meeting_id: str) -> ResponseReturnValue:
    meeting, form = find(meeting_id), GuestForm()
    if not form.is_submitted():
        return render_template("meetings/rollcall/add_guest.html", meeting=meeting, form=form)
    form.know(lines_of(meeting))
    if not form.validate():
        return render_template("meetings/rollcall/add_guest.html", meeting=meeting, form=form), 422
    guest = actions.add_guest(meeting, form.name.data, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("rollcall.take_guest_back", meeting_id=meeting_id, person_id=guest.public_id)
    toast(_("%(name)s is on the list.", name=guest.guest_name), undo=undo)
    return back(meeting)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences/<string:person_id>/retrait")
@access(STAFF)
def take_guest_back(meeting_id: str, person_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    actions.take_guest_back(meeting, find_line(meeting, person_id).key, by=me(), now=clock.now())
    db.session.commit()
    return back(meeting)


@blueprint.route("/equipe/rencontres/<string:meeting_id>/presences/depart", methods=["GET", "POST"])
@access(STAFF)
def leave(meeting_id: str) -> ResponseReturnValue:
    meeting, now = find(meeting_id), clock.now()
    form = leave_form(meeting, lines_of(meeting), now)
    if not form.is_submitted() or not form.validate() or not exists(meeting.held_on, form.at.data, meeting.zone):
        status = 422 if form.is_submitted() else 200
        return render_template("meetings/rollcall/leave.html", meeting=meeting, form=form, here=form.known), status
    actions.leave(
        meeting,
        form.person.data,
        at=instant(meeting.held_on, form.at.data, meeting.zone),
        with_whom=form.with_whom.data if form.how.data == "with" else "",
        by=me(),
        now=now,
    )
    db.session.commit()
    undo = url_for("rollcall.come_back", meeting_id=meeting_id, person_id=form.person.data)
    toast(_("%(name)s has left.", name=form.known[form.person.data].first_name), undo=undo)
    return back(meeting)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences/<string:person_id>/retour")
@access(STAFF)
def come_back(meeting_id: str, person_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    actions.come_back(meeting, find_line(meeting, person_id).key, by=me(), now=clock.now())
    db.session.commit()
    return back(meeting)


def find_line(meeting: Meeting, person_id: str) -> Line:
    found = next((each for each in lines_of(meeting) if each.key == person_id), None)
    return found if found is not None else abort(404)
