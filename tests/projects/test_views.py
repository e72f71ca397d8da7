"""What people see and press: the call, an idea from its first sentence on, two tabs, odd text, long lists."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Connection, event, select

from core.db import db
from core.outbox import Mail
from projects.models import Call, Project
from projects.rules import ProjectStatus
from tests import world
from tests.people import Browser, words_of
from tests.world import NOW, Cast

WRITE = "/appel-a-projets/{}/ecrire"
LAST = datetime(2026, 12, 17, 22, 59, 59, 900_000, tzinfo=NOW.tzinfo)  # 23:59:59.9 in Paris


def close_at_midnight(app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(Call, cast.call.id).closes_at = LAST + timedelta(seconds=0.1)
        db.session.commit()


def autosave(browser: Browser, **changed: str) -> tuple[int, dict[str, Any]]:
    """What the script sends: the form of the page as it is, with what was typed since, and no button."""
    form = next(form for form in browser.page.all("form") if form.get("id") == "idea")
    sent = {name: value for name, value in browser._fields(form) if isinstance(value, str)} | changed
    headers = {"Accept": "application/json", "X-Requested-With": "fetch", "Origin": "http://localhost"}
    answer = browser.client.post(str(form.get("data-autosave")), data=sent, headers=headers)
    return answer.status_code, answer.get_json()


def test_an_idea_in_three_screens(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.tom, cast.tom.public_id)
    assert browser.open("/appel-a-projets").h1 == "Propose ton idée"
    browser.fill("Ton idée en une phrase", "Une machine qui dessine les vibrations de ta voix.")
    assert browser.press("Commencer").h1 == "Écrire mon idée"
    browser.fill("Titre", "Le son qu’on voit")
    page = browser.press("Déposer")
    assert page.h1 == "Le son qu’on voit"
    assert "Ton idée est déposée" in page.words
    with app.app_context():
        made = db.session.scalars(select(Project).where(Project.title == "Le son qu’on voit")).one()
        mail = db.session.scalars(select(Mail)).one()
        assert (made.status, made.letters, mail.regarding) == (ProjectStatus.SUBMITTED, "So", made.public_id)
    browser.press("Retirer cette idée")
    assert "Tu as retiré cette idée" in browser.page.words
    (history,) = (each for each in browser.page.all("section") if each.get("aria-labelledby") == "history")
    steps = [words_of(each).split("mercredi")[0] for each in history.iter("li")]
    assert steps == ["Retirée", "Déposée", "Commencée"]  # the latest first
    browser.press("Déposer à nouveau")
    assert f"numéro {made.number}" in browser.page.words


def test_the_same_in_english(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.tom, cast.tom.public_id)
    assert browser.open("/appel-a-projets?lang=en").h1 == "Share your idea"
    browser.fill("Your idea in one sentence", "A machine that draws your voice.")
    assert browser.press("Start").h1 == "Write my idea"
    browser.fill("Title", "The sound we see")
    assert browser.press("Save the draft").h1 == "Write my idea"
    assert browser.press("Submit").h1 == "The sound we see"
    browser.follow("Edit my idea")
    browser.fill("What we’d need (optional)", "Sand.")
    browser.press("Save")
    assert "You can change everything until" in browser.page.words


def test_without_a_sentence_or_a_title_it_says_what_is_missing(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.bob)
    browser.open("/appel-a-projets")
    page = browser.press("Commencer", status=422)
    assert "Écris ton idée en une phrase." in page.words
    browser.open(WRITE.format(cast.ideas["bob"].public_id))
    browser.fill("Titre", "")
    browser.fill("Que feront les visiteurs ? (facultatif)", "Ils arrosent.")
    page = browser.press("Déposer", status=422)
    assert ("Donne un titre à ton idée." in page.words, "Ils arrosent." in page.words) == (True, True)


def test_two_tabs_lose_nothing(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    for tab in (one, other):
        tab.enter(cast.bob)
        tab.open(WRITE.format(cast.ideas["bob"].public_id))
    one.fill("En une phrase", "Il arrose tout seul.")
    one.press("Enregistrer le brouillon")
    other.fill("En une phrase", "Il arrose la nuit.")
    page = other.press("Déposer", status=409)
    assert page.h1 == "Deux textes de ton idée"
    assert ("Il arrose tout seul." in page.words, "Il arrose la nuit." in page.words) == (True, True)
    other.press("Enregistrer mon texte")
    assert other.press("Déposer").h1 == "Robot arroseur"
    assert "Il arrose la nuit." in other.page.words


def test_the_script_saves_and_is_told_of_another_text(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    for tab in (one, other):
        tab.enter(cast.bob)
        tab.open(WRITE.format(cast.ideas["bob"].public_id))
    assert autosave(one, pitch="On le regarde.") == (200, {"version": 2})
    assert autosave(one, pitch="On le regarde.") == (200, {"version": 2})  # once more, from the old version
    status, answer = autosave(other, pitch="On le pilote.")
    assert (status, answer["version"]) == (409, 2)
    assert (answer["typed"]["pitch"], answer["saved"]["pitch"]) == ("On le pilote.", "On le regarde.")
    assert autosave(one, title="x" * 121)[0] == 422
    assert autosave(one, title="", sentence="", pitch="", version="2") == (200, {"version": 3})  # a draft may be bare


def test_what_was_typed_when_the_call_closed_stays_on_the_page(cast: Cast, app: Flask) -> None:
    close_at_midnight(app, cast)
    writer, beginner = Browser(app), Browser(app)
    with time_machine.travel(LAST, tick=False):
        writer.enter(cast.bob)
        writer.open(WRITE.format(cast.ideas["bob"].public_id))
        beginner.enter(cast.tom, cast.tom.public_id)
        beginner.open("/appel-a-projets")
        writer.fill("En une phrase", "À la dernière seconde.")
        writer.press("Enregistrer le brouillon")
        writer.fill("En une phrase", "Une seconde de trop.")
        beginner.fill("Ton idée en une phrase", "Un peu tard.")
    with time_machine.travel(LAST + timedelta(seconds=0.1), tick=False):
        page = writer.press("Déposer", status=409)
        assert ("L’appel a fermé jeudi 17 décembre" in page.words, "Une seconde de trop." in page.words) == (True, True)
        page = beginner.press("Commencer", status=409)
        assert ("L’appel a fermé jeudi 17 décembre" in page.words, "Un peu tard." in page.words) == (True, True)
        assert writer.open("/appel-a-projets").h1 == "Appel à projets"
        page = writer.follow("Robot arroseur Brouillon")
        assert ("À la dernière seconde." in page.words, page.buttons) == (True, [])
        assert writer.open(WRITE.format(cast.ideas["bob"].public_id)).h1 == "Robot arroseur"


def test_before_the_call_opens_and_without_one(cast: Cast, app: Flask, browser: Browser) -> None:
    browser.enter(cast.tom, cast.tom.public_id)
    with app.app_context():
        call = db.session.get_one(Call, cast.call.id)
        call.opens_at, call.closes_at = NOW + timedelta(days=2), NOW + timedelta(days=9)
        db.session.commit()
    assert "L’appel ouvre vendredi 9 octobre" in browser.open("/appel-a-projets").words
    assert browser.open("/appel-a-projets/nouveau").h1 == "Appel à projets"
    with app.app_context():
        db.session.query(Call).filter(Call.id == cast.call.id).delete()
        db.session.commit()
    assert "Pas d’appel à projets en ce moment" in browser.open("/appel-a-projets").words


@pytest.mark.parametrize(("who", "has_some"), [("alice", True), ("tom", False)])
def test_once_it_closed_ideas_stay_readable_to_who_has_some(
    cast: Cast, app: Flask, browser: Browser, who: str, has_some: bool
) -> None:
    young = getattr(cast, who)
    browser.enter(young, young.public_id)
    with app.app_context():
        call = db.session.get_one(Call, cast.call.id)
        call.opens_at, call.closes_at = NOW - timedelta(days=9), NOW - timedelta(days=2)
        db.session.commit()
    words = browser.open("/appel-a-projets").words
    assert "On ne peut plus ajouter ni changer d’idée." in words
    assert ("Les tiennes restent lisibles ici." in words) is has_some


def test_the_team_opens_a_call_changes_it_and_reads_what_is_submitted(app: Flask, browser: Browser) -> None:
    with time_machine.travel(NOW):
        with app.app_context():
            erin = world.person("Erin Lambert")
            world.season(world.programme(coordinator=erin))
            db.session.commit()
            db.session.refresh(erin)
            db.session.expunge(erin)
        browser.enter(erin)
        assert "L’appel n’est pas ouvert" in browser.open("/equipe/projets").words
        browser.follow("Ouvrir l’appel")
        browser.press("Ouvrir l’appel", status=422)
        browser.fill("Titre", "Fête de la science 2027")
        page = browser.press("Ouvrir l’appel")
        assert "Ouvert jusqu’au mercredi 18 novembre à 23 h 59" in page.words.replace("\u00a0", " ")
        browser.follow("Modifier l’appel")
        browser.fill("Ferme le", "2026-12-17")
        assert "jeudi 17 décembre" in browser.press("Enregistrer l’appel").words
        browser.follow("Modifier l’appel")
        browser.fill("Ouvre le", "2026-09-01")
        browser.fill("Ferme le", "2026-10-01")
        assert "L’appel est enregistré, et clos." in browser.press("Enregistrer l’appel").words


def test_the_call_of_a_season_to_come_is_proposed_for_its_first_weeks(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        coming = world.season(db.session.merge(cast.kaleido), years_ago=-1)
        db.session.commit()
        address = f"/equipe/projets/appel?saison={coming.public_id}"
    browser.enter(cast.erin)
    page = browser.open(address)
    days = {str(each.get("name")): each.get("value") for each in page.all("input")}
    assert (days["opens_on"], days["closes_on"]) == ("2027-09-01", "2027-10-13")


@pytest.mark.parametrize(("hour", "opens"), [(6, "00:00"), (9, "08:00")])
def test_a_call_proposed_today_is_open_once_its_button_is_pressed(
    app: Flask, browser: Browser, hour: int, opens: str
) -> None:
    with app.app_context():
        erin = world.person("Erin Lambert")
        world.season(world.programme(coordinator=erin))
        db.session.commit()
        db.session.refresh(erin)
        db.session.expunge(erin)
    with time_machine.travel(NOW.replace(hour=hour - 2), tick=False):  # summer time in Paris
        browser.enter(erin)
        page = browser.open("/equipe/projets/appel")
    assert [each.get("value") for each in page.all("input") if each.get("name") == "opens_time"] == [opens]


def test_two_colleagues_who_change_the_call_see_each_other(cast: Cast, app: Flask) -> None:
    erin, frank = Browser(app), Browser(app)
    for browser, person in ((erin, cast.erin), (frank, cast.frank)):
        browser.enter(person)
        browser.open(f"/equipe/projets/appel?saison={cast.season.public_id}")
    erin.fill("Titre", "Le titre d’Erin")
    erin.press("Enregistrer l’appel")
    frank.fill("Titre", "Le titre de Frank")
    page = frank.press("Enregistrer l’appel", status=409)
    assert "Le titre d’Erin" in page.words
    assert frank.press("Enregistrer l’appel").h1 == "Appel à projets"
    assert "Le titre de Frank" in frank.page.words


def test_the_team_reads_submitted_ideas_and_counts_the_others(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = browser.open("/equipe/projets")
    assert [words_of(li) for ul in page.of_class("pipe") for li in ul] == ["1 déposée", "1 brouillon", "1 retirée"]
    assert ("Robot arroseur" in page.words, "Ombres" in page.words) == (False, False)
    browser.follow("Le pont qui chante Alice Martin")
    assert browser.page.h1 == "Le pont qui chante"
    assert "Le vent fait vibrer des tuyaux" in browser.page.words


def test_a_date_that_makes_no_sense_is_said_in_words(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/projets/appel")
    for day in ("2026-01-01", "0001-01-01", "9999-12-31", "hier", ""):
        browser.fill("Ferme le", day)
        browser.press("Enregistrer l’appel", status=422)


ODD = [
    "\x00\x07",
    "\u202e" * 5,
    "é" * 5_000,
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "🎵" * 3_000,
    "\ud800",
    "%s %(x)s",
]


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:6]))
def test_no_text_makes_an_error_of_ours(cast: Cast, browser: Browser, text: str) -> None:
    browser.proofreads = False  # the page shows what was typed
    browser.enter(cast.bob)
    browser.open(WRITE.format(cast.ideas["bob"].public_id))
    typed = json.dumps(text)  # a surrogate cannot be sent as UTF-8: sent as its escape
    sent = text if text != "\ud800" else typed
    for name in ("title", "sentence", "pitch", "needs", "symbol", "version"):
        status, _answer = autosave(browser, **{name: sent})
        assert status in (200, 409, 422)
    browser.open("/appel-a-projets")
    fields = {"call": cast.call.public_id, "key": sent, "sentence": sent}
    token = next(e.get("value") for e in browser.page.all("input") if e.get("name") == "csrf_token")
    answer = browser.client.post("/appel-a-projets/nouveau", data=fields | {"csrf_token": token})
    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("address", ["/equipe/projets", "/appel-a-projets"])
def test_long_lists_take_the_queries_of_short_ones(cast: Cast, app: Flask, browser: Browser, address: str) -> None:
    browser.enter(cast.erin if "equipe" in address else cast.alice)
    found = []
    for more in (0, 2, 297):
        with app.app_context():
            call, alice = db.session.get_one(Call, cast.call.id), db.session.get_one(type(cast.alice), cast.alice.id)
            for _ in range(more):
                world.idea(call, alice)
            db.session.commit()
        with app.app_context():
            engine = db.engine
        statements: list[str] = []

        def note(_c: Connection, _cursor: object, statement: str, *_rest: object, to: list[str] = statements) -> None:
            to.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        browser.open(address)
        event.remove(engine, "before_cursor_execute", note)
        found.append(len(statements))
    assert (len(set(found)), found[0] <= 12, len(browser.page.of_class("idea"))) == (1, True, 30)
    browser.follow("Page suivante")
    assert "Page 2 sur 10" in browser.page.words


def test_a_reply_reaches_its_author(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/projets/{cast.ideas['alice'].public_id}")
    assert "Écrivez d’abord votre mot." in browser.press("Envoyer ce mot", status=422).words
    browser.fill("Votre mot", "On a un ventilateur au labo.")
    assert "On a un ventilateur au labo." in browser.press("Envoyer ce mot").words
    browser.enter(cast.alice)
    browser.open("/accueil")
    page = browser.follow("Lis le mot de l’équipe")
    assert page.h1 == "Le pont qui chante"
    assert "On a un ventilateur au labo.Erin Lambert, " in page.words
    with app.app_context():
        assert db.session.scalars(select(Mail)).one().regarding == cast.ideas["alice"].public_id


def test_whoever_proposed_an_idea_last_season_is_asked_for_one_again(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        nils = world.ambassador(db.session.merge(cast.season), "Nils", email="nils@mail.example").young_person
        world.ambassador(db.session.merge(cast.last_season), young=nils)
        world.idea(db.session.merge(cast.last_call), nils, title="Le vieux moulin")
        world.commit()
    browser.enter(nils)
    page = browser.open("/accueil")
    assert "Propose ton idée" in page.words
    assert "Le vieux moulin" not in page.words
    assert "Le vieux moulin" in browser.open("/appel-a-projets").words
