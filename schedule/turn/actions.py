"""Open the season that follows another, with what is taken over from it; ask its people whether they continue."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from ambassadors.continuing import actions as continuing
from ambassadors.continuing.access import to_ask
from ambassadors.continuing.rules import can_still_say
from core import outbox
from core.clock import day_in
from core.db import db
from core.errors import RuleBroken
from meetings.actions import Details
from meetings.series import actions as series
from messages import recipients
from projects import actions as projects
from projects.access import call_of
from projects.actions import CallDetails
from schedule.turn import emails
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


def ask_who_continues(season: Season, following: Season, *, now: datetime) -> int:
    """Mail the question to those without an answer, and to the guardians of those under 18, once the programme's hold
    is over; returns how many young people are asked. Pressed twice, it leaves once.

    Raises RuleBroken once the next season is over or closed.
    """
    programme = season.programme
    today = day_in(programme.zone, now)
    seasons.require_open(following)
    if not can_still_say(following.ends_on, today):
        raise RuleBroken(_("The season %(name)s is over: there is nothing left to answer.", name=following.name))
    db.session.execute(select(Season.id).where(Season.id == season.id).with_for_update())
    waiting = to_ask(season, following, now)
    reach = recipients.of_season(season, now=now, only=[each.id for each in waiting])
    letters = [emails.who_continues(following, each, now=now) for each in reach.by_mail]
    outbox.queue_all(letters, due_at=now + timedelta(minutes=programme.hold_minutes))
    asked = [each for each in waiting if each.young_person.public_id in reach.told]
    continuing.ask(asked, now=now)
    return len(asked)
