"""Of whom somebody of a list may be a second file. Plain Python: nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

from ambassadors.rules import Contact
from ambassadors.sheets.contacts import name_key
from ambassadors.sheets.person import Person
from core import phones
from core.folding import squeezed, words

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
    def number(self) -> str:
        return phones.plain(self.phone)


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
    twins a date: alone, these make nobody alike. In one list, only those born on the same day are compared, with who
    stands above.
    """
    by_last: dict[str, list[Known]] = {}
    by_birth: dict[date, list[Known]] = {}
    for each in sorted(known, key=lambda other: other.row):
        by_last.setdefault(each.last, []).append(each)
        by_birth.setdefault(each.born_on, []).append(each)
    found: dict[int, Known] = {}
    for person in people:
        me = as_known(person)
        same_last = (o for o in by_last.get(me.last, ()) if not o.row and _is_likely(me, o))
        same_birth = (
            o
            for o in by_birth.get(me.born_on, ())
            if o.row < me.row and _may_be_one(me, o) and (not o.row or o.first == me.first)
        )
        other = next(chain(same_last, same_birth), None)
        if other is not None:
            found[person.row] = other
    return found


def _may_be_one(one: Known, other: Known) -> bool:
    """Of two born on the same day: whether they may be one person under two surnames, or two spellings."""
    own = (one.email and one.email == other.email) or (one.number and one.number == other.number)
    if one.first != other.first:
        is_near = one.first[:_MUCH] == other.first[:_MUCH] or _is_near(one.first_name, other.first_name)
        return bool(own) and is_near
    a, b = set(words(one.last_name)), set(words(other.last_name))
    return bool(own or one.parents & other.parents or a <= b or b <= a or _is_one_letter_apart(one.last, other.last))


def _is_likely(one: Known, other: Known) -> bool:
    named = one.first == other.first or _is_near(one.first_name, other.first_name)
    dated = one.born_on == other.born_on or _is_close(one.born_on, other.born_on)
    reached = (one.email and one.email == other.email) or (one.number and one.number == other.number)
    exact = one.first == other.first or one.born_on == other.born_on
    return bool((named and dated and (exact or reached)) or (named and reached))


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


def _is_one_letter_apart(one: str, other: str) -> bool:
    """One letter changed, missing, added, or two neighbours that changed places; never in names of three letters."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rests = ((one[at + 1 :], other[at + 1 :]), (one[at:], other[at + 1 :]), (one[at + 1 :], other[at:]))
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or any(a == b for a, b in rests)
