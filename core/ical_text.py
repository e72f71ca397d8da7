"""What a person typed, as every calendar reader can take it: without what breaks, injects or hides."""

import re
import unicodedata

TEXT_LIMIT = 4000
LINK_LIMIT = 2000

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_LAST_OF_PLANES = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
# Controls, surrogates, non-characters and the byte order mark; the line feed stays.
_NO_CHARACTERS = re.compile(rf"[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_LAST_OF_PLANES}]")
_HOST = r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?"
_LINK = re.compile(rf"https?://{_HOST}(?:[/?#][!#-;=?-\[\]_a-z~]*)?", re.IGNORECASE | re.ASCII)
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_JOINERS = "\u200d" + "".join(map(chr, range(0x1F3FB, 0x1F400)))


def clean_text(text: str, *, limit: int = TEXT_LIMIT, lines: bool = True) -> str:
    r"""What a person typed, without what breaks a calendar: only printable characters, and "\n" if `lines`.

    At most `limit` code points, an ellipsis included; a letter is not cut from its accents.
    """
    if len(text) <= limit and _is_clean(text, lines):
        return text
    text = _LINE_ENDS.sub("\n" if lines else " ", text)
    text = unicodedata.normalize("NFC", _NO_CHARACTERS.sub("", text.replace("\t", " ")))
    text = re.sub(r" *\n *", "\n", re.sub(" {2,}", " ", text))
    return _shorten(re.sub(r"\n{3,}", "\n\n", text).strip(), limit)


def _is_clean(text: str, lines: bool) -> bool:
    """Whether there is surely nothing to clean, as in nearly all texts; some of the others are clean too."""
    return (
        (text.replace("\n", "") if lines else text).isprintable()
        and not any(gap in text for gap in ("  ", " \n", "\n ", "\n\n\n"))
        and text == text.strip()
        and unicodedata.is_normalized("NFC", text)
    )


def clean_link(link: str) -> str:
    """The link if it is a plain absolute http(s) one, else nothing: a link is never repaired by guessing."""
    return link if len(link) <= LINK_LIMIT and _LINK.fullmatch(link) else ""


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = limit - 1
    while cut > limit // 2 and _joins(text[:cut], text[cut]):
        cut -= 1
    return text[:cut].rstrip() + "…"


def _joins(before: str, character: str) -> bool:
    """Whether it makes one letter with what is before it: an accent, half a flag, a skin tone."""
    if character in _FLAG_LETTERS:
        return (len(before) - len(before.rstrip(_FLAG_LETTERS))) % 2 == 1
    is_part = unicodedata.category(character).startswith("M") or character in _JOINERS
    return is_part or before.endswith("\u200d")
