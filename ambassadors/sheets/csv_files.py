"""The list in a CSV: its encoding, its delimiter, its rows."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ambassadors.sheets.cells import Cell
from ambassadors.sheets.heading_rows import find_heading, to_be_said
from ambassadors.sheets.rows import HEADING_WITHIN, Reason, Refused, filled
from ambassadors.sheets.sheet import Sheet, list_under


def read_csv(content: bytes, file_name: str) -> Sheet:
    text = _decoded(content)
    text = re.sub(r"\Asep=.\r?\n", "", text, flags=re.I)  # a hint to Excel, which does not count it as a row
    if not text.strip():
        raise Refused(Reason.EMPTY)
    if text.lstrip()[:1] in ("<", "{"):
        raise Refused(Reason.NOT_A_SPREADSHEET)
    try:
        delimiter = max(";,\t|", key=lambda mark: _promise(text, mark))
        rows = list(filled(_records(text, delimiter)))
    except csv.Error:
        raise Refused(Reason.DAMAGED) from None
    heading = find_heading(rows)
    if heading is None and sum(c < " " and c not in "\t\r\n" for c in text[:10_000]) > 2:
        raise Refused(Reason.NOT_A_SPREADSHEET)
    heading = heading or to_be_said(rows)
    if heading is None:
        raise Refused(Reason.NO_HEADING)
    return list_under(rows, heading, file_name=file_name, name="")


def _promise(text: str, delimiter: str) -> tuple[int, int]:
    """How much a delimiter makes of a file: things named by its heading, then columns in its first rows."""
    rows = list(filled(islice(_records(text, delimiter), 2 * HEADING_WITHIN)))
    heading = find_heading(rows)
    return (heading.fields if heading else 0, sum(len(row.cells) for row in rows))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Records numbered from 1: a spreadsheet shows a record per row, however many lines its cells have."""
    lines = io.StringIO(text, newline="")
    if _is_torn(text, delimiter):
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=delimiter)
    for number, record in enumerate(reader, 1):
        yield number, tuple(cell or None for cell in record)


def _is_torn(text: str, delimiter: str) -> bool:
    """Whether a quotation mark is opened and never closed: it would swallow the rest of the list."""
    if text.count('"') % 2 == 0:
        return False
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


_LIKELY = dict.fromkeys("éèêëàâäîïôöûùüçœñáíóúãõšžŠŽŸ’°–€", 2) | dict.fromkeys("ÉÈÊËÀÂÄÎÏÔÖÛÙÜÇŒÑ«»…‘", 1)


def _decoded(content: bytes) -> str:
    """The text of a CSV, in the encoding it announces or, failing that, the one that makes sense of it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    head = content[:400]
    if head.count(0) > len(head) // 3:
        return content.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    if b"\0" in content:
        raise Refused(Reason.NOT_A_SPREADSHEET)
    try:
        return _decoded_once(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return max((_legacy(content, name) for name in ("cp1252", "mac_roman", "cp850")), key=_sense)


def _legacy(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _decoded_once(text: str) -> str:
    """A text that a program encoded twice ("PrÃ©nom"), as it was."""
    try:
        return text.encode("cp1252").decode() if "Ã" in text else text
    except UnicodeError:
        return text


def _sense(text: str) -> int:
    """How much a text looks like one: no capital after a small letter ("PrŽnom"), no "…" within a word."""
    score = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        at, c = match.start(), match.group()
        before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        is_odd = (c.isupper() and before.islower()) or (c in "…«»" and before.isalpha() and after.isalpha())
        score += -2 if is_odd else _LIKELY.get(c, -2)
    return score
