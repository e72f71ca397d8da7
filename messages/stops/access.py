"""Whose mailbox a token speaks of."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ambassadors.models import Guardian, YoungPerson
from core.db import db, is_public_id, rows
from core.links import host
from messages.rules import Recipient
from messages.stops.rules import contact_in, is_signed, stop_token
from seasons.models import Programme


@dataclass(frozen=True)
class Mailbox:
    """An address in a programme, and everyone of its files who has it: one mail goes to them all."""

    programme: Programme
    people: tuple[YoungPerson | Guardian, ...]

    @property
    def takes_reminders(self) -> bool:
        return any(each.reminders_off_at is None for each in self.people)


def stop_url(to: Recipient) -> str:
    """Where whoever reads this mailbox ends reminders: it stands in the mail, and opens nothing else."""
    return f"{host()}/rappels/{stop_token(to.contact, to.email, _key())}" if to.contact else ""


def opened_by(token: str) -> Mailbox | None:
    """The mailbox a token was made for; None when it is wrong, or the file has another address by now."""
    contact = contact_in(token)
    if not is_public_id(contact):
        return None
    young = db.session.scalars(
        select(YoungPerson).where(YoungPerson.public_id == contact).options(joinedload(YoungPerson.programme))
    ).one_or_none()
    guardian = db.session.scalars(select(Guardian).where(Guardian.public_id == contact)).one_or_none()
    found = young or guardian
    if found is None or not found.email or not is_signed(token, found.email, _key()):
        return None
    programme = young.programme if young else guardian.young_person.programme if guardian else None
    return Mailbox(programme, _sharing(found.email, programme)) if programme else None


def _sharing(email: str, programme: Programme) -> tuple[YoungPerson | Guardian, ...]:
    young = select(YoungPerson).where(YoungPerson.programme_id == programme.id)
    guardians = select(Guardian).join(Guardian.young_person).where(YoungPerson.programme_id == programme.id)
    return (
        *rows(young.where(func.lower(YoungPerson.email) == email.lower())),
        *rows(guardians.where(func.lower(Guardian.email) == email.lower())),
    )


def _key() -> bytes:
    return bytes(current_app.extensions["settings"].key("stops"))
