"""Where a whole name in one cell divides, and which part comes first, as far as its own words or its parents' tell."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from ambassadors.sheets.first_names import COMMON, SURNAMES_AT_TIMES, SURNAMES_TOO
from core.folding import folded, words

_PARTICLES = frozenset(
    (
        *("de", "du", "des", "d'", "la", "le", "les", "da", "das", "dos", "do", "di", "del", "della"),
        *("von", "van", "der", "den", "el", "al", "ben", "ould", "bin", "mac", "mc", "ter", "ten", "zu"),
        *("saint", "sainte", "st", "st.", "ste", "ste.", "ait", "aït"),
    )
)
OPENING = ("de", "du", "des", "da", "dos", "di", "la", "le", "les", "von", "van", "el", "al")
"""Small words no first name is: with one word after them, they are a whole surname."""
_PARTS = re.compile(r"abd (?:[ae][a-z]{1,2}) \S+|\S+", re.I)


class Order(StrEnum):
    LAST_NAME_FIRST = "last_name_first"
    FIRST_NAME_FIRST = "first_name_first"


class Division(NamedTuple):
    at: int
    order: Order
    is_sure: bool = True
    by_first_name: bool = False
    """Only a well-known first name at one end tells."""
    is_weak: bool = False
    """And it is a surname at times: "Rozenn Philippe"."""


def parts_of(said: str) -> list[str]:
    """The words of a whole name, one at least: "Abd El Kader" is one, whether it is a surname or a first name."""
    return _PARTS.findall(said) or [said]


def division(parts: Sequence[str], family: AbstractSet[str]) -> Division | None:
    """Where a whole name divides and which part comes first, if it tells by itself or by the names of the parents."""
    shouted = _shouted(parts)
    if any(shouted) and not all(shouted):
        return _by_capitals(parts, shouted)
    by_first_name = by_first_names(parts, apart=SURNAMES_TOO)
    by_family = _by_family(parts, family)
    if by_family and by_first_name and by_family.order is not by_first_name.order:  # the mother of Alix is called Alix
        return None
    return by_family or _by_particles(parts) or by_first_name


def _shouted(parts: Sequence[str]) -> list[bool]:
    shouted = [len(part) > 1 and part == part.upper() != part.lower() for part in parts]
    for at, part in enumerate(parts[:-1]):  # "Ó DÁLAIGH"
        shouted[at] |= part in ("O", "Ó") and shouted[at + 1]
    return shouted


def has_capitals_apart(parts: Sequence[str]) -> bool:
    shouted = _shouted(parts)
    return any(shouted) and not all(shouted)


def _by_capitals(parts: Sequence[str], shouted: Sequence[bool]) -> Division | None:
    """`DUPONT Léa`, `de la TORRE Rose`, `Léa LE GOFF`, `Rose de la TORRE`: the surname is in capitals."""
    first, last = shouted.index(True), len(shouted) - 1 - list(reversed(shouted)).index(True)
    while first > 0 and _small(parts[first - 1]) and parts[first - 1].islower():
        first -= 1
    if first == 0 and last < len(parts) - 1:
        return Division(last + 1, Order.LAST_NAME_FIRST)
    if first > 0:
        return Division(first, Order.FIRST_NAME_FIRST)
    return None


def _by_family(parts: Sequence[str], family: AbstractSet[str]) -> Division | None:
    """`Tifenn Duval` and her father Paul Duval: what one end has in common with a parent's name is the surname."""
    shared = [bool(said := set(words(part))) and said <= family for part in parts]
    leading = len(list(takewhile(bool, shared)))
    trailing = len(list(takewhile(bool, reversed(shared))))
    if bool(leading) is bool(trailing):
        return None
    while trailing and trailing < len(parts) - 1 and _small(parts[-trailing - 1]):  # "Sterenn Le Roux" of Anne Roux
        trailing += 1
    rest = parts[leading:] if leading else parts[: len(parts) - trailing]
    is_sure = len(rest) == 1 or all(map(is_first_name, rest))
    if leading:
        return Division(leading, Order.LAST_NAME_FIRST, is_sure)
    return Division(len(parts) - trailing, Order.FIRST_NAME_FIRST, is_sure)


def _by_particles(parts: Sequence[str]) -> Division | None:
    """`de la Torre Rose`, `Rose de la Torre`: what a particle opens is the surname."""
    small = [_small(part) for part in parts]
    if len(parts) > 2 and small[0] and folded(parts[0]) != "do":  # a Vietnamese surname, first
        lead = min(len(list(takewhile(bool, small))) + 1, len(parts) - 1)
        named = len(list(takewhile(is_first_name, reversed(parts[lead:]))))
        at = len(parts) - named if named else lead
        is_apart = not folded(parts[0]).startswith("d'")  # "D'Jamila" is no particle
        is_sure = named == len(parts) - lead or (is_apart and lead == len(parts) - 1)  # "Le Goff Rozenn Léa"
        return Division(at, Order.LAST_NAME_FIRST, is_sure)
    if any(small[1:-1]):
        at = small.index(True, 1)
        after = parts[at + len(list(takewhile(bool, small[at:]))) + 1 :]
        is_named = all(map(is_first_name, parts[:at]))
        named = len(list(takewhile(is_first_name, reversed(after))))
        if named and not is_named:  # "Garcia de la Torre Rose"
            return Division(len(parts) - named, Order.LAST_NAME_FIRST, is_sure=False)
        return Division(at, Order.FIRST_NAME_FIRST, is_sure=is_named or not after)
    return None


def by_first_names(parts: Sequence[str], apart: AbstractSet[str] = frozenset()) -> Division | None:
    """`Léa Dupont`, `Dupont Léa Marie`: where one end is a well-known first name and the other is not.

    One that only consists of words from `apart` tells nothing. Where two words are left for the surname, one of them
    may be a first name that is not known; where two first names stand together, the inner one may be half of a surname
    ("Vasseur Gauthier Romane").
    """
    known = [is_first_name(part) for part in parts]
    if known[0] is known[-1] or _may_be_first_name(parts[-1 if known[0] else 0]):
        return None
    said = parts if known[0] else list(reversed(parts))
    count = min(len(list(takewhile(is_first_name, said))), len(parts) - 1)
    if set(words(" ".join(said[:count]))) <= apart:
        return None
    is_double = count > 1 and may_be_surname(said[count - 1])
    is_sure = len(parts) - count == 1 and not is_double
    is_weak = set(words(" ".join(said[:count]))) <= SURNAMES_AT_TIMES
    if known[0]:
        return Division(count, Order.FIRST_NAME_FIRST, is_sure, True, is_weak)
    return Division(len(parts) - count, Order.LAST_NAME_FIRST, is_sure, True, is_weak)


def by_order(parts: Sequence[str], order: Order) -> Division:
    """The first word apart: "Dupont Léa Marie" is read better so than "Dupont Léa" + "Marie"; "Jean Pierre Martin" has
    two first names."""
    leading = len(list(takewhile(is_first_name, parts)))
    return Division(max(1, min(leading, len(parts) - 1)) if order is Order.FIRST_NAME_FIRST else 1, order)


def opens_surname(part: str) -> bool:
    """Whether a word is a particle that a surname begins with: "Le", "VAN"; "Lê", with its accent, is a surname."""
    return part.casefold() in OPENING


def _small(part: str) -> bool:
    return part.casefold() in _PARTICLES or folded(part).startswith("d'")


def is_first_name(part: str) -> bool:
    said = words(part)
    return bool(said) and all(word in COMMON for word in said)


def may_be_surname(part: str) -> bool:
    """Whether a first name beside another may be half of a surname: "Gauthier", not "Marie"."""
    return not {*words(part)}.isdisjoint(SURNAMES_AT_TIMES - {"marie"})


def _may_be_first_name(part: str) -> bool:
    """`Lou-Ann`: one half of it is known."""
    return "-" in part and any(word in COMMON - SURNAMES_TOO for word in words(part))
