"""A user is who signs in: a mailbox, or someone without one who holds a printed card."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.rules import Device, LinkKind
from core.db import Addressed, Model, Moment, enum_column


class User(Addressed, Model):
    """Who signs in. `email` is lower-cased and unique; none for someone who has only a card."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    created_at: Mapped[datetime] = mapped_column(Moment)
    entered_at: Mapped[datetime | None] = mapped_column(Moment)  # for the first time: none while nobody has come in

    # What Flask-Login asks of a user. Whether a session is alive was asked when it was loaded.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def display_name(self) -> str:
        return self.name or self.email or ""

    @property
    def first_name(self) -> str:
        return self.name.split(" ", maxsplit=1)[0]

    def get_id(self) -> str:
        return self.public_id


class Session(Addressed, Model):
    """One signed-in browser. The cookie holds the key; only its SHA-256 is here."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    device: Mapped[Device] = mapped_column(enum_column(Device))
    browser: Mapped[str] = mapped_column(String(60), default="")  # a family and a system, never the whole header
    person: Mapped[str] = mapped_column(String(16), default="")  # who of a shared mailbox: a public id, or "staff"
    by_card: Mapped[bool] = mapped_column(default=False)  # then `person` alone: a card proves no mailbox
    created_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Link(Addressed, Model):
    """The one mechanism of every single-use way in. It acts on POST only, once; only hashes are stored."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LinkKind] = mapped_column(enum_column(LinkKind))
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    asked_by_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # the browser that asked: its code works there
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    person: Mapped[str] = mapped_column(String(16), default="")  # the hat it opens, when the mailbox has several
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    wrong_tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User | None] = relationship(foreign_keys=[user_id])


class AccessLog(Model):
    """Who read or handed out something sensitive: guardians' phones, log-in cards. Never what it said."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    act: Mapped[str] = mapped_column(String(40))
    programme: Mapped[str] = mapped_column(String(16), index=True)
    person: Mapped[str] = mapped_column(String(16), default="", index=True)
