"""What the homes and the lists of dates say at a glance."""

from datetime import timedelta

import time_machine
from flask import Flask

from core.db import db
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
