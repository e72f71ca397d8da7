"""Who receives a mail of a programme: no other module decides that. Read from the files in two queries at most."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ambassadors.models import Ambassador, Guardian, YoungPerson
from core.clock import day_in
from core.db import rows
from messages.rules import Contact, Reach, contacts_of, reach
from seasons.models import Season


def of_season(season: Season, *, now: datetime, only: Collection[int] | None = None, is_needed: bool = True) -> Reach:
    """Everyone to be told of something of the season, with the guardians of those who are under 18 now.

    Not on the day it is about: whoever was told of a date also hears that it goes, unless they came of age meanwhile.

    `only` are the keys of ambassadors. What is not needed (a reminder, news) spares those who asked for no such mail.
    """
    today = day_in(season.programme.zone, now)
    query = (
        select(Ambassador)
        .join(Ambassador.young_person)
        .options(
            contains_eager(Ambassador.young_person).options(
                selectinload(YoungPerson.guardians), joinedload(YoungPerson.user)
            )
        )
        .where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
    if only is not None:
        query = query.where(Ambassador.id.in_(only))
    contacts = [contact for ambassador in rows(query) for contact in _contacts(ambassador.young_person, today)]
    return reach(contacts, is_needed=is_needed)


def themselves(people: Iterable[YoungPerson]) -> Reach:
    """These young people alone, about something of their own: a family hears of dates, not of every idea."""
    return reach(_own(young) for young in people)


def _contacts(young: YoungPerson, on: date) -> list[Contact]:
    guardians = [_guardian(each, young) for each in young.guardians if each.name or each.email or each.phone]
    return contacts_of(_own(young), born_on=young.born_on, guardians=guardians, on=on)


def _own(young: YoungPerson) -> Contact:
    return Contact(
        young.public_id,
        young.first_name,
        young.name,
        young.email,
        locale=young.user.locale if young.user else "",
        takes_reminders=young.reminders_off_at is None,
    )


def _guardian(guardian: Guardian, of: YoungPerson) -> Contact:
    return Contact(
        of.public_id,
        of.first_name,
        guardian.name,
        guardian.email,
        guardian=guardian.public_id,
        takes_reminders=guardian.reminders_off_at is None,
    )
