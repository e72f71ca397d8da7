"""What an ambassador said of the season after theirs. Whether they are in it is the other season's to know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from ambassadors.continuing.rules import Wish
from ambassadors.models import Ambassador
from core.db import Model, Moment, enum_column


class Continuing(Model):
    """The question put to one ambassador, and the last word on it. No row: neither asked by mail nor answered."""

    __tablename__ = "continuing"

    id: Mapped[int] = mapped_column(primary_key=True)
    ambassador_id: Mapped[int] = mapped_column(ForeignKey("ambassador.id", ondelete="CASCADE"), unique=True)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    wish: Mapped[Wish | None] = mapped_column(enum_column(Wish))
    said_at: Mapped[datetime | None] = mapped_column(Moment)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))  # of the team
    how: Mapped[str] = mapped_column(String(120), default="")  # then: "by phone"

    ambassador: Mapped[Ambassador] = relationship()
    noted_by: Mapped[User | None] = relationship()
