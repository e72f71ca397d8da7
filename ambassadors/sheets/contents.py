"""What the cells of a column tell, where its heading says nothing we know: a column is never lost for a word.

Nine cells in ten have to say it, and be as people's own are: a list in which one address comes back row after row is
that of who filled it in.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ambassadors.sheets import contacts
from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.births import birth
from ambassadors.sheets.cells import Cell, Unreadable, line
from ambassadors.sheets.fields import Field
from ambassadors.sheets.headings import heading_words
from ambassadors.sheets.questions import Asked, Question
from ambassadors.sheets.ways import way_home
from core.folding import words

_ENOUGH = 3
"""Fewer cells prove nothing."""
_LONGEST = 120
_BESIDE_NUMBERS = v.PHONE | v.NUMBER | v.SMALL | v.GUARDIAN
_DIALLED = re.compile(r"(?:\+|00|0[1-9]|[67]\d{8}\b|33)[\d\s.\-()/]*(?:[,;]\s*(?:\+|0)[\d\s.\-()/]*)?")
_OF_LEAVING = v.WAY_HOME | v.LEAVE | v.FETCHED | v.COMES | v.TAKEN_BACK
_APART = 700
"""Days between the first and the last birth of a list, at least: those on which people joined are closer."""
_LAST = date(2999, 12, 31)


def told_by(heading: str, cells: Sequence[Cell]) -> Field | None:
    """What a column tells, by its cells alone."""
    filled = [cell for cell in cells if cell is not None and line(cell)]
    if len(filled) < _ENOUGH:
        return None
    have = set(heading_words(re.sub(r"\d", " ", heading)))
    looks: Mapping[Field, Callable[[Cell], bool]] = {
        Field.EMAIL: lambda cell: "@" in line(cell) and _is_read(contacts.emails, cell),
        Field.PHONE: lambda cell: not have & v.REFERENCE and _is_phone(cell),
        Field.BORN_ON: lambda cell: have <= v.OF_A_DAY and _is_read(_birth, cell),
        Field.WAY_HOME: lambda cell: bool(have) and _is_way_home(cell),
    }
    for field, looks_so in looks.items():
        allowed = len(filled) // 10
        if all(looks_so(cell) or (allowed := allowed - 1) >= 0 for cell in filled) and _are_own(field, filled):
            return field
    return None


def _are_own(field: Field, filled: Sequence[Cell]) -> bool:
    said = [line(cell) for cell in filled]
    match field:
        case Field.BORN_ON:
            born = [_birth(cell) for cell in filled if _is_read(_birth, cell)]
            return (max(born) - min(born)).days > _APART
        case Field.WAY_HOME:
            return any(set(words(each)) & _OF_LEAVING for each in said)
        case _:
            return 2 * len(set(said)) > len(said)


def _is_read(reader: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return len(line(cell)) <= _LONGEST and bool(reader(cell))
    except Unreadable:
        return False


def _is_phone(cell: Cell) -> bool:
    """A telephone, and not the number of something: as it is dialled, with no other words than of whom it is."""
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        return False
    bare = re.sub(r"[^\W\d_]+", lambda match: "" if set(words(match.group())) <= _BESIDE_NUMBERS else "?", line(cell))
    bare = re.sub(r"\.0$", "", bare).strip(" :.()")
    return bool(_DIALLED.fullmatch(bare)) and _is_read(contacts.phones, cell)


def _birth(cell: Cell) -> date:
    return birth(cell, today=_LAST)


def _is_way_home(cell: Cell) -> bool:
    said = set(words(line(cell)))
    return bool(said & (_OF_LEAVING | v.ALONE)) and way_home(cell, Question(asked=Asked.HOW))[0] is not None
