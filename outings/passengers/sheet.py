"""The list as a PDF: A4, thirty people a page, readable in black and white. It draws what it is given.

A coach carries a list of names, with one phone number for each child (arrêté of 18 May 2009, art. 60 ter of that of
2 July 1982).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from core import paper
from core.paper import BOLD, SIZE, SMALL, TEXT, Page, text

WIDTHS = [8 * mm, 66 * mm, 62 * mm, 26 * mm, 12 * mm, 12 * mm]
ROW = 6.6 * mm  # thirty of them, the head and the foot fill a page


@dataclass(frozen=True)
class Passenger:
    """One line: who, whom to call for them, and what of their paper; `is_flagged` is set in bold and framed."""

    name: str
    call: str
    permission: str
    is_flagged: bool = False


@dataclass(frozen=True)
class Sheet:
    """Everything that is on the paper, in the reader's language."""

    title: str
    facts: Sequence[str]
    columns: Sequence[str]
    passengers: Sequence[Passenger]
    page: Page


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a file. The same sheet always gives the same bytes."""
    return paper.pdf_of(sheet.title, lambda: _story(sheet), sheet.page)


def _story(sheet: Sheet) -> list[Flowable]:
    head: list[Flowable] = [text(sheet.title, BOLD, 15, leading=18)]
    head += [text(fact, TEXT, SIZE, leading=12) for fact in sheet.facts]
    rows: list[list[Any]] = [[text(each, BOLD, SMALL) for each in ("", *sheet.columns)]]
    for number, each in enumerate(sheet.passengers, 1):
        rows.append(
            [
                text(str(number), TEXT, SIZE),
                text(each.name, BOLD, SIZE),
                text(each.call, TEXT, SMALL),
                text(each.permission, BOLD if each.is_flagged else TEXT, SMALL),
                "",
                "",
            ]
        )
    table = Table(rows, WIDTHS, repeatRows=1, rowHeights=None, minRowHeights=[ROW] * len(rows))
    framed = [
        ("BOX", (3, place), (3, place), 1.4, black) for place, each in enumerate(sheet.passengers, 1) if each.is_flagged
    ]
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, black),
                ("LINEBELOW", (0, 0), (-1, 0), 1, black),
                ("GRID", (4, 1), (5, -1), 0.6, black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("LEFTPADDING", (3, 0), (3, -1), 5),  # within the frame of what is missing
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                *framed,
            ]
        )
    )
    return [*head, Spacer(1, 3 * mm), table]
