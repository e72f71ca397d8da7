"""What a home page puts first, computed from facts and the present moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from meetings.rules import Status


class Starting(Protocol):
    @property
    def starts_at(self) -> datetime: ...


class Dated(Protocol):
    @property
    def status(self) -> Status: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


D = TypeVar("D", bound=Dated)
S = TypeVar("S", bound=Starting)
STRIP = 10  # cells of the strip that an empty season shows


def next_of(meetings: Sequence[D], now: datetime) -> D | None:
    """The meeting under way or coming first, cancelled ones and drafts passed over."""
    coming = [m for m in meetings if m.status is Status.PUBLISHED and m.ends_at > now]
    return min(coming, key=lambda m: m.starts_at, default=None)


def in_order(meetings: Sequence[D], outings: Sequence[S]) -> list[tuple[int | None, D | S]]:
    """The strip of a season: its meetings with their number, and its outings, which have none, by their day."""
    cells: list[tuple[int | None, D | S]] = [*numbered(meetings), *((None, outing) for outing in outings)]
    return sorted(cells, key=lambda cell: cell[1].starts_at)


def numbered(meetings: Sequence[D]) -> list[tuple[int | None, D]]:
    """The meetings in order with their number; a cancelled one has none."""
    rows: list[tuple[int | None, D]] = []
    number = 0
    for meeting in sorted(meetings, key=lambda m: m.starts_at):
        takes_place = meeting.status is not Status.CANCELLED
        number += takes_place
        rows.append((number if takes_place else None, meeting))
    return rows
