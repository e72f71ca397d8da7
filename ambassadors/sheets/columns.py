"""Which column says what, whatever its heading is called, in French or in English.

A heading is scored by its words, so that "Courriel", "E-mail du responsable légal" and the whole question of
a form ("Quelle est ta date de naissance ? (JJ/MM/AAAA)") are read the same way.

Whose a column is matters more than what it holds: a parent's mailbox read as the child's would open the child's
account. A heading with a word we do not know ("Mail référent") is the young person's only where no other column could
be.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from ambassadors.sheets import vocabulary as v
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
    SECOND_GUARDIAN_NAME = "second_guardian_name"
    SECOND_GUARDIAN_FIRST_NAME = "second_guardian_first_name"
    SECOND_GUARDIAN_PHONE = "second_guardian_phone"
    SECOND_GUARDIAN_EMAIL = "second_guardian_email"
    THIRD_GUARDIAN_NAME = "third_guardian_name"
    THIRD_GUARDIAN_FIRST_NAME = "third_guardian_first_name"
    THIRD_GUARDIAN_PHONE = "third_guardian_phone"
    THIRD_GUARDIAN_EMAIL = "third_guardian_email"
    WAY_HOME = "way_home"
    NOTE = "note"


class Whom(NamedTuple):
    """The fields of one guardian."""

    name: Field
    first_name: Field
    phone: Field
    email: Field


GUARDIANS = tuple(
    Whom(*(Field(f"{which}guardian_{part}") for part in ("name", "first_name", "phone", "email")))
    for which in ("", "second_", "third_")
)
"""Each guardian a row can tell of: columns of different people (mother, father, payer) are never mixed."""

Mapped: TypeAlias = Mapping[int, Field | None]

_NAMES = (Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME)
_PART = {  # what a heading tells → which part of a guardian it is, when it is a guardian's
    Field.LAST_NAME: 0,
    Field.FULL_NAME: 0,
    Field.FIRST_NAME: 1,
    Field.PHONE: 2,
    Field.EMAIL: 3,
}
_BORN = {("ne", "e"), ("ne", "le"), ("nee", "le"), ("d", "d")}
_OPEN_QUESTIONS = ({"autre", "chose"}, {"mot", "ajouter"}, {"anything", "else"})

_STRONG = 100
"""Above any count of words: a heading that says the thing outranks one that only suggests it."""


class Whose(Enum):
    """Whom a heading is about, as far as it says."""

    UNSAID = auto()
    YOUNG = auto()
    GUARDIAN = auto()
    NOBODY_OURS = auto()


@dataclass(frozen=True)
class _Owner:
    whose: Whose
    who: str = ""
    """Which guardian: "mother", "father", "payer", "urgent", "2"…; "" for a parent not told from others."""


@dataclass(frozen=True)
class _Reading:
    """What one heading tells."""

    index: int
    field: Field
    """As if it were the young person's."""
    owner: _Owner
    score: float
    is_qualified: bool
    """It has a word we do not know: whose it is is not sure."""


def recognise(headings: Sequence[str], groups: Sequence[str] = ()) -> dict[int, Field]:
    """Column index → what it tells, each field at most once (the heading that says it best), but the way home: what
    one column says of it, another may take back.

    `groups` are the headings over the headings ("Responsable légal" above "Nom", "Tél.", "Mail"), if any: they say
    whose a column is. A column that is not in the answer is not read.
    """
    said = [heading_words(heading) for heading in headings]
    over = [heading_words(group) for group in _padded(groups, len(headings))]
    by_parent = any(_asked_to_parent(each) for each in said)
    readings: list[_Reading] = []
    before = _Owner(Whose.UNSAID)
    for index, (own, group) in enumerate(zip(said, over, strict=True)):
        reading = _read(index, own, group, by_parent=by_parent, before=before)
        if reading is not None:
            readings.append(reading)
            before = reading.owner
    found = _best_of_young(readings) | _best_of_guardians(readings)
    return dict(sorted(_names_settled(found, said).items()))


def remapped(recognised: Mapped, mapping: Mapped) -> dict[int, Field]:
    """The recognised columns as a person has corrected them: `None` leaves a column unread.

    A field given to another column leaves the one it was recognised in, but several columns may be notes or tell the
    way home, and a second column for a parent is another parent's.
    """
    found = {index: field for index, field in recognised.items() if field is not None and index not in mapping}
    for index, field in sorted(mapping.items()):
        if field is None:
            continue
        asked = _free_guardian(field, found.values())
        if asked not in (Field.NOTE, Field.WAY_HOME):
            found = {at: other for at, other in found.items() if other is not asked}
        found[index] = asked
    return dict(sorted(found.items()))


def is_last_name_first(heading: str) -> bool:
    """Whether a heading for whole names asks for the surname first ("Nom et prénom", not "Prénom Nom")."""
    said = heading_words(heading)
    first = next((i for i, word in enumerate(said) if word in v.FIRST or word == "first"), None)
    name = next((i for i, word in enumerate(said) if word in v.NAME and said[i - 1 : i] != ["first"]), None)
    return first is not None and name is not None and name < first


def says_whose(text: str) -> bool:
    """Whether a heading tells whom it is about: "Responsable légal", "JEUNE", "Contact d'urgence"."""
    return _owner(heading_words(text)).whose is not Whose.UNSAID


def is_of_health(text: str) -> bool:
    """Whether a heading asks about somebody's health, which has no place here yet: "Allergies", "Medical / notes"."""
    return bool(set(heading_words(text)) & v.HEALTH)


def is_second_child(text: str) -> bool:
    """Whether a heading asks about another child of the same row: "Prénom du 2e enfant"."""
    have = set(heading_words(text))
    return bool(have & v.CHILD and have & (v.SECOND | v.THIRD) and not have & v.GUARDIAN)


def kin_word(text: str) -> str:
    """The word by which a heading names a mother, a father, an aunt: `"Tél. mère"` → `"Mère"`; "" if none."""
    found = re.findall(r"[^\W\d_]+", text)
    kin = next((word for word in found if set(words(word)) & (v.MOTHER | v.FATHER)), "")
    return {"MERE": "Mère", "PERE": "Père"}.get(kin.upper(), kin.capitalize())


def heading_words(text: str) -> list[str]:
    """The words of a heading, also where they are glued: `"PrenomJeune"`, `"Tél. R1"`."""
    if text.strip() == "@":
        return ["email"]
    initials = re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda match: match.group().replace(".", "") + " ", text)  # "D.O.B."
    apart = re.sub(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])", " ", initials)
    said: list[str] = []
    for word in words(apart):
        match = re.fullmatch(r"(r|rl|resp|responsable|p|parent|tuteur|contact)([1-3])", word)
        said += [{"r": "rl", "p": "parent"}.get(match[1], match[1]), match[2]] if match else [word]
    return said


def _padded(groups: Sequence[str], length: int) -> list[str]:
    return [*groups, *[""] * length][:length]


def _free_guardian(field: Field, taken: Iterable[Field]) -> Field:
    """The same part of the first guardian that no column gives yet."""
    have = set(taken)
    part = next((whom.index(field) for whom in GUARDIANS if field in whom), None)
    if part is None or field not in have:
        return field
    return next((whom[part] for whom in GUARDIANS if whom[part] not in have), field)


# --- whose ----------------------------------------------------------------------------------------------------


def _asked_to_parent(said: Sequence[str]) -> bool:
    """A form the parents fill in ("Prénom de votre enfant"): what has no owner there is theirs."""
    return any(
        a in v.ASKS_READER and b in ("enfant", "child", "fils", "fille", "son", "daughter") for a, b in pairwise(said)
    )


def _owner(said: Sequence[str]) -> _Owner:
    have = set(said)
    whose = have & (v.GUARDIAN | v.LEGAL | v.URGENT)
    if whose == {"famille"} and have & v.NAME:  # "Nom de famille" is the young person's
        whose = set()
    if whose and "referent" in have:  # "parent référent" is a parent, "prof référent" is not
        have.discard("referent")
    if (have & v.OTHER_ADULT and "pas" not in have) or (have & v.ORGANISATION and not have & v.SCHOOL):
        return _Owner(Whose.NOBODY_OURS)
    if whose:
        return _Owner(Whose.GUARDIAN, _which_guardian(have))
    if have & v.CHILD:
        return _Owner(Whose.NOBODY_OURS if have & (v.SECOND | v.THIRD) else Whose.YOUNG)
    return _Owner(Whose.YOUNG if have & v.TO_THE_YOUNG else Whose.UNSAID)


def _which_guardian(have: set[str]) -> str:
    named = [
        name
        for name, said in (
            *(("kin", v.KIN), ("mother", v.MOTHER), ("father", v.FATHER)),
            *(("payer", v.PAYER), ("urgent", v.URGENT), ("3", v.THIRD), ("2", v.SECOND)),
        )
        if have & said
    ]
    if {"mother", "father"} <= set(named):
        return ""
    return named[0] if named else "1" if "1" in have else ""


def _owner_under(own: _Owner, group: _Owner) -> _Owner:
    """Whose a column is under the heading over it: "Parents" over "Tél. mère" is the mother's."""
    if group.whose is Whose.UNSAID or own.whose is Whose.NOBODY_OURS:
        return own
    if own.whose is Whose.GUARDIAN and (own.who or group.whose is not Whose.GUARDIAN):
        return own
    return group


# --- what -----------------------------------------------------------------------------------------------------


def _read(index: int, said: list[str], group: list[str], *, by_parent: bool, before: _Owner) -> _Reading | None:
    """What a heading tells, and how well; None when it tells nothing we read."""
    have = set(said)
    if not have or have & (v.STAMP | v.HEALTH):
        return None
    owner = _owner_under(_owner(said), _owner(group))
    topic = _topic(said, set(group), is_guardians=owner.whose is Whose.GUARDIAN)
    if topic is None:
        return None
    field, score = topic
    if owner.whose is Whose.UNSAID and field in _PART:
        if have & v.FOR_THE_PERSON_BEFORE:
            owner = before
        elif by_parent and (field in (Field.EMAIL, Field.PHONE) or have & v.ASKS_READER):
            owner, score = _Owner(Whose.GUARDIAN), score - 20
        elif have & v.ASKS_READER:
            owner = _Owner(Whose.YOUNG)
    if field is Field.WAY_HOME:
        owner = _Owner(Whose.YOUNG)
    elif owner.whose is Whose.NOBODY_OURS or (owner.whose is Whose.GUARDIAN and field not in _PART):
        return None
    score += 1 / (1 + len([word for word in said if word not in v.SMALL | {"1"}]))
    score += 2 * (owner.whose is Whose.YOUNG) - 10 * (not owner.who and bool(have & v.SECOND))
    is_qualified = owner.whose is Whose.UNSAID and field in _PART and not have <= v.KNOWN
    return _Reading(index, field, owner, score, is_qualified)


def _topic(said: list[str], group: set[str], *, is_guardians: bool) -> tuple[Field, float] | None:
    """The subject of a heading, leaving aside whose it is; what cannot be mistaken comes first."""
    have = set(said)
    name = bool(have & v.NAME)
    elsewhere = (have | group) & v.SCHOOL and not have & {"pas", "not", "scolaire"}  # "pas celui du lycée" is theirs
    alone = have & v.ALONE and have & (v.WAY_HOME | v.HOME | v.LEAVE)
    born = have & v.BIRTH or set(pairwise(said)) & _BORN or said in (["ne"], ["nee"])
    somewhere = have & v.PLACE and "date" not in have
    rest = have - v.SMALL - v.WIDE
    number = (
        is_guardians and have & (v.NUMBER | {"n"}) and not rest - v.NUMBER - v.GUARDIAN - v.LEGAL - v.URGENT - v.NEUTRAL
    )
    open_question = any(question <= have for question in _OPEN_QUESTIONS)
    topics: tuple[tuple[object, Field | None, float], ...] = (
        (alone, Field.WAY_HOME, _STRONG),
        (have & v.EMAIL, None if elsewhere else Field.EMAIL, _STRONG),
        (have & v.PHONE or number, None if elsewhere else Field.PHONE, _STRONG),
        (have & v.SCHOOL, None if have & {"adresse", "address"} else Field.SCHOOL, _STRONG),
        (born and not (somewhere or name or is_guardians), Field.BORN_ON, _STRONG),
        (have & (v.WAY_HOME | v.HOME) and have & v.HOW, Field.WAY_HOME, _STRONG - 10),
        (have & v.ENDS and have & v.SESSION and have & v.CHILD, Field.WAY_HOME, _STRONG - 10),
        (have & v.ALONE and len(said) <= 3 and not have & (v.COMES | {"own"}), Field.WAY_HOME, _STRONG - 20),
        (have & v.FETCHED and have - v.SMALL - v.CHILD <= v.ACCOMPANIED, Field.WAY_HOME, _STRONG - 30),
        (have & v.NOTE and have & (v.WAY_HOME | v.LEAVING), Field.WAY_HOME, _STRONG - 30),
        ((have & v.NOTE or said == ["comment"] or open_question) and not name, Field.NOTE, _STRONG),
        (_asks_how_they_leave(have), Field.WAY_HOME, _STRONG - 30),
        (rest and rest <= v.INFORMATION, Field.NOTE, _STRONG - 10),
    )
    for holds, field, score in topics:
        if holds:
            return (field, score) if field else None
    return None if group & v.SCHOOL else _name_topic(have, said, is_guardians=is_guardians)


def _asks_how_they_leave(have: set[str]) -> bool:
    leaves = have & v.LEAVING or {"way", "home"} <= have or {"pick", "up"} <= have
    return bool(leaves) and have - v.SMALL <= v.OPEN_WAY


def _name_topic(have: set[str], said: list[str], *, is_guardians: bool) -> tuple[Field, float] | None:
    """Which name a heading asks for: a whole one, one of its parts, or somebody's without saying "name"."""
    if have & (v.PLACE | {"utilisateur", "user", "username", "groupe", "group"}):
        return None
    plain = -5.0 * bool(have & {"usage", "usuel", "prefere", "preferred", "naissance", "epouse", "marital"})
    english = bool(have & {"first", "given"})
    first = english or bool(have & v.FIRST)
    name = bool(have & v.NAME)
    whole = have & v.WHOLE or (first and name and not english) or (english and have & {"last", "surname", "family"})
    rest = have - v.SMALL - v.GUARDIAN - v.LEGAL - v.SECOND - v.THIRD - v.URGENT - {"1", "contact", "personne", "cas"}
    somebody = not rest and is_guardians and not have & {"parental", "parentale"}
    somebody = somebody or bool(have & v.CHILD and len(said) <= 2 and not have & v.OFF_TOPIC)
    topics = (
        (whole, Field.FULL_NAME, _STRONG + plain),
        (first, Field.FIRST_NAME, _STRONG + plain),
        (name, Field.LAST_NAME, _STRONG + plain),
        (somebody, Field.FULL_NAME, _STRONG - 30.0),
    )
    return next(((field, score) for holds, field, score in topics if holds), None)


# --- which column of several ----------------------------------------------------------------------------------


def _best_of_young(readings: Sequence[_Reading]) -> dict[int, Field]:
    """The best column for each field of the young person; an unsure one only where nothing else could be meant."""
    best: dict[Field, _Reading] = {}
    for reading in readings:
        others = [other for other in readings if other.field is reading.field and other is not reading]
        is_unsure = reading.is_qualified and any(not other.is_qualified for other in others)
        if reading.owner.whose is Whose.GUARDIAN or is_unsure:
            continue
        if reading.is_qualified and reading.field in (Field.EMAIL, Field.PHONE) and others:
            continue
        if reading.field not in best or reading.score > best[reading.field].score:
            best[reading.field] = reading
    homes = {reading.index: reading.field for reading in readings if reading.field is Field.WAY_HOME}
    return {reading.index: field for field, reading in best.items()} | homes


def _best_of_guardians(readings: Sequence[_Reading]) -> dict[int, Field]:
    """The columns of each guardian told from the others, parents before payers and emergency contacts."""
    people: dict[str, dict[int, _Reading]] = {}
    for reading in readings:
        if reading.owner.whose is Whose.GUARDIAN:
            parts = people.setdefault(reading.owner.who, {})
            part = _PART[reading.field]
            if part not in parts or reading.score > parts[part].score:
                parts[part] = reading
    if not people.get("", {}).keys() & people.get("1", {}).keys():  # "Responsable 1", and "Tél. responsable"
        first = people.pop("1", {}) | people.pop("", {})
        people = ({"1": first} if first else {}) | people
    last = ("2", "3", "kin", "payer", "urgent")
    ordered = sorted(people, key=lambda who: last.index(who) if who in last else -1)
    return {
        reading.index: whom[part]
        for whom, who in zip(GUARDIANS, ordered, strict=False)
        for part, reading in people[who].items()
    }


def _names_settled(found: dict[int, Field], said: Sequence[list[str]]) -> dict[int, Field]:
    """Whole names are read from "Nom" when nothing else gives the first name, and only when they must be."""
    fields = {field: index for index, field in found.items()}
    settled = dict(found)
    if Field.LAST_NAME in fields and Field.FIRST_NAME in fields:
        settled.pop(fields.get(Field.FULL_NAME, -1), None)
    elif Field.FULL_NAME in fields:
        if Field.FIRST_NAME in fields and said[fields[Field.FULL_NAME]] in (["name"], ["nom"]):
            settled[fields[Field.FULL_NAME]] = Field.LAST_NAME
        else:
            settled.pop(fields.get(Field.LAST_NAME, -1), None)
            settled.pop(fields.get(Field.FIRST_NAME, -1), None)
    elif Field.LAST_NAME in fields and not {"famille", "family", "last", "surname"} & set(
        said[fields[Field.LAST_NAME]]
    ):
        settled[fields[Field.LAST_NAME]] = Field.FULL_NAME
    return settled
