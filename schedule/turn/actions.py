"""Open the season that follows another, with what is taken over from it."""

from collections.abc import Sequence
from datetime import date, datetime

from accounts.models import User
from meetings.actions import Details
from meetings.series import actions as series
from projects import actions as projects
from projects.access import call_of
from projects.actions import CallDetails
from seasons import actions as seasons
from seasons.models import Season


def open_next(
    season: Season,
    *,
    starts_on: date,
    ends_on: date,
    name: str,
    call: CallDetails | None,
    meetings: Sequence[Details],
    by: User,
    now: datetime,
) -> Season:
    """The next season, with this call and these meetings as drafts. Pressed twice, or by two, it is one.

    Raises RuleBroken when its name is taken, or a time does not exist on its day.
    """
    made, is_new = seasons.open_next(season, starts_on=starts_on, ends_on=ends_on, name=name, now=now)
    if is_new:
        if call is not None and call_of(made) is None:
            projects.write_call(made, call, version=None, now=now)
        series.add(made, meetings, by=by, now=now)
    return made
