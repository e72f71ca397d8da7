"""« Présences »: the list of a meeting on a phone, with script and without, with network and without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me, session_now
from accounts.actions import log_access
from accounts.rules import Device
from core import clock
from core.dates import clock_time
from core.db import db
from core.errors import RuleBroken
from core.guards import access
from core.i18n import locale_name
from core.look import toast
from meetings.models import Meeting
from meetings.rollcall import actions
from meetings.rollcall.access import Line, called, history_of, lines_of, roll_call_of, to_call, to_call_unmarked
from meetings.rollcall.actions import Pressed, Taken
from meetings.rollcall.forms import GuestForm, gone_in, guests_in, leave_form, marks_in, moment_in, others
from meetings.rollcall.models import Attendance, Mark, RollCall
from meetings.rollcall.moves import actions as moves
from meetings.rollcall.rules import Outcome, Presence, State
from meetings.rollcall.wording import (
    MARKS,
    counted,
    ended_words,
    history_words,
    key_of,
    left_words,
    resumed_words,
    said_words,
    state_words,
    value_words,
)
from meetings.rules import Said, Status
from meetings.views import back_to, find
from messages.calls.access import guardians_on
from seasons.access import STAFF

blueprint = Blueprint("rollcall", __name__)


UNWRITTEN = frozenset({Outcome.CONFLICT, Outcome.REFUSED})
"""What its author is to be told of: they said something, and it does not stand."""


@dataclass(frozen=True)
class Clash:
    """Two said something different of one person: `mine` was not written, the list says what stands."""

    line: Line
    mine: State


@blueprint.get("/equipe/rencontres/<string:meeting_id>/presences")
@access(STAFF)
def show(meeting_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    return page(meeting) if meeting.status is Status.PUBLISHED else back_to(meeting)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/presences/etat")
@access(STAFF)
def state(meeting_id: str) -> ResponseReturnValue:
    """How everybody is marked, whether it is time to call somebody, and whether the call is finished, for a list that
    is open elsewhere."""
    meeting = find(meeting_id)
    lines = lines_of(meeting)
    has_calls = bool(to_call(meeting, lines, clock.now()))
    return jsonify(rows=rows_of(lines, meeting), calls=has_calls, **far_words(roll_call_of(meeting), meeting))


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences")
@access(STAFF)
def mark(meeting_id: str) -> ResponseReturnValue:
    """Save what differs, whoever pressed what meanwhile. The script that saves each press is answered in JSON."""
    meeting, now = find(meeting_id), clock.now()
    try:
        pressed, taken, still_open = saved(meeting, now)
    except RuleBroken as broken:
        if not wants_json():
            raise
        db.session.rollback()
        return jsonify(message=str(broken)), 409
    db.session.commit()
    if "end" in request.form and wants_json():
        toast(still_open or told(meeting))  # for the page that the script opens then
    if wants_json():
        return jsonify(marks=[fate_of(each) for each in taken], rows=rows_of(lines_of(meeting), meeting))
    refused = {each.client_id for each in taken if each.outcome in UNWRITTEN}
    if refused:
        faults = {each.person: each.why for each in taken if each.why}
        mine = {each.person: each for each in pressed if each.client_id in refused}
        return page(meeting, mine=mine, faults=faults), 422 if len(faults) == len(mine) else 409
    toast(still_open or told(meeting))
    return back(meeting)


def saved(meeting: Meeting, now: datetime) -> tuple[list[Pressed], list[Taken], str]:
    """Write the marks of this form; its buttons add “the others”, or end the call, unless two people disagree. Last
    comes why the call goes on all the same."""
    lines = lines_of(meeting)
    pressed = marks_in(request.form, lines, now=now)
    if "others" in request.form:
        pressed += others(lines, pressed, now=now)
    taken = moves.welcome(meeting, guests_in(request.form, now=now), by=me(), now=now)
    taken += [*actions.take(meeting, pressed, by=me(), now=now), *gone_in(request.form, lines)]
    if "end" in request.form and not any(each.outcome in UNWRITTEN for each in taken):
        at, seen = moment_in(request.form.get("at-end", ""), now), request.form.get("seen-end", "")
        try:
            actions.end(meeting, by=me(), at=at, seen=seen, now=now)
        except actions.TakenUpAgain as refused:
            return pressed, taken, str(refused)
    return pressed, taken, ""


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences/reprise")
@access(STAFF)
def resume(meeting_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    actions.resume(meeting, by=me(), now=clock.now())
    db.session.commit()
    return back(meeting)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/presences/a-appeler")
@access(STAFF)
def show_numbers(meeting_id: str) -> ResponseReturnValue:
    """The numbers of families who are to be called now; each that is shown is noted."""
    meeting, now = find(meeting_id), clock.now()
    programme = meeting.season.programme.public_id
    for each in to_call(meeting, lines_of(meeting, families=True), now):
        if each.young is not None and any(guardian.phone for guardian in guardians_on(each.young, meeting.held_on)):
            log_access("guardian phones", by=me(), programme=programme, person=each.young.public_id, now=now)
    db.session.commit()
    return page(meeting, shows_numbers=True)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/presences/a-appeler")
@access(STAFF)
def back_from_numbers(meeting_id: str) -> ResponseReturnValue:
    """The address of the button, opened again: the browser went back to a list that showed numbers."""
    return back(find(meeting_id))


@blueprint.get("/equipe/rencontres/presences.js")
@access(STAFF)
def worker() -> ResponseReturnValue:
    """The script that opens the list without network. It stands here since a script serves what is below it."""
    text = (current_app.static_folder or "static") + "/js/rollcall-worker.js"
    with open(text, encoding="utf-8") as file:
        return Response(file.read(), mimetype="text/javascript")


def wants_json() -> bool:
    """Whether a script asks, and reads the answer itself."""
    return request.accept_mimetypes.best == "application/json"


def back(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for("rollcall.show", meeting_id=meeting.public_id), 303)


def told(meeting: Meeting) -> str:
    """What is said after a form was saved: how far the call is, and that it is finished where that was asked."""
    far = counted(called(lines_of(meeting)))
    return _("Register complete: %(far)s.", far=far) if "end" in request.form else far


def far_words(call: RollCall | None, meeting: Meeting) -> dict[str, str]:
    """Who finished the call or took it up again, and when; `seen` is what whoever finishes it sends back."""
    ended, resumed = ended_words(call, meeting.zone), resumed_words(call, meeting.zone)
    return {"ended": ended, "resumed": resumed, "seen": call.mark if call else ""}


def fate_of(taken: Taken) -> dict[str, Any]:
    """What became of a mark, as the script reads it; a guest gets their id here."""
    fate = {"id": taken.client_id, "person": taken.person, "outcome": taken.outcome.value, "version": taken.version}
    return fate | {"why": taken.why} if taken.why else fate


def rows_of(lines: Sequence[Line], meeting: Meeting) -> list[dict[str, Any]]:
    """How everybody is marked, as the script reads it."""
    history = history_of(meeting)
    return [row_of(each, meeting, history.get(each.attendance.id, []) if each.attendance else []) for each in lines]


def row_of(line: Line, meeting: Meeting, history: Sequence[Mark]) -> dict[str, Any]:
    attendance = line.attendance
    return {
        "person": line.key,
        "guest": line.name if line.young is None else "",
        "version": line.version,
        "value": line.value.value if line.value else "",
        "arrived": short_time(attendance.arrived_at if attendance else None, meeting),
        "left": short_time(attendance.left_at if attendance else None, meeting),
        "with": attendance.left_with if attendance else "",
        "by": by_whom(attendance),
        "at": at_what_time(attendance, meeting),
        "announced": line.is_announced,
        "history": history_words(history, meeting),
    }


def by_whom(attendance: Attendance | None) -> str:
    return attendance.marked_by.name if attendance is not None and attendance.marked_by is not None else ""


def at_what_time(attendance: Attendance | None, meeting: Meeting) -> str:
    if attendance is None or attendance.marked_at is None:
        return ""
    return clock_time(attendance.marked_at.astimezone(ZoneInfo(meeting.zone)).time(), locale_name())


def short_time(moment: datetime | None, meeting: Meeting) -> str:
    """As a field of time has it: "14:12"."""
    return f"{moment.astimezone(ZoneInfo(meeting.zone)):%H:%M}" if moment else ""


def page(
    meeting: Meeting,
    *,
    mine: Mapping[str, Pressed] | None = None,
    faults: Mapping[str, str] | None = None,
    shows_numbers: bool = False,
) -> str:
    """The list. `mine` is what could not be written: somebody had said otherwise, or `faults` says what is wrong."""
    now, lines, call = clock.now(), lines_of(meeting, families=shows_numbers), roll_call_of(meeting)
    mine, faults = mine or {}, faults or {}
    session, history, today = session_now(), history_of(meeting), clock.day_in(meeting.zone, now)
    return render_template(
        "meetings/rollcall/show.html",
        meeting=meeting,
        call=call,
        **far_words(call, meeting),
        lines=lines,
        parts=parts_of(lines),
        mine=mine,
        faults=faults,
        clashes=[
            Clash(each, State(mine[each.key].value, mine[each.key].arrived_at))
            for each in lines
            if each.key in mine and each.key not in faults
        ],
        state_words=lambda state: state_words(state, meeting.zone),
        short_time=lambda moment: short_time(moment, meeting),
        left_words=lambda state: left_words(state, meeting.zone),
        nobody=Line("", meeting, None, None, None),
        leaving=leave_form(meeting, lines, now, formdata=None),
        guest=GuestForm(formdata=None),
        counted=counted(called(lines)),
        has_others=any(each.is_expected and each.value is None for each in lines),
        history={key: history_words(marks, meeting) for key, marks in history.items()},
        calls=to_call_unmarked(meeting, lines, now),
        guardians_on=guardians_on,
        shows_numbers=shows_numbers,
        is_over=meeting.ends_at <= now,
        is_early=meeting.held_on > today,
        today=today,
        is_own_phone=session is not None and session.device is Device.OWN,
        values=[(each, value_words(each), MARKS[each], key_of(each)) for each in Presence],
        said_words=said_words,
        value_words=value_words,
        at_what_time=at_what_time,
        zone=ZoneInfo(meeting.zone),
    )


def parts_of(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Those who are expected; apart from them, unless they came, who had said no and who has no place."""
    expected = [each for each in lines if each.young is None or each.is_expected or each.value is not None]
    apart = [each for each in lines if each not in expected]
    waiting = [each for each in apart if each.said is Said.WAITING]
    told_us = [each for each in apart if each.said is not Said.WAITING]
    return [
        ("", expected),
        (_("Had said they weren’t coming"), told_us),
        (_("No place: on the waiting list"), waiting),
    ]
