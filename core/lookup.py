"""The one SELECT behind what programs ask for all day long, at the price of its answer."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from core.db import db


@dataclass(frozen=True)
class _Sent:
    """A statement as one engine takes it, and what makes of its driver's values ours."""

    text: str
    order: tuple[str, ...] | None  # of its values, where the driver takes them without names
    row: Callable[..., Any]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]


def _ask(connection: PoolProxiedConnection, text: str, values: Any) -> Sequence[Any]:
    raw = connection.dbapi_connection
    if isinstance(raw, psycopg.Connection) and not raw.autocommit:
        raw.autocommit = True
    cursor = connection.cursor()
    cursor.execute(text, values)
    found: Sequence[Any] = cursor.fetchall()
    cursor.close()
    return found


class Lookup:
    """A SELECT that is put together once, when the program starts, and then sent as it is.

    It needs nothing before nor after it: no transaction is begun, no object is loaded. Put together and sent through a
    session, the same statement takes ten times as long as the database needs to answer it.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self.statement = statement
        self._sent: dict[str, _Sent] = {}

    def rows(self, **values: object) -> list[Any]:
        """The rows for these values of its `bindparam`s, their columns by name. Raises what a session would."""
        engine = db.engine
        sent = self._sent.get(engine.dialect.name) or self._prepare(engine.dialect)
        errors = engine.dialect.loaded_dbapi.Error
        connection = None
        try:
            connection = engine.raw_connection()
            found = _ask(connection, sent.text, values if sent.order is None else [values[name] for name in sent.order])
        except errors as error:
            if connection is not None:
                if engine.dialect.is_disconnect(error, connection, None):
                    engine.dispose()  # the server went away: from the others too
                connection.invalidate()
            raise DBAPIError.instance(sent.text, None, error, errors, hide_parameters=True) from error
        finally:
            if connection is not None:
                connection.close()
        return [self._row(sent, row) for row in found]

    def _prepare(self, dialect: Dialect) -> _Sent:
        compiled = self.statement.compile(dialect=dialect)
        columns = self.statement.selected_columns
        readers = [
            (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for place, column in enumerate(columns)
        ]
        self._sent[dialect.name] = sent = _Sent(
            text=str(compiled),
            order=tuple(compiled.positiontup) if compiled.positiontup is not None else None,
            row=namedtuple("Row", [str(column.key) for column in columns]),
            readers=tuple((place, reader) for place, reader in readers if reader is not None),
        )
        return sent

    @staticmethod
    def _row(sent: _Sent, row: tuple[Any, ...]) -> Any:
        values = list(row)
        for place, reader in sent.readers:
            values[place] = reader(values[place])
        return sent.row(*values)
