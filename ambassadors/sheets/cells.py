"""What any cell says, as text, and what may be wrong with it. Names are in `names.py` and `whole_names.py`, birth dates
in `births.py`, whom to reach in `contacts.py`, the way home in `ways.py`.

Every function takes a raw cell of a `Sheet`; those that can fail raise `Unreadable` with the kind of fault.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from core.folding import squeezed, words
from core.text import TURNING

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
Param: TypeAlias = str | int | date


class Kind(StrEnum):
    """What can be wrong with a row of a list of people."""

    NO_NAME = "no_name"
    """The surname, the first name or both are missing: `missing` is "last_name", "first_name", "both", or "one" where
    nobody can tell which of them the one word is."""
    NO_BIRTH = "no_birth"
    NO_SUCH_DAY = "no_such_day"
    """A date that is not in the calendar; `day`, `month`, `year` as numbers."""
    DATE_NOT_UNDERSTOOD = "date_not_understood"
    BIRTH_IN_FUTURE = "birth_in_future"
    TOO_YOUNG = "too_young"
    """`age` on `day`, and `name`."""
    TOO_OLD = "too_old"
    """`age` on `day`, and `name`."""
    BAD_EMAIL = "bad_email"
    """`reason` is one of `EMAIL_REASONS`."""
    BAD_GUARDIAN_EMAIL = "bad_guardian_email"
    BAD_PHONE = "bad_phone"
    BAD_GUARDIAN_PHONE = "bad_guardian_phone"
    FORMULA_FAILED = "formula_failed"
    """The cell shows `#REF!` or another error of a formula."""
    NOT_A_NAME = "not_a_name"
    """An e-mail address where a name is asked for."""
    TWO_PEOPLE = "two_people"
    """Two young people in one cell: "DUPONT Léa et Tom"."""
    GARBLED = "garbled"
    """A name whose accents were lost on the way: "LÃ©ger", "L?ger"."""
    TOO_LONG = "too_long"
    """More than `limit` characters."""
    DUPLICATE_IN_FILE = "duplicate_in_file"
    """`row` is where the same person already stands."""


EMAIL_REASONS = ("no_at", "two_at", "nothing_before", "nothing_after", "space", "no_dot", "other")


class Unreadable(Exception):  # noqa: N818 - it says what happened, and it is not the programme's error
    """A cell that cannot be taken as it is."""

    def __init__(self, kind: Kind, **params: Param) -> None:
        super().__init__(kind, params)
        self.kind = kind
        self.params = params


# --- text -----------------------------------------------------------------------------------------------------

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad" + TURNING))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")


def as_written(cell: Cell) -> str:
    """A cell as its reader sees it, in full: dates as d/m/Y, whole numbers without a point."""
    match cell:
        case None:
            return ""
        case bool():
            return "oui" if cell else "non"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            clock = f" {cell:%H:%M}" if cell.time() != time() else ""
            return f"{cell.day:02}/{cell.month:02}/{cell.year:04}{clock}"
        case date():
            return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
        case _:
            return str(cell)


def text(cell: Cell) -> str:
    """A cell's text, tidied: composed accents, no invisible or control characters, no space at the ends.

    Newlines are kept. What programs put around a text so that it is not calculated goes: the apostrophe before
    `= + - @` (ours too) or a digit, and `="…"`.
    """
    said = as_written(cell)
    if said.isascii() and said.isprintable() and not any(sign in said for sign in ("  ", "'", "_x", '="')):
        return said.strip()
    said = said.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    said = unicodedata.normalize("NFC", _CONTROL.sub("", said).translate(_INVISIBLE))
    said = "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in said.split("\n")).strip()
    if match := re.fullmatch(r'="([^"]*)"', said):
        return match[1].strip()
    return said[1:] if re.match(r"'[=+\-@\d]", said) else said


def line(cell: Cell) -> str:
    """A cell's text on one line."""
    return " ".join(text(cell).split())


_NOTHING = frozenset(
    squeezed(word)
    for word in (
        *("x", "neant", "aucun", "aucune", "non", "nc", "na", "none", "no", "nil", "null", "sans"),
        *("inconnu", "inconnue", "unknown", "anonymous", "anonyme"),
        *("vide", "non renseigne", "non communique", "ras", "a completer", "a venir"),
    )
)
_NONE = frozenset(words("pas aucun aucune sans no none not doesn"))
_OF_NONE = _NONE | frozenset(
    words(
        "il elle je n en a ai d de encore adresse mail e email courriel electronique tel telephone portable mobile "
        "numero fixe he she they does has have got t an any own one yet address phone number"
    )
)
"""Words by which a cell says that somebody has no address or number: "n'en a pas", "pas encore de portable"."""
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|VALEUR!|NAME\?|NOM\?|DIV/0!|NULL!|NUL!|NUM!|NOMBRE!|SPILL!|PROPAGATION!|CALC!|ERROR!|ERREUR!)"
    r"|Err:\d{3}"
)


def is_error(said: str) -> bool:
    """Whether a cell shows that a formula failed: `#REF!`, `#N/A`."""
    return said[:1] in ("#", "E") and _ERROR.fullmatch(said) is not None


def is_nothing(said: str) -> bool:
    """Whether a cell only says that there is nothing to say ("-", "néant", "pas de mail")."""
    found = words(said)
    return not found or "".join(found) in _NOTHING or is_error(said) or bool(_NONE & {*found} and {*found} <= _OF_NONE)
