"""Who works on a data folder: servers and senders share it, a restore has it to itself."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "running.lock"
UNFINISHED = b"restoring\n"  # stands in it from the first change of a restore to its last


class Taken(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The folder cannot be had; the words say why, and what to do."""


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
        raise Taken("A backup is being restored: start when that has ended.") from None
    if is_half:
        os.close(lock)
        raise Taken("The restore of a backup has not come to its end: give the same command once more, then start.")


@contextmanager
def alone(folder: Path) -> Iterator[Callable[[], None]]:
    """Have the folder while it is changed from under everybody. Raises Taken while anybody works on it.

    Call what it gives before the first change: what fails after that leaves its mark. Nobody serves half of a restore,
    and another restore may begin.
    """
    lock = _open(folder)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken(f"Cohorte is running on {folder}: stop the server and what sends its mail first.") from None

        def begin() -> None:
            os.pwrite(lock, UNFINISHED, 0)
            os.fsync(lock)

        yield begin
        os.ftruncate(lock, 0)
    finally:
        os.close(lock)


def _open(folder: Path) -> int:
    return os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
