"""The list in an XLSX: which worksheet, its rows, its merged cells."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from ambassadors.sheets.cells import Cell
from ambassadors.sheets.heading_rows import find_heading, to_be_said
from ambassadors.sheets.rows import HEADING_WITHIN, MAX_COLUMNS, MAX_ROWS, Reason, Refused, Row, filled
from ambassadors.sheets.sheet import Sheet, list_under

MAX_UNPACKED = 40_000_000
"""Bytes an XLSX may take once unpacked: 5,000 full rows take under ten million; a zip bomb takes billions."""
MAX_SHEETS = 40


def read_xlsx(content: bytes, file_name: str, name: str | None) -> Sheet:
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
            rows = list(islice(filled(_values(sheet, source)), 2 * HEADING_WITHIN))
            heading = find_heading(rows)
            seen = heading or to_be_said(rows)
            if seen:
                looked.append(((sheet.sheet_state == "visible", seen.fields, len(rows), -place), sheet))
        asked = [each for each in looked if name in (None, each[1].title)]
        if not asked:
            is_filled = any(any(filled(_values(*pair))) for pair in zip(sheets, sources, strict=True))
            raise Refused(Reason.NO_HEADING if is_filled else Reason.EMPTY)
        _, best = max(asked, key=lambda found: (found[0][1] > 0, *found[0]))
        rows = _whole(content, best, sources[sheets.index(best)])
        found = find_heading(rows) or to_be_said(rows)
        if found is None:
            raise Refused(Reason.NO_HEADING)
        titles = [sheet.title for sheet in sheets if sheet is not best]
        lists = [sheet.title for (visible, fields, *_), sheet in looked if visible and fields and sheet is not best]
        return list_under(rows, found, file_name=file_name, name=best.title, others=titles, lists=lists)
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
    rows = list(filled(_values(sheet, source)))
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
    return list(filled(merged))


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
