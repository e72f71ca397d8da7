"""Whether the database is a copy that was put in place, and not said to be the newest state since.

It holds where it lies. A copy says where its original does, and `flask backup` makes one that lies nowhere.
"""

from pathlib import Path

from sqlalchemy import ColumnElement, Exists, String, delete, exists, insert, literal, literal_column, select
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, db, write_if_free

A_FILE = "a file"  # where every database of SQLite lies that is in use; what `flask backup` makes says ""
OF_POSTGRESQL = (  # whatever makes a database anew from a dump gives it another number, or lies in another cluster
    "(SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database WHERE datname = current_database())"
)


class Whereabouts(Model):
    """One row: where this database lay when it was last known to be the newest state."""

    __tablename__ = "whereabouts"

    place: Mapped[str] = mapped_column(String(60), primary_key=True)


class Copied(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The database is a copy that nobody has put right; the words say what to do."""


def is_copy() -> Exists:
    """As part of a query: whether mail that waits here may have left already, from where this was copied."""
    return exists(select(Whereabouts).where(Whereabouts.place != _here()))


def copied() -> Copied | None:
    """What to say where the database is a copy."""
    found = db.session.scalar(select(is_copy()))
    db.session.rollback()  # whoever asks goes on to something else
    if not found:
        return None
    return Copied(
        f"This database is a copy: stop everything, and give `flask restored {name()}` (docs/deploy.md, Restore)."
        " No mail leaves until then, or what waited in a backup would be sent again."
    )


def name() -> str:
    """Of the database, as whoever restores it names it."""
    return Path(db.engine.url.database or "").name


def note_first() -> None:
    """A database that does not say yet where it lies is new, or of a time before this was noted. Where nothing can be
    written, the next start does it."""
    write_if_free(insert(Whereabouts).from_select(["place"], select(_here()).where(~exists(select(Whereabouts)))))


def note() -> None:
    """From now on this is where the newest state lies."""
    db.session.execute(delete(Whereabouts))
    db.session.execute(insert(Whereabouts).from_select(["place"], select(_here())))


def _here() -> ColumnElement[str]:
    return literal(A_FILE) if db.engine.dialect.name == "sqlite" else literal_column(OF_POSTGRESQL, String)
