"""A task hangs on the meeting that decided it. That it is carried over is no fact: it is open, and a meeting comes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import Addressed, Model, Moment
from meetings.models import Meeting
from meetings.tasks.rules import NAME_MAX, WORDS_MAX, is_late


class Entry(Addressed, Model):
    """One line that a meeting wrote down. Its owner is someone of the team, an ambassador, a name, or nobody."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(WORDS_MAX))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    ambassador_id: Mapped[int | None] = mapped_column(ForeignKey("ambassador.id", ondelete="SET NULL"), index=True)
    owner_name: Mapped[str] = mapped_column(String(NAME_MAX), default="")  # of someone who is neither
    due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)  # raised by each change
    created_at: Mapped[datetime] = mapped_column(Moment)

    @declared_attr
    def meeting(cls) -> Mapped[Meeting]:  # noqa: N805 - SQLAlchemy calls it with the class
        return relationship(Meeting)

    @declared_attr
    def user(cls) -> Mapped[User | None]:  # noqa: N805
        return relationship(User, foreign_keys=f"{cls.__name__}.user_id")

    @declared_attr
    def ambassador(cls) -> Mapped[Ambassador | None]:  # noqa: N805
        return relationship(Ambassador)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}

    @property
    def owner(self) -> str:
        """Who is to do it, as the team reads it."""
        if self.ambassador is not None:
            return self.ambassador.young_person.name
        return self.user.display_name if self.user is not None else self.owner_name

    @property
    def owner_to_the_group(self) -> str:
        """Who is to do it, as the group reads it: of a young person the first name alone."""
        return self.ambassador.young_person.first_name if self.ambassador is not None else self.owner


class Task(Entry):
    """One thing to do."""

    __tablename__ = "task"

    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def is_late(self, today: date) -> bool:
        return is_late(self.due_on, self.done_at, today)
