import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import flask_migrate
import pytest

from app import create_app
from core.backup import BackupFailed, copy_database
from core.db import Model, db
from core.settings import Settings


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A database in the journal mode of ours, with a row."""
    path = tmp_path / "used.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE word (text)")
        connection.execute("INSERT INTO word VALUES ('Atelier')")
    return path


def words_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM word")]


def test_it_copies_what_is_committed_while_someone_writes(used: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(used, isolation_level=None, timeout=0)) as writer:
        writer.execute("INSERT INTO word VALUES ('Sortie')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO word VALUES ('not said yet')")
        copy_database(used, copy)
        writer.execute("COMMIT")
    assert words_in(copy) == ["Atelier", "Sortie"]


def test_the_copy_is_one_file_that_its_owner_alone_reads(used: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    copy_database(used, folder / "copy.sqlite")
    assert [(path.name, path.stat().st_mode & 0o777) for path in folder.iterdir()] == [("copy.sqlite", 0o600)]


def test_it_never_replaces_a_file(used: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_text("last week's")
    with pytest.raises(BackupFailed, match="exists already"):
        copy_database(used, copy)
    assert (copy.read_text(), list(tmp_path.glob(".copy*"))) == ("last week's", [])


def test_it_says_why_it_cannot(used: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match=re.escape("cannot be written: No such file or directory.")):
        copy_database(used, tmp_path / "nowhere" / "copy.sqlite")
    with pytest.raises(BackupFailed, match=re.escape("cannot be copied: unable to open database file.")):
        copy_database(tmp_path / "missing.sqlite", tmp_path / "copy.sqlite")
    assert list(tmp_path.glob("*copy*")) == []


def test_a_damaged_database_gives_no_copy(used: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(used, isolation_level=None)) as connection:
        connection.execute("CREATE INDEX by_text ON word (text)")
        connection.executemany("INSERT INTO word VALUES (?)", [(f"{n:0200}",) for n in range(400)])
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(root,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'by_text'").fetchall()
    content = bytearray(used.read_bytes())
    content[(root - 1) * 4096 + 100 : root * 4096] = b"\x07" * 3996
    used.write_bytes(content)
    with pytest.raises(BackupFailed, match="damaged"):
        copy_database(used, tmp_path / "copy.sqlite")
    assert list(tmp_path.glob("*copy*")) == []


def test_the_command_backs_up_sqlite_and_names_the_program_for_postgresql(
    settings: Settings, empty_db_url: str, tmp_path: Path
) -> None:
    app = create_app(replace(settings, database_url=empty_db_url))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    copy = tmp_path / "copy.sqlite"
    done = app.test_cli_runner().invoke(args=["backup", copy.name])
    assert (done.exit_code, "Give the whole name" in done.output) == (1, True)
    done = app.test_cli_runner().invoke(args=["backup", str(copy)])
    with app.app_context():
        db.engine.dispose()
    if empty_db_url.startswith("postgresql"):
        said = "Error: This database is PostgreSQL's: back it up with pg_dump (see docs/deploy.md).\n"
        assert (done.exit_code, done.output, copy.exists()) == (1, said, False)
        return
    with closing(sqlite3.connect(copy)) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = {*Model.metadata.tables, "alembic_version"}
    assert (done.exit_code, done.output, found) == (0, f"The database of {settings.data} is in {copy}.\n", tables)
