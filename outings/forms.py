"""What the team types of an outing, and why one is cancelled."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from core.dates import day_with_year
from core.fields import Between, CalendarDay, ClockTime, Required
from core.forms import Form
from core.i18n import locale_name
from core.local_times import exists
from outings.actions import Details, details_of
from outings.models import Outing
from outings.rules import PLACES
from seasons.models import Season

AROUND = timedelta(days=62)  # an outing may stand a little outside its season, never in another year by a slip
LONGEST = timedelta(days=14)


class OutingForm(Form):
    """One outing. `version` is what the person saw when they began to change it; `tell`, the change whose message they
    were shown."""

    title = StringField(
        _l("What it is"),
        description=_l("For example: a night under the stars."),
        validators=[
            Required(_l("Give the outing a name.")),
            Length(max=200, message=_l("200 characters at most.")),
        ],
    )
    destination = StringField(
        _l("Where to"),
        validators=[Required(_l("Say where it goes.")), Length(max=200, message=_l("200 characters at most."))],
    )
    held_on = CalendarDay(_l("Day"), validators=[Required(_l("Choose the day."))])
    start_time = ClockTime(_l("Leaves at"), validators=[Required(_l("Say when it leaves."))])
    returns_on = CalendarDay(_l("Return day"), description=_l("If it is another day."), validators=[Optional()])
    end_time = ClockTime(_l("Back at"), validators=[Required(_l("Say when it is back."))])
    meeting_point = StringField(
        _l("Meeting point"),
        description=_l("Only the season’s young people and their families see it. It is never in a calendar."),
        validators=[
            Required(_l("Say where people meet.")),
            Length(max=300, message=_l("300 characters at most.")),
        ],
    )
    bring = TextAreaField(
        _l("What to bring"),
        description=_l("One thing per line."),
        validators=[Length(max=1000, message=_l("1000 characters at most."))],
    )
    place_count = IntegerField(
        _l("Places"),
        validators=[
            Required(_l("Say how many places there are.")),
            Between(PLACES.start, PLACES.stop - 1, _l("Between 1 and 500 places.")),
        ],
    )
    sign_up_ends_on = CalendarDay(
        _l("Last day to sign up"),
        description=_l("After that, young people can no longer take or give back a place; the team still can."),
        validators=[Required(_l("Choose the last day to sign up."))],
    )
    version = HiddenField()
    tell = HiddenField()

    def __init__(self, season: Season, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.season = season

    def validate_held_on(self, field: CalendarDay) -> None:
        first_on, last_on = self.season.starts_on, self.season.ends_on
        if not first_on - AROUND <= field.data <= last_on + AROUND:
            raise ValidationError(
                _(
                    "This day is well outside the season (%(first)s to %(last)s): check the year.",
                    first=day_with_year(first_on, locale_name()),
                    last=day_with_year(last_on, locale_name()),
                )
            )

    def validate_start_time(self, field: ClockTime) -> None:
        self._exists(self.held_on.data, field)

    def validate_returns_on(self, field: CalendarDay) -> None:
        stays = field.data - self.held_on.data if field.data and self.held_on.data else timedelta(0)
        if not timedelta(0) <= stays <= LONGEST:
            raise ValidationError(_("The return is on the same day or a few days later: check both days."))

    def validate_end_time(self, field: ClockTime) -> None:
        self._exists(self.back_on, field)
        if self.back_on == self.held_on.data and self.start_time.data and field.data <= self.start_time.data:
            raise ValidationError(_("It comes back before it leaves: check both times."))

    def validate_sign_up_ends_on(self, field: CalendarDay) -> None:
        if self.held_on.data and field.data > self.held_on.data:
            raise ValidationError(_("The last day to sign up is the day of the outing at the latest."))

    def _exists(self, on: date | None, field: ClockTime) -> None:
        if on and not exists(on, field.data, self.season.programme.zone):
            raise ValidationError(_("The clocks go forward that night and skip this time: choose another one."))

    @property
    def back_on(self) -> date | None:
        """The day of the return: the same one unless another was typed."""
        found: date | None = self.returns_on.data or self.held_on.data
        return found

    def asked(self) -> Details:
        """What was typed."""
        return Details(
            title=self.title.data,
            destination=self.destination.data,
            held_on=self.held_on.data,
            start_time=self.start_time.data,
            returns_on=self.returns_on.data or self.held_on.data,
            end_time=self.end_time.data,
            meeting_point=self.meeting_point.data,
            bring=self.bring.data,
            place_count=self.place_count.data,
            sign_up_ends_on=self.sign_up_ends_on.data,
        )


def of_outing(outing: Outing) -> dict[str, Any]:
    """What the form shows of an outing that exists."""
    back_on = outing.returns_on if outing.returns_on != outing.held_on else None
    return vars(details_of(outing)) | {"returns_on": back_on, "version": str(outing.version)}


class CancelForm(Form):
    """Why an outing is cancelled: people read it as it is typed."""

    why = TextAreaField(
        _l("Why"),
        validators=[
            Required(_l("Say why in a few words: people will read it.")),
            Length(max=300, message=_l("300 characters at most.")),
        ],
    )
