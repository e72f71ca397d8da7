"""Name one link among several."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from core.forms import Form


class NewLinkForm(Form):
    name = StringField(
        _l("Whose link is it?"),
        validators=[
            DataRequired(_l("Give this link a name, to tell it from the others.")),
            Length(max=60, message=_l("This name is too long: 60 characters at most.")),
        ],
    )
