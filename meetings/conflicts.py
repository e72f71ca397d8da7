"""What speaks against a day of a season, in words, and which days are free instead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from core.days import is_free
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
