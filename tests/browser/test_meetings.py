"""The whole season in seven clicks, and the team's pages of the dates as assistive technology reads them."""

from collections.abc import Callable
from datetime import date
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from accounts.models import User
from core import clock
from core.db import db
from meetings.models import Meeting, MeetingStep, PhoneCall
from meetings.rules import Status
from seasons.actions import open_season
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import Cast

SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
LONG = "Une visite du laboratoire de robotique et du grand planétarium"
PAGES = {
    "list": "/equipe/rencontres",
    "one": "/equipe/rencontres/{meeting}",
    "edit": "/equipe/rencontres/{meeting}/modification",
    "cancel": "/equipe/rencontres/{meeting}/annulation",
    "calls": "/equipe/rencontres/{moved}/a-appeler",
    "new": "/equipe/rencontres/nouvelle",
    "plan": "/equipe/rencontres/serie",
    "places": "/equipe/lieux",
}


def enter(app: Flask, page: Page, address: str, person: User) -> None:
    browser = Browser(app)
    browser.enter(person)
    cookie = browser.client.get_cookie("cohorte", "localhost")
    assert cookie is not None
    page.context.add_cookies([{"name": "cohorte", "value": cookie.value, "url": address}])


@pytest.fixture
def everyone(app: Flask) -> Cast:
    with app.app_context():
        cast = world.cast(now=clock.now())
        season = db.session.get_one(Season, cast.season.id)
        world.meeting(season, LONG, in_days=30, now=clock.now())
        moved = db.session.get_one(Meeting, cast.later_meeting.id)
        world.add(MeetingStep(meeting_id=moved.id, act="move", at=clock.now(), was="mercredi 4 novembre, 14 h"))
        for young in (cast.quentin, cast.alice):
            world.add(
                PhoneCall(meeting_id=moved.id, young_person_id=young.id, reason="no e-mail", created_at=clock.now())
            )
        world.commit()
    return cast


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
    click("button", "Publier les 10 dates")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rencontres")
    with app.app_context():
        query = select(Meeting.held_on).where(Meeting.status == Status.PUBLISHED).order_by(Meeting.held_on)
        days = [f"{day:%d/%m}" for day in db.session.scalars(query)]
    assert days == ["09/09", "14/10", "18/11", "09/12", "13/01", "10/02", "10/03", "07/04", "12/05", "09/06"]
    assert clicks == 5


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_accessible_and_fit(
    *,
    app: Flask,
    page: Page,
    live_server: str,
    everyone: Cast,
    accessible: Callable[[Page], None],
    name: str,
    screen: tuple[int, Literal["light", "dark"]],
) -> None:
    width, scheme = screen
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    enter(app, page, live_server, everyone.erin)
    ids = {"meeting": everyone.next_meeting.public_id, "moved": everyone.later_meeting.public_id}
    page.goto(live_server + PAGES[name].format(**ids))
    for folded in page.locator("main details").all():
        folded.evaluate("each => { each.open = true }")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
