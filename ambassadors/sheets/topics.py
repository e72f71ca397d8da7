"""The subject of a heading, leaving aside whose it is."""

from itertools import pairwise

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.fields import Field

_BORN = {("ne", "e"), ("ne", "le"), ("nee", "le"), ("d", "d")}
_SOMEBODY = frozenset(("1", "contact", "personne", "cas", "next", "to", "coordonnees", "je", "priority", "referent"))
_OPEN_QUESTIONS = ({"autre", "chose"}, {"mot", "ajouter"}, {"anything", "else"})


STRONG = 100
"""Above any count of words: a heading that says the thing outranks one that only suggests it."""


def topic(said: list[str], group: set[str], *, is_guardians: bool) -> tuple[Field, float] | None:
    """The subject of a heading, leaving aside whose it is; what cannot be mistaken comes first."""
    have = set(said)
    name = bool(have & v.NAME)
    elsewhere = (have | group) & v.SCHOOL and not have & {"pas", "not", "scolaire"}  # "pas celui du lycée" is theirs
    leaves = have & (v.WAY_HOME | v.LEAVE | v.LEAVING)
    alone = have & v.ALONE and (leaves or have & v.HOME) and not have & (v.PHONE | v.EMAIL)
    without = have & {"sans", "without"} and have & v.ADULT and leaves
    born = have & v.BIRTH or set(pairwise(said)) & _BORN or said in (["ne"], ["nee"])
    somewhere = have & v.PLACE and "date" not in have
    rest = have - v.SMALL - v.WIDE
    people = v.GUARDIAN | v.LEGAL | v.URGENT | v.SECOND | v.THIRD
    number = is_guardians and have & (v.NUMBER | {"n"}) and not rest - v.NUMBER - people - v.NEUTRAL
    number = number or (have & v.NUMBER and have & (v.REACH | {"contact"}) and not name)
    if have & {"famille", "family"} and have & (v.NUMBER | {"n", "no", "code"}) and len(rest - v.NUMBER - {"code"}) < 2:
        return None  # a family's number in some register
    open_question = any(question <= have for question in _OPEN_QUESTIONS)
    topics: tuple[tuple[object, Field | None, float], ...] = (
        (alone or without, Field.WAY_HOME, STRONG),
        (have & v.EMAIL, None if elsewhere else Field.EMAIL, STRONG),
        (have & v.PHONE or number, None if elsewhere else Field.PHONE, STRONG),
        (have & v.SCHOOL, None if _is_of_a_school(said) else Field.SCHOOL, STRONG),
        (born and not (somewhere or name or is_guardians), Field.BORN_ON, STRONG),
        (have & (v.WAY_HOME | v.HOME) and have & v.HOW, Field.WAY_HOME, STRONG - 10),
        (have & v.ENDS and have & v.SESSION and have & v.CHILD, Field.WAY_HOME, STRONG - 10),
        (have & v.ALONE and len(said) <= 3 and not have & (v.COMES | v.ARRIVES | {"own"}), Field.WAY_HOME, STRONG - 20),
        (_asks_who_comes(have) and not (is_guardians and name), Field.WAY_HOME, STRONG - 30),
        (have & v.NOTE and have & (v.WAY_HOME | v.LEAVING), Field.WAY_HOME, STRONG - 30),
        ((have & v.NOTE or said == ["comment"] or open_question) and not name, Field.NOTE, STRONG),
        (_asks_how_they_leave(have), Field.WAY_HOME, STRONG - 30),
        (rest and rest <= v.INFORMATION, Field.NOTE, STRONG - 10),
    )
    for holds, field, score in topics:
        if holds:
            return (field, score) if field else None
    return None if group & v.SCHOOL else _name_topic(have, said, is_guardians=is_guardians)


def _is_of_a_school(said: list[str]) -> bool:
    """Whether a heading asks for something of a school and not for its name: "N° établissement", "Code lycée"."""
    have = set(said)
    is_number = have & v.OF_A_SCHOOL or said[0] in ("n", "no")
    return bool(have & {"adresse", "address"} or (is_number and not have & v.NAME))


def goes_on(said: list[str]) -> bool:
    """Whether a heading goes on with the question before it: "Si non ou sous condition, précisez"."""
    rest = set(said) - v.SMALL - {"si", "if"}
    return tuple(said[:2]) in v.FOLLOWING or bool(rest and rest <= v.PRECISION)


def _asks_who_comes(have: set[str]) -> bool:
    """Whether somebody takes the young person home, or who does: "Repris par un adulte", "Qui vient le chercher ?"."""
    rest = have - v.SMALL - v.CHILD - v.YES_OR_NO
    if have & v.FETCHED and rest <= v.ACCOMPANIED:
        return True
    somebody = bool(have & (v.ADULT | v.GUARDIAN | v.SOMEBODY))
    takes = have & v.FETCHES or (have & (v.COMES | v.TAKEN_BACK) and rest <= v.ACCOMPANIED | v.SOMEBODY | v.GUARDIAN)
    return somebody and bool(takes)


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
    rest = have - v.SMALL - v.GUARDIAN - v.LEGAL - v.SECOND - v.THIRD - v.URGENT - _SOMEBODY
    somebody = not rest and is_guardians and not have & {"parental", "parentale"}
    somebody = somebody or bool(have & v.CHILD and len(said) <= 2 and not have & v.OFF_TOPIC)
    topics = (
        (whole, Field.FULL_NAME, STRONG + plain),
        (first, Field.FIRST_NAME, STRONG + plain),
        (name, Field.LAST_NAME, STRONG + plain),
        (somebody, Field.FULL_NAME, STRONG - 30.0),
    )
    return next(((field, score) for holds, field, score in topics if holds), None)
