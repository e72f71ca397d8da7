"""Ask for a way in, use it once, leave, end what is elsewhere."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from accounts import emails
from accounts.models import AccessLog, Link, Session, User
from accounts.rules import (
    ASKS_PER_SOURCE,
    ENDED_ARE_KEPT,
    LINK_LIFE,
    MAILS_PER_ADDRESS,
    MAILS_PER_ADDRESS_AND_DAY,
    MAILS_PER_ASKER,
    MAILS_PER_ASKER_AND_DAY,
    MAX_WRONG_CODES,
    WRONG_PER_SOURCE,
    Device,
    LinkKind,
    digest,
    is_card_code,
    new_card_code,
    new_code,
    new_key,
    plain_code,
    plain_email,
)
from core import limits, outbox
from core.db import db, new_public_id
from core.errors import RuleBroken


@dataclass(frozen=True)
class NewLink:
    """A link just made, with the secrets that are stored nowhere: the key of its address and its code."""

    link: Link
    key: str
    code: str


def user_for(email: str, *, now: datetime, name: str = "", locale: str = "fr") -> User:
    """The user of this mailbox, made if it is new; two who make it at once get the same one."""
    address = plain_email(email)
    known = select(User).where(User.email == address)
    user = db.session.scalars(known).one_or_none()
    if user is None:
        insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
        values = {"public_id": new_public_id(), "email": address, "name": name, "locale": locale, "created_at": now}
        db.session.execute(insert(User).values(values).on_conflict_do_nothing(index_elements=[User.email]))
        user = db.session.scalars(known).one()
    return user


def users_for(names: Mapping[str, str], *, now: datetime, locale: str = "fr") -> dict[str, User]:
    """The users of many mailboxes, by address (`names`: plain address → name); those that are new are made."""
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    emails_in_order, found = sorted(names), dict[str, User]()  # in one order: two lists at once do not cross
    for start in range(0, len(names), 200):
        some = emails_in_order[start : start + 200]
        rows = [
            {"public_id": new_public_id(), "email": email, "name": names[email], "locale": locale, "created_at": now}
            for email in some
        ]
        db.session.execute(insert(User).values(rows).on_conflict_do_nothing(index_elements=[User.email]))
        found |= {str(user.email): user for user in db.session.scalars(select(User).where(User.email.in_(some)))}
    return found


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


def ask(
    email: str,
    *,
    browser: str,
    source: str,
    device: str = "",
    secret: bytes,
    host: str,
    centre: str = "",
    now: datetime,
) -> None:
    """Mail a code and a link to `email` if it is known. Known or not: the same statements, rows and answer.

    `centre` signs the mail, where the instance is one centre's.

    `device` names one on which this very mailbox has signed in before: it has a count of its own. Raises RuleBroken
    when too many were asked for; what was counted for a refused one is rolled back with it, so a count stands for
    mails that left.
    """
    address = plain_email(email)
    if not _counted(f"asks from {source}", ASKS_PER_SOURCE, now=now):
        raise RuleBroken(_("Too many codes have been requested from here. Wait an hour, or use a printed card."))
    for name, limit in _limits(digest(address).hex(), source=source, device=device):
        if not _counted(name, limit, now=now):
            raise RuleBroken(_too_many(limit))
    user = db.session.scalars(select(User).where(User.email == address)).one_or_none()
    made = new_link(LinkKind.MAIL, secret=secret, user=user, browser=browser, now=now)
    mail = emails.sign_in(address, user, made.key, made.code, host=host, centre=centre, now=now)
    if user is None:
        mail.cancelled_at, mail.to_email, mail.text, mail.html = now, "", "", ""
    outbox.queue(mail)


def _limits(of_address: str, *, source: str, device: str) -> list[tuple[str, tuple[int, timedelta]]]:
    """What is counted of one mail to an address, and how often it may be."""
    asker = device or f"{source} {of_address}"
    own = [(f"mail {asker}", MAILS_PER_ASKER), (f"day's mail {asker}", MAILS_PER_ASKER_AND_DAY)]
    shared = [(f"mail {of_address}", MAILS_PER_ADDRESS), (f"day's mail {of_address}", MAILS_PER_ADDRESS_AND_DAY)]
    return own if device else own + shared


def _too_many(limit: tuple[int, timedelta]) -> str:
    if limit[1] > timedelta(hours=1):
        return str(_("This address has had many messages today. The next one can go tomorrow."))
    return str(_("Several messages have already gone to this address. The next one can go in an hour."))


def waits_for_a_code(browser: str, *, now: datetime) -> bool:
    """Whether a code that was asked for in this browser still works, if its address is known: nobody says which."""
    return _pending(browser, now=now) is not None


def was_just_invited(user: User, *, person: str, now: datetime) -> bool:
    """Whether an invitation of this person left less than a minute ago: a second press is not a second wish."""
    recent = select(Link.id).where(
        Link.user_id == user.id, Link.person == person, Link.kind == LinkKind.INVITATION, Link.used_at.is_(None)
    )
    return db.session.scalar(recent.where(Link.created_at > now - timedelta(minutes=1)).limit(1)) is not None


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
    """The usable link of a mailed code (the latest asked for in this browser) or of a card's; None for a wrong one.

    Raises RuleBroken after too many wrong ones. Every try is counted before it is judged, on a row that stays
    locked until the commit, and a right one is taken off again: as many as the limit are judged, never one more.
    """
    tries = f"wrong from {source}"
    if not _counted(tries, WRONG_PER_SOURCE, now=now):
        raise RuleBroken(_("Too many wrong codes have come from here. Wait an hour, or open the link in the message."))
    pending = _pending(browser, now=now)
    if is_card_code(code):
        found = _card(code, secret=secret, now=now)
    else:
        found = pending if pending is not None and _fits(pending, code, browser, secret) else None
        if pending is not None and pending.wrong_tries >= MAX_WRONG_CODES:
            raise RuleBroken(_("This code was mistyped five times and no longer works. Ask for a new one."))
        if pending is not None and found is None:
            pending.wrong_tries += 1
    if found is not None:
        limits.take_back(tries, span=WRONG_PER_SOURCE[1], now=now)
    return found


def _counted(name: str, limit: tuple[int, timedelta], *, now: datetime) -> bool:
    """Count one; whether the limit still allows it."""
    most, span = limit
    return limits.count_one(name, span=span, now=now) <= most


def _card(code: str, *, secret: bytes, now: datetime) -> Link | None:
    query = select(Link).where(Link.kind == LinkKind.CARD, Link.code_hash == code_hash(code, "", secret))
    return next((card for card in db.session.scalars(query) if is_usable(card, now=now)), None)


def _fits(link: Link, code: str, browser: str, secret: bytes) -> bool:
    """Whether the code is this link's, compared in constant time. An unknown address's fits nobody."""
    same = hmac.compare_digest(link.code_hash or b"", code_hash(code, browser, secret))
    return same and link.user_id is not None


def _pending(browser: str, *, now: datetime) -> Link | None:
    """The latest link asked from this browser, locked so that tries are counted one after the other."""
    return db.session.scalars(
        select(Link)
        .where(Link.asked_by_hash == digest(browser), Link.used_at.is_(None), Link.ends_at > now)
        .where(Link.revoked_at.is_(None))
        .order_by(Link.id.desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()


def choose_language(user: User, locale: str) -> None:
    """The language of their pages and of the mails they get: one of `core.i18n.LOCALES`."""
    user.locale = locale


def begin_session(
    user: User,
    *,
    device: Device,
    life: timedelta,
    browser_name: str,
    person: str,
    by_card: bool = False,
    now: datetime,
) -> str:
    """Sign `user` in on this device; returns the key for the cookie, which is stored nowhere."""
    key = new_key()
    user.entered_at = user.entered_at or now
    db.session.add(
        Session(
            key_hash=digest(key),
            user_id=user.id,
            device=device,
            browser=browser_name,
            person=person,
            by_card=by_card,
            created_at=now,
            ends_at=now + life,
        )
    )
    return key


def end_session(session: Session, *, now: datetime) -> None:
    session.ended_at = session.ended_at or now


def end_all_sessions(user: User, *, now: datetime) -> None:
    """Sign `user` out everywhere."""
    db.session.execute(
        update(Session).where(Session.user_id == user.id, Session.ended_at.is_(None)).values(ended_at=now)
    )


def new_card(user: User, *, person: str, programme: str, secret: bytes, by: User, now: datetime) -> NewLink:
    """A card to print and hand over in person. It ends the one before, and the log keeps who made it."""
    end_links(user, person=person, kind=LinkKind.CARD, now=now)
    log_access("card made", by=by, programme=programme, person=person, now=now)
    return new_link(LinkKind.CARD, secret=secret, user=user, person=person, by=by, now=now)


def end_links(user: User, *, person: str, kind: LinkKind, now: datetime) -> None:
    """No link of this kind made so far lets this person in any more."""
    db.session.execute(
        update(Link)
        .where(Link.user_id == user.id, Link.person == person, Link.kind == kind)
        .where(Link.used_at.is_(None), Link.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def log_access(act: str, *, by: User, programme: str, person: str = "", now: datetime) -> None:
    """Note that someone read or handed out something sensitive."""
    db.session.add(AccessLog(at=now, by_id=by.id, act=act, programme=programme, person=person))


def forget_old(*, now: datetime) -> None:
    """Remove the links and sessions that ended more than a week ago: they open nothing and say who came when."""
    long_ago = now - ENDED_ARE_KEPT
    db.session.execute(delete(Link).where(Link.ends_at < long_ago))
    db.session.execute(delete(Session).where(or_(Session.ends_at < long_ago, Session.ended_at < long_ago)))
