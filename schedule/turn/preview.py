"""The next season as the coordinator sees it before it exists: its dates, with what speaks against each; its call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from core.db import rows
from meetings.access import meetings_of
from meetings.actions import Details
from meetings.conflicts import school_of
from meetings.models import Meeting
from meetings.rules import Status
from meetings.wording import conflict_words
from projects.access import call_of
from projects.actions import CallDetails
from projects.rules import told_closing
from schedule.turn.rules import a_year_later, moved_on, years_moved_on
from seasons.models import Season


@dataclass(frozen=True)
class Line:
    """One meeting of this season, and the day it would be held in the next: `day` is None when that is outside."""

    meeting: Meeting
    asked: date
    day: date | None
    is_poor: bool  # the day it would be: `words` say why
    words: list[str]


@dataclass(frozen=True)
class Preview:
    lines: Sequence[Line]

    @property
    def asked(self) -> list[Details]:
        """The drafts to make: the same time, place and title."""
        return [
            Details(m.title, line.day, m.start_time, m.end_time, m.venue)
            for line in self.lines
            if line.day is not None and (m := line.meeting)
        ]

    @property
    def signature(self) -> str:
        """The same for the same days: nobody makes what they did not see."""
        return " ".join(line.day.isoformat() if line.day else "-" for line in self.lines)


def preview(season: Season, *, first_on: date, last_on: date) -> Preview:
    """The published meetings of a season, moved on by a year."""
    meetings = rows(meetings_of(season).where(Meeting.status == Status.PUBLISHED))
    school = school_of(season.programme)
    found = moved_on((m.held_on for m in meetings), school=school, first_on=first_on, last_on=last_on)
    return Preview(
        [
            Line(m, each.asked, each.day, each.is_poor, [conflict_words(conflict) for conflict in each.conflicts])
            for m in meetings
            if (each := found[m.held_on])
        ]
    )


def next_call(season: Season) -> CallDetails | None:
    """The season's call a year later, at the same times on the programme's clocks, with its years moved on."""
    call = call_of(season)
    if call is None:
        return None
    opens = call.opens_at.astimezone(ZoneInfo(call.zone))
    closes = told_closing(call.closes_at, call.zone).astimezone(ZoneInfo(call.zone))
    return CallDetails(
        title=years_moved_on(call.title, year=season.ends_on.year),
        brief=years_moved_on(call.brief, year=season.ends_on.year),
        opens_on=a_year_later(opens.date()),
        opens_time=opens.time(),
        closes_on=a_year_later(closes.date()),
        closes_time=closes.time(),
    )
