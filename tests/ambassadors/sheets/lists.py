"""Lists of invented people as centres keep them, in every form they come in."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

SEASON = date(2026, 9, 1)
TODAY = date(2026, 6, 15)

HEADINGS = [
    *("Nom", "Prénom", "Né(e) le", "Courriel", "Tél.", "Établissement", "Responsable légal", "Tél. responsable"),
    *("Mail responsable", "Rentre seul(e)", "Remarques"),
]
ROWS = [
    ["LE GOFF", " Maëlys", "03/07/2010", "Maelys@Famille.example", "06 39 98 00 01", "Lycée ; Brest", "Mme Anne Le Goff", "0639980002", "anne@famille.example", "non, avec sa tante", "=1+1"],
    ["de la Torre", "Inès", "24.12.2008", "", "", "", "", "", "", "", 'a dit "oui"\nà confirmer'],
    ["O'BRIEN", "Tom", "1/9/2000", "tom@famille.example", "06.39.98.00.03", "", "", "", "", "OUI", ""],
    ["", "", "", "", "", "", "", "", "", "", ""],
    ["Petit", "Lou", "31/02/2010", "", "", "", "", "", "", "", ""],
    ["Petit", "Zoé", "02/09/2014", "zoe@", "", "", "", "", "", "", ""],
    ["Total : 5", "", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ";", encoding: str = "utf-8", ending: str = "\r\n") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return written.getvalue().encode(encoding)


def as_xlsx(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: tuple[str, ...] = (), merged: str = "") -> bytes:
    """Worksheets by name; text stays text, even `=1+1`. `merged` are ranges of the first one, with spaces between."""
    book = Workbook()
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, start=1):
            for index, value in enumerate(row, start=1):
                if value not in (None, ""):
                    cell = sheet.cell(at, index)
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"
                    elif isinstance(value, date):
                        cell.number_format = "dd/mm/yyyy"
        if name in hidden:
            sheet.sheet_state = "hidden"
        for cells in merged.split() if name == sheets[0][0] else ():
            sheet.merge_cells(cells)
    del book["Sheet"]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
