"""« À appeler »: whom to call about a date, and what to say. That someone asked for guardians' numbers is noted."""

from flask import abort, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from accounts.actions import log_access
from core import clock
from core.db import db
from core.guards import access
from core.look import toast
from meetings import emails
from meetings.calls.access import last_change, occasion
from meetings.models import Meeting
from meetings.views import blueprint, find
from messages.calls import actions
from messages.calls.access import ToCall, to_call
from seasons.access import STAFF

SHOWN = "numbers_of"  # in the cookie: the meeting whose numbers this person asked for, and that was noted


@blueprint.get("/equipe/rencontres/<string:meeting_id>/a-appeler")
@access(STAFF)
def calls(meeting_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    change = last_change(meeting)
    return render_template(
        "meetings/calls.html",
        meeting=meeting,
        people=to_call(occasion(meeting), change.at if change else None),
        shows_numbers=session.get(SHOWN) == meeting_id,
        spoken=emails.spoken(meeting, change) if change else None,
    )


@blueprint.post("/equipe/rencontres/<string:meeting_id>/a-appeler")
@access(STAFF)
def show_numbers(meeting_id: str) -> ResponseReturnValue:
    meeting, now = find(meeting_id), clock.now()
    for each in people_to_call(meeting):
        if any(guardian.phone for guardian in each.guardians):
            programme = meeting.season.programme.public_id
            log_access("guardian phones", by=me(), programme=programme, person=each.young.public_id, now=now)
    db.session.commit()
    session[SHOWN] = meeting_id
    return redirect(url_for("meetings.calls", meeting_id=meeting_id), 303)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/a-appeler/<string:person_id>/fait")
@access(STAFF)
def call_done(meeting_id: str, person_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    each = find_call(meeting, person_id)
    actions.done(occasion(meeting), each.young, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("meetings.call_undone", meeting_id=meeting_id, person_id=person_id)
    toast(_("Noted: %(name)s knows.", name=each.young.first_name), undo=undo)
    return redirect(url_for("meetings.calls", meeting_id=meeting_id), 303)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/a-appeler/<string:person_id>/a-refaire")
@access(STAFF)
def call_undone(meeting_id: str, person_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    actions.undo(occasion(meeting), find_call(meeting, person_id).young)
    db.session.commit()
    return redirect(url_for("meetings.calls", meeting_id=meeting_id), 303)


def find_call(meeting: Meeting, person_id: str) -> ToCall:
    found = next((c for c in people_to_call(meeting) if c.young.public_id == person_id), None)
    return found if found is not None else abort(404)


def people_to_call(meeting: Meeting) -> list[ToCall]:
    change = last_change(meeting)
    return to_call(occasion(meeting), change.at if change else None)
