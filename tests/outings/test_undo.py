"""A place given back by a slip is taken back in one tap, as long as it is nobody else's; on both engines."""

import pytest
from flask import Flask
from sqlalchemy import select

from core.db import db
from outings.models import Outing, SignUp
from tests import world
from tests.people import Browser
from tests.world import Cast

GIVE, UNDO, WAIT = "Rendre ma place", "Annuler", "Je m’inscris sur la liste d’attente"


@pytest.fixture
def at_outing(app: Flask, cast: Cast, browser: Browser) -> Browser:
    """Alice, on the page of an outing with two places: hers, and one of Bob's. Nobody waits."""
    with app.app_context():
        db.session.delete(db.session.get_one(SignUp, cast.doras_place.id))
        world.commit()
    browser.enter(cast.alice)
    browser.open(f"/sortie/{cast.outing.public_id}")
    return browser


def standing(app: Flask, cast: Cast) -> list[tuple[int, bool]]:
    with app.app_context():
        there = select(SignUp).where(SignUp.outing_id == cast.outing.id, SignUp.left_at.is_(None)).order_by(SignUp.id)
        return [(each.ambassador_id, each.placed_at is not None) for each in db.session.scalars(there)]


def test_given_back_by_a_slip_it_is_taken_back(app: Flask, cast: Cast, at_outing: Browser) -> None:
    at_outing.press(GIVE)
    assert standing(app, cast) == [(cast.bob_now.id, True)]
    at_outing.press(UNDO)
    assert "tu as une place" in at_outing.page.words
    assert standing(app, cast) == [(cast.bob_now.id, True), (cast.alice_now.id, True)]


def test_whoever_took_it_meanwhile_keeps_it_and_the_list_is_offered(app: Flask, cast: Cast, at_outing: Browser) -> None:
    at_outing.press(GIVE)
    with app.app_context():
        world.sign_up(db.session.get_one(Outing, cast.outing.id), db.session.merge(cast.dora_now))
        world.commit()
    at_outing.press(UNDO)
    assert "Ta place a été prise entre-temps" in at_outing.page.words
    assert standing(app, cast) == [(cast.bob_now.id, True), (cast.dora_now.id, True)]
    at_outing.press(WAIT)
    assert standing(app, cast)[-1] == (cast.alice_now.id, False)


def test_where_somebody_waits_the_place_is_theirs_and_no_undo_is_shown(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    browser.enter(cast.alice)
    browser.open(f"/sortie/{cast.outing.public_id}")
    browser.press(GIVE)
    assert "Ta place est déjà à la personne suivante" in browser.page.words
    assert (UNDO in browser.page.buttons, WAIT in browser.page.buttons) == (False, True)


def test_the_wait_is_taken_back_where_it_stood_or_not_at_all(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.dora)
    browser.open(f"/sortie/{cast.outing.public_id}")
    browser.press("Quitter la liste d’attente")
    browser.press(UNDO)
    assert "le numéro 1 sur la liste d’attente" in browser.page.words.replace("\u00a0", " ")
    with app.app_context():  # now somebody waits behind
        outing = db.session.get_one(Outing, cast.outing.id)
        world.sign_up(outing, world.ambassador(outing.season, "Nina Roux"), placed=False)
        world.commit()
    browser.open(f"/sortie/{cast.outing.public_id}")
    browser.press("Quitter la liste d’attente")
    assert (UNDO in browser.page.buttons, WAIT in browser.page.buttons) == (False, True)
