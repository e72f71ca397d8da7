"""Who of a season can be let in."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from ambassadors.models import Ambassador, YoungPerson
from core.db import db
from seasons.models import Season


@dataclass(frozen=True)
class Reach:
    """How many of a season wait for their invitation, and how many no mail can reach have no card yet."""

    waiting: int
    without_card: int


def members_of(season: Season) -> Select[Ambassador]:
    """The ambassadors of a season, those who left excepted, by name, with their files."""
    return (
        select(Ambassador)
        .join(Ambassador.young_person)
        .where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None))
        .options(contains_eager(Ambassador.young_person).joinedload(YoungPerson.user), joinedload(Ambassador.season))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )


def reach_of(season: Season) -> Reach:
    """Counted over the whole season, whichever page of it is shown. One query."""
    people = members_of(season).order_by(None).with_only_columns(YoungPerson.email, Ambassador.invited_at).subquery()
    waiting = func.count().filter(people.c.email != "", people.c.invited_at.is_(None))
    without = func.count().filter(people.c.email == "", people.c.invited_at.is_(None))
    return Reach(*db.session.execute(select(waiting, without).select_from(people)).one())
