"""A line taken apart: numbers, months, weekdays, hours, and what stands between them."""

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meetings.pasted.hours import A_MONTH, HOURS, NOT_A_MONTH
from meetings.pasted.words import LISTING, MARDI_OR_MARCH, SMALL, UNTIL, folded, month_named, weekday_named


class Kind(enum.Enum):
    """What a piece of a line is. FIGURES and WORD say nothing here, and stay as they are."""

    ISO = "iso"
    DATE = "date"  # day, month and perhaps year in figures
    HOURS = "hours"
    YEAR = "year"
    NUMBER = "number"
    FIGURES = "figures"
    WORD = "word"
    MONTH = "month"
    WEEKDAY = "weekday"
    LIST = "list"  # comma, "et"
    COLUMN = "column"
    DASH = "dash"
    UNTIL = "until"


@dataclass(frozen=True)
class Token:
    kind: Kind
    start: int
    end: int
    text: str
    value: int = 0  # of a number, year (two figures: 2000 and so on), month or weekday


TOKENS = re.compile(
    rf"""
      (?P<iso>    (?<![0-9])[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?![0-9])
                  (?:[t\ ]00:00(?::00(?:\.0+)?)?z?|t(?=[0-9]))?)
    | (?P<hours>  (?-x:{HOURS}))
    | (?P<date>   (?<![0-9/.])[0-9]{{1,2}}(?:
                    [ ]?/[ ]?[0-9]{{1,2}}(?:[ ]?/[ ]?(?:[0-9]{{4}}|[0-9]{{2}}))?
                  | (?P<mark>[-.])[0-9]{{1,2}}(?:(?P=mark)(?:[0-9]{{4}}|[0-9]{{2}}))?
                  )(?![0-9])(?-x:{NOT_A_MONTH}))
    | (?P<year>   '[0-9]{{2}}\b|\b(?:19|2[01])[0-9]{{2}}\b)
    | (?P<number> \b[0-9]{{1,2}}(?:er|st|nd|rd|th)?\b)
    | (?P<figures>[0-9]\w*)
    | (?P<word>   [^\W_0-9]+)
    | (?P<list>   [,&+/])
    | (?P<column> [\t;|])
    | (?P<dash>   -)
    """,
    re.VERBOSE,
)
A_NUMBER = r"\.? ?[0-9]{1,2}(?:er|st|nd|rd|th)?"


def tokens_of(line: str, locale: str) -> Iterator[Token]:
    """The pieces of a line that may say something; small words and punctuation are left out."""
    before: list[Token] = []
    plain = folded(line)
    for found in TOKENS.finditer(plain):
        kind = Kind(found.lastgroup if found.lastgroup != "mark" else "date")
        token = named(Token(kind, found.start(), found.end(), found.group()), before, plain, locale)
        if token.kind is Kind.WORD and token.text in SMALL:
            continue
        yield token
        before = [*before[-1:], token]


def named(token: Token, before: Sequence[Token], line: str, locale: str) -> Token:
    """The token with its meaning: which month, which weekday, what number."""
    if token.kind in (Kind.NUMBER, Kind.YEAR):
        value = int(re.sub("[^0-9]", "", token.text))
        return replace(token, value=value + 2000 if token.text.startswith("'") else value)
    if token.kind is not Kind.WORD:
        return token
    if token.text in LISTING or token.text in UNTIL:
        return replace(token, kind=Kind.LIST if token.text in LISTING else Kind.UNTIL)
    month, weekday = month_named(token.text), weekday_named(token.text)
    if token.text == MARDI_OR_MARCH:
        month, weekday = (3, None) if is_march(before, line[token.end :], locale) else (None, 1)
    if month is not None:
        return replace(token, kind=Kind.MONTH, value=month)
    if weekday is not None:
        return replace(token, kind=Kind.WEEKDAY, value=weekday)
    return token


def is_march(before: Sequence[Token], rest: str, locale: str) -> bool:
    """March after a number (9 mar), and in English before a lone one (Mar 9); else mardi (mar. 8 sept.)."""
    if re.match(rf"{A_NUMBER}{A_MONTH}", rest):
        return False
    kinds = [token.kind for token in before]
    after_number = kinds[-1:] == [Kind.NUMBER] or kinds == [Kind.NUMBER, Kind.DASH]
    before_number = re.match(rf"{A_NUMBER}(?![0-9/])", rest)
    return after_number or (locale.startswith("en") and before_number is not None)


def kind_at(tokens: Sequence[Token], at: int) -> Kind | None:
    return tokens[at].kind if 0 <= at < len(tokens) else None


def month_follows(tokens: Sequence[Token], at: int) -> bool:
    following = kind_at(tokens, at + 1), kind_at(tokens, at + 2)
    return following[0] is Kind.MONTH or following == (Kind.DASH, Kind.MONTH)
