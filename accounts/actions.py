"""Ask for a way in, use it once, leave, end what is elsewhere."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from accounts import emails
from accounts.models import AccessLog, Link, Session, User
from accounts.rules import (
    LINK_LIFE,
    MAILS_PER_ADDRESS,
    MAX_WRONG_CODES,
    WRONG_PER_ACCOUNT,
    WRONG_PER_SOURCE,
    Device,
    LinkKind,
    digest,
    new_card_code,
    new_code,
    new_key,
    plain_code,
    plain_email,
)
from core import limits, outbox
from core.db import db
from core.errors import RuleBroken


@dataclass(frozen=True)
class NewLink:
    """A link just made, with the secrets that are stored nowhere: the key of its address and its code."""

    link: Link
    key: str
    code: str


def user_for(email: str, *, now: datetime, name: str = "", locale: str = "fr") -> User:
    """The user of this mailbox, made if it is new."""
    address = plain_email(email)
    user = db.session.scalars(select(User).where(User.email == address)).one_or_none()
    if user is None:
        user = User(email=address, name=name, locale=locale, created_at=now)
        db.session.add(user)
        db.session.flush()
    return user


def user_without_mailbox(*, name: str, now: datetime, locale: str = "fr") -> User:
    """Someone who will sign in by card."""
    user = User(email=None, name=name, locale=locale, created_at=now)
    db.session.add(user)
    db.session.flush()
    return user


def new_link(
    kind: LinkKind,
    *,
    secret: bytes,
    now: datetime,
    user: User | None = None,
    person: str = "",
    by: User | None = None,
    browser: str = "",
) -> NewLink:
    """A single-use way in. `secret` keys the code's hash; `browser` binds a mailed code to who asked for it."""
    key = new_key()
    code = new_card_code() if kind is LinkKind.CARD else new_code()
    link = Link(
        kind=kind,
        key_hash=digest(key),
        code_hash=code_hash(code, browser, secret),
        asked_by_hash=digest(browser) if browser else None,
        user=user,
        person=person,
        made_by_id=by.id if by else None,
        created_at=now,
        ends_at=now + LINK_LIFE[kind],
    )
    db.session.add(link)
    db.session.flush()
    return NewLink(link, key, code)


def code_hash(code: str, browser: str, secret: bytes) -> bytes:
    """What is stored of a code: an HMAC under a key kept elsewhere, since six digits are quickly tried."""
    return hmac.digest(secret, f"{browser}|{plain_code(code)}".encode("utf-8", "surrogatepass"), "sha256")


def ask(email: str, *, browser: str, secret: bytes, host: str, now: datetime) -> None:
    """Mail a code and a link to `email` if it is known. Known or not, the same rows are written.

    Raises RuleBroken after five mails to one address in an hour.
    """
    address = plain_email(email)
    most, span = MAILS_PER_ADDRESS
    if limits.count_one(f"mail {digest(address).hex()}", span=span, now=now) > most:
        raise RuleBroken(_("Five messages have already left for this address. The next one can leave in an hour."))
    user = db.session.scalars(select(User).where(User.email == address)).one_or_none()
    made = new_link(LinkKind.MAIL, secret=secret, user=user, browser=browser, now=now)
    mail = emails.sign_in(address, user, made.key, made.code, host=host, now=now)
    if user is None:
        mail.cancelled_at, mail.to_email, mail.text, mail.html = now, "", "", ""
    outbox.queue(mail)


def link_by_key(key: str) -> Link | None:
    """The link behind an address, whatever its state."""
    return db.session.scalars(select(Link).where(Link.key_hash == digest(key))).one_or_none()


def is_usable(link: Link | None, *, now: datetime) -> bool:
    """Whether the link still opens: neither used, ended nor over."""
    return link is not None and link.used_at is None and link.revoked_at is None and link.ends_at > now


def use(link: Link, *, now: datetime) -> bool:
    """Take the link, once: of two who press at the same time, one gets True."""
    taken = db.session.execute(
        update(Link)
        .where(Link.id == link.id, Link.used_at.is_(None), Link.revoked_at.is_(None), Link.ends_at > now)
        .values(used_at=now)
        .returning(Link.id)
    ).all()
    return len(taken) == 1


def link_by_code(code: str, *, browser: str, secret: bytes, source: str, now: datetime) -> Link | None:
    """The usable link of a mailed code (in the browser that asked) or of a card's, or None for a wrong one.

    Raises RuleBroken after too many wrong ones, counted exactly across workers. A right one never counts.
    """
    most, span = WRONG_PER_SOURCE
    if limits.count_of(f"wrong from {source}", span=span, now=now) >= most:
        raise RuleBroken(_("Too many wrong codes came from here. Wait an hour, or open the link of the message."))
    pending = _pending(browser, now=now) if browser else None
    if pending is not None and pending.wrong_tries >= MAX_WRONG_CODES:
        raise RuleBroken(_("This code was mistyped five times and no longer works. Ask for a new one."))
    hashes = {code_hash(code, browser, secret), code_hash(code, "", secret)}
    found = db.session.scalars(
        select(Link).where(Link.code_hash.in_(hashes), Link.kind.in_([LinkKind.MAIL, LinkKind.CARD]))
    ).all()
    for link in found:
        bound = link.kind is LinkKind.CARD or link is pending
        if bound and link.user_id is not None and is_usable(link, now=now):
            return link
    limits.count_one(f"wrong from {source}", span=span, now=now)
    if pending is not None:
        pending.wrong_tries += 1
        if pending.user_id is not None:
            limits.count_one(f"wrong for {pending.user_id}", span=WRONG_PER_ACCOUNT[1], now=now)
    return None


def _pending(browser: str, *, now: datetime) -> Link | None:
    """The latest link asked from this browser, locked so that tries are counted one after the other."""
    return db.session.scalars(
        select(Link)
        .where(Link.asked_by_hash == digest(browser), Link.used_at.is_(None), Link.ends_at > now)
        .order_by(Link.id.desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()


def begin_session(user: User, *, device: Device, life: timedelta, browser_name: str, person: str, now: datetime) -> str:
    """Sign `user` in on this device; returns the key for the cookie, which is stored nowhere."""
    key = new_key()
    db.session.add(
        Session(
            key_hash=digest(key),
            user_id=user.id,
            device=device,
            browser=browser_name,
            person=person,
            created_at=now,
            ends_at=now + life,
        )
    )
    return key


def end_session(session: Session, *, now: datetime) -> None:
    session.ended_at = session.ended_at or now


def end_all_sessions(user: User, *, now: datetime, but: Session | None = None) -> None:
    """Sign `user` out everywhere, save perhaps here."""
    query = update(Session).where(Session.user_id == user.id, Session.ended_at.is_(None))
    if but is not None:
        query = query.where(Session.id != but.id)
    db.session.execute(query.values(ended_at=now))


def new_card(user: User, *, person: str, programme: str, secret: bytes, by: User, now: datetime) -> NewLink:
    """A card to print and hand over in person. It ends the one before, and the log keeps who made it."""
    db.session.execute(
        update(Link)
        .where(Link.user_id == user.id, Link.person == person, Link.kind == LinkKind.CARD, Link.used_at.is_(None))
        .values(revoked_at=now)
    )
    log_access("card made", by=by, programme=programme, person=person, now=now)
    return new_link(LinkKind.CARD, secret=secret, user=user, person=person, by=by, now=now)


def log_access(act: str, *, by: User, programme: str, person: str = "", now: datetime) -> None:
    """Note that someone read or handed out something sensitive."""
    db.session.add(AccessLog(at=now, by_id=by.id, act=act, programme=programme, person=person))
