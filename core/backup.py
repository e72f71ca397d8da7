"""A copy of a SQLite database taken while people use it. PostgreSQL brings its own program for this, pg_dump."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


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


def _copy(source: Path, draft: Path) -> None:
    """One step of SQLite's backup interface: page by page, it would begin again with each write in between."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(draft)) as copied,
    ):
        original.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file, with no -wal beside it to forget
        found = [line for (line,) in copied.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise BackupFailed(f"{source} is damaged: {found[0]}. Keep the backups you have, and do not go on with it.")
