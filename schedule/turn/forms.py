"""The next season, as it is typed."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from schedule.turn.rules import a_year_later
from seasons.forms import NamedSeasonForm
from seasons.models import Season
from seasons.rules import season_name


class NextSeasonForm(NamedSeasonForm):
    """Its dates and name, and what is taken over; `seen` is the list of days that the person had before their eyes."""

    call = BooleanField(_l("Carry over the call for projects"))
    meetings = BooleanField(_l("Propose the meetings"))
    seen = HiddenField()


def following(season: Season) -> dict[str, object]:
    """What the form starts with: a year later, everything taken over."""
    starts_on, ends_on = a_year_later(season.starts_on), a_year_later(season.ends_on)
    name = season_name(starts_on, ends_on)
    return {"starts_on": starts_on, "ends_on": ends_on, "name": name, "call": True, "meetings": True}
