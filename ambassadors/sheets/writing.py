"""Spreadsheets to give: an example to fill in, and the rows to put right."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as WrittenCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ambassadors.sheets.cells import Cell
from ambassadors.sheets.people import Preview
from ambassadors.sheets.wording import Gettext, explain

_EXAMPLES: dict[str, tuple[str, tuple[str, ...], tuple[Cell, ...]]] = {
    "fr": (
        "Ambassadeurs",
        (
            *("Nom", "Prénom", "Date de naissance", "E-mail", "Téléphone", "Établissement"),
            *("Responsable légal", "Tél. responsable", "E-mail responsable", "Rentre sans adulte", "Remarques"),
        ),
        (
            *("Martin", "Camille", date(2011, 7, 3), "camille.martin@famille.example", "06 39 98 12 34"),
            *("Collège Jules-Ferry", "Dominique Martin", "06 39 98 56 78", "dominique.martin@famille.example"),
            *("oui", "Exemple : remplacez cette ligne"),
        ),
    ),
    "en": (
        "Ambassadors",
        (
            *("Surname", "First name", "Date of birth", "E-mail", "Phone", "School"),
            *("Guardian", "Guardian's phone", "Guardian's e-mail", "Goes home without an adult", "Notes"),
        ),
        (
            *("Martin", "Camille", date(2011, 7, 3), "camille.martin@famille.example", "06 39 98 12 34"),
            *("Collège Jules-Ferry", "Dominique Martin", "06 39 98 56 78", "dominique.martin@famille.example"),
            *("yes", "Example: replace this row"),
        ),
    ),
}


def template_xlsx(locale: str) -> bytes:
    """An example list with headings and one row to replace, in the language of `locale` ("fr", "en_GB")."""
    title, headings, example = _EXAMPLES["en" if locale.startswith("en") else "fr"]
    return xlsx(title, [headings, example])


def faults_xlsx(preview: Preview, gettext: Gettext) -> bytes:
    """The rows to put right, as they are in the file, and a last column that says why. It can be imported."""
    title = gettext("To check")
    return xlsx(title, _faulty(preview, gettext))


def _faulty(preview: Preview, gettext: Gettext) -> list[Sequence[Cell]]:
    why: dict[int, list[str]] = {}
    for fault in preview.faults:
        why.setdefault(fault.row, []).append(f"{fault.ref} : " + ". ".join(explain(fault, gettext)))
    headings = [*(f"{column.group} {column.heading}".strip() for column in preview.sheet.columns), gettext("To check")]
    rows = [[*row.cells, "\n".join(why[row.number])] for row in preview.sheet.rows if row.number in why]
    return [headings, *rows]


def xlsx(title: str, rows: Sequence[Iterable[Cell]]) -> bytes:
    """A workbook of one sheet, its first row a heading. Text is text, whatever it begins with."""
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = title
    for at, row in enumerate(rows, start=1):
        for index, value in enumerate(row, start=1):
            _write(sheet.cell(at, index), value)  # type: ignore[arg-type]
            if at == 1:
                sheet.cell(at, index).font = Font(bold=True)
                sheet.column_dimensions[get_column_letter(index)].width = 22
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(cell: WrittenCell, value: Cell) -> None:
    """A cell as it was: dates stay dates, and text that looks like a formula stays text, even when edited."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767]
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
        return
    cell.value = value
    if isinstance(value, date | datetime):
        cell.number_format = "dd/mm/yyyy"
