"""The news of a team's own programmes, and whom a message is for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import db
from meetings.access import meetings_of, said_by
from meetings.models import Meeting
from meetings.news.models import News
from meetings.news.rules import Audience
from meetings.rules import COMING, Said, Status
from seasons.access import programme_ids_of
from seasons.models import Season

WHO = {
    Audience.COMING: COMING,
    Audience.SILENT: (Said.NOTHING, Said.BY_DEFAULT, Said.TO_CONFIRM),
}


def news_visible_to(user: User) -> Select[News]:
    """What the programmes whose team this user is in have written to their groups."""
    whole = joinedload(News.season).joinedload(Season.programme)
    query = select(News).join(News.season).where(Season.programme_id.in_(programme_ids_of(user)))
    return query.options(whole, joinedload(News.meeting))


def next_meeting(season: Season, now: datetime) -> Meeting | None:
    """The date that comes first."""
    query = meetings_of(season).where(Meeting.status == Status.PUBLISHED, Meeting.ends_at > now).limit(1)
    return db.session.scalars(query).first()


def those_of(audience: Audience, meeting: Meeting | None) -> Sequence[int] | None:
    """The keys of the ambassadors a message is for; None is everyone of the season."""
    if audience is Audience.EVERYONE or meeting is None:
        return None
    said = said_by(meeting)
    people = [young.id for what in WHO[audience] for young in said[what]]
    query = select(Ambassador.id).where(
        Ambassador.season_id == meeting.season_id, Ambassador.young_person_id.in_(people)
    )
    return db.session.scalars(query).all()
