"""What somebody has said of a date, as the team counts it: one expression, for every list and every count.

It stands in a query of Meeting and Ambassador with Answer joined from outside (`ANSWER_OF`).
"""

from typing import Any

from sqlalchemy import Label, String, and_, case, exists, type_coerce
from sqlalchemy.orm import aliased

from ambassadors.models import Ambassador
from core.db import enum_column
from meetings.models import Absence, Answer, Meeting
from meetings.rules import Said
from seasons.models import Programme, Season

HOLDS = and_(Answer.starts_at == Meeting.starts_at, Answer.ends_at == Meeting.ends_at)
"""The answer was given to the day and time at which the meeting stands (`Answer.holds`)."""

ANSWER_OF = and_(Answer.ambassador_id == Ambassador.id, Answer.meeting_id == Meeting.id)

_IS_AWAY = exists().where(
    Absence.young_person_id == Ambassador.young_person_id, Meeting.held_on.between(Absence.first_on, Absence.last_on)
)

_season, _programme = aliased(Season), aliased(Programme)
_COMES_BY_DEFAULT = exists().where(
    _season.id == Meeting.season_id, _programme.id == _season.programme_id, _programme.comes_by_default
)

# An answer to that very day and time comes before anything planned, and what was planned before an answer to another
# day; a programme counts as coming only who has said nothing at all.
SAID: Label[Any] = type_coerce(
    case(
        (and_(Answer.value.is_not(None), HOLDS), type_coerce(Answer.value, String)),
        (_IS_AWAY, Said.AWAY.value),
        (Answer.value.is_not(None), Said.TO_CONFIRM.value),
        (_COMES_BY_DEFAULT, Said.BY_DEFAULT.value),
        else_=Said.NOTHING.value,
    ),
    enum_column(Said),
).label("said")
