"""What an ambassador must be. Pure: dates come in, answers go out."""

from dataclasses import dataclass
from datetime import date

from core.folding import folded, squeezed

AGES = range(12, 26)
"""Whole years a young person may have on the day of `counted_on` (12 to 25 inclusive)."""

ADULT = 18

BIRTH_YEARS = 110
"""How many years back a birth date is still one, and no slip of a finger."""


@dataclass(frozen=True)
class Contact:
    """A guardian as typed: whom to reach, no consent."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email)


def age_on(born_on: date, day: date) -> int:
    """Whole years lived on `day`; negative before birth.

    A person born on 29 February turns a year older on 1 March of a common year: French law counts an age
    "from the day of birth to the same day of the year", and a day that does not exist is not reached until
    it has passed (the cautious reading for a minor, and the one civil registries apply).
    """
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def counted_on(season_starts_on: date, joins_on: date | None = None) -> date:
    """The day an ambassador's age is counted on: the season's first, or the day of joining if later."""
    return max(season_starts_on, joins_on or season_starts_on)


def match_key(last_name: str, first_name: str, born_on: date) -> str:
    """What makes two files the same person: names and birth date. At most 200 characters.

    Case, accents, spaces and hyphens do not count, nor where the name is cut: one list says "LE GOFF Bilal", another
    "Bilal Le-Goff"; one has Tran as the surname of Minh Anh, another Anh Tran as that of Minh. Nobody is doubled.
    Twins differ by their first names, homonyms by their dates.
    """
    return f"{_circle(squeezed(first_name) + squeezed(last_name))[:180]} {born_on.isoformat()}"


def _circle(letters: str) -> str:
    """The letters read around from where they come first in the alphabet: wherever a name is cut, they are the same."""
    twice = letters * 2
    return min((twice[at : at + len(letters)] for at in range(len(letters))), default="")


def sort_name(last_name: str, first_name: str) -> str:
    """The folded "surname first name" that lists are ordered and searched by. At most 170 characters."""
    return " ".join(folded(f"{last_name} {first_name}").split())[:170]
