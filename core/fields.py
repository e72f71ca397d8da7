"""Form fields of our own: a day in three boxes."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

# French and English, without accents, and their usual short forms: "déc." is 12, "March" is 3.
MONTHS = (
    ("jan", "janv"),
    ("fev", "fevr", "feb"),
    ("mar", "mars"),
    ("avr", "apr"),
    ("mai", "may"),
    ("juin", "jun", "june"),
    ("juil", "jul", "july"),
    ("aou", "aout", "aug"),
    ("sep", "sept"),
    ("oct",),
    ("nov",),
    ("dec",),
)


def read_day(day: str, month: str, year: str) -> date:
    """Read a day as people type it: digits, or the month in words. Raises ValueError when there is no such day."""
    if len(year.strip()) != 4:
        raise ValueError("a year has four digits")
    return date(int(year), _month(month), int(day.strip().lower().removesuffix("er")))


def _month(text: str) -> int:
    decomposed = unicodedata.normalize("NFKD", text.strip().lower().rstrip("."))
    word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    if word.isdigit():
        return int(word)
    for number, beginnings in enumerate(MONTHS, start=1):
        if len(word) >= 3 and word.startswith(beginnings):
            return number
    raise ValueError(f"{text!r} is no month")


class DayField(Field):  # type: ignore[misc] # wtforms publishes no types
    """A day typed in three boxes of one name, day, month and year; `boxes` keeps what was typed."""

    boxes: tuple[str, str, str] = ("", "", "")
    data: date | None

    def process_data(self, value: date | None) -> None:
        """Fill the boxes from a date."""
        self.data = value
        if value:
            self.boxes = (str(value.day), str(value.month), str(value.year))

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the boxes; all three empty is no date, anything else must be one."""
        if not valuelist:
            return
        typed = [str(value).strip()[:20] for value in valuelist[:3]]
        typed += [""] * (3 - len(typed))
        self.boxes = (typed[0], typed[1], typed[2])
        self.data = None
        if not any(self.boxes):
            return
        try:
            self.data = read_day(*self.boxes)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_l("This day does not exist: give a day, a month and a year")) from error
