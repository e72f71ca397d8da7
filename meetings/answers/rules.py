"""The token of an answer given from a mail: whose answer it is, to which date, and sent to which mailbox."""

import base64
import hashlib
import hmac
import re

from meetings.rules import AnswerValue

ID, SEAL = 12, 19  # characters of a public id, and of the seal: 114 bits
TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{2 * ID + SEAL}}}")
WISHES = {"oui": AnswerValue.YES, "peut-etre": AnswerValue.MAYBE, "non": AnswerValue.NO}
"""What the links of a mail ask for, as their addresses say it."""


def answer_token(person: str, meeting: str, email: str, key: bytes) -> str:
    """Both public ids and a seal (HMAC-SHA-256), 43 characters: nothing of it is kept anywhere.

    The mailbox is sealed in: an address that is no longer theirs takes its links with it.
    """
    seal = hmac.new(key, f"{person} {meeting} {email.lower()}".encode(), hashlib.sha256).digest()
    return person + meeting + base64.urlsafe_b64encode(seal).decode()[:SEAL]


def named_in(token: str) -> tuple[str, str] | None:
    """The young person and the date a token speaks of, before its seal is looked at; None if it cannot be one."""
    return (token[:ID], token[ID : 2 * ID]) if TOKEN.fullmatch(token) else None
