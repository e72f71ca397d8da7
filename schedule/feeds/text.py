"""A feed's dates as calendar events, in the language the feed was made for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from core import ical
from core.conditional import entity_tag
from core.dates import clock_time
from core.i18n import DEFAULT, speaking
from core.links import host
from core.unreadable import tell_once
from meetings.calendars import event_of
from meetings.models import Meeting
from meetings.rules import NOT_COMING, Said, Status, place_in_words
from outings.calendars import event_of as event_of_outing
from projects.rules import told_closing
from schedule.feeds.access import About, Shown
from schedule.feeds.rules import as_chosen
from schedule.models import FeedKind

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
            about=_("The dates of the meetings, kept up to date when something changes."),
            cancelled_prefix=_("CANCELLED – "),
            why=_("Why:"),
            untitled=_("Meeting"),
            last_day=_("Call for projects: last day"),
            until=_("Open until %(time)s.", time="%(time)s"),
            answers={
                Said.YES: _("Answer: coming"),
                Said.BY_DEFAULT: _("No answer: counted as coming, by default"),
                Said.MAYBE: _("Answer: maybe"),
                Said.NO: _("Answer: not coming"),
                Said.AWAY: _("Planned absence"),
                Said.WAITING: _("On the waiting list"),
                Said.TO_CONFIRM: _("Answer to confirm: the meeting has moved"),
            },
        )


@cache
def words_tag(locale: str) -> str:
    """The same as long as the words are."""
    return entity_tag(words(locale))


def calendar_text(shown: Shown | None, about: About) -> bytes:
    """The text of a calendar, an empty one without `shown`. A date it cannot read or write is logged instead."""
    found, lost = events(shown, about) if shown else ([], [])
    text, rejected = ical.calendar_bytes(heading(about), found)
    for row in [*lost, *rejected]:
        tell_once(f"the date {row.uid} is missing from the feeds: {row.reason}")
    return text


def left_out(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Those of these dates that people know of and calendars do not show, since they cannot be written."""
    said = words(DEFAULT)
    known = [each for each in meetings if each.status is not Status.DRAFT]
    return [each for each in known if not _can_be_written(each, said)]


def _can_be_written(meeting: Meeting, said: Words) -> bool:
    try:
        return ical.can_be_written(event_of(meeting, place="", url="", why=said.why, untitled=said.untitled))
    except Exception:  # whatever a row holds
        return False


def events(shown: Shown, about: About) -> tuple[list[ical.FeedEvent], list[ical.Rejected]]:
    """What a calendar shows, as it is to be written, and the dates that cannot be read: they cost no other."""
    said = words(about.language)
    found: list[ical.FeedEvent] = []
    lost: list[ical.Rejected] = []
    options = about.chosen.options
    for is_wanted, lookup, event in (
        (options.meetings, shown.dates, _event),
        (options.outings, shown.outings, _outing),
        (options.calls, shown.calls, _closing),
    ):
        if not is_wanted:
            continue
        rows, unreadable = lookup.readable(**shown.whose)
        lost += [ical.Rejected(each.key, each.reason) for each in unreadable]
        for row in rows:
            try:
                found.append(as_chosen(event(row, said, about), about.chosen))
            except Exception as error:  # whatever a row holds
                lost.append(ical.Rejected(str(row.uid), f"{type(error).__name__}: {error}"))
    return found, lost


def heading(about: About) -> ical.Feed:
    """What a calendar says of itself."""
    said = words(about.language)
    return ical.Feed(
        name=f"{about.programme} – {about.centre}",
        description=said.about,
        zone=about.zone,
        language=about.language[:2],
        refresh=REFRESH,
        url=f"{host()}/",
        cancelled_prefix=said.cancelled_prefix,
    )


def _event(date: Any, said: Words, about: About) -> ical.FeedEvent:
    """A meeting, with what its reader said of it: a row of `Shown.dates`."""
    folder = "/equipe/rencontres" if about.kind is FeedKind.STAFF else "/rencontres"
    tells = date.said is not None and date.status is not Status.CANCELLED
    return event_of(
        date,
        [date] if date.answered_at else [],
        place=place_in_words(date.venue_name, date.venue_address),
        url=f"{host()}{folder}/{date.public_id}",
        why=said.why,
        untitled=said.untitled,
        own=said.answers.get(date.said, "") if tells else "",
        transparent=date.said in NOT_COMING,
    )


def _outing(outing: Any, said: Words, about: About) -> ical.FeedEvent:
    """A row of `Shown.outings`."""
    folder = "/equipe/sortie" if about.kind is FeedKind.STAFF else "/sortie"
    return event_of_outing(outing, url=f"{host()}{folder}/{outing.public_id}", why=said.why)


def _closing(call: Any, said: Words, about: About) -> ical.FeedEvent:
    """The last day of a call, a row of `Shown.calls`: a whole day, which takes nobody's time."""
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
