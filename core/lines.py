"""Places taken in order of arrival, and who waits for one: what outings and meetings have in common.

A row of a line is somebody who asked. The order of arrival is the order of `id`; `placed_at` is set once, and never
taken back by another's act; whoever leaves and comes again is a new row, at the end. Places are exact because whoever
changes a line has first locked what it is for (`hold`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, db, rows


class InLine:
    """Somebody who asked for a place, and has one, waits, or left."""

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    placed_at: Mapped[datetime | None] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)


R = TypeVar("R", bound=InLine)


class Line(Generic[R]):
    """The rows of one thing that has places: `of` says which they are."""

    def __init__(self, kind: type[R], of: ColumnElement[bool]) -> None:
        self.kind, self.of = kind, of

    def present(self) -> Select[R]:
        """Those who come or wait, in order of arrival."""
        return select(self.kind).where(self.of, self.kind.left_at.is_(None)).order_by(self.kind.id)

    def waiting(self) -> Select[R]:
        """Those who wait, in order of arrival."""
        return self.present().where(self.kind.placed_at.is_(None))

    def placed_count(self) -> int:
        """How many have a place."""
        placed = self.kind.placed_at.is_not(None)
        query = select(func.count(self.kind.id)).where(self.of, self.kind.left_at.is_(None), placed)
        return db.session.scalar(query) or 0

    def rank_of(self, row: R) -> int:
        """Where someone stands among those who wait, from 1; 0 for who has a place."""
        if row.placed_at is not None:
            return 0
        before = (self.kind.left_at.is_(None), self.kind.placed_at.is_(None), self.kind.id <= row.id)
        return db.session.scalar(select(func.count(self.kind.id)).where(self.of, *before)) or 0

    def fill(self, place_count: int, *, now: datetime) -> Sequence[R]:
        """Give the places that are free to those who waited longest; returns who got one. Only behind `hold`."""
        db.session.flush()
        free = place_count - self.placed_count()
        moved = rows(self.waiting().limit(free)) if free > 0 else []  # type: ignore[type-var] # every R is a Model too
        for each in moved:
            each.placed_at = now
        db.session.flush()
        return moved


def hold(row: Model) -> None:
    """Whoever changes who has a place waits here for whoever is doing so: this makes the places exact.

    On PostgreSQL it locks the row; on SQLite a request that writes has had the database to itself since it began
    (core/db.py). Nothing else keeps two people from the last place.
    """
    db.session.flush()  # what is not written yet, a refresh forgets
    db.session.refresh(row, with_for_update={"of": type(row)})
