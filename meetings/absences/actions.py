"""Plan an absence, and take it back. What meets on those days counts as "no" until it is answered otherwise."""

from datetime import date, datetime

from flask_babel import pgettext
from sqlalchemy import func, select

from ambassadors.models import YoungPerson
from core.db import db
from core.errors import RuleBroken
from core.lines import hold
from meetings.absences.access import absences_of, answers_in, dates_within, places_in
from meetings.actions import answer, hold_answers, touch_own
from meetings.models import Absence
from meetings.places import actions as places
from meetings.rules import AnswerValue, Source

MOST = 30  # of one person


def plan(young: YoungPerson, *, first_on: date, last_on: date, reason: str, now: datetime) -> Absence:
    """Days on which someone is away. Who had said they come to a date on them now says no: the last word counts.

    The same days are noted once. Raises RuleBroken when there are too many.
    """
    meetings, own = dates_within(young, first_on, last_on, now), places_in(young)
    for meeting in meetings:  # before the file: who answers holds them in that order
        hold(meeting)
    hold_answers(young)
    same = absences_of(young).where(Absence.first_on == first_on, Absence.last_on == last_on)
    known = db.session.scalars(same.limit(1)).first()
    if known is not None:
        known.reason = reason
        return known
    if (db.session.scalar(select(func.count()).where(Absence.young_person_id == young.id)) or 0) >= MOST:
        raise RuleBroken(pgettext("tu", "You have a lot of absences already. Remove a past one first."))
    made = Absence(young_person_id=young.id, first_on=first_on, last_on=last_on, reason=reason, created_at=now)
    db.session.add(made)
    said = answers_in(list(own.values()), meetings)
    for meeting in meetings:
        before, place = said.get(meeting.id), own[meeting.season_id]
        if before is not None and before.holds(meeting) and before.value in (AnswerValue.YES, AnswerValue.MAYBE):
            answer(meeting, place, AnswerValue.NO, source=Source.ABSENCE, now=now)
        else:
            places.follow(meeting, place, AnswerValue.NO, now=now)  # kept since the date moved, and not confirmed
            touch_own(meeting, place, now=now)
    return made


def take_back(absence: Absence, young: YoungPerson, *, now: datetime) -> None:
    """They are there after all: what was not answered otherwise is asked again."""
    hold_answers(young)
    meetings, places = dates_within(young, absence.first_on, absence.last_on, now), places_in(young)
    db.session.delete(absence)
    for meeting in meetings:
        touch_own(meeting, places[meeting.season_id], now=now)
