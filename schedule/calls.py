"""Whom to call in a season, whatever it is about: each change that mail did not bring to everybody has its own list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from flask import url_for
from sqlalchemy import func, or_, select, union_all

from ambassadors.models import YoungPerson
from core.db import db
from meetings.calls.access import changes_of as changes_of_meetings
from meetings.models import Meeting
from meetings.news.models import News
from meetings.rules import Status
from messages.calls.access import still_to_call, written
from outings.calls.access import changes_of as changes_of_outings
from outings.models import Outing
from seasons.models import Season

NEWS_LASTS = timedelta(days=14)  # then nobody calls about it any more


@dataclass(frozen=True)
class Matter:
    """One thing people are called about, and who they are, by name. Without a title: the season's dates as a whole."""

    kind: str  # "dates", "meeting", "outing" or "news"
    regarding: str
    title: str
    held_on: date | None
    people: Sequence[tuple[str, str]]  # public id, full name

    @property
    def url(self) -> str:
        """Its list: the numbers, and what to say."""
        if self.kind == "outing":
            return url_for("outings.calls", outing_id=self.regarding)
        return url_for("meetings.calls", about_id=self.regarding)


def has_dates_to_come(season: Season, now: datetime) -> bool:
    """Whether a meeting of the season is under way or still to come."""
    to_come = (Meeting.season_id == season.id, Meeting.status == Status.PUBLISHED, Meeting.ends_at > now)
    return db.session.scalars(select(Meeting.id).where(*to_come).limit(1)).first() is not None


def matters_of(season: Season, *, is_over: bool, now: datetime) -> list[Matter]:
    """What there is to call about now: the dates as a whole, then what comes first, then news. One query.

    Of a date that has been there is nothing left to say, nor of the dates as a whole when `is_over`, nor of old news.
    """
    changes = union_all(
        *(select(each) for each in (changes_of_meetings(season), changes_of_outings(season), written()))
    )
    calls = still_to_call(select(Season.id).where(Season.id == season.id), changes.subquery("changes")).c
    about_season = [] if is_over else [calls.regarding == season.public_id]
    title = func.coalesce(Meeting.title, Outing.title, News.subject, "")
    held_on = func.coalesce(Meeting.held_on, Outing.held_on)
    query = (
        select(
            calls.regarding,
            title,
            held_on,
            Outing.id.is_not(None),
            News.id.is_not(None),
            YoungPerson.public_id,
            YoungPerson.first_name,
            YoungPerson.last_name,
        )
        .join(YoungPerson, YoungPerson.id == calls.young_person_id)
        .outerjoin(Outing, Outing.public_id == calls.regarding)
        .outerjoin(Meeting, Meeting.public_id == calls.regarding)
        .outerjoin(News, News.public_id == calls.regarding)
        .where(or_(Outing.ends_at > now, Meeting.ends_at > now, News.written_at > now - NEWS_LASTS, *about_season))
        .order_by(News.id.is_not(None), held_on.is_not(None), held_on, calls.regarding, YoungPerson.sort_name)
    )
    found = []
    for (regarding, words, on, is_outing, is_news), each in groupby(db.session.execute(query), lambda row: row[:5]):
        kind = "outing" if is_outing else "news" if is_news else "meeting" if on else "dates"
        people = tuple((row[5], f"{row[6]} {row[7]}") for row in each)
        found.append(Matter(kind, regarding, words, on, people))
    return found
