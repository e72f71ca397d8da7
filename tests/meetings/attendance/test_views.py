"""The season's attendance as its team reads it and takes it away, and as each reads their own."""

import csv
import io
import zipfile

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from accounts.models import AccessLog
from core.db import db
from meetings.rollcall.rules import Presence
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast

BAD = ("=1+1", "+33600000000", "-2+3", "@SUM(A1)", "\t=1", 'Éloïse;"x"')


def call_the_roll(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for meeting, value in ((cast.past_meeting, Presence.ABSENT), (cast.last_years_meeting, Presence.PRESENT)):
            world.attendance(db.session.merge(meeting), db.session.merge(cast.alice_now), value)
        world.attendance(db.session.merge(cast.past_meeting), db.session.merge(cast.bob_now), Presence.PRESENT)
        second = world.meeting(db.session.merge(cast.season), "La suivante", in_days=-2)
        world.attendance(second, db.session.merge(cast.alice_now), Presence.ABSENT)
        world.commit()


def test_before_the_first_call_there_is_nothing_to_count(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    page = browser.open("/equipe/bilan")
    assert ("Rien à compter encore" in page.words, "Télécharger pour Excel" in page.buttons) == (True, False)


def test_the_team_reads_counts_with_what_they_are_of(cast: Cast, app: Flask, browser: Browser) -> None:
    call_the_roll(app, cast)
    browser.enter(cast.frank)
    browser.open("/equipe")
    assert "1 jeune absent sans excuse aux deux dernières rencontres" in browser.page.words
    page = browser.open("/equipe/bilan")
    rows = {words.split(" ")[0]: words for words in (" ".join(row.itertext()) for row in page.all("tr"))}
    found = {name: " ".join(row.split()) for name, row in rows.items()}
    assert "0 sur 2 0 % 0 min" in found["Alice"]
    assert "Absences sans excuse aux deux dernières" in found["Alice"]
    assert "1 sur 1 100 % 2 h 30" in found["Bob"]
    assert "0 sur 0 – 0 min" in found["Dora"]
    assert (
        "Absences sans excuse aux deux dernières rencontres : appeler ?"
        in browser.open(f"/equipe/jeunes/{cast.alice.public_id}").words
    )


def test_the_page_of_a_meeting_counts_everybody_as_the_list_does(cast: Cast, app: Flask, browser: Browser) -> None:
    call_the_roll(app, cast)
    with app.app_context():
        world.attendance(db.session.merge(cast.past_meeting), guest="Awa Sy", by=db.session.merge(cast.erin))
        db.session.commit()
    browser.enter(cast.frank)
    words = browser.open(f"/equipe/rencontres/{cast.past_meeting.public_id}").words
    assert "1présent0en retard0excusé1absent5pas notés" in words
    assert "Pas notésTFTess FaureTFTom FaureDŁDora ŁukasikQRQuentin RocheKRKim Rousseau" in words
    assert "Hors listeASAwa Sy Qui a noté qui" in words
    assert "Awa SyPrésent : Erin Lambert, mercredi 7 octobre à 12 h" in words
    listed = browser.open(f"/equipe/rencontres/{cast.past_meeting.public_id}/presences").words
    assert "2 notés, 5 pas notés, 1 hors liste" in listed
    with app.app_context():
        db.session.get_one(Season, cast.season.id).archived_at = NOW
        db.session.commit()
    assert "Qui a noté qui" not in browser.open(f"/equipe/rencontres/{cast.past_meeting.public_id}").words


def test_each_reads_their_own_on_the_page_of_their_dates(cast: Cast, app: Flask, browser: Browser) -> None:
    call_the_roll(app, cast)
    browser.enter(cast.bob)
    page = browser.open("/agenda")
    assert ("1 sur 1 rencontres où l’appel a été fait, 2 h 30 en tout" in page.words, "Tu étais là" in page.words) == (True, True)  # fmt: skip
    assert "Tu étais là" in browser.open(f"/rencontres/{cast.past_meeting.public_id}").words
    alice = Browser(app)
    alice.enter(cast.alice)
    assert "0 sur 2" in alice.open("/agenda").words


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_name_becomes_a_formula(cast: Cast, app: Flask, kind: str) -> None:
    call_the_roll(app, cast)
    with app.app_context():
        season = db.session.merge(cast.season)
        for n, name in enumerate(BAD):
            world.ambassador(season, name, last_name=f"{name}{n}")
        db.session.merge(cast.past_meeting).title = "=HYPERLINK(1)"
        world.commit()
    browser = Browser(app)
    browser.enter(cast.erin)
    page = browser.open("/equipe/bilan")
    token = next(each.get("value") for each in page.all("input") if each.get("name") == "csrf_token")
    answer = browser.client.post(
        f"/equipe/bilan/{kind}", data={"csrf_token": token}, headers={"Origin": "http://localhost"}
    )
    assert (answer.status_code, f"presences-2026-2027.{kind}" in answer.headers["Content-Disposition"]) == (200, True)
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
        assert [row[-4:] for row in rows if row[1] == "Bob"] == [["1", "1", "100", "2,5"]]
    else:
        sheet = load_workbook(io.BytesIO(answer.data)).active
        assert sheet is not None
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell for cell in cells if cell.data_type == "f"] == []
        assert {"=1+1", "@SUM(A1)"} <= {cell.value for cell in cells}
        assert [[cell.value for cell in row][-4:] for row in sheet.iter_rows() if row[1].value == "Bob"] == [[1, 1, 100, 2.5]]  # fmt: skip
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    with app.app_context():
        assert db.session.scalars(select(AccessLog.act).where(AccessLog.act == "attendance list")).all() == [
            "attendance list"
        ]


def test_more_people_than_a_page_holds(cast: Cast, app: Flask, browser: Browser) -> None:
    call_the_roll(app, cast)
    with app.app_context():
        season = db.session.merge(cast.season)
        for n in range(60):
            world.ambassador(season, f"Jeune {n}")
        world.commit()
    browser.enter(cast.erin)
    browser.open("/equipe/bilan")
    assert "Page 2 sur 2" in browser.follow("Page suivante").words
