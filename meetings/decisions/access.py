"""Which decisions exist for whom: the programme's for its team, what its group reads for an ambassador."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import rows
from meetings.decisions.models import Decision
from meetings.models import Meeting
from seasons.access import is_staff, programme_ids_of
from seasons.models import Season

OWNERS = (joinedload(Decision.user), joinedload(Decision.ambassador).joinedload(Ambassador.young_person))


def visible_to(user: User) -> Select[Decision]:
    """The team's programme's decisions; one by one they are nobody else's."""
    if not is_staff():
        return select(Decision).where(false())
    query = select(Decision).join(Decision.meeting).join(Meeting.season)
    return query.where(Season.programme_id.in_(programme_ids_of(user)))


def decisions_of(meeting: Meeting) -> Sequence[Decision]:
    """What a meeting decided, in the order it was written."""
    return rows(select(Decision).where(Decision.meeting_id == meeting.id).options(*OWNERS).order_by(Decision.id))
