"""Write the reminders that are due, each once; call off those a change has made untrue; one switch a date."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select

from accounts.models import User
from core import outbox
from core.db import db
from core.outbox import Mail
from meetings.announcements.access import moves_told
from meetings.models import Meeting, MeetingStep
from meetings.reminders import emails
from meetings.reminders.access import coming_soon, reminders_of, to_remind, told_at
from meetings.reminders.models import UNKNOWN, Reminder
from meetings.reminders.rules import ReminderKind, is_due, was_due
from meetings.rules import Status
from messages import actions as messages
from messages import recipients
from seasons.actions import require_open


def remind(meeting: Meeting, *, now: datetime) -> list[Reminder]:
    """Write what is due of this date and was not written; the mails wait for the programme's hold.

    The date is locked: another sender waits, and then finds what this one wrote. What is true by then is asked again.
    """
    db.session.refresh(meeting, with_for_update={"of": Meeting})
    season, zone = meeting.season, meeting.season.programme.zone
    if meeting.status is not Status.PUBLISHED or not meeting.reminds or season.archived_at or meeting.starts_at <= now:
        return []
    heard, done = told_at(meeting), {each.kind for each in reminders_of(meeting)}
    due = [kind for kind in ReminderKind if is_due(kind, meeting.held_on, zone, told_at=heard, now=now)]
    return [_write(meeting, kind, now=now) for kind in due if kind not in done]


def _write(meeting: Meeting, kind: ReminderKind, *, now: datetime) -> Reminder:
    season = meeting.season
    only = to_remind(meeting, kind)
    reach = recipients.of_season(season, now=now, only=only, is_needed=False)
    moved_from_on = meeting.moved_from_on if meeting.id in moves_told(season) else None
    mails = [
        emails.reminder(meeting, kind, each, programme=season.programme, now=now, moved_from_on=moved_from_on)
        for each in reach.by_mail
    ]
    due_at = now + timedelta(minutes=season.programme.hold_minutes)
    made = Reminder(
        meeting_id=meeting.id,
        kind=kind,
        held_on=meeting.held_on,
        written_at=now,
        dispatch=outbox.queue_all(mails, due_at=due_at) if mails else "",
        mail_count=len(mails),
    )
    db.session.add(made)
    db.session.flush()
    return made


def count_as_sent(*, now: datetime) -> int:
    """Of a backup that was restored nobody knows whether what was due by now has left: it is not written again.

    Returns how many reminders. Twice is once.
    """
    count = 0
    for meeting_id in coming_soon(now):
        meeting = db.session.get_one(Meeting, meeting_id)
        zone, heard = meeting.season.programme.zone, told_at(meeting)
        done = {each.kind for each in reminders_of(meeting)}
        for kind in ReminderKind:
            if kind not in done and was_due(kind, meeting.held_on, zone, told_at=heard, now=now):
                passed = {"written_at": now, "dispatch": UNKNOWN, "mail_count": 0}
                db.session.add(Reminder(meeting_id=meeting.id, kind=kind, held_on=meeting.held_on, **passed))
                count += 1
    db.session.flush()
    return count


def call_off(meeting: Meeting, *, now: datetime) -> None:
    """Whatever waits to be sent of a date says what is no longer so: it never leaves."""
    messages.outdate(Mail.dispatch.in_(_written(meeting)), now=now)


def _written(meeting: Meeting) -> Select[str]:
    return select(Reminder.dispatch).where(Reminder.meeting_id == meeting.id, Reminder.dispatch != "")


def choose(meeting: Meeting, *, wanted: bool, by: User, now: datetime) -> None:
    """Whether this date is reminded of. Switched off, what still waits never leaves. Twice is once."""
    require_open(meeting.season)
    if meeting.reminds is wanted:
        return
    meeting.reminds = wanted
    act = "remind" if wanted else "spare"
    db.session.add(MeetingStep(meeting_id=meeting.id, act=act, by_id=by.id, at=now, why="", was=""))
    if not wanted:
        messages.call_off(_written(meeting), now=now)
