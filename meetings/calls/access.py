"""Whom to call about the last change of a date: no mail reached them, or theirs failed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from ambassadors.models import Ambassador, Guardian, YoungPerson
from ambassadors.rules import age_on
from core.db import db, rows
from core.outbox import Mail
from meetings.models import Meeting, MeetingStep, PhoneCall
from messages.rules import ADULT

CHANGES = ("move", "cancel", "restore")


@dataclass(frozen=True)
class ToCall:
    """A young person to call, or their family; `guardians` only while they are under 18 on the day."""

    young: YoungPerson
    guardians: list[Guardian]
    failed: frozenset[str]  # addresses that were refused
    is_done: bool

    @property
    def contacts(self) -> list[YoungPerson | Guardian]:
        return [self.young, *self.guardians]

    @property
    def unreached(self) -> list[YoungPerson | Guardian]:
        """Who of them has no address."""
        return [contact for contact in self.contacts if not contact.email]

    @property
    def refused(self) -> list[YoungPerson | Guardian]:
        """Whose address was refused."""
        return [contact for contact in self.contacts if contact.email.lower() in self.failed]

    @property
    def reached(self) -> list[YoungPerson | Guardian]:
        """Who of them did get the message."""
        return [contact for contact in self.contacts if contact.email and contact.email.lower() not in self.failed]


def last_change(meeting: Meeting) -> MeetingStep | None:
    """The last step that people were told of."""
    query = select(MeetingStep).where(MeetingStep.meeting_id == meeting.id, MeetingStep.act.in_(CHANGES))
    return db.session.scalars(query.order_by(MeetingStep.at.desc(), MeetingStep.id.desc()).limit(1)).first()


def to_call(meeting: Meeting, change: MeetingStep | None) -> list[ToCall]:
    """By name; those already spoken to at the end."""
    if change is None:
        return []
    done: dict[int, bool] = {}
    for call in rows(select(PhoneCall).where(PhoneCall.meeting_id == meeting.id)):
        done[call.young_person_id] = done.get(call.young_person_id, True) and call.done_at is not None
    failed = select(Mail.to_email, Mail.person).where(
        Mail.regarding == meeting.public_id,
        Mail.failed_at.is_not(None),
        Mail.cancelled_at.is_(None),
        Mail.created_at >= change.at,
    )
    letters = db.session.execute(failed).all()
    addresses = frozenset(address.lower() for address, _person in letters)
    found = [
        ToCall(young, guardians_on(young, meeting), addresses, done.get(young.id, False))
        for young in _concerned(meeting, done, addresses, {person for _address, person in letters})
    ]
    return sorted(found, key=lambda each: each.is_done)


def _concerned(
    meeting: Meeting, called: Collection[int], addresses: Collection[str], people: Collection[str]
) -> list[YoungPerson]:
    at_home = select(Guardian.young_person_id).where(func.lower(Guardian.email).in_(addresses))
    query = (
        select(YoungPerson)
        .join(Ambassador, Ambassador.young_person_id == YoungPerson.id)
        .where(
            Ambassador.season_id == meeting.season_id,
            Ambassador.left_on.is_(None),
            or_(
                YoungPerson.id.in_(called),
                YoungPerson.public_id.in_(people),
                func.lower(YoungPerson.email).in_(addresses),
                YoungPerson.id.in_(at_home),
            ),
        )
        .options(selectinload(YoungPerson.guardians))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
    return list(rows(query))


def guardians_on(young: YoungPerson, meeting: Meeting) -> list[Guardian]:
    """Who may be called for them on the day of the meeting: nobody once they are of age."""
    if age_on(young.born_on, meeting.held_on) >= ADULT:
        return []
    return [g for g in young.guardians if g.name or g.email or g.phone]
