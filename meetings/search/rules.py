"""What of a text is shown beside a word that was found in it."""

import re
from collections.abc import Sequence

from core.folding import folded

MARK, STRESS = re.compile(r"^\s*(?:#+|>|[-*+])\s+"), re.compile(r"\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
BEFORE, SHOWN = 60, 220  # characters: of what stands before the first word, and in all


def excerpt(text: str, asked: Sequence[str]) -> str:
    """The lines around the first of these folded words, cut between words, dots where something is left out."""
    line = " ".join(_plain(text).split())
    at = first_place(line, asked)
    start = max(0, at - BEFORE)
    if start:
        start = line.find(" ", start, at) + 1 or start
    shown = line[start : start + SHOWN]
    if start + SHOWN < len(line):
        shown = shown.rsplit(" ", 1)[0]
    return f"{'… ' if start else ''}{shown}{' …' if start + len(shown) < len(line) else ''}"


def _plain(text: str) -> str:
    """Without the marks that make titles, lists and stressed words of it."""
    return "\n".join(STRESS.sub("", MARK.sub("", each)) for each in text.splitlines())


def first_place(line: str, asked: Sequence[str]) -> int:
    """Where the first of these words begins: a letter may be two once it is folded, so places are counted apart."""
    places = [place for place, letter in enumerate(line) for _each in folded(letter)]
    bare = "".join(map(folded, line))
    found = [at for word in asked if (at := bare.find(word)) >= 0]
    return places[min(found)] if found else 0
