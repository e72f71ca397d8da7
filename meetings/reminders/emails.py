"""What a reminder says."""

from datetime import date, datetime

from flask_babel import pgettext

from core import outbox
from core.dates import capitalised, day
from core.i18n import locale_name, speaking
from core.outbox import Mail
from meetings.answers import links
from meetings.emails import addressed
from meetings.models import Meeting
from meetings.reminders.rules import ReminderKind
from messages.rules import Recipient
from messages.stops.access import stop_url
from seasons.models import Programme


def reminder(
    meeting: Meeting,
    kind: ReminderKind,
    to: Recipient,
    *,
    programme: Programme,
    now: datetime,
    moved_from_on: date | None = None,
) -> Mail:
    """A date that comes near, and the day its reader may know it by. It says no "tomorrow": a mail that was kept back
    is read on another day."""
    with speaking(to.locale or programme.locale):
        return outbox.compose(
            f"reminder {kind.value}",
            template=f"meetings/reminder_{kind.value}",
            subject=capitalised(_subject(meeting, kind, to, programme)),
            meeting=meeting,
            moved_from_on=moved_from_on,
            links=links.of(meeting, to),
            stop_url=stop_url(to),
            until_at=meeting.starts_at,
            **addressed(to, programme, now),
        )


def _subject(meeting: Meeting, kind: ReminderKind, to: Recipient, programme: Programme) -> str:
    on = day(meeting.held_on, locale_name())
    if to.is_guardian or len(to.first_names) > 1:
        return str(pgettext("mail", "%(day)s: the meeting with %(centre)s", day=on, centre=programme.centre))
    if kind is ReminderKind.ANSWER:
        return str(pgettext("tu", "%(day)s: are you coming?", day=on))
    return str(pgettext("tu", "%(day)s: see you there", day=on))
