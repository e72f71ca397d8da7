"""What the team wrote to the group. The words stay: whom no mail reaches is told them by phone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Addressed, Model, Moment, enum_column
from meetings.models import Meeting
from meetings.news.rules import Audience
from seasons.models import Season


class News(Addressed, Model):
    """One message of the team, and to whom it went: of a date, if `meeting` is given, else of the season."""

    __tablename__ = "news"

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    audience: Mapped[Audience] = mapped_column(enum_column(Audience))
    subject: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    dispatch: Mapped[str] = mapped_column(String(16), default="")  # none when no mail reaches anybody

    season: Mapped[Season] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
