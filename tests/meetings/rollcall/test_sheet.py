"""The sign-in sheet on paper: twenty-five names a page, to sign before, with times after."""

import io
from datetime import date, timedelta

import time_machine
from flask import Flask
from pypdf import PdfReader

from ambassadors.models import Ambassador, WayHome
from core.db import db
from meetings.rollcall.actions import end
from meetings.rollcall.models import Attendance
from meetings.rollcall.rules import Presence
from meetings.rollcall.signing.sheet import Sheet, Signing, pdf_of
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


def pages(content: bytes) -> list[list[str]]:
    """The lines of each page, with plain spaces."""
    return [page.extract_text().replace("\xa0", " ").splitlines() for page in PdfReader(io.BytesIO(content)).pages]


def printed(browser: Browser, cast: Cast) -> list[list[str]]:
    answer = browser.client.get(f"/equipe/rencontres/{cast.next_meeting.public_id}/presences/emargement")
    assert answer.mimetype == "application/pdf"
    return pages(answer.data)


def test_twenty_five_names_a_page_even_long_ones() -> None:
    names = [Signing(f"Anne-Élisabeth Rakotoarimanana de La Rochefoucauld {number}") for number in range(51)]
    words = ("Prénom et nom", "Arrivée", "Signature", "Départ", "À savoir")
    sheet = Sheet("Feuille", ["Une rencontre"], words, names, "", lambda number, last: f"Page {number} sur {last}")
    found = pages(pdf_of(sheet))
    assert [sum("Rochefoucauld" in line for line in page) for page in found] == [25, 25, 1]
    assert all(f"Page {number} sur 3" in page for number, page in enumerate(found, 1))
    assert pdf_of(sheet) == pdf_of(sheet)


def test_before_it_is_signed_by_whom_one_waits_for(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        db.session.get_one(type(cast.tom), cast.tom.id).way_home = WayHome.NOT_ALONE
        season = db.session.get_one(Season, cast.season.id)
        world.ambassador(season, "Thị Phương Anh", last_name="Nguyễn").joined_on = date(2026, 9, 1)
        db.session.commit()
    browser.enter(cast.erin)
    (page,) = printed(browser, cast)
    text = " ".join(page)
    assert "Mercredi 14 octobre 2026, 14 h – 16 h 30, Le labo, 2e étage" in text
    for words in ("Alice Martin", "Thị Phương Anh Nguyễn", "Tom Faure", "Avec un adulte", "Signature"):
        assert words in text
    assert text.index("Dora Łukasik") < text.index("Alice Martin") < text.index("Kim Rousseau")  # by surname
    assert text.index("Kim Rousseau") < text.index("Bob Nguyễn A dit non")  # who may come all the same
    assert [line.strip() for line in page if line.strip().isdigit()][-1] == "16"  # eight lines for who is not on it
    assert "06" not in text  # nobody's number


def test_after_it_says_who_was_there_and_only_the_times_that_were_noted(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    begins = cast.next_meeting.starts_at
    with app.app_context():
        meeting = db.session.merge(cast.next_meeting)
        world.attendance(meeting, db.session.merge(cast.alice_now), by=db.session.merge(cast.erin))
        db.session.get_one(type(cast.tom), cast.tom.id).way_home = WayHome.NOT_ALONE
        world.attendance(meeting, db.session.query(Ambassador).filter_by(young_person_id=cast.tom.id).one())
        late: Attendance = world.attendance(meeting, db.session.merge(cast.dora_now), Presence.LATE)
        late.arrived_at, late.left_at = begins + timedelta(minutes=12), begins + timedelta(minutes=95)
        late.left_with = "Jan Łukasik"
        world.attendance(meeting, db.session.merge(cast.bob_now), Presence.EXCUSED)
        world.attendance(meeting, guest="Awa Sy")
        db.session.commit()
    with time_machine.travel(cast.next_meeting.ends_at):
        browser.enter(cast.erin)
        (page,) = printed(browser, cast)
    text = " ".join(page)
    assert "Alice Martin Présent" in text
    assert "Tom Faure Présent Avec un adulte" in text
    assert "Appel fait par Erin Lambert, 3 là, 4 notés, 3 pas notés, 1 hors liste" in text
    assert "Seules les heures notées sont imprimées." in text
    assert "Dora Łukasik 14 h 12 En retard 15 h 35 avec Jan Łukasik" in text
    assert "Bob Nguyễn Excusé" in text
    assert "Awa Sy Présent N’était pas sur la liste" in text
    assert "Kim Rousseau Pas noté" in text


def test_it_is_filled_as_soon_as_the_call_is_finished_and_says_so_before(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    with app.app_context():
        meeting, frank = db.session.merge(cast.next_meeting), db.session.merge(cast.frank)
        world.attendance(meeting, db.session.merge(cast.alice_now), by=db.session.merge(cast.erin))
        db.session.commit()
    browser.enter(cast.erin)
    text = " ".join(printed(browser, cast)[0])
    assert "À signer : ce que dit l’appel s’imprime une fois l’appel terminé." in text
    assert "Signature" in text
    with app.app_context():
        end(db.session.merge(cast.next_meeting), by=db.session.merge(frank), now=NOW)
        db.session.commit()
    text = " ".join(printed(browser, cast)[0])
    assert "Alice Martin Présent" in text
    assert "Appel fait par Erin Lambert, Frank" in text
