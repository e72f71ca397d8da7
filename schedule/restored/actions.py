"""Raise what calendars have read beyond what they can have seen, and let nothing old work or leave again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Update, case, select, update

from accounts.models import Link, Session
from ambassadors.models import YoungPerson
from core.db import db
from core.ical import JUMP
from core.outbox import UNSETTLED, Mail
from meetings.models import Meeting
from outings.models import Outing
from projects.models import Call
from seasons.models import Season

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Done:
    """How many rows were put right."""

    dates: int
    mails: int
    sessions: int
    links: int


def raise_revisions(*, now: datetime) -> int:
    """Make everything that calendars show newer than what they can have read; how many dates. May run again."""
    moment = case((Season.feed_changed_at < now, now), else_=Season.feed_changed_at)
    _count(update(Season).values(feed_revision=Season.feed_revision + JUMP, feed_changed_at=moment))
    _count(update(YoungPerson).values(answers_revision=YoungPerson.answers_revision + JUMP))
    return sum(_raise(kind, now) for kind in (Meeting, Outing, Call))


def put_right(*, now: datetime) -> Done:
    """Make the restored state the newest for calendars, hold back mail that has left, end ways in that were used.

    May run twice: the second time only the dates rise again.
    """
    return Done(
        dates=raise_revisions(now=now),
        mails=_count(update(Mail).where(*UNSETTLED).values(cancelled_at=now, text="", html="", word="")),
        sessions=_count(update(Session).where(Session.ended_at.is_(None)).values(ended_at=now)),
        links=_count(update(Link).where(Link.used_at.is_(None), Link.revoked_at.is_(None)).values(revoked_at=now)),
    )


def _raise(kind: type[Meeting | Outing | Call], now: datetime) -> int:
    """Calendars take a date whose sequence and moment are both higher than what they hold: the moment by a second at
    least, whatever the clock does."""
    newer = {"sequence": kind.sequence + JUMP, "version": kind.version + 1}
    ahead = db.session.execute(select(kind.id, kind.changed_at).where(kind.changed_at > now - SECOND)).all()
    count = _count(update(kind).where(kind.changed_at <= now - SECOND).values(changed_at=now, **newer))
    for key, moment in ahead:
        count += _count(update(kind).where(kind.id == key).values(changed_at=moment + SECOND, **newer))
    return count


def _count(statement: Update) -> int:
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
