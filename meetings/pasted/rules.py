"""Reads dates as people write them: a list typed by hand, a mail, columns of a spreadsheet; French or English.

Nothing is guessed in silence: what is not surely a date, or contradicts itself, comes back as a fault in the
writer's own words.
"""

import datetime as dt
import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meetings.pasted.hours import TimeRange, read_hours
from meetings.pasted.tokens import Kind, Token, kind_at, month_follows, tokens_of
from meetings.pasted.words import readable
from meetings.pasted.written import Heading, Piece, Written, compose, with_hours, with_weekdays

MAX_CHARACTERS = 10_000
QUOTED_CHARACTERS = 80


class FaultReason(enum.Enum):
    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"
    OTHER_WEEKDAY = "other_weekday"
    OUTSIDE_SEASON = "outside_season"
    SEVERAL_DAYS = "several_days"
    BAD_HOURS = "bad_hours"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Fault:
    """What could not be read: the line (from 1), its words, why, and the day meant if there is one.

    For OTHER_WEEKDAY, `weekday` is the one written (0 = Monday); `day.weekday()` is the true one.
    """

    line: int
    text: str
    reason: FaultReason
    day: dt.date | None = None
    weekday: int | None = None


@dataclass(frozen=True)
class PastedDate:
    """A day of the season, with its hours when the line gives them."""

    day: dt.date
    hours: TimeRange | None = None


def pasted_dates(
    text: str, *, season_first_on: dt.date, season_last_on: dt.date, locale: str = "fr"
) -> tuple[list[PastedDate], list[Fault]]:
    """The days of the season a text names, in order and each once, and what could not be read.

    A date without a year is placed in the season. The same day twice counts once, unless the hours differ.
    Figures are day first; month first only for the locale en_US. Never raises, whatever the text.
    """
    season = (season_first_on, season_last_on)
    dates: list[PastedDate] = []
    faults: list[Fault] = []
    heading: Heading | None = None
    lines = readable(text[:MAX_CHARACTERS]).splitlines()
    for number, line in enumerate(lines, start=1):
        tokens = list(tokens_of(line, locale))
        heading = heading_of(tokens) or heading
        for found in read_line(line, tokens, season, heading, locale):
            if isinstance(found, PastedDate):
                dates.append(found)
            else:
                faults.append(replace(found, line=number))
    if len(text) > MAX_CHARACTERS:
        faults.append(Fault(len(lines), quoted(text[MAX_CHARACTERS:]), FaultReason.TOO_LONG))
    return each_once(dates), faults


def each_once(dates: Sequence[PastedDate]) -> list[PastedDate]:
    """In order. A day written with and without hours is one; with other hours it is another meeting."""
    timed = {date.day for date in dates if date.hours}
    kept = {date for date in dates if date.hours or date.day not in timed}
    return sorted(kept, key=lambda date: (date.day, date.hours.starts if date.hours else dt.time.min, str(date.hours)))


# Dates in a line


def heading_of(tokens: Sequence[Token]) -> Heading | None:
    kinds = [token.kind for token in tokens]
    if kinds in ([Kind.MONTH], [Kind.MONTH, Kind.YEAR]):
        return Heading(tokens[0].value, tokens[1].value if len(tokens) == 2 else None)
    return None


def read_line(
    line: str, tokens: Sequence[Token], season: tuple[dt.date, dt.date], heading: Heading | None, locale: str
) -> Iterator[PastedDate | Fault]:
    if says_nothing(tokens) or heading_of(tokens):
        return
    if any(is_stretch(tokens, at) for at in range(len(tokens))):
        yield Fault(0, quoted(line), FaultReason.SEVERAL_DAYS)
        return
    months_here = any(token.kind in (Kind.MONTH, Kind.DATE, Kind.ISO) for token in tokens)
    pieces = compose(tokens, None if months_here else heading, locale)
    if not any(isinstance(piece, Written) for piece in pieces):
        yield Fault(0, quoted(line), FaultReason.UNREADABLE)
        return
    yield from leftovers(line, pieces)
    for piece in with_hours(with_weekdays(pieces)):
        if isinstance(piece, Written):
            yield placed(piece, line[piece.start : piece.end], season)


STARTS = {Kind.NUMBER, Kind.DATE, Kind.ISO, Kind.WEEKDAY}
ENDS = {Kind.NUMBER, Kind.DATE, Kind.ISO, Kind.MONTH, Kind.YEAR}


def says_nothing(tokens: Sequence[Token]) -> bool:
    return all(token.kind in (Kind.LIST, Kind.COLUMN, Kind.DASH, Kind.YEAR) for token in tokens)


def is_stretch(tokens: Sequence[Token], at: int) -> bool:
    """From one day to another (9-13 juillet, du 9 au 13): a meeting is one day."""
    kind, before, after = (kind_at(tokens, at + step) for step in (0, -1, 1))
    if kind is Kind.UNTIL:
        return before in ENDS and after in STARTS
    if kind is Kind.DASH and before is after is Kind.NUMBER:
        return month_follows(tokens, at + 1) or kind_at(tokens, at - 2) is Kind.MONTH
    lone_month = before is Kind.MONTH and kind_at(tokens, at - 2) not in (Kind.NUMBER, Kind.DASH)
    return kind is Kind.DATE and lone_month  # sept 9-10


def leftovers(line: str, pieces: Sequence[Piece]) -> Iterator[Fault]:
    """What stands beside the dates and may have been meant as one, or as hours."""
    for at, piece in enumerate(pieces):
        if isinstance(piece, Written):
            continue
        if piece.kind is Kind.HOURS and read_hours(piece.text) is None:
            yield Fault(0, line[piece.start : piece.end], FaultReason.BAD_HOURS)
        elif piece.kind is Kind.MONTH or (piece.kind is Kind.NUMBER and not is_label(line, pieces, at)):
            yield Fault(0, line[piece.start : piece.end], FaultReason.UNREADABLE)


def is_label(line: str, pieces: Sequence[Piece], at: int) -> bool:
    """A number that counts or names something: "1) mercredi…", "Rencontre 3 : …", "salle 12"."""
    piece = pieces[at]
    before = line[: piece.start].rstrip(" .°ºo#")
    if before in {"", "n", "N"}:
        return bool(re.match(r" ?[.):\t°º-]", line[piece.end :]))
    return before[-1].isalpha() and not (at and isinstance(pieces[at - 1], Written))


def placed(date: Written, text: str, season: tuple[dt.date, dt.date]) -> PastedDate | Fault:
    """The date in its season, or why it cannot be."""
    first_on, last_on = season
    years = [date.year] if date.year is not None else list(range(first_on.year, last_on.year + 1))
    days = [day for year in years if (day := day_or_none(year, date.month, date.day))]
    inside = [day for day in days if first_on <= day <= last_on]
    if not days:
        return Fault(0, quoted(text), FaultReason.NO_SUCH_DAY)
    if not inside:
        return Fault(0, quoted(text), FaultReason.OUTSIDE_SEASON, day=None if date.year is None else days[0])
    fitting = [day for day in inside if date.weekday in (None, day.weekday())]
    if not fitting:
        return Fault(0, quoted(text), FaultReason.OTHER_WEEKDAY, day=inside[0], weekday=date.weekday)
    return PastedDate(fitting[0], date.hours)


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def quoted(text: str) -> str:
    """The writer's words on one line, shortened."""
    words = " ".join(text.split())
    return words if len(words) <= QUOTED_CHARACTERS else words[: QUOTED_CHARACTERS - 1] + "…"
