"""First name and surname in one cell: where it divides, and which comes first."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from ambassadors.sheets.cells import Cell, Kind, is_nothing, line, particle_first, proper_name
from ambassadors.sheets.first_names import COMMON, SURNAMES_TOO
from core.folding import folded, words

_PARTICLES = frozenset(
    (
        *("de", "du", "des", "d'", "la", "le", "les", "da", "das", "dos", "do", "di", "del", "della"),
        *("von", "van", "der", "den", "el", "al", "ben", "ould", "bin", "mac", "mc", "ter", "ten", "zu"),
    )
)
_OPENING = ("de", "du", "des", "da", "dos", "di", "la", "le", "les", "von", "van", "el", "al")
"""Small words no first name is: with one word after them, they are a whole surname."""

NO_NAMES = {
    Kind.NOT_A_NAME: re.compile(r"\w@\w"),
    Kind.TWO_PEOPLE: re.compile(r"\w (?:et|and|&) \w|\w \w+ ?/ ?\w+ \w", re.I),
    Kind.GARBLED: re.compile(r"Ã(?:[^\w\s]|[ª¼½¾¹²³º])|[^\W\d_]\?[^\W\d_]|\ufffd"),
}
"""What in a young person's name says that it is none, or not theirs alone."""
_TITLE = re.compile(
    r"(?:m\.|mr\.?|mme\.?|mlle\.?|melle\.?|monsieur|madame|mademoiselle|mrs\.?|ms\.?|miss) +(?=\w)", re.I
)

_PARTS = re.compile(r"abd (?:[ae][a-z]{1,2}) \S+|\S+", re.I)

_ENOUGH = 3
"""How many names of one style have to show their order before the others of it are read so."""


@dataclass(frozen=True)
class Name:
    last_name: str
    first_name: str
    is_sure: bool = field(default=True, compare=False)
    """Whether the name itself, or a parent's, tells where it divides."""


class Order(StrEnum):
    LAST_NAME_FIRST = "last_name_first"
    FIRST_NAME_FIRST = "first_name_first"


class Style(StrEnum):
    """How a whole name is typed; whoever types alike mostly puts the same name first."""

    LOWER = "lower"
    UPPER = "upper"
    MIXED = "mixed"
    ANY = "any"


class _Division(NamedTuple):
    at: int
    order: Order
    is_sure: bool = True


def untitled(cell: Cell) -> str:
    """A name without its title, nor a dash that stands apart: `"Mme DUPONT - Zoé"` → `"DUPONT Zoé"`."""
    said = line(cell)
    title = _TITLE.match(said)
    return re.sub(r" [-–] ", " ", said[title.end() :] if title else said)


def split_name(
    cell: Cell,
    order: Order = Order.LAST_NAME_FIRST,
    *,
    family: AbstractSet[str] = frozenset(),
    shown: Mapping[Style, Order] | None = None,
) -> Name:
    """A whole name in one cell: `"DUPONT Léa"`, `"Léa Dupont"`, `"Dupont, Léa"`.

    Commas, capitals, the surname in a parent's name (the words of `family`), particles and well-known first names
    decide; then the order that the column has `shown`; then `order`, which its heading asks for. A single word is
    taken for a surname, and so is "LE GOFF".
    """
    said = particle_first(line(cell))
    if is_nothing(said):
        return Name("", "")
    if "," in said:
        last_name, _, first = said.partition(",")
        return _name(last_name, first)
    parts = _parts(said)
    if len(parts) == 1 or (len(parts) == 2 and folded(parts[0]) in _OPENING):
        return Name(proper_name(said), "")
    at, found, is_sure = _division(parts, family) or _guess(parts, order, shown or {})
    left, right = " ".join(parts[:at]), " ".join(parts[at:])
    last_name, first = (left, right) if found is Order.LAST_NAME_FIRST else (right, left)
    return _name(last_name, first, is_sure=is_sure)


def usual_orders(names: Iterable[tuple[Cell, AbstractSet[str]]]) -> dict[Style, Order]:
    """The order that most whole names of a column show by themselves, each given with its family: by style, and of all.

    A style is there when three of its names show one and most of them the same; capitals say nothing of other styles.
    """
    votes: Counter[tuple[Style, Order]] = Counter()
    for cell, family in names:
        parts = _parts(line(cell))
        division = _division(parts, family)
        if division is not None and division.is_sure:
            votes[Style.ANY, division.order] += 1
            if not _has_capitals_apart(parts):
                votes[_style(parts), division.order] += 1
    shown: dict[Style, Order] = {}
    for style in Style:
        last, first = (votes[style, order] for order in (Order.LAST_NAME_FIRST, Order.FIRST_NAME_FIRST))
        if last != first and (style is Style.ANY or last + first >= _ENOUGH):
            shown[style] = Order.LAST_NAME_FIRST if last > first else Order.FIRST_NAME_FIRST
    return shown


def _parts(said: str) -> list[str]:
    """The words of a whole name, one at least: "Abd El Kader" is one, whether it is a surname or a first name."""
    return _PARTS.findall(said) or [said]


def _name(last_name: str, first_name: str, *, is_sure: bool = True) -> Name:
    return Name(proper_name(last_name), proper_name(first_name, is_first_name=True), is_sure)


def _division(parts: Sequence[str], family: AbstractSet[str]) -> _Division | None:
    """Where a whole name divides and which part comes first, if it tells by itself or by the names of the parents."""
    shouted = _shouted(parts)
    if any(shouted) and not all(shouted):
        return _by_capitals(parts, shouted)
    by_first_name = _by_first_names(parts, apart=SURNAMES_TOO)
    by_family = _by_family(parts, family)
    if by_family and by_first_name and by_family.order is not by_first_name.order:  # the mother of Alix is called Alix
        return None
    return by_family or _by_particles(parts) or by_first_name


def _guess(parts: Sequence[str], asked: Order, shown: Mapping[Style, Order]) -> _Division:
    """As most of the column, as a first name that may be a surname suggests, or as the heading asks."""
    order = shown.get(_style(parts)) or shown.get(Style.ANY)
    division = None if order else _by_first_names(parts)
    return (division or _by_order(parts, order or asked))._replace(is_sure=False)


def _shouted(parts: Sequence[str]) -> list[bool]:
    shouted = [len(part) > 1 and part == part.upper() != part.lower() for part in parts]
    for at, part in enumerate(parts[:-1]):  # "Ó DÁLAIGH"
        shouted[at] |= part in ("O", "Ó") and shouted[at + 1]
    return shouted


def _has_capitals_apart(parts: Sequence[str]) -> bool:
    shouted = _shouted(parts)
    return any(shouted) and not all(shouted)


def _style(parts: Sequence[str]) -> Style:
    said = "".join(parts)
    return Style.LOWER if said == said.lower() else Style.UPPER if said == said.upper() else Style.MIXED


def _by_capitals(parts: Sequence[str], shouted: Sequence[bool]) -> _Division | None:
    """`DUPONT Léa`, `de la TORRE Rose`, `Léa LE GOFF`, `Rose de la TORRE`: the surname is in capitals."""
    first, last = shouted.index(True), len(shouted) - 1 - list(reversed(shouted)).index(True)
    while first > 0 and _small(parts[first - 1]) and parts[first - 1].islower():
        first -= 1
    if first == 0 and last < len(parts) - 1:
        return _Division(last + 1, Order.LAST_NAME_FIRST)
    if first > 0:
        return _Division(first, Order.FIRST_NAME_FIRST)
    return None


def _by_family(parts: Sequence[str], family: AbstractSet[str]) -> _Division | None:
    """`Tifenn Duval` and her father Paul Duval: what one end has in common with a parent's name is the surname."""
    shared = [bool(said := set(words(part))) and said <= family for part in parts]
    leading = len(list(takewhile(bool, shared)))
    trailing = len(list(takewhile(bool, reversed(shared))))
    if bool(leading) is bool(trailing):
        return None
    if leading:
        return _Division(leading, Order.LAST_NAME_FIRST)
    return _Division(len(parts) - trailing, Order.FIRST_NAME_FIRST)


def _by_particles(parts: Sequence[str]) -> _Division | None:
    """`de la Torre Rose`, `Rose de la Torre`: what a particle opens is the surname."""
    small = [_small(part) for part in parts]
    if len(parts) > 2 and small[0]:
        lead = min(len(list(takewhile(bool, small))) + 1, len(parts) - 1)
        named = len(list(takewhile(_is_first_name, reversed(parts[lead:]))))
        at = len(parts) - named if named else lead
        is_apart = not folded(parts[0]).startswith("d'")  # "D'Jamila" is no particle
        is_sure = named > 0 or (is_apart and at == len(parts) - 1)
        return _Division(at, Order.LAST_NAME_FIRST, is_sure)
    if any(small[1:-1]):
        at = small.index(True, 1)
        after = parts[at + len(list(takewhile(bool, small[at:]))) + 1 :]
        is_named = all(map(_is_first_name, parts[:at]))
        named = len(list(takewhile(_is_first_name, reversed(after))))
        if named and not is_named:  # "Garcia de la Torre Rose"
            return _Division(len(parts) - named, Order.LAST_NAME_FIRST, is_sure=False)
        return _Division(at, Order.FIRST_NAME_FIRST, is_sure=is_named or not after)
    return None


def _by_first_names(parts: Sequence[str], apart: AbstractSet[str] = frozenset()) -> _Division | None:
    """`Léa Dupont`, `Dupont Léa Marie`: where one end is a well-known first name and the other is not.

    One that only consists of words from `apart` tells nothing. Where two words are left for the surname, one of them
    may be a first name that is not known.
    """
    known = [_is_first_name(part) for part in parts]
    if known[0] is known[-1] or _may_be_first_name(parts[-1 if known[0] else 0]):
        return None
    said = parts if known[0] else list(reversed(parts))
    count = min(len(list(takewhile(_is_first_name, said))), len(parts) - 1)
    if set(words(" ".join(said[:count]))) <= apart:
        return None
    is_sure = len(parts) - count == 1
    if known[0]:
        return _Division(count, Order.FIRST_NAME_FIRST, is_sure)
    return _Division(len(parts) - count, Order.LAST_NAME_FIRST, is_sure)


def _by_order(parts: Sequence[str], order: Order) -> _Division:
    """The first word apart: "Dupont Léa Marie" is read better so than "Dupont Léa" + "Marie"; "Jean Pierre Martin" has
    two first names."""
    leading = len(list(takewhile(_is_first_name, parts)))
    return _Division(max(1, min(leading, len(parts) - 1)) if order is Order.FIRST_NAME_FIRST else 1, order)


def _small(part: str) -> bool:
    return folded(part) in _PARTICLES or folded(part).startswith("d'")


def _is_first_name(part: str) -> bool:
    said = words(part)
    return bool(said) and all(word in COMMON for word in said)


def _may_be_first_name(part: str) -> bool:
    """`Lou-Ann`: one half of it is known."""
    return "-" in part and any(word in COMMON - SURNAMES_TOO for word in words(part))
