"""Rows that other programs or a repair have left in a state no version of ours writes: each takes out only itself.

Written with raw SQL, past the columns that would refuse them; on PostgreSQL what its types let through.
"""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import text
from werkzeug.test import TestResponse

from core.db import db
from core.settings import Settings
from core.unreadable import tell_once
from schedule.feeds import actions
from schedule.feeds.rules import feed_token
from tests.people import Browser
from tests.world import NOW, Cast

RunSql = Callable[[str, str], None]
LAST_DAY = "Appel à projets\u00a0: dernier jour"
BROKEN, OUTING = "Construire un pont", "La nuit des étoiles"
ALL = ["On fait connaissance", BROKEN, "ANNULÉE – Le planétarium", LAST_DAY, OUTING, "Visite de l’atelier"]
OTHERS = [title for title in ALL if title != BROKEN]

# What is set in the row of a meeting, on each engine.
STATES = {
    "a status nobody knows": ("status = 'postponed'", "status = 'postponed'"),
    "a day that is none": ("held_on = 'soon'", "held_on = 'infinity'"),
    "a day that is a number": ("held_on = 12", "held_on = '12000-01-01'"),
    "a time that is none": ("start_time = '25:00'", "end_time = '24:00'"),
    "a moment that is none": ("changed_at = 'yesterday'", "changed_at = 'infinity'"),
    "a zone that is none": ("zone = 'Mars/Olympus'", "zone = '../Paris'"),
    "a count that is none": ("sequence = 'many'", "sequence = -3"),
    "no day": ("held_on = NULL", "held_on = NULL"),
    "no count": ("sequence = NULL", "sequence = NULL"),
}


@pytest.fixture(autouse=True)
def world(cast: Cast) -> Iterator[Cast]:
    tell_once.cache_clear()
    with time_machine.travel(NOW, tick=False):
        yield cast


@pytest.fixture
def addresses(app: Flask, cast: Cast, settings: Settings) -> list[str]:
    """Of Alice's own feed, of the group's, and of Bob's, who has answered."""
    key = settings.key("feeds")
    with app.app_context():
        alices, bobs = (
            actions.make_for_young_person(db.session.merge(each), name="Mon agenda", language="fr", key=key, now=NOW)
            for each in (cast.alice, cast.bob)
        )
        groups = actions.make_for_group(db.session.merge(cast.kaleido), key=key, now=NOW)
        db.session.commit()
        return [f"/cal/{feed_token(feed.nonce, key)}.ics" for feed in (alices, groups, bobs)]


def titles(response: TestResponse) -> list[str]:
    assert response.status_code == 200
    return [str(each["summary"]) for each in Calendar.from_ical(response.data).events]


@pytest.fixture
def run_sql(app: Flask, engine: str) -> Iterator[RunSql]:
    """Run one statement, also where a column forbids NULL: that is put back in the end."""
    nullable = [("meeting", "held_on", "DATE"), ("meeting", "sequence", "INTEGER")]
    with app.app_context():
        _forbid_null(engine, nullable, forbid=False)

    def run(sqlite: str, postgresql: str) -> None:
        with app.app_context():
            db.session.execute(text(sqlite if engine == "sqlite" else postgresql))
            db.session.commit()

    yield run
    with app.app_context():
        db.session.execute(text("DELETE FROM meeting"))
        db.session.commit()
        _forbid_null(engine, nullable, forbid=True)


def _forbid_null(engine: str, columns: list[tuple[str, str, str]], *, forbid: bool) -> None:
    for table, column, kind in columns:
        if engine == "postgresql":
            word = "SET" if forbid else "DROP"
            db.session.execute(text(f'ALTER TABLE {table} ALTER COLUMN "{column}" {word} NOT NULL'))
        else:
            strict, loose = f"{column} {kind} NOT NULL", f"{column} {kind}"
            before, after = (loose, strict) if forbid else (strict, loose)
            db.session.execute(text("PRAGMA writable_schema = ON"))
            changed = "UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE name = :table"
            db.session.execute(text(changed), {"before": f"{before},", "after": f"{after},", "table": table})
            db.session.execute(text("PRAGMA writable_schema = RESET"))
    db.session.commit()
    db.engine.dispose()


@pytest.mark.parametrize("state", STATES)
def test_point_15_a_row_that_cannot_be_read_takes_only_itself_out(
    client: FlaskClient,
    cast: Cast,
    addresses: list[str],
    run_sql: RunSql,
    *,
    state: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Fails when `Lookup.rows` is asked, which raises; and of a status when only two of them are looked for."""
    where = f"WHERE id = {cast.next_meeting.id}"
    run_sql(*(f"UPDATE meeting SET {change} {where}" for change in STATES[state]))
    for address in addresses[:2]:
        assert titles(client.get(address))[-5:] == OTHERS
    (record,) = caplog.records  # of two feeds without the date
    assert record.getMessage().startswith(f"the date {cast.next_meeting.uid} is missing from the feeds: ")


@pytest.mark.parametrize("state", ["a status nobody knows", "a day that is none", "a zone that is none", "no day"])
def test_point_15_the_team_is_told_which_date_it_is_and_pages_are_drawn_without_it(
    app: Flask, cast: Cast, run_sql: RunSql, state: str
) -> None:
    """Fails where the dates of a season are read as one, which ends in an error of ours."""
    where = f"WHERE id = {cast.next_meeting.id}"
    run_sql(*(f"UPDATE meeting SET {change} {where}" for change in STATES[state]))
    erin, alice = Browser(app), Browser(app)
    erin.enter(cast.erin)
    page = erin.open("/equipe")
    alice.enter(cast.alice)
    if state == "a zone that is none":  # only calendars do without it
        assert "1 date n’est dans aucun agenda" in page.words
        assert BROKEN in alice.open("/agenda").words
        return
    assert "1 date ne peut pas être lue" in page.words
    assert f"{BROKEN}, {cast.next_meeting.uid}" in erin.open("/equipe/rencontres").words
    for path in ("/accueil", "/agenda"):
        assert BROKEN not in alice.open(path).words


def test_point_15_of_an_outing_too(app: Flask, cast: Cast, run_sql: RunSql) -> None:
    """Fails where a young person's menu, or the team's home, asks for outings as one."""
    where = f"WHERE id = {cast.outing.id}"
    run_sql(f"UPDATE outing SET status = 'perhaps' {where}", f"UPDATE outing SET returns_on = 'infinity' {where}")
    erin, alice = Browser(app), Browser(app)
    erin.enter(cast.erin)
    assert "1 date ne peut pas être lue" in erin.open("/equipe").words
    assert f"{OUTING}, {cast.outing.uid}" in erin.open("/equipe/sortie").words
    alice.enter(cast.alice)
    for path in ("/accueil", "/agenda"):
        assert OUTING not in alice.open(path).words


# What is done around the dates, and which title it takes out of the feed, if any.
AROUND = {
    "an outing": ("UPDATE outing SET status = 'perhaps'", "UPDATE outing SET returns_on = 'infinity'", OUTING),
    "the call": ("UPDATE call SET closes_at = 'soon'", "UPDATE call SET changed_at = 'infinity'", LAST_DAY),
    "an answer": ("UPDATE answer SET value = 'perhaps'", "UPDATE answer SET value = 'perhaps'", ""),
    "when it was given": ("UPDATE answer SET answered_at = '?'", "UPDATE answer SET answered_at = 'infinity'", ""),
    "the programme's zone": ("UPDATE programme SET zone = 'Mars'", "UPDATE programme SET zone = ''", ""),
    "a season's change": (
        "UPDATE season SET feed_changed_at = 'never'",
        "UPDATE season SET feed_changed_at = 'infinity'",
        "",
    ),
    "its reminder": ("UPDATE feed SET alarm = 'perhaps'", "UPDATE feed SET alarm = 'perhaps'", ""),
    "its options": (
        "UPDATE feed SET options_revision = 1, options_changed_at = 'never'",
        "UPDATE feed SET options_revision = 1, options_changed_at = 'infinity'",
        "",
    ),
    "its last use": ("UPDATE feed SET last_used_on = '?'", "UPDATE feed SET last_used_on = 'infinity'", ""),
}


@pytest.mark.parametrize("what", AROUND)
def test_point_15_nor_does_what_stands_around_the_dates(
    client: FlaskClient, addresses: list[str], run_sql: RunSql, what: str
) -> None:
    """Fails without `spare` columns, and where the clock is asked for the zone as it is stored."""
    *changes, title = AROUND[what]
    run_sql(*changes)
    assert titles(client.get(addresses[2])) == [each for each in ALL if each != title]


def test_point_15_letters_of_another_encoding_cost_no_date(
    client: FlaskClient, cast: Cast, addresses: list[str], run_sql: RunSql, engine: str
) -> None:
    """PostgreSQL takes none; SQLite keeps what it is given."""
    change = f"UPDATE meeting SET title = CAST(x'4c276574e9' AS TEXT) WHERE id = {cast.next_meeting.id}"
    run_sql(change, change.replace("CAST(x'4c276574e9' AS TEXT)", "'L''et�'"))
    assert titles(client.get(addresses[2])) == ["L'et�" if each == BROKEN else each for each in ALL]


def test_point_15_a_feed_that_cannot_be_read_is_a_503_and_no_other_feed_is(
    client: FlaskClient, addresses: list[str], run_sql: RunSql
) -> None:
    run_sql(*["UPDATE feed SET kind = 'neighbour' WHERE young_person_id IS NULL"] * 2)
    assert [client.get(address).status_code for address in addresses] == [200, 503, 200]
