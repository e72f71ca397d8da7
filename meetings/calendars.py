"""A date as calendars show it: one event for the feeds and for the file that comes with a mail about it."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _

from core import ical
from core.i18n import language
from core.links import host
from meetings.models import Answer, Meeting
from meetings.rules import Status

log = logging.getLogger(__name__)


def event_of(
    meeting: Meeting,
    answers: Sequence[Answer] = (),
    *,
    place: str,
    url: str,
    why: str,
    untitled: str,
    own: str = "",
    transparent: bool = False,
) -> ical.FeedEvent:
    """A meeting, or a row with its columns, as an event. `answers` are those its reader gave: each change of mind is a
    change of the event.

    `place` is where, in words; `why` and `untitled` are words before the reason of a cancellation, and in place of a
    missing title; `own` says what the reader answered.
    """
    is_cancelled = meeting.status is Status.CANCELLED
    sequence = meeting.sequence + max((answer.revision for answer in answers), default=0)
    changed_at = max([meeting.changed_at, *(answer.answered_at for answer in answers)])
    if answers:  # of two clocks the later may stand still while the other rises: what was changed more often is later
        changed_at += timedelta(seconds=sequence % ical.JUMP)
    reason = f"{why} {meeting.cancel_reason}" if is_cancelled and meeting.cancel_reason else ""
    return ical.FeedEvent(
        uid=meeting.uid,
        sequence=sequence,
        changed_at=changed_at,
        when=ical.Hours(
            datetime.combine(meeting.held_on, meeting.start_time),
            datetime.combine(meeting.held_on, meeting.end_time),
            meeting.zone,
        ),
        title=meeting.title or untitled,
        place=place,
        description="\n".join(filter(None, (reason, own, meeting.details, url))),
        url=url,
        cancelled=is_cancelled,
        transparent=transparent,
    )


def file_of(meeting: Meeting, answers: Sequence[Answer] = ()) -> str:
    """The file of one date in the language now spoken; "" for a date that no calendar can take, which is logged.

    `answers` are those of the young people whose mailbox it goes to: the file is never older than what an earlier file
    has put into their calendar, nor than their own feed, whose options alone may make it newer. What they answered it
    does not say: a mailbox may be shared.
    """
    event = event_of(
        meeting,
        answers,
        place=meeting.venue.in_words if meeting.venue else "",
        url=f"{host()}/rencontres/{meeting.public_id}",
        why=_("Why:"),
        untitled=_("Meeting"),
    )
    try:
        return ical.date_bytes(event, language=language(), cancelled_prefix=_("CANCELLED – ")).decode()
    except ValueError as error:
        log.error("the date %s goes out without its file: %s", meeting.uid, error)
        return ""
