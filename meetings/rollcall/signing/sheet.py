"""The sign-in sheet: before, whom one waits for and where they sign; after, who was there, from when to when.

Twenty-five names fill a page, as high as a hand writes; thirty-two once nobody signs any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from core import paper
from core.paper import BOLD, SIZE, SMALL, TEXT, Page, text

WIDTHS = [8 * mm, 56 * mm, 22 * mm, 46 * mm, 22 * mm, 32 * mm]
TO_SIGN, TO_READ = 9.0 * mm, 7.0 * mm  # of a row
NAMES = {TO_SIGN: 25, TO_READ: 32}  # of a page
STYLE = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("LINEBELOW", (0, 0), (-1, 0), 1.2, black),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#ECECEC")),  # it survives a copier
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
)


@dataclass(frozen=True)
class Signing:
    """One line: who, when they came, where they sign or what the call said, when they left, what to know."""

    name: str
    arrived: str = ""
    value: str = ""
    left: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything that is on the paper, in the reader's language."""

    title: str
    facts: Sequence[str]
    columns: Sequence[str]
    people: Sequence[Signing]
    note: str
    page: Page
    row: float = TO_SIGN


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a file. The same sheet always gives the same bytes."""
    return paper.pdf_of(sheet.title, lambda: _story(sheet), sheet.page, sheet.note)


def _story(sheet: Sheet) -> list[Flowable]:
    """Each page begins with what it is about: pages get apart."""
    drawn: list[Flowable] = []
    for first in range(0, max(len(sheet.people), 1), NAMES[sheet.row]):
        drawn += [PageBreak()] if first else []
        drawn += [text(sheet.title, BOLD, 15, leading=18)]
        drawn += [text(fact, TEXT if place else BOLD, SIZE, leading=12) for place, fact in enumerate(sheet.facts)]
        drawn += [Spacer(1, 3 * mm), _table(sheet, first)]
    return drawn


def _table(sheet: Sheet, first: int) -> Table:
    people = sheet.people[first : first + NAMES[sheet.row]]
    rows: list[list[Any]] = [[text(each, BOLD, SMALL) for each in ("", *sheet.columns)]]
    for number, each in enumerate(people, first + 1):
        rows.append(
            [
                text(str(number), TEXT, SMALL),
                text(each.name, BOLD, SIZE),
                text(each.arrived, TEXT, SIZE),
                text(each.value, TEXT, SIZE),
                text(each.left, TEXT, SIZE),
                text(each.note, TEXT, SMALL),
            ]
        )
    table = Table(rows, WIDTHS, repeatRows=1, rowHeights=None, minRowHeights=[7 * mm, *[sheet.row] * len(people)])
    table.setStyle(STYLE)
    return table
