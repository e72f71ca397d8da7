"""Subscribing with JavaScript: the link appears in place, and is copied."""

from collections.abc import Callable
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from core import clock
from tests import world
from tests.people import Browser

Enter = Callable[[str, str], None]
SCREENS = [(360, "dark"), (1280, "light")]  # test_accessible.py takes the others
DOORS = [("bob", "/agenda/abonnement", "Obtenir mon lien"), ("erin", "/equipe/abonnement", "Créer le lien du groupe")]


@pytest.fixture
def enter(app: Flask, page: Page, live_server: str) -> Enter:
    """Be someone of the cast in front of a page of the running product."""

    def enter_as(who: str, path: str) -> None:
        with app.app_context():
            everyone = world.cast(now=clock.now())
            world.commit()
        person = Browser(app)
        person.enter(getattr(everyone, who))
        cookie = person.client.get_cookie("cohorte", "localhost")
        assert cookie is not None
        page.context.add_cookies([{"name": "cohorte", "value": cookie.value, "url": live_server}])
        page.goto(live_server + path)

    return enter_as


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("door", DOORS)
def test_the_link_appears_and_all_is_accessible(
    page: Page,
    enter: Enter,
    accessible: Callable[[Page], None],
    door: tuple[str, str, str],
    screen: tuple[int, Literal["light", "dark"]],
) -> None:
    (who, path, button), (width, scheme) = door, screen
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    enter(who, path)
    accessible(page)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("img", name="Code QR de la page d’abonnement")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    accessible(page)


def test_the_link_is_copied(page: Page, enter: Enter) -> None:
    enter("bob", "/agenda/abonnement")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Obtenir mon lien").click()
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_role("status").get_by_text("Lien copié.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Le lien, pour tout autre agenda").input_value()
    assert copied.startswith(page.url.removesuffix("/agenda/abonnement") + "/cal/")
