"""Lists on paper: A4 pages as a PDF, in our fonts, readable in black and white. They draw what they are given."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

TEXT, BOLD = "Atkinson", "Atkinson-Bold"
OTHER = {TEXT: "Bricolage", BOLD: "Bricolage-Bold"}  # of the same weight, for what the first ones lack
FONTS = {
    TEXT: ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    BOLD: ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
    OTHER[TEXT]: ("fontpkg_bricolage_grotesque", "BricolageGrotesque[opsz,wdth,wght].ttf"),
    OTHER[BOLD]: ("fontpkg_bricolage_grotesque", "BricolageGrotesque[opsz,wdth,wght].ttf"),
}
MADE = Path(__file__).resolve().parent.parent / "static" / "made"
WEIGHTS = {OTHER[TEXT]: "bricolage-400.ttf", OTHER[BOLD]: "bricolage-700.ttf"}  # whole, a variable font is extra bold
MARGIN = 12 * mm
SMALL, SIZE = 7.5, 9.0
Page = Callable[[int, int], str]  # "Page 1 of 2"


def pdf_of(title: str, story: Callable[[], Sequence[Flowable]], page: Page, note: str = "") -> bytes:
    """The pages as a file; `story` is drawn twice, to know how many they are. `note` stands at each foot, or the title.

    The same story always gives the same bytes.
    """
    _load_fonts()
    total = _drawn(title, story(), page, note, of=0)[1]
    return _drawn(title, story(), page, note, of=total)[0]


def _drawn(title: str, story: Sequence[Flowable], page: Page, note: str, *, of: int) -> tuple[bytes, int]:
    """The file and its number of pages; each page says it is one `of` so many."""
    out, count = BytesIO(), 0

    def foot(canvas: Canvas, document: BaseDocTemplate) -> None:
        nonlocal count
        count = document.page
        canvas.setFont(TEXT, SMALL)
        canvas.drawRightString(A4[0] - MARGIN, 7 * mm, page(document.page, of))
        canvas.drawString(MARGIN, 7 * mm, note or short(title))

    document = BaseDocTemplate(
        out, pagesize=A4, title=title, leftMargin=MARGIN, rightMargin=MARGIN, invariant=1, initialFontName=TEXT
    )
    frame = Frame(MARGIN, 12 * mm, A4[0] - 2 * MARGIN, A4[1] - 22 * mm, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=foot)])
    document.build(list(story))
    return out.getvalue(), count


def text(words: str, font: str, size: float, *, leading: float = 0) -> Paragraph:
    """Words that wrap; what a font lacks (Vietnamese, in ours) is set in another of ours, word by word."""
    style = ParagraphStyle("s", fontName=font, fontSize=size, leading=leading or size * 1.15, splitLongWords=True)
    pieces = [
        _digits(escape(word), font) if _has(font, word) else f'<font name="{OTHER[font]}">{escape(word)}</font>'
        for word in words.split(" ")
    ]
    return Paragraph(" ".join(pieces), style)


def _digits(word: str, font: str) -> str:
    """Digits as on the screen: our text fonts strike their zero through."""
    return re.sub(r"\d+", rf'<font name="{OTHER[font]}">\g<0></font>', word)


def short(title: str) -> str:
    """A title that fits at the foot of a page."""
    return title if len(title) <= 80 else f"{title[:79]}…"


def _has(font: str, word: str) -> bool:
    return all(ord(letter) in _letters_of(font) for letter in word)


@cache
def _letters_of(font: str) -> frozenset[int]:
    """The characters that one of our fonts can draw."""
    loaded: Any = pdfmetrics.getFont(font)
    return frozenset(loaded.face.charToGlyph)


@cache
def _load_fonts() -> None:
    for name, (package, file) in FONTS.items():
        made = MADE / WEIGHTS.get(name, "")
        path = made if made.is_file() else files(package) / "files" / file
        pdfmetrics.registerFont(TTFont(name, str(path)))
