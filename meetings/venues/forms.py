"""What is typed of a place."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from core.forms import Form
from core.vzones import SUPPORTED_ZONES
from meetings.forms import choices


class VenueForm(Form):
    name = StringField(
        _l("Name"),
        validators=[
            InputRequired(_l("Give the place a name.")),
            Length(max=120, message=_l("120 characters at most.")),
        ],
    )
    address = StringField(_l("Address"), validators=[Length(max=300, message=_l("300 characters at most."))])
    zone = SelectField(_l("Time zone"), choices=[])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.zone.choices = choices((zone, zone_words(zone)) for zone in SUPPORTED_ZONES)


def zone_words(zone: str) -> str:
    """The zone as people call it: its city or island."""
    return _("Mainland France") if zone == "Europe/Paris" else zone.rpartition("/")[2].replace("_", " ")
