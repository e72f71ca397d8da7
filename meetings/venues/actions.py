"""Add a place, and change one: every date held there changes with it."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from core.db import db, rows
from core.errors import RuleBroken
from meetings.actions import instants_of, note, touch
from meetings.models import Meeting, Venue
from meetings.rules import Status
from seasons.actions import raise_feed
from seasons.models import Programme


def add(programme: Programme, *, name: str, address: str, zone: str) -> Venue:
    """A new place; the one of that name if there is one already."""
    _lock(programme)
    found = named(programme, name)
    if found is None:
        found = Venue(programme_id=programme.id, name=name, address=address, zone=zone)
        db.session.add(found)
        db.session.flush()
    return found


def change(venue: Venue, programme: Programme, *, name: str, address: str, zone: str, by: User, now: datetime) -> None:
    """Rename or move a place. Every date held there is a changed date for the feeds; nobody gets a mail.

    A new zone keeps the wall-clock times of the dates to come, and so changes their instants. Raises RuleBroken
    for the name of another place, and when a time does not exist in the new zone.
    """
    _lock(programme)
    other = named(programme, name)
    if other is not None and other is not venue:
        raise RuleBroken(_("Another place has this name already."))
    if (venue.name, venue.address, venue.zone) == (name, address, zone):
        return
    zone_changes = venue.zone != zone
    held_here = rows(select(Meeting).where(Meeting.venue_id == venue.id).order_by(Meeting.id).with_for_update())
    for meeting in held_here:
        if zone_changes and meeting.starts_at > now:
            ends = instants_of(meeting.held_on, meeting.start_time, meeting.end_time, zone)
            meeting.zone, (meeting.starts_at, meeting.ends_at) = zone, ends
    venue.name, venue.address, venue.zone = name, address, zone
    shown = [meeting for meeting in held_here if meeting.status is not Status.DRAFT]
    for meeting in shown:
        touch(meeting, now=now, raises=False)
        note(meeting, "venue", by=by, now=now)
    for season in sorted({meeting.season for meeting in shown}, key=lambda season: season.id):
        raise_feed(season, now=now)


def named(programme: Programme, name: str) -> Venue | None:
    """The place of that name, however it is capitalised."""
    places = rows(select(Venue).where(Venue.programme_id == programme.id))
    return next((place for place in places if place.name.casefold() == name.casefold()), None)


def _lock(programme: Programme) -> None:
    """Two people who add the same place at once make one."""
    db.session.flush()
    db.session.refresh(programme, attribute_names=["zone"], with_for_update=True)
