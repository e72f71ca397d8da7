"""Bringing a list: its file, its preview, its columns, the yes."""

import io
from datetime import timedelta
from time import process_time

import pytest
import time_machine
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from accounts.models import User
from ambassadors.imports import actions
from ambassadors.imports.models import ImportDraft
from ambassadors.models import Ambassador, WayHome, YoungPerson
from core import phones
from core.db import db
from core.outbox import Mail
from tests.ambassadors.imports.lists import LIST, NAMES, TWO_SHEETS, long_list
from tests.ambassadors.sheets.lists import as_csv
from tests.people import Browser, Page, words_of
from tests.world import NOW, Cast

CHOOSE = "/equipe/jeunes/importer"


def bring(browser: Browser, content: bytes = LIST, name: str = "liste.csv", status: int = 200) -> Page:
    browser.open(CHOOSE)
    browser.attach("Tableau", name, content)
    return browser.press("Lire le fichier", status=status)


def errors(page: Page) -> list[str]:
    return [words_of(error) for error in page.of_class("error")]


def in_season(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return db.session.query(Ambassador).where(Ambassador.season_id == cast.season.id).count()


def test_the_preview_says_how_many_go_home_without_an_adult(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    ways = ["seul", "oui", "Je refuse qu'elle rentre seule", "non"]
    rows = [["Petit", f"Lou {'abcd'[n]}", "03/07/2010", way] for n, way in enumerate(ways)]
    page = bring(browser, as_csv([[*NAMES, "Rentre seul"], *rows]))
    assert "2 jeunes rentrent sans adulte. 1 réponse n’est pas claire : elle est gardée telle quelle" in page.words
    unasked = bring(browser, as_csv([NAMES, *(row[:3] for row in rows)])).words
    assert [said for said in ("Personne ne rentre", "rentrent sans adulte") if said in unasked] == []


def test_the_preview_says_whose_a_contact_was_taken_for(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    row = ["Petit", "Lou", "03/07/2010"]
    page = bring(browser, as_csv([[*NAMES, "Tuteur", "Tél.", "Mail"], [*row, "Anne", "0639980001", "a@a.example"]]))
    assert "Lus comme ceux d’un parent : E (Tél.), F (Mail)." in page.words
    page = bring(browser, as_csv([[*NAMES, "Tél. parent", "Mail"], [*row, "0639980001", "a@a.example"]]))
    assert "Lus comme ceux du jeune : E (Mail)." in page.words
    assert "Certains titres ne disent pas" not in bring(browser).words


def test_a_list_from_the_file_to_the_names(cast: Cast, browser: Browser, app: Flask) -> None:
    before = in_season(app, cast)
    browser.enter(cast.frank)
    browser.open("/equipe/jeunes")
    browser.follow("Importer une liste")
    page = bring(browser)
    assert page.h1 == "3 jeunes à ajouter, 1 ligne à revoir"
    assert "liste.csv, 5 lignes. Rien n’est encore enregistré." in page.words
    assert "1 revient : sa fiche reste telle qu’elle est." in page.words
    assert "1 ligne parle de quelqu’un qui est déjà dans la liste" in page.words
    assert [words_of(fault) for fault in page.of_class("faults")][1:] == [
        "C4Cette date n’existe pasDans le fichier : 31/02/2010Février 2010 a 28 jours."
    ]
    assert "Personne ne rentre sans adulte." in page.words
    assert [words_of(cell) for cell in page.of_class("bad")] == ["31/02/2010 (à revoir)"]
    assert [words_of(head) for row in page.all("tr")[1:] for head in row.iter("th")] == ["3", "4"]
    assert in_season(app, cast) == before
    page = browser.press("Importer 3 jeunes")
    assert (page.h1, "3 jeunes de plus dans la liste." in page.words) == ("Jeunes", True)
    assert in_season(app, cast) == before + 3
    with app.app_context():
        assert db.session.scalars(select(Mail)).all() == []


def test_pressing_twice_or_going_back_imports_once(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    preview = bring(browser)
    browser.press("Importer 3 jeunes")
    counted = in_season(app, cast)
    browser.page = preview
    assert "3 jeunes de plus dans la liste." in browser.press("Importer 3 jeunes").words
    assert in_season(app, cast) == counted
    assert browser.open(preview.url).h1 == "Jeunes"


@pytest.mark.parametrize("again", [LIST, LIST.decode("cp1252").encode("utf-16")])
def test_a_second_time_there_is_nobody_new(cast: Cast, browser: Browser, again: bytes) -> None:
    browser.enter(cast.frank)
    bring(browser)
    browser.press("Importer 3 jeunes")
    page = bring(browser, again, "la-meme.csv")
    assert page.h1 == "Personne de nouveau, 1 ligne à revoir"
    assert [button for button in page.buttons if button.startswith("Importer")] == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.csv", b"", "Ce fichier est vide. Il n’y a aucune ligne sous les titres."),
        ("vieux.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "C’est un ancien fichier Excel."),
        ("photo.png", b"\x89PNG\r\n", "Ce fichier n’est pas un tableur."),
        ("abime.xlsx", b"PK\x03\x04 rien", "Ce fichier ne s’ouvre pas."),
        ("gros.csv", b"Nom;Prenom\n" + b"x" * 5_000_000, "Ce fichier est trop lourd."),
        ("liste.csv", b"a\n1\n", "Aucun titre de colonne n’est reconnu."),
    ],
)
def test_a_file_that_is_no_list_is_refused_at_its_field(
    cast: Cast, browser: Browser, name: str, content: bytes, said: str
) -> None:
    browser.enter(cast.frank)
    page = bring(browser, content, name, status=422)
    assert [error.startswith(f"Erreur : {said}") for error in errors(page)] == [True], errors(page)


def test_no_file_is_asked_for(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(CHOOSE)
    assert errors(browser.press("Lire le fichier", status=422)) == ["Erreur : Choisissez d’abord un fichier."]


def test_a_file_too_large_to_receive_is_refused_at_its_field_too(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = bring(browser, b"x" * 7_000_000, status=413)
    assert [
        error.startswith("Erreur : Ce fichier est trop lourd. La limite est de 5 Mo.") for error in errors(page)
    ] == [True]


def test_a_stranger_learns_nothing_by_sending_too_much(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.alice)
    answer = browser.client.post(CHOOSE, data=b"x" * 7_000_000, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, b"Tableau" in answer.data) == (413, False)


def test_a_column_is_put_right(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = bring(browser, b"Alias;Prenom;Ne le\nPetit;Lou;3/7/2010\n")
    assert "Aucune colonne ne donne : Nom" in page.words
    assert page.of_class("faults") == []
    browser.fill("A, Alias", "Nom")
    assert browser.press("Relire le fichier ainsi").h1 == "1 jeune à ajouter"
    browser.fill("C, Ne le", "non lue")
    assert "Aucune colonne ne donne : Date de naissance" in browser.press("Relire le fichier ainsi").words


def test_another_worksheet_is_read(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    assert bring(browser, TWO_SHEETS, "classeur.xlsx").h1 == "2 jeunes à ajouter"
    browser.fill("Feuille", "Anciens")
    page = browser.press("Relire le fichier ainsi")
    assert (page.h1, "feuille « Anciens »" in page.words) == ("1 jeune à ajouter", True)
    browser.fill("Feuille", "Notes")
    page = browser.press("Relire le fichier ainsi", status=422)
    assert (page.h1, "Aucun titre de colonne n’est reconnu" in page.words) == ("1 jeune à ajouter", True)


def test_another_list_of_the_same_file_is_offered(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = bring(browser, TWO_SHEETS, "classeur.xlsx")
    assert "La feuille «\xa0Anciens\xa0» contient aussi une liste" in page.text
    assert browser.press("Lire la feuille «\xa0Anciens\xa0»").h1 == "1 jeune à ajouter"


def test_a_list_without_headings_is_read_by_hand(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = bring(browser, b"Petit;Lou;03/07/2010\nRoux;Jade;04/08/2011\n")
    assert "Cette liste n’a pas de ligne de titres" in page.words
    browser.fill("A «\xa0Petit\xa0»", "Nom")
    browser.fill("B «\xa0Lou\xa0»", "Prénom")
    browser.fill("C «\xa003/07/2010\xa0»", "Date de naissance")
    assert browser.press("Relire le fichier ainsi").h1 == "2 jeunes à ajouter"


def test_lines_passed_over_are_said(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = bring(browser, b"Ambassadeurs\nNom;Prenom;Ne le\nPetit;Lou;3/7/2010\nGroupe B\n")
    assert "2 lignes laissées de côté : ce ne sont pas des personnes" in page.words
    assert ("Ligne 1 : Ambassadeurs" in page.words, "Ligne 4 : Groupe B" in page.words) == (True, True)


KNOWN = ["Nom", "Prénom", "Né(e) le", "Courriel", "Téléphone", "Établissement"]


def file_of_alice(app: Flask, cast: Cast) -> tuple[str, str, str]:
    with app.app_context():
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        return alice.email, alice.phone, alice.school


def test_gaps_are_filled_with_one_button_and_nothing_else_changes(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        db.session.get_one(YoungPerson, cast.alice.id).phone = ""
        db.session.commit()
    before = file_of_alice(app, cast)
    browser.enter(cast.frank)
    page = bring(browser, as_csv([KNOWN, ["MARTIN", "Alice", "12/03/2010", "", "06 39 98 77 66", "Un autre collège"]]))
    assert page.h1 == "1 fiche diffère de la liste"
    assert "Téléphone du jeune, vide dans la fiche : 06 39 98 77 66" in page.words
    page = browser.press("Compléter 1 fiche")
    assert file_of_alice(app, cast) == (before[0], "+33639987766", before[2])
    assert ("1 fiche changée." in page.words, "Compléter 1 fiche" in page.buttons) == (True, False)


def test_names_of_one_column_are_said_and_a_list_with_two_puts_them_right(
    cast: Cast, browser: Browser, app: Flask
) -> None:
    browser.enter(cast.frank)
    page = bring(browser, as_csv([["Nom et prénom", "Né le"], ["Zuzana Peña Koné", "03/07/2010"]]))
    assert "Noms et prénoms étaient dans une seule colonne" in page.words
    assert "1 nom peut se lire de deux façons" in page.words
    assert "Ligne 2 : prénom Peña Koné, nom Zuzana" in page.words
    browser.press("Importer 1 jeune")
    page = bring(browser, as_csv([["Nom et prénom", "Né le"], ["Zuzana Peña Koné", "03/07/2010"]]))
    assert page.h1 == "Tout le monde est déjà dans la liste"
    page = bring(browser, as_csv([NAMES, ["PEÑA KONÉ", "Zuzana", "03/07/2010"]]))
    assert (page.h1, "une seule colonne" in page.words) == ("1 fiche diffère de la liste", False)
    browser.choose(
        "Prénom et nom, dans la fiche : prénom Peña Koné, nom Zuzana dans la liste : prénom Zuzana, nom Peña Koné"
    )
    assert "1 fiche changée." in browser.press("Changer ce qui est coché").words
    with app.app_context():
        young = db.session.scalars(select(YoungPerson).where(YoungPerson.sort_name == "pena kone zuzana")).one()
        assert (young.first_name, young.last_name) == ("Zuzana", "Peña Koné")


def test_what_cannot_be_read_of_somebody_known_is_named_and_the_rest_is_offered(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = bring(
        browser, as_csv([KNOWN, ["MARTIN", "Alice", "12/03/2010", "alice.martin", "06 39 98", "Un autre collège"]])
    )
    assert page.h1 == "Personne de nouveau, 1 ligne à revoir"
    assert [words_of(each) for each in page.of_class("ref")][-2:] == ["D2", "E2"]
    assert ("rien ne change" in page.words, "Un autre collège" in page.words) == (False, True)
    assert "1 ligne à revoir parle de quelqu’un qui est déjà dans la liste" in page.words


def test_what_differs_is_changed_only_where_it_is_ticked(cast: Cast, browser: Browser, app: Flask) -> None:
    before = file_of_alice(app, cast)
    browser.enter(cast.frank)
    bring(browser, as_csv([KNOWN, ["MARTIN", "Alice", "12/03/2010", "neuve@mail.example", "", "Un autre collège"]]))
    assert "Rien n’était coché." in browser.press("Changer ce qui est coché").words
    assert file_of_alice(app, cast) == before
    browser.choose(f"E-mail du jeune, dans la fiche : {before[0]} dans la liste : neuve@mail.example")
    browser.press("Changer ce qui est coché")
    assert file_of_alice(app, cast) == ("neuve@mail.example", *before[1:])


def test_whoever_looks_like_somebody_known_is_added_only_when_ticked(cast: Cast, browser: Browser, app: Flask) -> None:
    before = in_season(app, cast)
    rows = [KNOWN, ["MARTIN", "Alice", "13/03/2010"], ["Petit", "Lou", "03/07/2010"]]
    browser.enter(cast.frank)
    preview = bring(browser, as_csv(rows))
    assert (preview.h1, "Ressemble à Alice Martin" in preview.words) == ("1 jeune à ajouter", True)
    browser.press("Importer 1 jeune")
    assert in_season(app, cast) == before + 1
    preview = bring(browser, as_csv(rows))
    assert preview.h1 == "1 jeune est peut-être déjà dans la liste"
    browser.choose("Ajouter Alice Martin, naissance le 13 mars 2010")
    browser.press("Ajouter les jeunes cochés")
    assert in_season(app, cast) == before + 2


def test_one_address_of_two_families_is_a_question(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    rows = [["Fournier", "Arthur", "03/07/2010", "a@boite.example"], ["Petit", "Lou", "04/07/2010", "a@boite.example"]]
    listed = as_csv([[*NAMES, "Mail"], *rows])
    page = bring(browser, listed)
    assert "Une adresse pour plusieurs personnes" in page.words
    assert "Garder a@boite.example pour Arthur Fournier, Lou Petit" in page.words
    browser.press("Importer 2 jeunes")
    page = bring(browser, listed)
    assert "(le même que Lou Petit, d’une autre famille)" in page.words
    assert "Compléter" not in page.words
    rows[1][0] = "Roux"
    bring(browser, as_csv([[*NAMES, "Mail"], rows[1], ["Noir", "Léo", "05/07/2010", "a@boite.example"]]))
    browser.choose("Garder a@boite.example pour Lou Roux, Léo Noir")
    browser.press("Importer 2 jeunes")
    with app.app_context():
        kept = select(YoungPerson.last_name).where(YoungPerson.email == "a@boite.example")
        assert set(db.session.scalars(kept)) == {"Roux", "Noir"}


def test_the_way_home_of_a_file_is_told_beside_the_list_s(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        alice.way_home, alice.way_home_details = WayHome.NOT_ALONE, "sa tante"
        db.session.commit()
    browser.enter(cast.frank)
    page = bring(browser, as_csv([[*NAMES, "Rentre seul", "Allergies"], ["MARTIN", "Alice", "12/03/2010", "oui", ""]]))
    said = "Rentre sans adulte, dans la fiche : Un adulte vient, sa tante dans la liste : Rentre sans adulte"
    assert said in page.words
    assert "Allergiesnon lue : la santé n’est pas gardée ici" in page.words


def test_columns_that_may_have_changed_places_are_said(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = bring(browser, as_csv([NAMES, ["Théa", "MARCHAL", "03/07/2010"], ["Hugo", "NOLLET", "04/07/2010"]]))
    assert "Prénoms et noms sont peut-être inversés" in page.words
    assert "Ligne 2 : prénom Marchal, nom Théa" in page.words
    assert "inversés" not in bring(browser, LIST).words


def test_a_parent_s_number_in_a_file_is_not_shown_by_a_list(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        guardian = db.session.get_one(YoungPerson, cast.alice.id).guardians[0]
        name, number = guardian.name, phones.display(guardian.phone)
    rows = [[*NAMES, "Responsable", "Tél. responsable"], ["MARTIN", "Alice", "12/03/2010", name, "06 39 98 77 66"]]
    browser.enter(cast.frank)
    page = bring(browser, as_csv(rows))
    assert (
        f"Téléphone du parent ({name}), dans la fiche : un autre, à lire dans la fiche dans la liste : 06 39 98 77 66"
        in page.words
    )
    assert (bool(number), number in page.words) == (True, False)


def test_the_rows_to_check_come_as_a_spreadsheet(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    bring(browser)
    browser.follow("Télécharger cette ligne")
    answer = browser.page.answer
    assert answer is not None
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a-revoir.xlsx"'
    rows = [list(row) for row in load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True)]
    assert (len(rows), rows[1][:3]) == (2, ["Petit", "Lou", "31/02/2010"])
    assert rows[1][-1] == "C4 : Cette date n’existe pas. Février 2010 a 28\u00a0jours."


def test_the_example_is_a_list_of_its_own(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(CHOOSE)
    answer = browser.follow("Télécharger l’exemple").answer
    assert answer is not None
    assert bring(browser, answer.data, "modele.xlsx").h1 == "1 jeune à ajouter"


def test_a_list_waits_a_day_for_whoever_brought_it(cast: Cast, app: Flask) -> None:
    frank, erin = Browser(app), Browser(app)
    frank.enter(cast.frank)
    erin.enter(cast.erin)
    url = bring(frank).url
    erin.open(url, status=404)
    assert frank.open(url).h1 == "3 jeunes à ajouter, 1 ligne à revoir"
    with time_machine.travel(NOW + timedelta(hours=24, minutes=1)):
        later = Browser(app)
        later.enter(cast.frank)
        later.open(url, status=404)


def test_what_a_cell_says_is_text(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    hostile = b"Nom;Prenom;Ne le;Notes\n<script>alert(1)</script>;Lou;hier;<b>x</b>\n"
    page = bring(browser, hostile, '<img src=x onerror="1">.csv')
    assert [each.text for each in page.all("script") if (each.text or "").strip()] == []
    assert (page.all("img"), [words_of(each) for each in page.all("b") if words_of(each) == "x"]) == ([], [])


def test_a_long_list_is_quick(cast: Cast, app: Flask) -> None:
    """Two thousand rows: the preview within 3 s, the import within 5 s of this process alone."""
    with app.test_request_context(method="POST"):
        season, by = db.session.get_one(type(cast.season), cast.season.id), db.session.get_one(User, cast.erin.id)
        start = process_time()
        draft = actions.keep(season, long_list(2_000), "liste.csv", by=by, now=NOW)
        assert len(actions.plan(draft, today=NOW.date()).joining) == 2_000
        read = process_time() - start
        assert actions.confirm(draft, by=by, now=NOW, today=NOW.date(), reading=draft.reading) == 2_000
        db.session.commit()
        assert (read < 3, process_time() - start - read < 5) == (True, True), (read, process_time() - start - read)


def test_what_is_confirmed_is_what_was_on_the_page(cast: Cast, browser: Browser, app: Flask) -> None:
    """Another tab that reads a column otherwise changes nothing of what this one shows, until it is shown."""
    browser.enter(cast.frank)
    page, before = bring(browser), in_season(app, cast)
    with app.app_context():
        db.session.scalars(select(ImportDraft)).one().columns = {"3": ""}
        db.session.commit()
    page = browser.press("Importer 3 jeunes", status=409)
    assert "La liste est lue autrement depuis" in page.words
    assert in_season(app, cast) == before
    browser.press(next(name for name in page.buttons if name.startswith("Importer")))
    assert in_season(app, cast) > before
