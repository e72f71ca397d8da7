"""The page of a date, for a young person, and their answer; and the page that a link from a mail opens."""

import flask
from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import pgettext
from sqlalchemy.orm import joinedload

from accounts.access import me
from ambassadors.access import AMBASSADOR, me_young
from core import clock
from core.db import db, one_or_404
from core.guards import PUBLIC, access, require
from core.look import toast
from meetings import actions
from meetings.access import Own, ambassador_for, answer_of, own_date, visible_to
from meetings.announcements.access import moves_known_to
from meetings.answers import links
from meetings.answers.access import Opened, opened_by
from meetings.answers.forms import AnswerForm
from meetings.answers.rules import WISHES
from meetings.attendance.access import own_marks
from meetings.attendance.wording import own_words
from meetings.decisions.access import decisions_of
from meetings.minutes.access import shared_parts_of
from meetings.minutes.rules import Part
from meetings.minutes.wording import title_of
from meetings.models import Meeting
from meetings.places.access import taken_in
from meetings.rules import AnswerValue, Said, Source
from meetings.tasks.access import tasks_told_to

blueprint = Blueprint("answers", __name__)
NOTED = "noted"  # in the signed cookie: the links whose answers were noted here, so that only here they are said again
MOST_NOTED = 10  # the latest: a family has several children and dates, and a cookie 4 kB


def find(meeting_id: str) -> Meeting:
    query = visible_to(me()).where(Meeting.public_id == meeting_id)
    return one_or_404(query.options(joinedload(Meeting.venue), joinedload(Meeting.season)))


@blueprint.get("/rencontres/<string:meeting_id>")
@access(AMBASSADOR)
def meeting(meeting_id: str) -> ResponseReturnValue:
    return meeting_page(find(meeting_id))


def meeting_page(found: Meeting, *, has_moved: bool = False) -> str:
    """`has_moved`: while they had it in front of them, so that their answer was to another day or time."""
    young, now, shared = me_young(), clock.now(), shared_parts_of(found)
    return render_template(
        "meetings/answers/meeting.html",
        meeting=found,
        young=young,
        own=own_date(found, young),
        is_move_known=found.id in moves_known_to(young, [found]),
        taken=taken_in(found),
        has_moved=has_moved,
        shared=shared,
        title_of=title_of,
        mark=own_marks(young, now).get(found.id),
        own_words=own_words,
        decisions=decisions_of(found) if Part.DECISIONS in shared else [],
        tasks=tasks_told_to(young, found, everyone=Part.TASKS in shared),
        today=clock.day_in(found.zone, now),
        now=now,
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
    toast(said(value, own_date(found, me_young())))
    if form.back.data == "home":
        return redirect(url_for("schedule.home"), 303)
    return redirect(url_for("answers.meeting", meeting_id=meeting_id), 303)


def said(value: AnswerValue, own: Own) -> str:
    """What the person reads back after answering."""
    if own.said is Said.WAITING:
        return str(pgettext("tu", "Got it: you’re number %(rank)s on the waiting list.", rank=own.rank))
    words: dict[AnswerValue, str] = {
        AnswerValue.YES: pgettext("tu", "Got it: you’re coming."),
        AnswerValue.MAYBE: pgettext("tu", "Got it: maybe. You can change your mind right up to the last moment."),
        AnswerValue.NO: pgettext("tu", "Got it: not this time."),
    }
    return words[value]


# From a mail, without signing in


@blueprint.get("/r/<string:token>")
@access(PUBLIC)
def asked(token: str) -> ResponseReturnValue:
    """Only asks: scanners and previews follow links. What the link stood for is the first button."""
    opened = find_opened(token)
    has_moved = request.args.get("quand", opened.meeting.span) != opened.meeting.span
    return asking_page(opened, token, has_moved=has_moved)


@blueprint.post("/r/<string:token>")
@access(PUBLIC)
def give_from_mail(token: str) -> ResponseReturnValue:
    opened, form = find_opened(token), AnswerForm()
    if not form.validate_on_submit():
        return asking_page(opened, token, status=422)
    if form.span.data != opened.meeting.span:
        return asking_page(opened, token, has_moved=True, status=409)
    source = Source.FAMILY if opened.is_family else Source.MAIL
    actions.answer(opened.meeting, opened.ambassador, AnswerValue(form.value.data), source=source, now=clock.now())
    db.session.commit()
    flask.session[NOTED] = [token, *(each for each in noted_here() if each != token)][:MOST_NOTED]
    return redirect(url_for("answers.asked", token=token), 303)


def noted_here() -> list[str]:
    found = flask.session.get(NOTED)
    return found if isinstance(found, list) else []


def find_opened(token: str) -> Opened:
    """What the link opens; 404 for any that opens nothing."""
    return opened_by(token, links.key(), now=clock.now()) or abort(404)


def asking_page(opened: Opened, token: str, *, has_moved: bool = False, status: int = 200) -> Response:
    """Whom and what it is about, when, where, and whom to call: whoever holds the link reads this much and no more."""
    meeting, young = opened.meeting, opened.ambassador.young_person
    is_over = opened.is_over(clock.now())
    was_noted = token in noted_here() and not has_moved and status == 200
    answer = answer_of(meeting, young) if was_noted else None
    guardian = None if is_over else opened.guardian
    calendar_of = current_app.extensions["calendar_of_guardian"]  # feeds are above this feature
    page = render_template(
        "meetings/answers/asked.html",
        token=token,
        meeting=meeting,
        first_name=young.first_name,
        programme=meeting.season.programme,
        season=meeting.season,
        wish=None if has_moved else WISHES.get(request.args.get("r", "")),
        noted=answer if answer and answer.holds(meeting) else None,
        rank=own_date(meeting, young).rank if answer else 0,
        has_moved=has_moved,
        is_over=is_over,
        is_past=meeting.ends_at <= clock.now(),
        is_own=opened.is_own,
        guardian=guardian,
        calendar=calendar_of(guardian) if guardian else None,
    )
    made = make_response(page, 410 if is_over else status)
    made.headers["X-Robots-Tag"] = "noindex"
    return made
