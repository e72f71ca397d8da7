"""How much a request asks of the database: statements sent, and rows fetched."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event
from sqlalchemy.engine import cursor
from sqlalchemy.pool import PoolProxiedConnection

from core import lookup


@dataclass
class Counted:
    statements: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)  # of each statement
    rows: int = 0

    @property
    def queries(self) -> int:
        return len(self.statements)


@contextmanager
def counting() -> Iterator[Counted]:
    """Count what the block inside asks, on every engine."""
    counted = Counted()

    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        if not statement.startswith(("PRAGMA ", "BEGIN")):  # how SQLite begins, not what a page asks
            counted.statements.append(statement)
            counted.values.append(values)

    def counts(fetch: Callable[..., Any], many: bool) -> Callable[..., Any]:
        def fetched(*arguments: Any, **named: Any) -> Any:
            found = fetch(*arguments, **named)
            counted.rows += len(found) if many else found is not None
            return found

        return fetched

    def looked_up(connection: PoolProxiedConnection, text: str, values: object) -> Sequence[Any]:
        found = ask(connection, text, values)
        counted.statements.append(text)
        counted.values.append(values)
        counted.rows += len(found)
        return found

    ask, strategy = lookup._ask, cursor.CursorFetchStrategy
    event.listen(Engine, "before_cursor_execute", note)
    try:
        with (
            patch.object(lookup, "_ask", looked_up),
            patch.object(strategy, "fetchone", counts(strategy.fetchone, many=False)),
            patch.object(strategy, "fetchmany", counts(strategy.fetchmany, many=True)),
            patch.object(strategy, "fetchall", counts(strategy.fetchall, many=True)),
        ):
            yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", note)
