"""A feed's address, in the forms that people's devices need."""

from dataclasses import dataclass
from functools import lru_cache

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Select

from core.db import rows
from core.links import host
from core.qr import qr_svg
from schedule.feeds.rules import digest, feed_token
from schedule.models import Feed


@dataclass(frozen=True)
class Address:
    """Where a feed is, for whoever holds its token."""

    token: str

    @property
    def https(self) -> str:
        """What one copies into a calendar."""
        return f"{host()}/cal/{self.token}.ics"

    @property
    def webcal(self) -> str:
        """The same, for Apple: there an https link would become a one-off import."""
        return "webcal://" + self.https.partition("://")[2]

    @property
    def page(self) -> str:
        """A page with the ways to subscribe, for the QR code: every phone can open it."""
        return f"{host()}/cal/{self.token}"

    @property
    def qr(self) -> Markup:
        return _drawn(self.page, _("QR code of the subscription page"))


@lru_cache(maxsize=256)
def _drawn(page: str, label: str) -> Markup:
    """A fifth of the time of a young person's home, and always the same."""
    return qr_svg(page, label=label)


@dataclass(frozen=True)
class Link:
    """A feed with its address; without one when it was made under another key, and cannot be shown again."""

    feed: Feed
    address: Address | None


def key() -> bytes:
    """The key of all tokens: derived from the instance's secret, so never in the database nor its backups."""
    return bytes(current_app.extensions["settings"].key("feeds"))


def links(query: Select[Feed]) -> list[Link]:
    """These feeds, each with its address made again from its nonce."""
    return [Link(feed, _address(feed_token(feed.nonce, key()), feed)) for feed in rows(query)]


def first_link(query: Select[Feed]) -> Link | None:
    """The first of these feeds, or None."""
    return next(iter(links(query.limit(1))), None)


def _address(token: str, feed: Feed) -> Address | None:
    return Address(token) if digest(token) == feed.token_hash else None
