"""The whole season in seven clicks."""

from datetime import date
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from accounts.models import User
from core import clock
from core.db import db
from meetings.models import Meeting
from meetings.rules import Status
from seasons.actions import open_season
from tests import world
from tests.people import Browser


def enter(app: Flask, page: Page, address: str, person: User) -> None:
    browser = Browser(app)
    browser.enter(person)
    cookie = browser.client.get_cookie("cohorte", "localhost")
    assert cookie is not None
    page.context.add_cookies([{"name": "cohorte", "value": cookie.value, "url": address}])


def test_ten_dates_in_at_most_seven_clicks(app: Flask, page: Page, live_server: str) -> None:
    with app.app_context():
        eve = world.person("Eve Garnier")
        programme = world.programme("Le Phare", coordinator=eve)
        open_season(programme, starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30), now=clock.now())
        world.commit()
    enter(app, page, live_server, eve)
    clicks = 1  # “Rencontres”, from the team's home

    def click(role: Literal["link", "button"], name: str) -> None:
        nonlocal clicks
        page.get_by_role(role, name=name, exact=True).first.click()
        clicks += 1

    page.goto(f"{live_server}/equipe/rencontres")
    click("link", "Planifier toute la saison")
    for reason in ("Mercredi 11 novembre : jour férié, Armistice 1918", "Mercredi 14 avril : vacances de printemps"):
        expect(page.get_by_text(reason.replace(" :", "\u00a0:")).first).to_be_visible()
    for chip in ("18 novembre", "7 avril"):
        page.locator(".chip", has_text=chip).first.click()
        clicks += 1
    expect(page.locator(".publish b")).to_have_text("10 dates, dont 1 déjà passée")
    expect(page.locator("ol.season-row .tile-d")).to_have_text(["9", "14", "18", "9", "13", "10", "10", "7", "12", "9"])
    expect(page.get_by_text("tombent mal")).to_have_count(0)
    assert page.evaluate("document.activeElement.value") == "2027-04-07"
    page.locator("#new_venue").fill("La salle des machines")
    page.locator("#new_venue").blur()
    expect(page.locator("#rule .meta")).to_contain_text("La salle des machines")
    page.set_viewport_size({"width": 360, "height": 640})  # what will be sent is read before the press, on a phone too
    expect(page.locator(".publish .meta")).to_be_visible()
    click("button", "Publier les 10 dates")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rencontres")
    with app.app_context():
        query = select(Meeting.held_on).where(Meeting.status == Status.PUBLISHED).order_by(Meeting.held_on)
        days = [f"{day:%d/%m}" for day in db.session.scalars(query)]
    assert days == ["09/09", "14/10", "18/11", "09/12", "13/01", "10/02", "10/03", "07/04", "12/05", "09/06"]
    assert clicks == 5


def test_what_was_chosen_before_the_scripts_came_counts(app: Flask, page: Page, live_server: str) -> None:
    with app.app_context():
        eve = world.person("Eve Garnier")
        programme = world.programme("Le Phare", coordinator=eve)
        season = open_season(programme, starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30), now=clock.now())
        world.commit()
        plan = f"{live_server}/equipe/rencontres/serie?saison={season.public_id}"
    enter(app, page, live_server, eve)
    late: list[Route] = []
    page.route("**/js/refresh.js*", lambda route: late.append(route))  # noqa: PLW0108 - playwright marks what it is given
    page.goto(plan, wait_until="commit")
    page.locator(".chip", has_text="18 novembre").first.click()
    expect(page.locator(".publish b")).to_contain_text("2 à choisir")
    assert late, "the script was waited for"
    late[0].continue_()
    expect(page.locator(".publish b")).to_contain_text("1 à choisir")
    page.unroute("**/js/refresh.js*")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.goto(plan, wait_until="networkidle")
    assert "POST" not in asked, "nothing was chosen, nothing is asked"


@pytest.mark.parametrize(("count", "fits"), [(12, True), (14, True), (16, False)])
def test_dates_share_the_line_or_half_of_one_says_that_there_are_more(
    app: Flask, page: Page, live_server: str, count: int, fits: bool
) -> None:
    strip_of(app, page, live_server, count, closed=False)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert shown_of_the_cut_one(page) == (None if fits else pytest.approx(0.5, abs=0.05))


@pytest.mark.parametrize(
    ("width", "fits"), [(320, True), (360, True), (414, True), (600, True), (768, False), (1000, False)]
)
def test_a_phone_shows_all_dates_of_a_closed_season_and_a_tablet_that_they_go_on(
    app: Flask, page: Page, live_server: str, width: int, fits: bool
) -> None:
    strip_of(app, page, live_server, 12, closed=True)
    page.set_viewport_size({"width": width, "height": 800})
    assert shown_of_the_cut_one(page) == (None if fits else pytest.approx(0.5, abs=0.05))


def strip_of(app: Flask, page: Page, live_server: str, count: int, *, closed: bool) -> None:
    """The home of a team whose season has that many dates."""
    with app.app_context():
        eve = world.person("Eve Garnier")
        season = world.season(world.programme("Le Phare", coordinator=eve))
        world.ambassador(season, "Lina Petit")
        for number in range(count):
            world.meeting(season, "Des ambassadeurs", in_days=number + 1)
        season.archived_at = clock.now() if closed else None
        path = f"/equipe?saison={season.public_id}"
        world.commit()
    enter(app, page, live_server, eve)
    page.goto(f"{live_server}{path}")


def shown_of_the_cut_one(page: Page) -> float | None:
    """How much is seen of the date that the edge of the strip cuts."""
    shares: list[float] = page.locator("ol.season").evaluate(
        """strip => [...strip.children].map(each => {
          const box = each.getBoundingClientRect();
          return (strip.getBoundingClientRect().right - box.left) / box.width;
        }).filter(share => share > 0 && share < 0.99)"""
    )
    return shares[0] if shares else None
