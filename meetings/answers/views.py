"""The page of a date, for a young person, and their answer."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import pgettext
from sqlalchemy.orm import joinedload

from accounts.access import me
from ambassadors.access import AMBASSADOR, me_young
from core import clock
from core.db import db, one_or_404
from core.guards import access, require
from core.look import toast
from meetings import actions
from meetings.access import ambassador_for, answer_of, visible_to
from meetings.answers.forms import AnswerForm
from meetings.models import Meeting
from meetings.rules import AnswerValue

blueprint = Blueprint("answers", __name__)


def find(meeting_id: str) -> Meeting:
    query = visible_to(me()).where(Meeting.public_id == meeting_id)
    return one_or_404(query.options(joinedload(Meeting.venue), joinedload(Meeting.season)))


@blueprint.get("/rencontres/<string:meeting_id>")
@access(AMBASSADOR)
def meeting(meeting_id: str) -> ResponseReturnValue:
    return meeting_page(find(meeting_id))


def meeting_page(found: Meeting, *, has_moved: bool = False) -> str:
    """`has_moved`: while they had it in front of them, so that their answer was to another day or time."""
    answer = answer_of(found, me_young())
    return render_template(
        "meetings/answers/meeting.html", meeting=found, answer=answer, has_moved=has_moved, now=clock.now()
    )


@blueprint.post("/rencontres/<string:meeting_id>/reponse")
@access(AMBASSADOR)
def give(meeting_id: str) -> ResponseReturnValue:
    found = find(meeting_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return meeting_page(found), 422
    if form.span.data not in ("", found.span):
        return meeting_page(found, has_moved=True), 409
    ambassador = ambassador_for(found, me_young())
    require(ambassador is not None)
    value = AnswerValue(form.value.data)
    actions.answer(found, ambassador, value, now=clock.now())  # type: ignore[arg-type] # require saw to it
    db.session.commit()
    toast(said(value))
    if form.back.data == "home":
        return redirect(url_for("schedule.home"), 303)
    return redirect(url_for("answers.meeting", meeting_id=meeting_id), 303)


def said(value: AnswerValue) -> str:
    """What the person reads back after answering."""
    words: dict[AnswerValue, str] = {
        AnswerValue.YES: pgettext("tu", "Noted: you’re coming."),
        AnswerValue.MAYBE: pgettext("tu", "Noted: maybe. You can change your mind right up to the last moment."),
        AnswerValue.NO: pgettext("tu", "Noted: not this time."),
    }
    return words[value]
