"""Typed text kept clean: what is invisible, or turns the reading order around, never reaches a page or a mail."""

import re
import unicodedata

# Overrides, embeddings and isolates: they turn the order of what stands around them, a name beside them included.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKS = "\u200e\u200f"  # of direction: they mean something between two letters, nothing at an end
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters by their category, of which nobody sees anything
CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{TURNING}]")
ENDS = re.compile(rf"^[\s{MARKS}]+|[\s{MARKS}]+$")


def clean_line(text: str | None) -> str:
    """One line as its author meant it: composed accents, no control characters, single spaces."""
    return " ".join(_clean(text).split())


def clean_text(text: str | None) -> str:
    """Several lines: composed accents, no control characters, Unix line ends, no blank at either end."""
    return _clean((text or "").replace("\r\n", "\n").replace("\r", "\n"))


def _clean(text: str | None) -> str:
    cleaned = ENDS.sub("", CONTROL.sub("", unicodedata.normalize("NFC", text or "")))
    return cleaned if any(map(_shows, cleaned)) else ""


def _shows(letter: str) -> bool:
    return letter not in BLANKS and unicodedata.category(letter) not in ("Cf", "Cc", "Zs", "Zl", "Zp")
