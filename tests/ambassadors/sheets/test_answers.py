"""How parents and mediators answer, under the questions they are asked: who goes home alone, who does not, and whose
answer somebody has to read.

A child taken for one who goes alone is let out alone: what is merely likely stands under None.
"""

import pytest

from ambassadors.sheets.questions import question
from ambassadors.sheets.ways import way_home

ALONE = ["Autorisez-vous votre enfant à rentrer seul ?", "Rentre seul(e)", "May they walk home alone?", ""]
"""Questions to which a plain yes is leave to go alone."""
REQUIRED = [
    "Doit être accompagné ?",
    "Retour accompagné (O/N)",
    "Doit être récupéré par un adulte",
    "Must be collected by an adult",
]
FETCHED = ["Un adulte vient le chercher ?", "Rentre accompagné", "Collected by an adult"]
HOW = ["Mode de retour", "Comment rentre-t-il ?", "Autorisation de sortie", "How do they get home?"]

YES = [
    *("oui", "Oui !", "o", "Oui bien sûr", "Oui, sans problème", "oui sans souci", "oui aucun problème", "Bien sûr"),
    *("Oui tout à fait", "Tout à fait", "Absolument", "oui merci", "J'autorise", "J’AUTORISE", "Je l'autorise"),
    *("J'autorise mon enfant", "Oui j'autorise", "Oui, je l'autorise", "Nous autorisons", "J'accepte", "d'accord"),
    *("Je suis d'accord", "Je donne mon accord", "Je donne mon autorisation", "Autorisation accordée", "oui il peut"),
    *("Oui elle peut", "Est autorisée", "Il est autorisé", "Allowed", "Yes, allowed", "Yes of course", "Of course"),
    *("yes please", "Yes, no problem", "Yes he can", "yes, she may", "I authorise", "I allow it", "I agree", "agreed"),
    *("We give permission", "Yes, I give my permission", "Is allowed", "permitted", "Oui, à pied", "Oui il rentre à pied"),
    *("Oui, en bus 12", "oui avec le tram", "Oui, par le bus ou à vélo", "Yes, on foot", "yes by bike", "OUI, EN TRAM"),
    *("Oui il habite à côté", "oui, elle habite tout près", "Yes, we live nearby"),
]  # fmt: skip
IN_WORDS = [
    *("Oui, il rentre seul en tram", "Il rentre seul", "elle rentre toute seule à pied", "Seul", "Seule, en bus 12"),
    *("oui seul", "Oui, elle peut rentrer seule", "J'autorise mon fils à rentrer seul à vélo", "Rentre seul à pied"),
    *("J'autorise mon enfant à quitter seul le centre à la fin des ateliers", "Seul à vélo", "Seul en tram B"),
    *("J'autorise ma fille à rentrer seule après l'activité", "Il repart seul avec le bus", "Yes, alone", "On her own"),
    *("I allow my child to walk home alone", "We authorise our son to go home alone", "Walks home alone"),
    *("Il peut quitter l'atelier seul", "Je permets à mon enfant de rentrer seul", "seul(e), à pied", "He walks alone"),
    *("Je rentre tout seul / toute seule", "Seul / Seule", "Makes own way home", "own way home", "Travels independently"),
    *("autonome, rentre seul", "Autonome", "Unaccompanied", "Il / elle peut rentrer seul(e)", "Il/elle rentre seul/e"),
]  # fmt: skip
NO = [
    *("non", "Non !", "n", "Non merci", "jamais", "Jamais !", "never", "Never!", "Non, jamais", "no, never"),
    *("Je n'autorise pas", "Je n’autorise pas", "J'autorise pas", "Je ne l'autorise pas", "Nous n'autorisons pas"),
    *("Je n'autorise pas mon enfant", "Non, je n'autorise pas", "Non autorisé", "pas autorisée", "N'est pas autorisé"),
    *("Elle n'est pas autorisée", "ne peut pas", "Surtout pas", "Certainement pas", "absolument pas", "Pas du tout"),
    *("En aucun cas", "Hors de question", "Pas question", "Je refuse", "Je m'y oppose", "Refus", "Pas d'accord"),
    *("Not allowed", "No, not allowed", "not permitted", "I do not authorise", "I don't allow it", "We do not agree"),
    *("He is not allowed", "no way", "Certainly not", "Absolutely not", "No permission", "Autorisation refusée"),
    *("non : sa mère vient", "Non, elle est trop jeune", "non je viens la chercher", "Non sa mère vient le chercher"),
    *("Non - son père vient", "No, her dad picks her up", "non (grand-mère)", "Non, accompagné", "No he is too young", "non, sa tante vient"),
]  # fmt: skip
NOT_ALONE = [
    *("récupéré par sa grand-mère", "Récupérée par son père", "par le père", "Par sa maman", "Ses parents", "sa mère"),
    *("Sa tante vient la chercher", "récupéré par son oncle", "en voiture avec sa mère", "avec ses parents", "Mamie"),
    *("Je viens le chercher", "Nous venons la chercher", "son papa vient", "Ses grands-parents viennent le chercher"),
    *("Picked up by her mother", "Mum collects him", "with his dad", "A parent comes", "Collected by grandma"),
    *("Pas seul", "jamais seule", "Ne rentre pas seul", "Je n'autorise pas mon enfant à rentrer seul", "Never alone"),
    *("I do not allow my child to walk home alone", "He does not go home alone", "surtout pas seule", "not alone"),
    *("Accompagné par sa mère", "Elle rentre avec sa mère", "Parents", "père ou mère", "sa nounou vient le chercher"),
    *("Son beau-père vient", "Je n'autorise pas ma fille à partir seule", "Doit être accompagné", "Must be collected"),
    *("On vient me chercher", "Quelqu'un vient le chercher", "I get picked up", "accompagné / accompagnée"),
]  # fmt: skip
UNCLEAR = [
    *("oui ou non", "Oui/Non", "oui et non", "oui ?", "peut-être", "Ça dépend", "à voir", "parfois", "Oui parfois"),
    *("Oui mais pas le soir", "oui sauf l'hiver", "oui si on me prévient", "Oui s'il fait jour", "oui le mercredi"),
    *("Oui avec sa sœur", "oui, avec son frère", "en bus avec son frère", "Avec sa grande sœur", "avec un ami"),
    *("Oui, accompagné", "oui avec sa mère", "Oui, son père vient", "Oui, mais accompagnée", "Oui je viens le chercher"),
    *("à pied", "en bus", "bus 12", "vélo", "En voiture", "Oui, en voiture", "yes, by car", "Yes, car", "by car"),
    *("Seul ou accompagné", "seul ou avec sa mère", "Seul le mercredi", "seul si majeur", "seul avec son frère"),
    *("Seul jusqu'au tram", "seul dès 16 ans", "Oui jusqu'à l'arrêt de bus", "oui à partir de janvier", "pas encore"),
    *("Non concerné", "non applicable", "non nécessaire", "Non obligatoire", "no need", "No need to be collected"),
    *("No adult", "no adult needed", "No problem", "non-accompagné", "Pas accompagné", "pas de problème", "no worries"),
    *("J'autorise sa sœur à venir", "J'autorise sa grand-mère", "J'autorise mon enfant à participer", "Oui, sa sœur"),
    *("Je l'autorise avec son frère", "J'autorise son frère à le raccompagner", "covoiturage", "taxi", "navette"),
    *("Oui normalement", "oui je pense", "Oui, exceptionnellement", "oui, pas seul", "Yes but with a friend", "Yes, if late"),
    *("yes, with her sister", "Yes, her mum comes", "Yes until 6 pm", "Autorisé avec un adulte", "allowed with an adult"),
    *("oui il habite loin", "Mon frère vient me chercher", "on ne vient pas me chercher", "seul / accompagné"),
    *("Je ne sais pas", "not sure", "I'm not sure", "à confirmer", "Oui (à confirmer)", "42", "2", "Allowed?", "Sure?"),
    *("Oui, accompagné à pied", "J'autorise à pied avec son cousin", "accord des deux parents", "Accord à demander"),
    *("il n'est pas interdit de rentrer seul", "n'a pas besoin d'être accompagné", "oui, non accompagné", "n'importe"),
]  # fmt: skip


@pytest.mark.parametrize("heading", ALONE)
def test_a_plain_answer_to_whether_somebody_goes_alone(heading: str) -> None:
    assert wrong(heading, True, YES + IN_WORDS) == []
    assert wrong(heading, False, NO + NOT_ALONE) == []
    assert wrong(heading, None, UNCLEAR) == []


MORE = [
    *("avec son frère", "sauf le soir", "ou accompagné", "si majeur", "pas", "mais pas le soir", "jusqu'au tram", "?"),
    *("(à confirmer)", "le mercredi", "en voiture", "chez sa tante", "non", "avec sa mère", "dès 16 ans", "…", "by car"),
    *("with a friend", "or with mum", "until 6 pm", "not", "à 18 h", "quand il fait jour", "et sa sœur", "❌", "parfois"),
]  # fmt: skip


@pytest.mark.parametrize("heading", ALONE + HOW)
def test_a_plain_answer_with_anything_more_is_no_leave_to_go_alone(heading: str) -> None:
    said = (f"{plain}{between}{more}" for plain in YES + IN_WORDS for more in MORE for between in (" ", ", "))
    assert [each for each in said if way_home(each, question(heading))[0] is True] == []


@pytest.mark.parametrize("heading", HOW)
def test_a_bare_answer_to_how_somebody_goes_settles_nothing_and_plain_words_do(heading: str) -> None:
    assert wrong(heading, True, IN_WORDS) == []
    assert wrong(heading, False, NOT_ALONE) == []
    assert [said for said in YES + UNCLEAR if way_home(said, question(heading))[0] is True] == []


@pytest.mark.parametrize("heading", REQUIRED + FETCHED)
def test_whether_somebody_has_to_be_accompanied_is_asked_the_other_way_round(heading: str) -> None:
    assert [said for said in IN_WORDS + UNCLEAR if way_home(said, question(heading))[0] is True] == []
    assert wrong(heading, False, ["Oui", "yes", "Oui, sa mère", "oui : son père vient", *NOT_ALONE]) == []
    frees = True if heading in REQUIRED else None
    assert (
        wrong(heading, frees, ["Non", "non !", "No", "N", "Non, il rentre seul", "non : elle peut rentrer seule"]) == []
    )
    assert wrong(heading, None, ["Non, seul", "non ?", "Non, son frère vient", "non concerné", "jamais"]) == []


@pytest.mark.parametrize("heading", ALONE + REQUIRED + FETCHED + HOW)
def test_what_somebody_has_to_read_is_kept_word_for_word(heading: str) -> None:
    for said in UNCLEAR + YES + NO:
        alone, details = way_home(said, question(heading))
        assert alone is not None or details.endswith(said)


def wrong(heading: str, alone: bool | None, cells: list[str]) -> list[tuple[str, bool | None]]:
    """The answers that are read otherwise, and how."""
    read = [(said, way_home(said, question(heading))[0]) for said in cells]
    return [(said, found) for said, found in read if found is not alone]
