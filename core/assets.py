"""The fonts, made once from their packages: `python -m core.assets` writes them into `static/made/`.

A second run does nothing until a package changes. Only this module loads fonttools, which is slow to load:
the running application never imports it.
"""

import hashlib
import os
import sys
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

MADE = Path(__file__).resolve().parent.parent / "static" / "made"
STAMP = "stamp.txt"
PACKAGES = ("fontpkg-atkinson-hyperlegible", "fontpkg-bricolage-grotesque", "fonttools", "brotli")

# Latin with every European and Vietnamese letter, the punctuation of both languages, arrows and a few signs.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x192, 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x218, 0x21C)),
    *range(0x1E00, 0x1F00),
    *range(0x2010, 0x2027),
    *range(0x2030, 0x203B),
    *(0x2C6, 0x2DA, 0x2DC, 0x2044, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2215),
    *range(0x300, 0x330),
    *range(0x2190, 0x2194),
]


@dataclass(frozen=True)
class Font:
    """One file: `pins` are the axes of a variable font that are fixed, the others stay. `kind` is `ttf` for paper."""

    name: str
    package: str
    source: str
    pins: tuple[tuple[str, float], ...] = ()
    kind: str = "woff2"

    @property
    def file(self) -> str:
        return f"{self.name}.{self.kind}"


FONTS = (
    Font("atkinson-400", "fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    Font("atkinson-700", "fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
    Font(
        "bricolage",
        "fontpkg_bricolage_grotesque",
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        (("opsz", 24), ("wdth", 100)),
    ),
    *(
        Font(
            f"bricolage-{weight}",
            "fontpkg_bricolage_grotesque",
            "BricolageGrotesque[opsz,wdth,wght].ttf",
            (("opsz", 14), ("wdth", 100), ("wght", weight)),
            "ttf",
        )
        for weight in (400, 700)
    ),
)

# "Figures" lends Bricolage's digits to running text: same cap height as Atkinson, and no slashed zero.
FACES = (
    ("Bricolage", "bricolage", "200 800", ""),
    ("Atkinson", "atkinson-400", "400", ""),
    ("Atkinson", "atkinson-700", "700", ""),
    ("Figures", "bricolage", "200 800", "U+30-39"),
)


def build_assets(destination: Path = MADE) -> bool:
    """Make the fonts and `fonts.css` in `destination`, unless they are there for these very packages.

    Returns whether anything was made. Files are replaced whole and the stamp is written last, so that a
    run that was cut short is simply done again.
    """
    stamp = destination / STAMP
    if stamp.exists() and stamp.read_text("utf-8") == _recipe():
        return False
    destination.mkdir(parents=True, exist_ok=True)
    for font in FONTS:
        _make(font, destination / font.file)
    _replace(destination / "fonts.css", _font_faces(destination).encode())
    _replace(stamp, _recipe().encode())
    return True


def _recipe() -> str:
    packages = [f"{name} {version(name)}" for name in PACKAGES]
    return "\n".join([*packages, f"recipe {fingerprint(Path(__file__))}", ""])


def _make(font: Font, path: Path) -> None:
    source = files(font.package) / "files" / font.source
    face = TTFont(BytesIO(source.read_bytes()))
    options = Options(hinting=False, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(face)
    if font.pins:  # after the subset: fonttools raises KeyError the other way round
        instantiateVariableFont(face, dict(font.pins), inplace=True, optimize=False)
    face.flavor = "woff2" if font.kind == "woff2" else None
    if font.kind == "ttf":  # a PDF tells fonts apart by this name
        face["name"].setName(font.name, 6, 3, 1, 0x409)
    draft = path.with_suffix(f".{os.getpid()}")
    face.save(draft)
    draft.replace(path)


def _font_faces(folder: Path) -> str:
    rules = []
    for family, name, weight, digits in FACES:
        address = f"{name}.woff2?v={fingerprint(folder / f'{name}.woff2')}"
        only = f"unicode-range:{digits};" if digits else ""
        rules.append(
            f'@font-face{{font-family:"{family}";src:url({address}) format("woff2");'
            f"font-weight:{weight};font-display:swap;{only}}}\n"
        )
    return "".join(rules)


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


if __name__ == "__main__":
    made = build_assets()
    sys.stdout.write(f"Fonts {'made' if made else 'already there'} in {MADE}\n")
