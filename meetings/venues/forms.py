"""What is typed of a place."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length

from core.fields import Required
from core.forms import Form
from seasons.forms import ZONES, choices


class VenueForm(Form):
    name = StringField(
        _l("Name"),
        validators=[
            Required(_l("Give the place a name.")),
            Length(max=120, message=_l("120 characters at most.")),
        ],
    )
    address = StringField(_l("Address"), validators=[Length(max=300, message=_l("300 characters at most."))])
    zone = SelectField(_l("Time zone"), choices=choices(ZONES))
