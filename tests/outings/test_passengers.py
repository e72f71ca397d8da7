"""The list on paper: who, whom to call, whose paper is missing; and that opening it is noted."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from accounts.models import AccessLog
from ambassadors.models import YoungPerson
from core.db import db
from outings.models import Outing
from outings.passengers.sheet import Passenger, Sheet, pdf_of
from outings.passengers.views import line_of
from tests.people import Browser
from tests.world import Cast

LONG = "Maximilien-Alexandre de Beauharnais-Montmorency de la Tour"


def sheet(count: int, name: str = "Nguyễn Thị Łukasik") -> Sheet:
    return Sheet(
        title="La nuit <b>des</b> étoiles & plus",
        facts=["Samedi 19 juin", "Rendez-vous : Devant la gare"],
        columns=["Nom", "À appeler", "Autorisation", "Aller", "Retour"],
        passengers=[Passenger(f"{name} {number}", "06 39 98 12 34", "MANQUANTE", True) for number in range(count)],
        page=lambda number, last: f"Page {number} sur {last}",
    )


def read(content: bytes) -> list[str]:
    """The words of each page, as a reader of PDF finds them."""
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize(("count", "on"), [(0, 1), (30, 1), (40, 2), (90, 3)])
def test_thirty_people_are_one_page(count: int, on: int) -> None:
    assert len(read(pdf_of(sheet(count, LONG if count == 30 else "Léa")))) == on


def test_the_same_sheet_is_the_same_file() -> None:
    assert pdf_of(sheet(3)) == pdf_of(sheet(3))
    assert pdf_of(sheet(3)) != pdf_of(sheet(4))


def test_every_letter_can_be_read_and_pages_are_numbered() -> None:
    first, second = read(pdf_of(sheet(40)))
    assert "Nguyễn Thị Łukasik 39" in " ".join(second.split())
    assert ("Page 1 sur 2" in first, "Page 2 sur 2" in second) == (True, True)
    assert "La nuit <b>des</b> étoiles & plus" in first


def test_whose_family_is_called_and_whose_paper_is_missing(app: Flask, cast: Cast) -> None:
    with app.test_request_context():
        outing = db.session.get_one(Outing, cast.outing.id)
        alice, dora, quentin = (
            db.session.get_one(YoungPerson, each.id) for each in (cast.alice, cast.dora, cast.quentin)
        )
        number = alice.guardians[0].phone
        family = line_of(alice, outing, is_received=True)
        assert family.call.startswith("Grace Martin 06")
        assert (family.permission, family.is_flagged) == ("reçue", False)
        assert line_of(alice, outing, is_received=False).is_flagged
        adult = line_of(dora, outing, is_received=False)
        assert (adult.permission, adult.is_flagged) == ("18\u00a0ans et plus", False)
        assert "Łukasik" in adult.name
        quentin.guardians[0].phone = quentin.phone = ""
        assert line_of(quentin, outing, is_received=False).call == "pas de numéro"
        assert number
        db.session.rollback()


def test_opening_it_is_noted_once_for_each_family(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(f"/equipe/sortie/{cast.outing.public_id}")
    page = browser.press("Imprimer la liste")
    assert page.answer is not None
    assert page.answer.mimetype == "application/pdf"
    assert page.answer.data.startswith(b"%PDF-")
    with app.app_context():
        noted = db.session.execute(select(AccessLog.act, AccessLog.by_id, AccessLog.person)).all()
        assert sorted(tuple(row) for row in noted) == sorted(
            ("guardian phones", cast.frank.id, each.public_id) for each in (cast.alice, cast.bob)
        )
