"""Make the link of the first start, and use it once."""

from datetime import datetime

from sqlalchemy import select

from accounts import actions as accounts_actions
from accounts.models import Link
from accounts.rules import LinkKind
from core.db import db
from seasons.models import Programme


def is_empty() -> bool:
    """Whether nobody has set this instance up."""
    return db.session.scalar(select(Programme.id).limit(1)) is None


def first_key(*, secret: bytes, now: datetime) -> str:
    """The key of a new set-up link, good for a day; "" when a programme exists."""
    return accounts_actions.new_link(LinkKind.SETUP, secret=secret, now=now).key if is_empty() else ""


def opens(key: str, *, now: datetime) -> bool:
    """Whether the link still sets this instance up."""
    link = accounts_actions.link_by_key(key)
    return link is not None and link.kind is LinkKind.SETUP and accounts_actions.is_usable(link, now=now) and is_empty()


def take(key: str, *, now: datetime) -> bool:
    """Use the link, for good: of all who hold one, or press twice, a single one gets True."""
    db.session.scalars(select(Link.id).where(Link.kind == LinkKind.SETUP).order_by(Link.id).with_for_update()).all()
    link = accounts_actions.link_by_key(key)
    return link is not None and link.kind is LinkKind.SETUP and is_empty() and accounts_actions.use(link, now=now)
