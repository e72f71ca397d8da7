"""Which row of a file names its columns, and the row of headings over it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ambassadors.sheets.cells import Cell, line
from ambassadors.sheets.columns import recognise
from ambassadors.sheets.fields import Field
from ambassadors.sheets.headings import says_whose
from ambassadors.sheets.rows import HEADING_WITHIN, MAX_COLUMNS, Row, texts

_NAMES = {Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME}


@dataclass(frozen=True)
class Heading:
    at: int
    """Its place among the rows given; -1 where the list begins without headings."""
    fields: int
    """How many different things its columns tell by themselves."""
    groups: tuple[str, ...] = ()
    """The headings over its headings, one for each column, if the row above holds some."""


def find_heading(rows: Sequence[Row]) -> Heading | None:
    """The row that names the most things a list of people tells, among the first ones.

    Only what it says by itself counts: a pupil whose class is "2nde Lycée Montaigne" is no heading, whatever stands
    above.
    """
    best: Heading | None = None
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        said = texts(row)
        own = set(recognise(said).values())
        if len(own) < 2 or (best is not None and len(own) <= best.fields):
            continue
        groups = _groups(rows, at)
        if (own | set(recognise(said, groups).values())) & _NAMES:
            best = Heading(at, len(own), tuple(groups))
    return best


def to_be_said(rows: Sequence[Row]) -> Heading | None:
    """Where a list whose headings say nothing to us begins: a person tells what its columns are.

    A first row with a date, a number or an address is somebody's; any other is taken for headings.
    """
    if not rows or max(len(row.cells) for row in rows) < 2:
        return None
    if any(_is_of_somebody(cell) for cell in rows[0].cells):
        return Heading(-1, 0)
    at = next((at for at, row in enumerate(rows[:HEADING_WITHIN]) if sum(map(bool, texts(row))) > 1), None)
    return None if at is None or at + 1 >= len(rows) else Heading(at, 0)


def _is_of_somebody(cell: Cell) -> bool:
    return bool(re.search(r"@|\d.*\d.*\d", cell)) if isinstance(cell, str) else cell is not None


def _groups(rows: Sequence[Row], at: int) -> list[str]:
    """The headings over row `at`: texts in the row just above, each over the columns to its right or its merge.

    One of them at least says whose its columns are, and there are fewer of them than of headings; one alone that
    stands first is the title of the sheet.
    """
    if at == 0 or rows[at - 1].number != rows[at].number - 1:
        return []
    above = texts(rows[at - 1])
    places = [index for index, text in enumerate(above) if text]
    under = sum(map(bool, texts(rows[at])))
    alone = len({above[index] for index in places}) < 2 and places[:1] == [0]
    if alone or len(places) >= under or any(map(_is_of_somebody, rows[at - 1].cells)):
        return []
    if not any(says_whose(above[index]) for index in places):
        return []
    groups, current, last = [], "", 0
    for index, cell in enumerate(rows[at].cells):
        if said := next(iter(above[index : index + 1]), ""):
            current, last = said, rows[at - 1].spans.get(index, MAX_COLUMNS)
        current = current if index <= last else ""
        groups.append("" if current == line(cell) else current)
    return groups
