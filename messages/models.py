"""Who is to be called, since no mail reaches them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Addressed, Model, Moment


class PhoneCall(Addressed, Model):
    """Someone to call about a date that changed. Done when a member of the team says so.

    `regarding` is the public id of the date, as in a mail: what kind of date it is, those above know.
    """

    __tablename__ = "phone_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"), index=True)
    regarding: Mapped[str] = mapped_column(String(16), index=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id", ondelete="CASCADE"), index=True)
    guardian_id: Mapped[int | None] = mapped_column(ForeignKey("guardian.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(24))  # "no e-mail", "mail failed"
    created_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
