"""The season's attendance as a table to take away: CSV as French spreadsheets read it, and XLSX."""

import csv
import io
from collections.abc import Sequence

from flask_babel import gettext as _

from ambassadors.sheets.cells import Cell
from ambassadors.sheets.writing import xlsx
from core.dates import day_and_month, is_french
from core.i18n import locale_name
from meetings.attendance.access import Held, Record
from meetings.attendance.wording import mark_words

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would run


def table_of(held: Sequence[Held], records: Sequence[Record]) -> list[list[Cell]]:
    """A heading and a row for each person: a column for each meeting, then what it comes to."""
    columns = [f"{day_and_month(each.meeting.held_on, locale_name())} {each.meeting.title}" for each in held]
    heading = [_("Surname"), _("First name"), *columns]
    heading += [_("Attended"), _("Marked"), _("Rate (%)"), _("Hours")]
    return [heading, *map(_row, records)]


def _row(record: Record) -> list[Cell]:
    young, counted = record.ambassador.young_person, record.count
    marks = [mark_words(mark.value) if mark else "" for mark in record.marks]
    figures = [counted.here, counted.marked, counted.rate, round(counted.minutes / 60, 2)]
    return [young.last_name, young.first_name, *marks, *figures]


def as_xlsx(table: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook: figures are figures, and text is text whatever it begins with."""
    return xlsx(_("Attendance"), table)


def as_csv(table: Sequence[Sequence[Cell]]) -> bytes:
    """Semicolons and a mark of Unicode, so that a French Excel opens it rightly; nothing in it is a formula."""
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in table)
    return written.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(cell).replace(".", ",") if is_french(locale_name()) else str(cell)
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
