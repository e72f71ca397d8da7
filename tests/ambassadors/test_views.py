"""What the team sees and presses: the list, a new file, a file, its contacts; and one's own page."""

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import AccessLog, User
from ambassadors.models import Ambassador, WayHome, YoungPerson
from core.db import db
from seasons.models import Programme, Season
from tests import world
from tests.people import Browser, words_of
from tests.world import NOW, Cast

LIST = "/equipe/jeunes"
EVERYONE = ["Tess Faure", "Tom Faure", "Dora Łukasik", "Alice Martin", "Bob Nguyễn", "Quentin Roche", "Kim Rousseau"]


def names(browser: Browser) -> list[str]:
    return [words_of(link) for head in browser.page.of_class("name") for link in head.iter("a")]


def fill_in(browser: Browser, **boxes: str) -> None:
    for label, value in {"Prénom": "Sam", "Nom": "Ngô", "Jour": "4", "Mois": "mai", "Année": "2011", **boxes}.items():
        browser.fill(label, value)


def test_the_list_is_in_the_order_of_surnames(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    page = browser.open(LIST)
    assert names(browser) == EVERYONE
    assert "7 jeunes" in page.words
    assert [words_of(pill) for pill in page.of_class("pill")].count("Carte à imprimer") == 1


def test_the_list_says_nothing_that_is_not_needed_there(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    text = browser.open(LIST).text
    told = ("12/03", "mars 20", "mail.example", "famille.example", "+336", "lunettes", "Grace", "Paule")
    assert [each for each in told if each in text] == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("faure", ["Tess Faure", "Tom Faure"]),
        ("NGUYEN", ["Bob Nguyễn"]),
        ("nguyễn bob", ["Bob Nguyễn"]),
        ("lukas", ["Dora Łukasik"]),
        ("ou", ["Kim Rousseau"]),
        ("%", []),
        ("_", []),
        ("'; --", []),
        ("\x00", EVERYONE),
        ("  ", EVERYONE),
        ("x" * 5_000, []),
    ],
)
def test_names_are_found_by_a_piece_of_them(cast: Cast, browser: Browser, typed: str, found: list[str]) -> None:
    browser.enter(cast.frank)
    browser.open(LIST)
    browser.fill("Chercher un nom", typed)
    form = next(form for form in browser.page.all("form") if form.get("role") == "search")
    query = {name: value for name, value in browser._fields(form) if isinstance(value, str)}
    browser.page.answer = browser.client.get(LIST, query_string=query)
    assert browser.page.answer.status_code == 200
    browser.open(browser.page.answer.request.full_path)
    assert names(browser) == found


def test_a_long_list_has_pages(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        for number in range(60):
            world.ambassador(season, f"N{number:02}", last_name="Zz", email="")
        world.commit()
    browser.enter(cast.frank)
    browser.open(f"{LIST}?nom=zz")
    assert (len(names(browser)), names(browser)[0]) == (50, "N00 Zz")
    browser.follow("Page suivante")
    assert names(browser) == [f"N{number} Zz" for number in range(50, 60)]
    browser.follow("Page précédente")
    assert names(browser)[0] == "N00 Zz"


def test_a_day_one_list_says_what_to_do(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        empty = world.season(db.session.get_one(Programme, cast.kaleido.id), years_ago=3).public_id
        world.commit()
    browser.enter(cast.frank)
    page = browser.open(f"{LIST}?saison={empty}")
    assert {"Importer une liste", "Ajouter une personne"} <= set(page.links)
    assert "La liste est vide" in page.words
    assert names(browser) == []


def test_someone_is_added_with_whom_to_reach(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    browser.open(LIST)
    browser.follow("Ajouter une personne")
    fill_in(browser, **{"Nom du parent (facultatif)": "Lan Ngô", "Téléphone du parent (facultatif)": "06 39 98 01 01"})
    page = browser.press("Ajouter à la liste")
    assert page.h1 == "Sam Ngô"
    assert "4 mai 2011" in page.words
    assert "Sam Ngô est dans la liste." in page.words
    assert "Lan Ngô" in page.words
    assert "98" not in page.words
    with app.app_context():
        made = db.session.scalars(select(YoungPerson).where(YoungPerson.first_name == "Sam")).one()
        assert [(g.name, g.phone) for g in made.guardians] == [("Lan Ngô", "+33639980101")]


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/nouveau")
    fill_in(browser, Jour="31", Mois="février", **{"Nom": "", "E-mail du jeune (facultatif)": "sam@"})
    page = browser.press("Ajouter à la liste", status=422)
    assert [words_of(error) for error in page.of_class("error")] == [
        "Erreur : Indiquez un nom.",
        "Erreur : Ce jour n’existe pas : il faut un jour, un mois et une année",
        "Erreur : Cette adresse e-mail est incomplète. Exemple : lea@famille.example",
    ]
    assert [str(box.get("value")) for box in page.all("input") if box.get("name") == "born_on"] == [
        "31",
        "février",
        "2011",
    ]


@pytest.mark.parametrize("year", ["1850", "2031", "0001", "9999"])
def test_an_impossible_birth_is_refused(cast: Cast, browser: Browser, year: str) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/nouveau")
    fill_in(browser, Année=year)
    page = browser.press("Ajouter à la liste", status=422)
    assert [words_of(error) for error in page.of_class("error")] == ["Erreur : Vérifier l’année de cette date."]


def test_another_age_asks_for_a_reason_only_then(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/nouveau")
    assert "Admettre quand même" not in browser.page.buttons
    fill_in(browser, Année="2016")
    browser.press("Ajouter à la liste", status=422)
    browser.press("Admettre quand même", status=422)
    browser.fill("Raison", "Sa sœur est dans le groupe")
    assert browser.press("Admettre quand même").h1 == "Sam Ngô"
    assert "Admission hors des 12 à 25 ans : Sa sœur est dans le groupe" in browser.page.words


def test_someone_of_last_season_is_recognised_and_joins(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/nouveau")
    fill_in(browser, Prénom="charlie", Nom="PETIT", Jour="12", Mois="3", Année="2008")
    page = browser.press("Ajouter à la liste", status=409)
    assert "Charlie Petit a déjà une fiche" in page.words
    assert "Saisons : 2025-2026." in page.words
    assert browser.press("Inscrire en 2026-2027").h1 == "Charlie Petit"
    browser.open(LIST)
    assert "Charlie Petit" in names(browser)


def test_someone_of_this_season_is_recognised(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/nouveau")
    fill_in(browser, Prénom="Alice", Nom="Martin", Jour="12", Mois="3", Année="2010")
    page = browser.press("Ajouter à la liste", status=409)
    assert "déjà dans cette saison" in page.words
    assert "Inscrire en 2026-2027" not in page.buttons
    assert browser.follow("Ouvrir la fiche").h1 == "Alice Martin"


def test_contacts_are_read_on_demand_and_the_log_keeps_it(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    page = browser.open(f"{LIST}/{cast.alice.public_id}")
    assert "Grace Martin" in page.words
    assert [each for each in ("famille.example", "63997", "06 39 97") if each in page.text.replace("\xa0", " ")] == []
    page = browser.press("Voir les contacts")
    assert "grace.martin@famille.example" in page.text
    with app.app_context():
        logged = list(db.session.scalars(select(AccessLog)))
        assert [(line.act, line.by_id, line.person, line.programme) for line in logged] == [
            ("guardian contacts", cast.frank.id, cast.alice.public_id, cast.kaleido.public_id)
        ]


def test_contacts_are_changed_where_they_are_read(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/{cast.alice.public_id}")
    browser.press("Voir les contacts")
    browser.fill("Téléphone du parent (facultatif)", "12")
    page = browser.press("Enregistrer les contacts", status=422)
    assert [words_of(error)[:35] for error in page.of_class("error")] == [
        "Erreur : Ce numéro est incomplet. Exemple"[:35]
    ]
    browser.fill("Téléphone du parent (facultatif)", "+32 470 12 34 56")
    browser.fill("Nom de l’autre parent (facultatif)", "Ola")
    browser.press("Enregistrer les contacts")
    with app.app_context():
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        assert [(g.name, g.phone) for g in alice.guardians] == [("Grace Martin", "+32470123456"), ("Ola", "")]


def test_a_file_is_changed(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/{cast.alice.public_id}")
    browser.follow("Modifier la fiche")
    browser.fill("Établissement (facultatif)", "Lycée Noir")
    assert browser.press("Enregistrer la fiche").h1 == "Alice Martin"
    assert "Lycée Noir" in browser.page.words
    with app.app_context():
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        kept = (alice.born_on, alice.phone, alice.email, alice.note, alice.way_home, alice.user_id)
        assert kept == (
            *(cast.alice.born_on, cast.alice.phone, cast.alice.email, cast.alice.note),
            *(cast.alice.way_home, cast.alice.user_id),
        )
        assert [g.name for g in alice.guardians] == ["Grace Martin"]


def test_how_they_go_home_is_asked_of_minors_alone(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        dora = db.session.get_one(YoungPerson, cast.dora.id)
        dora.way_home, dora.way_home_details = WayHome.NOT_ALONE, "sa grande sœur"
        world.commit()
    browser.enter(cast.frank)
    assert "Après la rencontre" in browser.open(f"{LIST}/{cast.alice.public_id}/modifier").words
    page = browser.open(f"{LIST}/{cast.dora.public_id}/modifier")  # she is 20
    assert ("Après la rencontre" in page.words, "Qui vient la chercher" in page.words) == (False, False)
    browser.fill("Établissement (facultatif)", "Université")
    page = browser.press("Enregistrer la fiche")
    assert ("Université" in page.words, "Après la rencontre" in page.words) == (True, False)
    with app.app_context():
        dora = db.session.get_one(YoungPerson, cast.dora.id)
        assert (dora.way_home, dora.way_home_details) == (WayHome.NOT_ALONE, "sa grande sœur")


def test_a_file_that_would_be_somebody_elses_is_refused(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/{cast.tom.public_id}/modifier")
    browser.fill("Prénom", "Tess")
    page = browser.press("Enregistrer la fiche", status=409)
    assert "a déjà une fiche dans le programme" in page.words


def test_leaving_the_season_can_be_undone(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/{cast.bob.public_id}")
    page = browser.press("Noter son départ")
    assert "Départ de la saison" in page.words
    browser.open(LIST)
    assert "Bob Nguyễn" not in names(browser)
    browser.follow("1 jeune a quitté la saison")
    assert names(browser) == ["Bob Nguyễn"]
    browser.open(f"{LIST}/{cast.bob.public_id}")
    browser.press("Réinscrire dans la saison")
    with app.app_context():
        assert db.session.get_one(Ambassador, cast.bob_now.id).left_on is None


def test_answers_are_on_the_file_in_short(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(f"{LIST}/{cast.alice.public_id}")
    assert [words_of(row) for rows in browser.page.of_class("units") for row in rows] == [
        "1oui",
        "0peut-être",
        "0non",
    ]


def test_ones_own_page_says_what_the_team_knows(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.alice)
    page = browser.open("/moi")
    told = ("12 mars 2010", "alice@mail.example", "Collège des Sources", "Grace Martin", "Rentre sans adulte")
    assert [each for each in told if each not in page.words] == []
    kept = ("Porte des lunettes", "famille.example", "06 39 97")  # the team's note, and what is Grace's
    assert [each for each in kept if each in page.words] == []


def test_language_and_look_are_chosen(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.alice)
    browser.open("/moi?lang=fr")
    browser.choose("English")
    browser.choose("Sombre")
    page = browser.press("Garder ce choix")
    assert (page.lang, page.tree.get("data-theme")) == ("en", "dark")
    with app.app_context():
        assert db.session.get_one(User, cast.alice.user_id).locale == "en_GB"
    browser.choose("Automatic")
    page = browser.press("Save these choices")
    assert page.tree.get("data-theme") is None
    assert "Saved." in page.words


def test_invitations_and_cards_show_on_the_list(cast: Cast, browser: Browser, app: Flask) -> None:
    with app.app_context():
        places = db.session.scalars(select(Ambassador).where(Ambassador.season_id == cast.season.id))
        for place in places:
            place.invited_at = NOW if place.young_person_id in (cast.alice.id, cast.quentin.id) else None
        db.session.commit()
    browser.enter(cast.frank)
    browser.open(LIST)
    said = {words_of(row)[:20]: words_of(row) for row in browser.page.all("tr")[1:]}
    assert sorted(text.partition(" ans ")[2] for text in said.values()) == [
        "Carte faite le 7 oct.",
        "Invitation le 7 oct.",
        *["Pas encore d’invitation"] * 5,
    ]


def test_a_double_click_adds_one_person_and_ends_where_the_first_did(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/jeunes/nouveau")
    for label, value in (("Prénom", "Maé"), ("Nom", "Le Gall"), ("Jour", "3"), ("Mois", "mai"), ("Année", "2011")):
        browser.fill(label, value)
    before = browser.page
    first = browser.press("Ajouter à la liste").url
    browser.page = before
    assert browser.press("Ajouter à la liste").url == first
    browser.open("/equipe/jeunes/nouveau")  # somebody of that name with another phone is asked about
    for label, value in (("Prénom", "Maé"), ("Nom", "Le Gall"), ("Jour", "3"), ("Mois", "mai"), ("Année", "2011")):
        browser.fill(label, value)
    browser.fill("Téléphone du jeune (facultatif)", "06 39 98 00 00")
    browser.press("Ajouter à la liste", status=409)
