"""A feed's address, in the forms that people's devices need."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from core.links import host
from core.qr import qr_svg
from schedule.feeds.rules import digest, feed_token
from schedule.models import Feed


@dataclass(frozen=True)
class Address:
    """Where a feed is. `feed` is left out for someone who only holds the token."""

    token: str
    feed: Feed | None = None

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
        return qr_svg(self.page, label=_("QR code of the page to subscribe"))

    @property
    def name(self) -> str:
        return self.feed.name if self.feed else ""

    @property
    def last_used_on(self) -> date | None:
        return self.feed.last_used_on if self.feed else None


def address_of(feed: Feed, key: bytes) -> Address | None:
    """A feed's address, made again from its nonce; None when it was made under another key."""
    token = feed_token(feed.nonce, key)
    return Address(token, feed) if digest(token) == feed.token_hash else None
