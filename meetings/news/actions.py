"""Write to the group: mails that wait for the programme's hold, and a list of those no mail reaches."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from core import outbox
from core.db import db
from core.errors import RuleBroken
from meetings.actions import lock
from meetings.models import Meeting
from meetings.news import emails
from meetings.news.access import those_of
from meetings.news.models import News
from meetings.news.rules import Audience
from messages import recipients
from messages.calls import actions as calls
from messages.calls.access import Occasion
from messages.rules import Contact, Reach
from seasons.models import Season

ONE_PRESS = timedelta(minutes=10)  # the very same words to the very same people within that time were meant once


@dataclass(frozen=True)
class Wanted:
    """A message as it is written: to whom, and what."""

    audience: Audience
    meeting: Meeting | None
    subject: str
    text: str


def reach_of(season: Season, wanted: Wanted, *, now: datetime) -> Reach:
    """Who would get it, who could only be called, and who wants no news."""
    only = those_of(wanted.audience, wanted.meeting)
    return recipients.of_season(season, now=now, only=only, is_needed=False)


def to_call(reach: Reach) -> list[Contact]:
    """Those of whom nobody is told, neither they nor their family."""
    return [each for each in (*reach.by_phone, *reach.declined) if each.person not in reach.told]


def write(season: Season, wanted: Wanted, *, by: User, now: datetime) -> News:
    """Queue it, and list whom to call. Pressed twice, or by two with the same words, it leaves once.

    Raises RuleBroken when there is nobody to write to, or for a closed season.
    """
    lock(season)
    meeting_id = wanted.meeting.id if wanted.meeting and wanted.audience is not Audience.EVERYONE else None
    same = select(News).where(
        News.season_id == season.id,
        News.meeting_id.is_(None) if meeting_id is None else News.meeting_id == meeting_id,
        News.audience == wanted.audience,
        News.subject == wanted.subject,
        News.text == wanted.text,
        News.written_at > now - ONE_PRESS,
    )
    if (there := db.session.scalars(same.limit(1)).first()) is not None:
        return there
    reach = reach_of(season, wanted, now=now)
    left = to_call(reach)
    if not reach.by_mail and not left:
        raise RuleBroken(_("There is nobody to write to: choose other people."))
    made = News(
        season=season,
        meeting_id=meeting_id,
        audience=wanted.audience,
        subject=wanted.subject,
        text=wanted.text,
        written_at=now,
        by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    programme = season.programme
    mails = [emails.news(made, each, programme=programme, now=now) for each in reach.by_mail]
    if mails:
        made.dispatch = outbox.queue_all(mails, due_at=now + timedelta(minutes=programme.hold_minutes))
    calls.add_calls(occasion(made), left, calls.NO_MAIL, now=now)
    return made


def occasion(news: News) -> Occasion:
    """News, as those who call about them know them."""
    return Occasion(news.public_id, news.season_id, is_needed=False)
