"""Add, change, publish, move, cancel and restore dates; answer one. Each act raises the feeds and tells people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import Ambassador, YoungPerson
from core import clock, outbox
from core.db import db
from core.errors import RuleBroken
from core.i18n import speaking
from core.lines import hold
from core.local_times import NoSuchLocalTime
from core.outbox import Mail
from meetings import emails
from meetings.access import answers_to
from meetings.announcements import actions as announcements
from meetings.announcements.access import IS_UNTOUCHED
from meetings.calls.access import last_news, occasion, occasion_of
from meetings.emails import announced
from meetings.models import Answer, AnswerStep, Meeting, MeetingStep, Venue
from meetings.places import actions as places
from meetings.places.access import place_of_one, places_of
from meetings.reminders import actions as reminders
from meetings.rules import (
    Announced,
    AnswerValue,
    Change,
    EndsBeforeItStarts,
    Source,
    Status,
    Step,
    change_between,
    instants,
    is_possible,
    status_after,
)
from messages import actions as messages
from messages import recipients
from messages.calls import actions as calls
from messages.calls.access import to_call
from messages.known import Known, known_in
from messages.rules import Reach
from seasons.actions import raise_feed, require_open
from seasons.models import Programme, Season

TOLD = frozenset({Change.MOVED, Change.VENUE})  # what people hear about at once


@dataclass(frozen=True)
class Details:
    """What a member of the team types of one meeting."""

    title: str
    held_on: date
    start_time: time
    end_time: time
    venue: Venue | None
    details: str = ""
    place_count: int | None = None  # None: room for everyone


def details_of(meeting: Meeting) -> Details:
    """What a member of the team would type to make this meeting."""
    return Details(
        meeting.title,
        meeting.held_on,
        meeting.start_time,
        meeting.end_time,
        meeting.venue,
        meeting.details,
        meeting.place_count,
    )


def add(season: Season, asked: Details, *, by: User, now: datetime) -> Meeting:
    """A draft, seen by the team alone. A second click finds the first one's: nothing is doubled."""
    lock(season)
    for known in same_moment(season, asked.held_on, asked.start_time):
        if details_of(known) == asked:
            return known
    meeting = Meeting(season=season, status=Status.DRAFT, changed_at=now, created_at=now)
    _write(meeting, asked)
    db.session.add(meeting)
    db.session.flush()
    note(meeting, "add", by=by, now=now)
    return meeting


def change(meeting: Meeting, asked: Details, *, by: User, now: datetime) -> set[Change]:
    """Save what was typed; nothing happens when nothing differs. People hear at once of a published date that moves,
    and what waits to announce it says it as it is.

    Raises RuleBroken for a cancelled meeting and for times the clocks never show.
    """
    _require(Step.EDIT, meeting)
    if details_of(meeting) == asked:
        return set()
    before, ended_before_at = announced(meeting), meeting.ends_at
    hold(meeting)
    places.limit(meeting, asked.place_count, now=now)
    _write(meeting, asked)
    changes = change_between(before, announced(meeting))
    if meeting.status is Status.PUBLISHED and meeting.held_on != before.held_on:
        first = meeting.moved_from_on or before.held_on
        meeting.moved_from_on = None if first == meeting.held_on else first
    touch(meeting, now=now)
    with speaking(meeting.season.programme.locale):
        was = emails.one_line(before) if changes & TOLD else ""
    is_move = bool(changes & TOLD)
    if meeting.status is Status.PUBLISHED and max(meeting.ends_at, ended_before_at) > now:
        if is_move:
            is_move = _tell(meeting, "moved", now=now, before=before)
        else:
            announcements.renew(meeting, recipients.of_season(meeting.season, now=now), now=now)
    note(meeting, "move" if is_move else "edit", by=by, now=now, was=was)
    return changes


def told_of_change(meeting: Meeting, asked: Details, *, now: datetime) -> Mail | None:
    """What the young people would read of this change; nothing when they would hear nothing of it.

    The date is changed for such a text: whoever asks takes that back. Raises RuleBroken as `change` does.
    """
    _require(Step.EDIT, meeting)
    before, venue, zone = announced(meeting), asked.venue, zone_of(meeting.season.programme, asked.venue)
    ends = instants_of(asked.held_on, asked.start_time, asked.end_time, zone)
    place = venue.in_words if venue else ""
    after = Announced(asked.title, asked.held_on, asked.start_time, asked.end_time, zone, place)
    is_told = change_between(before, after) & TOLD and max(meeting.ends_at, ends[1]) > now
    if meeting.status is not Status.PUBLISHED or not is_told:
        return None
    with db.session.no_autoflush:
        _write(meeting, asked)
        return emails.preview(meeting, "moved", before=before, now=now)


def lock(season: Season) -> None:
    """Two people who add dates at once come one after the other. Raises RuleBroken for a closed season."""
    require_open(season)
    db.session.flush()
    db.session.refresh(season, attribute_names=["feed_revision"], with_for_update=True)


def same_moment(season: Season, on: date, start: time) -> Sequence[Meeting]:
    """The dates of a season that begin on that day at that time."""
    query = select(Meeting).where(Meeting.season_id == season.id, Meeting.held_on == on, Meeting.start_time == start)
    return db.session.scalars(query).all()


def publish(season: Season, meetings: Iterable[Meeting], *, by: User, now: datetime) -> list[Meeting]:
    """Show these drafts to everyone, and tell them in one message of those to come, once the programme's hold is over.

    What is published already stays as it is. Returns what is new, in order.
    """
    new = [m for m in meetings if m.status is Status.DRAFT]
    if new:
        require_open(season)
    waiting = to_call_about(season, on=clock.day_in(season.programme.zone, now)) if new else []
    for meeting in new:
        meeting.status = Status.PUBLISHED
        meeting.published_at = now
        touch(meeting, now=now, raises=False)
        note(meeting, "publish", by=by, now=now)
    if new:
        raise_feed(season, now=now)
    new.sort(key=lambda m: m.starts_at)
    to_come = [m for m in new if m.ends_at > now]
    if to_come:
        reach = recipients.of_season(season, now=now)
        programme = season.programme
        mails = [emails.published(to_come, each, programme=programme, now=now) for each in reach.by_mail]
        outbox.queue_all(mails, due_at=now + timedelta(minutes=programme.hold_minutes))
        list_calls_of(season, reach, waiting, now=now)
    return new


def to_call_about(season: Season, *, on: date) -> list[YoungPerson]:
    """Who still waits for a call about the dates of a season: to be asked before there is more to tell."""
    news = last_news(season)
    people = to_call(occasion_of(season), news.at if news else None, on=on)
    return [each.young for each in people if not each.is_done]


def list_calls_of(season: Season, reach: Reach, waiting: Sequence[YoungPerson], *, now: datetime) -> None:
    """List whom no mail reaches; who was `waiting` for a call still is: what they are told names all the dates."""
    about = occasion_of(season)
    calls.forget_done(about)
    calls.add_missing(about, reach.by_phone, now=now)
    calls.keep(about, waiting, now=now)


def cancel(meeting: Meeting, *, why: str, by: User, now: datetime) -> None:
    """Cancel a published meeting, and tell everyone at once unless it is over. Twice is once."""
    if meeting.status is Status.CANCELLED:
        return
    _step(Step.CANCEL, meeting)
    meeting.cancel_reason = why
    touch(meeting, now=now)
    note(meeting, "cancel", by=by, now=now, why=why)
    if meeting.ends_at > now:
        _tell(meeting, "cancelled", now=now)


def restore(meeting: Meeting, *, by: User, now: datetime) -> None:
    """Bring a cancelled meeting back, and tell everyone at once unless it is over."""
    if meeting.status is Status.PUBLISHED:
        return
    _step(Step.RESTORE, meeting)
    meeting.cancel_reason = ""
    touch(meeting, now=now)
    note(meeting, "restore", by=by, now=now)
    if meeting.ends_at > now:
        _tell(meeting, "restored", now=now)
        hold(meeting)
        places.move_up(meeting, now=now)


def remove(meeting: Meeting) -> None:
    """Throw a draft away. Anything that was ever shown is cancelled instead: a calendar may hold it."""
    _require(Step.REMOVE, meeting)
    db.session.delete(meeting)


def answer(
    meeting: Meeting,
    ambassador: Ambassador,
    value: AnswerValue,
    *,
    source: Source = Source.OWN,
    by: User | None = None,
    how: str = "",
    now: datetime,
) -> Answer:
    """Say whether one comes, on the day and at the time it now stands; the last word counts, whoever wrote it down.

    `by` is who of the team does so, and `how` they were told.

    Raises RuleBroken once the meeting is cancelled or over, or its season closed.
    """
    hold(meeting)
    require_open(meeting.season)
    if meeting.status is not Status.PUBLISHED:
        raise RuleBroken(_("This meeting is not taking place: there is nothing to answer."))
    if meeting.ends_at <= now:
        raise RuleBroken(_("This meeting is over: answers are closed."))
    hold_answers(ambassador.young_person)
    found = _row_of(meeting, ambassador)
    if found.value is value and found.holds(meeting):
        return found
    found.value, found.source, found.how = value, source, how
    found.starts_at, found.ends_at = meeting.starts_at, meeting.ends_at
    db.session.add(
        AnswerStep(
            meeting_id=meeting.id,
            ambassador_id=ambassador.id,
            value=value,
            source=source,
            how=how,
            by_id=by.id if by else None,
            at=now,
        )
    )
    _touch_own(found, ambassador.young_person, now=now)
    places.follow(meeting, ambassador, value, now=now)
    return found


def leave_all(ambassador: Ambassador, *, now: datetime) -> None:
    """Someone leaves the season: their places in meetings that are still to come are free."""
    for meeting in [each for each in places_of(ambassador) if each.ends_at > now]:
        hold(meeting)
        own = place_of_one(meeting, ambassador)
        if own is not None:
            own.left_at = now
            places.move_up(meeting, now=now)


def touch_own(meeting: Meeting, ambassador: Ambassador, *, now: datetime) -> None:
    """Something else than an answer changed what their own feed says of that date."""
    hold_answers(ambassador.young_person)
    _touch_own(_row_of(meeting, ambassador), ambassador.young_person, now=now)


def hold_answers(young: YoungPerson) -> None:
    """The young person's row is locked first: two taps at once become one answer, and one revision each."""
    db.session.flush()  # what is not written yet, a refresh forgets
    db.session.refresh(young, attribute_names=["answers_revision", "answers_changed_at"], with_for_update=True)


def _row_of(meeting: Meeting, ambassador: Ambassador) -> Answer:
    query = select(Answer).where(Answer.meeting_id == meeting.id, Answer.ambassador_id == ambassador.id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        found = Answer(meeting_id=meeting.id, ambassador_id=ambassador.id, revision=0, source=Source.OWN, how="")
        found.starts_at, found.ends_at = meeting.starts_at, meeting.ends_at
        db.session.add(found)
    return found


def _touch_own(found: Answer, young: YoungPerson, *, now: datetime) -> None:
    found.answered_at, found.revision = now, found.revision + 1
    young.answers_revision += 1
    young.answers_changed_at = max(now, (young.answers_changed_at or now) + timedelta(seconds=1))


def zone_of(programme: Programme, venue: Venue | None) -> str:
    """The clocks a meeting follows: the venue's, or else the programme's."""
    return venue.zone if venue else programme.zone


def _write(meeting: Meeting, asked: Details) -> None:
    zone = zone_of(meeting.season.programme, asked.venue)
    meeting.starts_at, meeting.ends_at = instants_of(asked.held_on, asked.start_time, asked.end_time, zone)
    meeting.title = asked.title
    meeting.held_on, meeting.start_time, meeting.end_time = asked.held_on, asked.start_time, asked.end_time
    meeting.zone, meeting.venue, meeting.details = zone, asked.venue, asked.details
    meeting.place_count = asked.place_count


def instants_of(on: date, start: time, end: time, zone: str) -> tuple[datetime, datetime]:
    """Both ends of a meeting in UTC. Raises RuleBroken, in words, for times that cannot be."""
    try:
        return instants(on, start, end, zone)
    except NoSuchLocalTime as error:
        raise RuleBroken(_("The clocks go forward that day and skip this time. Choose another one.")) from error
    except EndsBeforeItStarts as error:
        raise RuleBroken(_("The meeting ends before it starts. Check both times.")) from error


def _require(step: Step, meeting: Meeting) -> None:
    require_open(meeting.season)
    if not is_possible(step, meeting.status):
        raise RuleBroken(_("This is no longer possible for this meeting. Open its page again."))


def _step(step: Step, meeting: Meeting) -> None:
    _require(step, meeting)
    after = status_after(step, meeting.status)
    if after is not None:
        meeting.status = after


def touch(meeting: Meeting, *, now: datetime, raises: bool = True) -> None:
    """Raise the sequence and the moment of change, which rises by a second at least, whatever the clock does."""
    meeting.sequence += 1
    meeting.changed_at = max(now, meeting.changed_at + timedelta(seconds=1))
    if raises and meeting.status is not Status.DRAFT:
        raise_feed(meeting.season, now=now)


def note(meeting: Meeting, act: str, *, by: User, now: datetime, why: str = "", was: str = "") -> None:
    """Write what was done into the meeting's history."""
    db.session.add(MeetingStep(meeting_id=meeting.id, act=act, by_id=by.id, at=now, why=why, was=was[:300]))


def _tell(meeting: Meeting, what: str, *, now: datetime, before: Announced | None = None) -> bool:
    """Mail everyone concerned who may have heard of this date, and list those no mail can reach who have. Whether there
    is anybody."""
    reach = recipients.of_season(meeting.season, now=now)
    programme = meeting.season.programme
    untold = announcements.renew(meeting, reach, now=now)
    messages.hurry(meeting.season.public_id, meeting.public_id, now=now, but=IS_UNTOUCHED)
    reminders.call_off(meeting, now=now)
    placed = (emails.PLACED_MAIL,) if what == "cancelled" else ()
    unread = messages.supersede(meeting.public_id, (*emails.CHANGES, *placed), now=now)
    if what == "moved":  # who waits for the news of their place reads of the date as it is by now
        place = partial(emails.changed, meeting, emails.PLACED, programme=programme, now=now)
        messages.reword(meeting.public_id, emails.PLACED_MAIL, reach.by_mail, place)
    was = Known(before or announced(meeting), is_on=what != "restored")
    stands = Known(announced(meeting), is_on=what != "cancelled")
    answers, mails = answers_to(meeting), []
    for each in [each for each in reach.by_mail if each.email not in untold]:
        known = known_in(unread.get(each.email, ""), Announced)  # what was held back they have not read
        news, old = (known.news(stands, moved="moved"), known.told) if known else (what, before)
        if news:
            told = partial(emails.changed, meeting, news, each, programme=programme, now=now, answers=answers)
            mails.append(told(before=old, known=str(known or was)))
    outbox.queue_all(mails)
    by_phone = announcements.renew_calls(meeting, reach, now=now)
    keeps = (emails.PLACED,) if what == "moved" else ()  # who was not told of their place hears where it is now
    calls.list_calls(occasion(meeting), by_phone, keeps=keeps, now=now)
    return bool(mails or by_phone)
