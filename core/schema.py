"""Which shapes of the database this code knows. One that a newer version has made is left to that version."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from core.db import db
from core.settings import ROOT


class Newer(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The database has been upgraded by a newer version of this code."""

    def __init__(self) -> None:
        super().__init__("The database is of a newer version of Cohorte: bring the code up to it first.")


@cache
def known_revisions() -> frozenset[str]:
    """Of the code as it was loaded, where this is called at the start: files may be replaced under it later."""
    return frozenset(each.revision for each in ScriptDirectory(str(ROOT / "migrations")).walk_revisions())


def revisions_there() -> set[str]:
    """What the database says of itself; nothing while it is new."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return set()
        return set(connection.scalars(text("SELECT version_num FROM alembic_version")))


def require_known() -> None:
    """Raises Newer."""
    known = known_revisions()
    if not revisions_there() <= known:
        raise Newer


def away(error: OperationalError) -> str:
    """What to say of a database that is not reached, or that others keep from being changed."""
    return f"The database cannot be used: {str(error.orig).splitlines()[0]}"
