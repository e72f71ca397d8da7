"""Rows in which another program, or a repair, has left what is none of our values: each takes out only itself.

That the database gives no rows at all is another matter, and raises as ever.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import InstrumentedAttribute

from core.db import db

Rows = list[Row[*tuple[Any, ...]]]

log = logging.getLogger(__name__)
ERRORS = (DataError, LookupError, TypeError, ValueError)
"""What reading such a value ends in: in the driver, or on the way from its values to ours."""


@dataclass(frozen=True)
class Unreadable:
    """A row that the database gave and nobody can read: its first column, and why."""

    key: str
    reason: str


@lru_cache(maxsize=1000)
def tell_once(what: str) -> None:
    """Log it once in a worker's life: such a row is met again and again."""
    log.error("%s", what)


def readable(query: Select[*tuple[Any, ...]], key: InstrumentedAttribute[int]) -> tuple[Rows, list[int]]:
    """The rows of a query that can be read, and the keys of the others.

    One query; where a row cannot be read, one more for each row.
    """
    try:
        return _whole(list(db.session.execute(query)), key)
    except ERRORS as error:
        tell_once(f"a row of {key.class_.__tablename__} cannot be read: {type(error).__name__}: {error}")
    found: Rows = []
    lost: list[int] = []
    for each in dict.fromkeys(db.session.scalars(query.with_only_columns(key))):
        try:
            found += db.session.execute(query.where(key == each))
        except ERRORS:
            lost.append(each)
    found, halves = _whole(found, key)
    return found, lost + halves


def _whole(rows: Rows, key: InstrumentedAttribute[int]) -> tuple[Rows, list[int]]:
    """Those whose first column, an object of the kind that has the key, lacks nothing; and the keys of the others."""
    required = [column.key for column in key.class_.__table__.columns if not column.nullable]
    halves = [getattr(row[0], key.key) for row in rows if any(getattr(row[0], name) is None for name in required)]
    return [row for row in rows if getattr(row[0], key.key) not in halves], list(dict.fromkeys(halves))


@dataclass(frozen=True)
class Lost:
    """What is left of a date that cannot be read, to find it by."""

    uid: str
    title: str


def lost(kind: Any, keys: list[int]) -> list[Lost]:
    """The dates with these keys, of a table that has titles and uids."""
    query = select(kind.uid, kind.title).where(kind.id.in_(keys)).order_by(kind.id)
    return [Lost(uid, title or "") for uid, title in db.session.execute(query)] if keys else []
