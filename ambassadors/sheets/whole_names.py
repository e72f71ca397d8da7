"""First name and surname in one cell: which is which, by its words, by the column and by what the heading asks for."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum

from ambassadors.sheets.cells import Cell, Kind, is_nothing, line
from ambassadors.sheets.divisions import (
    Division,
    Order,
    by_first_names,
    by_order,
    division,
    has_capitals_apart,
    is_first_name,
    may_be_surname,
    opens_surname,
    parts_of,
)
from ambassadors.sheets.first_names import SURNAMES_TOO
from ambassadors.sheets.names import particle_first, proper_name
from core.folding import words

NO_NAMES = {
    Kind.NOT_A_NAME: re.compile(r"\w@\w"),
    Kind.TWO_PEOPLE: re.compile(r"\w (?:et|and|&) \w|\w \w+ ?/ ?\w+ \w", re.I),
    Kind.GARBLED: re.compile(r"Ã(?:[^\w\s]|[ª¼½¾¹²³º])|[^\W\d_]\?[^\W\d_]|\ufffd"),
}
"""What in a young person's name says that it is none, or not theirs alone."""
_TITLE = re.compile(
    r"(?:m\.|mr\.?|mme\.?|mlle\.?|melle\.?|monsieur|madame|mademoiselle|mrs\.?|ms\.?|miss) +(?=\w)", re.I
)
_JOINING = frozenset(("et", "ou", "and", "or"))
_LAST, _FIRST = (
    rf"(?:{said})\s*:\s*(?P<{part}>.+?)"
    for said, part in (("nom|surname", "last"), ("pr[ée]noms?|first name", "first"))
)
_LABELLED = [re.compile(rf"{one}[\s,;/–-]*{other}", re.I) for one, other in ((_LAST, _FIRST), (_FIRST, _LAST))]

_FOR_NO_NAME = frozenset(
    " ".join(words(said))
    for said in (
        *("inconnu", "inconnue", "nom inconnu", "prénom inconnu", "unknown", "anonyme", "anonymous", "aucun", "aucune"),
        *("NC", "N/C", "N/A", "néant", "idem", "ditto", "à compléter", "à renseigner", "à préciser", "à définir"),
        *("non renseigné", "non renseignée", "non communiqué", "non communiquée", "sans nom", "pas de nom"),
        *("to complete", "not given", "not known", "TBD", "TBC"),
    )
)
"""What people write where a name is not known. "NA", "Sans" and "Null" are surnames too."""

_ENOUGH = 3
"""How many names of one style have to show their order before the others of it are read so."""


@dataclass(frozen=True)
class Name:
    last_name: str
    first_name: str
    is_sure: bool = field(default=True, compare=False)
    """Whether the name itself, or a parent's, tells where it divides."""


@dataclass(frozen=True)
class Told:
    """The words of surnames and of first names, as those rows of a list tell them apart that can; none is both."""

    last: AbstractSet[str] = frozenset()
    first: AbstractSet[str] = frozenset()


def told(names: Iterable[Name]) -> Told:
    sure = [name for name in names if name.is_sure and name.last_name and name.first_name]
    last = {word for name in sure for word in words(name.last_name)}
    first = {word for name in sure for word in words(name.first_name)}
    return Told(last - first, first - last)


class Style(StrEnum):
    """How a whole name is typed; whoever types alike mostly puts the same name first."""

    LOWER = "lower"
    UPPER = "upper"
    MIXED = "mixed"
    ANY = "any"


def untitled(cell: Cell) -> str:
    """A name without its title, nor a dash that stands apart: `"Mme DUPONT - Zoé"` → `"DUPONT Zoé"`; one whose halves
    are named with a comma between: `"Nom : LE GOFF Prénom : Zoé"` → `"LE GOFF, Zoé"`."""
    said = line(cell)
    if match := next(filter(None, (shape.fullmatch(said) for shape in _LABELLED)), None):
        return f"{match['last']}, {match['first']}"
    title = _TITLE.match(said)
    return re.sub(r" [-–] ", " ", said[title.end() :] if title else said)


def stands_for_no_name(said: str) -> bool:
    """Whether a text stands where a name is not known: "inconnu", "N/A", "à compléter", "XXX"."""
    bare = " ".join(words(said))
    return bare in _FOR_NO_NAME or re.fullmatch(r"x( ?x)*", bare) is not None


def split_name(
    cell: Cell,
    order: Order = Order.LAST_NAME_FIRST,
    *,
    is_asked: bool = False,
    family: AbstractSet[str] = frozenset(),
    shown: Mapping[Style, Order] | None = None,
    others: Told | None = None,
) -> Name:
    """A whole name in one cell: `"DUPONT Léa"`, `"Léa Dupont"`, `"Dupont, Léa"`.

    Commas, capitals, the surname in a parent's name (the words of `family`), particles and well-known first names
    decide; then the order that the column has `shown`; then `order`, which its heading asks for in words if
    `is_asked`. What is known by a first name alone, against that, is not sure.
    """
    said = particle_first(line(cell))
    if is_nothing(said) or stands_for_no_name(said):
        return Name("", "")
    if "," in said:
        last_name, first = (part.strip() for part in said.split(",", 1))
        return _name("" if stands_for_no_name(last_name) else last_name, "" if stands_for_no_name(first) else first)
    parts = parts_of(said)
    known = _without_no_name(parts)
    if len(known) == 1 or len(known) < len(parts) or (len(parts) == 2 and opens_surname(parts[0])):
        return _half(known, family)
    found = _division(parts, order, is_asked=is_asked, family=family, shown=shown or {})
    if not found.is_sure and others:
        found = _by_others(parts, others) or found
    left, right = " ".join(parts[: found.at]), " ".join(parts[found.at :])
    last_name, first = (left, right) if found.order is Order.LAST_NAME_FIRST else (right, left)
    return _name(last_name, first, is_sure=found.is_sure)


def as_spoken(cell: Cell) -> str:
    """A parent's name with the first name before the surname where capitals tell them apart, and a title or a
    well-known first name says that it is somebody's: `"Mme LE GOFF Anne"` → `"Mme Anne Le Goff"`; any other ("Mme
    DUPONT", "ASE Gironde") as `proper_name` has it.
    """
    said = line(cell)
    title = _TITLE.match(said)
    parts = parts_of(said[title.end() :] if title else said)
    is_one = "," not in said and not _JOINING & set(words(said))
    found = division(parts, frozenset()) if is_one and has_capitals_apart(parts) else None
    if found is None:
        return proper_name(said)
    left, right = parts[: found.at], parts[found.at :]
    last, first = (left, right) if found.order is Order.LAST_NAME_FIRST else (right, left)
    if not title and not all(map(is_first_name, first)):
        return proper_name(said)
    last_name, first_name = " ".join(last), " ".join(first)
    return f"{title.group() if title else ''}{proper_name(first_name, is_first_name=True)} {proper_name(last_name)}"


def usual_orders(names: Iterable[tuple[Cell, AbstractSet[str]]], asked: Order | None = None) -> dict[Style, Order]:
    """The order that most whole names of a column show by themselves, each given with its family: by style, and of all.

    A style is there when three of its names show one and most of them the same; capitals say nothing of other styles.
    Three names are needed as well against the order that the heading has `asked` for.
    """
    votes: Counter[tuple[Style, Order]] = Counter()
    for cell, family in names:
        parts = parts_of(line(cell))
        found = division(parts, family)
        if found is None or not found.is_sure or (found.is_weak and found.order is not (asked or found.order)):
            continue
        votes[Style.ANY, found.order] += 1
        if not has_capitals_apart(parts):
            votes[_style(parts), found.order] += 1
    shown: dict[Style, Order] = {}
    for style in Style:
        last, first = (votes[style, order] for order in (Order.LAST_NAME_FIRST, Order.FIRST_NAME_FIRST))
        usual = Order.LAST_NAME_FIRST if last > first else Order.FIRST_NAME_FIRST
        enough = 1 if style is Style.ANY and usual is (asked or usual) else _ENOUGH
        if last != first and last + first >= enough:
            shown[style] = usual
    return shown


def _without_no_name(parts: Sequence[str]) -> Sequence[str]:
    """What is left where one end of a name stands for none: `Zoé XXX`, `à compléter Zoé`."""
    for count in range(min(3, len(parts) - 1), 0, -1):
        if stands_for_no_name(" ".join(parts[:count])):
            return parts[count:]
        if stands_for_no_name(" ".join(parts[-count:])):
            return parts[:-count]
    return parts


def _half(parts: Sequence[str], family: AbstractSet[str]) -> Name:
    """A first name or a surname alone: the former where it is well known and no surname, the latter after a particle or
    where it is a parent's; else it is not sure which."""
    said, is_parents = " ".join(parts), set(words(" ".join(parts))) <= family
    is_first = all(map(is_first_name, parts)) and not set(words(said)) <= SURNAMES_TOO
    if is_first and not is_parents:
        return Name("", proper_name(said, is_first_name=True))
    return Name(proper_name(said), "", is_sure=not is_first and (is_parents or opens_surname(parts[0])))


def _name(last_name: str, first_name: str, *, is_sure: bool = True) -> Name:
    return Name(proper_name(last_name), proper_name(first_name, is_first_name=True), is_sure)


def _division(
    parts: Sequence[str], order: Order, *, is_asked: bool, family: AbstractSet[str], shown: Mapping[Style, Order]
) -> Division:
    usual = shown.get(_style(parts)) or shown.get(Style.ANY)
    found = division(parts, family)
    if found is None:
        return _guess(parts, order, usual, is_asked=is_asked)
    expected = usual or (order if is_asked else found.order)
    if not found.by_first_name or not (is_asked or found.is_weak):
        return found
    if found.order is expected:
        return found._replace(is_sure=found.is_sure and not found.is_weak)
    return (by_order(parts, expected) if found.is_weak else found)._replace(is_sure=False)


def _guess(parts: Sequence[str], order: Order, usual: Order | None, *, is_asked: bool) -> Division:
    """As most of the column, as the heading asks, or as a first name that may be a surname suggests."""
    found = None if usual or is_asked else by_first_names(parts)
    return (found or by_order(parts, usual or order))._replace(is_sure=False)


def _by_others(parts: Sequence[str], others: Told) -> Division | None:
    """Where each word is a surname's or a first name's in other rows: `Koné Bintou`, by `KONÉ Awa`, `Bintou SARR`."""
    are_last = [set(words(part)) <= others.last for part in parts]
    are_first = [set(words(part)) <= others.first for part in parts]
    if any(map(may_be_surname, parts[1:-1])):
        return None
    for at in range(1, len(parts)):
        if all(are_last[:at]) and all(are_first[at:]):
            return Division(at, Order.LAST_NAME_FIRST)
        if all(are_first[:at]) and all(are_last[at:]):
            return Division(at, Order.FIRST_NAME_FIRST)
    return None


def _style(parts: Sequence[str]) -> Style:
    said = "".join(parts)
    return Style.LOWER if said == said.lower() else Style.UPPER if said == said.upper() else Style.MIXED
