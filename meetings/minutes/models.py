"""The minutes of a meeting: one row for each part that was ever written or shared, and the texts that stood there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from accounts.models import User
from core.db import Model, Moment, enum_column
from meetings.minutes.rules import Line, Part, agenda_of, lines_of


class Written:
    """A text, and what its lines say where the part is a list."""

    text: Mapped[str]

    @property
    def lines(self) -> list[Line]:
        return lines_of(self.text)

    @property
    def agenda(self) -> list[Line]:
        return agenda_of(self.text)


class MinutesVersion(Written, Model):
    """A text that stood in a part and does so no more. Rows are added, never changed: nobody loses notes."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("minutes_part_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_part_id: Mapped[int] = mapped_column(ForeignKey("minutes_part.id", ondelete="CASCADE"))
    version: Mapped[int]  # which the part had with this text
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    written_by: Mapped[User | None] = relationship()


class MinutesPart(Written, Model):
    """One part. `version` rises with each text: two people who write the same part never overwrite each other."""

    __tablename__ = "minutes_part"
    __table_args__ = (UniqueConstraint("meeting_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    part: Mapped[Part] = mapped_column(enum_column(Part))
    text: Mapped[str] = mapped_column(Text, default="")
    is_shared: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    has_versions: Mapped[bool] = column_property(  # whether an earlier text was put aside
        select(MinutesVersion.id)
        .where(MinutesVersion.minutes_part_id == id)  # noqa: A003 - the column above
        .correlate_except(MinutesVersion)
        .exists()
    )

    changed_by: Mapped[User | None] = relationship()
