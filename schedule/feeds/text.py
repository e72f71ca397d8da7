"""A feed's dates as calendar events, in the language the feed was made for."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from core import ical
from core.conditional import entity_tag
from core.dates import clock_time
from core.db import db
from core.i18n import DEFAULT, speaking
from core.links import host
from meetings.calendars import event_of
from meetings.models import Answer, Meeting
from meetings.rules import NOT_COMING, Said, Status
from outings.calendars import event_of as event_of_outing
from outings.models import Outing
from projects.models import Call
from projects.rules import told_closing
from schedule.feeds.access import About, Shown
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
    last_day: str
    until: str
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
            last_day=_("Call for projects: last day"),
            until=_("Ideas can come in until %(time)s.", time="%(time)s"),
            answers={
                Said.YES: _("Answer: coming"),
                Said.BY_DEFAULT: _("No answer: counted as coming, by default"),
                Said.MAYBE: _("Answer: maybe"),
                Said.NO: _("Answer: not coming"),
                Said.AWAY: _("Planned absence"),
                Said.WAITING: _("On the waiting list"),
                Said.TO_CONFIRM: _("Answer to confirm: the date has moved"),
            },
        )


@cache
def words_tag(locale: str) -> str:
    """The same as long as the words are."""
    return entity_tag(words(locale))


def calendar_text(shown: Shown | None, about: About) -> bytes:
    """The text of a calendar, an empty one without `shown`. A date it cannot write is logged instead."""
    text, rejected = ical.calendar_bytes(_heading(about, words(about.language)), events(shown, about) if shown else [])
    for row in rejected:
        log.error("the date %s is missing from the feeds: %s", row.uid, row.reason)
    return text


def left_out(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Those of these dates that people know of and calendars do not show, since they cannot be written."""
    said = words(DEFAULT)
    known = [each for each in meetings if each.status is not Status.DRAFT]
    return [each for each in known if not ical.can_be_written(_event(each, None, None, said, FeedKind.GROUP))]


def events(shown: Shown, about: About) -> list[ical.FeedEvent]:
    """What a calendar shows, as it is to be written."""
    said, kind = words(about.language), about.kind
    dates = db.session.execute(shown.dates, shown.whose)
    found = [_event(meeting, answer, own, said, kind) for meeting, answer, own in dates]
    found += [_outing(each, said, kind) for each in db.session.scalars(shown.outings, shown.whose)]
    return found + [_closing(each, said, about) for each in db.session.scalars(shown.calls, shown.whose)]


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


def _event(meeting: Meeting, answer: Answer | None, own: Said | None, said: Words, kind: FeedKind) -> ical.FeedEvent:
    folder = "/equipe/rencontres" if kind is FeedKind.STAFF else "/rencontres"
    tells = own is not None and kind is FeedKind.AMBASSADOR and meeting.status is not Status.CANCELLED
    return event_of(
        meeting,
        [answer] if answer else [],
        url=f"{host()}{folder}/{meeting.public_id}",
        why=said.why,
        untitled=said.untitled,
        own=said.answers.get(own, "") if own and tells else "",
        transparent=own in NOT_COMING,
    )


def _outing(outing: Outing, said: Words, kind: FeedKind) -> ical.FeedEvent:
    folder = "/equipe/sortie" if kind is FeedKind.STAFF else "/sortie"
    return event_of_outing(outing, url=f"{host()}{folder}/{outing.public_id}", why=said.why)


def _closing(call: Call, said: Words, about: About) -> ical.FeedEvent:
    """The last day of a call: a whole day, which takes nobody's time."""
    closes_at = told_closing(call.closes_at, about.zone).astimezone(ZoneInfo(about.zone))
    url = f"{host()}/{'equipe/projets' if about.kind is FeedKind.STAFF else 'appel-a-projets'}"
    until = said.until % {"time": clock_time(closes_at.time(), about.language)}
    return ical.FeedEvent(
        uid=call.uid,
        sequence=call.sequence,
        changed_at=call.changed_at,
        when=ical.Days(closes_at.date(), closes_at.date()),
        title=said.last_day,
        description="\n".join((call.title, until, url)),
        url=url,
        transparent=True,
    )
