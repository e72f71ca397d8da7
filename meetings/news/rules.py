"""Whom the team writes to."""

import enum
import hashlib

SUBJECT_LENGTH, TEXT_LENGTH = 120, 5000


class Audience(enum.Enum):
    """Of a date or of the season. The value stands in addresses and forms."""

    EVERYONE = "tous"
    COMING = "viennent"
    SILENT = "sans-reponse"


def seen_mark(audience: str, subject: str, text: str) -> str:
    """What was read over, in short: it is what is sent, or it is shown again."""
    return hashlib.sha256("\0".join((audience, subject, text)).encode()).hexdigest()[:16]
