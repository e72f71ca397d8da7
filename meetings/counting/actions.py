"""Choose how who comes is counted and shown. Calendars hear of it, since they say how an answer counts."""

from datetime import datetime

from sqlalchemy import select

from core.db import db, rows
from meetings.actions import touch
from meetings.models import Meeting
from meetings.rules import Status
from seasons.actions import raise_feed
from seasons.models import Company, Programme, Season


def choose(programme: Programme, *, comes_by_default: bool, company: Company, now: datetime) -> None:
    """Both settings of a programme; nothing happens when neither differs."""
    db.session.refresh(programme, with_for_update=True)
    programme.company = company
    if programme.comes_by_default is comes_by_default:
        return
    programme.comes_by_default = comes_by_default
    query = select(Meeting).join(Meeting.season).where(Season.programme_id == programme.id)
    query = query.where(Season.archived_at.is_(None), Meeting.status == Status.PUBLISHED)
    for meeting in rows(query.order_by(Meeting.id).with_for_update(of=Meeting)):
        touch(meeting, now=now, raises=False)
    for season in programme.seasons:
        raise_feed(season, now=now)
