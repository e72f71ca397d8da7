"""What of an outing people are called about."""

from datetime import datetime

from sqlalchemy import select

from core.clock import day_in
from core.db import db
from messages.calls.access import Occasion, ToCall, to_call
from outings.models import Outing, OutingStep

CHANGES = ("announce", "change", "cancel", "restore")


def last_change(outing: Outing) -> OutingStep | None:
    """The last step that people were told of."""
    query = select(OutingStep).where(OutingStep.outing_id == outing.id, OutingStep.act.in_(CHANGES))
    return db.session.scalars(query.order_by(OutingStep.at.desc(), OutingStep.id.desc()).limit(1)).first()


def occasion(outing: Outing) -> Occasion:
    """An outing, as those who call about it know it."""
    return Occasion(outing.public_id, outing.season_id)


def people_to_call(outing: Outing, change: OutingStep | None, *, now: datetime) -> list[ToCall]:
    today = day_in(outing.season.programme.zone, now)
    return to_call(occasion(outing), change.at if change else None, on=today)
