import pytest
from flask import Flask
from flask_babel import force_locale

from ambassadors.forms import WAYS_HOME
from ambassadors.models import WayHome
from ambassadors.sheets.questions import Asked, Question, question
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
        ("Je soussigné autorise mon enfant à quitter seul le centre", True, ""),
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
        ("Il ou elle rentre seul(e) en transports en commun", True, "en transports en commun"),
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


REFUSALS = [
    *("Je refuse que mon enfant rentre seul", "Je m'oppose à ce qu'elle rentre seule", "Trop jeune pour rentrer seul"),
    *("Hors de question qu'elle rentre seule", "Interdiction de rentrer seul", "Interdit de rentrer seul"),
    *("Défense de partir seul", "Aucune autorisation de rentrer seul", "Rentrer seul est exclu"),
    *("Nous préférons éviter qu'il rentre seul", "Evitez de le laisser partir seul", "Désaccord pour rentrer seul"),
    *("Contre le fait qu'il rentre seul", "Elle a peur de rentrer seule", "doesn't walk alone", "Refus de sortie seul"),
]
CONDITIONS = [
    *("Seul sauf quand il fait nuit", "seul si parent prévenu", "Oui sauf le soir", "Oui, avec sa sœur"),
    *("Seul à partir de 16 ans", "Oui uniquement en juin", "seul après accord téléphonique", "vient seul"),
    *("pas de souci pour rentrer seul", "Sans être accompagné", "Non accompagné", "non accompagnée"),
]


@pytest.mark.parametrize("asked", list(Asked))
@pytest.mark.parametrize("cell", [*REFUSALS, *CONDITIONS])
def test_a_refusal_or_a_condition_is_never_leave_to_go_alone(cell: str, asked: Asked) -> None:
    alone, details = way_home(cell, Question("", asked))
    assert (alone, cell.endswith(details)) in {(None, True), (False, True)}
    assert alone is None or (asked is Asked.ACCOMPANIED and details)


@pytest.mark.parametrize("asked", list(Asked))
@pytest.mark.parametrize("cell", ["Jamais seule", "Never alone", "pas tout seul", "Seul : non", "Ne repart pas seul"])
def test_not_alone_whatever_is_asked(cell: str, asked: Asked) -> None:
    assert way_home(cell, Question("", asked)) == (False, "")


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        *(
            (heading, True, False)
            for heading in (
                *("Rentre seul(e)", "Autorisé à rentrer seul", "Walks home alone", "Rentre sans adulte", "Seul"),
                *("Votre enfant peut-il rentrer seul ?", "Quitte seul(e) le centre", "Rentre seul (oui/non)", ""),
                *(
                    "Autorisation de sortie (seul(e))",
                    "Goes home without an adult",
                    "Es-tu autorisé(e) à rentrer seul ?",
                ),
            )
        ),
        *(
            (heading, False, None)
            for heading in (
                *("Ne rentre pas seul", "Non autorisé à rentrer seul", "Interdiction de rentrer seul"),
                *("Rentre accompagné", "Doit être accompagné", "Récupéré par un adulte"),
                *("Un adulte vient le chercher ?", "Je n'autorise pas mon enfant à partir seul"),
            )
        ),
        *(
            (heading, None, None)
            for heading in (
                *("Sortie libre", "Droit de sortie", "Autorisation de sortie", "Retour", "Seul ou accompagné ?"),
                *(
                    "Trop jeune pour rentrer seul",
                    "Vient seul",
                    "Comment rentres-tu ?",
                    "Il n'est pas interdit de partir seul",
                ),
            )
        ),
    ],
)
def test_what_a_bare_answer_says_under_a_heading(heading: str, yes: bool | None, no: bool | None) -> None:
    asked = question(heading)
    assert {way_home(said, asked)[0] for said in ("oui", "OUI", "x", "✓", True, "1", "autorisé(e)")} == {yes}
    assert {way_home(said, asked)[0] for said in ("non", "Non.", False, "0", "non autorisé")} == {no}
    for said, alone in (("Oui", yes), ("Non", no)):
        assert way_home(said, asked)[1] == ("" if alone is not None else f"{heading.rstrip(' ?')} : {said}")


def test_a_heading_over_the_question_changes_nothing_but_with_a_no() -> None:
    assert way_home("oui", question("Autorisé à rentrer seul", "Divers")) == (True, "")
    assert way_home("oui", question("Rentre seul", "Interdiction"))[0] is None


def test_an_answer_is_kept_where_it_contradicts_its_question() -> None:
    fetched = question("Doit être accompagné")
    assert way_home("Oui, seul", fetched) == (None, "Doit être accompagné : Oui, seul")
    assert way_home("seul", fetched) == (True, "")
    assert way_home("Oui, rentre seul(e)", question("Retour")) == (True, "")
    assert way_home("oui" + " " * 3 + "u" * 190, question("Retour")) == (None, "oui " + "u" * 190)
