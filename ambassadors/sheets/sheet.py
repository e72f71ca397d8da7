"""A list of people as it stands in its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from ambassadors.sheets.cells import Cell, line
from ambassadors.sheets.columns import recognise, unsaid_owners
from ambassadors.sheets.contents import told_by
from ambassadors.sheets.fields import Field
from ambassadors.sheets.heading_rows import Heading
from ambassadors.sheets.rows import MAX_ROWS, Reason, Refused, Row
from core.folding import folded


@dataclass(frozen=True)
class Column:
    index: int
    letter: str
    heading: str
    """As in the file, on one line; "" for a column without a heading."""
    group: str = ""
    """The heading over it ("Responsable légal" above "Nom", "Tél."), if the sheet has two rows of headings."""

    @property
    def title(self) -> str:
        """Both headings, as one."""
        return f"{self.group} {self.heading}".strip()


@dataclass(frozen=True)
class Sheet:
    """A list of people as it stands in its file; wholly blank rows are left out."""

    file_name: str
    name: str
    """The worksheet's name; "" for CSV."""
    heading_row: int
    """The number of the row of headings; 0 where the list has none."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    above: tuple[Row, ...] = ()
    """What stands over the headings and tells nobody's name: a title, a date."""
    others: tuple[str, ...] = ()
    """The names of the worksheets that were not chosen."""
    lists: tuple[str, ...] = ()
    """Those of them that look like lists of people too."""

    @cached_property
    def fields(self) -> dict[int, Field]:
        """Column index → what it was recognised as; the others are not read."""
        return recognise(*self._headings, self._contents)

    @cached_property
    def unsaid_owners(self) -> frozenset[int]:
        """Indexes of the columns of contacts whose owner no heading says, and that may be a parent's."""
        return unsaid_owners(*self._headings, self._contents)

    @property
    def _headings(self) -> tuple[list[str], list[str]]:
        return [column.heading for column in self.columns], [column.group for column in self.columns]

    @cached_property
    def _contents(self) -> dict[int, Field]:
        """What the cells tell of the columns whose headings say nothing, but what others say or give already."""
        read = recognise(*self._headings)
        once = {Field.BORN_ON, Field.WAY_HOME} & set(read.values())
        found: dict[int, Field] = {}
        for index, column in enumerate(self.columns):
            field = None if index in read else told_by(column.heading, self._cells(index))
            if field and field not in once and not any(self._are_same(index, other) for other in read):
                found[index] = field
                once |= {field} & {Field.BORN_ON}
        return found

    def _cells(self, index: int) -> list[Cell]:
        return [row.cells[index] for row in self.rows]

    def _are_same(self, index: int, other: int) -> bool:
        """Whether a column says again what another says: an address typed twice."""
        both = [(line(row.cells[index]), line(row.cells[other])) for row in self.rows if row.cells[index]]
        return 2 * sum(folded(one) == folded(two) for one, two in both) > len(both)

    @property
    def heading_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that were read as headings: none, one, or two."""
        over = (self.heading_row - 1,) if any(column.group for column in self.columns) else ()
        return (*over, self.heading_row) if self.heading_row else ()


def list_under(
    rows: Sequence[Row],
    heading: Heading,
    *,
    file_name: str,
    name: str,
    others: Sequence[str] = (),
    lists: Sequence[str] = (),
) -> Sheet:
    """The list under its heading, without the empty columns at its right."""
    under = rows[heading.at + 1 :]
    if not under:
        raise Refused(Reason.EMPTY)
    if len(under) > MAX_ROWS:
        raise Refused(Reason.TOO_MANY_ROWS)
    width = max(len(heading.texts), *(len(row.cells) for row in under))
    titles, groups = ([*said, *[""] * width] for said in (heading.texts, heading.groups))
    return Sheet(
        file_name=file_name,
        name=name,
        heading_row=rows[heading.at].number if heading.at >= 0 else 0,
        columns=tuple(Column(i, get_column_letter(i + 1), titles[i], groups[i]) for i in range(width)),
        rows=tuple(Row(row.number, (*row.cells[:width], *[None] * (width - len(row.cells)))) for row in under),
        above=tuple(rows[: max(heading.at - any(heading.groups), 0)]),
        others=tuple(others),
        lists=tuple(lists),
    )
