"""Who works on a data folder: servers and senders share it, a restore has it to itself."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "running.lock"
RESTORING = "A backup is being restored: wait until that has ended."


class Taken(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The folder cannot be had; the words say why, and what to do."""


class Mark:
    """Stands in the lock from the first change of a restore to its last, with the folder for what was there."""

    def __init__(self, lock: int) -> None:
        self._lock = lock

    @property
    def aside(self) -> str:
        """The folder that a restore which was interrupted has named, or ""."""
        return "".join(os.pread(self._lock, 5000, 0).decode().splitlines()[1:])

    def begin(self, aside: str = "") -> None:
        """Call it before the first change: what fails after that leaves the mark."""
        words = f"restoring\n{aside or self.aside}\n".encode()
        os.pwrite(self._lock, words, 0)
        os.ftruncate(self._lock, len(words))
        os.fsync(self._lock)


def share(folder: Path) -> None:
    """Work on the folder, with others, until this process and those forked from it have ended. Raises Taken."""
    try:
        lock = _open(folder)
    except OSError:  # storage that takes no writing: nobody restores there either
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        is_half = bool(os.pread(lock, 1, 0))
    except BlockingIOError:
        os.close(lock)
        raise Taken(RESTORING) from None
    if is_half:
        os.close(lock)
        raise Taken("The restore of a backup has not come to its end: give the same command once more, then start.")


@contextmanager
def alone(folder: Path) -> Iterator[Mark]:
    """Have the folder while it is changed from under everybody. Raises Taken while anybody works on it.

    Nobody serves half of a restore, which the mark stands for, and another restore may begin.
    """
    lock = _open(folder)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:  # whoever serves would share it
                raise Taken(RESTORING) from None
            raise Taken(f"Cohorte is running on {folder}: stop the server and what sends its mail first.") from None
        yield Mark(lock)
        os.ftruncate(lock, 0)
    finally:
        os.close(lock)


def _open(folder: Path) -> int:
    return os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
