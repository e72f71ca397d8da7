"""Guesses counted in the database: exact whatever the number of workers."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, String, delete, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, db


class Tally(Model):
    """How often something was tried in one window of time."""

    __tablename__ = "tally"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    window_at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    count: Mapped[int]


def _window(now: datetime, span: timedelta) -> datetime:
    seconds = int(span.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)


def count_one(name: str, *, span: timedelta, now: datetime) -> int:
    """Count one try of `name` in the window of length `span` that holds `now`; returns the new count.

    One statement, so that workers that count at once never read the same number.
    """
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    statement = insert(Tally).values(name=name, window_at=_window(now, span), count=1)
    statement = statement.on_conflict_do_update(
        index_elements=[Tally.name, Tally.window_at], set_={"count": Tally.count + 1}
    )
    return db.session.execute(statement.returning(Tally.count)).scalar_one()


def take_back(name: str, *, span: timedelta, now: datetime) -> None:
    """Take off one that `count_one` counted at the same `now`, since it was no guess after all."""
    row = (Tally.name == name, Tally.window_at == _window(now, span))
    db.session.execute(update(Tally).where(*row).values(count=Tally.count - 1))


def forget_old(*, now: datetime) -> int:
    """Remove the windows that began more than two days ago; returns how many."""
    done = db.session.execute(delete(Tally).where(Tally.window_at < now - timedelta(days=2)))
    return done.rowcount if isinstance(done, CursorResult) else 0
