"""A mail as its reader sees it: its text, with the words of its buttons where the text has their long addresses."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from core.masking import masked


@dataclass(frozen=True)
class Piece:
    """Some of the text, or the words of the buttons that stand side by side."""

    text: str = ""
    buttons: tuple[str, ...] = ()


class _Links(HTMLParser):
    """The words of each link of a page, by its address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self._open: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.words[self._open] = self.words.get(self._open, "") + data


def pieces(text: str, html: str) -> list[Piece]:
    """The text in pieces, without what nobody but its reader may open. Addresses that are read as such stay."""
    found: list[Piece] = []
    links = {url: words.strip() for url, words in _Links(html).words.items() if words.strip() != url}
    lines: list[str] = []
    for line in text.strip().splitlines():
        words = links.get(line.strip())
        if words is None:
            lines.append(line)
            continue
        if lines and _bare(lines[-1]).endswith(_bare(words)):  # the same words, before the address
            lines.pop()
        before = "\n".join(lines).strip()
        if before or not found:
            found += [Piece(masked(before))] if before else []
            found.append(Piece(buttons=(words,)))
        else:
            found[-1] = Piece(buttons=(*found[-1].buttons, words))
        lines = []
    after = "\n".join(lines).strip()
    return [*found, Piece(masked(after))] if after else found


def _bare(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" :").lower()
