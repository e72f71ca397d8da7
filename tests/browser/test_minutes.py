"""Two of the team write the same notes on two phones: nobody's words are lost, and they are told what to do."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from core.db import db
from meetings.models import Meeting
from tests import world
from tests.browser.test_meetings import enter

LEA, KARIM = "Léa : le pont tient.", "Karim : dix minutes de notes."


@pytest.fixture
def meeting(app: Flask) -> Meeting:
    """A meeting that both prepare, in a season that runs."""
    with app.app_context():
        season = world.season(world.programme())
        made = world.meeting(season, in_days=-1)
        for name in ("Léa Petit", "Karim Benali"):
            world.mediator(season.programme, name)
        world.commit()
        return made


@pytest.fixture
def phone(app: Flask, browser: Browser, live_server: str, meeting: Meeting) -> Callable[[str], Page]:
    """The notes, open on somebody's own phone."""

    def of(name: str) -> Page:
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
        with app.app_context():
            person = db.session.query(User).filter_by(name=name).one()
        page = context.new_page()
        enter(app, page, live_server, person)
        page.goto(f"{live_server}/equipe/rencontres/{meeting.public_id}?ecrire=notes")
        return page

    return of


def kept_by(page: Page) -> list[str]:
    return [str(key) for key in page.evaluate("Object.keys(localStorage)")]


def both_write(phone: Callable[[str], Page]) -> tuple[Page, Page]:
    """Léa's words are saved; Karim, whose page is older, is told so."""
    lea, karim = phone("Léa Petit"), phone("Karim Benali")
    lea.locator("#write-notes").fill(LEA)
    lea.get_by_text("Enregistré à").wait_for()
    karim.locator("#write-notes").fill(KARIM)
    told = karim.locator("#minutes-notes-status")
    expect(told).to_contain_text("« Enregistrer » montre les deux".replace("« ", "«\u00a0").replace(" »", "\u00a0»"))
    expect(told).to_have_attribute("data-state", "conflict")
    assert karim.locator("#minutes-notes-status [data-when]:visible").get_attribute("data-when") == "conflict"
    return lea, karim


def test_a_text_that_met_another_stays_on_the_phone_and_is_offered(
    phone: Callable[[str], Page], meeting: Meeting, accessible: Callable[[Page], None]
) -> None:
    lea, karim = both_write(phone)
    address = karim.url
    karim.locator("#write-notes").press_sequentially(" Et une.")  # what is typed after that stays too
    karim.get_by_role("link", name="Rencontres").first.click()  # he leaves without having pressed anything
    karim.goto(address.split("?")[0])
    karim.get_by_role("link", name="Le relire").click()
    for _again in range(2):  # reloading chooses nothing
        expect(karim.locator("#minutes-notes-kept")).to_be_visible()
        assert karim.locator("#write-notes").input_value() == LEA
        assert karim.locator("#minutes-notes-kept dd").inner_text() == f"{KARIM} Et une."
        karim.reload()
    accessible(karim)
    karim.get_by_role("button", name="Reprendre mon texte").click()
    karim.get_by_text("Enregistré à").wait_for()
    karim.goto(address)
    assert (karim.locator("#write-notes").input_value(), kept_by(karim)) == (f"{KARIM} Et une.", [])
    karim.get_by_role("link", name="Anciens textes").click()
    expect(karim.get_by_text(LEA)).to_be_visible()  # hers is not lost either
    for page in (lea, karim):
        page.context.close()


def test_what_a_colleague_saved_is_there_once_a_decision_was_added(phone: Callable[[str], Page]) -> None:
    """Where nothing was typed; the next word is then no conflict."""
    lea, karim = phone("Léa Petit"), phone("Karim Benali")
    lea.locator("#write-notes").fill(LEA)
    lea.get_by_text("Enregistré à").wait_for()
    karim.get_by_text("Ajouter une décision").click()
    decided = karim.locator("#decided")
    decided.locator("[name$=words]").fill("On garde deux idées.")
    decided.get_by_role("button", name="Ajouter la décision").click()
    expect(karim.locator("#write-notes")).to_have_value(LEA)
    expect(karim.locator("#minutes-notes-status")).to_contain_text("Léa Petit")
    karim.locator("#write-notes").fill(f"{LEA}\n{KARIM}")
    karim.get_by_text("Enregistré à").wait_for()
    for page in (lea, karim):
        page.context.close()


def test_what_a_button_saved_of_two_texts_is_not_kept(phone: Callable[[str], Page]) -> None:
    lea, karim = both_write(phone)
    karim.get_by_role("button", name="Enregistrer").click()
    assert karim.locator("h1").inner_text() == "Deux textes : Notes".replace(" :", "\u00a0:")
    assert len(kept_by(karim)) == 1  # until he has chosen
    karim.get_by_role("button", name="Garder les deux").click()
    karim.locator("#toasts .toast button").wait_for()
    assert (kept_by(karim), karim.get_by_text("resté sur cet appareil").filter(visible=True).count()) == ([], 0)
    for page in (lea, karim):
        page.context.close()


def test_signing_out_leaves_no_text_behind(phone: Callable[[str], Page], live_server: str) -> None:
    """Not even one that another tab still shows: leaving that tab keeps it no more."""
    lea, karim = both_write(phone)
    other = karim.context.new_page()
    other.goto(f"{live_server}/appareils")
    assert len(kept_by(other)) == 1
    other.get_by_role("button", name="Se déconnecter").first.click()
    expect(other).to_have_url(f"{live_server}/connexion")
    assert kept_by(other) == []
    karim.goto(f"{live_server}/connexion")
    assert kept_by(karim) == []
    for page in (lea, karim):
        page.context.close()
