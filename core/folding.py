"""How two spellings are compared: without case, accents, or punctuation."""

import re
import unicodedata

APART = {"’": "'", "ʼ": "'", "ß": "ss"} | {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
}  # fmt: skip
"""What no other rule takes apart: each of these letters, and how it is spelt out."""

_LETTERS = str.maketrans(APART)


def folded(text: str) -> str:
    """Lower case, without accents or ligatures; apostrophes are straight and spaces are plain."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_LETTERS)


# Letter by letter, for a database: what it orders is folded where it lies.
ACCENTED = "".join(c for c in map(chr, range(0xC0, 0x250)) if len(folded(c)) == 1 and folded(c).isascii())
BARE = folded(ACCENTED)


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, without punctuation: `"Né(e) le"` → `["ne", "e", "le"]`."""
    return re.findall(r"[^\W_]+", folded(text))


def squeezed(text: str) -> str:
    """The folded letters alone: `"Marie-Lou "` and `"MARIE LOU"` are the same."""
    return "".join(words(text))
