"""A column as `core.folding.folded` would have it, said in SQL: what is searched is compared as people spell it."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, Text, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.functions import FunctionElement

from core.folding import APART, folded


class folded_text(FunctionElement[str]):  # noqa: N801 - reads as the function it is
    """Of a column of text: lower case, without accents or ligatures, apostrophes straight."""

    type = Text()
    inherit_cache = True


@compiles(folded_text, "sqlite")
def _on_sqlite(element: folded_text, compiler: Any, **more: Any) -> str:
    return f"folded({compiler.process(element.clauses, **more)})"


@compiles(folded_text, "postgresql")
def _on_postgresql(element: folded_text, compiler: Any, **more: Any) -> str:
    """Letter by letter the same: taken apart, the marks above and below taken off, ligatures spelt out.

    A database that was made without a locale lowers ASCII alone: letters are taken apart first, and what no rule takes
    apart is spelt out in both cases. There, capitals of other scripts than ours stay what they are.
    """
    told = compiler.process(element.clauses, **more)
    told = f"lower(regexp_replace(normalize({told}, NFKD), '[\u0300-\u036f]', '', 'g'))"
    for letter, spelt in APART.items():
        for one in dict.fromkeys((letter, letter.upper())):  # in this order: each process says the same
            if not one.isascii():  # the capitals of ß and ı are plain letters
                told = f"replace({told}, '{one}', '{spelt.replace(chr(39), chr(39) * 2)}')"
    return told


@event.listens_for(Engine, "connect")
def _teach(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("folded", 1, lambda text: folded(text or ""), deterministic=True)
