import pytest
from flask import Flask
from flask_babel import force_locale

from ambassadors.forms import WAYS_HOME
from ambassadors.models import WayHome
from ambassadors.sheets.ways import way_home


@pytest.mark.parametrize(
    ("cell", "alone", "details"),
    [
        *((yes, True, "") for yes in ("oui", "OUI", "Oui.", "yes", "x", "X", "vrai", True, 1, "✓", "autorisé")),
        *((no, False, "") for no in ("non", "Non", "no", "faux", False, 0, "pas seul", "non autorisée")),
        *((nothing, None, "") for nothing in ("", None, "  ", "-", "?")),
        ("non, avec sa tante", False, "avec sa tante"),
        ("non (sa mère vient)", False, "sa mère vient"),
        ("Oui, en bus", True, "en bus"),
        ("pas seule le soir", False, "le soir"),
        ("avec sa tante", None, "avec sa tante"),
        ("y va avec sa mère", None, "y va avec sa mère"),
        ("non accompagné", None, "non accompagné"),
        ("J'autorise mon enfant à rentrer seul", True, ""),
        ("Je n'autorise pas mon enfant à rentrer seul", False, ""),
        ("peut rentrer seul(e)", True, ""),
        ("Ne peut pas rentrer seul", False, ""),
        ("n'est pas autorisé à rentrer seul", False, ""),
        ("doit être récupéré(e) par un adulte", False, ""),
        *(
            (f"{said}{mark}", said.lower() == "seul", "")
            for said in ("Seul", "Accompagné")
            for mark in ("(e)", ".e", "·e", "-e", "/e", "(E)", "•e")
        ),
        ("Autorisé(e) à rentrer seul(e)", True, ""),
        ("Non autorisé(e) à rentrer seul(e)", False, ""),
        ("oui, autorisé", True, ""),
        ("Mon enfant rentrera seul(e)", True, ""),
        ("Il ou elle rentre seul(e) en transports en commun", True, ""),
        ("Par ses propres moyens", True, ""),
        ("on their own", True, ""),
        ("Un parent vient le ou la chercher", False, ""),
        ("Une autre personne autorisée vient le ou la chercher", False, ""),
        ("Ses parents viennent le chercher", False, ""),
        ("Un parent vient le chercher à 18 h", False, "Un parent vient le chercher à 18 h"),
        ("Je viens chercher mon enfant", False, ""),
        ("avec un parent", False, ""),
        ("Avec sa mère", False, "Avec sa mère"),
        ("Rentre accompagné", False, ""),
        ("Accompagné par un adulte", False, ""),
        ("Picked up", False, ""),
        ("A parent picks them up", False, ""),
        ("With a parent", False, ""),
        ("Un adulte vient (sa tante)", False, "sa tante"),
        ("Goes home without an adult (with a sister)", True, "with a sister"),
        ("Pas encore connu", None, ""),
        *(
            (unsure, None, unsure)
            for unsure in (
                *(
                    "Seul ou accompagné",
                    "seul(e) ou avec ses parents",
                    "Rentre seul ou avec un parent",
                    "oui, pas seul",
                ),
                *(
                    "Oui, accompagné",
                    "oui, avec sa mère",
                    "Un parent ne vient pas",
                    "En bus",
                    "42",
                    "oui ou non",
                    "Sœur",
                ),
                *("Un parent vient, sauf le mercredi", "leaves with his own brother", "rentre accompagné de sa sœur"),
            )
        ),
        ("Non, rentre seul", False, "rentre seul"),
        ("peut rentrer seule sauf le soir", None, "peut rentrer seule sauf le soir"),
    ],
)
def test_the_way_home(cell: str | bool | int | None, alone: bool | None, details: str) -> None:
    assert way_home(cell) == (alone, details)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_our_own_words_are_read_back(app: Flask, locale: str) -> None:
    with app.test_request_context(), force_locale(locale):
        said = {way: str(words) for way, words in WAYS_HOME.items()}
    assert {way: way_home(words) for way, words in said.items()} == {
        WayHome.UNKNOWN.value: (None, ""),
        WayHome.ALONE.value: (True, ""),
        WayHome.NOT_ALONE.value: (False, ""),
    }


@pytest.mark.parametrize("cell", ["oui", "Non", "x", "✓", True, "autorisé", "1"])
def test_a_bare_answer_says_nothing_where_the_question_is_open(cell: str | bool) -> None:
    assert (way_home(cell, asks_alone=False)[0], way_home("seul", asks_alone=False)) == (None, (True, ""))
    assert way_home("Oui, rentre seul(e)", asks_alone=False) == (True, "")
    assert way_home("accompagné", asks_alone=False) == (False, "")
