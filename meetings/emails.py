"""What people read of the dates: that they are out, that one moved, was cancelled, or is back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import pgettext

from core import outbox
from core.dates import day, time_range
from core.i18n import locale_name, speaking
from core.links import absolute
from core.outbox import Mail
from meetings.models import Meeting
from meetings.rules import Announced
from messages.rules import Recipient
from seasons.models import Programme


def one_line(meeting: Announced) -> str:
    """ "mercredi 9 décembre, 14 h – 16 h 30, Le labo", in the language now spoken."""
    when = f"{day(meeting.held_on, locale_name())}, {times(meeting)}"
    return ", ".join(filter(None, (when, meeting.venue)))


def times(meeting: Announced | Meeting) -> str:
    return time_range(meeting.start_time, meeting.end_time, locale_name())


def published(meetings: Sequence[Meeting], to: Recipient, *, programme: Programme, now: datetime) -> Mail:
    """The dates of the season, in one message."""
    with speaking(to.locale or programme.locale):
        return outbox.compose(
            "dates published",
            template="meetings/published",
            subject=pgettext("mail", "%(count)s dates with %(centre)s", count=len(meetings), centre=programme.centre)
            if len(meetings) > 1
            else pgettext("mail", "A new date with %(centre)s", centre=programme.centre),
            meetings=meetings,
            **_addressed(to, programme, now),
        )


def changed(
    meeting: Meeting, what: str, to: Recipient, *, programme: Programme, now: datetime, before: Announced | None
) -> Mail:
    """One date that was `what`: "moved", "cancelled" or "restored"."""
    with speaking(to.locale or programme.locale):
        that_day = day((before or meeting).held_on, locale_name())
        subjects = {
            "moved": lambda: pgettext("mail", "%(day)s: this date changes", day=that_day),
            "cancelled": lambda: pgettext("mail", "%(day)s: the meeting is cancelled", day=that_day),
            "restored": lambda: pgettext("mail", "%(day)s: the meeting takes place after all", day=that_day),
        }
        subject = subjects[what]()
        return outbox.compose(
            f"meeting {what}",
            template=f"meetings/{what}",
            subject=subject[:1].upper() + subject[1:],
            meeting=meeting,
            before=before,
            regarding=meeting.public_id,
            **_addressed(to, programme, now),
        )


def _addressed(to: Recipient, programme: Programme, now: datetime) -> dict[str, Any]:
    return {
        "to_email": to.email,
        "to_name": to.name,
        "reply_to": programme.reply_to,
        "programme": programme.public_id,
        "person": to.person,
        "now": now,
        "to": to,
        "of": programme,
        "link": absolute("schedule.dates") if not to.is_guardian else "",
    }
