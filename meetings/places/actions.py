"""Take a place with a yes, give it back, let the next one move up. Only where the meeting's row is held."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import ngettext

from ambassadors.models import Ambassador
from core import outbox
from core.db import db
from core.errors import RuleBroken
from meetings import emails
from meetings.calls.access import occasion
from meetings.models import Meeting, MeetingPlace, MeetingStep
from meetings.places.access import answers_of, line_of, place_of_one, who_come
from meetings.rules import AnswerValue, Status
from messages import recipients
from messages.calls import actions as calls
from seasons.actions import raise_feed


def follow(meeting: Meeting, ambassador: Ambassador, value: AnswerValue, *, now: datetime) -> None:
    """A yes takes a place or the end of the line; anything else gives it back. Where there is room, nothing."""
    if meeting.place_count is None:
        return
    own = place_of_one(meeting, ambassador)
    if value is AnswerValue.YES and own is None:
        db.session.add(MeetingPlace(meeting_id=meeting.id, ambassador_id=ambassador.id, asked_at=now))
        moved = line_of(meeting).fill(meeting.place_count, now=now)
        tell(meeting, [each for each in moved if each.ambassador_id != ambassador.id], now=now)
    elif value is not AnswerValue.YES and own is not None:
        own.left_at = now
        move_up(meeting, now=now)


class TooFewPlaces(RuleBroken):
    """Fewer places than people who have one."""


def move_up(meeting: Meeting, *, now: datetime) -> None:
    """Give what is free to those who waited longest, and tell them."""
    if meeting.place_count is not None and meeting.status is Status.PUBLISHED:
        tell(meeting, line_of(meeting).fill(meeting.place_count, now=now), now=now)


def limit(meeting: Meeting, place_count: int | None, *, now: datetime) -> None:
    """Another number of places, or room for everyone. Whoever has a place, or had said yes before, keeps it.

    Raises TooFewPlaces when there would be fewer places than people who have one.
    """
    if place_count == meeting.place_count:
        return
    line, was = line_of(meeting), meeting.place_count
    taken = who_come(meeting) if was is None else []
    count = len(taken) if was is None else line.placed_count()
    if place_count is not None and place_count < count:
        raise TooFewPlaces(
            ngettext(
                "%(num)s person already has a place: there cannot be fewer. Everyone with a place keeps it.",
                "%(num)s people already have a place: there cannot be fewer. Everyone with a place keeps it.",
                count,
            )
        )
    meeting.place_count = place_count
    for key in taken:
        db.session.add(MeetingPlace(meeting_id=meeting.id, ambassador_id=key, asked_at=now, placed_at=now))
        db.session.flush()
    if place_count is None:
        tell(meeting, list(db.session.scalars(line.waiting())), now=now)
        for each in db.session.scalars(line.present()).all():
            each.left_at = now
    else:
        move_up(meeting, now=now)


def tell(meeting: Meeting, moved: Sequence[MeetingPlace], *, now: datetime) -> None:
    """Write to those who got a place they waited for, and to their families; list those no mail reaches.

    Their calendars say it too. The season's row comes last, as everywhere: nobody else's file is locked here.
    """
    if not moved:
        return
    keys = [each.ambassador_id for each in moved]
    for answer in answers_of(meeting, keys):
        answer.revision += 1
        answer.answered_at = now
    reach = recipients.of_season(meeting.season, now=now, only=keys)
    programme = meeting.season.programme
    outbox.queue_all([emails.changed(meeting, "placed", each, programme=programme, now=now) for each in reach.by_mail])
    db.session.add(MeetingStep(meeting_id=meeting.id, act="placed", at=now))
    calls.add_calls(occasion(meeting), reach.by_phone, emails.PLACED, now=now)
    raise_feed(meeting.season, now=now)
