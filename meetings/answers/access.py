"""What a link from a mail opens: one young person's answer to one date, and nothing else."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from ambassadors.models import Ambassador, Guardian, YoungPerson
from core.clock import day_in
from core.db import db
from meetings.answers.rules import answer_token, named_in
from meetings.models import Meeting
from meetings.rules import Status
from messages.calls.access import guardians_on
from seasons.models import Season


@dataclass(frozen=True)
class Opened:
    """What a token opens.

    `guardian`: one who reads the mailbox it was sent to; `is_family`: it is not the young person's; `is_own`: only they
    read it.
    """

    meeting: Meeting
    ambassador: Ambassador
    guardian: Guardian | None
    is_family: bool
    is_own: bool

    def is_over(self, now: datetime) -> bool:
        """Whether there is nothing left to answer: the date has been, or its season is closed."""
        return self.meeting.ends_at <= now or self.meeting.season.archived_at is not None


def opened_by(token: str, key: bytes, *, now: datetime) -> Opened | None:
    """What this token opens now, or None: not sealed by us, the address is no longer theirs, or they left."""
    named = named_in(token)
    if named is None:
        return None
    person, date = named
    query = (
        select(Meeting, Ambassador)
        .join(Ambassador, Ambassador.season_id == Meeting.season_id)
        .join(Ambassador.young_person)
        .where(Meeting.public_id == date, Meeting.status != Status.DRAFT)
        .where(YoungPerson.public_id == person, Ambassador.left_on.is_(None))
        .options(
            joinedload(Meeting.venue),
            joinedload(Meeting.season).joinedload(Season.programme),
            contains_eager(Ambassador.young_person).selectinload(YoungPerson.guardians),
        )
    )
    for meeting, ambassador in db.session.execute(query):
        young = ambassador.young_person
        guardians = guardians_on(young, day_in(meeting.zone, now))
        is_theirs, *read = (
            bool(email) and hmac.compare_digest(answer_token(person, date, email, key), token)
            for email in (young.email, *(guardian.email for guardian in guardians))
        )
        if is_theirs or any(read):
            guardian = next((each for each, reads in zip(guardians, read, strict=True) if reads), None)
            return Opened(meeting, ambassador, guardian, not is_theirs, is_theirs and not _is_shared(young))
    return None


def _is_shared(young: YoungPerson) -> bool:
    """Whether anybody else of their programme, or a guardian, reads their mailbox: the mail then named each of them."""
    email = young.email.lower()
    programme = YoungPerson.programme_id == young.programme_id
    sibling = select(YoungPerson.id).where(
        programme, YoungPerson.id != young.id, func.lower(YoungPerson.email) == email
    )
    guardian = select(Guardian.id).join(Guardian.young_person).where(programme, func.lower(Guardian.email) == email)
    return bool(db.session.scalar(select(or_(sibling.exists(), guardian.exists()))))
