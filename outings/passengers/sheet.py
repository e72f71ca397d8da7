"""The list as a PDF: A4, thirty people a page, readable in black and white. It draws what it is given.

A coach carries a list of names, with one phone number for each child (arrêté of 18 May 2009, art. 60 ter of that of
2 July 1982).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

TEXT, BOLD, OTHER = "Atkinson", "Atkinson-Bold", "Bricolage"
FONTS = {
    TEXT: ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    BOLD: ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
    OTHER: ("fontpkg_bricolage_grotesque", "BricolageGrotesque[opsz,wdth,wght].ttf"),
}
MARGIN = 12 * mm
WIDTHS = [8 * mm, 66 * mm, 62 * mm, 26 * mm, 12 * mm, 12 * mm]
ROW = 6.6 * mm  # thirty of them, the head and the foot fill a page
SMALL, SIZE = 7.5, 9.0


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
    page: Callable[[int, int], str]  # "Page 1 of 2"


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a file. The same sheet always gives the same bytes."""
    _load_fonts()
    total = _drawn(sheet, of=0)[1]
    return _drawn(sheet, of=total)[0]


def _drawn(sheet: Sheet, *, of: int) -> tuple[bytes, int]:
    """The file and its number of pages; each page says it is one `of` so many."""
    out, count = BytesIO(), 0

    def foot(canvas: Canvas, document: BaseDocTemplate) -> None:
        nonlocal count
        count = document.page
        canvas.setFont(TEXT, SMALL)
        canvas.drawRightString(A4[0] - MARGIN, 7 * mm, sheet.page(document.page, of))
        canvas.drawString(MARGIN, 7 * mm, _short(sheet.title))

    document = BaseDocTemplate(
        out, pagesize=A4, title=sheet.title, leftMargin=MARGIN, rightMargin=MARGIN, invariant=1, initialFontName=TEXT
    )
    frame = Frame(MARGIN, 12 * mm, A4[0] - 2 * MARGIN, A4[1] - 22 * mm, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=foot)])
    document.build(_story(sheet))
    return out.getvalue(), count


def _story(sheet: Sheet) -> list[Flowable]:
    head: list[Flowable] = [_text(sheet.title, BOLD, 15, leading=18)]
    head += [_text(fact, TEXT, SIZE, leading=12) for fact in sheet.facts]
    rows: list[list[Any]] = [[_text(each, BOLD, SMALL) for each in ("", *sheet.columns)]]
    for number, each in enumerate(sheet.passengers, 1):
        rows.append(
            [
                _text(str(number), TEXT, SIZE),
                _text(each.name, BOLD, SIZE),
                _text(each.call, TEXT, SMALL),
                _text(each.permission, BOLD if each.is_flagged else TEXT, SMALL),
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
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                *framed,
            ]
        )
    )
    return [*head, Spacer(1, 3 * mm), table]


def _text(words: str, font: str, size: float, *, leading: float = 0) -> Paragraph:
    """Words that wrap; what a font lacks (Vietnamese, in ours) is set in another of ours, word by word."""
    style = ParagraphStyle("s", fontName=font, fontSize=size, leading=leading or size * 1.15, splitLongWords=True)
    pieces = [
        escape(word) if _has(font, word) else f'<font name="{OTHER}">{escape(word)}</font>' for word in words.split(" ")
    ]
    return Paragraph(" ".join(pieces), style)


def _has(font: str, word: str) -> bool:
    return all(ord(letter) in _letters_of(font) for letter in word)


@cache
def _letters_of(font: str) -> frozenset[int]:
    """The characters that one of our fonts can draw."""
    loaded: Any = pdfmetrics.getFont(font)
    return frozenset(loaded.face.charToGlyph)


def _short(title: str) -> str:
    return title if len(title) <= 80 else f"{title[:79]}…"


@cache
def _load_fonts() -> None:
    for name, (package, file) in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(files(package) / "files" / file)))
