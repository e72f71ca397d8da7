"""The pages that hand out a feed's address, as people use them, without JavaScript."""

import re
import threading
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar
from sqlalchemy import func, select

from app import create_app
from core.db import db
from core.outbox import Mail
from core.settings import Settings
from schedule.feeds import actions
from schedule.feeds.rules import EMPTY_FOR, MOST_FEEDS
from schedule.models import Feed
from tests.people import Browser, words_of
from tests.world import NOW, Cast

LINK = "Le lien, pour tout autre agenda"
LAST_DAY = "Appel à projets\u00a0: dernier jour"
BEFORE = [LAST_DAY, "La fin de saison passée"]
KALEIDOS = [
    "On fait connaissance",
    "Construire un pont",
    "ANNULÉE – Le planétarium",
    LAST_DAY,
    "La nuit des étoiles",
    "Visite de l’atelier",
]


def value_of(browser: Browser, label: str) -> str:
    page = browser.page
    return next(str(each.get("value")) for each in page.controls() if label in page.labels(each))


def values_of(browser: Browser, label: str) -> list[str]:
    """Those of every link of the page, in their order."""
    page = browser.page
    return [str(each.get("value")) for each in page.controls() if label in page.labels(each)]


def add(browser: Browser, name: str, status: int = 200) -> None:
    """Make one more link."""
    browser.fill("Nom du lien", name, within="Créer ce lien")
    browser.press("Créer ce lien", status=status)


def titles(browser: Browser, address: str) -> list[str]:
    response = browser.app.test_client().get(address)
    assert response.status_code == 200
    return [str(each["summary"]) for each in Calendar.from_ical(response.data).events]


@pytest.fixture
def bob(browser: Browser, cast: Cast) -> Browser:
    browser.enter(cast.bob)
    browser.open("/agenda/abonnement")
    browser.press("Obtenir mon lien")
    return browser


def test_a_young_person_gets_a_link_and_the_calendar_has_their_dates(bob: Browser) -> None:
    address = value_of(bob, LINK)
    assert re.fullmatch(r"http://localhost/cal/[\w-]{43}\.ics", address)
    assert titles(bob, address) == KALEIDOS


def test_the_ways_are_these(bob: Browser) -> None:
    address = value_of(bob, LINK)
    links = bob.page.links
    assert links["iPhone ou Mac"] == "webcal" + address.removeprefix("http")
    google = next(href for name, href in links.items() if name.startswith("Google Agenda"))
    outlook = next(href for name, href in links.items() if name.startswith("Outlook"))
    assert (google, outlook) == (
        "https://calendar.google.com/calendar/r/settings/addbyurl",
        "https://outlook.live.com/calendar/0/addcalendar",
    )
    assert [href for href in links.values() if address.partition("/cal/")[2] in href and "webcal:" not in href] == []
    assert [svg.get("aria-label") for svg in bob.page.of_class("qr")] == ["Code QR de la page d’abonnement"]


def test_point_12_the_link_can_be_shown_again_from_anywhere(app: Flask, bob: Browser, cast: Cast) -> None:
    elsewhere = Browser(app)
    elsewhere.enter(cast.bob)
    elsewhere.open("/agenda/abonnement")
    assert value_of(elsewhere, LINK) == value_of(bob, LINK)


def test_pressed_twice_there_is_one_link(app: Flask, cast: Cast) -> None:
    first, second = Browser(app), Browser(app)
    for each in (first, second):
        each.enter(cast.bob)
        each.open("/agenda/abonnement")
    for each in (first, second):
        each.press("Obtenir mon lien")
    assert value_of(first, LINK) == value_of(second, LINK)
    assert len(second.page.of_class("qr")) == 1


def test_point_13_a_changed_link_empties_the_old_calendars(bob: Browser) -> None:
    old = value_of(bob, LINK)
    bob.press("Changer l’adresse")
    new = value_of(bob, LINK)
    assert new != old
    assert (titles(bob, old), titles(bob, new)) == ([], KALEIDOS)
    with time_machine.travel(NOW + 2 * EMPTY_FOR):
        assert bob.app.test_client().get(old).status_code == 410


def test_point_12_a_parent_has_a_link_of_their_own_that_can_be_removed(bob: Browser) -> None:
    add(bob, "Maman")
    own, theirs = values_of(bob, LINK)
    assert theirs != own
    assert titles(bob, theirs) == KALEIDOS
    assert b"Maman" not in bob.app.test_client().get(theirs).data
    bob.press("Retirer ce lien", within="Maman")
    assert "Mon agenda" in bob.page.words
    assert [each for each in bob.page.all("summary") if "Maman" in words_of(each)] == []
    assert (titles(bob, theirs), titles(bob, value_of(bob, LINK))) == ([], KALEIDOS)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_link_without_a_good_name_is_not_made(bob: Browser, name: str) -> None:
    add(bob, name, status=422)
    assert len(bob.page.of_class("qr")) == 1


def test_there_are_never_too_many_links(bob: Browser) -> None:
    for number in range(MOST_FEEDS - 1):
        add(bob, f"Tablette {number}")
    add(bob, "Un de trop", status=409)


def test_a_link_asked_for_twice_is_one(app: Flask, bob: Browser) -> None:
    before = bob.page
    for _ in range(2):
        bob.page = before
        add(bob, "Tablette")
    with app.app_context():
        assert [feed.name for feed in db.session.scalars(select(Feed).order_by(Feed.id))] == ["Mon agenda", "Tablette"]


def test_all_the_dates_once_is_a_file(bob: Browser) -> None:
    page = bob.follow("Ajouter les dates une fois (.ics)")
    assert page.answer is not None
    assert page.answer.headers["Content-Disposition"] == 'attachment; filename="rencontres.ics"'
    assert [str(each["summary"]) for each in Calendar.from_ical(page.text).events] == KALEIDOS


def test_point_09_whoever_holds_the_address_sees_the_ways_and_nobodys_name(
    app: Flask, bob: Browser, cast: Cast
) -> None:
    address = value_of(bob, LINK)
    anyone = Browser(app)
    page = anyone.open(address.removesuffix(".ics"))
    assert (page.h1, value_of(anyone, LINK)) == ("S’abonner aux dates", address)
    assert (cast.bob.first_name in page.words, cast.bob.last_name in page.words) == (False, False)
    assert page.answer is not None
    wanted = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
    assert {name: page.answer.headers[name] for name in wanted} == wanted
    anyone.open("/cal/unknown", status=404)
    bob.press("Changer l’adresse")
    anyone.open(address.removesuffix(".ics"), status=410)


def test_point_17_the_team_has_its_own_link_and_the_groups(app: Flask, browser: Browser, cast: Cast) -> None:
    browser.enter(cast.frank)
    browser.open("/equipe/abonnement")
    browser.press("Obtenir mon lien")
    assert titles(browser, value_of(browser, LINK)) == [*BEFORE, *KALEIDOS]
    browser.press("Créer le lien du groupe")
    page = value_of(browser, "La même page en lien, pour un e-mail ou un message")
    assert titles(browser, page + ".ics") == [*BEFORE, *KALEIDOS]
    assert browser.follow("Affiche à imprimer").h1 == "Les dates dans l’agenda"

    colleague = Browser(app)
    colleague.enter(cast.erin)
    colleague.open("/equipe/abonnement")
    assert value_of(colleague, "La même page en lien, pour un e-mail ou un message") == page
    colleague.press("Changer le lien du groupe")
    assert titles(browser, page + ".ics") == []


def test_a_link_made_under_another_secret_is_changed_not_shown_wrong(
    bob: Browser, cast: Cast, settings: Settings
) -> None:
    old = value_of(bob, LINK)
    restarted = Browser(create_app(replace(settings, secret=b"another secret, after the first one was lost....")))
    restarted.enter(cast.bob)
    page = restarted.open("/agenda/abonnement")
    assert ("Ce lien ne peut plus être affiché" in page.words, LINK in page.words) == (True, False)
    assert titles(restarted, old) == KALEIDOS
    restarted.press("Changer l’adresse")
    assert (titles(restarted, old), titles(restarted, value_of(restarted, LINK))) == ([], KALEIDOS)


def test_the_way_to_the_page_is_mailed_without_the_secret(app: Flask, bob: Browser) -> None:
    secret = value_of(bob, LINK).partition("/cal/")[2].removesuffix(".ics")
    for _ in range(3):
        bob.press("M’envoyer le lien pour un ordinateur")
    with app.app_context():
        mails = db.session.scalars(select(Mail).where(Mail.kind == "calendar link")).all()
    assert [(mail.to_email, mail.subject) for mail in mails] == [("bob@mail.example", "Les dates dans ton agenda")] * 3
    assert mails[0].text.splitlines()[2] == "http://localhost/agenda/abonnement"
    assert [mail for mail in mails if secret in mail.text + mail.html] == []
    bob.press("M’envoyer le lien pour un ordinateur", status=409)


def test_in_english(browser: Browser, cast: Cast) -> None:
    browser.enter(cast.bob)
    browser.open("/agenda/abonnement?lang=en")
    browser.press("Get my link")
    assert browser.page.h1 == "The dates in your calendar"
    assert "iPhone or Mac" in browser.page.links


@pytest.mark.parametrize("form", ["/agenda/abonnement", "renouvellement"])
def test_pressed_eight_times_at_once_there_is_one_link(app: Flask, cast: Cast, form: str) -> None:
    typed = {"name": "Mon agenda"}
    if form == "renouvellement":
        with app.app_context():
            feed = actions.make_for_young_person(
                db.session.merge(cast.bob), name="Mon agenda", language="fr", key=b"k", now=NOW
            )
            db.session.commit()
            form = f"/abonnement/{feed.public_id}/renouvellement"
    devices = []
    for _ in range(8):
        device = Browser(app)
        device.enter(cast.bob)
        token = next(e for e in device.open("/agenda/abonnement").all("input") if e.get("name") == "csrf_token")
        devices.append((device, token.get("value")))
    start = threading.Barrier(len(devices))

    def press(device: Browser, token: str | None) -> None:
        start.wait()
        device.client.post(form, data={"csrf_token": token, **typed}, headers={"Origin": "http://localhost"})

    threads = [threading.Thread(target=press, args=each) for each in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        alive = select(func.count(Feed.id)).where(Feed.young_person_id == cast.bob.id, Feed.revoked_at.is_(None))
        assert db.session.scalar(alive) == 1


def test_point_14_the_page_says_that_calendars_lag_and_that_we_write_too(bob: Browser) -> None:
    said = bob.page.words
    assert "Google met parfois une journée à se mettre à jour ; un iPhone attend souvent d’être branché." in said
    assert "C’est pourquoi on t’écrit aussi quand une date change." in said
