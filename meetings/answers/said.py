"""What somebody has said of a date, as the team counts it: one expression, for every list and every count.

It stands in a query of Meeting and Ambassador with Answer joined from outside (`ANSWER_OF`).
"""

from typing import Any

from sqlalchemy import ColumnElement, Label, String, and_, case, exists, func, select, type_coerce
from sqlalchemy.orm import aliased

from ambassadors.models import Ambassador
from core.db import enum_column
from meetings.models import Absence, Answer, Meeting, MeetingPlace
from meetings.rules import AnswerValue, Said
from seasons.models import Programme, Season

HOLDS = and_(Answer.starts_at == Meeting.starts_at, Answer.ends_at == Meeting.ends_at)
"""The answer was given to the day and time at which the meeting stands (`Answer.holds`)."""

ANSWER_OF = and_(Answer.ambassador_id == Ambassador.id, Answer.meeting_id == Meeting.id)

_IS_AWAY = exists().where(
    Absence.young_person_id == Ambassador.young_person_id, Meeting.held_on.between(Absence.first_on, Absence.last_on)
)

_own, _other = aliased(MeetingPlace), aliased(MeetingPlace)
HAS_PLACE = exists().where(
    _own.meeting_id == Meeting.id,
    _own.ambassador_id == Ambassador.id,
    _own.left_at.is_(None),
    _own.placed_at.is_not(None),
)

RANK: ColumnElement[int] = (
    select(func.count(_other.id))
    .join(_own, and_(_own.meeting_id == _other.meeting_id, _own.id >= _other.id))
    .where(_own.meeting_id == Meeting.id, _own.ambassador_id == Ambassador.id, _own.left_at.is_(None))
    .where(_own.placed_at.is_(None), _other.left_at.is_(None), _other.placed_at.is_(None))
    .correlate(Meeting, Ambassador)
    .scalar_subquery()
)
"""Where somebody stands among those who wait for a place, from 1; 0 for everybody else."""

_season, _programme = aliased(Season), aliased(Programme)
_COMES_BY_DEFAULT = exists().where(
    _season.id == Meeting.season_id, _programme.id == _season.programme_id, _programme.comes_by_default
)

# An answer to that very day and time comes before anything planned, and what was planned before an answer to another
# day; a programme counts as coming only who has said nothing at all, and never where places are limited.
SAID: Label[Any] = type_coerce(
    case(
        (
            and_(Answer.value == AnswerValue.YES, HOLDS, Meeting.place_count.is_not(None), ~HAS_PLACE),
            Said.WAITING.value,
        ),
        (and_(Answer.value.is_not(None), HOLDS), type_coerce(Answer.value, String)),
        (_IS_AWAY, Said.AWAY.value),
        (Answer.value.is_not(None), Said.TO_CONFIRM.value),
        (and_(Meeting.place_count.is_(None), _COMES_BY_DEFAULT), Said.BY_DEFAULT.value),
        else_=Said.NOTHING.value,
    ),
    enum_column(Said),
).label("said")
