"""A feed over HTTP (point 11 of the calendar's contract), asked as clients and proxies ask."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import pytest
from flask import Flask, Response
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from core.conditional import entity_tag, feed_response, pack

NOW = datetime(2026, 9, 1, 12, 0, 0, 500_000, tzinfo=UTC)
CHANGED_AT = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TEXT = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
TAG = entity_tag("season", 7, "fr")
HTTP_DATE = "Tue, 01 Sep 2026 08:30:00 GMT"
COMMON = {
    "Cache-Control": "private, max-age=300",
    "Last-Modified": HTTP_DATE,
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
OF_A_BODY = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="agenda.ics"',
}


class Server:
    """An application with one feed, that counts how often its text was built."""

    def __init__(self, *, changed_at: datetime = CHANGED_AT, now: datetime = NOW, tag: str = TAG) -> None:
        self.built = 0
        app = Flask(__name__)

        @app.get("/feed.ics")
        def feed() -> Response:
            return feed_response(tag=tag, changed_at=changed_at, now=now, packed=self.build)

        self.client = app.test_client()

    def build(self) -> bytes:
        self.built += 1
        return pack(TEXT)

    def ask(self, method: str = "GET", **headers: str) -> TestResponse:
        named: dict[str, Any] = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open("/feed.ics", method=method, headers=named)


def test_point_11_a_first_get_has_exactly_these_headers() -> None:
    response = Server().ask()
    assert (response.status_code, response.data) == (200, TEXT)
    assert dict(response.headers) == {
        **COMMON,
        **OF_A_BODY,
        "ETag": f'"{TAG}"',
        "Content-Length": str(len(TEXT)),
    }


def test_point_11_a_head_has_the_headers_of_the_get_and_no_body() -> None:
    server = Server()
    for headers in ({}, {"Accept_Encoding": "gzip"}, {"If_None_Match": f'"{TAG}"'}):
        get, head = server.ask(**headers), server.ask("HEAD", **headers)
        assert (head.status_code, head.data) == (get.status_code, b"")
        assert dict(head.headers) == dict(get.headers)


def test_point_11_a_304_has_the_headers_of_the_feed_and_builds_nothing() -> None:
    server = Server()
    response = server.ask(If_None_Match=f'"{TAG}"')
    assert (response.status_code, response.data, server.built) == (304, b"", 0)
    # A 304 that has an ETag needs no Last-Modified (RFC 9110 §15.4.5); Werkzeug takes it out.
    expected = {name: value for name, value in COMMON.items() if name != "Last-Modified"}
    assert dict(response.headers) == {**expected, "ETag": f'"{TAG}"'}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (f'"{TAG}"', 304),
        (f'W/"{TAG}"', 304),
        (f'"{TAG}-gzip"', 304),
        (f'W/"{TAG}-gzip"', 304),
        (f'"old", W/"older", "{TAG}"', 304),
        (f'"old",W/"{TAG}-gzip"', 304),
        (TAG, 304),
        ("*", 304),
        ('"old"', 200),
        ('"old-gzip"', 200),
        (f'"{TAG}-br"', 200),
        ('"old", "older"', 200),
        ('""', 200),
        ("W/", 200),
        ('"' + "x" * 5000, 200),
    ],
)
def test_point_11_every_form_of_a_known_tag_is_recognised(sent: str, status: int) -> None:
    server = Server()
    assert (server.ask(If_None_Match=sent).status_code, server.built) == (status, int(status == 200))


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (HTTP_DATE, 304),
        ("Wed, 02 Sep 2026 08:30:00 GMT", 304),
        ("Tue, 01 Sep 2026 08:29:59 GMT", 200),
        ("Tuesday, 01-Sep-26 08:30:00 GMT", 304),
        ("yesterday", 200),
        ("", 200),
    ],
)
def test_point_11_a_client_without_tags_is_told_by_date(since: str, status: int) -> None:
    server = Server()
    assert (server.ask(If_Modified_Since=since).status_code, server.built) == (status, int(status == 200))


def test_point_11_a_tag_decides_over_a_date() -> None:
    assert Server().ask(If_None_Match='"old"', If_Modified_Since=HTTP_DATE).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("br;q=1, gzip;q=0.5", "gzip"),
        ("GZip", "gzip"),
        ("gzip;q=0", None),
        ("br", None),
        ("identity", None),
        ("", None),
    ],
)
def test_point_11_gzip_for_whoever_accepts_it(accepted: str, coding: str | None) -> None:
    response = Server().ask(Accept_Encoding=accepted)
    assert response.headers.get("Content-Encoding") == coding
    assert (gzip.decompress(response.data) if coding else response.data) == TEXT
    assert response.headers["ETag"] == (f'"{TAG}-gzip"' if coding else f'"{TAG}"')
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Content-Length"] == str(len(response.data))


def test_point_11_the_same_text_gives_the_same_compressed_bytes() -> None:
    first, second = (Server(now=NOW + timedelta(days=n)).ask(Accept_Encoding="gzip").data for n in (0, 3))
    assert first == second


def test_point_11_no_accept_header_is_needed_and_no_cookie_is_set() -> None:
    for accept in ("", "text/html", "application/json"):
        response = Server().ask(Accept=accept)
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers


@given(
    st.lists(st.tuples(st.sampled_from(["season", "answer", "fetch"]), st.floats(0, 1.5)), min_size=1, max_size=30),
    st.integers(0, 5),
)
def test_point_11_no_change_hides_in_a_second_and_last_modified_never_falls(
    steps: list[tuple[str, float]], ahead: int
) -> None:
    """A client that only knows dates never keeps an old text, also when changes follow within one second,
    and when a stored time of change is ahead of the clock (each rises by a second at each of its changes)."""
    now, changed = NOW, {"season": NOW + timedelta(seconds=ahead), "answer": NOW}
    revision, held, since, dates = 0, -1, "", list[datetime]()
    for step, seconds in steps:
        now += timedelta(seconds=seconds)
        if step in changed:
            revision += 1
            changed[step] = max(now, changed[step] + timedelta(seconds=1))
            continue
        server = Server(changed_at=max(changed.values()), now=now, tag=entity_tag(revision))
        response = server.ask(If_Modified_Since=since)
        if response.status_code == 200:
            held = revision
        assert held == revision
        dates.append(parsedate_to_datetime(response.headers.get("Last-Modified", since)))
        since = format_datetime(dates[-1], usegmt=True)
    assert dates == sorted(dates)


def test_point_11_a_date_of_change_is_never_in_the_future() -> None:
    response = Server(changed_at=NOW + timedelta(hours=1)).ask()
    assert response.headers["Last-Modified"] == "Tue, 01 Sep 2026 11:59:59 GMT"


def test_point_11_a_tag_tells_its_parts_apart() -> None:
    parts: list[tuple[object, ...]] = [
        (),
        ("",),
        ("a", "b"),
        ("ab",),
        ("a,b",),
        (1,),
        ("1",),
        (None,),
        ("\ud800",),
    ]
    assert len({entity_tag(*each) for each in parts}) == len(parts)
    assert entity_tag("a", 1, CHANGED_AT) == entity_tag("a", 1, CHANGED_AT)
