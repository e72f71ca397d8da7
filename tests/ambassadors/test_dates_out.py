"""Who is added once dates are out receives none of them: the page says so, and what to do about it."""

from flask import Flask

from core.db import db
from core.outbox import Mail
from meetings.models import Meeting
from tests import world
from tests.people import Browser
from tests.world import Cast

NEW = "/equipe/jeunes/nouveau"
LIST = "NOM;PRENOM;DDN\nRoux;Jade;03/07/2011\nPetit;Noé;04/08/2012\n"
NOTHING, INVITATIONS = "Aucun message ne part", "Voir les invitations"


def fill(browser: Browser) -> None:
    browser.open(NEW)
    for label, value in (("Prénom", "Nina"), ("Nom", "Roux"), ("Jour", "3"), ("Mois", "7"), ("Année", "2011")):
        browser.fill(label, value)


def mail_count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Mail).count()


def without_dates(app: Flask) -> None:
    with app.app_context():
        for meeting in db.session.query(Meeting):
            db.session.delete(meeting)
        world.commit()


def test_who_is_added_alone(app: Flask, cast: Cast, browser: Browser) -> None:
    before = mail_count(app)
    browser.enter(cast.erin)
    fill(browser)
    assert f"{NOTHING} : les 2 dates déjà publiées sont dans son espace" in browser.page.words.replace("\u00a0", " ")
    browser.press("Ajouter à la liste")
    assert "Les dates déjà publiées ne lui ont pas été envoyées" in browser.page.words
    assert mail_count(app) == before
    browser.open(NEW)
    browser.follow(INVITATIONS)
    assert browser.page.h1 == "Invitations"


def test_a_list(app: Flask, cast: Cast, browser: Browser) -> None:
    before = mail_count(app)
    browser.enter(cast.erin)
    browser.open("/equipe/jeunes/importer")
    browser.attach("Tableau", "liste.csv", LIST.encode())
    browser.press("Lire le fichier")
    words = browser.page.words.replace("\u00a0", " ")
    assert f"{NOTHING} : les 2 dates déjà publiées sont dans l’espace de chaque jeune" in words
    assert INVITATIONS in browser.page.links
    browser.press("Importer 2 jeunes")
    assert "Les dates déjà publiées ne leur ont pas été envoyées" in browser.page.words
    assert mail_count(app) == before


def test_before_any_date_is_out_there_is_nothing_more_to_say(app: Flask, cast: Cast, browser: Browser) -> None:
    without_dates(app)
    browser.enter(cast.erin)
    fill(browser)
    assert (f"{NOTHING}." in browser.page.words, INVITATIONS in browser.page.links) == (True, False)
    browser.press("Ajouter à la liste")
    assert "ne lui ont pas été envoyées" not in browser.page.words
