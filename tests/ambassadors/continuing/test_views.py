"""Each young person says whether they continue; the team sees who does, and notes what it is told."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from ambassadors import actions as ambassadors
from ambassadors.continuing import actions
from ambassadors.continuing.access import counts_of
from ambassadors.continuing.models import Continuing
from ambassadors.continuing.rules import Standing, Wish
from ambassadors.models import Ambassador, YoungPerson
from core.db import db
from core.errors import RuleBroken
from core.outbox import Mail
from schedule.turn import actions as turn
from seasons import actions as seasons
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


@pytest.fixture
def following(app: Flask, cast: Cast) -> Season:
    """The season after the cast's."""
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        made, _is_new = seasons.open_next(season, starts_on=date(2027, 9, 1), ends_on=date(2028, 7, 31), now=NOW)
        world.commit()
    return made


def place(app: Flask, young: YoungPerson, following: Season) -> Ambassador | None:
    with app.app_context():
        query = select(Ambassador).where(Ambassador.young_person_id == young.id, Ambassador.season_id == following.id)
        return db.session.scalars(query).one_or_none()


def where(cast: Cast, rest: str = "") -> str:
    return f"/equipe/saisons/{cast.season.public_id}/qui-continue{rest}"


def test_home_asks_and_who_continues_is_enrolled(app: Flask, cast: Cast, following: Season, browser: Browser) -> None:
    with app.app_context():
        db.session.merge(cast.alice_now).invited_at = NOW
        world.commit()
    browser.enter(cast.alice)
    assert "Et la saison prochaine ?" in browser.open("/accueil").words
    browser.press("Je continue")
    assert "Tu continues : ton nom est sur la liste." in browser.page.words
    found = place(app, cast.alice, following)
    assert found is not None
    assert (found.left_on, found.joined_on) == (None, date(2027, 9, 1))
    assert found.invited_at == NOW  # what let them in still does: nobody has to invite them again


def test_a_change_of_mind_takes_the_place_away_and_gives_it_back(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    browser.enter(cast.alice)
    browser.open("/saison-suivante")
    browser.press("Je continue")
    first = place(app, cast.alice, following)
    browser.press("Je fais une pause")
    left = place(app, cast.alice, following)
    browser.press("Je continue")
    back = place(app, cast.alice, following)
    assert first is not None
    assert left is not None
    assert back is not None
    assert (left.id, left.left_on is not None, back.id, back.left_on) == (first.id, True, first.id, None)
    with app.app_context():
        assert db.session.query(Continuing).count() == 1


def test_it_is_not_asked_before_a_season_follows_nor_once_it_has_begun(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    browser.enter(cast.alice)
    assert "Rien à décider" in browser.open("/saison-suivante").words
    assert "la saison prochaine" not in browser.open("/accueil").words


def test_from_its_first_day_on_nothing_is_answered(app: Flask, cast: Cast, following: Season) -> None:
    with app.test_request_context(method="POST"):
        alice, erin = db.session.merge(cast.alice_now), db.session.merge(cast.erin)
        season = db.session.merge(following)
        too_late = NOW.replace(year=2027, month=9, day=1)
        for act in (
            lambda: actions.say(alice, season, Wish.PAUSE, by=erin, now=too_late),
            lambda: actions.note(alice, season, Wish.PAUSE, how="x", by=erin, now=too_late),
            lambda: turn.ask_who_continues(db.session.merge(cast.season), season, now=too_late),
        ):
            with pytest.raises(RuleBroken):
                act()


def test_whoever_is_too_old_is_told_kindly_and_the_team_decides(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    with app.app_context():
        old = world.ambassador(db.session.merge(cast.season), "Basile", age=25, last_name="Roux")
        world.commit()
        old = db.session.get_one(Ambassador, old.id)
        young = old.young_person
        db.session.refresh(young)
        world.commit()
    browser.enter(young)
    browser.open("/accueil")
    browser.press("Je continue")
    assert "L’équipe sait que tu voudrais continuer." in browser.page.words
    assert place(app, young, following) is None
    browser.enter(cast.frank)
    assert "Pas d’inscription : 26 ans à son début" in browser.open(where(cast)).words
    browser.follow("Modifier Basile Roux")
    browser.press("Noter cette réponse", status=422)
    browser.fill("Raison de l’admettre (facultatif)", "Aide à encadrer")
    browser.press("Noter cette réponse")
    found = place(app, young, following)
    assert found is not None
    assert (found.left_on, found.age_reason) == (None, "Aide à encadrer")


def test_the_team_notes_what_it_is_told_and_how(app: Flask, cast: Cast, following: Season, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(where(cast))
    browser.follow("Noter une réponse Quentin Roche")
    browser.choose("Fait une pause")
    browser.press("Noter cette réponse")
    assert "Par téléphone, noté par Frank Moreau" in browser.page.words
    assert place(app, cast.quentin, following) is None


def test_the_counts_and_the_list_of_each_answer(app: Flask, cast: Cast, following: Season, browser: Browser) -> None:
    with app.test_request_context(method="POST"):
        season, nxt, erin = (db.session.merge(cast.season), db.session.merge(following), db.session.merge(cast.erin))
        for each, wish in ((cast.alice_now, Wish.CONTINUE), (cast.bob_now, Wish.PAUSE), (cast.dora_now, Wish.LEAVE)):
            actions.say(db.session.merge(each), nxt, wish, by=erin, now=NOW)
        ambassadors.enrol(db.session.merge(cast.tom), nxt, by=erin, now=NOW, joined_on=nxt.starts_on)
        assert counts_of(season, nxt, NOW).standing == {
            Standing.CONTINUES: 2,
            Standing.PAUSES: 1,
            Standing.LEAVES: 1,
            Standing.SILENT: 3,
        }
        db.session.commit()
    browser.enter(cast.erin)
    names = {
        each: [
            name
            for name in ("Alice", "Bob", "Dora", "Tom", "Tess", "Quentin")
            if name in browser.open(where(cast, f"?reponse={each.value}")).words
        ]
        for each in Standing
    }
    assert names == {
        Standing.CONTINUES: ["Alice", "Tom"],
        Standing.PAUSES: ["Bob"],
        Standing.LEAVES: ["Dora"],
        Standing.SILENT: ["Tess", "Quentin"],
    }


def test_asking_everyone_waits_and_twice_is_once(app: Flask, cast: Cast, following: Season, browser: Browser) -> None:
    with app.test_request_context(method="POST"):
        actions.say(
            db.session.merge(cast.bob_now),
            db.session.merge(following),
            Wish.PAUSE,
            by=db.session.merge(cast.erin),
            now=NOW,
        )
        db.session.commit()
    browser.enter(cast.frank)
    browser.open(where(cast))
    browser.press("Demander à tout le groupe")
    with app.app_context():
        letters = db.session.scalars(select(Mail).order_by(Mail.to_email)).all()
        assert [each.to_email for each in letters] == [
            "alice@mail.example",
            "dora@mail.example",
            "famille.faure@mail.example",
            "grace.martin@famille.example",
            "kim.rousseau@mail.example",
            "paule.roche@famille.example",
        ]  # Bob has answered, and so nobody writes to his family
        assert {each.due_at - each.created_at for each in letters} == {timedelta(minutes=10)}
        assert len({each.dispatch for each in letters}) == 1
    assert "Demander à tout le groupe" not in browser.page.words
    with app.test_request_context(method="POST"):
        season, nxt = db.session.merge(cast.season), db.session.merge(following)
        assert turn.ask_who_continues(season, nxt, now=NOW + timedelta(days=1)) == 0
        assert turn.ask_who_continues(season, nxt, now=NOW + timedelta(days=8)) == 6


def test_whoever_did_not_continue_reads_calm_words_once_the_season_is_over(
    cast: Cast, following: Season, browser: Browser
) -> None:
    with time_machine.travel(NOW.replace(year=2027, month=9, day=15), tick=False):
        browser.enter(cast.alice)
        words = browser.open("/accueil").words
        assert "La saison 2026-2027 est finie" in words
        assert "Le pont qui chante" in words
        assert "La prochaine date arrive" not in words
        assert "Construire un pont" in browser.open("/agenda").words


def test_a_closed_season_is_over_at_once(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        seasons.close(db.session.merge(cast.season), by=db.session.merge(cast.erin), now=NOW)
        db.session.commit()
    browser.enter(cast.alice)
    assert "La saison 2026-2027 est finie" in browser.open("/accueil").words
