"""The next season, as it is typed."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import StopValidation

from projects.actions import CallDetails
from projects.forms import too_long
from projects.rules import BRIEF_MAX, TITLE_MAX
from schedule.turn.rules import a_year_later
from seasons.forms import NamedSeasonForm
from seasons.models import Season
from seasons.rules import season_name


class TitledCall:
    """A call that is carried over has a title, which the label does not call optional; one that is left out needs
    none, and is not asked."""

    field_flags = {"required": True}  # noqa: RUF012 - what WTForms looks for

    def __call__(self, form: Any, field: Any) -> None:
        if form.call.data and not (field.data or "").strip():
            raise StopValidation(str(_l("Give the call a title.")))


class NextSeasonForm(NamedSeasonForm):
    """Its dates and name, and what is taken over; `seen` is the list of days that the person had before their eyes."""

    call = BooleanField(_l("Carry over the call for projects"))
    call_title = StringField(_l("Title of the call"), validators=[TitledCall(), too_long(TITLE_MAX)])
    call_brief = TextAreaField(_l("Brief"), validators=[too_long(BRIEF_MAX)])
    meetings = BooleanField(_l("Carry over the meetings"))
    seen = HiddenField()

    def its_call(self, call: CallDetails | None) -> CallDetails | None:
        """The call to carry over, in the words typed."""
        if call is None or not self.call.data:
            return None
        return replace(call, title=self.call_title.data, brief=self.call_brief.data or "")


def following(season: Season, call: CallDetails | None) -> dict[str, object]:
    """What the form starts with: a year later, the meetings taken over. The call opens by itself on its day, and so it
    is somebody's decision, words and all."""
    starts_on, ends_on = a_year_later(season.starts_on), a_year_later(season.ends_on)
    name = season_name(starts_on, ends_on)
    words = {"call_title": call.title, "call_brief": call.brief} if call else {}
    return {"starts_on": starts_on, "ends_on": ends_on, "name": name, "call": False, "meetings": True, **words}
