"""Rows of a list that are no people: a title, a total, an example, a heading said again, a line prepared and not
filled in."""

import re
from collections.abc import Sequence

from ambassadors.sheets.cells import line
from ambassadors.sheets.reader import Reader
from ambassadors.sheets.rows import Row
from core.folding import folded, words

_TOTAL = re.compile(
    r"((sous[ -]?|sub[ -]?|grand )?totaux?|(sous[ -]?|sub[ -]?)?total|effectifs?|nombre d|count|moyenne|average)\b"
)
_ABOUT_THE_LIST = frozenset(
    words(
        "groupe group section equipe team liste list attente waiting atelier classe dont fait made legende autorisation"
    )
)
_SEXES = frozenset(words("filles fille garcons garcon femmes femme hommes homme girls girl boys boy women men"))
_BESIDE_SEXES = frozenset(words("dont et and nombre de of which including soit"))
_COUNT = re.compile(r"\d{1,4} ?%?|\d{1,3}[.,]\d{1,2} ?%?")
_EXAMPLES_WITHIN = 3
"""How many of a list's first rows may be there to show how it is filled in."""
_EXAMPLE = re.compile(r"\W*((ex|e\.g|p\. ?ex|(par )?exemple|(for )?example|modele)\W*|ex(emple|ample)? ?[.:].*)")
_EXAMPLE_ALONE = re.compile(r"\W*(exemple|example)\W*")


def is_no_person(reader: Reader, row: Row) -> bool:
    """A total, an example, a section's title, the heading said again, or a line prepared (a number, a box to tick) and
    not filled.

    Whoever has a name with anything else, a birth date or an address is somebody.
    """
    said = [line(cell) for cell in row.cells]
    filled = [part for part in said if part]
    are_figures = len(filled) <= 2 or all(re.search(r"\d", part) for part in filled[1:])
    if (are_figures and _TOTAL.match(folded(filled[0]))) or _counts_by_sex(filled) or _is_example(reader, row):
        return True
    headings = (column.heading.casefold() for column in reader.sheet.columns)
    if sum(a.casefold() == b for a, b in zip(said, headings, strict=True) if a) >= 2:
        return True
    if len(filled) == 1 and len(reader.columns) > 1:
        return not reader.is_whole_name(row) or bool(_ABOUT_THE_LIST & set(words(filled[0])))
    return bool(reader.columns) and not reader.tells_who(row)


def _is_example(reader: Reader, row: Row) -> bool:
    """`Ex.`, `DUPONT`, `Jean`: one of the first rows says so at its beginning, or somewhere in a cell of its own.

    A mark that others have too ("Ex" for former members) is none.
    """
    rows = reader.sheet.rows
    if row not in rows[:_EXAMPLES_WITHIN]:
        return False
    said = [folded(line(cell)) for cell in row.cells]
    first = next((at for at, part in enumerate(said) if part), 0)
    if not _EXAMPLE.fullmatch(said[first]) and not any(map(_EXAMPLE_ALONE.fullmatch, said)):
        return False
    return not any(folded(line(other.cells[first])) == said[first] for other in rows[_EXAMPLES_WITHIN:])


def _counts_by_sex(filled: Sequence[str]) -> bool:
    """`Dont filles`, `12`: nothing but girls, boys and how many; "Garçon" with a first name or a date is somebody."""
    said = [part for part in filled if not _COUNT.fullmatch(part)]
    kinds = [{word for word in words(part) if not word.isdigit()} for part in said]
    counted = len(said) < len(filled) or any(word.isdigit() for part in said for word in words(part))
    return counted and bool(kinds) and all(kind & _SEXES and kind <= _SEXES | _BESIDE_SEXES for kind in kinds)
