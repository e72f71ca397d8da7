"""What people are called about: one date that changed, or the dates of a season."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Subquery, case, func, literal, select, union_all

from core.db import db
from meetings.access import meetings_of
from meetings.emails import PLACED
from meetings.models import Meeting, MeetingStep
from meetings.rules import Status
from messages.calls.access import Occasion
from seasons.models import Season

CHANGES = ("move", "cancel", "restore")  # of one date, that everybody is told of
NEWS = ("publish", "place")  # of the dates of a season


def last_change(meeting: Meeting) -> MeetingStep | None:
    """The last step that everybody was told of."""
    query = select(MeetingStep).where(MeetingStep.meeting_id == meeting.id, MeetingStep.act.in_(CHANGES))
    return db.session.scalars(query.order_by(MeetingStep.at.desc(), MeetingStep.id.desc()).limit(1)).first()


def first_placed(meeting: Meeting) -> MeetingStep | None:
    """The first time somebody got a place they waited for."""
    query = select(MeetingStep).where(MeetingStep.meeting_id == meeting.id, MeetingStep.act == PLACED)
    return db.session.scalars(query.order_by(MeetingStep.at, MeetingStep.id).limit(1)).first()


def last_news(season: Season) -> MeetingStep | None:
    """The last publication, or the last change of a place: the step of one of its dates stands for all."""
    of_season = select(Meeting.id).where(Meeting.season_id == season.id)
    query = select(MeetingStep).where(MeetingStep.meeting_id.in_(of_season), MeetingStep.act.in_(NEWS))
    return db.session.scalars(query.order_by(MeetingStep.at.desc(), MeetingStep.id.desc()).limit(1)).first()


def changes_of(season: Season) -> Subquery:
    """Since when what did not arrive counts, for each date of the season that changed and for its dates as a whole."""
    told = func.max(case((MeetingStep.act.in_(CHANGES), MeetingStep.at)))
    placed = func.min(case((MeetingStep.act == PLACED, MeetingStep.at)))
    steps = (
        select(Meeting.id).join(MeetingStep, MeetingStep.meeting_id == Meeting.id).where(Meeting.season_id == season.id)
    )
    dates = (
        steps.with_only_columns(Meeting.public_id.label("regarding"), func.coalesce(told, placed).label("at"))
        .where(MeetingStep.act.in_((*CHANGES, PLACED)))
        .group_by(Meeting.public_id)
    )
    whole = steps.with_only_columns(literal(season.public_id), func.max(MeetingStep.at)).where(
        MeetingStep.act.in_(NEWS)
    )
    return union_all(dates, whole).subquery("meeting_changes")


def dates_to_come(season: Season, now: datetime) -> Sequence[Meeting]:
    """What is published and not over, in order."""
    query = meetings_of(season).where(Meeting.status == Status.PUBLISHED, Meeting.ends_at > now)
    return db.session.scalars(query).all()


def occasion(meeting: Meeting) -> Occasion:
    """A meeting, as those who call about it know it."""
    return Occasion(meeting.public_id, meeting.season_id)


def occasion_of(season: Season) -> Occasion:
    """The dates of a season as a whole: a publication is one call a young person, whatever its length."""
    return Occasion(season.public_id, season.id)
