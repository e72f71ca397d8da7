"""From an uploaded file to its rows, each under the number its reader sees in a spreadsheet.

Whatever the bytes, the answer is a `Sheet` or `Refused`; nothing else is raised.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from ambassadors.sheets.cells import Cell, line
from ambassadors.sheets.columns import recognise, unsaid_owners
from ambassadors.sheets.fields import Field
from ambassadors.sheets.headings import says_whose

MAX_BYTES = 5_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_UNPACKED = 40_000_000
"""Bytes an XLSX may take once unpacked: 5,000 full rows take under ten million; a zip bomb takes billions."""
MAX_SHEETS = 40
_BLANK_ROWS = 5_000
"""After as many blank rows in a row, what follows is the sheet's formatting, not the list."""
_HEADING_WITHIN = 40
_NAMES = {Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME}


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
class Row:
    number: int
    """As a spreadsheet shows it, from 1."""
    cells: tuple[Cell, ...]
    """Raw, one for each column."""
    spans: Mapping[int, int] = field(default_factory=dict, compare=False)
    """Where cells are merged across columns: the index of the first → that of the last."""


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

    @property
    def fields(self) -> dict[int, Field]:
        """Column index → what it was recognised as; the others are not read."""
        return recognise([c.heading for c in self.columns], [c.group for c in self.columns])

    @property
    def unsaid_owners(self) -> frozenset[int]:
        """Indexes of the columns of contacts whose owner no heading says, and that may be a parent's."""
        return unsaid_owners([c.heading for c in self.columns], [c.group for c in self.columns])

    @property
    def heading_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that were read as headings: none, one, or two."""
        over = (self.heading_row - 1,) if any(column.group for column in self.columns) else ()
        return (*over, self.heading_row) if self.heading_row else ()


def read_sheet(content: bytes, file_name: str = "", *, name: str | None = None) -> Sheet:
    """Read CSV (`;`, `,`, tab, `|`; UTF-8, UTF-16, Windows-1252, Mac, DOS) or XLSX.

    Of several worksheets, the visible one that looks most like a list of people is read, or the one called
    `name`. At most 5 MB and 5,000 rows. Raises `Refused`, and nothing else.
    """
    if not content.strip():
        raise Refused(Reason.EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(Reason.TOO_LARGE)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused(Reason.PASSWORD if encrypted else Reason.OLD_EXCEL)
    if content.startswith(b"PK"):
        return _read_xlsx(content, file_name, name)
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc")):
        raise Refused(Reason.NOT_A_SPREADSHEET)
    return _read_csv(content, file_name)


# --- what is common -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Heading:
    at: int
    """Its place among the rows given; -1 where the list begins without headings."""
    fields: int
    """How many different things its columns tell by themselves."""
    groups: tuple[str, ...] = ()
    """The headings over its headings, one for each column, if the row above holds some."""


def _heading(rows: Sequence[Row]) -> _Heading | None:
    """The row that names the most things a list of people tells, among the first ones.

    Only what it says by itself counts: a pupil whose class is "2nde Lycée Montaigne" is no heading, whatever stands
    above.
    """
    best: _Heading | None = None
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        texts = _texts(row)
        own = set(recognise(texts).values())
        if len(own) < 2 or (best is not None and len(own) <= best.fields):
            continue
        groups = _groups(rows, at)
        if (own | set(recognise(texts, groups).values())) & _NAMES:
            best = _Heading(at, len(own), tuple(groups))
    return best


def _to_be_said(rows: Sequence[Row]) -> _Heading | None:
    """Where a list whose headings say nothing to us begins: a person tells what its columns are.

    A first row with a date, a number or an address is somebody's; any other is taken for headings.
    """
    if not rows or max(len(row.cells) for row in rows) < 2:
        return None
    if any(_is_of_somebody(cell) for cell in rows[0].cells):
        return _Heading(-1, 0)
    at = next((at for at, row in enumerate(rows[:_HEADING_WITHIN]) if sum(map(bool, _texts(row))) > 1), None)
    return None if at is None or at + 1 >= len(rows) else _Heading(at, 0)


def _is_of_somebody(cell: Cell) -> bool:
    return bool(re.search(r"@|\d.*\d.*\d", cell)) if isinstance(cell, str) else cell is not None


def _texts(row: Row) -> list[str]:
    return [line(cell) if isinstance(cell, str) and len(cell) <= 300 else "" for cell in row.cells]


def _groups(rows: Sequence[Row], at: int) -> list[str]:
    """The headings over row `at`: texts in the row just above, each over the columns to its right or its merge.

    One of them at least says whose its columns are, and there are fewer of them than of headings; one alone that
    stands first is the title of the sheet.
    """
    if at == 0 or rows[at - 1].number != rows[at].number - 1:
        return []
    above = _texts(rows[at - 1])
    places = [index for index, text in enumerate(above) if text]
    under = sum(map(bool, _texts(rows[at])))
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


def _sheet(
    rows: Sequence[Row],
    heading: _Heading,
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
    listed = rows[max(heading.at, 0) :]
    width = max(len(row.cells) for row in listed)
    groups = [*heading.groups, *[""] * width]
    headings = [line(cell) for cell in rows[heading.at].cells] if heading.at >= 0 else []
    titles = [*headings, *[""] * width]
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


def _filled(numbered: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Row]:
    """The rows that are not blank, without the void at their right, until too many or until a long void."""
    last, kept = 0, 0
    for number, cells in numbered:
        if number - last > _BLANK_ROWS:
            return
        width = next((at for at in range(min(len(cells), MAX_COLUMNS), 0, -1) if _says(cells[at - 1])), 0)
        if width:
            last, kept = number, kept + 1
            yield Row(number, tuple(cells[:width]))
        if kept > MAX_ROWS + _HEADING_WITHIN:
            raise Refused(Reason.TOO_MANY_ROWS)


def _says(cell: Cell) -> bool:
    return cell is not None and bool(line(cell))


# --- CSV ------------------------------------------------------------------------------------------------------


def _read_csv(content: bytes, file_name: str) -> Sheet:
    text = _decoded(content)
    text = re.sub(r"\Asep=.\r?\n", "", text, flags=re.I)  # a hint to Excel, which does not count it as a row
    if not text.strip():
        raise Refused(Reason.EMPTY)
    if text.lstrip()[:1] in ("<", "{"):
        raise Refused(Reason.NOT_A_SPREADSHEET)
    try:
        delimiter = max(";,\t|", key=lambda mark: _promise(text, mark))
        rows = list(_filled(_records(text, delimiter)))
    except csv.Error:
        raise Refused(Reason.DAMAGED) from None
    heading = _heading(rows)
    if heading is None and sum(c < " " and c not in "\t\r\n" for c in text[:10_000]) > 2:
        raise Refused(Reason.NOT_A_SPREADSHEET)
    heading = heading or _to_be_said(rows)
    if heading is None:
        raise Refused(Reason.NO_HEADING)
    return _sheet(rows, heading, file_name=file_name, name="")


def _promise(text: str, delimiter: str) -> tuple[int, int]:
    """How much a delimiter makes of a file: things named by its heading, then columns in its first rows."""
    rows = list(_filled(islice(_records(text, delimiter), 2 * _HEADING_WITHIN)))
    heading = _heading(rows)
    return (heading.fields if heading else 0, sum(len(row.cells) for row in rows))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Records numbered from 1: a spreadsheet shows a record per row, however many lines its cells have."""
    lines = io.StringIO(text, newline="")
    if _is_torn(text, delimiter):
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=delimiter)
    for number, record in enumerate(reader, 1):
        yield number, tuple(cell or None for cell in record)


def _is_torn(text: str, delimiter: str) -> bool:
    """Whether a quotation mark is opened and never closed: it would swallow the rest of the list."""
    if text.count('"') % 2 == 0:
        return False
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


_LIKELY = dict.fromkeys("éèêëàâäîïôöûùüçœñáíóúãõšžŠŽŸ’°–€", 2) | dict.fromkeys("ÉÈÊËÀÂÄÎÏÔÖÛÙÜÇŒÑ«»…‘", 1)


def _decoded(content: bytes) -> str:
    """The text of a CSV, in the encoding it announces or, failing that, the one that makes sense of it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    head = content[:400]
    if head.count(0) > len(head) // 3:
        return content.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    if b"\0" in content:
        raise Refused(Reason.NOT_A_SPREADSHEET)
    try:
        return _decoded_once(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return max((_legacy(content, name) for name in ("cp1252", "mac_roman", "cp850")), key=_sense)


def _legacy(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _decoded_once(text: str) -> str:
    """A text that a program encoded twice ("PrÃ©nom"), as it was."""
    try:
        return text.encode("cp1252").decode() if "Ã" in text else text
    except UnicodeError:
        return text


def _sense(text: str) -> int:
    """How much a text looks like one: no capital after a small letter ("PrŽnom"), no "…" within a word."""
    score = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        at, c = match.start(), match.group()
        before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        is_odd = (c.isupper() and before.islower()) or (c in "…«»" and before.isalpha() and after.isalpha())
        score += -2 if is_odd else _LIKELY.get(c, -2)
    return score


# --- XLSX -----------------------------------------------------------------------------------------------------


def _read_xlsx(content: bytes, file_name: str, name: str | None) -> Sheet:
    _guard(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl says aloud what it leaves out of styles and validations
            return _chosen(content, file_name, name)
    except Refused:
        raise
    except Exception as error:  # the parser trusts its input: a damaged file can make it raise anything
        raise Refused(Reason.DAMAGED) from error


def _guard(content: bytes) -> None:
    """Refuse, before anything is unpacked in memory, what is not a workbook or would not fit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 2_000:
                raise Refused(Reason.TOO_LARGE_OPENED)
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(Reason.PASSWORD)
            if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
                raise Refused(Reason.NOT_A_SPREADSHEET)
            if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
                raise Refused(Reason.OPEN_DOCUMENT)
            if any(part.startswith("Index/") and part.endswith(".iwa") for part in names):
                raise Refused(Reason.APPLE_NUMBERS)
            if "xl/workbook.bin" in names:
                raise Refused(Reason.OLD_EXCEL)
            if "[Content_Types].xml" not in names or not any(part.startswith("xl/") for part in names):
                raise Refused(Reason.NOT_A_SPREADSHEET)
            if any(b"<!DOCTYPE" in archive.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise Refused(Reason.NOT_A_SPREADSHEET)  # entities that unfold; no spreadsheet writes them
    except Refused:
        raise
    except Exception as error:  # zipfile's own errors are many: BadZipFile, zlib.error, EOFError, RuntimeError…
        raise Refused(Reason.DAMAGED) from error


def _chosen(content: bytes, file_name: str, name: str | None) -> Sheet:
    """The worksheet asked for, or the one that looks most like a list of people."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheets = book.worksheets[:MAX_SHEETS]
        looked: list[tuple[tuple[bool, int, int, int], Any]] = []
        sources = _sources(content, sheets)
        for place, (sheet, source) in enumerate(zip(sheets, sources, strict=True)):
            rows = list(islice(_filled(_values(sheet, source)), 2 * _HEADING_WITHIN))
            heading = _heading(rows)
            seen = heading or _to_be_said(rows)
            if seen:
                looked.append(((sheet.sheet_state == "visible", seen.fields, len(rows), -place), sheet))
        asked = [each for each in looked if name in (None, each[1].title)]
        if not asked:
            filled = any(any(_filled(_values(*pair))) for pair in zip(sheets, sources, strict=True))
            raise Refused(Reason.NO_HEADING if filled else Reason.EMPTY)
        _, best = max(asked, key=lambda found: (found[0][1] > 0, *found[0]))
        rows = _whole(content, best, sources[sheets.index(best)])
        found = _heading(rows) or _to_be_said(rows)
        if found is None:
            raise Refused(Reason.NO_HEADING)
        titles = [sheet.title for sheet in sheets if sheet is not best]
        lists = [sheet.title for (visible, fields, *_), sheet in looked if visible and fields and sheet is not best]
        return _sheet(rows, found, file_name=file_name, name=best.title, others=titles, lists=lists)
    finally:
        book.close()


def _values(sheet: Any, source: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows of a worksheet whose XML is `source`, down to the last one that holds something."""
    sheet.reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
    last = _last_row(source)
    yield from enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=last), start=1)


def _last_row(source: bytes) -> int | None:
    """The number of the last row with a value or a formula; None where the file does not number its rows.

    Borders drawn down to row 40,000 are rows like others to the parser, and take seconds.
    """
    at = max(source.rfind(mark) for mark in (b"<v>", b"<v ", b"<is>", b"<is ", b"<f>", b"<f "))
    opened = source.rfind(b"<row ", 0, max(at, 0))
    number = re.match(rb"<row [^>]*?\br=\"(\d{1,7})\"", source[opened : opened + 400]) if opened >= 0 else None
    return int(number[1]) if number else None


def _sources(content: bytes, sheets: Sequence[Any]) -> list[bytes]:
    """The XML of each worksheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(sheet._worksheet_path) for sheet in sheets]


def _whole(content: bytes, sheet: Any, source: bytes) -> list[Row]:
    """Every row of a worksheet, with what streaming leaves out: merged cells and uncalculated formulas."""
    rows = list(_filled(_values(sheet, source)))
    if re.search(rb"<(\w+:)?f[ >/]", source):
        rows = _with_formulas(content, sheet.title, source, rows)
    return _unmerged(rows, re.findall(rb"mergeCell [^>]*?ref=[\"']([A-Z0-9:]+)", source))


def _with_formulas(content: bytes, title: str, source: bytes, rows: Sequence[Row]) -> list[Row]:
    """Formulas whose result was never calculated are shown as they are written; they are text to us."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        written = dict(_values(book[title], source))
    finally:
        book.close()
    kept = {row.number: row.cells for row in rows}
    merged = []
    for number in sorted(kept.keys() | written.keys()):
        cells, formulas = kept.get(number, ()), written.get(number, ())
        width = max(len(cells), len(formulas))
        pairs = zip([*cells, *[None] * (width - len(cells))], [*formulas, *[None] * width], strict=False)
        whole = [formula if cell is None and isinstance(formula, str) else cell for cell, formula in pairs]
        merged.append((number, whole))
    return list(_filled(merged))


def _unmerged(rows: Sequence[Row], ranges: Sequence[bytes]) -> list[Row]:
    """Rows with what a merged cell says in each row it covers (a school once for three pupils).

    Across columns it stays where it is: a title or a separator is not repeated.
    """
    cells = {row.number: list(row.cells) for row in rows}
    spans: dict[int, dict[int, int]] = {}
    for merged in ranges[:MAX_ROWS]:
        left, top, right, bottom = range_boundaries(merged.decode())
        if not (left and top and right and bottom) or top not in cells or left > len(cells[top]):
            continue
        if right > left:
            spans.setdefault(top, {})[left - 1] = right - 1
        for number in range(top + 1, min(bottom, top + MAX_ROWS) + 1):
            if number in cells:
                cells[number].extend([None] * (left - len(cells[number])))
                cells[number][left - 1] = cells[number][left - 1] or cells[top][left - 1]
    return [Row(number, tuple(found), spans.get(number, {})) for number, found in cells.items()]
