"""Add, change, publish, move, cancel and restore dates; answer one. Each act raises the feeds and tells people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import Ambassador, Guardian, YoungPerson
from core import outbox
from core.db import db
from core.errors import RuleBroken
from meetings import emails
from meetings.models import Answer, Meeting, MeetingStep, PhoneCall, Venue
from meetings.rules import (
    Announced,
    AnswerValue,
    Change,
    EndsBeforeItStarts,
    NoSuchLocalTime,
    Status,
    Step,
    change_between,
    instants,
    is_possible,
    status_after,
)
from messages import recipients
from messages.rules import Contact
from seasons.actions import raise_feed
from seasons.models import Programme, Season


@dataclass(frozen=True)
class Details:
    """What a member of the team types of one meeting."""

    title: str
    held_on: date
    start_time: time
    end_time: time
    venue: Venue | None
    details: str = ""


def add(season: Season, asked: Details, *, by: User, now: datetime) -> Meeting:
    """A draft, seen by the team alone."""
    meeting = Meeting(season=season, status=Status.DRAFT, changed_at=now, created_at=now)
    _write(meeting, asked)
    db.session.add(meeting)
    db.session.flush()
    _note(meeting, "add", by=by, now=now)
    return meeting


def change(meeting: Meeting, asked: Details, *, by: User, now: datetime) -> set[Change]:
    """Save what was typed; nothing happens when nothing differs. People hear at once of a published date that moves.

    Raises RuleBroken for a cancelled meeting and for times the clocks never show.
    """
    _require(Step.EDIT, meeting)
    before, text_before = announced(meeting), (meeting.title, meeting.details)
    _write(meeting, asked)
    changes = change_between(before, announced(meeting))
    if not changes and text_before == (meeting.title, meeting.details):
        return changes
    if meeting.status is Status.PUBLISHED and meeting.held_on != before.held_on:
        first = meeting.moved_from_on or before.held_on
        meeting.moved_from_on = None if first == meeting.held_on else first
    _touch(meeting, now=now)
    _note(meeting, "move" if Change.MOVED in changes else "edit", by=by, now=now, was=emails.one_line(before))
    if meeting.status is Status.PUBLISHED and changes & {Change.MOVED, Change.VENUE}:
        _tell(meeting, "moved", now=now, before=before)
    return changes


def publish(season: Season, meetings: Iterable[Meeting], *, by: User, now: datetime) -> list[Meeting]:
    """Show these drafts to everyone, and tell them in one message. What is published already stays as it is."""
    new = [m for m in meetings if m.status is Status.DRAFT]
    for meeting in new:
        meeting.status = Status.PUBLISHED
        meeting.published_at = now
        _touch(meeting, now=now, raises=False)
        _note(meeting, "publish", by=by, now=now)
    if new:
        raise_feed(season, now=now)
        new.sort(key=lambda m: m.starts_at)
        reach = recipients.of_season(season, on=new[0].held_on)
        for recipient in reach.by_mail:
            outbox.queue(emails.published(new, recipient, programme=season.programme, now=now))
    return new


def cancel(meeting: Meeting, *, why: str, by: User, now: datetime) -> None:
    """Cancel a published meeting, and tell everyone at once. Nothing happens when it is cancelled already."""
    if meeting.status is Status.CANCELLED:
        return
    _step(Step.CANCEL, meeting)
    meeting.cancel_reason = why
    _touch(meeting, now=now)
    _note(meeting, "cancel", by=by, now=now, why=why)
    _tell(meeting, "cancelled", now=now)


def restore(meeting: Meeting, *, by: User, now: datetime) -> None:
    """Bring a cancelled meeting back, and tell everyone at once."""
    if meeting.status is Status.PUBLISHED:
        return
    _step(Step.RESTORE, meeting)
    meeting.cancel_reason = ""
    _touch(meeting, now=now)
    _note(meeting, "restore", by=by, now=now)
    _tell(meeting, "restored", now=now)


def remove(meeting: Meeting) -> None:
    """Throw a draft away. Anything that was ever shown is cancelled instead: a calendar may hold it."""
    _require(Step.REMOVE, meeting)
    db.session.delete(meeting)


def answer(meeting: Meeting, ambassador: Ambassador, value: AnswerValue, *, now: datetime) -> Answer:
    """Say whether one comes; the last word counts. Raises RuleBroken once the meeting is cancelled or over."""
    if meeting.status is not Status.PUBLISHED:
        raise RuleBroken(_("This meeting does not take place: there is nothing to answer."))
    if meeting.ends_at <= now:
        raise RuleBroken(_("This meeting is over: answers are closed."))
    # The young person's row is locked first: two taps at once become one answer, and one revision each.
    young = ambassador.young_person
    db.session.refresh(young, attribute_names=["answers_revision", "answers_changed_at"], with_for_update=True)
    found = db.session.scalars(
        select(Answer).where(Answer.meeting_id == meeting.id, Answer.ambassador_id == ambassador.id)
    ).one_or_none()
    if found is not None and found.value is value:
        return found
    if found is None:
        found = Answer(meeting_id=meeting.id, ambassador_id=ambassador.id, value=value, answered_at=now, revision=0)
        db.session.add(found)
    found.value, found.answered_at, found.revision = value, now, found.revision + 1
    young.answers_revision += 1
    young.answers_changed_at = max(now, (young.answers_changed_at or now) + timedelta(seconds=1))
    return found


def change_venue(venue: Venue, *, name: str, address: str, zone: str, now: datetime) -> None:
    """Rename or move a place. Every date held there is a changed date for the feeds.

    A new zone keeps the wall-clock times of the dates to come, and so changes their instants.
    """
    if (venue.name, venue.address, venue.zone) == (name, address, zone):
        return
    zone_changes = venue.zone != zone
    venue.name, venue.address, venue.zone = name, address, zone
    held_here = db.session.scalars(
        select(Meeting).where(Meeting.venue_id == venue.id, Meeting.status != Status.DRAFT)
    ).all()
    drafts = db.session.scalars(select(Meeting).where(Meeting.venue_id == venue.id, Meeting.status == Status.DRAFT))
    for meeting in [*held_here, *drafts] if zone_changes else []:
        if meeting.starts_at > now:
            meeting.zone = zone
            meeting.starts_at, meeting.ends_at = _instants(meeting.held_on, meeting.start_time, meeting.end_time, zone)
    for meeting in held_here:
        _touch(meeting, now=now, raises=False)
    for season in {m.season for m in held_here}:
        raise_feed(season, now=now)


def call_done(call: PhoneCall, *, by: User, now: datetime) -> None:
    """Someone of the team has spoken to them."""
    if call.done_at is None:
        call.done_at, call.done_by_id = now, by.id


def announced(meeting: Meeting) -> Announced:
    """What people were told of a meeting."""
    venue = meeting.venue
    return Announced(
        title=meeting.title,
        held_on=meeting.held_on,
        start_time=meeting.start_time,
        end_time=meeting.end_time,
        zone=meeting.zone,
        venue=", ".join(filter(None, (venue.name, venue.address))) if venue else "",
    )


def zone_of(programme: Programme, venue: Venue | None) -> str:
    """The clocks a meeting follows: the venue's, or else the programme's."""
    return venue.zone if venue else programme.zone


def _write(meeting: Meeting, asked: Details) -> None:
    zone = zone_of(meeting.season.programme, asked.venue)
    meeting.starts_at, meeting.ends_at = _instants(asked.held_on, asked.start_time, asked.end_time, zone)
    meeting.title = asked.title
    meeting.held_on, meeting.start_time, meeting.end_time = asked.held_on, asked.start_time, asked.end_time
    meeting.zone, meeting.venue, meeting.details = zone, asked.venue, asked.details


def _instants(on: date, start: time, end: time, zone: str) -> tuple[datetime, datetime]:
    try:
        return instants(on, start, end, zone)
    except NoSuchLocalTime as error:
        raise RuleBroken(
            _("On that day the clocks jump over this time: it does not exist. Choose another one.")
        ) from error
    except EndsBeforeItStarts as error:
        raise RuleBroken(_("The meeting ends before it starts. Check both times.")) from error


def _require(step: Step, meeting: Meeting) -> None:
    if not is_possible(step, meeting.status):
        raise RuleBroken(_("This is not possible with a meeting that is in this state. Open its page again."))


def _step(step: Step, meeting: Meeting) -> None:
    _require(step, meeting)
    after = status_after(step, meeting.status)
    if after is not None:
        meeting.status = after


def _touch(meeting: Meeting, *, now: datetime, raises: bool = True) -> None:
    """Raise the sequence and the moment of change, which rises by a second at least, whatever the clock does."""
    meeting.sequence += 1
    meeting.changed_at = max(now, meeting.changed_at + timedelta(seconds=1))
    if raises and meeting.status is not Status.DRAFT:
        raise_feed(meeting.season, now=now)


def _note(meeting: Meeting, act: str, *, by: User, now: datetime, why: str = "", was: str = "") -> None:
    db.session.add(MeetingStep(meeting_id=meeting.id, act=act, by_id=by.id, at=now, why=why, was=was[:300]))


def _tell(meeting: Meeting, what: str, *, now: datetime, before: Announced | None = None) -> None:
    """Mail everyone concerned, and list those no mail can reach."""
    reach = recipients.of_season(meeting.season, on=meeting.held_on)
    programme = meeting.season.programme
    for recipient in reach.by_mail:
        outbox.queue(emails.changed(meeting, what, recipient, programme=programme, now=now, before=before))
    _list_calls(meeting, reach.by_phone, now=now)


def _list_calls(meeting: Meeting, contacts: Sequence[Contact], *, now: datetime) -> None:
    """One call a contact and change: an open call of an earlier change to the same date is replaced."""
    for call in db.session.scalars(
        select(PhoneCall).where(PhoneCall.meeting_id == meeting.id, PhoneCall.done_at.is_(None))
    ):
        db.session.delete(call)
    people = {c.person for c in contacts}
    young_ids = dict(
        db.session.execute(select(YoungPerson.public_id, YoungPerson.id).where(YoungPerson.public_id.in_(people)))
        .tuples()
        .all()
    )
    guardian_ids = dict(
        db.session.execute(
            select(Guardian.public_id, Guardian.id).where(Guardian.public_id.in_({c.guardian for c in contacts}))
        )
        .tuples()
        .all()
    )
    for contact in contacts:
        db.session.add(
            PhoneCall(
                meeting_id=meeting.id,
                young_person_id=young_ids[contact.person],
                guardian_id=guardian_ids.get(contact.guardian),
                reason="no e-mail",
                created_at=now,
            )
        )
