"""Empty the outbox: lease one mail, send it outside any transaction, note what came of it.

Any number of threads and processes may do so at once. Nothing is kept in memory that correctness needs: a sender
that is killed leaves a lease that runs out, and another one takes the mail up again.
"""

import atexit
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from flask import Flask, Response, g
from sqlalchemy import CursorResult, and_, delete, exists, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from core import clock
from core.db import db
from core.letters import Away, Carrier, Later, Refused, Unsure, by_smtp, into_folder, letter, server_at
from core.outbox import FORGOTTEN, UNSETTLED, Mail
from core.schema import Newer, require_known
from core.settings import Settings
from core.whereabouts import Copied, copied

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than the four answers a server may take core.letters.PATIENCE for
FIRST_WAIT = timedelta(seconds=0.5)
LONGEST_WAIT = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(hours=72)
MAX_UNSURE = 3  # sends whose answer was lost: beyond them a copy is likelier than a loss
PER_CONNECTION = 50
IDLE = 2.0  # seconds between two looks at the outbox when nothing wakes the sender
LONGEST_AWAY = 30.0  # seconds between two calls to a server that is away
LINES_KEPT = timedelta(days=183)  # who was written to, and when; the body goes as soon as it is sent
WORDS_KEPT = timedelta(days=14)  # of a mail that failed or was cancelled: it may still be sent
SIGN_INS_KEPT = timedelta(days=4)
CHORES_EVERY = timedelta(days=1)
LOOK_EVERY = timedelta(minutes=1)

Chore = Callable[..., object]
"""Something to do once a day or each minute, called with `now=`; doing it twice does no harm."""


def wait_before(tries: int) -> timedelta:
    """How long to wait after `tries` failed ones: half a second, doubled each time, 15 minutes at most."""
    doubled: int = 2 ** min(tries - 1, 20)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def carriage(settings: Settings) -> AbstractContextManager[Carrier]:
    """How mail leaves this instance. Raises ValueError when SMTP_URL cannot be read."""
    if settings.smtp_url:
        return by_smtp(server_at(settings.smtp_url))
    return into_folder(settings.data / "mail")


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(Mail.leased_until.is_(None), Mail.leased_until <= now)
    return and_(*UNSETTLED, Mail.held_at.is_(None), Mail.due_at <= now, free)


def _is_next(now: datetime) -> ColumnElement[bool]:
    """What is about one thing reaches a mailbox in the order it was written: the last word must be the last to come.

    An earlier mail that a server puts off keeps the later ones back; one that the team holds, or that is to leave
    later, does not. One that is on its way, or whose sender died, keeps back whatever follows it to that mailbox.
    """
    earlier = aliased(Mail)
    unsettled = (earlier.sent_at.is_(None), earlier.failed_at.is_(None), earlier.cancelled_at.is_(None))
    is_before = exists().where(
        earlier.regarding == Mail.regarding,
        earlier.to_email == Mail.to_email,
        earlier.id < Mail.id,
        *unsettled,
        *(earlier.held_at.is_(None), earlier.due_at <= now),
    )
    on_its_way = (earlier.leased_by != "", *unsettled)
    is_overtaken = and_(  # the mailboxes alone first: they are few, and found once
        Mail.to_email.in_(select(earlier.to_email).where(*on_its_way)),
        exists().where(earlier.to_email == Mail.to_email, earlier.id < Mail.id, *on_its_way),
    )
    return or_(Mail.regarding == "", and_(~is_before, ~is_overtaken))


def _waiting(now: datetime) -> ColumnElement[bool]:
    return and_(_due(now), _is_next(now))


def is_anything_due(*, now: datetime) -> bool:
    return bool(db.session.scalar(select(exists().where(_waiting(now)))))


def lease(owner: str, *, now: datetime) -> Mail | None:
    """Take the mail that has waited longest, for this sender alone, and commit that; None when there is none.

    A code that somebody sits and waits for goes before five hundred mails to the group. One that comes too late to be
    of use is cancelled instead.
    A lease that ran out was held by a sender that died: whether its mail arrived, nobody knows.
    """
    query = select(Mail).where(_waiting(now)).order_by(Mail.is_awaited.desc(), Mail.due_at, Mail.id).limit(1)
    mail = db.session.scalars(query.with_for_update(skip_locked=True)).one_or_none()
    while mail is not None and mail.until_at is not None and mail.until_at <= now:
        mail.cancelled_at, mail.leased_by, mail.last_error = now, "", "too late to be of use"
        db.session.commit()
        mail = db.session.scalars(query.with_for_update(skip_locked=True)).one_or_none()
    if mail is not None:
        if mail.leased_by:
            mail.unsure_count += 1
        mail.leased_by, mail.leased_until = owner, now + LEASE
        mail.tries += 1
    db.session.commit()
    return mail


def note_sent(mail: Mail, *, now: datetime) -> None:
    """It has left: forget what it said, also when the lease was lost meanwhile."""
    db.session.execute(
        update(Mail)
        .where(Mail.id == mail.id, Mail.sent_at.is_(None))
        .values(sent_at=now, failed_at=None, leased_until=None, leased_by="", last_error="", **FORGOTTEN)
    )
    db.session.commit()


def note_trouble(mail: Mail, owner: str, trouble: Exception, *, now: datetime) -> None:
    """It has not left, or perhaps not: plan another try, or give up so that somebody calls instead."""
    unsure = mail.unsure_count + isinstance(trouble, Unsure)
    hopeless = isinstance(trouble, Refused) or unsure >= MAX_UNSURE or now - mail.due_at >= GIVE_UP_AFTER
    values: dict[str, object] = {"last_error": str(trouble)[:300], "leased_by": "", "unsure_count": unsure}
    if hopeless:
        values |= {"failed_at": now, "leased_until": None, **(FORGOTTEN if mail.signs_in else {})}
    else:
        values["leased_until"] = now + wait_before(mail.tries)
    db.session.execute(
        update(Mail).where(Mail.id == mail.id, Mail.leased_by == owner, Mail.sent_at.is_(None)).values(**values)
    )
    db.session.commit()
    log.warning("mail %s %s: %s", mail.public_id, "failed" if hopeless else "waits", trouble)


def send_one(carrier: Carrier, sender: str, owner: str) -> bool | None:
    """Send the mail that has waited longest. True: sent; False: not, the connection may be gone; None: no mail."""
    mail = lease(owner, now=clock.now())
    if mail is None:
        return None
    if mail.unsure_count >= MAX_UNSURE:
        note_trouble(
            mail, owner, Refused("its sending was interrupted too often: it may have arrived"), now=clock.now()
        )
        return True
    db.session.refresh(mail)
    db.session.expunge(mail)
    db.session.rollback()  # no transaction stays open while a server takes its time
    try:
        message = letter(mail, sender=sender)
        carrier(message, message["To"].addresses[0].addr_spec)
    except (Refused, Later, Unsure) as trouble:
        note_trouble(mail, owner, trouble, now=clock.now())
        return False
    except Exception as error:  # one message that cannot be written must not hold up all the others
        log.exception("mail %s cannot be written", mail.public_id)
        note_trouble(mail, owner, Refused(f"it cannot be written: {type(error).__name__}"), now=clock.now())
        return False
    note_sent(mail, now=clock.now())
    return True


def give_up_late(*, now: datetime) -> int:
    """While no server can be reached: end the wait of mails that are three days late; returns how many."""
    late = update(Mail).where(_due(now), Mail.due_at <= now - GIVE_UP_AFTER)
    done = db.session.execute(late.values(failed_at=now, leased_by="", leased_until=None))
    db.session.execute(update(Mail).where(Mail.signs_in, Mail.failed_at == now).values(**FORGOTTEN))
    db.session.commit()
    return done.rowcount if isinstance(done, CursorResult) else 0


def drain(settings: Settings, *, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Send all that is due now; returns how many left. Raises Away when the server cannot be reached."""
    owner = f"{os.uname().nodename[:16]}:{os.getpid()}:{secrets.token_hex(4)}"
    sent = 0
    while goes_on() and is_anything_due(now=clock.now()):
        db.session.rollback()
        try:
            with carriage(settings) as carrier:
                for _ in range(PER_CONNECTION):
                    outcome = send_one(carrier, settings.mail_from, owner) if goes_on() else None
                    sent += outcome is True
                    if not outcome:
                        break
        except Away:
            give_up_late(now=clock.now())
            raise
    db.session.rollback()
    return sent


def forget_old(*, now: datetime) -> None:
    """Remove the lines of mails that nobody needs any more: six months, four days for those that sign in."""
    old = Mail.created_at < now - LINES_KEPT
    old_sign_in = and_(Mail.signs_in, Mail.created_at < now - SIGN_INS_KEPT)
    db.session.execute(delete(Mail).where(or_(old, old_sign_in)))
    stopped = or_(Mail.failed_at < now - WORDS_KEPT, Mail.cancelled_at < now - WORDS_KEPT)
    db.session.execute(update(Mail).where(stopped, Mail.text != "").values(**FORGOTTEN))


class Sender:
    """One thread that sends until it is told to stop."""

    def __init__(self, app: Flask, at_end: Callable[[], object] = lambda: None) -> None:
        self.app = app
        self.chores: list[Chore] = app.extensions["chores"]
        self.looks: list[Chore] = app.extensions["looks"]
        self.settings: Settings = app.extensions["settings"]
        self.wake: threading.Event = app.extensions["wake_sender"]
        self.stopping = threading.Event()
        self.chores_at: datetime | None = None
        self.looked_at: datetime | None = None
        self.away_for = 0.0
        self.is_copy = False
        self.ended = ""  # why, where nobody stopped it
        self.at_end = at_end
        self.thread = threading.Thread(target=self.run, name="sender", daemon=True)

    def run(self) -> None:
        while not self.stopping.is_set():
            self.wake.clear()
            pause = self.round()
            if not self.stopping.is_set():
                self.wake.wait(pause)
        self.at_end()

    def round(self) -> float:
        """Send what is due, do what is daily; returns the seconds to wait. No failure ends the thread."""
        try:
            with self.app.app_context():
                self.once()
            self.away_for, self.is_copy = 0.0, False
        except Newer as words:
            log.critical("no mail leaves: %s", words)
            self.ended = str(words)
            self.stopping.set()
            return 0.0
        except Copied as words:
            if not self.is_copy:  # said once
                log.error("%s", words)
            self.is_copy = True
            return LONGEST_AWAY
        except Away as away:
            self.away_for = min(max(self.away_for * 2, 0.5), LONGEST_AWAY)
            log.warning("no mail leaves, next try in %.1f s: %s", self.away_for, away)
            self.stopping.wait(self.away_for)  # new mail does not hurry a server that is away
            return 0.0
        except SQLAlchemyError as error:  # busy, full, being migrated: it will pass
            log.warning("the outbox cannot be read: %s", error.__class__.__name__)
            return LONGEST_AWAY / 6
        except Exception:
            log.exception("the sender stumbled")
            return LONGEST_AWAY
        return IDLE

    def once(self) -> int:
        """What is daily, what has to be written by now, and mail that is due; how many left.

        Raises Away, Copied and Newer: what old code does to newer rows nobody has thought of.
        """
        require_known()
        if words := copied():
            raise words
        self.daily()
        self.look()
        return drain(self.settings, goes_on=lambda: not self.stopping.is_set())

    def daily(self) -> None:
        now = clock.now()
        if self.chores_at is not None and now - self.chores_at < CHORES_EVERY:
            return
        for chore in self.chores:
            chore(now=now)
            db.session.commit()
        self.chores_at = now

    def look(self) -> None:
        """Look each minute for what has to be written by now. What goes wrong there holds up no mail."""
        now = clock.now()
        if self.looked_at is not None and now - self.looked_at < LOOK_EVERY:
            return
        self.looked_at = now
        for look in self.looks:
            try:
                look(now=now)
                db.session.commit()
            except Exception:
                db.session.rollback()
                log.exception("a look for what is due stumbled")

    def stop(self, *, within: float = 15.0) -> None:
        """Let the mail under way end, then stop."""
        self.stopping.set()
        self.wake.set()
        self.thread.join(within)


def start_sender(app: Flask, at_end: Callable[[], object] = lambda: None) -> Sender:
    """Start this process's sender: a thread that ends with the process, after the mail it is sending."""
    sender = Sender(app, at_end)
    sender.thread.start()
    atexit.register(sender.stop)
    return sender


def init_app(app: Flask, settings: Settings, *, chores: Iterable[Chore], looks: Iterable[Chore] = ()) -> None:
    """Check SMTP_URL, keep the chores of the day and the minute, and let a request that queued mail wake the sender."""
    if settings.smtp_url:
        server_at(settings.smtp_url)
    app.extensions["chores"] = [forget_old, *chores]
    app.extensions["looks"] = list(looks)
    wake = app.extensions["wake_sender"] = threading.Event()

    def hurry(response: Response) -> Response:
        if g.get("mail_queued") and response.status_code < 400:
            wake.set()
        return response

    app.after_request(hurry)
    if settings.embedded_sender:
        app.extensions["start_sender"] = lambda: start_sender(app)  # each worker calls it: deploy/gunicorn.py
