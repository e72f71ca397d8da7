import pytest
from flask import Flask
from flask_babel import force_locale

from ambassadors.forms import WAYS_HOME
from ambassadors.models import WayHome
from ambassadors.sheets.questions import Asked, Question, question
from ambassadors.sheets.ways import way_home, ways_home


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
        ("avec sa tante", False, "avec sa tante"),
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
        ("En bus, seule", True, "En bus"),
        ("by bus, alone", True, "by bus"),
        ("Je l'autorise à rentrer seul", True, ""),
        ("Seul : oui", True, ""),
        ("(seul)", True, ""),
        ("✔️", True, ""),
        ("Seul !", True, ""),
        ("Avec sa grand-mère", False, "Avec sa grand-mère"),
        ("mamie", False, "mamie"),
        ("picked up by grandmother", False, "picked up by grandmother"),
        ("refusée", False, ""),
        ("seul interdit", False, ""),
        ("Avec son grand frère", None, "Avec son grand frère"),  # a child himself, perhaps
    ],
)
def test_the_way_home(cell: str | bool | int | None, alone: bool | None, details: str) -> None:
    assert way_home(cell) == (alone, details)


DOUBTS = [
    *(
        "seul ?",
        "seul(e)?",
        "? seul",
        "Oui?",
        "OUI ??",
        "yes?",
        "1?",
        "X?",
        "ok ?",
        "Seul…",
        "seul...",
        "Oui…",
        "seul*",
    ),
    *(
        "oui (*)",
        "~seul",
        "oui/",
        "/oui",
        "seul ⚠",
        "seul ❌",
        "oui ❌",
        "🚫 seul",
        "seul‽",
        "oui ()",
        "- seul",
        "seul,",
    ),
    *("Rentre sans adulte ?", "❌", "👎", "Seul : oui ?", "Un adulte vient ?", "Non ?"),
]


@pytest.mark.parametrize("cell", ["N/A", "NC", "non précisé", "Non renseignée", "Not stated"])
def test_what_was_not_said_is_no_refusal(cell: str) -> None:
    assert way_home(cell) == (None, "")


@pytest.mark.parametrize("cell", DOUBTS)
def test_a_sign_of_doubt_is_kept_and_settles_nothing(cell: str) -> None:
    alone, details = way_home(cell, question("Rentre seul"))
    assert (alone, details.removeprefix("Rentre seul : ")) == (None, cell)


@pytest.mark.parametrize(
    ("columns", "alone", "details"),
    [
        ({"Rentre seul": "Oui", "Un adulte vient le chercher": "Non"}, True, ""),
        ({"Rentre seul": "Oui", "Mode de retour": "en bus"}, True, "en bus"),
        ({"Rentre seul": "Oui", "Autorisation de sortie": "oui"}, True, ""),
        ({"Rentre seul": "Oui", "Précisions retour": ""}, True, ""),
        ({"Rentre seul": "Non", "Précisions retour": "sa tante"}, False, "sa tante"),
        ({"Rentre seul": "Non", "Un adulte vient le chercher": "Oui"}, False, ""),
        ({"Rentre seul": "", "Un adulte vient le chercher": "Oui"}, False, ""),
        *(
            (columns, None, " ; ".join(f"{heading} : {said}" for heading, said in columns.items()))
            for columns in (
                {"Rentre seul": "Oui", "Un adulte vient le chercher": "Oui"},
                {"Un adulte vient le chercher": "Oui", "Rentre seul": "Oui"},
                {"Rentre seul": "Oui", "Précisions retour": "seulement le mercredi"},
                {"Rentre seul": "Oui", "Autorisation de sortie": "non"},
                {"Rentre seul": "Oui", "Un adulte vient le chercher": "Non ?"},
                {"Rentre seul mercredi": "Oui", "Rentre seul samedi": "Oui"},
                {"Sans autorisation de rentrer seul": "Non", "Rentre seul": "oui"},
                {"Rentre seul": "oui", "Qui vient le chercher": "Mamie"},
                {"Rentre seul": "oui", "Qui vient le chercher": "Mme Petit"},
                {"Rentre seul": "oui", "Qui vient le chercher": "non"},
                {"Rentre seul": "x", "Repris par un adulte": "x"},
                {"Rentre seul": "oui", "Un adulte vient": "oui"},
                {"Rentre seul": "oui", "Si non ou sous condition, précisez": "seulement avec son frère"},
            )
        ),
    ],
)
def test_columns_that_do_not_agree_settle_nothing(columns: dict[str, str], alone: bool | None, details: str) -> None:
    assert ways_home((question(heading), said) for heading, said in columns.items()) == (alone, details)


def test_a_remark_takes_back_what_a_column_says() -> None:
    asked = [(question("Rentre seul"), "Oui")]
    assert ways_home(asked, "ne rentre PLUS seul depuis octobre") == (None, "Rentre seul : Oui")
    assert ways_home(asked, "très autonome, aime le rugby") == (True, "")
    assert ways_home([(asked[0][0], "Non")], "rentre seul en bus") == (False, "")
    assert ways_home([], "rentre seul") == (None, "")


@pytest.mark.parametrize(
    ("heading", "said", "alone"),
    [
        *(("Infos transport", "uniquement avec son frère", None), ("Infos transport", "sa mère vient", None)),
        *(("Infos transport", "bus 12", True), ("Classe", "2nde", True), ("Divers", "", True)),
        *(("Nom du parent qui vient le chercher", "Anne Roux", None), ("Will be collected by", "Mum", None)),
        *(("Nom du parent qui vient le chercher", "-", True), ("Récupéré à midi", "non", True)),
    ],
)
def test_a_column_that_is_not_read_takes_back_what_another_says(heading: str, said: str, alone: bool | None) -> None:
    asked = [(question("Rentre seul"), "Oui")]
    details = "" if alone else "Rentre seul : Oui"
    assert ways_home(asked, elsewhere=[(heading, said)]) == (alone, details)
    assert ways_home([(asked[0][0], "Non")], elsewhere=[(heading, said)]) == (False, "")


@pytest.mark.parametrize("heading", ["Qui vient le chercher ?", "Qui récupère l'enfant ?", "Pick-up person"])
def test_who_comes_is_kept_and_lets_nobody_go_alone(heading: str) -> None:
    asked = question(heading)
    assert {
        said: way_home(said, asked)[0] for said in ("oui", "non", "x", "seul", "personne", "Mme Petit")
    } == dict.fromkeys(("oui", "non", "x", "seul", "personne", "Mme Petit"))
    assert way_home("Mamie", asked) == (False, "Mamie")


def test_what_two_columns_say_is_kept_without_their_headings_where_it_is_long() -> None:
    long = {"Rentre seul" + " aussi" * 20: "Oui", "Précisions sur le retour" + " aussi" * 20: "le mercredi"}
    assert ways_home((question(heading), said) for heading, said in long.items()) == (None, "Oui ; le mercredi")


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
    *("Contre le fait qu'il rentre seul", "Elle a peur de rentrer seule", "Refus de sortie seul"),
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
@pytest.mark.parametrize("cell", ["Jamais seule", "Never alone", "pas tout seul", "Seul : non", "doesn't walk alone"])
def test_not_alone_whatever_is_asked(cell: str, asked: Asked) -> None:
    assert way_home(cell, Question("", asked)) == (False, "")


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        *(
            (heading, True, False)
            for heading in (
                *("Rentre seul(e)", "Autorisé à rentrer seul", "Walks home alone", "Rentre sans adulte", "Seul"),
                *("Autorisation des parents de sortir seul", "Le responsable légal l'autorise à rentrer seul"),
                *("Votre enfant peut-il rentrer seul ?", "Quitte seul(e) le centre", "Rentre seul (oui/non)", ""),
                *(
                    "Autorisation de sortie (seul(e))",
                    "Goes home without an adult",
                    "Es-tu autorisé(e) à rentrer seul ?",
                    *("Can travel home alone?", "Permission to leave unaccompanied", "Makes own way home (Y/N)"),
                    "Is your child able to travel home on their own?",
                ),
            )
        ),
        *(
            (heading, False, None)
            for heading in (
                *("Ne rentre pas seul", "Non autorisé à rentrer seul", "Interdiction de rentrer seul"),
                *("Rentre accompagné", "Accompagné", "Récupéré par un adulte"),
                *(
                    "Collected by an adult",
                    "Sort accompagné",
                    "Escorted home",
                    "Not to travel home alone",
                    "Ne rentre jamais sans adulte",
                    "Pas seul",
                ),
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
                    *("Sans autorisation de rentrer seul", "Sans droit de sortie seul", "Parent seul", "Seul parent"),
                    *(
                        "Famille : parent seul",
                        "Un seul responsable",
                        "Seul responsable",
                        "Seul enfant",
                        "Seul contact",
                    ),
                    *("Seule adresse", "Seul à la maison", "Sans adulte à la maison", "Autonome", "Enfant seul"),
                    *(
                        "Autorisation de rentrer seul refusée",
                        "Seul enfant à la sortie",
                        "Part seul ou avec un adulte ?",
                    ),
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


@pytest.mark.parametrize("heading", ["Seul parent", "Sans autorisation de rentrer seul", "Doit être accompagné"])
def test_nobody_goes_alone_by_words_under_a_heading_that_asks_something_else(heading: str) -> None:
    for said in ("seul", "Rentre seul", "Oui, seul", "en bus, seule", "Rentre sans adulte"):
        assert way_home(said, question(heading))[0] is None
    assert way_home("Seul", question("Part seul ou avec un adulte ?")) == (True, "")
    assert way_home("oui", question("Seul", "Parent"))[0] is None


def test_a_no_with_what_happens_instead_is_plain_under_any_question() -> None:
    assert way_home("No, must be collected", question("How do they get home?")) == (False, "")
    assert way_home("No need to be collected", question("How do they get home?"))[0] is None


def test_a_yes_or_a_no_with_its_words_where_it_is_asked_whether_somebody_comes() -> None:
    comes = question("À récupérer par un adulte (O/N)")
    said = {"oui, la mère": "la mère", "oui (père)": "père", "oui - grands-parents": ""}
    assert {cell: way_home(cell, comes) for cell in said} == {cell: (False, kept) for cell, kept in said.items()}
    unsure = ("non, seul", "Non, rentre seul", "oui, seul", "oui, sauf le soir", "oui, son frère")
    assert {cell: way_home(cell, comes)[0] for cell in unsure} == dict.fromkeys(unsure)
    assert way_home("pas seul", comes) == (False, "")


def test_an_answer_is_kept_where_it_contradicts_its_question() -> None:
    fetched = question("Doit être accompagné")
    assert way_home("Oui, seul", fetched) == (None, "Doit être accompagné : Oui, seul")
    assert way_home("seul", fetched) == (None, "seul")
    assert way_home("Oui, rentre seul(e)", question("Retour")) == (True, "")
    assert way_home("oui" + " " * 3 + "u" * 190, question("Retour")) == (None, "oui " + "u" * 190)
