"""What one cell says, as people write it: names, birth dates. Whole names are in `whole_names.py`, whom to reach in
`contacts.py`, the way home in `ways.py`.

Every function takes a raw cell of a `Sheet`; those that can fail raise `Unreadable` with the kind of fault.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from core.folding import folded, squeezed, words
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
    return not found or "".join(found) in _NOTHING or is_error(said) or bool(_NONE & {*found} and _OF_NONE >= {*found})


# --- names ----------------------------------------------------------------------------------------------------

_LOWER = ("de", "du", "des", "da", "das", "dos", "von", "zu")
"""Small words that stay small before another; "Do" does not at the beginning, where it is a Vietnamese surname."""
_BETWEEN = ("y", "e", "do", "und")
"""Those that stay small between two: "de Sousa e Melo"."""
_AFTER = ("la", "l'", "le", "les", "der", "den", "las", "los")
"""Those that stay small after "de", "von" or "van"; "van" stays so itself before "der", and is no Vietnamese name."""
_SCOTTISH = re.compile(
    r"(mac)(?=(?:adam|allister|arthur|cormick|donald|donnell|dougall|farlane|gregor|guire|innes|intosh|intyre|kay|kenna"
    r"|kenzie|kinnon|lachlan|laren|lean|leod|millan|namara|neill|pherson|queen|rae)$)|(mc)(?=[a-z]{4})"
)
"""Where a capital follows: "MacDonald", "McCarthy"; not "Macron", "Machado"."""


def proper_name(cell: Cell, *, is_first_name: bool = False) -> str:
    """A name in its usual case where it was shouted or whispered; a mixed one is kept as typed.

    `"LE GOFF"` → `"Le Goff"`, `"DE LA TORRE"` → `"de la Torre"`, `"O'BRIEN"` → `"O'Brien"`. A first name begins with a
    capital whatever it is: `"D'JAMILA"` → `"D'Jamila"`, where the surname is `"d'Angelo"`; so does one letter.
    """
    said = particle_first(line(cell))
    if not any(c.isalpha() for c in said) or is_error(said):
        return ""
    if said != said.upper() and said != said.lower():
        return said
    parts = re.split(r"([ -])", said)  # each word, then what stands between it and the next
    low = ["", "", *map(_lower, parts), "", ""]
    cased = "".join(_cased(part, low[at], low[at + 4]) for at, part in enumerate(parts))
    if is_first_name and re.match(r"d['’][^\W\d_]", cased):
        return f"D{cased[1]}{_capital(cased[2:])}"
    return _capital(cased) if is_first_name or len(cased) == 1 else cased


def particle_first(said: str) -> str:
    """`"SAINT-EXUPÉRY (de) Antoine"`, as directories write it, → `"de SAINT-EXUPÉRY Antoine"`."""
    match = re.fullmatch(r"([^()]+?)\s*\(((?:de|du|des|d'|d’|von|van|le|la)(?: la)?)\)(.*)", said, re.I)
    return f"{match[2].lower()} {match[1]}{match[3]}" if match else said


def _cased(part: str, before: str, after: str) -> str:
    """One word of a name, between its neighbours in small letters."""
    low = _lower(part)
    straight = low.replace("’", "'")
    is_small = (low in _LOWER or (low in _BETWEEN and before)) and after
    if is_small or (low in _AFTER and before in ("de", "von", "van", "zu")) or (low == "van" and after in _AFTER):
        return low
    if straight.startswith(("d'", "l'")) and len(low) > 2 and (straight[0] == "d" or before == "de"):
        return low[:2] + _cased(low[2:], "", "")
    if match := _SCOTTISH.match(low):
        return match.group().capitalize() + low[match.end() :].capitalize()
    cased = re.sub(r"[^\W\d_]+", lambda word: word.group()[:1].upper() + _lower(word.group()[1:]), part)
    return re.sub(r"(?i)(c['’])h", r"\1h", cased)  # a Breton letter: "Kerc'hoat", "Floc'h"


def _lower(said: str) -> str:
    """In small letters; Python makes two characters of a Turkish "İ"."""
    return said.replace("İ", "i").lower()


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


# --- birth dates ----------------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv jan",
            "fevrier february fevr fev feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul jui",
            "aout august aou aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[a-z]+day"
_LEAD = rf"(?:nee? a \D+ le\s+|(?:(?:{_DAYS}|ne|nee|born|le|on|ddn|dob|date de naissance|date of birth)[\s,:]+)*)"
_CLOCK = r"(?:[\sT,]+(?:a\s+)?\d{1,2}[:h]\d{0,2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?\s*(?:z|utc|[+-]\d\d:?\d\d)?)?"
_SEPARATOR = r"\s*[/.\-\s,–—\\]\s*"
_DAY_FIRST = re.compile(rf"{_LEAD}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})\.?{_CLOCK}", re.I)
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_CLOCK}", re.I)
_WORDED = re.compile(
    rf"{_LEAD}(\d{{1,2}})(?:er|e|eme|st|nd|rd|th)?[\s.\-/]*(?:of\s+)?([a-z]+)\.?[\s.,\-/]*(\d{{4}}|\d{{2}}){_CLOCK}",
    re.I,
)
_WORDED_US = re.compile(rf"{_LEAD}([a-z]+)\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(\d{{4}}){_CLOCK}", re.I)
_LONG = 100
"""Characters no date has, with what stands beside it."""
_AGE = re.compile(r"\(?\b\d{1,2}\s*(?:ans|years? old)\b\)?")
_IN_BRACKETS = re.compile(r"\((?![^()]*\d\W\d)([^()]*)\)")
_ENDS = re.compile(r"(.*\d(?:\s*(?:am|pm|z|utc))?)\.?(?:[\s,;*–—?-]+(\D*))?")
"""A date to its last digit, and the words behind."""
_PLACE = re.compile(r"(?:a|in|at)\s+(?!verif|confirm|precis|valid|revoir)\D+")
_MIDNIGHT = re.compile(r".*[t ]2[23]:00:00(?:\.0+)?z")
"""Midnight in France as programs write it for Greenwich: 22 h or 23 h of the day before."""
_ENGLISH = {"birth", "birthday", "birthdate", "born", "dob", "dateofbirth"}
_EPOCH = date(1899, 12, 30)
_OLDEST = 1900


def birth(cell: Cell, *, today: date, month_first: bool = False) -> date:
    """A birth date however it was written; two-digit years are the last hundred.

    `month_first` reads 07/03/2008 as 3 July (see `is_month_first`). Raises `Unreadable`: `no_birth`,
    `no_such_day` (a date that is in no calendar) or `date_not_understood`.
    """
    match cell:
        case datetime():
            return _plausible(cell.date())
        case date():
            return _plausible(cell)
        case bool():
            raise Unreadable(Kind.DATE_NOT_UNDERSTOOD)
        case int() | float():
            return _from_number(cell, today)
    said = folded(line(cell))
    if is_nothing(said):
        raise Unreadable(Kind.NO_BIRTH)
    said = _parted(said)[0]
    if re.fullmatch(r"\d+(?:\.0)?", said):
        return _from_number(float(said), today)
    found = _from_words(said, today=today, month_first=month_first)
    return found + timedelta(days=1) if _MIDNIGHT.fullmatch(said) else found


def has_remark(cell: Cell) -> bool:
    """Whether a birth date has more beside it than an age and a place: `"12/05/2010 ?"`, `"12/05/2010 (à vérifier)"`.

    A whole date is read all the same; "vers 2010" is none.
    """
    return isinstance(cell, str) and _parted(folded(line(cell)))[1]


def _parted(said: str) -> tuple[str, bool]:
    """A date without what stands beside it, and whether somebody may want to read that."""
    plain = _AGE.sub("", said.strip("'\""))
    bare = _IN_BRACKETS.sub("", plain).strip(" -–—,;()")
    before, _, date_first = bare.rpartition("? ") if bare.startswith("?") else ("", "", bare)
    match = _ENDS.fullmatch(date_first) if len(date_first) < _LONG else None
    if match is None:
        return said, False
    is_place = not match[2] or _PLACE.fullmatch(match[2])
    in_brackets = [part for part in _IN_BRACKETS.findall(plain) if not re.fullmatch(r"\d{2,3}|e", part)]
    return match[1], bool(before or set("?*") & set(plain) or in_brackets or not is_place)


def is_month_first(cells: Iterable[Cell], heading: str = "") -> bool:
    """Whether a column writes 07/23/2008: its heading says so, or its dates prove it.

    One date that only makes sense so is a slip of the finger in a French list, and a proof in an English one. Two, and
    one date in five, are a proof anywhere, if no date has a first number above 12.
    """
    asked = words(heading)
    if asked[-3:] in (["mm", "dd", "yyyy"], ["mm", "jj", "aaaa"]):
        return True
    found = [match for cell in cells if isinstance(cell, str) and (match := _DAY_FIRST.fullmatch(folded(line(cell))))]
    proofs = sum(12 < int(match[2]) <= 31 and int(match[1]) <= 12 for match in found)
    refuted = any(int(match[1]) > 12 for match in found)
    enough = 1 if set(asked) & _ENGLISH else 2
    return not refuted and proofs >= enough and 5 * proofs >= len(found)


def _from_words(said: str, *, today: date, month_first: bool) -> date:
    if match := _YEAR_FIRST.fullmatch(said):
        return _on(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(said):
        day, month = int(match[1]), int(match[2])
        if month_first:
            day, month = month, day
        return _on(_year(match[3], today), month, day)
    if (match := _WORDED.fullmatch(said)) and match[2] in _MONTHS:
        return _on(_year(match[3], today), _MONTHS[match[2]], int(match[1]))
    if (match := _WORDED_US.fullmatch(said)) and match[1] in _MONTHS:
        return _on(int(match[3]), _MONTHS[match[1]], int(match[2]))
    raise Unreadable(Kind.DATE_NOT_UNDERSTOOD)


def _from_number(number: float, today: date) -> date:
    """Days since Excel's beginning, or the digits of a date typed without its separators."""
    if not abs(number) < 1e8 or number <= 0:
        raise Unreadable(Kind.DATE_NOT_UNDERSTOOD)
    digits = str(int(number))
    if len(digits) in (7, 8) and number == int(number):
        if digits[:2] in ("19", "20") and len(digits) == 8 and int(digits[4:6]) <= 12:
            return _on(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return _on(_year(digits[-4:], today), int(digits[-6:-4]), int(digits[:-6]))
    if 2200 < number < 80_000:  # below, it is a year written alone
        return _plausible(_EPOCH + timedelta(days=int(number)))
    raise Unreadable(Kind.DATE_NOT_UNDERSTOOD)


def _year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (today.year // 100 if year <= today.year % 100 else today.year // 100 - 1) * 100


def _on(year: int, month: int, day: int) -> date:
    if year < _OLDEST:
        raise Unreadable(Kind.DATE_NOT_UNDERSTOOD)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(Kind.NO_SUCH_DAY, day=day, month=month, year=year) from None


def _plausible(day: date) -> date:
    if day.year < _OLDEST:
        raise Unreadable(Kind.DATE_NOT_UNDERSTOOD)
    return day
