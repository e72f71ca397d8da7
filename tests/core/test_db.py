"""What is erased leaves no copy beside the database."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import text

from app import overwrite_erased
from core.db import db
from tests.world import NOW

WORD = b"arachides"


@pytest.fixture
def file(app: Flask) -> Path:
    """The database, with a word that was written and erased; PostgreSQL has no journal of ours to look at."""
    with app.test_request_context(method="POST"):
        if db.engine.dialect.name != "sqlite":
            overwrite_erased(now=NOW)
            pytest.skip("only SQLite keeps a journal beside the file")
        for statement in ("CREATE TABLE erased (said TEXT)", f"INSERT INTO erased VALUES ('{WORD.decode()}')"):
            db.session.execute(text(statement))
            db.session.commit()
        db.session.execute(text("DROP TABLE erased"))
        db.session.commit()
        return Path(str(db.engine.url.database))


def copies(file: Path) -> int:
    return sum(each.read_bytes().count(WORD) for each in file.parent.glob(f"{file.name}*"))


def test_what_was_erased_leaves_the_journal_too(app: Flask, file: Path) -> None:
    assert copies(file) > 0
    with closing(connect(file)) as other, app.app_context():
        other.execute("SELECT count(*) FROM sqlite_master").fetchall()  # it is not the last to close who empties it
        overwrite_erased(now=NOW)
        assert (copies(file), file.with_name(f"{file.name}-wal").stat().st_size) == (0, 0)
        overwrite_erased(now=NOW)


@pytest.mark.parametrize("begin", ["BEGIN", "BEGIN IMMEDIATE"])
def test_nobody_is_waited_for_and_the_next_time_does_it(app: Flask, file: Path, begin: str) -> None:
    with closing(connect(file, isolation_level=None)) as other:
        other.execute(begin)
        other.execute("SELECT count(*) FROM sqlite_master").fetchall()
        start = monotonic()
        with app.app_context():
            overwrite_erased(now=NOW)
        assert (monotonic() - start < 5, file.with_name(f"{file.name}-wal").stat().st_size > 0) == (True, True)
        other.execute("ROLLBACK")
    with app.app_context():
        overwrite_erased(now=NOW)
    assert copies(file) == 0
