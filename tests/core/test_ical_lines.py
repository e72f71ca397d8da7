"""The text we write is the text that icalendar writes: byte for byte, line by line and as a whole feed.

One thing alone is better: of a typed `\\N` icalendar makes the end of a line, and we what was typed.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event, vUri
from icalendar.parser import Contentline, Parameters

from bench import by_icalendar
from core import ical_lines as lines
from core.ical import Days, FeedEvent, Hours, calendar_bytes
from core.ical_text import TEXT_LIMIT, clean_text
from core.vzones import SUPPORTED_ZONES
from tests.core.test_ical import FEED, hours, meeting, seen

ENDS = "\r\n"
# What is folded in the wrong place most easily: two to four octets, joined letters, what escapes and is escaped.
HARD = st.sampled_from(
    ["é", "م", "مرحبا", "🚀", "👩🏽‍🔬", "\u0301", "\u200d", "\\", "\\n", "^", "^n", ",", ";", ":", '"', "\n"]
)
TYPED = (
    st.lists(
        st.one_of(HARD, st.text(st.characters(exclude_characters=ENDS, exclude_categories=["Cs"]), max_size=40)),
        max_size=30,
    )
    .map("".join)
    .filter(lambda text: "\\N" not in text)
)


def by_icalendar_alone(name: str, value: object) -> bytes:
    event = Event()
    event.add(name, value)
    return bytes(event.to_ical()).removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


@given(TYPED)
def test_point_15_a_text_is_escaped_and_folded_as_icalendar_does(typed: str) -> None:
    """Fails when lines are cut at 75 octets."""
    assert lines.text("SUMMARY", typed) == by_icalendar_alone("summary", typed)


@pytest.mark.parametrize("hard", ["\\", "\\\\", ";,;,", "^n^^", "\n\n", "é", "م", "🚀", "👩🏽‍🔬\\é^🚀"])
def test_point_15_wherever_a_line_is_cut_it_is_cut_as_icalendar_cuts_it(hard: str) -> None:
    """Fails without the step back behind a backslash or a caret."""
    for length in range(160):
        typed = "x" * length + hard * 40
        assert lines.text("SUMMARY", typed) == by_icalendar_alone("summary", typed)


@given(TYPED.filter(lambda text: "\n" not in text))
def test_point_15_a_value_is_folded_as_icalendar_does(typed: str) -> None:
    line = Contentline.from_parts("URL", Parameters(), vUri(typed))
    assert lines.line("URL", typed) == line.to_ical() + b"\r\n"


@given(TYPED)
def test_point_15_no_line_is_longer_than_75_octets_nor_cut_inside_a_letter(typed: str) -> None:
    written = lines.text("DESCRIPTION", typed).removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, written)) <= 75
    for piece in written:
        piece.decode()  # raises for half a letter
    assert all(piece.startswith(b" ") for piece in written[1:])


@pytest.mark.parametrize("typed", ["a\rb", "a\r\nBEGIN:VEVENT", "\r", "\ud83d"])
def test_point_15_what_would_begin_another_line_is_refused(typed: str) -> None:
    """Not by an assertion: `python -O` takes those away."""
    with pytest.raises(ValueError, match=r"would end inside|surrogates not allowed"):
        lines.text("SUMMARY", typed)
    with pytest.raises(ValueError, match=r"would end inside|surrogates not allowed"):
        lines.line("URL", typed.replace("\r", "\n"))


def test_point_15_a_typed_backslash_n_is_no_end_of_a_line() -> None:
    assert lines.text("SUMMARY", "C:\\Nuit\\noire") == b"SUMMARY:C:\\\\Nuit\\\\noire\r\n"


@given(
    st.timedeltas(timedelta(days=-40), timedelta(days=40)).map(lambda span: span - timedelta(0, 0, span.microseconds))
)
def test_a_duration_is_written_as_icalendar_does(span: timedelta) -> None:
    assert lines.duration("TRIGGER", span) == by_icalendar_alone("trigger", span)


@pytest.mark.parametrize(
    "when",
    [
        date(2027, 3, 4),
        date(987, 1, 1),
        datetime(2027, 3, 4, 5, 6, 7, 89, UTC),
        datetime(2027, 3, 4, 5, 6, 7, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(987, 1, 1, tzinfo=ZoneInfo("Indian/Reunion")),
    ],
)
def test_a_moment_is_written_as_icalendar_does(when: date) -> None:
    assert lines.moment("DTSTART", when) == by_icalendar_alone("dtstart", when)


WHEN = st.one_of(
    st.builds(
        hours,
        st.dates(date(2026, 1, 1), date(2030, 12, 31)),
        st.times(time(3), time(12)).map(lambda at: at.replace(microsecond=0)),
        st.times(time(13), time(23)).map(lambda at: at.replace(microsecond=0)),
        st.sampled_from(SUPPORTED_ZONES),
    ),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)).map(lambda on: Days(on, on + timedelta(days=2))),
)
LINE = TYPED.map(lambda text: clean_text(text, limit=200, lines=False))
DATE = st.builds(
    FeedEvent,
    uid=st.uuids().map(str),
    sequence=st.integers(0, 2**31 - 1),
    changed_at=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    when=WHEN,
    title=LINE.map(lambda text: text or "x"),
    place=LINE,
    description=TYPED.map(lambda text: clean_text(text, limit=TEXT_LIMIT)),
    url=st.sampled_from(["", "https://cohorte.example/rencontres/k3v9x2", f"https://cohorte.example/{'a,b;' * 40}"]),
    cancelled=st.booleans(),
    transparent=st.booleans(),
    alarm_minutes=st.none() | st.integers(0, 20_000),
)


def begins(event: FeedEvent) -> tuple[datetime, str]:
    """The order of a calendar's dates."""
    if isinstance(event.when, Hours):
        return event.when.starts.replace(tzinfo=ZoneInfo(event.when.zone)).astimezone(UTC), event.uid
    return datetime.combine(event.when.first_on, time(), UTC), event.uid


@given(st.lists(DATE, max_size=3), LINE, st.sampled_from(["ANNULÉE – ", ""]))
def test_point_04_a_feed_is_written_as_icalendar_writes_it(dates: list[FeedEvent], name: str, prefix: str) -> None:
    feed = replace(FEED, name=name, description=name, cancelled_prefix=prefix)
    text, rejected = calendar_bytes(feed, dates)
    assert rejected == []
    assert text == by_icalendar.calendar_bytes(feed, sorted(dates, key=begins))


def test_point_15_whatever_is_typed_is_read_as_it_was_typed() -> None:
    titles = ["C:\\Nuit", "a\\nb", "a\\;b\\,c", "^n ^^", 'guillemets " droits', "مرحبا " * 20 + "x", "🚀" * 60]
    dates = [meeting(number, title=title.strip()) for number, title in enumerate(titles, 1)]
    text, _ = calendar_bytes(FEED, dates)
    assert [title for *_, title in seen(text)] == [each.title for each in dates]
