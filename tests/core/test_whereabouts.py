"""A copy of the database sends nothing until somebody has said that it is the newest state."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url

from app import create_app
from core.backup import copy_database
from core.db import db
from core.outbox import Mail
from core.sending import LONGEST_AWAY, Sender
from core.settings import Settings
from core.whereabouts import Whereabouts, copied, name, note, note_first
from tests.post import Office, open_office

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def within(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def copy_of(url: str, folder: Path) -> str:
    """As `flask backup` makes one, and as `pg_restore` does: a new database with the same rows."""
    if url.startswith("sqlite"):
        copy_database(Path(url.removeprefix("sqlite:///")), folder / "copy.sqlite")
        return f"sqlite:///{folder / 'copy.sqlite'}"
    usual = str(make_url(url).database)
    with psycopg.connect(url.replace(f"/{usual}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{usual}_copied" TEMPLATE "{usual}"'.encode())
    return url.replace(f"/{usual}?", f"/{usual}_copied?")


def places() -> list[str]:
    found = [each.place for each in db.session.query(Whereabouts)]
    db.session.rollback()
    return found


def wait_in_outbox() -> None:
    mail = Mail(message_id="<m1@cohorte.invalid>", kind="test", to_email="p1@kaleido.example", subject="", text="Non\n")
    mail.created_at = mail.due_at = NOW
    db.session.add(mail)
    db.session.commit()


def test_a_copy_is_known_for_one_wherever_it_lies_and_sends_nothing(
    app: Flask, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """With the place left out of what `flask backup` makes, or out of what is compared, the mail is sent."""
    with app.app_context():
        note_first()
        assert copied() is None
        wait_in_outbox()
        db.session.remove()
        db.engine.dispose()
    with open_office(Office()) as office:
        url = copy_of(settings.database_url, tmp_path)
        other = create_app(replace(settings, data=tmp_path, database_url=url, smtp_url=office.url))
        with other.app_context():
            note_first()  # as each start does
            words = str(copied())
            assert f"`flask restored {name()}`" in words
            db.session.remove()
            sender = Sender(other)
            with caplog.at_level(logging.ERROR):
                assert [sender.round(), sender.round()] == [LONGEST_AWAY, LONGEST_AWAY]
            assert [record.getMessage() for record in caplog.records] == [words]
            said = other.test_cli_runner().invoke(args=["work", "--once"])
            assert (said.exit_code, said.output) == (1, f"Error: {words}\n")
            answer = other.test_client().get("/etat")
            assert (answer.status_code, answer.text.count("flask restored")) == (503, 1)
            assert office.taken == []
            db.session.remove()  # what asked only read
            note()
            db.session.commit()
            assert (copied(), other.test_client().get("/etat").status_code) == (None, 200)
            db.session.remove()
            sender.round()
            assert len(office.taken) == 1
            db.session.remove()
            db.engine.dispose()


def test_the_place_is_noted_once_and_another_start_changes_nothing(within: None) -> None:
    assert places() == []
    assert copied() is None  # of a time before places were noted
    note_first()
    [first] = places()
    note_first()
    assert (places(), copied()) == ([first], None)
    db.session.query(Whereabouts).update({"place": "elsewhere"})
    db.session.commit()
    note_first()
    assert (places(), copied() is not None) == (["elsewhere"], True)


def test_several_machines_on_one_database_are_no_copies(
    app: Flask, settings: Settings, tmp_path: Path, engine: str
) -> None:
    """Each has a data folder of its own."""
    with app.app_context():
        note_first()
    other = create_app(replace(settings, data=tmp_path))
    with other.app_context():
        note_first()
        assert copied() is None
        db.session.remove()
        db.engine.dispose()
