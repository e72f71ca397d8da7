"""Birth dates, as people write them, and what stands beside them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ambassadors.sheets.cells import Cell, Kind, Unreadable, is_nothing, line
from core.folding import folded, words

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
            "juillet july juil jul",
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
