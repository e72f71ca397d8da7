"""Mark who is there; end the call. All of it behind one lock: the meeting's row. `moves` knows who comes and goes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import db, new_public_id, rows
from core.errors import RuleBroken
from meetings.models import Meeting
from meetings.rollcall.access import lines_of, needs_company, roll_call_of
from meetings.rollcall.models import Attendance, Mark, RollCall
from meetings.rollcall.rules import HERE, Fault, Outcome, Presence, State, arrival, fault, outcome
from meetings.rollcall.wording import fault_words, resumed_words
from meetings.rules import NOT_COMING, Said, Status
from seasons.actions import require_open


@dataclass(frozen=True)
class Departure:
    """When somebody left, and with whom; no moment: they are still here."""

    at: datetime | None = None
    with_whom: str = ""


@dataclass(frozen=True)
class Pressed:
    """A mark as it was pressed: `seen` is the version its author had in front of them, `client_id` the phone's own.

    Without `arrived_at` who is late came when they were marked so; without `departure` it stays as it is.
    """

    person: str
    value: Presence | None
    seen: int
    client_id: str
    at: datetime
    arrived_at: datetime | None = None
    departure: Departure | None = None


@dataclass(frozen=True)
class Taken:
    """What became of a mark, the version of the row once it was in, and why it was refused."""

    client_id: str
    person: str
    outcome: Outcome
    version: int
    why: str = ""


def hold(meeting: Meeting) -> None:
    """Who marks waits for whoever else does so in this meeting: first marks make rows, and none is made twice."""
    db.session.flush()  # what is not written yet, a refresh forgets
    db.session.refresh(meeting, with_for_update={"of": Meeting})
    require_open(meeting.season)
    if meeting.status is not Status.PUBLISHED:
        raise RuleBroken(_("This meeting is not taking place: there is nobody to mark."))


def take(meeting: Meeting, marks: Iterable[Pressed], *, by: User, now: datetime) -> list[Taken]:
    """Write these marks down, each once whatever is sent again. A conflict writes nothing.

    Raises RuleBroken for a meeting that is not taking place, and for a closed season.
    """
    hold(meeting)
    pressed = list(marks)
    known, people = _known(meeting, pressed), rows_of(meeting, {each.person for each in pressed})
    taken = [_take(meeting, each, people.get(each.person), known, by=by, now=now) for each in pressed]
    if any(each.outcome is Outcome.KEPT for each in taken):
        begun(meeting, now=now)
    return taken


def _take(
    meeting: Meeting, pressed: Pressed, row: Attendance | None, known: dict[str, int], *, by: User, now: datetime
) -> Taken:
    if pressed.client_id in known:
        return Taken(pressed.client_id, pressed.person, Outcome.KEPT, known[pressed.client_id])
    if row is None:
        return Taken(pressed.client_id, pressed.person, Outcome.GONE, 0)
    wanted = _wanted(meeting, row, pressed, now)
    found = outcome(stands=row.state, version=row.version, wanted=wanted, seen=pressed.seen)
    if found is Outcome.KEPT and (broken := _fault(meeting, row, wanted)):
        return Taken(pressed.client_id, pressed.person, Outcome.REFUSED, row.version, fault_words(broken))
    if found is Outcome.KEPT:
        write(meeting, row, pressed, by=by, now=now)
        known[pressed.client_id] = row.version
    return Taken(pressed.client_id, pressed.person, found, row.version)


def _wanted(meeting: Meeting, row: Attendance, pressed: Pressed, now: datetime) -> State:
    """How somebody is to be marked: what was pressed, and where it says nothing, what stands."""
    value = pressed.value
    if value not in HERE:
        return State(value)
    came = arrival(value, at=min(pressed.at, now), starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    stays = row.arrived_at if value is row.value else came
    left = pressed.departure or Departure(row.left_at, row.left_with)
    arrived_at = (pressed.arrived_at or stays) if value is Presence.LATE else None
    return State(value, arrived_at, left.at, left.with_whom if left.at else "")


def _fault(meeting: Meeting, row: Attendance, wanted: State) -> Fault | None:
    young = row.ambassador.young_person if row.ambassador else None
    company = young is not None and needs_company(young, meeting.held_on)
    return fault(wanted, needs_company=company, starts_at=meeting.starts_at, ends_at=meeting.ends_at)


def write(meeting: Meeting, row: Attendance, pressed: Pressed, *, by: User, now: datetime) -> None:
    """Let this stand of somebody from now on, and keep that it was said. Only where `hold` was called."""
    at, wanted = min(pressed.at, now), _wanted(meeting, row, pressed, now)
    row.value, row.marked_by, row.marked_at, row.version = pressed.value, by, at, row.version + 1
    row.arrived_at, row.left_at, row.left_with = wanted.arrived_at, wanted.left_at, wanted.left_with
    db.session.add(
        Mark(
            meeting_id=meeting.id,
            attendance=row,
            client_id=pressed.client_id,
            value=pressed.value,
            arrived_at=wanted.arrived_at,
            left_at=wanted.left_at,
            left_with=wanted.left_with,
            version=row.version,
            by_id=by.id,
            at=at,
            taken_at=now,
        )
    )


def _known(meeting: Meeting, pressed: Sequence[Pressed]) -> dict[str, int]:
    """Which of these marks were taken before, each with the version it made."""
    sent = [each.client_id for each in pressed]
    query = select(Mark.client_id, Mark.version).where(Mark.meeting_id == meeting.id, Mark.client_id.in_(sent))
    return dict(db.session.execute(query).all())


def rows_of(meeting: Meeting, people: Collection[str]) -> dict[str, Attendance]:
    """The rows of these ambassadors and guests, new ones for who was not marked yet."""
    here = and_(Attendance.ambassador_id == Ambassador.id, Attendance.meeting_id == meeting.id)
    query = (
        select(Ambassador, Attendance)
        .join(Ambassador.young_person)
        .outerjoin(Attendance, here)
        .where(Ambassador.season_id == meeting.season_id, Ambassador.public_id.in_(people))
        .options(contains_eager(Ambassador.young_person))
    )
    found = {
        ambassador.public_id: row
        or Attendance(meeting_id=meeting.id, ambassador=ambassador, guest_name="", left_with="", version=0)
        for ambassador, row in db.session.execute(query)
    }
    guests = select(Attendance).where(
        Attendance.meeting_id == meeting.id, Attendance.ambassador_id.is_(None), Attendance.public_id.in_(people)
    )
    return found | {each.public_id: each for each in rows(guests)}


def announce(meeting: Meeting, ambassador: Ambassador, *, now: datetime) -> None:
    """Somebody says that they are here. That is no mark: nobody is present until the team says so. Twice is once."""
    hold(meeting)
    row = rows_of(meeting, [ambassador.public_id])[ambassador.public_id]
    row.announced_at = row.announced_at or now
    db.session.add(row)


def take_check_ins(meeting: Meeting, is_on: bool, *, now: datetime) -> None:
    """Whether the young people may announce themselves at this meeting, with the code on the room's screen."""
    hold(meeting)
    if meeting.ends_at <= now and is_on:
        raise RuleBroken(_("This meeting is over."))
    _call_of(meeting).takes_check_ins = is_on


def _call_of(meeting: Meeting) -> RollCall:
    call = roll_call_of(meeting)
    if call is None:
        call = RollCall(meeting_id=meeting.id, takes_check_ins=False)
        db.session.add(call)
    return call


def begun(meeting: Meeting, *, now: datetime) -> RollCall:
    """The call of this meeting, which begins with its first mark. Only where `hold` was called."""
    call = _call_of(meeting)
    call.called_at = call.called_at or now
    db.session.flush()
    return call


class TakenUpAgain(RuleBroken):
    """The call goes on since whoever ends it last saw it."""


def end(meeting: Meeting, *, by: User, now: datetime, at: datetime | None = None, seen: str | None = None) -> int:
    """The call is over, since `at` where a phone could not say so at once: who had said no and was not marked is
    excused. Returns how many; twice is once.

    `seen` is the mark of the call that its author had in front of them: raises TakenUpAgain if a colleague has taken
    it up again since, whatever the phone's clock says of when that was pressed.
    """
    hold(meeting)
    call = begun(meeting, now=now)
    if call.ended_at is None and seen is not None and seen != call.mark:
        raise TakenUpAgain(
            _("%(since)s: it is still open. Finish it again if you are done.", since=resumed_words(call, meeting.zone))
        )
    if call.ended_at is None:
        call.ended_at, call.ended_by = at or now, by
    told_us = [each for each in lines_of(meeting) if each.said in (*NOT_COMING, Said.WAITING) and each.value is None]
    excused = [Pressed(each.key, Presence.EXCUSED, each.version, new_public_id(), now) for each in told_us]
    take(meeting, excused, by=by, now=now)
    return len(excused)


def resume(meeting: Meeting, *, by: User, now: datetime) -> None:
    """The call is not over after all. Twice is once."""
    hold(meeting)
    call = roll_call_of(meeting)
    if call is not None and call.ended_at is not None:
        call.ended_at = call.ended_by = None
        call.resumed_at, call.resumed_by = now, by
