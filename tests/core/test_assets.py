"""Fonts are made once, from their packages, and hold what both languages need."""

import re
import time
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from core.assets import FONTS, STAMP, build_assets

FRENCH = "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ«»’“”–—…€\u00a0"
DIGITS = "0123456789"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    assert build_assets(folder) is True
    return folder


def test_every_file_is_there_and_none_is_left_over(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == [
        "atkinson-400.woff2",
        "atkinson-700.woff2",
        "bricolage-400.ttf",
        "bricolage-700.ttf",
        "bricolage.woff2",
        "fonts.css",
        STAMP,
    ]


def test_they_are_small(made: Path) -> None:
    sizes = {font.file: (made / font.file).stat().st_size for font in FONTS}
    assert [name for name, size in sizes.items() if size > (60_000 if name.endswith(".woff2") else 70_000)] == []


@pytest.mark.parametrize("name", [font.file for font in FONTS])
def test_they_hold_the_letters_of_french(made: Path, name: str) -> None:
    letters = TTFont(made / name).getBestCmap()
    assert [letter for letter in FRENCH + DIGITS if ord(letter) not in letters] == []


def test_only_the_weight_of_the_display_face_still_varies(made: Path) -> None:
    assert [axis.axisTag for axis in TTFont(made / "bricolage.woff2")["fvar"].axes] == ["wght"]


@pytest.mark.parametrize("weight", [400, 700])
def test_on_paper_each_weight_is_a_file_of_its_own(made: Path, weight: int) -> None:
    face = TTFont(made / f"bricolage-{weight}.ttf")
    assert ("fvar" in face, face["OS/2"].usWeightClass) == (False, weight)


def test_the_style_sheet_names_files_that_exist_and_gives_the_digits_to_figures(made: Path) -> None:
    faces = (made / "fonts.css").read_text("utf-8").splitlines()
    names = [re.findall(r'font-family:"(\w+)";src:url\(([\w-]+\.woff2)\?v=[0-9a-f]{10}\)', face)[0] for face in faces]
    assert names == [
        ("Bricolage", "bricolage.woff2"),
        ("Atkinson", "atkinson-400.woff2"),
        ("Atkinson", "atkinson-700.woff2"),
        ("Figures", "bricolage.woff2"),
    ]
    assert ["U+30-39" in face for face in faces] == [False, False, False, True]


def test_what_is_made_is_not_made_again(made: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    start = time.perf_counter()
    assert build_assets(made) is False
    assert time.perf_counter() - start < 0.5
    assert {path.name: path.stat().st_mtime_ns for path in made.iterdir()} == before


def test_another_package_makes_them_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / STAMP).write_text("fonttools 1.0\n", "utf-8")
    monkeypatch.setattr("core.assets.FONTS", FONTS[:2])  # the quick ones
    monkeypatch.setattr("core.assets.FACES", ())
    assert build_assets(tmp_path) is True
