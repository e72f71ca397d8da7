"""The text of a feed by the plainest use of the icalendar package: what ours is compared with, in time and in bytes.

It neither reads, nor checks, nor cleans: it is handed what a feed has made ready.
"""

from collections.abc import Sequence
from datetime import UTC, date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, Timezone, vDuration, vText

from core.ical import Days, Feed, FeedEvent, Hours
from core.vzones import is_near_change, vtimezone


def calendar_bytes(feed: Feed, events: Sequence[FeedEvent]) -> bytes:
    """The same bytes as those of `core.ical.calendar_bytes`, for clean dates in the order they are shown in."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Cohorte//Cohorte//{feed.language.upper()}")
    calendar.add("name", vText(feed.name))
    calendar.add("x-wr-calname", vText(feed.name))
    calendar.add("x-wr-timezone", vText(feed.zone))
    calendar.add("refresh-interval", feed.refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(feed.refresh))
    _add_texts(calendar, description=feed.description, url=feed.url)
    components = [_event(event, feed.cancelled_prefix) for event in events]
    for zone in sorted({feed.zone} | {zone for each in components if (zone := each["dtstart"].params.get("TZID"))}):
        calendar.add_component(_zone(zone))
    for component in components:
        calendar.add_component(component)
    return bytes(calendar.to_ical())


@cache
def _zone(name: str) -> Component:
    return Timezone.from_ical(vtimezone(name))


def _event(date: FeedEvent, cancelled_prefix: str) -> Event:
    start, end = _ends(date.when)
    title = f"{cancelled_prefix}{date.title}" if date.cancelled else date.title
    event = Event()
    event.add("uid", date.uid)
    event.add("sequence", date.sequence)
    event.add("dtstamp", date.changed_at)
    event.add("last-modified", date.changed_at)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", title)
    event.add("status", "CANCELLED" if date.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if date.cancelled or date.transparent else "OPAQUE")
    _add_texts(event, location=date.place, description=date.description, url=date.url)
    if date.alarm_minutes is not None and not date.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(minutes=-date.alarm_minutes))
        event.add_component(alarm)
    return event


def _ends(when: Hours | Days) -> tuple[date, date]:
    if isinstance(when, Days):
        return when.first_on, when.last_on + timedelta(days=1)
    start, end = (moment.replace(tzinfo=ZoneInfo(when.zone)) for moment in (when.starts, when.ends))
    near = any(is_near_change(moment.astimezone(UTC), when.zone) for moment in (start, end))
    return (start.astimezone(UTC), end.astimezone(UTC)) if near else (start, end)


def _add_texts(component: Calendar | Event, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            component.add(name, text)
