"""axe on every page, as everyone who opens it: narrow and light, wide and dark; `AXE_SCREENS=all` takes all four.

No server is needed: what Chromium asks for is answered by the application in this process, so each role and each
day costs nothing, and a page that answers a form is judged like any other.
"""

import os
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Route
from werkzeug.test import TestResponse

from accounts.models import User
from ambassadors.models import YoungPerson
from meetings.rules import AnswerValue
from tests import world
from tests.browser.conftest import found_by_axe
from tests.people import HERE, Browser
from tests.site.matrix import Row, Site, table

Scheme = Literal["light", "dark"]
SCREENS: list[tuple[int, Scheme]] = [(360, "light"), (1280, "dark")]
if os.environ.get("AXE_SCREENS") == "all":
    SCREENS += [(360, "dark"), (1280, "light")]
WHO = ("nobody", "alice", "bob", "charlie", "dora", "erin", "twins", "kim as staff")  # of whom one opens any page
Ask = Callable[[str, str], TestResponse]
files: dict[str, TestResponse] = {}  # what pages ask for besides themselves, fetched once for all of them


@pytest.fixture(scope="module")
def tab(browser: Chromium) -> Iterator[Page]:
    """One tab for all pages."""
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def faults(tab: Page, ask: Ask, url: str, first: TestResponse | None = None) -> list[str]:
    """What axe finds on a page on each screen, and whether it is too wide for it. `first` is the page, if known."""
    answers = [first] if first is not None else []

    def fulfil(route: Route) -> None:
        path = route.request.url.removeprefix(HERE)
        answer = files.get(path) or (answers.pop() if answers else ask(route.request.method, path))
        if path.startswith("/static/"):
            files[path] = answer
        headers = {name: value for name, value in answer.headers if name not in ("Set-Cookie", "Content-Length")}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.get_data())

    tab.unroute_all()
    tab.route("**/*", fulfil)
    told = []
    width, scheme = SCREENS[0]
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    tab.goto(HERE + url)
    tab.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    for width, scheme in SCREENS:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme)
        where = f"{url} at {width}, {scheme}"
        told += [f"{where}: {fault}" for fault in found_by_axe(tab)]
        reach = tab.evaluate("document.documentElement.scrollWidth")
        told += [f"{where}: {reach} pixels wide"] if reach != width else []
    return told


def as_html(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and answer.status_code not in range(300, 400)


# Every page of the table, as the first of us who may open it; and every page that answers an empty form.

ROWS = {(row.method, row.endpoint, row.objects): row for row in table() if row.method in ("GET", "POST")}


def opened_by_one_of_us(row: Row) -> str:
    return next((role for role in WHO if row.expected[role] == "y"), "")


@pytest.mark.parametrize("row", [row for row in ROWS.values() if opened_by_one_of_us(row)], ids=str)
def test_a_page_is_accessible_on_every_screen(tab: Page, site: Site, row: Row) -> None:
    role, url = opened_by_one_of_us(row), site.url(row)
    answer = site.once(role, row).answer
    if as_html(answer):
        assert faults(tab, lambda method, path: site.ask(role, method, path, buffered=True), url, answer) == []


@pytest.mark.parametrize("role", ["nobody", "alice", "erin"])
def test_pages_that_say_no_are_accessible(tab: Page, site: Site, role: str) -> None:
    refused = [
        ("GET", "/nulle-part"),
        ("GET", "/equipe"),
        ("GET", "/accueil"),
        ("GET", "/lien/perdu"),
        ("POST", "/etat"),
    ]
    answers = [(url, site.ask(role, method, url, buffered=True)) for method, url in refused]
    told = [
        fault
        for url, answer in answers
        if as_html(answer)
        for fault in faults(tab, lambda method, path: site.ask(role, method, path, buffered=True), url, answer)
    ]
    assert told == []


# The same pages when the season is full of long names, when there is nothing in it, and on day one.

TEAM_PAGES = (
    "/equipe",
    "/equipe/rencontres",
    "/equipe/rencontres/serie",
    "/equipe/courriers/nouveau",
    "/equipe/jeunes",
    "/equipe/jeunes/invitations",
    "/equipe/jeunes/cartes",
    "/equipe/projets",
    "/equipe/equipe",
    "/equipe/abonnement",
)
YOUNG_PAGES = ("/accueil", "/agenda", "/agenda/abonnement", "/appel-a-projets", "/moi")
LONG_FIRST = "Marie-Bénédicte-Charlotte Alexandrine"
LONG_LAST = "de La Rochefoucauld-Montmorency d’Entraigues"


def walk(tab: Page, app: Flask, person: User | YoungPerson, *urls: str) -> list[str]:
    someone = Browser(app)
    someone.enter(person)

    def ask(method: str, path: str) -> TestResponse:
        return someone.client.open(path, method=method, base_url=HERE, buffered=True)

    return [fault for url in urls for fault in faults(tab, ask, url)]


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(world.NOW):
        yield


def test_thirty_two_long_names_fit(tab: Page, app: Flask, today: None) -> None:
    with app.app_context():
        erin = world.person(f"{LONG_FIRST} {LONG_LAST}", email="m@mail.example")
        season = world.season(world.programme("Le Centre de culture scientifique du Haut-Pays", coordinator=erin))
        people = [
            world.ambassador(
                season,
                f"{LONG_FIRST} {number}",
                last_name=LONG_LAST,
                email=f"{'tres.longue.adresse' * 2}{number}@mail.example",
            )
            for number in range(32)
        ]
        place = world.venue(season.programme, "L’amphithéâtre Marie-Curie du bâtiment des sciences naturelles")
        dates = [
            world.meeting(season, f"{LONG_LAST} {number}", in_days=7 * number, where=place) for number in range(1, 11)
        ]
        for each in people[:30]:
            world.answer(dates[0], each, AnswerValue.YES)
        call = world.call(season)
        ideas = [world.idea(call, each.young_person, title=f"{LONG_FIRST} {LONG_LAST}"[:80]) for each in people]
        paths = (
            f"/equipe/rencontres/{dates[0].public_id}",
            f"/equipe/jeunes/{people[0].young_person.public_id}",
            f"/equipe/projets/{ideas[0].public_id}",
        )
        young = people[0].young_person
        own = (f"/rencontres/{dates[0].public_id}", f"/appel-a-projets/{ideas[0].public_id}")
        world.commit()
    assert walk(tab, app, erin, *TEAM_PAGES, *paths) == []
    assert walk(tab, app, young, *YOUNG_PAGES, *own) == []


def test_a_season_with_nothing_in_it_is_accessible(tab: Page, app: Flask, today: None) -> None:
    with app.app_context():
        erin = world.person("Erin Lambert")
        season = world.season(world.programme(coordinator=erin))
        young = world.ambassador(season).young_person
        world.commit()
    assert walk(tab, app, erin, *TEAM_PAGES) == []
    assert walk(tab, app, young, *YOUNG_PAGES) == []


def test_day_one_is_accessible(tab: Page, app: Flask, today: None) -> None:
    link = app.test_cli_runner().invoke(args=["first-link"]).stdout.split()[-1]
    visitor = app.test_client()

    def ask(method: str, path: str) -> TestResponse:
        return visitor.open(path, method=method, base_url=HERE, buffered=True)

    path = urlsplit(link).path
    assert faults(tab, ask, path) == []
    visitor.get(path)
    assert faults(tab, ask, path, visitor.post(path, buffered=True)) == []
    with app.app_context():
        erin = world.person("Erin Lambert")
        world.season(world.programme(coordinator=erin))
        world.commit()
    assert walk(tab, app, erin, *TEAM_PAGES, "/equipe/jeunes/importer", "/equipe/jeunes/nouveau") == []
