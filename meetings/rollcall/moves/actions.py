"""Put somebody on the list, note a departure, and take either back: never over what a colleague said since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.models import User
from core.db import db, new_public_id
from core.errors import RuleBroken
from core.folding import squeezed
from meetings.models import Meeting
from meetings.rollcall.access import guests_of
from meetings.rollcall.actions import Departure, Pressed, Taken, begun, hold, rows_of, take, write
from meetings.rollcall.models import Attendance, Mark
from meetings.rollcall.rules import HERE, Outcome, Presence
from meetings.rollcall.wording import since_words


class MarkedSince(RuleBroken):
    """Whoever takes something back has not seen what a colleague said of the same person since: that stays."""


@dataclass(frozen=True)
class Arrived:
    """Somebody who was not on the list, as their name was typed."""

    name: str
    client_id: str
    at: datetime


def add_guest(meeting: Meeting, name: str, *, by: User, now: datetime) -> Taken:
    """Somebody who is there without being of the season. The same name once more is the same person."""
    (taken,) = welcome(meeting, [Arrived(name, new_public_id(), now)], by=by, now=now)
    return taken


def welcome(meeting: Meeting, arrived: Iterable[Arrived], *, by: User, now: datetime) -> list[Taken]:
    """Put these on the list, each once whatever is sent again: who is there without being of the season. Who was on it
    already is SAME, and who says so now has said so: a colleague who added them does not undo that."""
    hold(meeting)
    return [_welcome(meeting, each, by=by, now=now) for each in arrived]


def _welcome(meeting: Meeting, arrived: Arrived, *, by: User, now: datetime) -> Taken:
    before = select(Mark).where(Mark.meeting_id == meeting.id, Mark.client_id == arrived.client_id)
    mark = db.session.scalars(before.options(joinedload(Mark.attendance))).one_or_none()
    if mark is not None:
        return _welcomed(arrived, mark.attendance, mark.version)
    for known in guests_of(meeting):
        if squeezed(known.guest_name) == squeezed(arrived.name):
            if known.marked_by is not by:
                pressed = Pressed(known.public_id, known.value, known.version, arrived.client_id, arrived.at)
                write(meeting, known, pressed, by=by, now=now)
            return _welcomed(arrived, known, known.version)
    guest = Attendance(
        meeting_id=meeting.id, guest_name=arrived.name, left_with="", version=0, public_id=new_public_id()
    )
    pressed = Pressed(guest.public_id, Presence.PRESENT, 0, arrived.client_id, arrived.at)
    write(meeting, guest, pressed, by=by, now=now)
    begun(meeting, now=now)
    return _welcomed(arrived, guest, guest.version)


def _welcomed(arrived: Arrived, guest: Attendance, version: int) -> Taken:
    """A guest is put on the list by their first mark; by any later one they were on it."""
    outcome = Outcome.KEPT if version == 1 else Outcome.SAME
    return Taken(arrived.client_id, guest.public_id, outcome, version)


def take_guest_back(meeting: Meeting, person: str, *, seen: int | None, by: User, now: datetime) -> None:
    """Somebody who was added is not there after all: they leave the list. Raises MarkedSince."""
    hold(meeting)
    row = rows_of(meeting, [person]).get(person)
    if row is None or row.ambassador is not None or row.value is None:
        return  # taken back already
    _require_as_seen(meeting, row, seen)
    write(meeting, row, Pressed(person, None, row.version, new_public_id(), now), by=by, now=now)


def leave(meeting: Meeting, person: str, *, at: datetime, with_whom: str, by: User, now: datetime) -> int:
    """Somebody leaves, alone when `with_whom` is empty. Returns the version of the row with that in it. Raises
    RuleBroken for who may not, is not there, or left."""
    hold(meeting)
    row = rows_of(meeting, [person]).get(person)
    if row is None or row.value not in HERE:
        raise RuleBroken(_("Only someone who is here can leave. Open the page again."))
    if row.left_at is not None and (row.left_at, row.left_with) != (at, with_whom):
        raise RuleBroken(_("A colleague has recorded a different departure. Open the page again."))
    return _depart(meeting, row, person, Departure(at, with_whom), by=by, now=now)


def come_back(meeting: Meeting, person: str, *, seen: int | None, by: User, now: datetime) -> None:
    """They had not left after all. Raises MarkedSince."""
    hold(meeting)
    row = rows_of(meeting, [person]).get(person)
    if row is None or (row.left_at is None and row.marked_by is by):
        return  # taken back already
    _require_as_seen(meeting, row, seen)
    _depart(meeting, row, person, Departure(), by=by, now=now)


def _require_as_seen(meeting: Meeting, row: Attendance, seen: int | None) -> None:
    if row.version != seen:
        raise MarkedSince(since_words(row, meeting))


def _depart(meeting: Meeting, row: Attendance, person: str, what: Departure, *, by: User, now: datetime) -> int:
    pressed = Pressed(person, row.value, row.version, new_public_id(), now, departure=what)
    (taken,) = take(meeting, [pressed], by=by, now=now)
    if taken.outcome is Outcome.REFUSED:
        raise RuleBroken(taken.why)
    return taken.version
