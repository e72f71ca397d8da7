"""Which row of a file names its columns, and the row of headings over it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ambassadors.sheets.cells import Cell, line
from ambassadors.sheets.columns import recognise
from ambassadors.sheets.fields import Field
from ambassadors.sheets.headings import says_whose
from ambassadors.sheets.readings import readings
from ambassadors.sheets.rows import HEADING_WITHIN, MAX_COLUMNS, Row, texts

_NAMES = {Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME}
_PERSON = {*_NAMES, Field.BORN_ON}
_LONGEST = 300
"""Characters of a heading that are looked at: the longest question of a form has fewer."""


@dataclass(frozen=True)
class Heading:
    at: int
    """Its place among the rows given, that of the lower one of two; -1 where the list begins without headings."""
    fields: int
    """How many different things its columns tell by themselves."""
    texts: tuple[str, ...] = ()
    """One for each column."""
    groups: tuple[str, ...] = ()
    """The headings over its headings, one for each column, if it has two rows."""


def find_heading(rows: Sequence[Row]) -> Heading | None:
    """The row that names the most things a list of people tells, among the first ones, and the row it goes with.

    Only what one row says by itself counts: a pupil whose class is "2nde Lycée Montaigne" is no heading, whatever
    stands above.
    """
    best: Heading | None = None
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        own = set(recognise(texts(row)).values())
        if len(own) < 2 or (best is not None and len(own) <= best.fields):
            continue
        heading = _with_row_above(rows, at) or _with_row_below(rows, at) or Heading(at, 0, _texts(row))
        if (own | set(recognise(heading.texts, heading.groups).values())) & _NAMES:
            best = replace(heading, fields=len(own))
    return best


def to_be_said(rows: Sequence[Row]) -> Heading | None:
    """Where a list whose headings say nothing to us begins: a person tells what its columns are.

    A first row with a date, a number or an address is somebody's; any other is taken for headings.
    """
    if not rows or max(len(row.cells) for row in rows) < 2:
        return None
    if any(map(_is_of_somebody, rows[0].cells)):
        return Heading(-1, 0)
    at = next((at for at, row in enumerate(rows[:HEADING_WITHIN]) if sum(map(bool, texts(row))) > 1), None)
    return None if at is None or at + 1 >= len(rows) else Heading(at, 0, _texts(rows[at]))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(line(cell)[:_LONGEST] for cell in row.cells)


def _is_of_somebody(cell: Cell) -> bool:
    """A date, a number, an address; the year of a title is nobody's."""
    if not isinstance(cell, str):
        return cell is not None
    bare = re.sub(r"\b20\d\d\b", "", cell) if re.search(r"[^\W\d_]", cell) else cell
    return bool(re.search(r"@|\d.*\d.*\d", bare))


# --- headings on two rows -------------------------------------------------------------------------------------


def _with_row_above(rows: Sequence[Row], at: int) -> Heading | None:
    """`Jeune | | Parent` over the many headings of row `at`; one text alone that stands first is the sheet's title."""
    found = _two_rows(rows, at - 1)
    if found is None:
        return None
    above = {text: index for index, text in reversed(list(enumerate(texts(rows[at - 1])))) if text}
    is_title = list(above.values()) == [0]
    return None if is_title or len(set(found.groups) - {""}) >= sum(map(bool, texts(rows[at]))) else found


def _with_row_below(rows: Sequence[Row], at: int) -> Heading | None:
    """The many headings of row `at` over `| | Nom | Tél.`, which is no person: most of it is headings we know,
    and under names and births it says nothing else."""
    found = _two_rows(rows, at)
    if found is None or any(map(_is_of_somebody, rows[at + 1].cells)):
        return None
    above, below = texts(rows[at]), [*texts(rows[at + 1]), *[""] * len(rows[at].cells)]
    known = {reading.index for reading in readings(below)}
    of_people = {index for index, field in recognise(above).items() if field in _PERSON} - known
    is_data = any(below[index] not in ("", above[index]) for index in of_people)
    return None if is_data or 2 * len(known) <= sum(map(bool, below)) else found


def _two_rows(rows: Sequence[Row], at: int) -> Heading | None:
    """Row `at` and the next as one heading, if something in the first says whose the columns under it are.

    What stands in the first is over the columns to its right, or over its merge, where the second says something
    else; where that is blank, it is a heading like the others. `Tél.` over `Jeune | Mère` is as the other way round.
    """
    if not 0 <= at < len(rows) - 1 or rows[at].number + 1 != rows[at + 1].number:
        return None
    if any(map(_is_of_somebody, rows[at].cells)):
        return None
    width = max(len(rows[at].cells), len(rows[at + 1].cells))
    above, below = ([*_texts(row), *[""] * width][:width] for row in rows[at : at + 2])
    said, groups, current, last = list[str](), list[str](), "", 0
    for index in range(width):
        if above[index]:
            current, last = above[index], rows[at].spans.get(index, MAX_COLUMNS)
        current = current if index <= last else ""
        low, over = below[index] or above[index], current if below[index] not in ("", current) else ""
        if says_whose(low) and not says_whose(over) and readings([over]):
            low, over = over, low
        said.append(low)
        groups.append(over)
    if not any(map(says_whose, groups)):
        return None
    return Heading(at + 1, 0, tuple(said), tuple(groups))
