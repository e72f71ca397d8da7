"""Without a mouse: answer, plan a season, import a list, take a place in an outing, open the subscription and come back."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from ambassadors.models import YoungPerson
from core import clock
from seasons.actions import open_season
from tests import world
from tests.people import Browser

MOST = 90  # presses of the tabulator before one gives up
LIST = "Nom;Prénom;Date de naissance\nMartin;Alice;12/03/2010\nRoche;Quentin;21/11/2013\n"
Enter = Callable[[User | YoungPerson, str], None]


@pytest.fixture
def enter(app: Flask, page: Page, live_server: str) -> Enter:
    """Be someone in front of a page of the running product."""

    def enter_as(person: User | YoungPerson, path: str) -> None:
        someone = Browser(app)
        someone.enter(person)
        cookie = someone.client.get_cookie("cohorte", "localhost")
        assert cookie is not None
        page.context.add_cookies([{"name": "cohorte", "value": cookie.value, "url": live_server}])
        page.goto(live_server + path)

    return enter_as


SHOWS_FOCUS = """() => {
    const each = document.activeElement
    return [each, each.nextElementSibling, each.parentElement].filter(Boolean).some(one => {
        const style = getComputedStyle(one)
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    })
}"""


def has_focus(element: Locator) -> bool:
    return element.count() > 0 and bool(element.evaluate("each => each === document.activeElement"))


def tab_to(page: Page, element: Locator) -> None:
    """Press the tabulator until that element has the focus, and see that it shows."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if has_focus(element):
            page.wait_for_function(SHOWS_FOCUS, timeout=2000)  # some take a moment to fade in
            return
    at = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{MOST} presses of the tabulator do not lead there; the focus is on {at}")


def test_an_answer(app: Flask, page: Page, enter: Enter) -> None:
    now = clock.now()
    with app.app_context():
        season = world.season(world.programme(now=now), now=now)
        world.meeting(season, now=now)
        young = world.ambassador(season, now=now).young_person
        world.commit()
    enter(young, "/accueil")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first stop of a page skips its menus
    assert page.evaluate("document.activeElement.id") == "content"
    answer = page.get_by_role("button", name="Je viens")
    tab_to(page, answer)
    page.keyboard.press("Enter")
    expect(answer).to_have_attribute("aria-pressed", "true")


def test_the_subscription_opens_and_gives_the_focus_back(app: Flask, page: Page, enter: Enter) -> None:
    now = clock.now()
    with app.app_context():
        season = world.season(world.programme(now=now), now=now)
        world.meeting(season, now=now)
        young = world.ambassador(season, now=now).young_person
        world.commit()
    enter(young, "/agenda")
    opener = page.locator("[data-dialog=subscribe]").first
    tab_to(page, opener)
    page.keyboard.press("Enter")
    dialog = page.locator("dialog#subscribe")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "subscribe"
    get = dialog.get_by_role("button", name="Obtenir mon lien")
    tab_to(page, get)
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Le lien, pour tout autre agenda")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "subscribe"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert has_focus(opener)


def test_the_whole_season(app: Flask, page: Page, enter: Enter) -> None:
    now = clock.now()
    with app.app_context():
        eve = world.person("Eve Garnier", now=now)
        programme = world.programme("Le Phare", coordinator=eve, now=now)
        open_season(programme, starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30), now=now)
        world.commit()
    enter(eve, "/equipe/rencontres/serie")
    for nth, presses in ((0, 0), (1, 1)):  # the first proposal as it is, the second after one arrow
        choice = page.locator("li[data-conflict]").nth(nth).get_by_role("radio")
        tab_to(page, choice.first)
        page.keyboard.press("Space")
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
        expect(choice.nth(presses)).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Publier les 10 dates"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rencontres")
    expect(page.locator("ul.dates > li")).to_have_count(10)


def test_a_list(app: Flask, page: Page, enter: Enter) -> None:
    now = clock.now()
    with app.app_context():
        erin = world.person("Erin Lambert", now=now)
        world.season(world.programme(coordinator=erin, now=now), now=now)
        world.commit()
    enter(erin, "/equipe/jeunes/importer")
    tab_to(page, page.locator("input[type=file]"))
    # The system's own window is not ours to drive: the focused field is handed the file.
    page.locator("input[type=file]:focus").set_input_files(
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    tab_to(page, page.get_by_role("button", name="Lire le fichier"))
    page.keyboard.press("Enter")
    ready = page.get_by_role("button", name="Importer 2 jeunes")
    expect(ready).to_be_visible()
    tab_to(page, ready)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Alice Martin")).to_be_visible()


def test_a_place_in_the_outing_and_its_paper(app: Flask, page: Page, enter: Enter) -> None:
    now = clock.now()
    with app.app_context():
        erin = world.person("Erin Lambert", now=now)
        season = world.season(world.programme(coordinator=erin, now=now), now=now)
        outing = world.outing(season, places=1, now=now)
        young = world.ambassador(season, age=13, now=now).young_person
        world.commit()
    enter(young, "/sortie")
    tab_to(page, page.get_by_role("button", name="Je prends une place"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tu as une place")).to_be_visible()
    enter(erin, f"/equipe/sortie/{outing.public_id}")
    tab_to(page, page.get_by_role("button", name="Noter l’autorisation"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Autorisation reçue", exact=True)).to_be_visible()
