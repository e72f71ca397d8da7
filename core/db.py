"""The database: one declarative base, aware moments, and the same promises on SQLite and PostgreSQL.

A request that only reads (GET, HEAD, OPTIONS) gets a read-only transaction, so no page can write by
accident; any other transaction on SQLite begins IMMEDIATE, so two writers queue instead of losing updates.
"""

import enum
import os
import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar, cast

import psycopg
from flask import Flask, abort, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    MetaData,
    Select,
    String,
    TypeDecorator,
    event,
    func,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from core.folding import ACCENTED, BARE

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # what a page confirmed survives a power cut
    "busy_timeout=10000",
    "foreign_keys=ON",
    "secure_delete=ON",  # an erased name leaves no copy in free pages
    "journal_size_limit=67108864",
)
LOCK_TIMEOUT = "3s"  # on PostgreSQL
IDLE_UNASKED = 1.0  # seconds
PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o 1 i l: ids are read aloud and retyped


def by_letters(name: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[str]:
    """The order of a name, which no accent and no capital changes: "Élise" stands before "Zoé", on both engines."""
    return func.translate(func.lower(name), ACCENTED, BARE)


def _translate(text: str | None, these: str, those: str) -> str | None:
    """What PostgreSQL has by itself."""
    return None if text is None else text.translate(str.maketrans(these, those))


class Model(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Model.metadata)
M = TypeVar("M", bound=Model)
E = TypeVar("E", bound=enum.Enum)


class Moment(TypeDecorator[datetime]):
    """An instant. Refuses naive values; always returns UTC, also from SQLite, which drops zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(kind: type[E]) -> Enum:
    """A column type that stores the enum's value, not its Python name, as text."""
    return Enum(kind, native_enum=False, length=24, values_callable=lambda k: [m.value for m in k])


def new_public_id() -> str:
    """Twelve random letters and digits (59 bits): what an address shows instead of a sequence number."""
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(12))


def is_public_id(text: str) -> bool:
    """Whether `text` could be one of ours."""
    return len(text) == 12 and set(text) <= set(PUBLIC_ID_ALPHABET)


class Addressed:
    """A row that has an address of its own."""

    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)


def one_or_404(query: Select[M]) -> M:
    """The single row of `query`; unknown and invisible rows answer alike: 404."""
    found = db.session.scalars(query).one_or_none()
    if found is None:
        abort(404)
    return found


def rows(query: Select[M]) -> Sequence[M]:
    """All rows of `query`, each once."""
    return db.session.scalars(query).unique().all()


def write_if_free(statement: Executable) -> bool:
    """Run one small write in a transaction of its own, in a GET too; whether it was done.

    Not done when anyone else is writing, or when the database takes no writes: for what may be left out.
    """
    try:
        with db.engine.connect().execution_options(writes=True) as connection:
            _never_wait(connection)
            try:
                connection.execute(statement)
                connection.commit()
            finally:
                connection.invalidate()  # it no longer waits for locks: nobody else gets it
    except DBAPIError:
        return False
    return True


def _never_wait(connection: Connection) -> None:
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute("PRAGMA busy_timeout=0")
    else:
        connection.exec_driver_sql("SET lock_timeout = '20ms'")


def clear_journal() -> None:
    """On SQLite, bring what was committed into the file and empty the journal: it holds what was erased since.

    Waits for nobody: while somebody reads or writes, it is left to the next time. PostgreSQL sees to its own.
    """
    file = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    if not file or not _has_journal(Path(file)):
        return
    with suppress(sqlite3.Error, DBAPIError):  # locked, full, or only to be read: it will pass
        connection = db.engine.raw_connection()
        try:
            raw = cast(sqlite3.Connection, connection.driver_connection)
            raw.execute("PRAGMA busy_timeout=0")
            for how in ("PASSIVE", "TRUNCATE"):  # the first does most and holds up nobody, so that the second is short
                raw.execute(f"PRAGMA wal_checkpoint({how})").fetchall()
        finally:
            connection.invalidate()  # it no longer waits for locks: nobody else gets it
            connection.close()


def _has_journal(file: Path) -> bool:
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _reads_only() -> bool:
    return has_request_context() and (request.method in SAFE_METHODS or g.get("only_reads", False))


@event.listens_for(Engine, "do_connect")
def _open(dialect: Dialect, record: ConnectionPoolEntry, where: list[Any], how: dict[str, Any]) -> Any:
    """Storage that takes no writing is still read: without a journal, SQLite has to be told that nobody changes it."""
    file = Path(where[0]).absolute() if dialect.name == "sqlite" else None
    if file is None or not file.exists() or os.access(file.parent, os.W_OK):
        return None
    record.info["frozen"] = True
    journal = file.with_name(f"{file.name}-wal")
    return None if journal.exists() else sqlite3.connect(f"{file.as_uri()}?immutable=1", **how, uri=True)


@event.listens_for(Pool, "checkin")
def _let_go(_connection: object, record: ConnectionPoolEntry) -> None:
    """A connection from such a time can only read, and makes others like it: none waits for the time after."""
    record.info["idle_since"] = monotonic()
    if record.info.pop("frozen", False):
        record.invalidate()


@event.listens_for(Pool, "checkout")
def _take_up(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    """A connection to a server that lay idle may have been cut meanwhile: then it is made again, and nobody notices.

    One used a moment ago is not asked: that would double the time of a short answer.
    """
    since = record.info.get("idle_since")
    if since is None or monotonic() - since < IDLE_UNASKED or not isinstance(connection, psycopg.Connection):
        return
    try:
        connection.execute("")
        connection.rollback()
    except psycopg.OperationalError:
        raise InvalidatePoolError from None


@event.listens_for(Engine, "connect")
def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")  # some tool wrote Latin-1: one word
        connection.create_function("translate", 3, _translate, deterministic=True)
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    reads = _reads_only() and not connection.get_execution_options().get("writes", False)
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
        if reads:
            raw.execute("BEGIN")
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # busy: an OperationalError like any
    elif isinstance(raw, psycopg.Connection):
        if raw.autocommit:  # a Lookup had it
            raw.autocommit = False
        raw.read_only = reads


def engine_options(url: str) -> dict[str, Any]:
    """Options of the engine for `url`. PostgreSQL gives up on a lock, and on a statement after 15 s.

    What a failed statement held, names and birth dates, stays out of the logs.
    """
    if url.startswith("postgresql"):
        limits = f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout=15s -c idle_in_transaction_session_timeout=60s"
        return {"connect_args": {"options": limits}, "hide_parameters": True}
    return {"hide_parameters": True}


def init_app(app: Flask, url: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
