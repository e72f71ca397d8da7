"""A series as the team sees it before it exists: each date, what speaks against it, and what was chosen instead."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from flask_babel import gettext as _

from core.days import is_free
from core.local_times import is_ambiguous
from meetings.actions import zone_of
from meetings.conflicts import school_of
from meetings.models import Meeting
from meetings.pasted.rules import Fault, PastedDate, pasted_dates
from meetings.rules import Status
from meetings.series.forms import SeriesForm
from meetings.series.rules import PlannedDate, School, held_instead, nth_weekday_dates, plan
from meetings.wording import conflict_words
from seasons.models import Season

NONE = "none"  # chosen: no meeting that time


@dataclass(frozen=True)
class Line:
    """One date of the preview. `day` is None when none is held; a line without `choice` is still open."""

    key: str
    number: int
    asked: date
    start: time
    end: time
    reasons: list[str]
    notes: list[str]
    alternatives: list[date]
    planned: Meeting | None  # it exists already, also moved, cancelled or on a day chosen instead: nothing is added
    today: date
    choice: str = ""
    is_doubled: bool = False

    @property
    def is_planned(self) -> bool:
        return self.planned is not None

    @property
    def is_cancelled(self) -> bool:
        return self.planned is not None and self.planned.status is Status.CANCELLED

    @property
    def held_instead_on(self) -> date | None:
        """Where the meeting that stands for this day is: it was moved there, or planned there from the start."""
        return self.planned.held_on if self.planned and self.planned.held_on != self.asked else None

    @property
    def is_poor(self) -> bool:
        return bool(self.reasons) and not self.is_planned

    @property
    def is_open(self) -> bool:
        return (self.is_poor and not self.choice) or self.is_doubled

    @property
    def day(self) -> date | None:
        if self.choice == NONE:
            return None
        return date.fromisoformat(self.choice) if self.choice else self.asked

    @property
    def is_over(self) -> bool:
        """Whether the day chosen is past: it is planned for the record, and nobody is asked to come."""
        return self.day is not None and self.day < self.today

    @property
    def moment(self) -> tuple[date | None, time]:
        return self.day, self.start


@dataclass(frozen=True)
class Preview:
    lines: list[Line]
    faults: list[Fault]

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if line.is_open]

    @property
    def clashing_lines(self) -> list[Line]:
        """The dates that something speaks against, until somebody has chosen."""
        return [line for line in self.lines if line.is_poor and not line.choice]

    @property
    def to_add(self) -> list[Line]:
        """What publishing adds once every choice is made; open ones count as they stand."""
        return [line for line in self.lines if line.day and not line.is_planned]

    @property
    def signature(self) -> str:
        """The same for the same dates and hours: nobody publishes what they did not see."""
        return " ".join(f"{line.key}-{line.start:%H%M}-{line.end:%H%M}" for line in self.lines)


def preview(form: SeriesForm, meetings: Sequence[Meeting], chosen: Mapping[str, str], *, today: date) -> Preview:
    """The dates of a valid form; `chosen` holds what was picked, by the key of its line."""
    season: Season = form.season
    entries, faults = asked(form)
    days = [entry.day for entry in entries]
    school = school_of(season.programme)
    # A date that was moved still stands for the day it left, and one that was chosen for the day it replaces:
    # planning again does not bring it a second time.
    held = standing(meetings)
    starts = chosen_before(days, held, season, school) | held
    taken = {day for day, _ in held}
    found = plan(days, school=school, first_on=season.starts_on, last_on=season.ends_on, taken=taken)
    planned = {each.day: each for each in found}
    keys = keys_of(entries)
    lines = [
        line_of(form, entry, planned[entry.day], starts, key=key, number=number, today=today)
        for number, (key, entry) in enumerate(zip(keys, entries, strict=True), start=1)
    ]
    return Preview(told_apart([with_choice(line, chosen.get(line.key, "")) for line in lines], starts), faults)


def chosen_in(sent: Mapping[str, str]) -> dict[str, str]:
    """What was picked, by the key of its line."""
    return {name.removeprefix("choice-"): value for name, value in sent.items() if name.startswith("choice-")}


def standing(meetings: Sequence[Meeting]) -> dict[tuple[date, time], Meeting]:
    """Which meeting stands for each day and hour: first what is held then, then what left for another day."""
    by_weight = sorted(meetings, key=lambda meeting: meeting.status is not Status.CANCELLED)
    left = {(each.moved_from_on, each.start_time): each for each in by_weight if each.moved_from_on}
    held = {(each.held_on, each.start_time): each for each in by_weight}
    gone = {moment: each for moment, each in held.items() if each.status is Status.CANCELLED}
    return gone | left | {moment: each for moment, each in held.items() if moment not in gone}


def chosen_before(
    days: Sequence[date], held: Mapping[tuple[date, time], Meeting], season: Season, school: School
) -> dict[tuple[date, time], Meeting]:
    """Which meeting stands for each day and hour that something speaks against: the one chosen when it was planned."""
    found: dict[tuple[date, time], Meeting] = {}
    for start in {at for _day, at in held}:
        then = {day for day, at in held if at == start}
        instead = held_instead(days, then, school=school, first_on=season.starts_on, last_on=season.ends_on)
        found |= {(day, start): held[other, start] for day, other in instead.items()}
    return found


def asked(form: SeriesForm) -> tuple[list[PastedDate], list[Fault]]:
    """The dates that the rule gives, or that were pasted."""
    first_on, last_on = form.first_on.data, form.last_on.data
    if form.is_pasted:
        return pasted_dates(form.pasted.data or "", season_first_on=first_on, season_last_on=last_on)
    days = nth_weekday_dates(int(form.nth.data), int(form.weekday.data), first_on, last_on)
    return [PastedDate(day) for day in days], []


def keys_of(entries: Sequence[PastedDate]) -> list[str]:
    """A name for each line that outlives a change of hours: its day, and its place among those of that day."""
    days = [entry.day for entry in entries]
    return [f"{day.isoformat()}-{days[:place].count(day) + 1}" for place, day in enumerate(days)]


def hours_of(form: SeriesForm, entry: PastedDate) -> tuple[time, time]:
    """The hours that stand beside the date, or those of the form; a start alone lasts as long as the others."""
    usual = form.start_time.data, form.end_time.data
    if entry.hours is None:
        return usual
    if entry.hours.ends is not None:
        return entry.hours.starts, entry.hours.ends
    length = minutes(usual[1]) - minutes(usual[0])
    ends = min(minutes(entry.hours.starts) + length, minutes(time.max))
    return entry.hours.starts, time(*divmod(ends, 60))


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def line_of(
    form: SeriesForm,
    entry: PastedDate,
    found: PlannedDate,
    starts: Mapping[tuple[date, time], Meeting],
    *,
    key: str,
    number: int,
    today: date,
) -> Line:
    start, end = hours_of(form, entry)
    poor = not is_free(found.conflicts)
    words = [conflict_words(conflict) for conflict in found.conflicts]
    return Line(
        key=key,
        number=number,
        asked=entry.day,
        start=start,
        end=end,
        reasons=words if poor else [],
        notes=([] if poor else words) + clock_words(form, entry.day, start, end),
        alternatives=sorted(found.alternatives),
        planned=starts.get((entry.day, start)),
        today=today,
    )


def clock_words(form: SeriesForm, day: date, *hours: time) -> list[str]:
    """What is to be known of that night's clocks."""
    zone = zone_of(form.season.programme, form.chosen_venue)
    is_twice = any(is_ambiguous(day, at, zone) for at in hours)
    return [_("the clocks show this time twice that night: the first one counts")] if is_twice else []


def with_choice(line: Line, choice: str) -> Line:
    """The line with what was picked for it, if that was on offer."""
    offered = {NONE, line.asked.isoformat(), *(day.isoformat() for day in line.alternatives)}
    if line.is_planned or choice not in offered or (not line.is_poor and choice != NONE):
        return line
    return replace(line, choice=choice)


def told_apart(lines: Sequence[Line], starts: Collection[tuple[date, time]]) -> list[Line]:
    """Mark a date that was picked for two lines at the same hour: one of them must change."""
    seen: set[tuple[date | None, time]] = {line.moment for line in lines if not line.choice} | set(starts)
    marked = []
    for line in lines:
        doubled = bool(line.choice) and line.day is not None and line.day != line.asked and line.moment in seen
        seen.add(line.moment)
        marked.append(replace(line, is_doubled=doubled))
    return marked
