"""The links a mail about a date carries: one for each answer, for each young person whose mailbox it goes to.

`links.of(meeting, to)` where the mail is composed, and `ways(links, to)` of `emails/meetings/_answers` where it is
written, as text and as HTML.
"""

from dataclasses import dataclass

from flask import current_app

from core.links import host
from meetings.answers.rules import WISHES, answer_token
from meetings.models import Meeting
from meetings.rules import AnswerValue
from messages.rules import Recipient


@dataclass(frozen=True)
class Links:
    """Where one young person's answers to one date are given."""

    first_name: str
    yes: str
    maybe: str
    no: str


def of(meeting: Meeting, to: Recipient) -> list[Links]:
    """The links of everybody a mailbox is read for: the young themselves, and those whose guardian reads it."""
    people = {each.person: each for each in to.contacts}
    return [_links(meeting, each.person, each.first_name, to.email) for each in people.values()]


def key() -> bytes:
    """The key of all answers' tokens: derived from the instance's secret, so never in the database nor its backups."""
    return bytes(current_app.extensions["settings"].key("answers"))


def _links(meeting: Meeting, person: str, first_name: str, email: str) -> Links:
    token = answer_token(person, meeting.public_id, email, key())
    asked = {value: f"{host()}/r/{token}?r={word}&quand={meeting.span}" for word, value in WISHES.items()}
    return Links(first_name, *(asked[value] for value in AnswerValue))
