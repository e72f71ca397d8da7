"""Add a place, and change one: every date held there changes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from accounts.models import User
from core import clock, outbox
from core.db import db, rows
from core.errors import RuleBroken
from meetings import emails
from meetings.access import answers_to
from meetings.actions import instants_of, list_calls_of, note, to_call_about, touch
from meetings.announcements import actions as announcements
from meetings.announcements.access import IS_UNTOUCHED
from meetings.models import Answer, Meeting, Venue
from meetings.reminders import actions as reminders
from meetings.rules import Status
from messages import actions as messages
from messages import recipients
from messages.rules import Reach
from seasons.actions import raise_feed
from seasons.models import Programme, Season


def add(programme: Programme, *, name: str, address: str, zone: str) -> Venue:
    """A new place; the one of that name if there is one already."""
    _lock(programme)
    found = named(programme, name)
    if found is None:
        found = Venue(programme_id=programme.id, name=name, address=address, zone=zone)
        db.session.add(found)
        db.session.flush()
    return found


def change(
    venue: Venue,
    programme: Programme,
    *,
    name: str,
    address: str,
    zone: str,
    by: User,
    now: datetime,
    quietly: bool = False,
) -> bool:
    """Rename or move a place: every date held there is a changed date for the feeds. Whether people were told.

    They are, of its dates to come and in one message, when its name or address differs, unless it is only spelled
    better: `quietly`. Whoever was sent nothing of a date yet is not; what waits to announce it is made anew. A new
    zone keeps the wall-clock times of the dates to come, and so changes their instants; what was answered to them
    holds. Raises RuleBroken for the name of another place, and when a time does not exist in the new zone.
    """
    _lock(programme)
    other = named(programme, name)
    if other is not None and other is not venue:
        raise RuleBroken(_("Another place has this name already."))
    if (venue.name, venue.address, venue.zone) == (name, address, zone):
        return False
    zone_changes, before = venue.zone != zone, venue.in_words
    held_here = rows(select(Meeting).where(Meeting.venue_id == venue.id).order_by(Meeting.id).with_for_update())
    for meeting in held_here:
        if zone_changes and meeting.starts_at > now:
            ends = instants_of(meeting.held_on, meeting.start_time, meeting.end_time, zone)
            keep_answers(meeting, *ends)
            meeting.zone, (meeting.starts_at, meeting.ends_at) = zone, ends
    venue.name, venue.address, venue.zone = name, address, zone
    shown = [meeting for meeting in held_here if meeting.status is not Status.DRAFT]
    for meeting in shown:
        touch(meeting, now=now, raises=False)
    to_come = [m for m in shown if m.status is Status.PUBLISHED and m.ends_at > now and not m.season.archived_at]
    told: list[Meeting] = []
    for season in sorted({meeting.season for meeting in shown}, key=lambda season: season.id):
        raise_feed(season, now=now)
        if dates := sorted((m for m in to_come if m.season is season), key=lambda m: m.starts_at):
            reach = recipients.of_season(season, now=now)
            untold = announcements.renew_all(dates, reach, now=now)
            if not quietly and venue.in_words != before:
                told += tell(season, dates, before, reach, untold, now=now)
    for meeting in shown:
        is_told = meeting in told
        note(meeting, "place" if is_told else "venue", by=by, now=now, was=before if is_told else "")
    return bool(told)


def keep_answers(meeting: Meeting, starts_at: datetime, ends_at: datetime) -> None:
    """On the clocks of the place nothing moves: what was said of where it stands holds."""
    held = (Answer.starts_at == meeting.starts_at, Answer.ends_at == meeting.ends_at)
    moved = update(Answer).where(Answer.meeting_id == meeting.id, *held)
    db.session.execute(moved.values(starts_at=starts_at, ends_at=ends_at))


def tell(
    season: Season,
    dates: Sequence[Meeting],
    before: str,
    reach: Reach,
    untold: Mapping[int, frozenset[str]],
    *,
    now: datetime,
) -> list[Meeting]:
    """Mail everyone who may have heard of some of these dates, once for all of those, and list whom no mail reaches.

    `untold` are the mailboxes to which nothing of a date was sent. Returns the dates that somebody is told of.
    """
    waiting, programme = to_call_about(season, on=clock.day_in(season.programme.zone, now)), season.programme
    heard = {meeting.id: announcements.renew_calls(meeting, reach, now=now) for meeting in dates}
    messages.hurry(season.public_id, *(meeting.public_id for meeting in dates), now=now, but=IS_UNTOUCHED)
    for meeting in dates:
        reminders.call_off(meeting, now=now)
    known = {each: [m for m in dates if each.email not in untold[m.id]] for each in reach.by_mail}
    answers = {those[0].id: answers_to(those[0]) for those in known.values() if len(those) == 1}
    outbox.queue_all(
        [
            emails.place_changed(
                those,
                each,
                before=before,
                programme=programme,
                now=now,
                answers=answers[those[0].id] if len(those) == 1 else emails.NONE,
            )
            for each, those in known.items()
            if those
        ]
    )
    told = {meeting.id for those in known.values() for meeting in those}
    told |= {key for key, contacts in heard.items() if contacts}
    if told:
        by_phone = dict.fromkeys(contact for contacts in heard.values() for contact in contacts)
        list_calls_of(season, replace(reach, by_phone=tuple(by_phone)), waiting, now=now)
    return [meeting for meeting in dates if meeting.id in told]


def named(programme: Programme, name: str) -> Venue | None:
    """The place of that name, however it is capitalised."""
    places = rows(select(Venue).where(Venue.programme_id == programme.id))
    return next((place for place in places if place.name.casefold() == name.casefold()), None)


def _lock(programme: Programme) -> None:
    """Two people who add the same place at once make one."""
    db.session.flush()
    db.session.refresh(programme, attribute_names=["zone"], with_for_update=True)
