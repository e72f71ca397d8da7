"""Before an outing changes for those who come or wait, the team reads what they will; on both engines."""

from flask import Flask
from sqlalchemy import func, select

from core.db import db
from core.outbox import Mail
from outings.models import Outing
from tests.people import Browser
from tests.world import Cast


def state(app: Flask, cast: Cast) -> tuple[str, int]:
    """Where people meet, and how many were written to about a change."""
    with app.app_context():
        count = db.session.scalar(select(func.count(Mail.id)).where(Mail.kind == "outing changed")) or 0
        return db.session.get_one(Outing, cast.outing.id).meeting_point, count


def test_the_message_is_read_before_it_leaves(app: Flask, cast: Cast, browser: Browser) -> None:
    before = state(app, cast)
    browser.enter(cast.erin)
    browser.open(f"/equipe/sortie/{cast.outing.public_id}/modification")
    browser.fill("Point de rendez-vous", "Devant le musée")
    browser.press("Enregistrer")
    assert "Le message qui part" in browser.page.words
    assert "Rendez-vous : Devant le musée" in browser.page.words.replace("\u00a0", " ")
    assert state(app, cast) == before
    browser.press("Enregistrer et prévenir 5 personnes")
    assert state(app, cast) == ("Devant le musée", 5)


def test_another_change_is_read_again(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/sortie/{cast.outing.public_id}/modification")
    browser.fill("Point de rendez-vous", "Devant le musée")
    browser.press("Enregistrer")
    browser.fill("Point de rendez-vous", "Devant la gare")
    browser.press("Enregistrer")
    assert "Devant la gare" in browser.page.words
    assert state(app, cast)[1] == 0


def test_what_nobody_hears_of_is_saved_at_once(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/sortie/{cast.outing.public_id}/modification")
    browser.fill("À emporter (facultatif)", "Une lampe")
    browser.press("Enregistrer")
    assert browser.page.h1 == cast.outing.title
    assert state(app, cast)[1] == 0


def test_fewer_places_than_are_taken_are_refused_before_anything_is_shown(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/sortie/{cast.outing.public_id}/modification")
    browser.fill("Point de rendez-vous", "Devant le musée")
    browser.fill("Places", "1")
    browser.press("Enregistrer", status=409)
    assert "2 places sont déjà prises" in browser.page.words.replace("\u00a0", " ")
