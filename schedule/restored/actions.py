"""Raise what calendars have read beyond what they can have seen, and let nothing old work or leave again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Case, CursorResult, Update, bindparam, case, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import Link, Session
from accounts.rules import LinkKind
from ambassadors.models import Ambassador, YoungPerson
from core.db import Moment, db
from core.ical import JUMP, number_at
from core.outbox import FORGOTTEN, KEPT_BACK, UNSETTLED, Mail
from meetings.models import Meeting
from meetings.reminders.actions import count_as_sent
from outings.models import Outing
from projects.models import Call
from seasons.models import Season

OF_NO_TEAM = or_(Mail.signs_in, Mail.programme == "")
OPEN_LINK = (Link.used_at.is_(None), Link.revoked_at.is_(None))
SECOND = timedelta(seconds=1)
# Calendars may have read a moment that is later than the change by as much: for its answers, and for a feed's options.
AHEAD = timedelta(seconds=2 * JUMP)


@dataclass(frozen=True)
class Done:
    """How many rows were put right; of mails kept back, those of an earlier time as well."""

    dates: int
    reminders: int
    kept_back: int
    dropped: int
    sessions: int
    links: int
    to_invite: int


def raise_revisions(*, now: datetime) -> int:
    """Make everything that calendars show newer than what they can have read; how many dates. May run again."""
    _raise(Season.id, Season.feed_changed_at, Season.feed_revision, now=now)
    _count(update(YoungPerson).values(answers_revision=_raised(YoungPerson.answers_revision, now)))
    kinds: tuple[type[Meeting | Outing | Call], ...] = (Meeting, Outing, Call)
    return sum(_raise(kind.id, kind.changed_at, kind.sequence, version=kind.version + 1, now=now) for kind in kinds)


def put_right(*, now: datetime) -> Done:
    """Make the restored state the newest for calendars, keep back mail that has left, end ways in that were used.

    May run twice: the second time only the dates rise again.
    """
    return Done(
        dates=raise_revisions(now=now),
        reminders=count_as_sent(now=now),
        dropped=_count(update(Mail).where(*UNSETTLED, OF_NO_TEAM).values(**_dropped(now))),
        kept_back=_count(update(Mail).where(*UNSETTLED).values(**_kept_back(now))),
        to_invite=invite_anew(),
        sessions=_count(update(Session).where(Session.ended_at.is_(None)).values(ended_at=now)),
        links=_count(update(Link).where(*OPEN_LINK).values(revoked_at=now)),
    )


def invite_anew() -> int:
    """Whose way in ends here without another is shown as not invited: by mail or by card, the team sees who it is."""
    open_to = select(Link.person).where(*OPEN_LINK, Link.kind.in_((LinkKind.INVITATION, LinkKind.CARD)))
    locked_out = select(YoungPerson.id).where(or_(YoungPerson.email == "", YoungPerson.public_id.in_(open_to)))
    going_on = select(Season.id).where(Season.archived_at.is_(None))
    which = (
        Ambassador.invited_at.is_not(None),
        Ambassador.left_on.is_(None),
        Ambassador.season_id.in_(going_on),
        Ambassador.young_person_id.in_(locked_out),
    )
    return _count(update(Ambassador).where(*which).values(invited_at=None))


def _dropped(now: datetime) -> dict[str, object]:
    """A code or a link that lets in no more; mail to one's own mailbox, which no team sees."""
    return {"cancelled_at": now, **FORGOTTEN}


def _kept_back(now: datetime) -> dict[str, object]:
    """Most of it has left since; the team reads it and sends or cancels it. A sender of then has it in hand no more."""
    held_at = func.coalesce(Mail.held_at, bindparam(None, now, type_=Moment))
    return {"held_at": held_at, "last_error": KEPT_BACK, "leased_by": "", "leased_until": None}


def _raised(number: InstrumentedAttribute[int], now: datetime) -> Case[int]:
    """What this moment says, or still more where a clock that was wrong has left more."""
    least = number_at(now)
    return case((number >= least, (number // JUMP + 1) * JUMP), else_=least)


def _raise(
    key: InstrumentedAttribute[int],
    changed_at: InstrumentedAttribute[datetime],
    number: InstrumentedAttribute[int],
    *,
    now: datetime,
    **others: object,
) -> int:
    """Calendars take a date whose number and moment are both higher than what they hold: the moment by a second at
    least, whatever the clock does."""
    moment, kind = now + AHEAD, key.class_
    newer = {number.key: _raised(number, now), **others}
    later = db.session.execute(select(key, changed_at).where(changed_at > moment - SECOND)).all()
    count = _count(update(kind).where(changed_at <= moment - SECOND).values({changed_at.key: moment, **newer}))
    for row, at in later:
        count += _count(update(kind).where(key == row).values({changed_at.key: at + SECOND, **newer}))
    return count


def _count(statement: Update) -> int:
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
