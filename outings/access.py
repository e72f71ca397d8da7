"""Which outings exist for whom. Drafts are the team's alone."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.access import ambassadors_of, young_person_now
from ambassadors.models import Ambassador, YoungPerson
from core.db import rows
from core.unreadable import Lost, lost, readable
from outings.models import Outing, OutingStep
from outings.rules import Status
from seasons.access import is_staff, programme_ids_of
from seasons.models import Season


def visible_to(user: User) -> Select[Outing]:
    """The team's outings, or what is announced to the young person at the screen."""
    if is_staff():
        return select(Outing).join(Outing.season).where(Season.programme_id.in_(programme_ids_of(user)))
    young = young_person_now()
    return announced_to(young) if young else select(Outing).where(false())


def announced_to(young: YoungPerson) -> Select[Outing]:
    """Announced and cancelled outings of the seasons this young person is in."""
    seasons = ambassadors_of(young).with_only_columns(Ambassador.season_id)
    return select(Outing).where(Outing.season_id.in_(seasons), Outing.status != Status.DRAFT)


def outings_of(season: Season) -> Select[Outing]:
    """Every outing of a season, drafts too, in order."""
    return select(Outing).where(Outing.season_id == season.id).order_by(Outing.starts_at, Outing.id)


def readable_in(season: Season) -> tuple[list[Outing], list[Lost]]:
    """Every outing of a season as `outings_of` has them; and those that cannot be read, which no calendar shows."""
    found, keys = readable(outings_of(season), Outing.id)
    return [row[0] for row in found], lost(Outing, keys)


def steps_of(outing: Outing) -> Sequence[OutingStep]:
    """What was done to an outing, the latest first, each with who did it."""
    query = (
        select(OutingStep)
        .where(OutingStep.outing_id == outing.id)
        .options(joinedload(OutingStep.by))
        .order_by(OutingStep.at.desc(), OutingStep.id.desc())
    )
    return rows(query)
