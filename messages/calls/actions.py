"""List whom to call about a change, and note that it was done."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from accounts.models import User
from ambassadors.models import Guardian, YoungPerson
from core.db import db, rows
from messages.calls.access import Occasion
from messages.models import PhoneCall
from messages.rules import Contact
from seasons.actions import require_open
from seasons.models import Season

NO_MAIL, MAIL_FAILED = "no e-mail", "mail failed"


def list_calls(about: Occasion, contacts: Sequence[Contact], *, keeps: Collection[str] = (), now: datetime) -> None:
    """One call a contact for this change: calls of earlier changes to the same date have nothing left to say.

    `keeps` are reasons that a later change does not answer.
    """
    db.session.execute(delete(PhoneCall).where(PhoneCall.regarding == about.regarding, PhoneCall.reason.not_in(keeps)))
    add_calls(about, contacts, NO_MAIL, now=now)


def add_calls(about: Occasion, contacts: Sequence[Contact], reason: str, *, now: datetime) -> None:
    """One call a contact, beside those that are listed."""
    young_ids = _ids(YoungPerson, {c.person for c in contacts})
    guardian_ids = _ids(Guardian, {c.guardian for c in contacts})
    for contact in contacts:
        _add(about, young_ids[contact.person], reason, guardian_id=guardian_ids.get(contact.guardian), now=now)


def add_missing(about: Occasion, contacts: Sequence[Contact], *, now: datetime) -> None:
    """One call a contact, but for young people who are listed already, called or not."""
    people = {contact.person for contact in contacts}
    listed = select(YoungPerson.public_id).join(PhoneCall, PhoneCall.young_person_id == YoungPerson.id)
    known = set(
        db.session.scalars(listed.where(PhoneCall.regarding == about.regarding, YoungPerson.public_id.in_(people)))
    )
    add_calls(about, [contact for contact in contacts if contact.person not in known], NO_MAIL, now=now)


def forget_done(about: Occasion) -> None:
    """There is more to tell: whoever was called is to be called again."""
    db.session.execute(delete(PhoneCall).where(PhoneCall.regarding == about.regarding, PhoneCall.done_at.is_not(None)))


def settle(about: Occasion, young_id: int, reason: str) -> None:
    """They know by now: what they were to be called for is no longer to be said."""
    open_call = (PhoneCall.regarding == about.regarding, PhoneCall.reason == reason, PhoneCall.done_at.is_(None))
    db.session.execute(delete(PhoneCall).where(PhoneCall.young_person_id == young_id, *open_call))


def keep(about: Occasion, young_people: Sequence[YoungPerson], *, now: datetime) -> None:
    """They were to be called before this change and still are, also where a mail now reaches them."""
    listed = set(db.session.scalars(select(PhoneCall.young_person_id).where(PhoneCall.regarding == about.regarding)))
    for young in young_people:
        if young.id not in listed:
            _add(about, young.id, MAIL_FAILED, now=now)


def _ids(kind: type[YoungPerson | Guardian], public_ids: set[str]) -> dict[str, int]:
    found = db.session.execute(select(kind.public_id, kind.id).where(kind.public_id.in_(public_ids)))
    return dict(found.all())


def _add(about: Occasion, young_id: int, reason: str, *, guardian_id: int | None = None, now: datetime) -> PhoneCall:
    call = PhoneCall(
        season_id=about.season_id,
        regarding=about.regarding,
        young_person_id=young_id,
        guardian_id=guardian_id,
        reason=reason,
        created_at=now,
    )
    db.session.add(call)
    return call


def done(about: Occasion, young: YoungPerson, *, by: User, now: datetime) -> None:
    """Someone of the team has spoken to this young person or their family: every call for them is done."""
    require_open(db.session.get_one(Season, about.season_id))
    calls = _calls_for(about, young)
    if not calls:  # their mail failed, which has no row of its own until someone has called
        calls = [_add(about, young.id, MAIL_FAILED, now=now)]
    for call in calls:
        if call.done_at is None:
            call.done_at, call.done_by_id = now, by.id


def undo(about: Occasion, young: YoungPerson) -> None:
    """It was not done after all."""
    require_open(db.session.get_one(Season, about.season_id))
    for call in _calls_for(about, young):
        call.done_at = call.done_by_id = None


def _calls_for(about: Occasion, young: YoungPerson) -> list[PhoneCall]:
    """Locked: two people who say so at once write one row."""
    db.session.refresh(young, attribute_names=["created_at"], with_for_update=True)
    query = select(PhoneCall).where(PhoneCall.regarding == about.regarding, PhoneCall.young_person_id == young.id)
    return list(rows(query))
