"""A feed's dates as calendar events, in the language the feed was made for."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import Select

from core import ical
from core.conditional import entity_tag
from core.db import db
from core.i18n import speaking
from core.links import host
from meetings.calendars import event_of
from meetings.models import Answer, Meeting
from meetings.rules import Said, Status, as_said
from outings.models import Outing
from outings.rules import Status as OutingStatus
from schedule.feeds.access import About, Dates
from schedule.models import FeedKind

log = logging.getLogger(__name__)
REFRESH = timedelta(hours=4)  # a wish: Google asks when it likes, phones when they charge


@dataclass(frozen=True)
class Words:
    """Every word of a feed that is ours. Part of its entity tag: another translation is another text."""

    about: str
    cancelled_prefix: str
    why: str
    untitled: str
    answers: dict[Said, str]


@cache
def words(locale: str) -> Words:
    """Neither *tu* nor *vous*: a guardian may have subscribed."""
    with speaking(locale):
        return Words(
            about=_("The dates of the meetings, kept up to date when one changes."),
            cancelled_prefix=_("CANCELLED – "),
            why=_("Why:"),
            untitled=_("Meeting"),
            answers={
                Said.YES: _("Answer: coming"),
                Said.MAYBE: _("Answer: maybe"),
                Said.NO: _("Answer: not coming"),
                Said.TO_CONFIRM: _("Answer to confirm: the date has moved"),
                Said.NOTHING: _("No answer yet"),
            },
        )


@cache
def words_tag(locale: str) -> str:
    """The same as long as the words are."""
    return entity_tag(words(locale))


def calendar_text(dates: Dates | None, outings: Select[Outing] | None, about: About) -> bytes:
    """The text of a calendar, an empty one without `dates` and `outings`. A date it cannot write is logged instead."""
    text, rejected = ical.calendar_bytes(_heading(about, words(about.language)), events(dates, outings, about))
    for row in rejected:
        log.error("the date %s is missing from the feeds: %s", row.uid, row.reason)
    return text


def events(dates: Dates | None, outings: Select[Outing] | None, about: About) -> list[ical.FeedEvent]:
    """What a calendar shows, as it is to be written."""
    said, found = words(about.language), []
    if dates is not None:
        found += [_event(meeting, answer, said, about.kind) for meeting, answer in db.session.execute(dates)]
    if outings is not None:
        found += [_outing(each, said, about.kind) for each in db.session.scalars(outings)]
    return found


def _heading(about: About, said: Words) -> ical.Feed:
    return ical.Feed(
        name=f"{about.programme} – {about.centre}",
        description=said.about,
        zone=about.zone,
        language=about.language[:2],
        refresh=REFRESH,
        url=f"{host()}/",
        cancelled_prefix=said.cancelled_prefix,
    )


def _event(meeting: Meeting, answer: Answer | None, said: Words, kind: FeedKind) -> ical.FeedEvent:
    folder = "/equipe/rencontres" if kind is FeedKind.STAFF else "/rencontres"
    what = as_said(answer.value if answer else None, answer is not None and answer.holds(meeting))
    tells = kind is FeedKind.AMBASSADOR and meeting.status is not Status.CANCELLED
    return event_of(
        meeting,
        [answer] if answer else [],
        url=f"{host()}{folder}/{meeting.public_id}",
        why=said.why,
        untitled=said.untitled,
        own=said.answers[what] if tells else "",
        transparent=what is Said.NO,
    )


def _outing(outing: Outing, said: Words, kind: FeedKind) -> ical.FeedEvent:
    """The day of an outing. Where minors gather is in no calendar: an address may be read by others than its owner."""
    is_cancelled = outing.status is OutingStatus.CANCELLED
    folder = "/equipe/sortie" if kind is FeedKind.STAFF else "/sortie"
    url = f"{host()}{folder}/{outing.public_id}"
    why = f"{said.why} {outing.cancel_reason}" if is_cancelled and outing.cancel_reason else ""
    return ical.FeedEvent(
        uid=outing.uid,
        sequence=outing.sequence,
        changed_at=outing.changed_at,
        when=ical.Hours(
            datetime.combine(outing.held_on, outing.start_time),
            datetime.combine(outing.returns_on, outing.end_time),
            outing.zone,
        ),
        title=outing.title,
        description="\n".join(filter(None, (why, url))),
        url=url,
        cancelled=is_cancelled,
    )
