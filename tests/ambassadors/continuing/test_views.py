"""Each young person says whether they continue; the team sees who does, and notes what it is told."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from ambassadors import actions as ambassadors
from ambassadors.continuing import actions
from ambassadors.continuing.access import counts_of, question_for
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


def test_it_is_not_asked_before_a_season_follows(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.alice)
    assert "Rien à décider" in browser.open("/saison-suivante").words
    assert "la saison prochaine" not in browser.open("/accueil").words


FIRST_DAY = NOW.replace(year=2027, month=9, day=1)


def test_whoever_is_late_is_asked_and_joins_on_that_day(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    with time_machine.travel(FIRST_DAY + timedelta(days=3), tick=False):
        browser.enter(cast.alice)
        words = browser.open("/accueil").words
        assert "Tu continues ?" in words
        assert "La saison 2027-2028 a commencé le mercredi 1er septembre 2027. Tu peux encore répondre." in words
        browser.open("/saison-suivante")
        browser.press("Je continue")
        assert "Tu continues : ton nom est sur la liste." in browser.page.words
        assert browser.page.names("button").count("Je fais une pause") == 0
        assert "Tu continues ?" not in browser.open("/accueil").words
    found = place(app, cast.alice, following)
    assert found is not None
    assert (found.left_on, found.joined_on) == (None, date(2027, 9, 4))


def test_once_it_has_begun_a_press_neither_doubles_nor_takes_anybody_out(
    app: Flask, cast: Cast, following: Season
) -> None:
    with app.test_request_context(method="POST"):
        alice, bob, erin = db.session.merge(cast.alice_now), db.session.merge(cast.bob_now), db.session.merge(cast.erin)
        season = db.session.merge(following)
        for _twice in range(2):
            actions.say(alice, season, Wish.CONTINUE, by=erin, now=FIRST_DAY)
        with pytest.raises(RuleBroken):
            actions.say(alice, season, Wish.PAUSE, by=erin, now=FIRST_DAY)
        with pytest.raises(RuleBroken):
            actions.note(alice, season, Wish.LEAVE, how="x", by=erin, now=FIRST_DAY)
        actions.note(bob, season, Wish.LEAVE, how="x", by=erin, now=FIRST_DAY)
        assert turn.ask_who_continues(db.session.merge(cast.season), season, now=FIRST_DAY) > 0


@pytest.mark.parametrize("is_closed", [False, True])
def test_once_it_is_over_or_closed_nothing_is_answered(
    app: Flask, cast: Cast, following: Season, is_closed: bool
) -> None:
    with app.test_request_context(method="POST"):
        alice, erin = db.session.merge(cast.alice_now), db.session.merge(cast.erin)
        season, when = db.session.merge(following), FIRST_DAY if is_closed else FIRST_DAY.replace(year=2028)
        if is_closed:
            seasons.close(season, by=erin, now=FIRST_DAY)
        for act in (
            lambda: actions.say(alice, season, Wish.PAUSE, by=erin, now=when),
            lambda: actions.note(alice, season, Wish.PAUSE, how="x", by=erin, now=when),
            lambda: turn.ask_who_continues(db.session.merge(cast.season), season, now=when),
        ):
            with pytest.raises(RuleBroken):
                act()
        assert question_for(db.session.merge(cast.alice), when.date()) is None


def test_whoever_left_a_season_that_had_begun_is_not_asked_into_it_again(
    app: Flask, cast: Cast, following: Season
) -> None:
    with app.test_request_context(method="POST"):
        season, erin = db.session.merge(following), db.session.merge(cast.erin)
        made = ambassadors.enrol(db.session.merge(cast.tom), season, by=erin, now=NOW, joined_on=season.starts_on)
        ambassadors.leave(made, on=date(2027, 10, 1), now=NOW)
        assert question_for(db.session.merge(cast.tom), date(2027, 10, 2)) is None


def test_the_team_sees_from_the_new_season_who_has_not_answered_and_enrols_them(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    with time_machine.travel(FIRST_DAY, tick=False):
        browser.enter(cast.erin)
        assert "7 jeunes n’ont pas répondu pour 2027-2028" in browser.open("/equipe").words
        browser.follow("Voir qui")
        assert browser.page.h1 == "Qui continue en 2027-2028 ?"
        browser.press("Inscrire Quentin")
        found = place(app, cast.quentin, following)
        assert found is not None
        assert found.joined_on == FIRST_DAY.date()
        assert "6 jeunes n’ont pas répondu" in browser.open("/equipe").words
        browser.open("/equipe/saisons")
        browser.follow("Qui continue ? 2026-2027")
        browser.follow("Alice Martin")
        assert "Inscrire en 2027-2028" in browser.page.names("button")
    with time_machine.travel(FIRST_DAY + timedelta(days=60), tick=False):
        browser.enter(cast.erin)
        assert "n’ont pas répondu pour" not in browser.open("/equipe").words


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


def test_whom_the_page_counts_as_askable_are_those_who_are_asked(app: Flask, cast: Cast, following: Season) -> None:
    with app.test_request_context(method="POST"):
        season, nxt = db.session.merge(cast.season), db.session.merge(following)
        counted = counts_of(season, nxt, NOW).to_ask
        assert counted == turn.ask_who_continues(season, nxt, now=NOW) > 0
        assert counts_of(season, nxt, NOW).to_ask == 0


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
