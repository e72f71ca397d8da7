"""Three programs that read calendars, none of them ours, agree on every date after every act of a season's life."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import vobject
from flask import Flask
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tests.readers.life import Life, Seen, utc
from tests.world import Cast


def by_icalendar(text: str) -> list[tuple[str, Any, Any, str]]:
    found: list[Any] = list(Calendar.from_ical(text).events)
    return [(str(e["uid"]), e.start, e.end, str(e["summary"])) for e in found]


def by_vobject(text: str) -> list[tuple[str, Any, Any, str]]:
    found = getattr(vobject.readOne(text), "vevent_list", [])
    return [(e.uid.value, e.dtstart.value, e.dtend.value, e.summary.value) for e in found]


def by_home_assistant(text: str) -> list[tuple[str, Any, Any, str]]:
    found: list[Any] = list(IcsCalendarStream.calendar_from_ics(text).events)
    return [(str(e.uid), e.dtstart, e.end, str(e.summary)) for e in found]


def dates(found: list[tuple[str, Any, Any, str]]) -> Seen:
    """Those with hours; the last day of a call is a whole one."""
    hours = [each for each in found if isinstance(each[1], datetime)]
    assert len({uid for uid, *_ in found}) == len(found)  # nothing is doubled
    return {uid: (utc(start), utc(end), title) for uid, start, end, title in hours}


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_home_assistant])
def test_point_06_no_reader_shows_a_wrong_a_doubled_or_a_ghost_date(
    app: Flask, cast: Cast, read: Callable[[str], list[tuple[str, Any, Any, str]]]
) -> None:
    """Fails when the feed writes `ends` for `starts`, or keeps a closed season's dates."""
    counts = []
    for act, text, wanted in Life(app, cast).stages():
        assert dates(read(text)) == wanted, act
        counts.append(len(wanted))
    assert counts == [6, 12, 12, 12, 12, 12, 12, 12, 1]
