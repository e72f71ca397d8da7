"""The next season as the coordinator sees it before it exists: its dates, with what speaks against each; its call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from core.days import is_free
from core.db import rows
from meetings.access import meetings_of
from meetings.actions import Details
from meetings.conflicts import school_of
from meetings.models import Meeting
from meetings.rules import Status
from meetings.series.preview import Line, told_apart, with_choice
from meetings.wording import conflict_words
from projects.access import call_of
from projects.actions import CallDetails
from projects.rules import told_closing
from schedule.turn.rules import Proposed, a_year_later, a_year_on, moved_on, years_moved_on
from seasons.models import Season


@dataclass(frozen=True)
class Carried:
    """One meeting of this season, and its line in the next: `day` is None when none is held then."""

    meeting: Meeting
    line: Line
    is_outside: bool  # the day it would be is not in the next season

    @property
    def day(self) -> date | None:
        return None if self.is_outside else self.line.day

    @property
    def moved_to(self) -> date | None:
        """Where it stood this season instead of the day that is carried over; None where it kept to it."""
        is_moved = self.meeting.status is not Status.CANCELLED and self.meeting.held_on != planned_on(self.meeting)
        return self.meeting.held_on if is_moved else None


@dataclass(frozen=True)
class Preview:
    dates: Sequence[Carried]
    signature: str  # the same for the same days proposed: nobody makes what they did not see

    @property
    def open_lines(self) -> list[Line]:
        """The dates that need a choice before there is a season."""
        return [each.line for each in self.dates if each.line.is_open and not each.is_outside]

    @property
    def asked(self) -> list[Details]:
        """The drafts to make: the same time, place and title."""
        return [
            Details(m.title, each.day, m.start_time, m.end_time, m.venue)
            for each in self.dates
            if each.day is not None and (m := each.meeting)
        ]


def planned_on(meeting: Meeting) -> date:
    """The day on which people first saw it."""
    return meeting.moved_from_on or meeting.held_on


def preview(
    season: Season, *, first_on: date, last_on: date, today: date, chosen: Mapping[str, str] | None = None
) -> Preview:
    """The meetings that people saw in a season, moved on by a year: also those that were cancelled, and those that
    were moved as they were planned. `chosen` holds what was picked, by the key of its line."""
    meetings = _seen_in(season)
    school = school_of(season.programme)
    asked = a_year_on(
        {planned_on(m) for m in meetings}, school=school, first_on=season.starts_on, last_on=season.ends_on
    )
    found = moved_on(asked, school=school, first_on=first_on, last_on=last_on)
    proposed = [(m, found[planned_on(m)]) for m in meetings]
    lines = [
        _line(m, each, number, today=today, choice=(chosen or {}).get(m.public_id, ""))
        for number, (m, each) in enumerate(proposed, start=1)
    ]
    return Preview(
        [Carried(m, line, each.day is None) for (m, each), line in zip(proposed, told_apart(lines, ()), strict=True)],
        " ".join(each.day.isoformat() if each.day else "-" for _, each in proposed),
    )


def _seen_in(season: Season) -> list[Meeting]:
    """Every date but the drafts; what was cancelled and held again at the same hour is one date."""
    seen = [m for m in rows(meetings_of(season)) if m.status is not Status.DRAFT]
    by_moment: dict[object, Meeting] = {}
    for m in sorted(seen, key=lambda each: each.status is Status.CANCELLED):
        by_moment.setdefault((planned_on(m), m.start_time), m)
    return sorted(by_moment.values(), key=lambda m: (planned_on(m), m.start_time, m.id))


def _line(meeting: Meeting, proposed: Proposed, number: int, *, today: date, choice: str) -> Line:
    """As the planner shows a date; the nearest free day is chosen until somebody chooses another."""
    words = [conflict_words(conflict) for conflict in proposed.conflicts]
    is_poor = proposed.day is not None and not is_free(proposed.conflicts)
    line = Line(
        key=meeting.public_id,
        number=number,
        asked=proposed.asked,
        start=meeting.start_time,
        end=meeting.end_time,
        reasons=words if is_poor else [],
        notes=[] if is_poor else words,
        alternatives=proposed.alternatives,
        planned=None,
        today=today,
    )
    default = proposed.day.isoformat() if is_poor and proposed.day else ""
    return with_choice(line, choice or default)


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
