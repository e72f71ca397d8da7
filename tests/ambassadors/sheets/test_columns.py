import pytest

from ambassadors.sheets.columns import recognise, remapped
from ambassadors.sheets.fields import GUARDIANS, Field
from ambassadors.sheets.headings import heading_words, is_last_name_first, is_second_child


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (Field.BORN_ON, "Né(e) le|NÉ LE|Née le|Date de naissance|DDN|D.D.N.|DOB|D.O.B.|DATNAIS|DT_NAISS|Date of birth|Birthday|Date de naissance (JJ/MM/AAAA)|Quelle est ta date de naissance ?|Date naiss.|DATE_DE_NAISSANCE|Ne\u0301(e) le"),
        (Field.EMAIL, "Courriel|E-mail|Email|Mail|Adresse mail|Adresse e-mail|Ton adresse e-mail|Mél|E-mail address|Adresse de messagerie|COURRIEL DU JEUNE|Quelle est ton adresse mail ?"),
        (Field.PHONE, "Tél.|Tel|Portable|Téléphone|N° de téléphone|Phone|Mobile|Phone number|Ton numéro de portable"),
        (Field.SCHOOL, "Établissement|École|Lycée|Collège|School|Établissement scolaire|Nom de l'établissement|Dans quel lycée es-tu ?|ETABLISSEMENT"),
        (Field.GUARDIAN_NAME, "Responsable légal|Parent 1|Parent|Guardian|Nom du responsable|Nom et prénom du parent|Guardian name|Parent / guardian|Représentant légal|Nom du parent ou tuteur|Responsable légal 1|Resp. légal|Parent/Carer|Nom de l'adulte responsable"),
        (Field.GUARDIAN_PHONE, "Tél. responsable|Téléphone du parent|Tél parent 1|Tél. resp.|Téléphone d'un adulte|Guardian phone|Parent's phone number|Portable de la mère|Numéro de téléphone d'un responsable légal"),
        (Field.GUARDIAN_EMAIL, "Mail responsable|Mail parent|Mail resp.|E-mail du responsable légal|Guardian email|Parent's e-mail|Adresse mail de tes parents|Courriel famille|Email address of your parent or guardian"),
        (Field.WAY_HOME, "Rentre seul(e)|Autorisé à rentrer seul|Walks home alone|Goes home alone|Autorisation de rentrer seul|Votre enfant peut-il rentrer seul ?|Peut partir seul|Rentre sans adulte, seul|Goes home without an adult|Rentre sans adulte|Way home|Collected by an adult|Sort accompagné|Escorted home|Précisions retour|Remarques sur le retour|Comment rentres-tu chez toi ?"),
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
        *("Autorisation parentale", "Date de naissance du responsable", "Sexe"),
        *("Lien de parenté", "Profession du parent", "E-mail du professeur", "Comment as-tu connu le programme ?"),
    ],
)
def test_what_is_not_read(heading: str) -> None:
    assert recognise([heading]) == {}


def test_short_names_of_a_database_are_read_beside_a_guardian_s() -> None:
    headings = ["NOM_USAGE", "PRENOM_1", "DT_NAISS", "TEL_MOB", "ADR_MEL", "RL1_TEL", "RL1_MEL"]
    fields = [Field.LAST_NAME, Field.FIRST_NAME, Field.BORN_ON, Field.PHONE, Field.EMAIL]
    assert recognise(headings) == dict(enumerate([*fields, Field.GUARDIAN_PHONE, Field.GUARDIAN_EMAIL]))


def test_every_heading_about_the_way_home_is_read() -> None:
    found = recognise(["Nom", "Prénom", "Rentre seul", "Un adulte vient le chercher", "Précisions retour", "Remarques"])
    assert [found[at] for at in range(2, 6)] == [Field.WAY_HOME] * 3 + [Field.NOTE]
    assert remapped(found, {2: None, 5: Field.WAY_HOME})[5] is Field.WAY_HOME
    assert remapped(found, {5: Field.WAY_HOME})[2] is Field.WAY_HOME


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(
            (heading, Field.WAY_HOME)
            for heading in (
                *("À récupérer par un adulte (O/N)", "Repris par un adulte", "Qui vient le chercher ?"),
                *("Un adulte vient", "Qui récupère l'enfant ?", "Personnes autorisées à venir chercher l'enfant"),
                *("Doit attendre un adulte", "Who picks up your child?", "Nom de la personne qui récupère l'enfant"),
            )
        ),
        *(
            (heading, None)
            for heading in (
                *("Reprise", "Date de reprise", "Pourquoi veux-tu venir ?", "Vient avec un adulte le matin"),
                *("J'autorise les responsables à prendre des photos", "Tél. de la personne qui vient le chercher"),
                "Tél. de la personne qui récupère l'enfant",
            )
        ),
        ("Nom du parent qui vient le chercher", Field.GUARDIAN_NAME),
    ],
)
def test_headings_on_who_comes(heading: str, field: Field | None) -> None:
    assert recognise([*KNOWN, heading]).get(3) == field


def test_a_heading_that_goes_on_with_the_question_before_it() -> None:
    following = ("Si non ou sous condition, précisez", "Si oui, comment ?", "Précisions", "If not, who?", "Sinon")
    assert {heading: recognise([*KNOWN, "Rentre seul", heading]).get(4) for heading in following} == dict.fromkeys(
        following, Field.WAY_HOME
    )
    assert recognise([*KNOWN, "Rentre seul", "Si non, précisez", "Si oui, comment ?"])[5] is Field.WAY_HOME
    assert recognise([*KNOWN, "Rentre seul", "Si non, téléphone"]).get(4) is None
    assert recognise([*KNOWN, "Régime", "Si oui, précisez"]).get(4) is None
    assert recognise([*KNOWN, "Rentre seul", "Remarques"])[4] is Field.NOTE


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
        0: Field.SECOND_GUARDIAN_NAME,
        1: Field.GUARDIAN_NAME,
        2: Field.SECOND_GUARDIAN_PHONE,
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
    asked = {
        "Nom et prénom": True,
        "Prénom et nom": False,
        "Full name": None,
        "Participant": None,
        "Last name, first name": True,
    }
    assert {heading: is_last_name_first(heading) for heading in asked} == asked


@pytest.mark.parametrize("heading", ["DoB (dd/mm/yyyy)", "DoB", "DOB dd/mm/yyyy", "D.O.B.", "DateOfBirth"])
def test_a_date_of_birth_in_initials(heading: str) -> None:
    assert recognise(["Nom", "Prénom", heading])[2] is Field.BORN_ON


KNOWN = ["Nom", "Prénom", "Né(e) le"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(("Email payeur", Field.GUARDIAN_EMAIL), ("Email acheteur", Field.GUARDIAN_EMAIL)),
        *(("Mail RL", Field.GUARDIAN_EMAIL), ("Tél. RL", Field.GUARDIAN_PHONE), ("Tél. R1", Field.GUARDIAN_PHONE)),
        *(("Emergency phone", Field.GUARDIAN_PHONE), ("Emergency contact", Field.GUARDIAN_NAME)),
        *(("Contact urgence", Field.GUARDIAN_NAME), ("Tél urgence", Field.GUARDIAN_PHONE)),
        *(("Personne à contacter", Field.GUARDIAN_NAME), ("Parent à contacter", Field.GUARDIAN_NAME)),
        ("Personne à prévenir en cas d'urgence", Field.GUARDIAN_NAME),
        *(("Numéro des parents", Field.GUARDIAN_PHONE), ("N° à prévenir en cas d'urgence", Field.GUARDIAN_PHONE)),
        ("@", Field.EMAIL),
        *(("Email de facturation", None), ("Mail prof référent", None), ("Nom du professeur", None)),
        *(("Mail association", None), ("Prénom du 2e enfant", None), ("Informations médicales", None)),
        *(("Mail bureau", Field.GUARDIAN_EMAIL), ("Booker's e-mail", Field.GUARDIAN_EMAIL)),  # it opens nobody's page
        *(("Mail pour les infos", Field.GUARDIAN_EMAIL), ("Tél. gardien", Field.PHONE)),
        *(("Autorisation de sortie (seul(e))", Field.WAY_HOME), ("Autorisé à sortir seul", Field.WAY_HOME)),
        *(("Quitte seul(e) le centre", Field.WAY_HOME), ("Allowed to leave on their own", Field.WAY_HOME)),
        *(
            (way, Field.WAY_HOME)
            for way in ("Retour", "Retour à la maison", "Départ", "Sortie", "Autorisation de sortie")
        ),
        *((way, Field.WAY_HOME) for way in ("Mode de retour", "Way home", "Going home", "Pick-up")),
        *((other, None) for other in ("Date de sortie", "Sortie scolaire", "Heure de départ", "Retour du dossier")),
        *((other, None) for other in ("Maison", "Autorisation", "Département")),
        ("À la fin de l'activité, mon enfant :", Field.WAY_HOME),
        *((note, Field.NOTE) for note in ("Obs.", "Infos", "À savoir", "Précisions", "Autre chose à nous dire ?")),
        *(("ETAB.", Field.SCHOOL), ("Scolarité", Field.SCHOOL)),
    ],
)
def test_whose_a_heading_is(heading: str, field: Field | None) -> None:
    assert recognise([*KNOWN, heading]).get(3) == field


@pytest.mark.parametrize("heading", ["Mail bureau", "Mail du tuteur de stage", "Email payeur", "Mail prof référent"])
@pytest.mark.parametrize("other", ["Mail", "Mail responsable"])
def test_an_address_we_cannot_place_is_never_the_young_person_s(heading: str, other: str) -> None:
    assert Field.EMAIL not in {recognise([*KNOWN, other, heading]).get(4), recognise([*KNOWN, heading, other]).get(3)}


def test_the_payer_of_an_order_is_a_guardian() -> None:
    asked = ["Nom adhérent", "Prénom adhérent", "Nom payeur", "Prénom payeur", "Email payeur", "Date de naissance"]
    assert list(recognise(asked).values()) == [
        *(Field.LAST_NAME, Field.FIRST_NAME, Field.GUARDIAN_NAME, Field.GUARDIAN_FIRST_NAME, Field.GUARDIAN_EMAIL),
        Field.BORN_ON,
    ]


def test_a_mother_and_a_father_are_never_mixed() -> None:
    found = recognise([*KNOWN, "Nom parent", "Prénom parent", "Tél. mère", "Mail père"])
    assert list(found.values())[3:] == [
        *(Field.GUARDIAN_NAME, Field.GUARDIAN_FIRST_NAME),
        *(Field.SECOND_GUARDIAN_PHONE, Field.THIRD_GUARDIAN_EMAIL),
    ]
    assert list(recognise([*KNOWN, "Responsable 1", "Tél. responsable", "Responsable 2", "Tél. R2"]).values())[3:] == [
        *(Field.GUARDIAN_NAME, Field.GUARDIAN_PHONE, Field.SECOND_GUARDIAN_NAME, Field.SECOND_GUARDIAN_PHONE)
    ]


NAME, FIRST, PHONE, EMAIL = GUARDIANS[0]
SECOND = GUARDIANS[1]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Tuteur|Tél.|Mail", [NAME, PHONE, EMAIL]),
        ("Responsable|Classe|Tél|Mail", [NAME, PHONE, EMAIL]),
        ("Nom du responsable|Prénom|Téléphone|Courriel", [NAME, FIRST, PHONE, EMAIL]),
        ("Contact d'urgence|Téléphone", [NAME, PHONE]),
        ("Mère|Tél|Père|Tél", [NAME, PHONE, SECOND.name, SECOND.phone]),
        ("Contact 1|Tél 1|Contact 2|Tél 2", [NAME, PHONE, SECOND.name, SECOND.phone]),
        (
            "Tél|Mail|Mère|Tél|Mail|Père|Tél|Mail",
            [Field.PHONE, Field.EMAIL, NAME, PHONE, EMAIL, SECOND.name, SECOND.phone, SECOND.email],
        ),
        ("Responsable|Mail responsable|Mail", [NAME, EMAIL, Field.EMAIL]),
        ("Responsable|Portable|Portable du jeune", [NAME, PHONE, Field.PHONE]),
        ("Guardian|Phone|Young person’s mobile", [NAME, PHONE, Field.PHONE]),
        ("Guardian|Phone|Ambassador's mobile", [NAME, PHONE, Field.PHONE]),
        ("Nom responsable légal1|Nom responsable légal2", [NAME, SECOND.name]),
        ("Nom du parent (s'il y a lieu)", [NAME]),
        ("Nom du parent, le cas échéant", [NAME]),
    ],
)
def test_a_contact_that_says_no_owner_is_of_the_guardian_before_it(headings: str, fields: list[Field]) -> None:
    found = recognise([*KNOWN, *headings.split("|")])
    assert list(found.values())[3:] == fields


def test_a_contact_after_the_young_person_s_name_is_theirs() -> None:
    found = recognise(["Parent", *KNOWN, "Tél", "Mail"])
    assert (found[4], found[5]) == (Field.PHONE, Field.EMAIL)


def test_a_form_that_speaks_of_the_child_and_to_a_reader_is_a_parent_s() -> None:
    child = ["Adresse e-mail", "Nom de l'enfant", "Prénom de l'enfant", "Date de naissance de l'enfant"]
    found = recognise([*child, "Votre nom et prénom", "Votre numéro de téléphone"])
    assert (found[0], found[4], found[5]) == (EMAIL, NAME, PHONE)
    assert recognise(["Votre nom", "Votre prénom", "Votre téléphone"])[2] is Field.PHONE


@pytest.mark.parametrize("heading", ["Num. Elève Etab", "N° établissement", "Code établissement", "UAI lycée"])
def test_the_number_of_a_school_is_not_its_name(heading: str) -> None:
    assert recognise([*KNOWN, heading]).get(3) is None
    assert recognise([*KNOWN, heading, "Nom et code de l'établissement"]).get(4) is Field.SCHOOL


def test_a_mobile_is_read_before_a_phone_at_home() -> None:
    of_parent = ["Tel maison resp légal1", "Tel portable resp légal1"]
    assert recognise([*KNOWN, *of_parent]).get(4) is PHONE
    assert recognise([*KNOWN, *reversed(of_parent)]).get(3) is PHONE
    assert recognise([*KNOWN, "Tél. fixe", "Portable"]).get(4) is Field.PHONE


def test_a_possessive_is_of_the_person_asked_about_before() -> None:
    found = recognise(["Nom et prénom de votre parent", "Son numéro de téléphone", "Ton nom complet"])
    assert found == {0: Field.GUARDIAN_NAME, 1: Field.GUARDIAN_PHONE, 2: Field.FULL_NAME}


@pytest.mark.parametrize(
    ("young", "parent"),
    [
        *(("JEUNE", "RESPONSABLE LÉGAL"), ("Ambassadeur", "Parents"), ("Enfant", "Famille"), ("IDENTITÉ", "PARENT 1")),
        *(("Participant", "Contact d'urgence"), ("", "Responsable légal"), ("Coordonnées du jeune", "Les parents")),
    ],
)
def test_any_title_over_the_headings(young: str, parent: str) -> None:
    headings = ["Nom", "Prénom", "Né le", "Mail", "Tél", "Nom", "Tél", "Mail"]
    assert list(recognise(headings, [*[young] * 5, *[parent] * 3]).values()) == [
        *(Field.LAST_NAME, Field.FIRST_NAME, Field.BORN_ON, Field.EMAIL, Field.PHONE),
        *(Field.GUARDIAN_NAME, Field.GUARDIAN_PHONE, Field.GUARDIAN_EMAIL),
    ]


def test_words_that_are_glued() -> None:
    glued = ["NomJeune", "PrenomJeune", "DateNaissance", "TelephoneResponsable"]
    assert list(recognise(glued).values()) == [
        *(Field.LAST_NAME, Field.FIRST_NAME, Field.BORN_ON, Field.GUARDIAN_PHONE)
    ]
    assert heading_words("Tél. R1, 1er choix") == ["tel", "rl", "1", "1", "choix"]


def test_a_second_child_of_a_row_is_noticed() -> None:
    asked = {"Prénom du 2e enfant": True, "Enfant 2 : nom": True, "Prénom du 1er enfant": False, "Parent 2": False}
    assert {heading: is_second_child(heading) for heading in asked} == asked


def test_a_second_column_mapped_to_a_parent_is_another_parent() -> None:
    found = {0: Field.LAST_NAME, 3: Field.GUARDIAN_PHONE}
    assert remapped(found, {4: Field.GUARDIAN_PHONE}) == {**found, 4: Field.SECOND_GUARDIAN_PHONE}
    assert remapped(found, {3: None, 4: Field.GUARDIAN_PHONE}) == {0: Field.LAST_NAME, 4: Field.GUARDIAN_PHONE}
