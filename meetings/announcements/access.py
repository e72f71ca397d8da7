"""What announces a date and waits, and who has heard of that date so far."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from ambassadors.models import Ambassador, YoungPerson
from core.clock import day_in
from core.db import db
from core.outbox import BY_HAND, Mail
from meetings import emails
from meetings.models import Meeting, MeetingStep
from messages import recipients
from messages.actions import IN_REACH
from messages.rules import Reach
from seasons.models import Season

IS_UNTOUCHED = and_(
    Mail.kind == emails.PUBLISHED, ~Mail.html.contains(BY_HAND), Mail.leased_by == "", Mail.unsure_count == 0
)
"""Of a mail: it announces dates in our own words, and nobody can have received it. What the team wrote by hand stays as
it is: it leaves, and the change follows it."""


def waiting(meeting: Meeting) -> Select[Mail]:
    """What waits to announce this date, or was cancelled with the last of the dates in it."""
    of_season = select(Meeting.id).where(Meeting.season_id == meeting.season_id)
    cancelled = select(MeetingStep.at).where(MeetingStep.meeting_id.in_(of_season), MeetingStep.act == "cancel")
    waits = or_(and_(*IN_REACH), Mail.cancelled_at.in_(cancelled))
    is_later = and_(Mail.created_at > meeting.published_at, _is_to_who_joined(meeting))
    names_it = or_(Mail.created_at == meeting.published_at, is_later)
    about = (Mail.regarding == meeting.season.public_id, names_it)
    return select(Mail).where(*about, IS_UNTOUCHED, waits).order_by(Mail.id)


def has_left(meeting: Meeting) -> bool:
    """Whether the publication of this date has left, be it to one mailbox, or had no mail to wait for."""
    written = select(Mail.id).where(
        Mail.kind == emails.PUBLISHED,
        Mail.regarding == meeting.season.public_id,
        Mail.created_at == meeting.published_at,
    )
    all_of_it = set(db.session.scalars(written))
    return not all_of_it or not all_of_it <= set(db.session.scalars(waiting(meeting).with_only_columns(Mail.id)))


def waiting_for(ambassador: Ambassador) -> Select[Mail]:
    """What waits to announce the dates of the season to who joined it once they were out."""
    return _to(ambassador).where(*IN_REACH, _is_to_who_joined(ambassador))


def last_told(ambassador: Ambassador) -> datetime | None:
    """When what they were last sent of the dates of this season was written; what was cancelled told nothing."""
    query = _to(ambassador).where(Mail.cancelled_at.is_(None)).with_only_columns(func.max(Mail.created_at))
    return db.session.scalar(query)


def missed_by(ambassador: Ambassador, coming: Sequence[Meeting]) -> list[Meeting]:
    """Which of these dates were out before somebody was added to the season, and were not announced to them since.

    On the very day on which somebody known comes back, what was written to them decides. Whoever comes back with a list
    counts from the season's first day: they missed what others were written, and they were not.
    """
    told = _to(ambassador).where(Mail.cancelled_at.is_(None))
    if db.session.scalar(select(told.where(_is_to_who_joined(ambassador)).exists())):
        return []
    young, joined_on, zone = ambassador.young_person, ambassador.joined_on, ambassador.season.programme.zone
    written = set(db.session.scalars(told.with_only_columns(Mail.created_at)))
    to_others = set(db.session.scalars(_of(ambassador.season).with_only_columns(Mail.created_at))) - written
    elsewhere = exists().where(Ambassador.young_person_id == young.id, Ambassador.season_id != ambassador.season_id)
    is_known = db.session.scalar(select(elsewhere))

    def is_missed(at: datetime) -> bool:
        on = day_in(zone, at)
        is_unwritten = (is_known and at in to_others) or (on == joined_on and at not in written)
        return at < young.created_at or on < joined_on or is_unwritten

    return [meeting for meeting in coming if meeting.published_at and is_missed(meeting.published_at)]


def _of(season: Season) -> Select[Mail]:
    return select(Mail).where(Mail.kind == emails.PUBLISHED, Mail.regarding == season.public_id)


def _to(ambassador: Ambassador) -> Select[Mail]:
    return _of(ambassador.season).where(Mail.person == ambassador.young_person.public_id)


def _is_to_who_joined(of: Meeting | Ambassador) -> ColumnElement[bool]:
    """Whether a mail was written at no publication's moment: then it names every date that was out."""
    return ~exists().where(Meeting.season_id == of.season_id, Meeting.published_at == Mail.created_at)


def whom_to_tell(meeting: Meeting, now: datetime) -> Reach:
    """Who hears of a change of this date: everyone of the season, but those to whom nothing of it was sent yet."""
    untold = set(db.session.scalars(waiting(meeting).with_only_columns(Mail.to_email)))
    reach = recipients.of_season(meeting.season, now=now)
    return replace(reach, by_mail=tuple(each for each in reach.by_mail if each.email not in untold))


def has_told(meeting: Meeting, at: datetime) -> bool:
    """Whether anybody was written to, at that moment, about a change of this date."""
    return bool(db.session.scalar(select(exists().where(Mail.regarding == meeting.public_id, Mail.created_at == at))))


def moves_told(season: Season) -> set[int]:
    """The keys of the dates of a season whose move people heard of: of another, they know no day before."""
    query = select(MeetingStep.meeting_id).join(Meeting, Meeting.id == MeetingStep.meeting_id)
    since_out = (MeetingStep.act == "move", MeetingStep.at >= Meeting.published_at)
    return set(db.session.scalars(query.where(Meeting.season_id == season.id, *since_out)))


def moves_known_to(young: YoungPerson, meetings: Iterable[Meeting]) -> set[int]:
    """Those of these dates whose move this young person heard of: they were in the season by then."""
    moved = [meeting.id for meeting in meetings if meeting.moved_from_on]
    if not moved:
        return set()
    query = (
        select(Meeting.id, Meeting.zone, MeetingStep.at, Ambassador.joined_on)
        .join(MeetingStep, and_(MeetingStep.meeting_id == Meeting.id, MeetingStep.act == "move"))
        .join(Ambassador, and_(Ambassador.season_id == Meeting.season_id, Ambassador.young_person_id == young.id))
        .where(Meeting.id.in_(moved), MeetingStep.at >= Meeting.published_at, MeetingStep.at >= young.created_at)
    )
    return {key for key, zone, at, joined_on in db.session.execute(query) if day_in(zone, at) >= joined_on}


def is_move_told(meeting: Meeting, steps: Iterable[MeetingStep]) -> bool:
    """Whether this date, with all that was done to it, is one of `moves_told`."""
    return any(step.act == "move" and meeting.published_at and step.at >= meeting.published_at for step in steps)
