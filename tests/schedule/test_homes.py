"""What the homes and the lists of dates say at a glance."""

from datetime import timedelta

import time_machine
from flask import Flask

from ambassadors.models import Ambassador
from core.db import db
from meetings.rules import AnswerValue
from projects.rules import ProjectStatus
from tests import world
from tests.people import Browser, words_of
from tests.world import NOW, Cast


def test_a_cancelled_date_is_not_among_those_to_come(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/rencontres")
    assert "3 dates à venir, la première dans 7 jours" in browser.page.words.replace("\u00a0", " ")
    browser.enter(cast.bob)
    browser.open("/agenda")
    assert "3 à venir, la prochaine dans 7 jours" in browser.page.words.replace("\u00a0", " ")


def test_an_idea_may_change_only_while_the_call_is_open(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        call, tom = db.session.merge(cast.ideas["alice"]).call, db.session.merge(cast.tom)
        world.idea(call, tom, sentence="Un volcan.", title="Le volcan", status=ProjectStatus.SUBMITTED)
        world.commit()
    said = []
    for days in (0, 40):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            browser.enter(cast.erin)
            browser.open("/equipe")
            said += [words_of(row) for row in browser.page.all("li") if "1 idée" in words_of(row)][:1]
    assert [("Modifiable jusqu’à la clôture" in row, "Elle ne change plus" in row) for row in said] == [
        (True, False),
        (False, True),
    ]


def test_a_colleague_is_invited_by_who_may(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        ada = world.person("Ada Morel")
        programme = world.programme("Le Phare", coordinator=ada)
        lea = world.mediator(programme, "Léa Petit")
        world.season(programme)
        world.commit()
    said = []
    for person in (ada, lea):
        browser.enter(person)
        home = browser.open("/equipe").links
        team = browser.open("/equipe/equipe").words
        said.append(("Inviter un ou une collègue" in home, "adressez-vous à une personne de la coordination" in team))
    assert said == [(True, False), (False, True)]


def test_a_past_date_is_no_answer(app: Flask, cast: Cast, browser: Browser) -> None:
    """A tick says "I come": what is over has none, and says that it is over."""
    browser.enter(cast.bob)
    page = browser.open("/accueil")
    states = [str(tile.get("data-state")) for tile in page.of_class("tile") if tile.get("data-kind") == "meeting"]
    assert states.count("past") == 1
    over = [words_of(cell) for cell in page.of_class("cell") if "passée" in words_of(cell)]
    assert [each.partition(", ")[2] for each in over] == ["On fait connaissance, passée"]


def test_what_has_been_stands_under_its_season_and_says_what_was_said(app: Flask, cast: Cast, browser: Browser) -> None:
    """A year ago is no next year, and a yes that was said is not "you are coming"."""
    with app.app_context():
        season = db.session.merge(cast.season)
        young = db.session.merge(cast.bob)
        before = world.season(season.programme, years_ago=2)
        then = world.ambassador(before, young=young)
        for title, value in (("Le pont d’avant", AnswerValue.YES), ("La nuit d’avant", None)):
            made = world.meeting(before, title, in_days=-600)
            if value:
                world.answer(made, then, value)
        world.commit()
        path = f"/rencontres/{made.public_id}"
    browser.enter(cast.bob)
    past = browser.open("/agenda").all("details")[-1]
    headings = [words_of(each) for each in past.iter("h2")]
    assert len(headings) == 2
    assert headings[1] < headings[0]  # the latest first, each with its years
    rows = {words_of(next(row.iter("a"))): words_of(row) for row in past.iter("li")}
    assert rows["Le pont d’avant"].endswith("Tu avais dit oui")
    assert rows["La nuit d’avant"].endswith("Passée")
    assert not any("Tu viens" in row for row in rows.values())
    browser.open(path)
    assert "Passée" in browser.page.words


def test_whoever_left_is_promised_no_dates(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        for place in db.session.query(Ambassador).where(Ambassador.young_person_id == cast.bob.id):
            place.left_on = NOW.date()
        db.session.commit()
    browser.enter(cast.bob)
    home = browser.open("/accueil").words
    assert "Merci d’avoir fait partie du groupe." in home
    assert "Tes dates" not in home
    assert "Tu n’es dans aucune saison" in browser.open("/agenda").words
    assert "M’abonner" not in browser.page.links
    assert "Tu le verras ici" not in browser.open("/appel-a-projets").words
