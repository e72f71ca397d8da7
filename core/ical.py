"""A calendar feed as text (RFC 5545, RFC 7986), in the form that every calendar reader agrees on.

Dataclasses in, bytes out; the same input always gives the same bytes. One VEVENT per date, no METHOD, no
recurrence, nobody's name: what clients are known to lose or to misread is not written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar

from core import ical_lines as lines
from core.ical_text import clean_link, clean_text
from core.local_times import HOME
from core.vzones import SUPPORTED_ZONES, is_near_change, vtimezone

# Raise it when the same feed and events give other bytes: every stored ETag must then miss.
FORMAT = 3

TITLE_LIMIT = 250
SEQUENCE_LIMIT = 2**31
# After a backup was restored, a number is what the moment says: so many for each minute. No date changes as often, and
# two restores of one backup give two numbers. Until the year 2066 it stays below the limit.
JUMP = 100
COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)


def number_at(now: datetime) -> int:
    """What a sequence is raised to at that moment, which is above every number it can have had until then."""
    return (max(now - COUNTED_FROM, timedelta()) // timedelta(minutes=1) + 1) * JUMP


@dataclass(frozen=True)
class Hours:
    """From one wall clock time to another, both naive, in a zone of the tz database."""

    starts: datetime
    ends: datetime
    zone: str


@dataclass(frozen=True)
class Days:
    """Whole days, the last one included."""

    first_on: date
    last_on: date


@dataclass(frozen=True)
class FeedEvent:
    """One date of a feed.

    `sequence` and `changed_at` (aware) must both rise on every change of anything written here.
    `alarm_minutes` is minutes before the start, after it when negative; None means no alarm.
    """

    uid: str
    sequence: int
    changed_at: datetime
    when: Hours | Days
    title: str
    place: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False
    transparent: bool = False
    alarm_minutes: int | None = None


@dataclass(frozen=True)
class Feed:
    """What a calendar says of itself. `language` is a BCP 47 tag; `cancelled_prefix` goes before a title."""

    name: str
    description: str
    zone: str
    language: str
    refresh: timedelta
    url: str
    cancelled_prefix: str


@dataclass(frozen=True)
class Rejected:
    """A date that could not be written, and why (English, for the log)."""

    uid: str
    reason: str


def calendar_bytes(feed: Feed, events: Iterable[FeedEvent]) -> tuple[bytes, list[Rejected]]:
    """The feed's text, and the dates that could not be written. A bad date never costs the others."""
    written: list[tuple[datetime, str, bytes]] = []
    rejected: list[Rejected] = []
    zones = {_home(feed)}
    uids: set[str] = set()
    for event in events:
        try:
            if event.uid in uids:
                raise ValueError("its uid is already in this feed")
            start, block = _vevent(event, feed.cancelled_prefix)
        except Exception as error:  # whatever a row holds, the rest of the season is served
            rejected.append(Rejected(str(event.uid), f"{type(error).__name__}: {error}"))
            continue
        uids.add(event.uid)
        zones.update(_zone_of(start))
        written.append((_instant(start), event.uid, block))
    # Some readers only know the zones defined above their use. The home zone is always there: a calendar without any
    # component is a wiped calendar in Thunderbird.
    known = [vtimezone(zone).encode() for zone in sorted(zones)]
    blocks = [block for _, _, block in sorted(written)]
    return lines.component("VCALENDAR", [*_heading(feed), *known, *blocks]), rejected


def can_be_written(event: FeedEvent) -> bool:
    """Whether feeds show this date; what they leave out is to be corrected by somebody."""
    try:
        _vevent(event, "")
    except Exception:  # whatever a row holds
        return False
    return True


def date_bytes(event: FeedEvent, *, language: str, cancelled_prefix: str) -> bytes:
    """The file of this one date, to be added by hand: the very event of the feeds, so that it is never there twice.

    The calendar around it has no name: Outlook opens a named one as another calendar. A feed is asked again, a file
    that was sent is not: the icalendar package reads it first. Raises ValueError for a date that cannot be written.
    """
    start, block = _vevent(event, cancelled_prefix)
    known = [vtimezone(zone).encode() for zone in _zone_of(start)]
    text = lines.component("VCALENDAR", [*_version(language), *known, block])
    if not _is_read(text, event.uid):
        raise ValueError("calendars would not read it")
    return text


@lru_cache(maxsize=64)  # a whole group gets the same file
def _is_read(text: bytes, uid: str) -> bool:
    """Whether the icalendar package finds one date of this uid in the text, and nothing it cannot make sense of."""
    try:
        calendar = Calendar.from_ical(text.decode())
    except ValueError:
        return False
    wrong = [error for component in calendar.walk() for error in component.errors]
    return not wrong and [event["UID"] for event in calendar.walk("VEVENT")] == [uid]


def _check(event: FeedEvent) -> None:
    if not event.uid or not event.uid.isascii() or not event.uid.isprintable():
        raise ValueError("its uid is empty or not plain text")
    if not 0 <= event.sequence < SEQUENCE_LIMIT:
        raise ValueError(f"its sequence is {event.sequence}")
    if event.changed_at.tzinfo is None:
        raise ValueError("its time of change has no zone")


def _span(when: Hours | Days) -> tuple[date, date]:
    """First moment and first moment after: datetimes in their zone or in UTC, or plain dates."""
    if isinstance(when, Days):
        if when.last_on < when.first_on:
            raise ValueError("it ends before it starts")
        return when.first_on, when.last_on + timedelta(days=1)
    # Of a time that the clock shows twice, the first is meant (fold=0).
    start, end = (_in_zone(moment, when.zone) for moment in (when.starts, when.ends))
    start_at, end_at = start.astimezone(UTC), end.astimezone(UTC)
    if end_at <= start_at:
        raise ValueError("it ends before it starts")
    if when.zone not in SUPPORTED_ZONES or any(is_near_change(at, when.zone) for at in (start_at, end_at)):
        return start_at, end_at
    return start, end


def _in_zone(wall: datetime, zone: str) -> datetime:
    if wall.tzinfo is not None:
        raise ValueError("its time is not a wall clock time")
    moment = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    if moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise ValueError(f"the clock never shows {wall:%H:%M} on that day")
    return moment


def _zone_of(start: date) -> list[str]:
    """The zone that has to be defined above a date which starts then, if any."""
    return [str(start.tzinfo)] if isinstance(start, datetime) and start.tzinfo is not UTC else []


def _instant(start: date) -> datetime:
    if isinstance(start, datetime):
        return start.astimezone(UTC)
    return datetime(start.year, start.month, start.day, tzinfo=UTC)


def _vevent(event: FeedEvent, cancelled_prefix: str) -> tuple[date, bytes]:
    """When it starts, and its text. Raises whatever a row of the wrong kind leads to."""
    _check(event)
    start, end = _span(event.when)
    changed_at = event.changed_at.astimezone(UTC)
    title = f"{cancelled_prefix}{event.title}" if event.cancelled else event.title
    title = clean_text(title, limit=TITLE_LIMIT, lines=False)
    place, link = clean_text(event.place, limit=TITLE_LIMIT, lines=False), clean_link(event.url)
    description = clean_text(event.description)
    parts = [
        lines.text("SUMMARY", title),
        lines.moment("DTSTART", start),
        lines.moment("DTEND", end),
        lines.moment("DTSTAMP", changed_at),
        lines.text("UID", event.uid),
        lines.line("SEQUENCE", f"{event.sequence:d}"),
        lines.text("DESCRIPTION", description) if description else b"",
        lines.moment("LAST-MODIFIED", changed_at),
        lines.text("LOCATION", place) if place else b"",
        lines.line("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED"),
        lines.line("TRANSP", "TRANSPARENT" if event.cancelled or event.transparent else "OPAQUE"),
        lines.line("URL", link) if link else b"",
    ]
    if event.alarm_minutes is not None and not event.cancelled:
        parts.append(_valarm(title, event.alarm_minutes))
    return start, lines.component("VEVENT", parts)


def _valarm(title: str, minutes: int) -> bytes:
    parts = (
        lines.line("ACTION", "DISPLAY"),
        lines.text("DESCRIPTION", title),
        lines.duration("TRIGGER", timedelta(minutes=-minutes)),
    )
    return lines.component("VALARM", parts)


def _home(feed: Feed) -> str:
    return feed.zone if feed.zone in SUPPORTED_ZONES else HOME


def _heading(feed: Feed) -> list[bytes]:
    """What a calendar says of itself. No UID: vdirsyncer then keeps one event of all."""
    name, description = clean_text(feed.name, limit=TITLE_LIMIT, lines=False), clean_text(feed.description)
    link = clean_link(feed.url)
    return [
        *_version(feed.language),
        lines.text("DESCRIPTION", description) if description else b"",
        lines.text("NAME", name),
        lines.text("X-WR-CALNAME", name),
        lines.duration("REFRESH-INTERVAL;VALUE=DURATION", feed.refresh),
        lines.line("URL", link) if link else b"",
        lines.duration("X-PUBLISHED-TTL", feed.refresh),
        lines.line("X-WR-TIMEZONE", _home(feed)),
    ]


def _version(language: str) -> list[bytes]:
    language = clean_text(language, lines=False).upper()
    return [lines.line("VERSION", "2.0"), lines.text("PRODID", f"-//Cohorte//Cohorte//{language}")]
