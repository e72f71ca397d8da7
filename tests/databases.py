"""Databases for tests: files for SQLite, and a PostgreSQL cluster of the run's own, thrown away with it."""

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from core.db import Model

SOCKET = "COHORTE_TEST_POSTGRESQL"  # tells the workers of a parallel run where the cluster is
# What is written need not survive: the cluster does not either.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "timezone=UTC")


@event.listens_for(Engine, "connect")
def never_wait_for_the_disk(connection: DBAPIConnection, _record: object) -> None:
    """The same on SQLite, for the application in this process; one that a test starts waits as the product does."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def cluster(programs: Path) -> Iterator[Path]:
    """Run a cluster with the `initdb` and `postgres` found in `programs`; yields the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path may have about 100 characters
    user = _owner()
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)
    options = [word for setting in SETTINGS for word in ("-c", setting)]
    postgres: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder, *options]
    with log.open("w") as output:
        server = subprocess.Popen(postgres, stdout=output, stderr=output, user=user, cwd=folder)
    try:
        _wait(folder, server, log)
        yield folder
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:  # somebody is still connected
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


numbers = count(1)


def empty_database(engine: str, folder: Path) -> str:
    """The address of a new database without any table."""
    name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{next(numbers)}"
    if engine == "sqlite":
        return f"sqlite:///{folder / name}.sqlite"
    socket = os.environ[SOCKET]
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"postgresql://postgres@/{name}?host={socket}"


def empty_tables(url: str) -> None:
    """Delete all rows, over a connection that owes nothing to the application's. Ids go on: no test may know them."""
    if url.startswith("sqlite"):
        with _file(url) as file:
            file.execute("BEGIN IMMEDIATE")
            for table in _full(file):
                file.execute(f'DELETE FROM "{table}"')
            file.execute("COMMIT")
    else:
        with _connection(url) as connection:
            for table in _full(connection):
                connection.execute(f'DELETE FROM "{table}"'.encode())


Rows = dict[str, Any]  # what a table holds, by its name: rows on SQLite, PostgreSQL's own text of them there


def rows_in(url: str) -> Rows:
    """All rows, to be put back by `put_back`."""
    if url.startswith("sqlite"):
        with _file(url) as file:
            return {table: file.execute(f'SELECT * FROM "{table}"').fetchall() for table in _full(file)}
    found: Rows = {}
    with _connection(url) as connection:
        for table in _full(connection):
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT'.encode()) as copy:
                found[table] = b"".join(copy)
    return found


def put_back(url: str, rows: Rows) -> None:
    """Fill empty tables with what they held. Numbers given since then are higher, so none is given twice."""
    if url.startswith("sqlite"):
        with _file(url) as file:
            file.execute("BEGIN IMMEDIATE")
            for table, held in rows.items():
                marks = ", ".join("?" * len(held[0]))
                file.executemany(f'INSERT INTO "{table}" VALUES ({marks})', held)
            file.execute("COMMIT")
    else:
        with _connection(url) as connection:
            for table, held in rows.items():
                with connection.cursor().copy(f'COPY "{table}" FROM STDIN'.encode()) as copy:
                    copy.write(held)


@contextmanager
def _file(url: str) -> Iterator[sqlite3.Connection]:
    """The database itself, where foreign keys are off unless asked for, and nothing waits for the disk."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous=OFF")
        yield file


@contextmanager
def _connection(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")  # foreign keys off: any order will do
        yield connection


def _full(database: sqlite3.Connection | psycopg.Connection) -> list[str]:
    """The tables that hold anything."""
    tables = list(Model.metadata.tables)
    question = "SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables)
    found = database.execute(question).fetchone()
    return [table for table, full in zip(tables, found or (), strict=True) if full]


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: then as the user its package made, or as nobody."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _wait(socket: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            psycopg.connect(host=str(socket), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text()}")
