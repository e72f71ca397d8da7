"""What speaks against a day of a season, in words, and which days are free instead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from core.dates import time_range
from core.days import ConflictKind, is_free
from core.db import db, rows
from core.i18n import locale_name
from meetings.access import meetings_of
from meetings.models import Meeting
from meetings.rules import Status
from meetings.series.rules import School, plan
from meetings.wording import conflict_words
from seasons.models import Programme, Season


@dataclass(frozen=True)
class Clash:
    """A poor day: why, and at most two free days instead."""

    day: date
    reasons: list[str]
    alternatives: list[date]


def school_of(programme: Programme) -> School:
    """What the programme's calendar depends on."""
    return School(zone=programme.school_zone, region=programme.region, closed=programme.closed_dates)


def clash_on(day: date, season: Season, taken: Collection[date]) -> Clash | None:
    """Why a day is a poor choice for a date; None when nothing is known against it."""
    (found,) = plan(
        [day],
        school=school_of(season.programme),
        first_on=season.starts_on,
        last_on=season.ends_on,
        taken=taken,
    )
    if is_free(found.conflicts) and not found.is_taken:
        return None
    reasons = [conflict_words(conflict) for conflict in found.conflicts]
    if found.is_taken:
        reasons.append(_("there is another meeting that day"))
    return Clash(day, reasons, found.alternatives)


def days_between(programme: Programme, first_on: date, last_on: date) -> list[date]:
    """The days among these on which something was planned before: dates that take place, and drafts."""
    planned = select(Meeting.held_on).distinct().join(Season, Season.id == Meeting.season_id)
    these = planned.where(Season.programme_id == programme.id)
    of = (Meeting.held_on.between(first_on, last_on), Meeting.status != Status.CANCELLED)
    return list(db.session.scalars(these.where(*of).order_by(Meeting.held_on)))


def known_of(season: Season, first_on: date, last_on: date) -> list[str]:
    """What else these days are, for something that is no meeting: public holidays, closures of the centre, meetings.

    School holidays are no obstacle to it, and often the reason for it.
    """
    school = school_of(season.programme)
    days = [first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1)]
    told = [
        conflict_words(conflict)
        for day in days
        for conflict in school.conflicts_on(day)
        if conflict.kind in (ConflictKind.PUBLIC_HOLIDAY, ConflictKind.CLOSED)
    ]
    same = (Meeting.held_on.between(first_on, last_on), Meeting.status != Status.CANCELLED)
    for meeting in rows(meetings_of(season).where(*same)):
        hours = time_range(meeting.start_time, meeting.end_time, locale_name())
        told.append(_("a meeting: “%(title)s”, %(hours)s", title=meeting.title, hours=hours))
    return list(dict.fromkeys(told))
