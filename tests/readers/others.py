"""Two more: libical, which GNOME and many others read with, and khal with what vdirsyncer brought it. `./run prove
readers` runs them where they are installed; the suite does not, since they come from other places than its packages.

  sudo apt install libical3t64        (libical3 on older systems)
  python3 -m venv khal && khal/bin/pip install khal vdirsyncer && export READERS_BIN=$PWD/khal/bin
"""

import ctypes
import ctypes.util
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from flask import Flask

from tests.readers.life import Life, Seen
from tests.world import Cast

BIN = Path(os.environ.get("READERS_BIN", "/usr/bin"))
LIBICAL = ctypes.util.find_library("ical")
VEVENT = 4  # ICAL_VEVENT_COMPONENT


class Time(ctypes.Structure):
    """struct icaltimetype."""

    _fields_ = [(name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "dst")]
    _fields_ += [("zone", ctypes.c_void_p)]


def by_libical(text: str) -> Seen:
    library = ctypes.CDLL(LIBICAL)
    for name, result, arguments in (
        ("icalparser_parse_string", ctypes.c_void_p, [ctypes.c_char_p]),
        ("icalcomponent_get_first_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
        ("icalcomponent_get_next_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
        ("icalcomponent_get_uid", ctypes.c_char_p, [ctypes.c_void_p]),
        ("icalcomponent_get_summary", ctypes.c_char_p, [ctypes.c_void_p]),
        ("icalcomponent_get_dtstart", Time, [ctypes.c_void_p]),
        ("icalcomponent_get_dtend", Time, [ctypes.c_void_p]),
        ("icalcomponent_count_errors", ctypes.c_int, [ctypes.c_void_p]),
        ("icaltime_as_timet_with_zone", ctypes.c_long, [Time, ctypes.c_void_p]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments

    def moment(time: Time) -> datetime:
        return datetime.fromtimestamp(library.icaltime_as_timet_with_zone(time, time.zone), UTC)

    root = library.icalparser_parse_string(text.encode())
    assert library.icalcomponent_count_errors(root) == 0
    found: Seen = {}
    event = library.icalcomponent_get_first_component(root, VEVENT)
    while event:
        start, end = library.icalcomponent_get_dtstart(event), library.icalcomponent_get_dtend(event)
        uid = library.icalcomponent_get_uid(event).decode()
        assert uid not in found
        if not start.is_date:
            found[uid] = (moment(start), moment(end), library.icalcomponent_get_summary(event).decode())
        event = library.icalcomponent_get_next_component(root, VEVENT)
    return found


class Khal:
    """One calendar on a disk, brought up to date again and again: what was there once could stay as a ghost."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.environment = folder, {**os.environ, "HOME": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            self.environment[name] = str(folder / name)
        (folder / "vdirsyncer").write_text(
            f'[general]\nstatus_path = "{folder}/status/"\n'
            '[pair dates]\na = "here"\nb = "there"\ncollections = null\n'
            f'[storage here]\ntype = "filesystem"\npath = "{folder}/dates/"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "http"\nurl = "http://127.0.0.1:{port}/dates.ics"\n'
        )
        (folder / "khal").write_text(
            f"[calendars]\n[[dates]]\npath = {folder}/dates/\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        )
        (folder / "dates").mkdir()

    def run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [BIN / program, "-c", self.folder / program, *words],
            env=self.environment, input="y\ny\n", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def read(self) -> Seen:
        self.run("vdirsyncer", "discover")
        self.run("vdirsyncer", "--verbosity", "ERROR", "sync", "--force-delete")
        shown = "{uid}|{start-long}|{end-long}|{title}"
        listed = self.run("khal", "list", "--once", "--format", shown, "--day-format", "", "2026-01-01", "1200d")
        found: Seen = {}
        for line in filter(None, listed.splitlines()):
            uid, start, end, title = line.split("|", 3)
            assert uid not in found
            if ":" in start:
                ends = [datetime.strptime(each, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for each in (start, end)]
                found[uid] = (ends[0], ends[1], title)
        return found


@contextmanager
def serving(texts: list[str]) -> Iterator[int]:
    """A port at which the last of these texts is read."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = texts[-1].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.skipif(LIBICAL is None, reason="libical is not on this machine")
def test_libical_shows_no_wrong_doubled_or_ghost_date(app: Flask, cast: Cast) -> None:
    for act, text, wanted in Life(app, cast).stages():
        assert by_libical(text) == wanted, act


@pytest.mark.skipif(not (BIN / "khal").exists(), reason=f"khal is not in {BIN}")
def test_khal_shows_no_wrong_doubled_or_ghost_date(app: Flask, cast: Cast, tmp_path: Path) -> None:
    texts = [""]
    with serving(texts) as port:
        khal = Khal(tmp_path, port)
        for act, text, wanted in Life(app, cast).stages():
            texts.append(text)
            # vdirsyncer names what it fetches by its content: the dates are compared, and how often each is there.
            assert sorted(khal.read().values()) == sorted(wanted.values()), act
