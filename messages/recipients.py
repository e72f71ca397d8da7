"""The contacts of a season, read from the files in two queries whatever their number."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ambassadors.models import Ambassador, YoungPerson
from core.db import rows
from messages.rules import Contact, Reach, contacts_of, reach
from seasons.models import Season


def of_season(season: Season, *, on: date, only: Collection[int] | None = None) -> Reach:
    """Everyone to be told of something that happens `on` a day of the season; `only` are the keys of ambassadors."""
    return reach(contacts_of_season(season, on=on, only=only))


def contacts_of_season(season: Season, *, on: date, only: Collection[int] | None = None) -> list[Contact]:
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
    return [contact for ambassador in rows(query) for contact in _contacts(ambassador.young_person, on)]


def _contacts(young: YoungPerson, on: date) -> list[Contact]:
    locale = young.user.locale if young.user else ""
    own = Contact(young.public_id, young.first_name, young.name, young.email, locale)
    guardians = [(g.public_id, g.name, g.email) for g in young.guardians if g.name or g.email or g.phone]
    return contacts_of(own, born_on=young.born_on, guardians=guardians, on=on)
