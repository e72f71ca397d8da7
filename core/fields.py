"""Form fields of our own: a day in three boxes, a day from the calendar, a time of day."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, TimeField
from wtforms.validators import (
    InputRequired,  # noqa: TID251 - Required is made of it
    NumberRange,  # noqa: TID251 - so is Between
    StopValidation,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from core.text import clean_line

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


class Required(InputRequired):  # type: ignore[misc]
    """Something is still there once what was typed has been cleaned: a space is nothing."""

    def __call__(self, form: Any, field: Field) -> None:
        if isinstance(field.data, str) and not field.data.strip():
            field.raw_data = []
        super().__call__(form, field)


class Between(NumberRange):  # type: ignore[misc]
    """A number from the one to the other; one of hundreds of digits is not among them either."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            super().__call__(form, field)
        except OverflowError:
            raise ValidationError(self.message) from None


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


class Readable(Field):  # type: ignore[misc]
    """What cannot be read is not judged any further: a validator meets what the field promises, never None for it."""

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation


class CalendarDay(Readable, DateField):  # type: ignore[misc] # wtforms publishes no types
    """A day from the browser's own calendar (`<input type=date>`); typed as 24/12/2026 where there is none."""

    data: Any  # a date, or None while nothing valid is typed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, format=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the day; nothing typed is no date, anything else must be one."""
        self.raw_data, self.data = [_typed(valuelist)], None
        if self.raw_data[0]:
            _read(super().process_formdata, self.raw_data, _l("This day does not exist: choose one in the calendar"))


class ClockTime(Readable, TimeField):  # type: ignore[misc]
    """A time of day, to the minute (`<input type=time>`); 14:30, 14h30 and 14h are read too."""

    data: Any  # a time, or None while nothing valid is typed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, format=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh"], **kwargs)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the time; nothing typed is no time, anything else must be one."""
        self.raw_data, self.data = [_typed(valuelist).lower()], None
        if self.raw_data[0]:
            typed = [self.raw_data[0].replace(" ", "")]
            _read(super().process_formdata, typed, _l("This is not a time of day: write it like 14:30"))


class VersionField(IntegerField):  # type: ignore[misc]
    """Which version of the text the page was made from; nothing when it does not say."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        text = str(valuelist[0])[:12] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() else None


def _typed(values: Sequence[Any]) -> str:
    return clean_line(str(values[0]) if values else "")[:20]


def _read(read: Callable[[Sequence[Any]], None], typed: Sequence[Any], fault: str) -> None:
    try:
        read(typed)
    except ValueError as error:
        raise ValidationError(fault) from error
