"""Which meetings exist for whom. Drafts are the team's alone."""

from sqlalchemy import Select, false, select

from accounts.models import User
from ambassadors.access import ambassadors_of, young_person_now
from ambassadors.models import Ambassador, YoungPerson
from core.db import db
from meetings.models import Meeting, Venue
from meetings.rules import Status
from seasons.access import is_staff, programme_ids_of
from seasons.models import Season


def visible_to(user: User) -> Select[Meeting]:
    """The team's meetings, or what is announced to the young person at the screen."""
    if is_staff():
        return select(Meeting).join(Meeting.season).where(Season.programme_id.in_(programme_ids_of(user)))
    young = young_person_now()
    return announced_to(young) if young else select(Meeting).where(false())


def announced_to(young: YoungPerson) -> Select[Meeting]:
    """Published and cancelled meetings of the seasons this young person is in."""
    seasons = ambassadors_of(young).with_only_columns(Ambassador.season_id)
    return select(Meeting).where(Meeting.season_id.in_(seasons), Meeting.status != Status.DRAFT)


def venues_visible_to(user: User) -> Select[Venue]:
    """The venues of the programmes whose team this user is in."""
    return select(Venue).where(Venue.programme_id.in_(programme_ids_of(user))).order_by(Venue.name)


def ambassador_for(meeting: Meeting, young: YoungPerson) -> Ambassador | None:
    """This young person in the season of that meeting, unless they left."""
    query = ambassadors_of(young).where(Ambassador.season_id == meeting.season_id)
    return db.session.scalars(query).one_or_none()
