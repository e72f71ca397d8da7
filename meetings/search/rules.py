"""What of a text is shown beside a word that was found in it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from core.dates import NBSP
from core.folding import folded

MARK, STRESS = re.compile(r"^\s*(?:#+|>|[-*+])\s+"), re.compile(r"\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
LINK = re.compile(r"\[([^\]\n]+)\]\([^)\s]+\)")
HOUR = re.compile(r"\b\d{1,2} ?(?:[hH](?: ?[0-5]\d)?|[ap]m)\b")  # "14 h", "14 h 45", "9h30", "2 pm"; 14:45 has no space
BEFORE, SHOWN = 60, 220  # characters of a line: of what stands before the first word, and in all
BETWEEN = " – "


def telling(asked: Sequence[str]) -> list[str]:
    """Those of these words worth showing: not the "l" of "l’œuvre", unless nothing else was asked for."""
    return [word for word in asked if len(word) > 1] or list(asked)


def excerpt(text: str, asked: Sequence[str]) -> str:
    """The line that holds most of these folded words, and the next best, each cut between words; hours stay whole.

    Dots stand where something of a line is left out.
    """
    plain = _plain(text)
    lines = [each for each in plain if any(word in folded(each) for word in asked)] or [" ".join(plain)]
    held = [{word for word in asked if word in folded(each)} for each in lines]
    numbers = range(len(lines))
    first = max(numbers, key=lambda number: len(held[number]))
    others = [number for number in numbers if number != first]
    second = max(others, key=lambda number: len(held[number] - held[first]), default=first)
    shown = sorted({first, second})
    return BETWEEN.join(_cut(lines[number], asked, SHOWN // len(shown)) for number in shown)


def pieces_of(text: str, asked: Sequence[str]) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether one of these folded words stands there."""
    inside = [False] * len(text)
    for start, end in _places(text, asked):
        inside[start:end] = [True] * (end - start)
    runs = groupby(zip(inside, text, strict=True), key=lambda pair: pair[0])
    return [(is_sought, "".join(letter for _inside, letter in run)) for is_sought, run in runs]


def _plain(text: str) -> list[str]:
    """Its lines without the marks that make titles, lists, links and stressed words of them, and with hours in one
    piece."""
    bare = (STRESS.sub("", LINK.sub(r"\1", MARK.sub("", each))) for each in text.splitlines())
    lines = (" ".join(each.split()) for each in bare)
    return [HOUR.sub(lambda hour: hour[0].replace(" ", NBSP), each) for each in lines]


def _cut(line: str, asked: Sequence[str], length: int) -> str:
    """At most that many characters around the first of these words, between two words."""
    at = min((start for start, _end in _places(line, asked)), default=0)
    start = max(0, at - min(BEFORE, length // 3)) if len(line) > length else 0
    if start:
        start = line.find(" ", start, at) + 1 or start
    shown = line[start : start + length]
    if start + length < len(line):
        last = shown.rfind(" ")
        shown = shown[:last] if last > at - start else shown
    return f"{'… ' if start else ''}{shown}{' …' if start + len(shown) < len(line) else ''}"


def _places(text: str, asked: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each of these words begins and ends: a letter may be two once it is folded, and an accent none."""
    places = [place for place, letter in enumerate(text) for _each in folded(letter)]
    bare = "".join(map(folded, text))
    for word in asked:
        for found in re.finditer(re.escape(word), bare):
            end = places[found.end() - 1] + 1
            while end < len(text) and not folded(text[end]):
                end += 1
            yield places[found.start()], end
