"""How migrations run: on either engine, each in one transaction, with SQLite's foreign keys kept out of batch moves."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import psycopg
from alembic import context
from sqlalchemy import Connection

import accounts.models
import ambassadors.models
import core.limits
import core.outbox
import core.whereabouts
import meetings.models
import meetings.rollcall.models
import messages.models
import outings.models
import projects.models
import schedule.models
import seasons.models
from core.db import Model, Moment, db

__all__ = ["accounts", "ambassadors", "core", "meetings", "messages", "outings", "projects", "schedule", "seasons"]


def render_item(kind: str, value: object, _context: object) -> str | Literal[False]:
    """Write our moment as plain SQLAlchemy: a migration must not change when our code does."""
    if kind == "type" and isinstance(value, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def _foreign_keys(connection: Connection, on: bool) -> None:
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _refuse_orphans(connection: Connection) -> None:
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection) and (orphans := raw.execute("PRAGMA foreign_key_check").fetchall()):
        raise RuntimeError(f"A migration would leave rows without their parent: {orphans[:5]}")


@contextmanager
def _one_at_a_time(connection: Connection) -> Iterator[None]:
    """Of those that start at once on one database, the second waits, on PostgreSQL a minute at most, and finds it
    done."""
    if isinstance(connection.connection.dbapi_connection, psycopg.Connection):
        connection.detach()  # closed with its lock, and used for nothing else
        connection.exec_driver_sql("SET lock_timeout = '60s'; SET statement_timeout = '60s'")
        connection.exec_driver_sql("SELECT pg_advisory_lock(hashtext('cohorte migrations'))")
        connection.exec_driver_sql("RESET lock_timeout; RESET statement_timeout")
        connection.commit()
        yield
        return
    folder = os.open(Path(connection.engine.url.database or ".").resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def run() -> None:
    # Each migration commits together with its version number: killed anywhere, the same command finishes it.
    with db.engine.connect() as connection, _one_at_a_time(connection):
        # Batch mode rebuilds a table; with foreign keys on, dropping the old one would delete its children.
        _foreign_keys(connection, on=False)
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=True,
            render_item=render_item,
            transactional_ddl=True,
            transaction_per_migration=True,
            on_version_apply=lambda **_: _refuse_orphans(connection),
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _foreign_keys(connection, on=True)


run()
