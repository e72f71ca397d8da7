"""A long list, one page at a time: two queries whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select

from core.db import Model, db, rows

R = TypeVar("R")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[R]):
    """The rows of one page; pages count from 1, and an empty list has one."""

    rows: Sequence[R]
    number: int
    last: int
    total: int


def page_of(query: Select[M], *, number: str | None, size: int) -> Page[M]:
    """The page that an address asks for: the nearest that exists, the first when it asks for none."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).options().subquery())) or 0
    shown, last = place_in(total, number=number, size=size)
    return Page(rows(query.limit(size).offset((shown - 1) * size)), shown, last, total)


def place_in(total: int, *, number: str | None, size: int) -> tuple[int, int]:
    """Which page of so many rows is shown when an address asks for `number`, and which is the last."""
    last = max(1, -(-total // size))
    wanted = int(number) if number and number.isascii() and number.isdigit() and len(number) < 10 else 1
    return min(max(wanted, 1), last), last
