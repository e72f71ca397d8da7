"""The dates of a line, put together from its words, with their weekdays and hours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetings.pasted.hours import TimeRange, read_hours
from meetings.pasted.tokens import Kind, Token, kind_at, month_follows

DAYS_OF_A_MONTH = 31


@dataclass(frozen=True)
class Written:
    """A date as written: its place in the line, and its parts."""

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    hours: TimeRange | None = None


@dataclass(frozen=True)
class Heading:
    """A month alone on its line, which holds for the bare numbers below it."""

    month: int
    year: int | None


Piece = Token | Written


def compose(tokens: Sequence[Token], heading: Heading | None, locale: str) -> list[Piece]:
    """The line with its dates put together; what belongs to none stays a token."""
    pieces: list[Piece] = []
    at = 0
    while at < len(tokens):
        group, after = dates_at(tokens, at, heading, locale)
        pieces += group or [tokens[at]]
        at = after if group else at + 1
    return pieces


Group = tuple[list[Written], int]
NONE: Group = ([], 0)


def dates_at(tokens: Sequence[Token], at: int, heading: Heading | None, locale: str) -> Group:
    """The dates that begin at a token, and where the rest begins; empty when none does."""
    kind = tokens[at].kind
    if kind in (Kind.ISO, Kind.DATE):
        return [in_figures(tokens[at], locale)], at + 1
    if kind is Kind.WEEKDAY:
        return after_weekday(tokens, at, heading, locale)
    if kind is Kind.NUMBER:
        return days_then_month(tokens, at, heading)
    if kind is Kind.MONTH:
        return month_then_days(tokens, at)
    return NONE


def in_figures(token: Token, locale: str) -> Written:
    figures = [int(part) for part in re.findall("[0-9]+", token.text)]
    if token.kind is Kind.ISO:
        return Written(token.start, token.end, figures[2], figures[1], figures[0])
    month_first = locale.startswith("en_US")
    day, month = (figures[1], figures[0]) if month_first else (figures[0], figures[1])
    year = full_year(figures[2]) if len(figures) == 3 else None
    return Written(token.start, token.end, day, month, year)


def full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


def after_weekday(tokens: Sequence[Token], at: int, heading: Heading | None, locale: str) -> Group:
    """A weekday holds for the dates right after it, were there a comma between: "Wednesday, 14 October"."""
    begin = at + 1
    if kind_at(tokens, begin) in (Kind.LIST, Kind.COLUMN):
        if kind_at(tokens, at - 1) in (Kind.DATE, Kind.ISO, Kind.MONTH, Kind.YEAR):
            return NONE  # "14/10 mercredi, 18/11 mercredi"
        begin += 1
    if kind_at(tokens, begin) in (None, Kind.WEEKDAY):
        return NONE
    group, after = dates_at(tokens, begin, heading, locale)
    weekday, start = tokens[at].value, tokens[at].start
    group = [date if date.weekday is not None else replace(date, weekday=weekday) for date in group]
    return ([replace(group[0], start=start), *group[1:]], after) if group else NONE


def days_then_month(tokens: Sequence[Token], at: int, heading: Heading | None) -> Group:
    """9 septembre, 14-oct.-26, 9 et 23 septembre 2026, or bare numbers under a month's heading."""
    days, after = listed_days(tokens, at)
    month_at = after + 1 if kind_at(tokens, after) is Kind.DASH else after
    if kind_at(tokens, month_at) is Kind.MONTH:
        year, after = year_after(tokens, month_at + 1)
        return dated(days, tokens[month_at].value, year, end=tokens[after - 1].end), after
    if heading:
        return dated(days, heading.month, heading.year, end=tokens[after - 1].end), after
    return NONE


def month_then_days(tokens: Sequence[Token], at: int) -> Group:
    """October 14, 2026, or sept. : 9, 23."""
    begin = at + 1 if kind_at(tokens, at + 1) is not Kind.DASH else at + 2
    if kind_at(tokens, begin) not in (Kind.NUMBER, Kind.WEEKDAY):
        return NONE
    days, after = listed_days(tokens, begin, stop_before_month=True)
    if not days:
        return NONE
    year_at = after + 1 if kind_at(tokens, after) is Kind.LIST else after
    year = tokens[year_at].value if kind_at(tokens, year_at) is Kind.YEAR else None
    after = year_at + 1 if year else after
    written = dated(days, tokens[at].value, year, end=tokens[after - 1].end)
    return [replace(written[0], start=tokens[at].start), *written[1:]], after


Days = list[tuple[Token, int | None]]


def listed_days(tokens: Sequence[Token], at: int, *, stop_before_month: bool = False) -> tuple[Days, int]:
    """Numbers one after the other, each perhaps with a weekday before it, and where the list ends."""
    days: Days = []
    after = at
    while len(days) < DAYS_OF_A_MONTH:
        weekday = tokens[at].value if kind_at(tokens, at) is Kind.WEEKDAY else None
        at += weekday is not None
        if kind_at(tokens, at) is not Kind.NUMBER:
            break
        if stop_before_month and month_follows(tokens, at):
            break
        days.append((tokens[at], weekday))
        after = at = at + 1
        if kind_at(tokens, at) is not Kind.LIST:
            break
        while kind_at(tokens, at) is Kind.LIST:
            at += 1
    return days, after


def year_after(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The year that follows a month (2026, '26, 11-nov-26), and where the rest begins."""
    begin = at + 1 if kind_at(tokens, at) in (Kind.DASH, Kind.LIST) else at
    if kind_at(tokens, begin) is Kind.YEAR:
        return tokens[begin].value, begin + 1
    begin = at + 1 if kind_at(tokens, at) is Kind.DASH else at
    two_figures = kind_at(tokens, begin) is Kind.NUMBER and re.fullmatch("[2-9][0-9]", tokens[begin].text)
    if two_figures and not month_follows(tokens, begin):
        return full_year(tokens[begin].value), begin + 1
    return None, at


def dated(days: Days, month: int, year: int | None, end: int) -> list[Written]:
    """A list of days of one month; the last reaches to the end of the words that name the month."""
    written = [Written(day.start, day.end, day.value, month, year, weekday) for day, weekday in days]
    return [*written[:-1], replace(written[-1], end=max(end, written[-1].end))]


def with_weekdays(pieces: Sequence[Piece]) -> list[Piece]:
    """A weekday left over belongs to the date before it: 09/09/2026, mercredi."""
    done: list[Piece] = []
    last: int | None = None
    for piece in pieces:
        if isinstance(piece, Written):
            last = len(done)
        elif piece.kind is Kind.WEEKDAY and last is not None:
            date = done[last]
            if isinstance(date, Written) and date.weekday is None:
                done[last] = replace(date, weekday=piece.value, end=piece.end)
        done.append(piece)
    return done


def with_hours(pieces: Sequence[Piece]) -> list[Piece]:
    """Hours hold for every date of the line before them that has none; leading hours, for those after."""
    timed: dict[int, TimeRange | None] = {}
    untimed: list[int] = []
    leading: TimeRange | None = None
    for at, piece in enumerate(pieces):
        if isinstance(piece, Written):
            timed[at] = leading
            untimed += [at] if leading is None else []
        elif piece.kind is Kind.HOURS and (hours := read_hours(piece.text)):
            leading = leading if timed else hours
            timed |= dict.fromkeys(untimed, hours)
            untimed = []
    return [replace(piece, hours=timed[at]) if isinstance(piece, Written) else piece for at, piece in enumerate(pieces)]
