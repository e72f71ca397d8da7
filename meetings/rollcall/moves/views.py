"""Put somebody on the list, note a departure, and take either back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.guards import access
from core.local_times import exists, instant
from core.look import toast
from meetings.models import Meeting
from meetings.rollcall.access import Line, lines_of
from meetings.rollcall.forms import GuestForm, leave_form
from meetings.rollcall.moves import actions
from meetings.rollcall.moves.actions import MarkedSince
from meetings.rollcall.rules import Outcome
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
    if guest.outcome is Outcome.SAME:  # nothing of one's own to undo
        toast(_("%(name)s was already on the list.", name=form.name.data))
        return back(meeting)
    undo = url_for("rollcall.take_guest_back", **way_back(meeting, guest.person, guest.version))
    toast(_("%(name)s is on the list.", name=form.name.data), undo=undo)
    return back(meeting)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences/<string:person_id>/retrait")
@access(STAFF)
def take_guest_back(meeting_id: str, person_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    person = find_line(meeting, person_id).key
    with told_instead():
        actions.take_guest_back(meeting, person, seen=seen(), by=me(), now=clock.now())
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
    version = actions.leave(
        meeting,
        form.person.data,
        at=instant(meeting.held_on, form.at.data, meeting.zone),
        with_whom=form.with_whom.data if form.how.data == "with" else "",
        by=me(),
        now=now,
    )
    db.session.commit()
    undo = url_for("rollcall.come_back", **way_back(meeting, form.person.data, version))
    toast(_("%(name)s has left.", name=form.known[form.person.data].first_name), undo=undo)
    return back(meeting)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences/<string:person_id>/retour")
@access(STAFF)
def come_back(meeting_id: str, person_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    person = find_line(meeting, person_id).key
    with told_instead():
        actions.come_back(meeting, person, seen=seen(), by=me(), now=clock.now())
    db.session.commit()
    return back(meeting)


def find_line(meeting: Meeting, person_id: str) -> Line:
    found = next((each for each in lines_of(meeting) if each.key == person_id), None)
    return found if found is not None else abort(404)


def way_back(meeting: Meeting, person: str, version: int) -> dict[str, Any]:
    """What the address of an undo says: whom, and the version of their row that it takes back."""
    return {"meeting_id": meeting.public_id, "person_id": person, "version": version}


def seen() -> int | None:
    """That version; none where the address does not say."""
    return request.args.get("version", type=int)


@contextmanager
def told_instead() -> Iterator[None]:
    """What a colleague said since is not undone: the list says what stands, and this who said so."""
    try:
        yield
    except MarkedSince as since:
        toast(str(since))
