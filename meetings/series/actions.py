"""Make a whole series at once. Twice the same request makes it once."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from meetings import actions
from meetings.actions import Details
from meetings.models import Meeting
from seasons.models import Season


def add(season: Season, asked: Iterable[Details], *, by: User, now: datetime) -> list[Meeting]:
    """Drafts for the dates that do not stand yet: a day and time of the season that is planned is not doubled."""
    actions.lock(season)
    return [
        actions.add(season, details, by=by, now=now)
        for details in asked
        if not actions.same_moment(season, details.held_on, details.start_time)
    ]
