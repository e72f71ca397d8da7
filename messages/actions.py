"""Hold back, let go, cancel, change and send again. A mail that a sender has in hand is out of reach."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, g, render_template
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, CursorResult, Select, and_, case, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from core.db import db, rows
from core.errors import RuleBroken
from core.i18n import speaking
from core.outbox import BY_HAND, KEPT_BACK, OUTDATED, SETTLED, STOPPED, UNSETTLED, Mail
from messages.rules import Recipient
from seasons.models import Programme

IN_REACH = (*UNSETTLED, Mail.leased_by == "")
UNSENT = (Mail.sent_at.is_(None), Mail.failed_at.is_(None), Mail.leased_by == "")
"""What waits, and what was cancelled."""
ANEW = ("subject", "text", "html", "calendar", "stop_url", "locale", "to_name", "person")
"""What a mail says, to whom."""
SIGNATURE = "\n-- \n"  # what follows it stands around every mail anyway


def hurry(*regarding: str, now: datetime, but: ColumnElement[bool] | None = None) -> None:
    """Later news of the same things is about to leave: what still waits for its time leaves before it, `but` some."""
    waiting = [Mail.regarding.in_(regarding), *UNSETTLED, Mail.held_at.is_(None), Mail.due_at > now]
    waiting += [] if but is None else [~but]
    db.session.execute(update(Mail).where(*waiting).values(due_at=now))


@dataclass(frozen=True)
class Withdrawn:
    """Whose mails never left, since what they say is no longer true; what the team had decided about them."""

    addresses: frozenset[str]
    word: str = ""
    held_at: datetime | None = None


def withdraw(regarding: str, kind: str, *, now: datetime) -> Withdrawn:
    """Cancel what has not left of one kind about something: later news makes it wrong."""
    which = (Mail.regarding == regarding, Mail.kind == kind, *IN_REACH)
    found = rows(select(Mail).where(*which).order_by(Mail.id).with_for_update())
    for mail in found:
        mail.cancelled_at = now
    return _withdrawn(found)


def withdrawn(regarding: str, kind: str, *, at: datetime) -> Withdrawn:
    """What `withdraw` cancelled at that moment."""
    which = (Mail.regarding == regarding, Mail.kind == kind, Mail.cancelled_at == at)
    return _withdrawn(rows(select(Mail).where(*which).order_by(Mail.id)))


def _withdrawn(found: Sequence[Mail]) -> Withdrawn:
    first = found[0] if found else None
    return Withdrawn(
        frozenset(mail.to_email for mail in found), first.word if first else "", first.held_at if first else None
    )


def hold(dispatch: str, *, now: datetime) -> None:
    """Keep back what has not left of a dispatch until somebody lets it go; what later news follows cannot wait."""
    _change(Mail.dispatch == dispatch, *IN_REACH, ~_is_followed(), held_at=now)


def let_go(dispatch: str, *, now: datetime) -> None:
    """Send what waits of a dispatch now."""
    _change(Mail.dispatch == dispatch, *IN_REACH, held_at=None, due_at=now, leased_until=None)
    g.mail_queued = True


def cancel(dispatch: str, *, now: datetime) -> None:
    """Never send what has not left of a dispatch; `restore` takes that back, but not behind later news. Of what a
    restored backup kept back, most has been read."""
    why = case((_is_followed(), OUTDATED), (Mail.last_error == KEPT_BACK, KEPT_BACK), else_=STOPPED)
    _change(Mail.dispatch == dispatch, *IN_REACH, cancelled_at=now, last_error=why)


def leave_stopped(dispatch: str) -> None:
    """It stays as it was stopped: whoever was to read it knows by another way, or need not."""
    _change(Mail.dispatch == dispatch, Mail.cancelled_at.is_not(None), Mail.last_error == STOPPED, last_error=SETTLED)


def call_off(dispatches: Select[str], *, now: datetime) -> None:
    """Do not send what has not left of these dispatches, if anything has not."""
    waiting = update(Mail).where(Mail.dispatch.in_(dispatches), *IN_REACH)
    db.session.execute(waiting.values(cancelled_at=now), execution_options={"synchronize_session": False})


def outdate(*which: ColumnElement[bool], now: datetime) -> None:
    """What these say is no longer so: what has not left never does, not even when the team asks for it."""
    never = {"cancelled_at": func.coalesce(Mail.cancelled_at, now), "last_error": OUTDATED}
    unsent = update(Mail).where(*which, *UNSENT).values(**never)
    db.session.execute(unsent, execution_options={"synchronize_session": "fetch"})


def supersede(regarding: str, kinds: Collection[str], *, now: datetime) -> dict[str, str]:
    """Later news of something follows: what the team holds back or has cancelled of these kinds is outdated.

    Returns what the readers of those knew before the first of them, by mailbox; not of what they know by other ways, or
    may have read before a backup was restored.
    """
    is_kept_back = or_(Mail.held_at.is_not(None), Mail.cancelled_at.is_not(None))
    which = (Mail.regarding == regarding, Mail.kind.in_(kinds), is_kept_back, Mail.last_error != OUTDATED)
    found = rows(select(Mail).where(*which, *UNSENT).order_by(Mail.id).with_for_update())
    known: dict[str, str] = {}
    for mail in found:
        if mail.last_error not in (KEPT_BACK, SETTLED):
            known.setdefault(mail.to_email, mail.known)
    outdate(Mail.id.in_([mail.id for mail in found]), now=now)
    return known


def _is_followed() -> ColumnElement[bool]:
    """Of a mail about a change: its reader was written a later one about the same, be it to another address."""
    later, kinds = aliased(Mail), current_app.extensions["kinds_of_change"]  # of features above this one
    is_to_them = or_(
        later.to_email == Mail.to_email,
        and_(Mail.person != "", later.person == Mail.person, later.to_name == Mail.to_name),
    )
    is_later = (later.regarding == Mail.regarding, later.id > Mail.id, later.kind.in_(kinds))
    return and_(Mail.kind.in_(kinds), exists().where(*is_later, is_to_them, later.cancelled_at.is_(None)))


def restore(dispatch: str) -> None:
    """Let what was cancelled leave after all, at its time, or now when that is over."""
    may_leave = (Mail.cancelled_at.is_not(None), Mail.text != "", Mail.last_error != OUTDATED)
    why = case((Mail.last_error.in_((STOPPED, SETTLED)), ""), else_=Mail.last_error)
    _change(Mail.dispatch == dispatch, *may_leave, cancelled_at=None, last_error=why)
    g.mail_queued = True


def put_on_top(dispatch: str, word: str) -> None:
    """Begin every mail of a dispatch that has not left with the team's own word; an empty one takes it away."""
    _change(Mail.dispatch == dispatch, *IN_REACH, Mail.signs_in.is_(False), word=word)


def rewrite(mail: Mail, programme: Programme, *, subject: str, text: str) -> None:
    """Give one mail that waits other words. Its HTML twin is made from them again."""
    with speaking(mail.locale):
        html = render_template(
            "messages/rewritten.html",
            subject=subject,
            paragraphs=[each for each in text.partition(SIGNATURE)[0].split("\n\n") if each.strip()],
            centre=programme.centre,
            programme_name=programme.name,
        )
    _change(
        Mail.id == mail.id,
        *IN_REACH,
        Mail.signs_in.is_(False),
        subject=subject,
        text=text.strip() + "\n",
        html=html,
        word="",
    )


def replace(mail: Mail, fresh: Mail | None, *, due_at: datetime, now: datetime) -> bool:
    """Have a mail that has not left say what `fresh` says, under its own name and with the team's word on top; without
    it, never send it. What was cancelled waits until `due_at`. Whether no sender was quicker."""
    found = (Mail.id == mail.id, Mail.sent_at.is_(None), Mail.failed_at.is_(None), Mail.leased_by == "")
    if fresh is None:
        change: dict[str, Any] = {"cancelled_at": mail.cancelled_at or now}
    else:
        change = {name: getattr(fresh, name) for name in ANEW}
        change |= {"cancelled_at": None, "due_at": due_at} if mail.cancelled_at else {}
    done = db.session.execute(update(Mail).where(*found).values(**change))
    return isinstance(done, CursorResult) and bool(done.rowcount)


def reword(regarding: str, kind: str, readers: Sequence[Recipient], write: Callable[[Recipient], Mail]) -> None:
    """What has not left of one kind about something says what `write` gives for its reader, also where it was held or
    stopped: it may leave yet. What the team wrote by hand stays as it is."""
    to = {each.email: each for each in readers}
    which = (Mail.regarding == regarding, Mail.kind == kind, ~Mail.html.contains(BY_HAND), Mail.last_error != OUTDATED)
    for mail in rows(select(Mail).where(*which, *UNSENT).order_by(Mail.id).with_for_update()):
        fresh = write(to[mail.to_email]) if mail.to_email in to else None
        for name in ANEW if fresh else ():
            setattr(mail, name, getattr(fresh, name))


def send_again(mail: Mail, *, to_email: str, now: datetime) -> None:
    """Try a failed mail again, at this address. Its Message-ID stays: a copy that did arrive is recognised.

    Raises RuleBroken when its reader was written later news of the same: that is what they should read.
    """
    if db.session.scalar(select(exists().where(Mail.id == mail.id, _is_followed()))):
        raise RuleBroken(_("A later message about the same thing has been written since: send that one."))
    fresh = {"failed_at": None, "cancelled_at": None, "tries": 0, "unsure_count": 0, "due_at": now, "last_error": ""}
    _change(
        Mail.id == mail.id, Mail.failed_at.is_not(None), Mail.text != "", to_email=to_email, leased_until=None, **fresh
    )
    g.mail_queued = True


def settle(mail: Mail, *, now: datetime) -> None:
    """Somebody reached them by another way: the failure waits for nobody any more."""
    _change(Mail.id == mail.id, Mail.failed_at.is_not(None), Mail.cancelled_at.is_(None), cancelled_at=now)


def _change(*which: ColumnElement[bool], **values: Any) -> None:
    """One statement, so that no sender comes between the look and the change. Raises RuleBroken when none is left."""
    done = db.session.execute(update(Mail).where(*which).values(**values))
    if not isinstance(done, CursorResult) or not done.rowcount:
        raise RuleBroken(_("Too late: nothing is waiting any more. Open the page again to see where things stand."))
