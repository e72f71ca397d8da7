"""What of an outing people are called about."""

from datetime import datetime

from sqlalchemy import Subquery, func, select

from core.clock import day_in
from core.db import db
from messages.calls.access import Occasion, ToCall, to_call
from outings.models import Outing, OutingStep
from seasons.models import Season

CHANGES = ("announce", "change", "cancel", "restore")


def last_change(outing: Outing) -> OutingStep | None:
    """The last step that people were told of."""
    query = select(OutingStep).where(OutingStep.outing_id == outing.id, OutingStep.act.in_(CHANGES))
    return db.session.scalars(query.order_by(OutingStep.at.desc(), OutingStep.id.desc()).limit(1)).first()


def changes_of(season: Season) -> Subquery:
    """Since when what did not arrive counts, for each outing of the season that people were told of."""
    query = select(Outing.public_id.label("regarding"), func.max(OutingStep.at).label("at"))
    told = query.join(OutingStep, OutingStep.outing_id == Outing.id).where(OutingStep.act.in_(CHANGES))
    return told.where(Outing.season_id == season.id).group_by(Outing.public_id).subquery("outing_changes")


def occasion(outing: Outing) -> Occasion:
    """An outing, as those who call about it know it."""
    return Occasion(outing.public_id, outing.season_id)


def people_to_call(outing: Outing, change: OutingStep | None, *, now: datetime) -> list[ToCall]:
    today = day_in(outing.season.programme.zone, now)
    return to_call(occasion(outing), change.at if change else None, on=today)
