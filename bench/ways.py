"""What is measured: a bare page of Flask, the feed unchanged, known and new, two pages, and icalendar alone."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import update

from accounts.access import KEY
from bench.by_icalendar import calendar_bytes
from bench.clients import Answer, Client
from bench.filling import APART, ZONE, Filled, first_meeting, first_young, meeting_id, session_key
from bench.timing import BARE, Way
from core.db import db
from core.ical import Feed, FeedEvent
from schedule.feeds.access import About, shown_to_young_person
from schedule.feeds.text import events, heading
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
        plain = client.asks(f"/cal/{filled.token(number)}.ics")
        found.append(_serialised(f"icalendar alone, {count} dates", app, number, plain))
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


def shown_in(app: Flask, programme: int) -> tuple[Feed, list[FeedEvent]]:
    """What the feed of a programme's first ambassador shows."""
    with app.test_request_context(base_url="http://localhost"):
        about = About("Les ambassadeurs", f"Centre {programme}", ZONE, FeedKind.AMBASSADOR, "fr")
        return heading(about), events(shown_to_young_person(first_young(programme)), about)[0]


def _serialised(name: str, app: Flask, programme: int, ask: Callable[[], Answer]) -> Way:
    """The text that the feed has, made by icalendar alone."""
    feed, dates = shown_in(app, programme)
    if calendar_bytes(feed, dates) != ask().body:
        raise AssertionError(f"{name}: these are not the bytes of the feed")
    return Way(name, lambda _number: calendar_bytes(feed, dates))
