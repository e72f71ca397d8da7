"""What the words of a heading say of whom it is about.

Whose a column is matters more than what it holds: a parent's mailbox read as the child's would open the child's
account.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from ambassadors.sheets import vocabulary as v
from core.folding import words

_OF_PARENTS = ("enfant", "child", "fils", "fille", "son", "daughter")
_READER = frozenset(("votre", "vos", "your"))
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
"""As in "D.O.B.", "D.O.B"."""
_FIRST_OF_ALL = frozenset(("1er", "1ere", "1re", "1st", "premier", "premiere"))
_RESERVE = re.compile(
    r"\b(?:s il y a lieu|s il existe|le cas echeant|if any|if applicable"
    r"|s (?:ils?|elles?)(?: ou elles?)? en (?:a|ont) une?|si tu en as une?"
    r"|if (?:he|she|they|you)(?: or she)? ha(?:s|ve) one"
    r"|(?:et )?pas (?:(?:a|au|aux|celui|celle|ceux|celles|d|de|des|du|une?|l|le|la|les|votre|vos|ton|ta|tes|ses) )*"
    r"(?:parents?|responsables?|tuteurs?|mere|pere|famille)"
    r"|not (?:(?:a|the|your|their|that|those|of|one) )*(?:parents?|guardians?|carers?)(?: s)?)\b"
)
"""What a heading excepts: "s'il en a un", "pas celui des parents"."""


class Whose(Enum):
    """Whom a heading is about, as far as it says."""

    UNSAID = auto()
    YOUNG = auto()
    GUARDIAN = auto()
    NOBODY_OURS = auto()


@dataclass(frozen=True)
class Owner:
    whose: Whose
    who: str = ""
    """Which guardian: "mother", "father", "payer", "urgent", "2"…; "" for a parent not told from others."""


def is_last_name_first(heading: str) -> bool | None:
    """Whether a heading for whole names asks for the surname first ("Nom et prénom", not "Prénom Nom"); None where it
    names no order ("Participant")."""
    said = heading_words(heading)
    first = next((i for i, word in enumerate(said) if word in v.FIRST or word == "first"), None)
    name = next((i for i, word in enumerate(said) if word in v.NAME and said[i - 1 : i] != ["first"]), None)
    return None if first is None or name is None else name < first


def says_whose(text: str) -> bool:
    """Whether a heading tells whom it is about: "Responsable légal", "JEUNE", "Contact d'urgence"."""
    return owner_of(heading_words(text)).whose is not Whose.UNSAID


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
    initials = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", text)
    apart = re.sub(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ]\w)", " ", initials)  # "DoB" is one word
    said: list[str] = []
    for word in words(apart):
        match = re.fullmatch(r"([a-z]+)([1-3])", word)
        is_glued = match is not None and (match[1] in ("r", "p") or match[1] in v.KNOWN - v.SMALL)
        said += [{"r": "rl", "p": "parent"}.get(match[1], match[1]), match[2]] if match and is_glued else [word]
    said = ["1" if word in _FIRST_OF_ALL else word for word in said]
    whole = re.sub(r"\bt shirt\b", "tshirt", " ".join(said))  # its "t" asks nobody
    return re.sub(r"\byoung (?:person|people)(?: s)?\b", "youth", whole).split()


def without_reserve(said: Sequence[str]) -> list[str]:
    """The words of a heading but "s'il y a lieu", "if any", "pas celle des parents"."""
    return _RESERVE.sub(" ", " ".join(said)).split()


def is_asked_to_parents(said: Sequence[Sequence[str]]) -> bool:
    """A form the parents fill in ("Prénom de votre enfant"; "Prénom de l'enfant" and "Votre téléphone"): what has no
    owner there is theirs.
    """
    if any(a in v.ASKS_READER and b in _OF_PARENTS for each in said for a, b in pairwise(each)):
        return True
    have = [set(each) for each in said]
    is_of_child = any(each & v.CHILD and each & (v.NAME | v.FIRST | v.BIRTH) for each in have)
    is_of_reader = any(each & _READER and each & (v.NAME | v.FIRST | v.PHONE | v.EMAIL) for each in have)
    return is_of_child and is_of_reader and not any(each & v.TO_THE_YOUNG - {"t"} for each in have)


def is_asked_to_young(said: Sequence[Sequence[str]]) -> bool:
    """A form with "your" that young people fill in: it asks them their own name, something of their parents, or the
    same of a parent and of them ("Your e-mail", "Parent's e-mail")."""
    have = [set(each) for each in said]
    about = v.NAME | v.FIRST | v.BIRTH | v.SCHOOL | v.GUARDIAN
    if any(each & v.ASKS_READER and each & about and not each & v.CHILD for each in have):
        return True
    return any(
        any(each & what and each & _READER for each in have)
        and any(each & what and each & v.GUARDIAN and not each & v.SECOND for each in have)
        for what in (v.PHONE, v.EMAIL)
    )


def owner_of(said: Sequence[str]) -> Owner:
    have = set(said)
    whose = have & (v.GUARDIAN | v.LEGAL | v.URGENT)
    if whose == {"famille"} and have & v.NAME:  # "Nom de famille" is the young person's
        whose = set()
    if whose <= v.LEGAL and have & (v.NAME | v.FIRST) and not have & {"1", "2"}:  # "Legal surname", not "Nom légal 1"
        whose = set()
    if whose and "referent" in have:  # "parent référent" is a parent, "prof référent" is not
        have.discard("referent")
    if (have & v.OTHER_ADULT and "pas" not in have) or (have & v.ORGANISATION and not have & v.SCHOOL):
        return Owner(Whose.NOBODY_OURS)
    if not whose and "contact" in have and not have & (v.CHILD | v.TO_THE_YOUNG):
        turn = next((turn for turn, of in (("1", {"1"}), ("2", v.SECOND), ("3", v.THIRD)) if have & of), None)
        if turn:
            return Owner(Whose.GUARDIAN, f"contact {turn}")
    if whose:
        return Owner(Whose.GUARDIAN, _which_guardian(have))
    if have & v.CHILD:
        return Owner(Whose.NOBODY_OURS if have & (v.SECOND | v.THIRD) else Whose.YOUNG)
    return Owner(Whose.YOUNG if have & (v.TO_THE_YOUNG | v.OWN) else Whose.UNSAID)


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
    if named[:1] == ["urgent"] and have & {"2", "3", "second"}:
        return "urgent 3" if "3" in have else "urgent 2"
    return named[0] if named else "1" if "1" in have else ""


def owner_under(own: Owner, group: Owner) -> Owner:
    """Whose a column is under the heading over it: "Parents" over "Tél. mère" is the mother's."""
    if group.whose is Whose.UNSAID or own.whose is Whose.NOBODY_OURS:
        return own
    if own.whose is Whose.GUARDIAN and (own.who or group.whose is not Whose.GUARDIAN):
        return own
    return group
