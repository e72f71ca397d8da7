"""What is written about a meeting, and what of it the group reads."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from core.db import rows
from meetings.minutes.models import MinutesPart, MinutesVersion
from meetings.minutes.rules import SHARED, Part
from meetings.models import Meeting


def parts_of(meeting: Meeting) -> dict[Part, MinutesPart]:
    """Every part that was written or shared, for the team."""
    return {each.part: each for each in rows(_parts(meeting).options(joinedload(MinutesPart.changed_by)))}


def versions_of(row: MinutesPart) -> Select[MinutesVersion]:
    """What stood in this part before, the latest first."""
    query = select(MinutesVersion).where(MinutesVersion.minutes_part_id == row.id)
    return query.order_by(MinutesVersion.version.desc()).options(joinedload(MinutesVersion.written_by))


def shared_parts_of(meeting: Meeting) -> dict[Part, MinutesPart]:
    """What the group reads; a part of the team's own is never among it."""
    query = _parts(meeting).where(MinutesPart.is_shared)
    found = {each.part: each for each in rows(query)}
    return {part: found[part] for part in SHARED if part in found}


def _parts(meeting: Meeting) -> Select[MinutesPart]:
    return select(MinutesPart).where(MinutesPart.meeting_id == meeting.id)
