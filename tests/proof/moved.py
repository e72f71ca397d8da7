"""The application with the clock of a file in its data folder: a season passes while it serves."""

from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from flask import Flask

import app
from core import clock

CLOCK = "clock"


def create_app() -> Flask:
    made = app.create_app()
    file = made.extensions["settings"].data / CLOCK
    patch.object(clock, "now", lambda: datetime.fromisoformat(file.read_text())).start()
    return made


def set_clock(data: Path, now: datetime) -> None:
    """All its workers read it so from now on."""
    draft = data / f"{CLOCK}.new"
    draft.write_text(now.isoformat())
    draft.replace(data / CLOCK)
