"""What others than its owner read, logs or mail of a programme, without what would let its reader in."""

import logging
import re

_SLASH = r"(?:/|%2[Ff])"
# Tokens of feeds, of answers in mails, of single-use links, of a room’s screen and of the first set-up; names that were
# searched.
SECRET_PARTS = re.compile(
    rf"({_SLASH}(?:cal|lien|installation|presence|r|rappels){_SLASH}+|[?&]nom=)(?!%2[Ff])[^/\s?&\"']+"
)


def masked(line: str) -> str:
    """The line with `…` for each secret that an address in it carries."""
    return SECRET_PARTS.sub(r"\1…", line)


def unmasked(text: str, original: str) -> str:
    """`text`, written from `masked(original)`, with the secrets of `original` in their places again, in order."""
    secrets: dict[str, list[str]] = {}
    for found in SECRET_PARTS.finditer(original):
        secrets.setdefault(masked(found[0]), []).append(found[0])

    def secret(found: re.Match[str]) -> str:
        left = secrets.get(found[0], [found[0]])
        return left.pop(0) if len(left) > 1 else left[0]

    return SECRET_PARTS.sub(secret, text)


class MaskingFormatter(logging.Formatter):
    """Whatever is logged, an exception with its traceback included, as it may be written."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
