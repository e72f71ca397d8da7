"""A group whose calendars ask every hour, for a season: whatever they ask costs one write for each link and day.

Two workers, four devices at a time, and both of somebody's devices at once when a day begins. What is written is
counted by the database itself. `./run prove polls` takes 300 links over 20 days, an hour at a time: 150,000 questions.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import text

from bench.clients import Served
from core.clock import day_in
from core.db import db
from core.settings import Settings
from schedule.feeds import actions
from schedule.feeds.rules import feed_token
from tests import world
from tests.databases import rows_in
from tests.product import running
from tests.proof.moved import set_clock
from tests.proof.strength import at, tell

YOUNG, EACH = at(suite=2, full=30), at(suite=3, full=10)  # people, and links of one person
DAYS = at(suite=2, full=20)
ZONE, BEGINS = "Europe/Paris", datetime(2026, 10, 6, 22, tzinfo=UTC)  # midnight there; the clocks change on the 25th
DEVICES = 4
COUNT = {
    "sqlite": [
        "CREATE TRIGGER noting AFTER UPDATE ON feed BEGIN INSERT INTO noted VALUES (new.id, new.last_used_on); END",
    ],
    "postgresql": [
        "CREATE FUNCTION noting() RETURNS trigger AS 'BEGIN INSERT INTO noted VALUES (new.id, new.last_used_on);"
        " RETURN NULL; END' LANGUAGE plpgsql",
        "CREATE TRIGGER noting AFTER UPDATE ON feed FOR EACH ROW EXECUTE FUNCTION noting()",
    ],
}
FORGET = {"sqlite": ["DROP TRIGGER noting"], "postgresql": ["DROP TRIGGER noting ON feed", "DROP FUNCTION noting"]}


@pytest.fixture
def tokens(app: Flask, settings: Settings) -> list[str]:
    key = settings.key("feeds")
    with app.app_context():
        season = world.season(world.programme())
        for month in range(9):
            world.meeting(season, in_days=28 * month)
        people = [world.ambassador(season, f"Jeune {number}", email="").young_person for number in range(YOUNG)]
        make = partial(actions.make_for_young_person, language="fr", key=key, now=BEGINS)
        found = [feed_token(make(young, name=f"Lien {each}").nonce, key) for young in people for each in range(EACH)]
        db.session.commit()
    return found


@pytest.fixture
def counted(app: Flask, engine: str) -> Iterator[None]:
    """Each change of a feed's row leaves a line in a table of its own."""

    def run(statements: list[str]) -> None:
        with app.app_context():
            for statement in statements:
                db.session.execute(text(statement))
            db.session.commit()

    run(["CREATE TABLE noted (feed_id integer, day text)", *COUNT[engine]])
    yield
    run([*FORGET[engine], "DROP TABLE noted"])


@pytest.mark.usefixtures("counted")
def test_point_11_a_group_that_asks_every_hour_costs_one_write_a_link_and_day(
    app: Flask, settings: Settings, engine: str, tokens: list[str]
) -> None:
    """Fails when a day is noted without looking whether it is: each question then writes."""
    moments = [BEGINS + timedelta(hours=hour) for hour in range(24 * DAYS)]
    set_clock(settings.data, BEGINS)
    before = rows_in(settings.database_url)
    tags = dict.fromkeys(tokens, "")
    asked, began = 0, time.monotonic()
    with running(settings, sender=False, application="tests.proof.moved:create_app()") as server:
        client = Served(server.port)

        def ask(token: str) -> int:
            answer = client.asks(f"/cal/{token}.ics", Accept_Encoding="gzip", If_None_Match=tags[token])()
            tags[token] = answer.header("ETag")
            return answer.status

        with ThreadPoolExecutor(DEVICES) as devices:
            for moment in moments:
                is_new = moment == BEGINS or day_in(ZONE, moment) != day_in(ZONE, moment - timedelta(hours=1))
                set_clock(settings.data, moment)
                polls = [token for token in tokens for _device in range(2 if is_new else 1)]
                statuses = list(devices.map(ask, polls))
                assert set(statuses) <= ({200, 304} if moment == BEGINS else {304})
                asked += len(polls)
    took = time.monotonic() - began
    after = rows_in(settings.database_url)
    with app.app_context():
        noted = db.session.execute(text("SELECT feed_id, day, count(*) FROM noted GROUP BY feed_id, day")).all()
    days = {day_in(ZONE, moment) for moment in moments}
    most = max(count for *_, count in noted)
    tell(
        f"{engine}, {len(tokens)} links over {len(days)} days",
        asked=asked,
        written=sum(count for *_, count in noted),
        most_of_one_link_and_day=most,
        a_second=f"{asked / took:.0f}",
    )
    assert most == 1
    assert len(noted) == len(tokens) * len(days)
    others = before.keys() - {"feed", "whereabouts"}  # a first start notes where the database lies
    assert {name: after[name] for name in others} == {name: before[name] for name in others}
