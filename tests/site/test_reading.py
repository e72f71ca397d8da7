"""Looking at a page changes nothing, and HEAD is GET without its body."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from core.db import db
from core.limits import Tally
from tests.site.expectations import READERS
from tests.site.matrix import Row, Site, table
from tests.world import NOW

PAGES = [row for row in table() if row.method == "GET"]


def dump(database: Path) -> list[str]:
    """The whole database as text, save the one thing that a GET may note: on which day a feed was last used."""
    with closing(sqlite3.connect(database)) as file:
        lines = [line for line in file.iterdump() if not line.startswith('INSERT INTO "feed"')]
        return [*lines, *map(str, file.execute("SELECT id, token_hash, revoked_at FROM feed"))]


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_head_is_get_without_its_body_and_neither_changes_the_database(site: Site, row: Row) -> None:
    for role in READERS:
        once = site.once(role, row)
        if once.wrote:
            site.ask(role, "GET", site.url(row))  # again, to see what
        get, head = once.answer, site.ask(role, "HEAD", site.url(row))
        told, same = (
            {name: re.sub(r"nonce-[\w-]+", "", value) for name, value in answer.headers if name != "Set-Cookie"}
            for answer in (get, head)
        )
        assert (head.status_code, same, head.get_data()) == (get.status_code, told, b"")
    assert not site.wrote or dump(site.file) == dump(site.copy)


def test_what_is_written_is_seen(site: Site) -> None:
    """Without this, the test above could pass on a page that writes."""
    assert not site.wrote
    with site.app.app_context():
        db.session.add(Tally(name="seen", window_at=NOW, count=1))
        db.session.flush()
        assert not site.wrote
        db.session.commit()
    assert (site.wrote, dump(site.file) == dump(site.copy)) == (True, False)
    site.restore()
    assert (site.wrote, dump(site.file) == dump(site.copy)) == (False, True)


def test_the_database_itself_refuses_to_be_written_while_reading(app: Flask) -> None:
    with app.test_request_context("/", method="GET"):
        db.session.add(Tally(name="reading", window_at=NOW, count=1))
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            db.session.flush()
        db.session.rollback()
    with app.test_request_context("/", method="POST"):
        db.session.add(Tally(name="writing", window_at=NOW, count=1))
        db.session.commit()
        assert db.session.query(Tally).count() == 1
