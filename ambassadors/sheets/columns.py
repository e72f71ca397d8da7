"""Which column says what, whatever its heading is called, in French or in English.

A heading is scored by its words, so that "Courriel", "E-mail du responsable légal" and the whole question of
a form ("Quelle est ta date de naissance ? (JJ/MM/AAAA)") are read the same way.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from core.folding import words


class Field(StrEnum):
    """What a column of a list of people can tell."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    BORN_ON = "born_on"
    EMAIL = "email"
    PHONE = "phone"
    SCHOOL = "school"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_FIRST_NAME = "guardian_first_name"
    GUARDIAN_PHONE = "guardian_phone"
    GUARDIAN_EMAIL = "guardian_email"
    WAY_HOME = "way_home"
    NOTE = "note"


Mapped: TypeAlias = Mapping[int, Field | None]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _set(
    "a à au aux d de des du en et est l la le les ou of on the or and is what quel quelle quels quelles "
    "ton ta tes votre vos your my mon ma mes son sa ses leur 1 n no e s this that please merci ci il elle tu vous"
)
_GUARDIAN = _set(
    "responsable responsables parent parents parental parentale parentaux mere pere tuteur tutrice guardian "
    "guardians mother father mum mom dad maman papa representant representante famille "
    "resp resps repres carer carers adulte adult adultes kin tante oncle aunt uncle grand grandparent conjoint"
)
_LEGAL = _set("legal legale legaux legales")
_SECOND = _set("2 3 second seconde deuxieme two autre other bis")
_URGENT = _set("urgence urgences emergency prevenir ice")
_CHILD = _set("enfant jeune eleve child fils fille ambassadeur ambassadrice participant participante student pupil")
_ASKS_PARENT = _set("votre vos your mon ma my")
_TO_THE_YOUNG = _set("ton ta tes toi tu")

_EMAIL = _set("courriel courriels email emails mail mails mel messagerie electronique couriel")
_PHONE = _set("tel tels telephone telephones portable mobile phone gsm cell cellphone telephonique phones tph")
_SCHOOL = _set("etablissement etablissements ecole lycee college school universite university campus")
_BIRTH = _set("ddn dob naissance birth born birthday birthdate naiss anniversaire dateofbirth")
_BORN = {("d", "d"), ("ne", "e"), ("ne", "le"), ("nee", "le"), ("ne",), ("nee",)}
_ELSEWHERE = _set("professeur enseignant teacher etablissement lycee college ecole school medecin doctor animateur")
_PLACE = _set("lieu ville commune pays country place departement nationalite town city where")
_WAY_HOME = _set("rentre rentrer rentres rentrera repart repartir repars retour")
_ALONE = _set("seul seule seuls alone autonome unaccompanied")
_HOME = _set("home domicile maison")
_LEAVE = _set("partir part leave walk walks go")
_HOW = _ALONE | _set("comment how mode rentre rentres goes go walks walk adult adulte way")
_NOTE = _set(
    "remarque remarques note notes commentaire commentaires observation observations comments remark remarks divers"
)
_NAME = _set("nom name noms names surname lastname nomdefamille")
_FIRST = _set("prenom prenoms firstname forename forenames")
_WHOLE = _set("complet full complete fullname complets entier")
_PERSON = _set("jeune jeunes eleve ambassadeur ambassadrice ambassadeurs participant participante participants student")
_STAMP = _set("horodateur timestamp horodatage")
_OFF_TOPIC = _set(
    "adresse address lien qualite profession signature autorisation accord classe niveau age date code postal "
    "commune ville parente relation relationship job work image photo droit parite sexe genre langue taille"
)

_STRONG = 100
"""Above any count of words: a heading that says the thing outranks one that only suggests it."""


def recognise(headings: Sequence[str], groups: Sequence[str] = ()) -> dict[int, Field]:
    """Column index → what it tells, each field at most once (the heading that says it best).

    `groups` are the headings over the headings ("Responsable légal" above "Nom", "Tél.", "Mail"), if any.
    A column that is not in the answer is not read.
    """
    texts = [f"{group} {heading}" for group, heading in zip(_padded(groups, len(headings)), headings, strict=True)]
    by_parent = any(_asked_to_parent(words(text)) for text in texts)
    best: dict[Field, tuple[float, int]] = {}
    for index, text in enumerate(texts):
        scored = _score(words(text), by_parent=by_parent) if headings[index].strip() else None
        if scored is None:
            continue
        field, score = scored
        if field not in best or score > best[field][0]:
            best[field] = (score, index)
    found = {index: field for field, (_, index) in best.items()}
    return dict(sorted(_names_settled(found, texts).items()))


def remapped(recognised: Mapped, mapping: Mapped) -> dict[int, Field]:
    """The recognised columns as a person has corrected them: `None` leaves a column unread.

    A field given to another column leaves the one it was recognised in (only notes may be several).
    """
    taken = {field for field in mapping.values() if field not in (None, Field.NOTE)}
    kept = {index: field for index, field in recognised.items() if field not in taken}
    merged = {**kept, **mapping}
    return {index: field for index, field in sorted(merged.items()) if field is not None}


def is_last_name_first(heading: str) -> bool:
    """Whether a heading for whole names asks for the surname first ("Nom et prénom", not "Prénom Nom")."""
    said = words(heading)
    first = next((i for i, word in enumerate(said) if word in _FIRST or word == "first"), None)
    name = next((i for i, word in enumerate(said) if word in _NAME and said[i - 1 : i] != ["first"]), None)
    return first is not None and name is not None and name < first


def _padded(groups: Sequence[str], length: int) -> list[str]:
    return [*groups, *[""] * length][:length]


def _asked_to_parent(said: list[str]) -> bool:
    """A form the parents fill in ("Prénom de votre enfant"): what has no owner there is theirs."""
    return any(
        a in _ASKS_PARENT and b in ("enfant", "child", "fils", "fille", "son", "daughter") for a, b in pairwise(said)
    )


def _score(said: list[str], *, by_parent: bool) -> tuple[Field, float] | None:
    """What a heading's words tell, and how well; None when they tell nothing we read."""
    have = set(said)
    if not have or have & _STAMP or have & _URGENT:
        return None
    guardian = _is_guardians(have)
    exact = 1 / (1 + len([word for word in said if word not in _SMALL]))
    topic = _topic(have, said, guardian=guardian)
    if topic is None:
        return None
    field, base = topic
    if guardian:
        if field not in _OF_GUARDIAN:
            return None
        return _OF_GUARDIAN[field], base + exact - (10 if have & _SECOND else 0)
    owned = bool(have & (_CHILD | _TO_THE_YOUNG))
    theirs = field in (Field.EMAIL, Field.PHONE) or (field in _NAMES and have & _ASKS_PARENT)
    if by_parent and theirs and not owned:
        return _OF_GUARDIAN[field], base + exact - 20
    return field, base + exact + (2 if owned else 0) - (10 if have & _SECOND else 0)


def _is_guardians(have: set[str]) -> bool:
    """Whether a heading is about a parent; "Nom de famille" is not."""
    whose = have & (_GUARDIAN | _LEGAL)
    return bool(whose - {"famille"}) or (whose == {"famille"} and not have & _NAME)


_NAMES = (Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME)
_OF_GUARDIAN = {
    Field.EMAIL: Field.GUARDIAN_EMAIL,
    Field.PHONE: Field.GUARDIAN_PHONE,
    Field.LAST_NAME: Field.GUARDIAN_NAME,
    Field.FULL_NAME: Field.GUARDIAN_NAME,
    Field.FIRST_NAME: Field.GUARDIAN_FIRST_NAME,
    Field.WAY_HOME: Field.WAY_HOME,
}


def _topic(have: set[str], said: list[str], *, guardian: bool) -> tuple[Field, float] | None:
    """The subject of a heading, leaving aside whose it is; what cannot be mistaken comes first."""
    name = bool(have & _NAME)
    elsewhere = have & _ELSEWHERE and not have & {"pas", "not"}  # "ton e-mail, pas celui du lycée" is theirs
    leaves = have & (_WAY_HOME | _HOME | _LEAVE)
    born = have & _BIRTH or tuple(said[:1] if len(said) == 1 else said[:2]) in _BORN
    somewhere = have & _PLACE and "date" not in have
    topics: tuple[tuple[object, Field | None, float], ...] = (
        (have & _ALONE and leaves, Field.WAY_HOME, _STRONG),
        (have & _EMAIL, None if elsewhere else Field.EMAIL, _STRONG),
        (have & _PHONE, None if elsewhere else Field.PHONE, _STRONG),
        (have & _SCHOOL, None if have & {"adresse", "address"} else Field.SCHOOL, _STRONG),
        (born and not (somewhere or name or guardian), Field.BORN_ON, _STRONG),
        (have & (_WAY_HOME | _HOME) and have & _HOW, Field.WAY_HOME, _STRONG - 10),
        (have & _ALONE and len(said) <= 3, Field.WAY_HOME, _STRONG - 20),
        ((have & _NOTE or said == ["comment"]) and not name, Field.NOTE, _STRONG),
    )
    for holds, field, score in topics:
        if holds:
            return (field, score) if field else None
    return _name_topic(have, said, guardian=guardian)


def _name_topic(have: set[str], said: list[str], *, guardian: bool) -> tuple[Field, float] | None:
    """Which name a heading asks for: a whole one, one of its parts, or somebody's without saying "name"."""
    if have & (_PLACE | {"utilisateur", "user", "username", "groupe", "group"}):
        return None
    plain = -5.0 * bool(have & {"usage", "usuel", "prefere", "preferred", "naissance", "epouse", "marital"})
    english = bool(have & {"first", "given"})
    first = english or bool(have & _FIRST)
    name = bool(have & _NAME)
    whole = have & _WHOLE or (first and name and not english) or (english and have & {"last", "surname", "family"})
    rest = have - _SMALL - _GUARDIAN - _LEGAL - _SECOND - {"contact"}
    somebody = not rest and guardian and not have & {"parental", "parentale"}
    somebody = somebody or bool(have & _PERSON and len(said) <= 2 and not have & _OFF_TOPIC)
    topics = (
        (whole, Field.FULL_NAME, _STRONG + plain),
        (first, Field.FIRST_NAME, _STRONG + plain),
        (name, Field.LAST_NAME, _STRONG + plain),
        (somebody, Field.FULL_NAME, _STRONG - 30.0),
    )
    return next(((field, score) for holds, field, score in topics if holds), None)


def _names_settled(found: dict[int, Field], texts: Sequence[str]) -> dict[int, Field]:
    """Whole names are read from "Nom" when nothing else gives the first name, and only when they must be."""
    fields = {field: index for index, field in found.items()}
    settled = dict(found)
    if Field.LAST_NAME in fields and Field.FIRST_NAME in fields:
        settled.pop(fields.get(Field.FULL_NAME, -1), None)
    elif Field.FULL_NAME in fields:
        if Field.FIRST_NAME in fields and words(texts[fields[Field.FULL_NAME]]) in (["name"], ["nom"]):
            settled[fields[Field.FULL_NAME]] = Field.LAST_NAME
        else:
            settled.pop(fields.get(Field.LAST_NAME, -1), None)
            settled.pop(fields.get(Field.FIRST_NAME, -1), None)
    elif Field.LAST_NAME in fields and not {"famille", "family", "last", "surname"} & set(
        words(texts[fields[Field.LAST_NAME]])
    ):
        settled[fields[Field.LAST_NAME]] = Field.FULL_NAME
    return settled
