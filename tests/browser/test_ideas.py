"""An idea on a phone, with and without JavaScript: three screens, half a minute, nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

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


def begun(page: Page, address: str, sentence: str) -> str:
    """An idea just begun, its form open; the form's address."""
    page.goto(f"{address}/appel-a-projets")
    page.locator("#sentence").fill(sentence)
    page.get_by_role("button", name="Commencer").click()
    page.locator("#title").wait_for()
    return page.url


def kept_by(page: Page) -> list[str]:
    return [str(key) for key in page.evaluate("Object.keys(localStorage)")]


@pytest.mark.parametrize(("title", "button"), [("", "Enregistrer le brouillon"), (TITLE, "Déposer")])
def test_what_a_button_saved_is_not_kept_on_the_device(
    browser: Browser, live_server: str, signed_in: str, title: str, button: str
) -> None:
    page = phone(browser, live_server, signed_in)
    address = begun(page, live_server, "Un volcan.")
    page.locator("#title").fill(title)
    page.locator("#needs").fill("Du sable.")
    page.get_by_role("button", name=button).click()  # sooner than it saves itself
    page.locator("#toasts .toast button").wait_for()  # the script has run
    assert kept_by(page) == []
    page.goto(address)
    page.wait_for_function("document.querySelector('form[data-autosave]').autocomplete === 'off'")
    assert (page.locator("#needs").input_value(), page.locator("#idea-kept").is_visible()) == ("Du sable.", False)
    page.context.close()


def test_a_text_that_could_not_leave_is_put_back_and_over_a_newer_one_only_offered(
    browser: Browser, live_server: str, signed_in: str, accessible: Callable[[Page], None]
) -> None:
    page = phone(browser, live_server, signed_in)
    address = begun(page, live_server, "Un volcan.")

    def lose_network(route: Route) -> None:
        (route.abort if route.request.method == "POST" else route.fallback)()

    page.route("**/ecrire", lose_network)
    page.locator("#needs").fill("Du sable.")
    page.get_by_text("Pas de réseau").wait_for()
    assert page.locator("#idea-status [data-when]:visible").get_attribute("data-when") == "offline"
    page.unroute_all()
    page.goto(address)
    page.get_by_text("Enregistré à").wait_for()  # nobody wrote meanwhile: it goes on where it stopped
    assert page.locator("#needs").input_value() == "Du sable."

    page.route("**/ecrire", lose_network)
    page.locator("#needs").fill("De la lave.")
    page.get_by_text("Pas de réseau").wait_for()
    elsewhere = phone(browser, live_server, signed_in)
    elsewhere.goto(address)
    elsewhere.locator("#needs").fill("Un tambour.")
    elsewhere.get_by_text("Enregistré à").wait_for()
    elsewhere.context.close()
    page.unroute_all()
    for _again in range(2):  # reloading chooses nothing
        page.goto(address)
        page.get_by_text("Un texte de toi est resté").wait_for()
        expect(page.locator("#idea-kept")).to_be_focused()
        assert page.locator("#needs").input_value() == "Un tambour."
        assert page.locator("#idea-kept dd").inner_text() == "De la lave."
    accessible(page)
    page.get_by_role("button", name="Reprendre mon texte").click()
    assert page.evaluate("document.activeElement.id") == "needs"
    page.get_by_text("Enregistré à").wait_for()
    page.goto(address)
    assert (page.locator("#needs").input_value(), kept_by(page)) == ("De la lave.", [])
    page.context.close()


def test_what_is_typed_before_the_script_is_there_is_saved_too(
    browser: Browser, live_server: str, signed_in: str
) -> None:
    page = phone(browser, live_server, signed_in)
    address = begun(page, live_server, "Un volcan.")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/js/main.js*", hold)
    page.goto(address, wait_until="commit")
    page.locator("#needs").fill("Du sable.")
    page.wait_for_timeout(100)
    held[0].continue_()
    page.get_by_text("Enregistré à").wait_for()
    page.unroute_all()
    page.goto(address)
    expect(page.locator("#needs")).to_have_value("Du sable.")
    page.context.close()
