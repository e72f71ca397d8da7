"""The feeds over HTTP, as calendars ask for them, on both engines. Points: those of the calendar's contract."""

import gzip
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from core.db import db
from core.settings import Settings
from meetings.models import Answer, Meeting
from meetings.rules import AnswerValue, Status
from schedule.feeds import actions
from schedule.feeds.rules import KEPT_IN, feed_token
from schedule.models import Feed
from seasons.actions import close, end_role, raise_feed, reopen
from seasons.models import Role, Season
from tests.counting import Counted
from tests.people import Browser
from tests.world import NOW, Cast, meeting

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def world(cast: Cast) -> Iterator[Cast]:
    with time_machine.travel(LATER, tick=False):
        yield cast


@pytest.fixture
def key(settings: Settings) -> bytes:
    return settings.key("feeds")


Make = Callable[..., str]


@pytest.fixture
def feed_of(app: Flask, world: Cast, key: bytes) -> Make:
    """The address of a new feed: of a young person, of someone of a team in a programme, or of a group."""

    def make(who: str, programme: str = "kaleido", language: str = "fr", name: str = "Mon agenda") -> str:
        with app.app_context():
            owner, of = (db.session.merge(getattr(world, each)) for each in (who, programme))
            known: dict[str, Any] = {"name": name, "language": language, "key": key, "now": NOW}
            if who == programme:
                feed = actions.make_for_group(of, key=key, now=NOW)
            elif hasattr(owner, "born_on"):
                feed = actions.make_for_young_person(owner, **known)
            else:
                feed = actions.make_for_staff(owner, of, **known)
            db.session.commit()
            return f"/cal/{feed_token(feed.nonce, key)}.ics"

    return make


def titles(response: TestResponse) -> list[str]:
    assert response.status_code == 200
    return [str(each["summary"]) for each in Calendar.from_ical(response.data).events]


def fields(response: TestResponse, title: str) -> dict[str, Any]:
    (found,) = [each for each in Calendar.from_ical(response.data).events if str(each["summary"]) == title]
    return {name.lower(): each for name, each in found.property_items() if name not in {"BEGIN", "END"}}


LAST_DAY = "Appel à projets\u00a0: dernier jour"
BEFORE = [LAST_DAY, "La fin de saison passée"]
KALEIDOS = [
    "On fait connaissance",
    "Construire un pont",
    "ANNULÉE – Le planétarium",
    LAST_DAY,
    "La nuit des étoiles",
    "Visite de l’atelier",
]


def test_point_05_a_season_shows_its_published_and_cancelled_dates_and_no_draft(
    client: FlaskClient, feed_of: Make
) -> None:
    assert titles(client.get(feed_of("bob"))) == KALEIDOS


def test_point_12_a_feed_lasts_across_seasons(client: FlaskClient, feed_of: Make) -> None:
    assert titles(client.get(feed_of("alice"))) == [*BEFORE, *KALEIDOS]
    assert titles(client.get(feed_of("charlie"))) == BEFORE


def test_point_17_the_team_and_the_group_see_every_season(client: FlaskClient, feed_of: Make) -> None:
    for who in ("erin", "frank", "kaleido"):
        assert titles(client.get(feed_of(who))) == [*BEFORE, *KALEIDOS]


def test_point_12_two_programmes_never_see_each_other(client: FlaskClient, feed_of: Make) -> None:
    heidis = titles(client.get(feed_of("heidi", "observatory")))
    assert titles(client.get(feed_of("ivan"))) == titles(client.get(feed_of("observatory", "observatory"))) == heidis
    assert set(heidis) & set(KALEIDOS) <= {LAST_DAY}


def test_point_09_the_description_has_the_owners_answer_and_a_link_without_credential(
    client: FlaskClient, feed_of: Make, world: Cast
) -> None:
    url = f"http://localhost/rencontres/{world.next_meeting.public_id}"
    found = fields(client.get(feed_of("bob")), "Construire un pont")
    assert str(found["description"]) == f"Réponse\u00a0: je ne viens pas\nApporter une blouse.\n{url}"
    assert (found["url"], found["transp"], found["sequence"]) == (url, "TRANSPARENT", 1)
    found = fields(client.get(feed_of("alice")), "Construire un pont")
    assert str(found["description"]) == f"Apporter une blouse.\n{url}"
    assert (found["transp"], found["sequence"]) == ("OPAQUE", 0)


def test_an_answer_to_another_day_is_to_be_confirmed_in_the_feed_too(
    app: Flask, client: FlaskClient, feed_of: Make, world: Cast
) -> None:
    with app.app_context():
        row = db.session.scalars(select(Answer).where(Answer.ambassador_id == world.bob_now.id)).one()
        row.starts_at -= timedelta(days=7)
        db.session.commit()
    found = fields(client.get(feed_of("bob")), "Construire un pont")
    assert str(found["description"]).startswith("Réponse à confirmer\u00a0: la date a changé\n")
    assert found["transp"] == "OPAQUE"  # who said no to the old day may have to keep this one free


def test_point_09_the_teams_and_the_groups_feeds_hold_no_answer(
    client: FlaskClient, feed_of: Make, world: Cast
) -> None:
    for who, folder in (("erin", "/equipe/rencontres"), ("kaleido", "/rencontres")):
        found = fields(client.get(feed_of(who)), "Construire un pont")
        url = f"http://localhost{folder}/{world.next_meeting.public_id}"
        assert str(found["description"]) == f"Apporter une blouse.\n{url}"
        assert found["transp"] == "OPAQUE"


@pytest.mark.parametrize("who", ["alice", "bob", "erin", "kaleido"])
def test_point_09_nobody_is_named_anywhere(client: FlaskClient, feed_of: Make, world: Cast, who: str) -> None:
    address = feed_of(who)
    response = client.get(address)
    whole = (response.data.decode().replace("\r\n ", "") + str(response.headers)).lower()
    for person in (world.alice, world.bob, world.dora, world.tom, world.quentin):
        assert person.first_name.lower() not in whole
        assert person.last_name.lower() not in whole
    assert address.removeprefix("/cal/").removesuffix(".ics").lower() not in whole
    assert [name for name in ("\norganizer", "\nattendee", "mailto", "\nsource") if name in whole] == []


def test_point_12_the_language_is_fixed_when_the_feed_is_made(client: FlaskClient, feed_of: Make) -> None:
    address = feed_of("bob", language="en_GB")
    for asked in ("fr", "en", "ar"):
        response = client.get(address, headers={"Accept-Language": asked})
        assert titles(response)[2] == "CANCELLED – Le planétarium"
    assert str(fields(response, "Construire un pont")["description"]).startswith("Answer: not coming\n")


def test_point_10_there_is_no_alarm(client: FlaskClient, feed_of: Make) -> None:
    assert b"VALARM" not in client.get(feed_of("bob")).data


def test_point_11_headers(client: FlaskClient, feed_of: Make) -> None:
    response = client.get(feed_of("bob"))
    wanted = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="agenda.ics"',
        "Cache-Control": "private, max-age=300",
        "Last-Modified": "Wed, 07 Oct 2026 10:00:00 GMT",
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept-Encoding, Cookie",  # Flask-Login looks for a cookie, of which calendars have none
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Set-Cookie": None,
    }
    assert {name: response.headers.get(name) for name in wanted} == wanted


def test_point_11_unchanged_it_is_byte_identical_and_a_304(client: FlaskClient, feed_of: Make) -> None:
    address = feed_of("bob")
    first, second = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
    assert first.data == gzip.decompress(second.data) == client.get(address).data
    for tag in (first.headers["ETag"], second.headers["ETag"], "W/" + first.headers["ETag"]):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
        assert client.head(address, headers={"If-None-Match": tag}).status_code == 304


Count = Callable[[], AbstractContextManager[Counted]]


def test_point_11_a_304_asks_one_query_and_builds_nothing(
    client: FlaskClient, feed_of: Make, count_queries: Count
) -> None:
    """The first to ask after a change has the text made, from three queries more; nobody else."""
    address = feed_of("bob")
    client.get(address)  # its day of use is noted
    for path in kept_in(client.application).iterdir():
        path.unlink()
    counts = []
    for _ in range(3):
        with count_queries() as asked:
            tag = client.get(address).headers["ETag"]
        counts.append(asked.queries)
    with count_queries() as asked:
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert (counts, asked.queries) == ([4, 1, 1], 1)


def kept_in(app: Flask) -> Path:
    """Where the texts of feeds are kept."""
    return Path(app.extensions["settings"].data / KEPT_IN)


def test_point_11_the_queries_of_a_feed_go_by_index(
    client: FlaskClient, feed_of: Make, count_queries: Count, engine: str
) -> None:
    address = feed_of("bob")
    with count_queries() as asked:
        client.get(address)
    queries = [(text, values) for text, values in zip(asked.statements, asked.values, strict=True) if "SELECT" in text]
    assert len(queries) == 4
    for number, (statement, values) in enumerate(queries):
        plan = plan_of(client.application, statement, values, engine)
        assert [step for step in plan if "Seq Scan" in step or "SCAN" in step] == []
        assert number or [step for step in plan if "token_hash" in step] != []


def plan_of(app: Flask, statement: str, values: Any, engine: str) -> list[str]:
    """How the database would go about it."""
    explain = "EXPLAIN " if engine == "postgresql" else "EXPLAIN QUERY PLAN "
    with app.app_context():
        connection = db.session.connection()
        if engine == "postgresql":  # for a table of five rows its planner would rather read them all
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        sent = tuple(values) if isinstance(values, list) else values
        return [str(row) for row in connection.exec_driver_sql(explain + statement, sent)]


Change = Callable[[Cast], None]


def _touch(row: Meeting) -> None:
    row.sequence += 1
    row.changed_at = max(LATER, row.changed_at + timedelta(seconds=1))
    raise_feed(row.season, now=LATER)


def move(world: Cast) -> None:
    row = db.session.get_one(Meeting, world.next_meeting.id)
    row.held_on += timedelta(days=7)
    row.starts_at, row.ends_at = row.starts_at + timedelta(days=7), row.ends_at + timedelta(days=7)
    _touch(row)


def cancel(world: Cast) -> None:
    row = db.session.get_one(Meeting, world.next_meeting.id)
    row.status, row.cancel_reason = Status.CANCELLED, "La salle est en travaux"
    _touch(row)


def change_mind(world: Cast) -> None:
    row = db.session.scalars(select(Answer).where(Answer.ambassador_id == world.bob_now.id)).one()
    row.value, row.revision, row.answered_at = AnswerValue.YES, row.revision + 1, LATER
    row.ambassador.young_person.answers_revision += 1
    row.ambassador.young_person.answers_changed_at = LATER


def archive(world: Cast) -> None:
    close(db.session.get_one(Season, world.season.id), by=db.session.merge(world.erin), now=LATER)


def leave(world: Cast) -> None:
    db.session.get_one(type(world.bob_now), world.bob_now.id).left_on = date(2026, 10, 6)


def rename(world: Cast) -> None:
    db.session.get_one(type(world.kaleido), world.kaleido.id).name = "Les curieux"


@pytest.mark.parametrize("change", [move, cancel, change_mind, archive, leave, rename])
def test_point_11_after_any_change_no_client_is_told_that_nothing_changed(
    app: Flask, client: FlaskClient, feed_of: Make, world: Cast, change: Change
) -> None:
    address = feed_of("bob")
    before = client.get(address)
    with app.app_context():
        change(world)
        db.session.commit()
    with time_machine.travel(LATER + timedelta(seconds=3), tick=False):
        after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert after.data != before.data
        assert after.headers["Last-Modified"] >= before.headers["Last-Modified"]


def test_point_03_a_move_and_a_cancellation_keep_the_uid_and_raise_the_sequence(
    app: Flask, client: FlaskClient, feed_of: Make, world: Cast
) -> None:
    address = feed_of("bob")
    seen = [fields(client.get(address), "Construire un pont")]
    for change, title in (
        (move, "Construire un pont"),
        (change_mind, "Construire un pont"),
        (cancel, "ANNULÉE – Construire un pont"),
    ):
        with app.app_context():
            change(world)
            db.session.commit()
        seen.append(fields(client.get(address), title))
    assert {str(each["uid"]) for each in seen} == {world.next_meeting.uid}
    assert [each["sequence"] for each in seen] == [1, 2, 3, 4]
    stamps = [each["last-modified"].dt for each in seen]
    assert stamps == sorted(stamps)
    assert [each["dtstamp"].dt for each in seen] == stamps
    assert [each["dtstart"].dt.date() for each in seen] == [date(2026, 10, 14), *[date(2026, 10, 21)] * 3]
    assert str(seen[-1]["description"]).startswith("Pourquoi\u00a0: La salle est en travaux\n")


def test_a_reopened_season_comes_back_as_it_was_and_no_client_keeps_the_empty_one(
    app: Flask, client: FlaskClient, feed_of: Make, world: Cast
) -> None:
    address = feed_of("bob")
    before = client.get(address)
    with app.app_context():
        season = db.session.get_one(Season, world.season.id)
        close(season, by=db.session.merge(world.erin), now=LATER)
        db.session.commit()
    empty = client.get(address)
    with app.app_context():
        reopen(db.session.get_one(Season, world.season.id), now=LATER)
        db.session.commit()
    after = client.get(address)
    assert (titles(empty), after.data) == ([], before.data)
    assert before.headers["Last-Modified"] <= empty.headers["Last-Modified"] <= after.headers["Last-Modified"]


def test_point_07_an_archived_season_leaves_an_empty_calendar(
    app: Flask, client: FlaskClient, feed_of: Make, world: Cast
) -> None:
    address = feed_of("bob")
    before = client.get(address)
    with app.app_context():
        archive(world)
        db.session.commit()
    after = client.get(address)
    assert titles(after) == []
    assert after.data.count(b"BEGIN:VTIMEZONE") == 1
    assert after.headers["Last-Modified"] > before.headers["Last-Modified"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("token", ["unknown", "A" * 43, "é", "%00", "..", "a" * 3000, "%ed%a0%80"])
def test_point_12_unknown_tokens_get_one_short_404(client: FlaskClient, world: Cast, method: str, token: str) -> None:
    response = client.open(f"/cal/{token}.ics", method=method)
    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.data == (b"No calendar here.\n" if method == "GET" else b"")
    wanted = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "Set-Cookie": None}
    assert {name: response.headers.get(name) for name in wanted} == wanted


def test_point_12_the_database_does_not_hold_the_token(app: Flask, feed_of: Make) -> None:
    token = feed_of("bob").removeprefix("/cal/").removesuffix(".ics")
    with app.app_context():
        row = db.session.execute(select(Feed.__table__)).one()
    assert [value for value in row if token in str(value)] == []


@pytest.mark.parametrize(("days", "status"), [(0, 200), (89, 200), (90, 410), (900, 410)])
def test_point_13_a_revoked_feed_is_empty_then_gone(
    client: FlaskClient, feed_of: Make, key: bytes, days: int, status: int
) -> None:
    address = feed_of("bob")
    tag = client.get(address).headers["ETag"]
    with client.application.app_context():
        renewed = actions.renew(db.session.scalars(select(Feed)).one(), key=key, now=LATER)
        db.session.commit()
        new_address = f"/cal/{feed_token(renewed.nonce, key)}.ics"
    with time_machine.travel(LATER + timedelta(days=days), tick=False):
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code == status
        if status == 200:
            assert titles(response) == []
        else:
            assert response.data == b"This calendar has ended.\n"
        assert titles(client.get(new_address)) == KALEIDOS


def test_point_13_a_role_that_ends_empties_the_feed(
    app: Flask, client: FlaskClient, feed_of: Make, world: Cast
) -> None:
    address, judys = feed_of("frank"), feed_of("judy")
    assert titles(client.get(judys)) == []
    assert len(titles(client.get(address))) == 8
    with app.app_context():
        role = db.session.scalars(select(Role).where(Role.user_id == world.frank.id)).one()
        end_role(role, by=role.user, now=LATER)
        db.session.commit()
    assert titles(client.get(address)) == []
    with time_machine.travel(LATER + timedelta(days=91), tick=False):
        assert client.get(address).status_code == 410


ATTACK = "Labo\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:mine"


def test_point_15_whatever_was_typed_the_feed_is_served(
    app: Flask, client: FlaskClient, feed_of: Make, world: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        meeting(db.session.merge(world.season), ATTACK, in_days=300)
        meeting(db.session.merge(world.season), "🚀\a" + "م" * 190, in_days=301)
        broken = meeting(db.session.merge(world.season), "Sans heure", in_days=302)
        broken.end_time = broken.start_time
        db.session.commit()
        uid = broken.uid
    assert titles(client.get(feed_of("bob"))) == [
        *KALEIDOS,
        "Labo END:VEVENT BEGIN:VEVENT UID:mine",
        "🚀" + "م" * 190,
    ]
    assert [record.getMessage() for record in caplog.records] == [
        f"the date {uid} is missing from the feeds: ValueError: it ends before it starts"
    ]


def test_point_15_a_date_that_calendars_leave_out_is_shown_to_the_team(
    app: Flask, browser: Browser, world: Cast
) -> None:
    browser.enter(world.erin)
    assert "dans aucun agenda" not in browser.open("/equipe").words
    with app.app_context():
        broken = meeting(db.session.merge(world.season), "Sans heure", in_days=302)
        broken.end_time = broken.start_time
        db.session.commit()
        path = f"/equipe/rencontres/{broken.public_id}"
    page = browser.open("/equipe")
    assert "1 date n’est dans aucun agenda" in page.words
    assert path in page.links.values()
    assert browser.open(path).h1 == "Sans heure"


def test_point_15_when_the_database_cannot_answer_it_is_a_503_that_names_no_token(
    app: Flask, client: FlaskClient, feed_of: Make, caplog: pytest.LogCaptureFixture
) -> None:
    address = feed_of("bob")
    with app.app_context():
        db.session.execute(text("ALTER TABLE answer RENAME TO answer_away"))
        db.session.commit()
    try:
        response = client.get(address)
    finally:
        with app.app_context():
            db.session.execute(text("ALTER TABLE answer_away RENAME TO answer"))
            db.session.commit()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert response.data == b"The dates cannot be read right now.\n"
    assert response.headers["Cache-Control"] == "no-store"
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "a feed could not be served" in logged
    assert address.removeprefix("/cal/") not in logged


def last_used_on(app: Flask) -> date | None:
    with app.app_context():
        return db.session.scalars(select(Feed.last_used_on)).one()


def test_the_day_of_use_is_noted_once_a_day(
    app: Flask, client: FlaskClient, feed_of: Make, count_queries: Count
) -> None:
    address = feed_of("bob")
    writes = []
    for hours in (0, 1, 2, 24):
        with time_machine.travel(LATER + timedelta(hours=hours), tick=False), count_queries() as asked:
            client.get(address)
        writes.append(len([sql for sql in asked.statements if sql.startswith("UPDATE")]))
    assert writes == [1, 0, 0, 1]
    assert last_used_on(app) == date(2026, 10, 8)


def test_the_day_of_use_waits_for_nobody(app: Flask, client: FlaskClient, feed_of: Make) -> None:
    address = feed_of("bob")
    with app.app_context(), db.engine.connect() as other:
        other.execute(text("UPDATE feed SET name = 'busy'"))
        assert titles(client.get(address)) == KALEIDOS
        other.rollback()
    assert last_used_on(app) is None
    client.get(address)
    assert last_used_on(app) == date(2026, 10, 7)
