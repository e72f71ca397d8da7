"""A "no" is drawn for whoever is signed in, also when the database said it in the middle of a transaction."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, text
from sqlalchemy.exc import SQLAlchemyError

from app import create_app
from core import clock, limits
from core.db import db
from core.guards import access
from core.limits import Tally
from core.settings import Settings
from seasons.access import STAFF
from tests.people import Browser, words_of
from tests.world import Cast

NOT_THERE = "L’adresse est mal écrite, ou la page est pour d’autres personnes."
DEAD_LINK = (
    "Il est incomplet, ou un plus récent l’a remplacé. Le dernier e-mail reçu contient le bon ; "
    "sinon, l’équipe peut en envoyer un autre."
)
DEAD_CALENDAR = "Il n’est pas complet, ou il a été remplacé. L’équipe a le nouveau."


@pytest.fixture
def failing(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application, with two addresses that fail after a first statement."""
    made = create_app(settings)
    made.config["WTF_CSRF_ENABLED"] = False

    def write_twice() -> str:
        limits.count_one("same", span=timedelta(days=1), now=clock.now())
        twin = db.session.query(Tally).one()
        db.session.expunge(twin)
        db.session.add(Tally(name=twin.name, window_at=twin.window_at, count=1))
        db.session.flush()
        return ""

    def break_down() -> str:
        try:
            return write_twice()
        except Exception as error:
            raise LookupError from error

    def come_too_late() -> str:
        limits.count_one("soon gone", span=timedelta(days=1), now=clock.now())
        gone = db.session.query(Tally).where(Tally.name == "soon gone").one()
        db.session.execute(delete(Tally).where(Tally.name == gone.name).execution_options(synchronize_session=False))
        db.session.refresh(gone, with_for_update=True)
        return ""

    def misuse() -> str:
        db.session.refresh(Tally())
        return ""

    made.add_url_rule("/gone", "gone", access(STAFF)(come_too_late), methods=["POST"])
    made.add_url_rule("/misused", "misused", access(STAFF)(misuse), methods=["POST"])
    made.add_url_rule("/twice", "twice", access(STAFF)(write_twice), methods=["POST"])
    made.add_url_rule("/broken", "broken", access(STAFF)(break_down), methods=["POST"])
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/gone", 404, "Il n’y a rien ici"),
        ("/twice", 409, "Ce n’est plus possible"),
        ("/broken", 500, "Un problème est survenu de notre côté"),
        ("/misused", 500, "Un problème est survenu de notre côté"),
    ],
)
def test_the_page_that_says_no_is_drawn(failing: Flask, cast: Cast, path: str, status: int, title: str) -> None:
    erin = Browser(failing)
    erin.enter(cast.erin)
    answer = erin.client.post(path, headers={"Origin": "http://localhost"})
    assert (answer.status_code, title in answer.get_data(as_text=True)) == (status, True)
    assert erin.client.get("/equipe").status_code == 200


def test_who_writes_while_somebody_else_does_not_stop_is_told_to_come_back(
    app: Flask, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.db.SQLITE_PRAGMAS", ("busy_timeout=50", "foreign_keys=ON"))
    monkeypatch.setattr("core.db.LOCK_TIMEOUT", "50ms")
    made = create_app(settings)
    made.config["WTF_CSRF_ENABLED"] = False
    erin = Browser(made)
    erin.enter(cast.erin)
    with app.app_context():
        db.session.rollback()
        db.session.execute(text("UPDATE session SET browser = 'Firefox'"))
        answer = erin.client.post("/deconnexion", headers={"Origin": "http://localhost"})
        db.session.rollback()
    with made.app_context():
        db.engine.dispose()
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5")
    assert "Cohorte est" in answer.get_data(as_text=True)


def test_what_a_failed_statement_held_stays_out_of_the_logs(app: Flask) -> None:
    with app.app_context(), pytest.raises(SQLAlchemyError) as caught:
        db.session.execute(text("SELECT :name FROM nowhere"), {"name": "Inès Ferrand"})
    assert "Inès Ferrand" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "advice", "ways"),
    [
        *((path, DEAD_LINK, []) for path in ("/r/", "/r/unknown", "/r/a/b", "/rappels/unknown")),
        *((path, DEAD_CALENDAR, []) for path in ("/cal/unknown", "/cal/")),
        *((path, NOT_THERE, ["Aller à l’accueil"]) for path in ("/r", "/rien", "/calendrier")),
    ],
)
def test_a_dead_link_leads_back_to_where_it_came_from_and_to_no_sign_in(
    app: Flask, cast: Cast, path: str, advice: str, ways: list[str]
) -> None:
    anyone = Browser(app)
    page = anyone.open(path, status=404)
    assert [words_of(each) for each in page.all("p") if words_of(each) not in ways] == [advice]
    assert [words_of(each) for each in page.of_class("btn")] == ["English", *ways]
