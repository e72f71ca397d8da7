"""Whose answer the team writes down, and how it came to be what it is."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ambassadors.access import ambassadors_in
from ambassadors.models import Ambassador, YoungPerson
from core.db import rows
from meetings.models import AnswerStep, Meeting


def someone_of(meeting: Meeting, young_id: str) -> Select[Ambassador]:
    """The young person of that id in the season of a meeting, unless they left."""
    return ambassadors_in(meeting.season).where(YoungPerson.public_id == young_id)


def history_of(meeting: Meeting, ambassador: Ambassador) -> Sequence[AnswerStep]:
    """Each answer someone gave to a meeting, the latest first, with who wrote it down."""
    query = select(AnswerStep).where(AnswerStep.meeting_id == meeting.id, AnswerStep.ambassador_id == ambassador.id)
    return rows(query.options(joinedload(AnswerStep.by)).order_by(AnswerStep.at.desc(), AnswerStep.id.desc()))
