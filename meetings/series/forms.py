"""What is typed of a series: the rule or the dates, the hours, the place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from core.dates import capitalised, day_with_year, time_range
from core.fields import CalendarDay, Required
from core.i18n import locale_name
from meetings.forms import AROUND, HoursFields, PlaceFields, choices
from meetings.models import Venue
from meetings.pasted.rules import MAX_CHARACTERS
from meetings.series.rules import LAST
from seasons.models import Season

SECOND, WEDNESDAY = "2", "2"


class SeriesForm(PlaceFields, HoursFields):
    """A whole series. `seen` is the list of dates that the person had before their eyes."""

    how = RadioField(
        _l("Which dates?"),
        choices=choices([("rule", _l("A fixed day of the month")), ("pasted", _l("Dates I already have"))]),
        default="rule",
    )
    nth = SelectField(_l("Each month, the"), choices=[], default=SECOND)
    weekday = SelectField(_l("Day of the week"), choices=[], default=WEDNESDAY)
    first_on = CalendarDay(_l("First day"), validators=[Required(_l("Choose the first day."))])
    last_on = CalendarDay(_l("Last day"), validators=[Required(_l("Choose the last day."))])
    pasted = TextAreaField(_l("The dates"))
    title = StringField(
        _l("Title of each meeting"),
        validators=[
            Required(_l("Give the meetings a title.")),
            Length(max=200, message=_l("200 characters at most.")),
        ],
    )
    seen = HiddenField()

    def __init__(self, season: Season, venues: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.season = season
        self.offer(venues)
        self.pasted.flags.required = True  # where it is asked for
        self.nth.choices = choices(nth_choices())
        names = get_day_names(locale=locale_name())
        self.weekday.choices = choices((str(number), names[number]) for number in range(7))

    @property
    def is_pasted(self) -> bool:
        return bool(self.how.data == "pasted")

    def validate_first_on(self, field: CalendarDay) -> None:
        self._near(field.data)

    def validate_last_on(self, field: CalendarDay) -> None:
        self._near(field.data)
        if field.data and self.first_on.data and field.data < self.first_on.data:
            raise ValidationError(_("The last day comes before the first: check both."))

    def validate_pasted(self, field: TextAreaField) -> None:
        if self.is_pasted and not field.data:
            raise ValidationError(_("Paste the dates, one per line or however they come."))
        if len(field.data or "") > MAX_CHARACTERS:
            raise ValidationError(_("This text is too long: keep only the dates."))

    def _near(self, day: date | None) -> None:
        if day and not self.season.starts_on - AROUND <= day <= self.season.ends_on + AROUND:
            raise ValidationError(_("This day is well outside the season: check the year."))


def rule_words(form: SeriesForm) -> str:
    """ "Chaque 2e mercredi du mois, 14 h – 16 h 30"."""
    hours = time_range(form.start_time.data, form.end_time.data, locale_name())
    if form.is_pasted:
        return str(_("The dates I pasted, %(hours)s", hours=hours))
    nth = dict(nth_choices())[form.nth.data]
    weekday = get_day_names(locale=locale_name())[int(form.weekday.data)]
    return str(_("Every %(nth)s %(weekday)s of the month, %(hours)s", nth=nth, weekday=weekday, hours=hours))


def span_words(form: SeriesForm) -> str:
    """ "Du mardi 1er septembre 2026 au mercredi 30 juin 2027, Le labo"."""
    first, last = (day_with_year(on, locale_name()) for on in (form.first_on.data, form.last_on.data))
    venue = form.new_venue.data or (form.chosen_venue.name if form.chosen_venue else _("place to be announced"))
    return ", ".join((capitalised(_("from %(first)s to %(last)s", first=first, last=last)), venue))


def nth_choices() -> list[tuple[str, str]]:
    """The first to the fourth, and the last."""
    return [
        ("1", pgettext("of the month", "1st")),
        ("2", pgettext("of the month", "2nd")),
        ("3", pgettext("of the month", "3rd")),
        ("4", pgettext("of the month", "4th")),
        (str(LAST), pgettext("of the month", "last")),
    ]
