"""Dates and times as people write them, in French and in British English.

Pure: every function is given its `locale` ("fr", "en_GB" or Babel's Locale). Numbers are tied to their month or unit
by a no-break space, U+00A0: the fonts have no narrow one. A day is never written 12/12.
"""

import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from markupsafe import Markup

NBSP = "\N{NO-BREAK SPACE}"
JOINER = "\N{WORD JOINER}"
RANGE = f"{NBSP}–{NBSP}"
RANGE_DASH = re.compile(rf"{RANGE}|(?<=\d)–(?=\d)")
COUNTED = "heures?|h|minutes?|min|jours?|semaines?|mois|ans?|personnes?|jeunes"
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
NUMBER = r"(?:\d(?:er)?|%\(\w+\)[sd])"  # a message's placeholder stands for one
LOOSE = re.compile(
    rf" +(?=[:;?!»]|%(?!\())|(?<=«) +|(?<=\bnuméro) +(?={NUMBER})|(?P<number>{NUMBER}) +(?=(?:{COUNTED}|{MONTHS})\b)"
)
HYPHEN = re.compile(r"(?<=\be)-(?=mail)|(?<=\w)-(?=(?:là|ci)\b)|(?<=\b20\d\d)-(?=20\d\d\b)")
AROUND_TODAY = {
    "fr": {-1: "hier", 0: "aujourd’hui", 1: "demain"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


class TileDay(NamedTuple):
    """The three lines of a date's cell."""

    weekday: str
    day: str
    month: str


def is_french(locale: Locale | str) -> bool:
    """Say whether `locale` is French of any country."""
    return str(locale).split("_")[0] == "fr"


def day(on: date, locale: Locale | str, *, known_years: Collection[int] | None = None) -> str:
    """Write a day in full: "samedi 12 décembre", "Saturday 12 December".

    Its year follows when `known_years` (those of the season, or the current one) is given and does not hold it.
    """
    with_year = known_years is not None and on.year not in known_years
    return _tied(on, format_date(on, "EEEE d MMMM y" if with_year else "EEEE d MMMM", locale=locale), locale)


def day_with_year(on: date, locale: Locale | str) -> str:
    """Write a day with its year, whatever today is: "samedi 12 décembre 2026"."""
    return day(on, locale, known_years=())


def plain_day(on: date, locale: Locale | str) -> str:
    """Write a day whose weekday says nothing, such as a birth date: "12 décembre 2010", "12 December 2010"."""
    return _tied(on, f" {format_date(on, 'd MMMM y', locale=locale)}", locale).strip()


def day_and_month(on: date, locale: Locale | str) -> str:
    """Write a day as briefly as can be: "12 déc.", "12 Dec"."""
    return _tied(on, f" {format_date(on, 'd MMM', locale=locale)}", locale).strip()


def day_short(on: date, locale: Locale | str) -> str:
    """Write a day in brief: "sam. 12 déc.", "Sat 12 Dec"."""
    return _tied(on, format_date(on, "EEE d MMM", locale=locale), locale)


def _tied(on: date, text: str, locale: Locale | str) -> str:
    """Tie the day to its month. French counts the first as an ordinal, and no other day."""
    ordinal = "er" if on.day == 1 and is_french(locale) else ""
    return re.sub(rf"(?<!\d){on.day} ", f"{on.day}{ordinal}{NBSP}", text, count=1)


def days_away(on: date, today: date, locale: Locale | str) -> str:
    """Say how far a day is, within a week either way ("demain", "dans 4 jours"); past that, the day itself."""
    distance = (on - today).days
    if abs(distance) > 7:
        return day(on, locale, known_years={today.year})
    near = AROUND_TODAY["fr" if is_french(locale) else "en"].get(distance)
    away = format_timedelta(on - today, granularity="day", add_direction=True, threshold=8, locale=locale)
    return near or re.sub(r"(?<=\d) ", NBSP, away)


def clock_time(at: time, locale: Locale | str) -> str:
    """Write a time of day: "14 h", "16 h 30"; "2 pm", "4.30 pm", "noon"."""
    return _french_time(at) if is_french(locale) else _english_time(at)


def time_range(start: time, end: time, locale: Locale | str) -> str:
    """Write two times of one day: "14 h – 16 h 30", "2–4.30 pm", "10.30 am – noon"."""
    first = clock_time(start, locale)
    last = clock_time(end, locale)
    if not is_french(locale) and first[-3:] == last[-3:] and first[-2:] in ("am", "pm"):
        return f"{first[:-3]}–{last}"
    return f"{first}{RANGE}{last}"


def length(minutes: int, locale: Locale | str) -> str:
    """Write a length of time: "7 h 05", "5 h", "45 min"; "7 hrs 5 min", "1 hr"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    if is_french(locale):
        return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"
    whole = f"{hours}{NBSP}{'hr' if hours == 1 else 'hrs'}"
    return f"{whole}{NBSP}{rest}{NBSP}min" if rest else whole


def _french_time(at: time) -> str:
    return f"{at.hour}{NBSP}h{NBSP}{at.minute:02}" if at.minute else f"{at.hour}{NBSP}h"


def _english_time(at: time) -> str:
    if (at.hour % 12, at.minute) == (0, 0):
        return "noon" if at.hour else "midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{NBSP}{'pm' if at.hour >= 12 else 'am'}"


def moment(at: datetime, zone: str, locale: Locale | str, *, known_years: Collection[int] | None = None) -> str:
    """Write an instant as it is lived in `zone` (an IANA name): "jeudi 17 décembre à 23 h 59".

    Raises ValueError for a datetime without a zone: nobody can tell when it is.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone: a moment is always aware")
    there = at.astimezone(ZoneInfo(zone))
    link = " à " if is_french(locale) else ", "
    return f"{day(there.date(), locale, known_years=known_years)}{link}{clock_time(there.time(), locale)}"


def weekday(on: date, locale: Locale | str) -> str:
    """Write the day of the week alone: "samedi", "Saturday"; for a day less than a week ahead."""
    return str(format_date(on, "EEEE", locale=locale))


def tile_day(on: date, locale: Locale | str) -> TileDay:
    """Return the lines of a date's cell: "sam.", "12", "déc."."""
    weekday, month = (format_date(on, pattern, locale=locale) for pattern in ("EEE", "MMM"))
    return TileDay(weekday, str(on.day), month)


def month_name(on: date, locale: Locale | str) -> str:
    """Write a month and its year as a heading: "Décembre 2026"."""
    text = format_date(on, "LLLL y", locale=locale)
    return text[0].upper() + text[1:]


def capitalised(text: str) -> str:
    """Raise the first letter alone, for a day that opens a sentence; "1er" and names keep their own."""
    return text[:1].upper() + text[1:]


def nbsp(text: str, locale: Locale | str) -> str:
    """Tie French punctuation to its word, before `: ; ? ! %` and inside « », and numbers to what they count.

    Other languages pass untouched. Markup stays markup; an address such as
    `https://…` or a time such as 14:30 is left alone.
    """
    if not is_french(locale):
        return text
    tied = LOOSE.sub(lambda found: (found["number"] or "") + NBSP, str(text))
    return Markup(tied) if isinstance(text, Markup) else tied  # noqa: S704 — it was markup already


def hyphens_tied(text: str, locale: Locale | str, tied: str = f"-{JOINER}") -> str:
    """Keep "e-mail", "ce jour-là" and "2025-2026" on one line of a page; a joiner has no width, and no font needs it.

    Other languages pass untouched. Markup stays markup.
    """
    if "-" not in text or not is_french(locale):
        return text
    whole = HYPHEN.sub(tied, str(text))
    return Markup(whole) if isinstance(text, Markup) else whole  # noqa: S704 — it was markup already


def ranges_tied(text: str) -> str:
    """Keep each "14 h – 16 h 30" or "2–4.30 pm" within `text` on one line of a page, as `unbroken` keeps one alone."""
    return RANGE_DASH.sub(lambda found: found[0].replace("–", f"–{JOINER}"), text)


def parts_of_address(address: str) -> Markup:
    """An e-mail address that is broken after its @, where a line cannot hold it whole."""
    return Markup("@<wbr>").join(address.split("@"))


def unbroken(text: str) -> Markup:
    """Keep `text` on one line of a page: a browser breaks after a dash, also before a space that ties."""
    return Markup('<span class="nobr">{}</span>').format(text)


def time_tag(value: date | datetime | time, text: str) -> Markup:
    """Wrap `text` in `<time>` with the machine's value."""
    if isinstance(value, datetime):
        machine = value.isoformat(timespec="minutes")
    elif isinstance(value, time):
        machine = value.strftime("%H:%M")
    else:
        machine = value.isoformat()
    return Markup('<time datetime="{}">{}</time>').format(machine, text)
