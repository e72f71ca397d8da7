"""What is measured: a bare page of Flask, the feed unchanged, known and new, two pages, and icalendar alone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Flask
from icalendar import Calendar, Event, Timezone, vText
from sqlalchemy import update

from accounts.access import KEY
from bench.clients import Answer, Client
from bench.filling import APART, ZONE, Filled, first_meeting, first_young, meeting_id, session_key
from bench.timing import BARE, Way
from core.db import db
from core.ical import FeedEvent, Hours
from core.vzones import vtimezone
from schedule.feeds.access import About, shown_to_young_person
from schedule.feeds.text import events
from schedule.models import FeedKind
from seasons.models import Season

ASKED = 64  # programmes that are asked in turn, spread over all of them


def ways(app: Flask, filled: Filled, client: Client, bare: Client) -> list[Way]:
    """All that is measured, the bare page first. `client` asks the product, `bare` the bare page."""
    asked = range(1, filled.programmes + 1, max(1, filled.programmes // ASKED))
    feeds = {number: f"/cal/{filled.token(number)}.ics" for number in asked}
    apart = {count: filled.programmes + place for place, count in enumerate(APART, 1)}
    found = [
        _repeated(BARE, [bare.asks("/")]),
        _repeated("feed, 304", [_unchanged(client, path) for path in feeds.values()], status=304),
        _repeated("feed, 200 warm", [client.asks(path, Accept_Encoding="gzip") for path in feeds.values()]),
    ]
    for count, number in apart.items():
        path = f"/cal/{filled.token(number)}.ics"
        found.append(_cold(app, f"feed, 200 cold, {count} dates", client.asks(path, Accept_Encoding="gzip"), number))
    for count, number in apart.items():
        found.append(_serialised(f"icalendar alone, {count} dates", events_of(app, number)))
    found.append(
        _repeated("ambassador’s home", [client.asks("/accueil", Cookie=cookie(app, "young", n)) for n in asked])
    )
    pages = [f"/equipe/rencontres/{meeting_id(first_meeting(number) + 3)}" for number in asked]
    team = [client.asks(page, Cookie=cookie(app, "team", n)) for page, n in zip(pages, asked, strict=True)]
    found.append(_repeated("team’s page of a meeting", team))
    return found


def _repeated(name: str, asks: list[Callable[[], Answer]], status: int = 200) -> Way:
    def call(number: int) -> None:
        answer = asks[number % len(asks)]()
        if answer.status != status:
            raise AssertionError(f"{name}: answered {answer.status}, {answer.body[:200]!r}")

    return Way(name, call)


def _unchanged(client: Client, path: str) -> Callable[[], Answer]:
    known = client.asks(path, Accept_Encoding="gzip")().header("ETag")
    return client.asks(path, Accept_Encoding="gzip", If_None_Match=known)


def _cold(app: Flask, name: str, ask: Callable[[], Answer], season: int) -> Way:
    """Something changes before each request: nobody has built what it now is."""

    def change(_number: int) -> None:
        values = {"feed_revision": Season.feed_revision + 1}
        with app.app_context(), db.engine.connect().execution_options(writes=True) as connection:
            connection.execute(update(Season).where(Season.id == season).values(values))
            connection.commit()

    way = _repeated(name, [ask])
    way.before = change
    return way


def cookie(app: Flask, kind: str, programme: int) -> str:
    """Of somebody who is signed in."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined] # of its usual kind
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({KEY: session_key(kind, programme)})}"


def events_of(app: Flask, programme: int) -> list[FeedEvent]:
    """What the feed of a programme's first ambassador shows."""
    with app.test_request_context(base_url="http://localhost"):
        about = About("Les ambassadeurs", "Centre", ZONE, FeedKind.AMBASSADOR, "fr")
        return events(shown_to_young_person(first_young(programme)), about)


def _serialised(name: str, dates: list[FeedEvent]) -> Way:
    """The same dates in the plainest use of the icalendar package: neither read, nor checked, nor cleaned."""

    def call(_number: int) -> None:
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//Bench//FR")
        calendar.add("name", vText("Les ambassadeurs"))
        calendar.add_component(Timezone.from_ical(vtimezone(ZONE)))
        for date in dates:
            calendar.add_component(_component(date))
        calendar.to_ical()

    return Way(name, call)


def _component(date: FeedEvent) -> Event:
    if not isinstance(date.when, Hours):
        raise TypeError("every date of the bench has its hours")
    zone = ZoneInfo(date.when.zone)
    event = Event()
    event.add("uid", date.uid)
    event.add("sequence", date.sequence)
    event.add("dtstamp", date.changed_at)
    event.add("last-modified", date.changed_at)
    event.add("dtstart", date.when.starts.replace(tzinfo=zone))
    event.add("dtend", date.when.ends.replace(tzinfo=zone))
    event.add("summary", date.title)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("location", date.place)
    event.add("description", date.description)
    event.add("url", date.url)
    return event
