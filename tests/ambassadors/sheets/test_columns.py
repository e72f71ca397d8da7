import pytest

from ambassadors.sheets.columns import Field, is_last_name_first, recognise, remapped


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (Field.BORN_ON, "Né(e) le|NÉ LE|Née le|Date de naissance|DDN|D.D.N.|DOB|Date of birth|Birthday|Date de naissance (JJ/MM/AAAA)|Quelle est ta date de naissance ?|Date naiss.|DATE_DE_NAISSANCE|Ne\u0301(e) le"),
        (Field.EMAIL, "Courriel|E-mail|Email|Mail|Adresse mail|Adresse e-mail|Ton adresse e-mail|Mél|E-mail address|Adresse de messagerie|COURRIEL DU JEUNE|Quelle est ton adresse mail ?"),
        (Field.PHONE, "Tél.|Tel|Portable|Téléphone|N° de téléphone|Phone|Mobile|Phone number|Ton numéro de portable"),
        (Field.SCHOOL, "Établissement|École|Lycée|Collège|School|Établissement scolaire|Nom de l'établissement|Dans quel lycée es-tu ?|ETABLISSEMENT"),
        (Field.GUARDIAN_NAME, "Responsable légal|Parent 1|Parent|Guardian|Nom du responsable|Nom et prénom du parent|Guardian name|Parent / guardian|Représentant légal|Nom du parent ou tuteur|Responsable légal 1|Resp. légal|Parent/Carer|Nom de l'adulte responsable"),
        (Field.GUARDIAN_PHONE, "Tél. responsable|Téléphone du parent|Tél parent 1|Tél. resp.|Téléphone d'un adulte|Guardian phone|Parent's phone number|Portable de la mère|Numéro de téléphone d'un responsable légal"),
        (Field.GUARDIAN_EMAIL, "Mail responsable|Mail parent|Mail resp.|E-mail du responsable légal|Guardian email|Parent's e-mail|Adresse mail de tes parents|Courriel famille|Email address of your parent or guardian"),
        (Field.WAY_HOME, "Rentre seul(e)|Autorisé à rentrer seul|Walks home alone|Goes home alone|Autorisation de rentrer seul|Votre enfant peut-il rentrer seul ?|Peut partir seul|Rentre sans adulte, seul|Goes home without an adult|Rentre sans adulte|Way home|Comment rentres-tu chez toi ?"),
        (Field.NOTE, "Remarques|Remarque|Notes|Commentaires|Observations|Comments|Une remarque ?"),
    ],
)  # fmt: skip
def test_headings_are_recognised(field: Field, headings: str) -> None:
    found = {heading: recognise([heading]).get(0) for heading in headings.split("|")}
    assert found == dict.fromkeys(found, field)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        *(("Nom", "Prénom"), ("NOM DE FAMILLE", "PRENOM"), ("Last name", "First name"), ("Surname", "First name")),
        *(("Quel est ton nom ?", "Quel est ton prénom ?"), ("Name", "First name"), ("Nom du jeune", "Prénom du jeune")),
        *(("Nom de naissance", "Prénom"), ("Family name", "Given name"), ("Nom", "Pre\u0301nom")),
    ],
)
def test_names_in_two_columns(last: str, first: str) -> None:
    assert recognise([last, first]) == {0: Field.LAST_NAME, 1: Field.FIRST_NAME}
    assert recognise([first, last]) == {0: Field.FIRST_NAME, 1: Field.LAST_NAME}


@pytest.mark.parametrize(
    "heading",
    ["Nom et prénom", "Nom complet", "Full name", "Prénom NOM", "Nom", "Name", "First and last name", "Élève"],
)
def test_names_in_one_column(heading: str) -> None:
    assert recognise([heading, "Date de naissance"]) == {0: Field.FULL_NAME, 1: Field.BORN_ON}


@pytest.mark.parametrize(
    "heading",
    [
        *("Horodateur", "Timestamp", "Classe", "Âge", "Adresse", "Lieu de naissance", "Groupe", "Droit à l'image", ""),
        *("Téléphone en cas d'urgence", "Autorisation parentale", "Date de naissance du responsable", "Sexe"),
        *("Lien de parenté", "Profession du parent", "E-mail du professeur", "Comment as-tu connu le programme ?"),
    ],
)
def test_what_is_not_read(heading: str) -> None:
    assert recognise([heading]) == {}


def test_a_guardian_s_email_is_never_the_young_person_s() -> None:
    alone = recognise(["Nom", "Prénom", "Date de naissance", "E-mail du responsable légal"])
    assert alone[3] == Field.GUARDIAN_EMAIL
    asked_to_parents = recognise(["Adresse e-mail", "Prénom de votre enfant", "Nom de votre enfant", "Téléphone"])
    assert asked_to_parents == {
        0: Field.GUARDIAN_EMAIL,
        1: Field.FIRST_NAME,
        2: Field.LAST_NAME,
        3: Field.GUARDIAN_PHONE,
    }


def test_the_heading_that_says_it_best_is_read() -> None:
    assert recognise(["Adresse e-mail", "Ton adresse e-mail"]) == {1: Field.EMAIL}
    assert recognise(["Parent 2", "Parent 1", "Tél parent 2", "Tél parent 1"]) == {
        1: Field.GUARDIAN_NAME,
        3: Field.GUARDIAN_PHONE,
    }


def test_headings_over_headings_tell_whose_they_are() -> None:
    headings = ["Nom", "Prénom", "Tél.", "Nom", "Tél.", "Mail"]
    groups = ["Jeune", "Jeune", "Jeune", *["Responsable légal"] * 3]
    assert list(recognise(headings, groups).values()) == [
        *(Field.LAST_NAME, Field.FIRST_NAME, Field.PHONE),
        *(Field.GUARDIAN_NAME, Field.GUARDIAN_PHONE, Field.GUARDIAN_EMAIL),
    ]


def test_a_mapping_corrects_what_was_recognised() -> None:
    found = {0: Field.LAST_NAME, 1: Field.FIRST_NAME, 2: Field.EMAIL}
    assert remapped(found, {3: Field.EMAIL}) == {0: Field.LAST_NAME, 1: Field.FIRST_NAME, 3: Field.EMAIL}
    assert remapped(found, {2: None, 4: Field.NOTE, 5: Field.NOTE}) == {
        0: Field.LAST_NAME,
        1: Field.FIRST_NAME,
        4: Field.NOTE,
        5: Field.NOTE,
    }


def test_the_order_a_heading_asks_for() -> None:
    asked = {"Nom et prénom": True, "Prénom et nom": False, "Full name": False, "Last name, first name": True}
    assert {heading: is_last_name_first(heading) for heading in asked} == asked
