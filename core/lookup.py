"""The one SELECT behind what programs ask for all day long, at the price of its answer."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.adapt import Transformer
from sqlalchemy import Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from core.db import db
from core.unreadable import Unreadable, tell_once


@dataclass(frozen=True)
class _Sent:
    """A statement as one engine takes it, and what makes of its driver's values ours."""

    text: str
    fixed: Mapping[str, Any]  # values that are always the same
    order: tuple[str, ...] | None  # of its values, where the driver takes them without names
    names: tuple[str, ...]
    row: Callable[..., Any]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]


def _ask(connection: PoolProxiedConnection, text: str, values: Any) -> Sequence[Any]:
    raw = connection.dbapi_connection
    if isinstance(raw, psycopg.Connection) and not raw.autocommit:
        raw.autocommit = True
    cursor = connection.cursor()
    cursor.execute(text, values)
    try:
        found: Sequence[Any] = cursor.fetchall()
    except psycopg.DataError:
        found = list(_one_by_one(cursor))
    cursor.close()
    return found


def _one_by_one(cursor: Any) -> Iterator[list[Any]]:
    """The rows when psycopg cannot read all of them (a day after the year 9999, a time of 24:00): in place of a value
    that it cannot read stands its error."""
    reader = Transformer(cursor)
    loaders = [reader.get_loader(column.type_code, psycopg.pq.Format.TEXT) for column in cursor.description]
    for row in range(cursor.rowcount):
        yield [_loaded(loader, cursor.pgresult.get_value(row, place)) for place, loader in enumerate(loaders)]


def _loaded(loader: Any, given: bytes | None) -> Any:
    try:
        return None if given is None else loader.load(given)
    except psycopg.DataError as error:
        return error


class Lookup:
    """A SELECT that is put together once, when the program starts, and then sent as it is.

    It needs nothing before nor after it: no transaction is begun, no object is loaded. Put together and sent through a
    session, the same statement takes ten times as long as the database needs to answer it.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]], *, spare: Sequence[str] = ()) -> None:
        """`spare` are columns that a row can do without: what cannot be read of them is None."""
        self.statement = statement
        self.spare = frozenset(spare)
        self._sent: dict[str, _Sent] = {}

    def rows(self, **values: object) -> list[Any]:
        """The rows for these values of its `bindparam`s, their columns by name. Raises what a session would."""
        found, lost = self.readable(**values)
        if lost:
            raise ValueError(lost[0].reason)
        return found

    def readable(self, **values: object) -> tuple[list[Any], list[Unreadable]]:
        """The rows that can be read, and the others. Raises what a session would when the database gives none."""
        engine = db.engine
        sent = self._sent.get(engine.dialect.name) or self._prepare(engine.dialect)
        values = {**sent.fixed, **values}
        errors = engine.dialect.loaded_dbapi.Error
        connection = None
        try:
            connection = engine.raw_connection()
            given = _ask(connection, sent.text, values if sent.order is None else [values[name] for name in sent.order])
        except errors as error:
            if connection is not None:
                if engine.dialect.is_disconnect(error, connection, None):
                    engine.dispose()  # the server went away: from the others too
                connection.invalidate()
            raise DBAPIError.instance(sent.text, None, error, errors, hide_parameters=True) from error
        finally:
            if connection is not None:
                connection.close()
        found: list[Any] = []
        lost: list[Unreadable] = []
        for each in given:
            row = self._row(sent, each)
            (lost if isinstance(row, Unreadable) else found).append(row)
        return found, lost

    def _prepare(self, dialect: Dialect) -> _Sent:
        compiled = self.statement.compile(dialect=dialect)
        columns = self.statement.selected_columns
        names = tuple(str(column.key) for column in columns)
        readers = [
            (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for place, column in enumerate(columns)
        ]
        fixed = {}
        for name, bound in compiled.binds.items():
            if not bound.required:
                write = bound.type.dialect_impl(dialect).bind_processor(dialect)
                fixed[name] = write(bound.value) if write else bound.value
        self._sent[dialect.name] = sent = _Sent(
            text=str(compiled),
            fixed=fixed,
            order=tuple(compiled.positiontup) if compiled.positiontup is not None else None,
            names=names,
            row=namedtuple("Row", names),
            readers=tuple((place, reader) for place, reader in readers if reader is not None),
        )
        return sent

    def _row(self, sent: _Sent, row: Sequence[Any]) -> Any:
        values = list(row)
        for place, reader in sent.readers:
            if not isinstance(values[place], Exception):
                try:
                    values[place] = reader(values[place])
                except Exception as error:  # whatever another program has written there
                    values[place] = error
        for place, value in enumerate(values):
            if isinstance(value, Exception):
                reason = f"{type(value).__name__}: {value}"
                if sent.names[place] not in self.spare:
                    return Unreadable(str(row[0]), reason)
                tell_once(f"{sent.names[place]} of the row {row[0]} cannot be read, and counts as nothing: {reason}")
                values[place] = None
        return sent.row(*values)
