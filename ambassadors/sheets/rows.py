"""The rows of a file, each under the number its reader sees in a spreadsheet, and why a whole file is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ambassadors.sheets.cells import Cell, line

MAX_ROWS = 5_000
MAX_COLUMNS = 200
HEADING_WITHIN = 40
_BLANK_ROWS = 5_000
"""After as many blank rows in a row, what follows is the sheet's formatting, not the list."""


class Reason(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LARGE_OPENED = "too_large_opened"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    OLD_EXCEL = "old_excel"
    OPEN_DOCUMENT = "open_document"
    APPLE_NUMBERS = "apple_numbers"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    DAMAGED = "damaged"
    NO_HEADING = "no_heading"


class Refused(Exception):  # noqa: N818 - the file is refused; the programme is well
    """A file that cannot be read as a list of people."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Row:
    number: int
    """As a spreadsheet shows it, from 1."""
    cells: tuple[Cell, ...]
    """Raw, one for each column."""
    spans: Mapping[int, int] = field(default_factory=dict, compare=False)
    """Where cells are merged across columns: the index of the first → that of the last."""


def texts(row: Row) -> list[str]:
    return [line(cell) if isinstance(cell, str) and len(cell) <= 300 else "" for cell in row.cells]


def filled(numbered: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Row]:
    """The rows that are not blank, without the void at their right, until too many or until a long void."""
    last, kept = 0, 0
    for number, cells in numbered:
        if number - last > _BLANK_ROWS:
            return
        width = next((at for at in range(min(len(cells), MAX_COLUMNS), 0, -1) if _says(cells[at - 1])), 0)
        if width:
            last, kept = number, kept + 1
            yield Row(number, tuple(cells[:width]))
        if kept > MAX_ROWS + HEADING_WITHIN:
            raise Refused(Reason.TOO_MANY_ROWS)


def _says(cell: Cell) -> bool:
    return cell is not None and bool(line(cell))
