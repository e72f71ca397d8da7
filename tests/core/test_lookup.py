"""The statement behind a feed answers as a session would, also when the database does not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest
from flask import Flask
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import OperationalError

from core import db as core_db
from core.days import SchoolZone
from core.db import db
from core.lookup import Lookup
from seasons.models import Programme, Season
from tests import world

Values = dict[str, str]
SEASONS = Lookup(
    select(Season.id, Season.starts_on, Season.feed_changed_at, Season.archived_at, Programme.school_zone)
    .join(Programme)
    .where(Season.name == bindparam("name"), Programme.slug == bindparam("slug"))
    .order_by(Season.id)
)


@pytest.fixture
def season(app: Flask) -> Iterator[Values]:
    """What finds the one season there is."""
    with app.app_context():
        made = world.season(world.programme())
        made.feed_changed_at = datetime(2026, 10, 7, 10, 0, 0, 123456, tzinfo=UTC)
        found = {"slug": made.programme.slug, "name": made.name}
        world.commit()
        db.session.remove()
        yield found


def test_it_reads_what_a_session_reads(season: Values) -> None:
    (found,) = SEASONS.rows(**season)
    assert tuple(found) == tuple(db.session.execute(SEASONS.statement, season).one())
    assert (found.feed_changed_at, found.archived_at) == (datetime(2026, 10, 7, 10, 0, 0, 123456, tzinfo=UTC), None)
    assert (type(found.starts_on), type(found.school_zone)) == (date, SchoolZone)
    assert SEASONS.rows(slug="none", name="none") == []


def test_a_failure_is_the_one_everybody_knows(season: Values, engine: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE season RENAME TO season_away"))
    try:
        with pytest.raises(Exception, match="season") as failed:
            SEASONS.rows(**season)
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE season_away RENAME TO season"))
    assert type(failed.value).__module__ == "sqlalchemy.exc"
    assert len(SEASONS.rows(**season)) == 1


def test_a_connection_that_was_cut_while_idle_is_made_again(
    season: Values, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "sqlite":
        pytest.skip("a file has no server that cuts")
    SEASONS.rows(**season)
    for asks_first in (False, True):
        with psycopg.connect(db.engine.url.render_as_string(hide_password=False), autocommit=True) as other:
            mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            other.execute(f"{mine} WHERE datname = current_database() AND pid <> pg_backend_pid()".encode())
        if asks_first:
            monkeypatch.setattr(core_db, "IDLE_UNASKED", 0)
            assert len(SEASONS.rows(**season)) == 1
        else:  # used a moment ago: it is not asked, and one answer fails, honestly
            with pytest.raises(OperationalError):
                SEASONS.rows(**season)
            assert len(SEASONS.rows(**season)) == 1


def test_a_session_after_it_still_has_a_transaction(season: Values) -> None:
    (found,) = SEASONS.rows(**season)
    row = db.session.get_one(Season, found.id)
    row.name = "another"
    db.session.flush()
    db.session.rollback()
    assert db.session.get_one(Season, found.id).name == season["name"]
