"""Who of a season can be let in."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from ambassadors.models import Ambassador, YoungPerson
from seasons.models import Season


def members_of(season: Season) -> Select[Ambassador]:
    """The ambassadors of a season, those who left excepted, by name, with their files."""
    return (
        select(Ambassador)
        .join(Ambassador.young_person)
        .where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None))
        .options(contains_eager(Ambassador.young_person).joinedload(YoungPerson.user), joinedload(Ambassador.season))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
