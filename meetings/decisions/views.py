"""Write decisions down, and change them. They are read on the meeting's own page."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from accounts.access import me
from core import clock
from core.db import db, one_or_404
from core.errors import WrittenMeanwhile
from core.guards import access
from core.look import toast
from meetings.decisions import actions
from meetings.decisions.access import OWNERS, visible_to
from meetings.decisions.forms import PREFIX, DecisionForm
from meetings.decisions.models import Decision
from meetings.models import Meeting
from meetings.tasks.access import owners_for, owners_in
from meetings.tasks.actions import change as change_entry
from meetings.tasks.actions import remove as remove_entry
from meetings.tasks.forms import of_entry
from meetings.views import find as find_meeting
from meetings.views import show_page
from seasons import here
from seasons.access import STAFF

blueprint = Blueprint("decisions", __name__)


def find(decision_id: str) -> Decision:
    whole = (joinedload(Decision.meeting).joinedload(Meeting.season), *OWNERS)
    found = one_or_404(visible_to(me()).where(Decision.public_id == decision_id).options(*whole))
    here.show(found.meeting.season)
    return found


@blueprint.post("/equipe/rencontres/<string:meeting_id>/decisions")
@access(STAFF)
def add(meeting_id: str) -> ResponseReturnValue:
    meeting = find_meeting(meeting_id)
    form = DecisionForm(meeting, owners_in(meeting.season), prefix=PREFIX)
    if not form.validate_on_submit():
        return show_page(meeting, deciding=form), 422
    actions.add(meeting, form.asked(), now=clock.now())
    db.session.commit()
    toast(_("Decision added."))
    return to_decisions(meeting)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/decisions")
@access(STAFF)
def back(meeting_id: str) -> ResponseReturnValue:
    """The address of this form, opened again: the browser went back, or read the page in another language."""
    return to_decisions(find_meeting(meeting_id))


@blueprint.get("/equipe/decisions/<string:decision_id>")
@access(STAFF)
def edit(decision_id: str) -> ResponseReturnValue:
    decision = find(decision_id)
    return edit_page(
        decision, DecisionForm(decision.meeting, owners_for(decision), formdata=None, **of_entry(decision))
    )


@blueprint.post("/equipe/decisions/<string:decision_id>")
@access(STAFF)
def change(decision_id: str) -> ResponseReturnValue:
    decision = find(decision_id)
    form = DecisionForm(decision.meeting, owners_for(decision))
    if not form.validate_on_submit():
        return edit_page(decision, form), 422
    try:
        change_entry(decision, form.asked(), version=form.version.data)
    except WrittenMeanwhile as broken:
        form.version.data = decision.version  # read now: the next save knows what it replaces
        return edit_page(decision, form, refusal=str(broken)), 409
    db.session.commit()
    toast(_("Saved."))
    return to_decisions(decision.meeting)


@blueprint.post("/equipe/decisions/<string:decision_id>/suppression")
@access(STAFF)
def remove(decision_id: str) -> ResponseReturnValue:
    decision = find(decision_id)
    meeting = decision.meeting
    remove_entry(decision)
    db.session.commit()
    toast(_("Decision deleted."))
    return to_decisions(meeting)


@blueprint.get("/equipe/decisions/<string:decision_id>/suppression")
@access(STAFF)
def back_to_meeting(decision_id: str) -> ResponseReturnValue:
    """The address of the button, opened again."""
    return to_decisions(find(decision_id).meeting)


def to_decisions(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting.public_id, _anchor="decisions"), 303)


def edit_page(decision: Decision, form: DecisionForm, *, refusal: str = "") -> str:
    return render_template(
        "meetings/decisions/edit.html", decision=decision, meeting=decision.meeting, form=form, refusal=refusal
    )
