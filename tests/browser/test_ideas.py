"""An idea on a phone, with and without JavaScript: three screens, half a minute, nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from accounts.access import KEY
from accounts.actions import begin_session
from accounts.rules import Device
from ambassadors.models import YoungPerson
from core import clock
from core.db import db
from tests import world

KEYSTROKE = 0.15  # seconds of a calm thumb, counted and not waited for
SENTENCE = "Une machine qui dessine les vibrations de ta voix."
TITLE = "Le son qu’on voit"


@pytest.fixture
def signed_in(app: Flask) -> str:
    """The cookie of a young person in a season whose call is open today."""
    now = clock.now()
    with app.app_context():
        season = world.season(world.programme(now=now), now=now)
        world.call(season, now=now)
        young: YoungPerson = world.ambassador(season, "Inès", now=now).young_person
        assert young.user is not None
        key = begin_session(
            young.user, device=Device.OWN, life=timedelta(days=1), browser_name="", person=young.public_id, now=now
        )
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[KEY] = key
    found = client.get_cookie("cohorte", "localhost")
    assert found is not None
    return found.value


def phone(browser: Browser, address: str, cookie: str, *, javascript: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=javascript, locale="fr-FR"
    )
    context.add_cookies([{"name": "cohorte", "value": cookie, "url": address}])
    return context.new_page()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_idea_is_submitted_within_half_a_minute(
    browser: Browser, live_server: str, signed_in: str, javascript: bool, accessible: Callable[[Page], None]
) -> None:
    page = phone(browser, live_server, signed_in, javascript=javascript)
    page.goto(f"{live_server}/appel-a-projets")
    began = monotonic()
    page.locator("#sentence").press_sequentially(SENTENCE)
    page.get_by_role("button", name="Commencer").click()
    page.locator("#title").press_sequentially(TITLE)
    page.get_by_role("button", name="Déposer").click()
    page.get_by_text("Ton idée est déposée").first.wait_for()
    assert monotonic() - began + KEYSTROKE * len(SENTENCE + TITLE) < 30
    assert page.locator("h1").inner_text() == TITLE
    assert page.evaluate("document.documentElement.scrollWidth") == 360 if javascript else True
    if javascript:
        accessible(page)
    page.context.close()


def test_what_is_typed_saves_itself_and_another_tab_is_told(
    browser: Browser, live_server: str, signed_in: str, accessible: Callable[[Page], None]
) -> None:
    page = phone(browser, live_server, signed_in)
    page.goto(f"{live_server}/appel-a-projets")
    page.locator("#sentence").fill("Un volcan.")
    page.get_by_role("button", name="Commencer").click()
    other = page.context.new_page()
    other.goto(page.url)
    page.locator("#needs").fill("Du sable.")
    page.get_by_text("Enregistré à").wait_for()
    other.locator("#needs").fill("Un tambour.")
    other.get_by_text("modifiée ailleurs").wait_for()
    other.get_by_role("button", name="Enregistrer le brouillon").click()
    assert other.locator("h1").inner_text() == "Deux textes de ton idée"
    assert (other.locator("#needs").input_value(), other.get_by_text("Du sable.").count()) == ("Un tambour.", 1)
    accessible(other)
    other.get_by_role("button", name="Enregistrer mon texte").click()
    other.get_by_role("heading", name="Écrire mon idée").wait_for()
    assert other.locator("#needs").input_value() == "Un tambour."
    page.context.close()
