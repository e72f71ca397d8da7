"""What the team types of a date, and why one is cancelled."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from core.dates import day_with_year
from core.fields import Between, CalendarDay, ClockTime, Required
from core.forms import Form
from core.i18n import locale_name
from core.local_times import exists, is_ambiguous
from meetings.actions import Details, zone_of
from meetings.models import Meeting, Venue
from meetings.rules import PLACES
from seasons.models import Season

AROUND = timedelta(days=62)  # a date may stand a little outside its season, never in another year by a slip
STARTS, ENDS = time(14, 0), time(16, 30)


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Values and their words, as a field wants them."""
    return [SelectChoice(value, words) for value, words in pairs]


class PlaceFields(Form):
    """Where: a known place, or a new one by its name."""

    venue = SelectField(_l("Place"), choices=[])
    new_venue = StringField(
        _l("Name of the new place"), validators=[Length(max=120, message=_l("120 characters at most."))]
    )
    new_address = StringField(_l("Its address"), validators=[Length(max=300, message=_l("300 characters at most."))])

    def offer(self, venues: Sequence[Venue]) -> None:
        """Give the known places as choices."""
        self.known = {venue.public_id: venue for venue in venues}
        if not venues:
            self.new_venue.label.text = self.venue.label.text
        self.venue.choices = choices([("", _("To be announced")), *((v.public_id, v.name) for v in venues)])

    @property
    def chosen_venue(self) -> Venue | None:
        return self.known.get(self.venue.data or "")

    @property
    def asks_for_a_new_venue(self) -> bool:
        """Whether the fields of a new place are to be shown open."""
        return not self.known or bool(self.new_venue.data or self.new_address.data)

    def validate_new_venue(self, field: StringField) -> None:
        if self.new_address.data and not field.data:
            raise ValidationError(_("Give the new place a name."))


class HoursFields(Form):
    """From when to when, on one day."""

    start_time = ClockTime(_l("From"), validators=[Required(_l("Say when it starts."))])
    end_time = ClockTime(_l("To"), validators=[Required(_l("Say when it ends."))])

    def validate_end_time(self, field: ClockTime) -> None:
        if self.start_time.data and field.data and field.data <= self.start_time.data:
            raise ValidationError(_("It ends before it starts: check both times."))


class MeetingForm(PlaceFields, HoursFields):
    """One date. `version` is what the person saw when they began to change it."""

    title = StringField(
        _l("Title"),
        validators=[
            Required(_l("Give the meeting a title.")),
            Length(max=200, message=_l("200 characters at most.")),
        ],
    )
    held_on = CalendarDay(_l("Day"), validators=[Required(_l("Choose the day."))])
    details = TextAreaField(
        _l("What we’ll do, what to bring"),
        validators=[Length(max=5000, message=_l("5000 characters at most."))],
    )
    place_count = IntegerField(
        _l("Places"),
        validators=[Optional(), Between(PLACES.start, PLACES.stop - 1, _l("Between 1 and 500 places."))],
        description=_l(
            "Leave empty if there is room for everyone. Otherwise, anyone who answers too late goes on the "
            "waiting list and moves up in order."
        ),
    )
    version = HiddenField()
    twice = HiddenField()  # the day and hours whose ambiguity the person was told
    instead = HiddenField()  # the free day chosen in place of a poor one
    tell = HiddenField()  # the day, hours and place of the message that the person has read
    keep = HiddenField()  # the poor day that is kept all the same

    def __init__(self, season: Season, venues: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.season = season
        self.offer(venues)
        if self.is_submitted() and self.instead.data:
            self.held_on.process(MultiDict({self.held_on.name: self.instead.data}))

    def validate_held_on(self, field: CalendarDay) -> None:
        first_on, last_on = self.season.starts_on, self.season.ends_on
        if field.data and not first_on - AROUND <= field.data <= last_on + AROUND:
            raise ValidationError(
                _(
                    "This day is well outside the season (%(first)s to %(last)s): check the year.",
                    first=day_with_year(first_on, locale_name()),
                    last=day_with_year(last_on, locale_name()),
                )
            )

    def validate_start_time(self, field: ClockTime) -> None:
        zone = zone_of(self.season.programme, self.chosen_venue)
        ends = (field.data, self.end_time.data)
        if self.held_on.data and not all(exists(self.held_on.data, at, zone) for at in ends if at):
            raise ValidationError(_("The clocks go forward that night and skip this time: choose another one."))
        if self.held_on.data and any(is_ambiguous(self.held_on.data, at, zone) for at in ends if at):
            self.say_once(f"{self.held_on.data} {ends[0]} {ends[1]}")

    def say_once(self, what: str) -> None:
        """Stop the first time, so that it is read; the same once more is meant."""
        if self.twice.data != what:
            self.twice.data = what
            raise ValidationError(
                _("The clocks go back that night and show this time twice: the first counts. Save again to keep it.")
            )

    def asked(self, venue: Venue | None) -> Details:
        """What was typed, to be held at that place."""
        return Details(
            title=self.title.data,
            held_on=self.held_on.data,
            start_time=self.start_time.data,
            end_time=self.end_time.data,
            venue=venue,
            details=self.details.data,
            place_count=self.place_count.data,
        )


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a date that exists."""
    return {
        "title": meeting.title,
        "held_on": meeting.held_on,
        "start_time": meeting.start_time,
        "end_time": meeting.end_time,
        "venue": meeting.venue.public_id if meeting.venue else "",
        "details": meeting.details,
        "place_count": meeting.place_count,
        "version": str(meeting.version),
    }


def like(last: Meeting | None, on: date | None = None) -> dict[str, Any]:
    """What a new date starts from: the hours and the place of the one before."""
    return {
        "title": _("Meeting"),
        "held_on": on,
        "start_time": last.start_time if last else STARTS,
        "end_time": last.end_time if last else ENDS,
        "venue": last.venue.public_id if last and last.venue else "",
    }


class CancelForm(Form):
    """Why a date is cancelled: people read it as it is typed."""

    why = TextAreaField(
        _l("Why"),
        validators=[
            Required(_l("Say why in a few words: people will read it.")),
            Length(max=300, message=_l("300 characters at most.")),
        ],
    )
