"""Migrations on a database with rows: fill every table, write down all rows, and kill an upgrade where one likes.

As a program, it kills: `python -m tests.proof.upgrades URL START KILLS` upgrades the database at URL from the revision
START, is killed after one of its SQL statements, does it again and finishes; so often, after statements evenly apart,
or after every one of them when KILLS is 0. It prints how many statements there are, how often it was killed, and what
went wrong.
"""

import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import flask_migrate
import psycopg
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, MetaData, Table, event, insert, inspect, select, text
from sqlalchemy.engine import make_url

from app import create_app
from core.db import db
from core.folding import squeezed
from core.settings import ROOT, Settings
from tests.databases import never_wait_for_the_disk

__all__ = ["never_wait_for_the_disk"]

FOLDER = str(ROOT / "migrations")
ROWS = 3
WORDS = ("Élodie « d’Anvers »", "O'Neil \"; -- 😀", "ẞ ﬁ\u202e\\%_")
# The night the clocks go back, at 2:30 the first and the second time, and the last day of February.
MOMENTS = (
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
)

Rows = dict[str, list[dict[str, Any]]]


def revisions() -> list[str]:
    """From the first to the last."""
    config = Config()
    config.set_main_option("script_location", FOLDER)
    return [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def tables(connection: Connection) -> dict[str, Table]:
    """Every table there is now, parents first; the one of the version number is nobody's."""
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables if table.name != "alembic_version"}


def fill() -> None:
    """Put three rows into every table that has none: odd words, a NULL wherever one may be, hours that come twice."""
    with db.engine.begin() as connection:
        for table in tables(connection).values():
            if connection.execute(select(table).limit(1)).first() is None:
                rows = [{column.name: value(column, number) for column in table.columns} for number in range(ROWS)]
                for row in rows:
                    row.update(meant(table.name, row))
                    connection.execute(insert(table).values(row))
        if db.engine.dialect.name == "postgresql":  # what is added later takes the next number
            for table in tables(connection).values():
                if "id" in table.columns:
                    last = f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), {ROWS})"
                    connection.execute(text(last))


def meant(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """What a row says beyond its types, where a migration or a constraint goes by it."""
    if table == "attendance" and row["ambassador_id"] is not None:
        return {"guest_name": ""}  # one of the season, or a guest by name
    if table == "young_person":  # as it was before 0021
        last, first = squeezed(row["last_name"]), squeezed(row["first_name"])
        return {"match_key": f"{min(last + first, first + last)} {row['born_on']}"}
    if table == "minutes_part":
        return {"part": "decisions"}  # one text until 0022
    return {}


def value(column: Column[Any], number: int) -> object:
    """What the row of that number, from 0, holds in this column."""
    if column.foreign_keys:
        return None if column.nullable and number == ROWS - 1 else number + 1
    if column.primary_key and column.type.python_type is int:
        return number + 1
    if column.nullable and number == ROWS - 1:
        return None
    length = timedelta(days=column.name.startswith(("end", "close", "last")))  # what ends, ends after it began
    made: dict[type, Callable[[], object]] = {
        str: lambda: fitting(f"{number} {WORDS[number]}", column),
        int: lambda: number + 1,
        bool: lambda: number % 2 == 0,
        bytes: lambda: bytes([number, 0, 255]) * 10,
        datetime: lambda: MOMENTS[number] + length,
        date: (MOMENTS[number] + length).date,
        time: lambda: time(2 + length.days, 30 + number),
        timedelta: lambda: timedelta(days=number),
        float: lambda: number + 0.5,
        object: lambda: {WORDS[number]: [number, None]},  # JSON
    }
    return made[column.type.python_type]()


def fitting(words: str, column: Column[Any]) -> str:
    length = getattr(column.type, "length", None)
    return words[:length]


def rows() -> Rows:
    """All rows of all tables, in one order."""
    with db.engine.connect() as connection:
        found: Rows = {}
        for name, table in tables(connection).items():
            read = [dict(row._mapping) for row in connection.execute(select(table))]
            found[name] = sorted(read, key=repr)
    return found


def shape() -> dict[str, object]:
    """Columns, keys and indexes of all tables."""
    with db.engine.connect() as connection:
        looked = inspect(connection)
        return {
            name: (
                sorted((each["name"], str(each["type"]), each["nullable"]) for each in looked.get_columns(name)),
                sorted(str(each["name"]) for each in looked.get_indexes(name)),
                sorted(str(each["name"]) for each in looked.get_foreign_keys(name)),
                sorted(str(each["name"]) for each in looked.get_unique_constraints(name)),
            )
            for name in tables(connection)
        }


class Kept:
    """A database as it was, to come back to."""

    def __init__(self, url: str) -> None:
        self.url = url
        db.engine.dispose()
        if url.startswith("sqlite"):
            self.file = Path(url.removeprefix("sqlite:///"))
            self.copy = self.file.with_suffix(".kept")
            with closing(sqlite3.connect(self.file)) as file:
                file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copy(self.file, self.copy)
        else:
            self.name = str(make_url(url).database)
            self._say(f'CREATE DATABASE "{self.name}_kept" TEMPLATE "{self.name}"')

    def put_back(self) -> None:
        db.engine.dispose()
        if self.url.startswith("sqlite"):
            for beside in ("-wal", "-shm"):
                self.file.with_name(self.file.name + beside).unlink(missing_ok=True)
            shutil.copy(self.copy, self.file)
        else:
            self._say(f'DROP DATABASE "{self.name}" WITH (FORCE)')
            self._say(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.name}_kept"')

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.url.replace(f"/{self.name}", "/postgres", 1), autocommit=True) as connection:
            connection.execute(statement.encode())


def in_a_child(do: Callable[[], object]) -> int:
    """Do it in a process of its own; returns how that ended: 0, or less than 0 for the signal that killed it."""
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(Exception):
            do()
            code = 0
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def upgrade(*, killed_after: int = 0) -> int:
    """Upgrade to the head, killed after the statement of that number; returns how many statements it took."""
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1
        if done == killed_after:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    flask_migrate.upgrade(FOLDER)
    event.remove(Engine, "after_cursor_execute", count)
    return done


def kill_at(url: str, start: str, kills: int) -> str:
    if start != "base":
        flask_migrate.upgrade(FOLDER, start)
        fill()
    kept = Kept(url)
    statements = upgrade()
    wanted = (shape(), rows())
    step = max(statements // kills, 1) if kills else 1
    chosen, wrong = range(step, statements + 1, step), list[str]()
    for statement in chosen:
        kept.put_back()
        ended = in_a_child(partial(upgrade, killed_after=statement))
        again = in_a_child(upgrade)
        if (ended, again) != (-signal.SIGKILL, 0):
            wrong.append(f"after statement {statement}: ended {ended}, and then {again}")
        elif (shape(), rows()) != wanted:
            wrong.append(f"after statement {statement}: finished with something else")
    return f"{statements} {len(chosen)} {'; '.join(wrong)}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        given = Settings(data=Path(folder), database_url=sys.argv[1], secret=b"s" * 48, embedded_sender=False)
        with create_app(given).app_context():
            sys.stdout.write(kill_at(sys.argv[1], sys.argv[2], int(sys.argv[3])) + "\n")
