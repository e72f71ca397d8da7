"""What took work to make, kept in files that all workers share: under a name, with the tag of what it was made from.

It is no second truth: what is found under another tag is made again and replaced, and any file may be deleted at any
time. Where nothing can be written, everything is made each time.
"""

import fcntl
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

DOORS = 16  # locks: whoever makes one thing rarely makes somebody wait for another


def kept(folder: Path, name: str, tag: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives for this tag: made once by one worker, while others who want the same wait for it.

    `name` is of hexadecimal digits; one content is kept for it, the last. What `make` raises is raised.
    """
    path = folder / name
    found = _read(path, tag)
    if found is not None:
        return found
    with _alone(folder, name):
        found = _read(path, tag)
        if found is None:
            found = make()
            _write(path, tag, found)
    return found


def forget(folder: Path, *, now: datetime, after: timedelta, most: int) -> int:
    """Delete what was made longer ago than `after`, and all but the `most` newest; returns how many."""
    with suppress(FileNotFoundError):
        files = sorted(((entry.stat().st_mtime, entry.path) for entry in os.scandir(folder)), reverse=True)
        oldest = (now - after).timestamp()
        gone = [path for place, (made_at, path) in enumerate(files) if place >= most or made_at < oldest]
        for path in gone:
            Path(path).unlink(missing_ok=True)
        return len(gone)
    return 0


def _read(path: Path, tag: str) -> bytes | None:
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if head == _head(tag, content) else None


def _head(tag: str, content: bytes) -> bytes:
    """A file is not waited for to be on the disk: after a power cut, the sum tells what is whole."""
    return f"{tag} {zlib.crc32(content):08x}".encode()


def _write(path: Path, tag: str, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(_head(tag, content) + b"\n" + content)
        draft.replace(path)


@contextmanager
def _alone(folder: Path, name: str) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        door = os.open(folder / f"door-{int(name[:8], 16) % DOORS}", os.O_CREAT | os.O_WRONLY, 0o600)
    except OSError:  # nothing can be written: nothing is kept, so nobody is waited for
        yield
        return
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)
