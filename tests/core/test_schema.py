"""Old code on a database that newer code has upgraded ends, and says why."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app import create_app
from core.db import db
from core.guards import PUBLIC, access
from core.schema import Newer, known_revisions, require_known
from core.sending import Sender
from core.settings import ROOT, Settings
from tests.databases import empty_database
from tests.product import Product

WORDS = "The database is of a newer version of Cohorte: bring the code up to it first."


def say(version: str) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    db.session.commit()


@pytest.fixture
def failing(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application on a database it does not know, with an address that fails there; what stops it is counted."""
    made = create_app(settings)
    made.extensions["stopped"] = stopped = list[str]()
    made.extensions["stop_server"] = lambda: stopped.append("now")
    made.add_url_rule("/old", "old", access(PUBLIC)(lambda: str(db.session.scalar(text("SELECT gone FROM programme")))))
    head = max(known_revisions())
    with made.app_context():
        require_known()
        say("9999")
        db.session.remove()
    yield made
    with made.app_context():
        say(head)
        db.session.remove()
        db.engine.dispose()


def test_a_sender_ends_before_it_does_anything(failing: Flask) -> None:
    ended = list[str]()
    sender = Sender(failing, at_end=lambda: ended.append("once"))
    sender.run()
    assert (sender.ended, ended) == (WORDS, ["once"])
    with failing.app_context(), pytest.raises(Newer):
        sender.once()
    said = failing.test_cli_runner().invoke(args=["work", "--once"])
    assert (said.exit_code, said.output) == (1, f"Error: {WORDS}\n")


def test_a_server_goes_on_until_something_fails(failing: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """Two versions overlap while machines are brought up to date one after the other."""
    client, stopped = failing.test_client(), failing.extensions["stopped"]
    assert (client.get("/etat").status_code, stopped) == (200, [])
    assert client.get("/old").status_code in (500, 503)
    assert (stopped, f"the server stops: {WORDS}" in caplog.messages) == (["now"], True)
    with failing.app_context():
        say(max(known_revisions()))
    assert client.get("/old").status_code in (500, 503)
    assert stopped == ["now"]


def test_neither_a_server_nor_a_sender_starts(settings: Settings, engine: str, tmp_path: Path) -> None:
    """A plain sentence, and no trace of where in the code it was said."""
    product = Product(replace(settings, data=tmp_path, database_url=empty_database(engine, tmp_path)))
    product.flask("db", "upgrade")
    with create_app(replace(settings, data=tmp_path, database_url=product.environment["DATABASE_URL"])).app_context():
        say("9999")
        db.session.remove()
        db.engine.dispose()
    product.environment["COHORTE_FIRST"] = '[["db", "upgrade"]]'
    with pytest.raises(RuntimeError, match=WORDS) as said:
        product.start()
    assert "Traceback" not in str(said.value)
    work = subprocess.run(
        (sys.executable, "-m", "flask", "--app", "app", "work"),
        cwd=ROOT,
        env={**os.environ, **product.environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (work.returncode, f"Error: {WORDS}\n" in work.stderr, "Traceback" in work.stderr) == (1, True, False)
