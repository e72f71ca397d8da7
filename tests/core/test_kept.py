"""What took work to make is made once for all workers, and never found under another tag."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.kept import forget, kept

NAME = "0123456789abcdef"
NOW = datetime(2026, 10, 7, 10, tzinfo=UTC)


def never() -> bytes:
    raise AssertionError("it was there")


def test_it_is_made_once_for_a_tag_and_again_for_another(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert kept(folder, NAME, "one", lambda: b"first\nline") == b"first\nline"
    assert kept(folder, NAME, "one", never) == b"first\nline"
    assert kept(folder, NAME, "two", lambda: b"second") == b"second"
    assert kept(folder, NAME, "two", never) == b"second"
    assert kept(folder, NAME, "one", lambda: b"first") == b"first"
    assert (folder.stat().st_mode & 0o777, (folder / NAME).stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize("damage", [b"", b"one", b"one 00000000\nfirst", b"\0" * 40])
def test_what_is_not_whole_is_made_again(tmp_path: Path, damage: bytes) -> None:
    kept(tmp_path, NAME, "one", lambda: b"first")
    (tmp_path / NAME).write_bytes(damage)
    assert kept(tmp_path, NAME, "one", lambda: b"again") == b"again"
    assert kept(tmp_path, NAME, "one", never) == b"again"


def test_of_eight_who_want_it_at_once_one_makes_it(tmp_path: Path) -> None:
    made: list[int] = []
    start = threading.Barrier(8)
    found: list[bytes] = []

    def want(number: int) -> None:
        def make() -> bytes:
            made.append(number)
            return b"text"

        start.wait()
        found.append(kept(tmp_path, NAME, "one", make))

    threads = [threading.Thread(target=want, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), found) == (1, [b"text"] * 8)


def test_what_fails_is_raised_and_holds_nobody_up(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        kept(tmp_path, NAME, "one", never)
    assert kept(tmp_path, NAME, "one", lambda: b"text") == b"text"


def test_where_nothing_can_be_written_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file is no folder")
    made = iter([b"one", b"two"])
    for text in (b"one", b"two"):
        assert kept(tmp_path / "file" / "kept", NAME, "one", lambda: next(made)) == text


def test_old_ones_and_those_too_many_are_forgotten(tmp_path: Path) -> None:
    assert forget(tmp_path / "none", now=NOW, after=timedelta(days=30), most=3) == 0
    for days in range(6):
        kept(tmp_path, f"{days:016}", "one", lambda: b"text")
        at = (NOW - timedelta(days=10 * days)).timestamp()
        os.utime(tmp_path / f"{days:016}", (at, at))
    (tmp_path / "door-0").unlink()
    assert forget(tmp_path, now=NOW, after=timedelta(days=30), most=10) == 2
    assert forget(tmp_path, now=NOW, after=timedelta(days=30), most=3) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{days:016}" for days in range(3)]
