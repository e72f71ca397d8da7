"""The addresses that calendars subscribe to."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.models import YoungPerson
from core.db import Addressed, Model, Moment, enum_column
from schedule.feeds.rules import Alarm, Options
from seasons.models import Programme


class FeedKind(enum.Enum):
    """Whose a feed is: a young person's, a guardian's of one of them, a team member's, or the nameless group's."""

    AMBASSADOR = "ambassador"
    GUARDIAN = "guardian"
    STAFF = "staff"
    GROUP = "group"


class Feed(Addressed, Model):
    """One subscribed address. Its token is an HMAC of `nonce` under a key kept outside the database."""

    __tablename__ = "feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[FeedKind] = mapped_column(enum_column(FeedKind))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    young_person_id: Mapped[int | None] = mapped_column(ForeignKey("young_person.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    mailbox: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # of a guardian, as a hash, while the feed is alive
    name: Mapped[str] = mapped_column(String(60), default="")  # tells links apart, on their holder's page alone
    language: Mapped[str] = mapped_column(String(8))  # fixed when made
    nonce: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    last_used_on: Mapped[date | None]
    shows_meetings: Mapped[bool] = mapped_column(default=True)
    shows_calls: Mapped[bool] = mapped_column(default=True)
    shows_outings: Mapped[bool] = mapped_column(default=True)
    alarm: Mapped[Alarm] = mapped_column(enum_column(Alarm), default=Alarm.NONE)
    options_revision: Mapped[int] = mapped_column(default=0)  # rises with each change of these four
    options_changed_at: Mapped[datetime | None] = mapped_column(Moment)

    programme: Mapped[Programme] = relationship()
    young_person: Mapped[YoungPerson | None] = relationship()

    @property
    def options(self) -> Options:
        return Options(self.shows_meetings, self.shows_calls, self.shows_outings, self.alarm)
