"""Of whom somebody of a list may be a second file. Plain Python: nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, islice

from ambassadors.rules import Contact
from ambassadors.sheets.contacts import name_key
from ambassadors.sheets.first_names import COMMON
from ambassadors.sheets.person import Person
from core import phones
from core.folding import squeezed, words

_SOUNDS = ((r"ph", "f"), (r"(?<!c)h", ""), (r"y", "i"), (r"ck|qu?", "k"), (r"c(?=[aou]|$)", "k"), (r"(.)\1", r"\1"))
"""What is written one way or the other: `Maëlys` and `Maelis`, `Erwan` and `Erwann`, `Théo` and `Téo`."""
_COMPARED = 100
"""Rows that one is compared with: a list of more who are nearly the same is no list of people, and takes no minute."""
_MUCH = 5
"""First letters in common of two first names that may be one: `Aïssata`, `Aissatou`; not `Éloïse`, `Élodie`."""


@dataclass(frozen=True)
class Known:
    """Somebody the programme has a file of."""

    public_id: str
    match_key: str
    last_name: str
    first_name: str
    born_on: date
    email: str
    phone: str
    parents: frozenset[str] = field(default=frozenset(), metadata={"is_apart": True})
    """What tells their contacts from others: `marks`."""
    row: int = field(default=0, metadata={"is_apart": True})
    """Of somebody who only stands in the same list, where."""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @cached_property
    def last(self) -> str:
        return squeezed(self.last_name)

    @cached_property
    def first(self) -> str:
        return squeezed(self.first_name)

    @cached_property
    def firsts(self) -> frozenset[str]:
        return frozenset(words(self.first_name))

    @cached_property
    def heard(self) -> str:
        """The letters of the first name as they are heard."""
        name = self.first
        for written, heard in _SOUNDS:
            name = re.sub(written, heard, name)
        return name

    @cached_property
    def nearly(self) -> tuple[tuple[object, str], ...]:
        """Whoever has the surname or the day of this one, and nearly the first name, has one of these as well."""
        said = (*words(self.first_name), self.heard, self.first, *_with_one_letter_less(self.first))
        return tuple(dict.fromkeys((part, each) for each in said for part in (self.last, self.born_on)))

    @cached_property
    def number(self) -> str:
        return phones.plain(self.phone)


def _with_one_letter_less(name: str) -> Iterator[str]:
    return (name[:at] + name[at + 1 :] for at in range(len(name)))


def marks(contact: Contact) -> frozenset[str]:
    """The number and the address of a contact, and the name if it is a whole one: "Maman" is nobody's in particular."""
    name = name_key(contact.name)
    whole_name = name if " " in name else ""
    return frozenset(filter(None, (phones.plain(contact.phone), contact.email.lower(), whole_name)))


def as_known(person: Person) -> Known:
    """Somebody of a list, for those below them in it."""
    parents = frozenset[str]().union(*map(marks, person.guardians))
    own = (person.last_name, person.first_name, person.born_on, person.email, person.phone)
    return Known("", person.match_key, *own, parents, person.row)


def alike(people: Iterable[Person], known: Iterable[Known]) -> Mapping[int, Known]:
    """Row → whom of the known its person may well be, with a birth date or a name put right since.

    The same surname, and two of: the same or nearly the same first name, the same or nearly the same date, the same
    address or number; or the same first name and date with nearly the same surname, with one surname within the other,
    or with an address or a number of theirs or a parent's. Brothers and sisters share a surname and often a mailbox,
    twins a date: alone, these make nobody alike. In one list, where twins stand together, everybody is compared with
    who stands above, and two first names are only the same if one is a slip for the other.
    """
    by_last: dict[str, list[Known]] = {}
    by_birth: dict[date, list[Known]] = {}
    above: dict[tuple[object, str], list[Known]] = {}
    for each in sorted(known, key=lambda other: other.row):
        if each.row:
            for key in each.nearly:
                above.setdefault(key, []).append(each)
        else:
            by_last.setdefault(each.last, []).append(each)
            by_birth.setdefault(each.born_on, []).append(each)
    found: dict[int, Known] = {}
    for person in people:
        me = as_known(person)
        same_last = (o for o in by_last.get(me.last, ()) if _is_likely(me, o))
        same_birth = (o for o in by_birth.get(me.born_on, ()) if _may_be_one(me, o))
        before = (o for key in me.nearly for o in above.get(key, ()) if o.row < me.row)
        said_before = (o for o in islice(before, _COMPARED) if _is_said_again(me, o))
        other = next(chain(same_last, same_birth, said_before), None)
        if other is not None:
            found[person.row] = other
    return found


def _may_be_one(one: Known, other: Known) -> bool:
    """Of two born on the same day: whether they may be one person under two surnames, or two spellings."""
    own = _is_reached_alike(one, other)
    if one.first != other.first:
        is_near = one.first[:_MUCH] == other.first[:_MUCH] or _is_near(one.first_name, other.first_name)
        return own and is_near
    a, b = set(words(one.last_name)), set(words(other.last_name))
    return bool(own or one.parents & other.parents or a <= b or b <= a or _is_one_letter_apart(one.last, other.last))


def _is_likely(one: Known, other: Known) -> bool:
    named = one.first == other.first or _is_near(one.first_name, other.first_name)
    dated = one.born_on == other.born_on or _is_close(one.born_on, other.born_on)
    reached = _is_reached_alike(one, other)
    exact = one.first == other.first or one.born_on == other.born_on
    return named and (reached or (dated and exact))


def _is_said_again(one: Known, other: Known) -> bool:
    """Of two of one list: whether a slip of the name or of the date is all that parts them."""
    is_same_day, is_same = one.born_on == other.born_on, one.first == other.first
    if not (is_same or _is_slip(one, other)):
        return False
    if one.last != other.last:
        return is_same_day and _may_be_one(one, other)
    reached, is_close = _is_reached_alike(one, other), _is_close(one.born_on, other.born_on)
    return (is_same and (reached or (is_close and not _are_namesakes(one, other)))) or (
        not is_same and (is_same_day or (reached and is_close))
    )


def _are_namesakes(one: Known, other: Known) -> bool:
    """Whether two of the same name have nobody and nothing in common by which they are reached."""
    mine, theirs = ({each.email, each.number, *each.parents} - {""} for each in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _is_reached_alike(one: Known, other: Known) -> bool:
    return bool((one.email and one.email == other.email) or (one.number and one.number == other.number))


def _is_close(one: date, other: date) -> bool:
    """Two of day, month and year are the same, or day and month have changed places."""
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    return same >= 2 or (one.year == other.year and (one.day, one.month) == (other.month, other.day))


def _is_near(one: str, other: str) -> bool:
    """`Maelis` and `Maëlys`, `Max` and `Maxime`, `Jean` and `Jean-Baptiste`; not `Élodie` and `Éloïse`."""
    a, b = squeezed(one), squeezed(other)
    short, long = sorted((a, b), key=len)
    within = set(words(one)) <= set(words(other)) or set(words(other)) <= set(words(one))
    return within or (len(short) >= 3 and long.startswith(short)) or _is_one_letter_apart(a, b)


_VOWELS = frozenset("aeio")


def _is_slip(one: Known, other: Known) -> bool:
    """Whether one first name is the other with a slip, or with a second first name; not the names of twins: `Louis` and
    `Louise`, `Lina` and `Nina`, `Elio` and `Elia`."""
    a, b = one.first, other.first
    if one.firsts <= other.firsts or other.firsts <= one.firsts or one.heard == other.heard:
        return True
    short, long = sorted((a, b), key=len)
    is_girl_s = long == f"{short}a" or (a[:-1] == b[:-1] and {a[-1], b[-1]} <= _VOWELS)
    return _is_one_letter_apart(a, b) and a[0] == b[0] and not is_girl_s and not {a, b} <= COMMON


def _is_one_letter_apart(one: str, other: str) -> bool:
    """One letter changed, missing, added, or two neighbours that changed places; never in names of three letters."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rests = ((one[at + 1 :], other[at + 1 :]), (one[at:], other[at + 1 :]), (one[at + 1 :], other[at:]))
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or any(a == b for a, b in rests)
