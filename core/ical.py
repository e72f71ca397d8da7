"""A calendar feed as text (RFC 5545, RFC 7986), in the form that every calendar reader agrees on.

Dataclasses in, bytes out; the same input always gives the same bytes. One VEVENT per date, no METHOD, no
recurrence, nobody's name: what clients are known to lose or to misread is not written.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vDuration, vText

from core.vzones import SUPPORTED_ZONES, is_near_change, vtimezone

# Raise it when the same feed and events give other bytes: every stored ETag must then miss.
FORMAT = 1

TITLE_LIMIT = 250
TEXT_LIMIT = 4000
LINK_LIMIT = 2000
SEQUENCE_LIMIT = 2**31
JUMP = 10_000  # of a sequence after a backup was restored: more changes than any date sees between two backups

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_LAST_OF_PLANES = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
# Controls, surrogates, non-characters and the byte order mark; the line feed stays.
_NO_CHARACTERS = re.compile(rf"[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_LAST_OF_PLANES}]")
_HOST = r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?"
_LINK = re.compile(rf"https?://{_HOST}(?:[/?#][!#-;=?-\[\]_a-z~]*)?", re.IGNORECASE | re.ASCII)
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_JOINERS = "\u200d" + "".join(map(chr, range(0x1F3FB, 0x1F400)))
_END = b"END:VCALENDAR\r\n"


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
    `alarm_minutes` is minutes before the start; None means no alarm.
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
    zones: set[str] = set()
    uids: set[str] = set()
    for event in events:
        try:
            _check(event, uids)
            start, end = _span(event.when)
            block = _vevent(feed.cancelled_prefix, event, start, end).to_ical()
        except Exception as error:  # whatever a row holds, the rest of the season is served
            rejected.append(Rejected(str(event.uid), f"{type(error).__name__}: {error}"))
            continue
        uids.add(event.uid)
        if isinstance(start, datetime) and start.tzinfo is not UTC:
            zones.add(str(start.tzinfo))
        written.append((_instant(start), event.uid, block))
    head = _vcalendar(feed).to_ical().removesuffix(_END)
    # Some readers only know the zones defined above their use. The home zone is always there: a calendar without any
    # component is a wiped calendar in Thunderbird.
    known = [_vtimezone(zone) for zone in sorted(zones | {_home(feed)})]
    return b"".join([head, *known, *(block for _, _, block in sorted(written)), _END]), rejected


def can_be_written(event: FeedEvent) -> bool:
    """Whether feeds show this date; what they leave out is to be corrected by somebody."""
    try:
        _check(event, set())
        _span(event.when)
    except Exception:  # whatever a row holds
        return False
    return True


def date_bytes(event: FeedEvent, *, language: str, cancelled_prefix: str) -> bytes:
    """The file of this one date, to be added by hand: the very event of the feeds, so that it is never there twice.

    The calendar around it has no name: Outlook opens a named one as another calendar. Raises ValueError for a date
    that cannot be written.
    """
    _check(event, set())
    start, end = _span(event.when)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _prodid(language))
    if isinstance(start, datetime) and start.tzinfo is not UTC:
        calendar.add_component(Timezone.from_ical(vtimezone(str(start.tzinfo))))
    calendar.add_component(_vevent(cancelled_prefix, event, start, end))
    return bytes(calendar.to_ical())


def clean_text(text: str, *, limit: int = TEXT_LIMIT, lines: bool = True) -> str:
    r"""What a person typed, without what breaks a calendar: only printable characters, and "\n" if `lines`.

    At most `limit` code points, an ellipsis included; a letter is not cut from its accents.
    """
    if len(text) <= limit and _is_clean(text, lines):
        return text
    text = _LINE_ENDS.sub("\n" if lines else " ", text)
    text = unicodedata.normalize("NFC", _NO_CHARACTERS.sub("", text.replace("\t", " ")))
    text = re.sub(r" *\n *", "\n", re.sub(" {2,}", " ", text))
    return _shorten(re.sub(r"\n{3,}", "\n\n", text).strip(), limit)


def _is_clean(text: str, lines: bool) -> bool:
    """Whether there is surely nothing to clean, as in nearly all texts; some of the others are clean too."""
    return (
        (text.replace("\n", "") if lines else text).isprintable()
        and not any(gap in text for gap in ("  ", " \n", "\n ", "\n\n\n"))
        and text == text.strip()
        and unicodedata.is_normalized("NFC", text)
    )


def clean_link(link: str) -> str:
    """The link if it is a plain absolute http(s) one, else nothing: a link is never repaired by guessing."""
    return link if len(link) <= LINK_LIMIT and _LINK.fullmatch(link) else ""


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = limit - 1
    while cut > limit // 2 and _joins(text[:cut], text[cut]):
        cut -= 1
    return text[:cut].rstrip() + "…"


def _joins(before: str, character: str) -> bool:
    """Whether it makes one letter with what is before it: an accent, half a flag, a skin tone."""
    if character in _FLAG_LETTERS:
        return (len(before) - len(before.rstrip(_FLAG_LETTERS))) % 2 == 1
    is_part = unicodedata.category(character).startswith("M") or character in _JOINERS
    return is_part or before.endswith("\u200d")


def _check(event: FeedEvent, uids: set[str]) -> None:
    if not event.uid or not event.uid.isascii() or not event.uid.isprintable():
        raise ValueError("its uid is empty or not plain text")
    if event.uid in uids:
        raise ValueError("its uid is already in this feed")
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


def _instant(start: date) -> datetime:
    if isinstance(start, datetime):
        return start.astimezone(UTC)
    return datetime(start.year, start.month, start.day, tzinfo=UTC)


def _vevent(cancelled_prefix: str, event: FeedEvent, start: date, end: date) -> Event:
    changed_at = event.changed_at.astimezone(UTC).replace(microsecond=0)
    title = f"{cancelled_prefix}{event.title}" if event.cancelled else event.title
    title = clean_text(title, limit=TITLE_LIMIT, lines=False)
    vevent = Event()
    vevent.add("uid", event.uid)
    vevent.add("sequence", event.sequence)
    vevent.add("dtstamp", changed_at)
    vevent.add("last-modified", changed_at)
    vevent.add("dtstart", start)
    vevent.add("dtend", end)
    vevent.add("summary", title)
    vevent.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    vevent.add("transp", "TRANSPARENT" if event.cancelled or event.transparent else "OPAQUE")
    _add_texts(
        vevent,
        location=clean_text(event.place, limit=TITLE_LIMIT, lines=False),
        description=clean_text(event.description),
        url=clean_link(event.url),
    )
    if event.alarm_minutes is not None and not event.cancelled:
        vevent.add_component(_valarm(title, event.alarm_minutes))
    return vevent


def _valarm(title: str, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def _home(feed: Feed) -> str:
    return feed.zone if feed.zone in SUPPORTED_ZONES else "Europe/Paris"


@cache
def _vtimezone(zone: str) -> bytes:
    return bytes(Timezone.from_ical(vtimezone(zone)).to_ical())


def _vcalendar(feed: Feed) -> Calendar:
    # Not Calendar.new(): it adds a UID of its own, and vdirsyncer then keeps one event of all.
    calendar = Calendar()
    name = clean_text(feed.name, limit=TITLE_LIMIT, lines=False)
    calendar.add("version", "2.0")
    calendar.add("prodid", _prodid(feed.language))
    # icalendar leaves these unescaped unless they are given as text.
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("x-wr-timezone", vText(_home(feed)))
    calendar.add("refresh-interval", feed.refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(feed.refresh))
    _add_texts(calendar, description=clean_text(feed.description), url=clean_link(feed.url))
    return calendar


def _prodid(language: str) -> str:
    return f"-//Cohorte//Cohorte//{clean_text(language, lines=False).upper()}"


def _add_texts(component: Calendar | Event, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            component.add(name, text)
