"""A copy of a SQLite database taken while people use it, and put back. PostgreSQL brings pg_dump and pg_restore."""

import os
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from datetime import datetime
from glob import escape
from pathlib import Path

OURS = {"alembic_version", "programme", "mail"}  # tables that each database of ours has had from the first


class BackupFailed(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """No copy was made; the words say why, and what to do."""


def copy_database(source: Path, copy: Path) -> None:
    """Copy the database `source`, whole and as of one moment, into the new file `copy`, and check the copy.

    Nobody waits meanwhile. `copy` is readable by its owner alone, appears complete or not at all, and is never
    written over another file. Raises BackupFailed.
    """
    draft = copy.with_name(f".{copy.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _copy(source, draft)
            os.link(draft, copy)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError as error:
        raise BackupFailed(f"{copy} exists already, and a backup never replaces another: choose a new name.") from error
    except OSError as error:
        raise BackupFailed(f"{copy} cannot be written: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise BackupFailed(f"{source} cannot be copied: {error}.") from error


def checked_draft(copy: Path, database: Path, *, known: Collection[str]) -> Path:
    """A file beside `database` that holds what `copy` does, once all of it has been read and found to be ours.

    `known` are the revisions this code knows. The caller has seen to it that nobody else restores. Raises BackupFailed.
    """
    if not copy.is_file():
        raise BackupFailed(f"There is no file {copy}.")
    if database.exists() and copy.samefile(database):
        raise BackupFailed(f"{copy} is the database itself, and no backup.")
    draft = database.with_name(f".{database.name}.restoring")
    for left in database.parent.glob(f"*{escape(draft.name)}*"):  # by a restore that was killed
        left.unlink()
    copy_database(copy, draft)
    try:
        _require_ours(draft, known, name=copy)
    except BackupFailed:
        draft.unlink()
        raise
    return draft


def folder_aside(database: Path, *, now: datetime) -> Path:
    """A new folder for what `replace` finds."""
    folder = database.with_name(f"before-{now:%Y-%m-%d-%H%M%S}")
    folder.mkdir(mode=0o700)
    return folder


def replace(database: Path, draft: Path, *, aside: Path) -> bool:
    """Make `database` what `draft` is; whether anything was there, which lies in the folder `aside` then.

    After an interruption, give the same folder again. The caller has seen to it that nobody uses the database.
    """
    _put_aside(database, aside)
    draft.replace(database)
    _sync(database.parent)
    with suppress(OSError):
        aside.rmdir()  # where it is empty
    return aside.exists()


def require_whole(database: Path) -> None:
    """Raises BackupFailed for a database that is damaged, as after a copy beside the journal of another."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            found = _damage(connection)
    except sqlite3.Error as error:
        found = str(error)
    if found:
        raise BackupFailed(f"{database} is damaged: {found}. Put a backup back with `flask restore`.")


def _require_ours(draft: Path, known: Collection[str], *, name: Path) -> None:
    with closing(sqlite3.connect(draft)) as connection:
        tables = {table for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= OURS:
            raise BackupFailed(f"{name} is no database of Cohorte.")
        versions = {version for (version,) in connection.execute("SELECT version_num FROM alembic_version")}
    if not versions or not versions <= set(known):
        raise BackupFailed(f"{name} is of a newer version of Cohorte: bring the code up to it first.")


def _put_aside(database: Path, aside: Path) -> None:
    """The database with its journal: the one without the other is old or broken, and beside another it breaks that."""
    journal = [path for end in ("-wal", "-shm") if (path := database.with_name(database.name + end)).exists()]
    if database.exists() and (aside / database.name).exists():
        for path in journal:  # of what an interrupted restore put here, which nobody was served
            path.unlink()
        return
    aside.mkdir(mode=0o700, exist_ok=True)
    for path in [database] * database.exists() + journal:
        path.rename(aside / path.name)
    _sync(aside)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damage(connection: sqlite3.Connection) -> str:
    """What is wrong with a database, or "": its pages, its indexes, what refers to what; not the letters of a text."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        return str(found)
    lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"row {lost[1]} of {lost[0]} refers to no row of {lost[2]}" if lost else ""


def _stamp(copied: sqlite3.Connection) -> None:
    """It lies nowhere until a restore has put it right: see core/whereabouts.py. One from before has no such table."""
    if copied.execute("SELECT 1 FROM sqlite_master WHERE name = 'whereabouts'").fetchone():
        with copied:
            copied.execute("DELETE FROM whereabouts")
            copied.execute("INSERT INTO whereabouts VALUES ('')")


def _copy(source: Path, draft: Path) -> None:
    """One step of SQLite's backup interface: page by page, it would begin again with each write in between."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(draft)) as copied,
    ):
        original.backup(copied)
        _stamp(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file, with no -wal beside it to forget
        found = _damage(copied)
    if found:
        raise BackupFailed(f"{source} is damaged: {found}. Keep the backups you have, and do not go on with it.")
