"""How far the dispatches of a programme are: a dispatch is the mails of one event, which leave together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from core.db import Moment, db
from core.outbox import KEPT_BACK, OUTDATED, STOPPED, UNSETTLED, Mail
from messages.rules import Post
from seasons.models import Programme

WHICH = {
    Post.WAITING: UNSETTLED,
    Post.FAILED: (Mail.failed_at.is_not(None), Mail.cancelled_at.is_(None)),
    Post.SENT: (Mail.sent_at.is_not(None),),
    Post.CANCELLED: (Mail.cancelled_at.is_not(None),),
}


def is_kept_back() -> ColumnElement[bool]:
    """Whether a mail waits because a backup was restored, and nobody has said yet what becomes of it."""
    return and_(*UNSETTLED, Mail.held_at.is_not(None), Mail.last_error == KEPT_BACK)


def is_stopped() -> ColumnElement[bool]:
    """Whether the team has stopped a mail, and nobody has said yet that its reader need not be told."""
    return and_(Mail.cancelled_at.is_not(None), Mail.last_error == STOPPED, Mail.text != "")


def dispatches(mails: Select[Mail], programme: Programme, which: Post | None) -> Select[Mail]:
    """The first mail of each dispatch of a programme, the newest dispatch first; `which`: those with such a mail."""
    firsts = select(func.min(Mail.id)).where(Mail.programme == programme.public_id).group_by(Mail.dispatch)
    if which is not None:
        some = select(Mail.dispatch).where(Mail.programme == programme.public_id, *WHICH[which])
        firsts = firsts.where(Mail.dispatch.in_(some))
    return mails.where(Mail.id.in_(firsts)).order_by(Mail.created_at.desc(), Mail.id.desc())


def in_dispatch(mails: Select[Mail], dispatch: str) -> Select[Mail]:
    """The mails of a dispatch, in the order of the list of young people, as they were written.

    Those that did not arrive come first, since they wait for somebody.
    """
    failed = case((and_(*WHICH[Post.FAILED]), 0), else_=1)
    return mails.where(Mail.dispatch == dispatch).order_by(failed, Mail.id)


@dataclass(frozen=True)
class Count:
    """How far a dispatch is: how many of its mails are in each state, and when those that wait will leave."""

    total: int = 0
    waiting: int = 0
    held: int = 0  # of those that wait
    failed: int = 0
    sent: int = 0
    cancelled: int = 0
    due_at: datetime | None = None
    kept_back: int = 0  # of those that are held: they may have left before a backup was restored
    outdated: int = 0  # of those that are cancelled: later news took their place
    stopped: int = 0  # of those that are cancelled: the team did so, and nobody has said yet that it is settled

    def will_leave_after(self, now: datetime) -> bool:
        """Whether it waits for its time, with nobody holding it back."""
        return bool(self.waiting and not self.held and self.due_at and self.due_at > now)


def counts(dispatch_ids: Sequence[str]) -> dict[str, Count]:
    """How far each of these dispatches is, in one query."""
    is_waiting = and_(*UNSETTLED)
    query = (
        select(
            Mail.dispatch,
            func.count(Mail.id),
            func.count(case((is_waiting, Mail.id))),
            func.count(case((is_waiting, Mail.held_at))),
            func.count(case((and_(*WHICH[Post.FAILED]), Mail.id))),
            func.count(Mail.sent_at),
            func.count(Mail.cancelled_at),
            func.min(case((is_waiting, Mail.due_at)), type_=Moment),
            func.count(case((is_kept_back(), Mail.id))),
            func.count(case((and_(Mail.cancelled_at.is_not(None), Mail.last_error == OUTDATED), Mail.id))),
            func.count(case((is_stopped(), Mail.id))),
        )
        .where(Mail.dispatch.in_(dispatch_ids))
        .group_by(Mail.dispatch)
    )
    return {dispatch: Count(*figures) for dispatch, *figures in db.session.execute(query)}


def state_of(mail: Mail) -> Post:
    """Where one mail is."""
    if mail.cancelled_at:
        return Post.CANCELLED
    if mail.sent_at:
        return Post.SENT
    return Post.FAILED if mail.failed_at else Post.WAITING
