"""Sign in by address, by code, by link."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields import EmailField
from wtforms.validators import Email, InputRequired, Length

from accounts.rules import Device
from core.forms import Form

DEVICES = [(Device.SHARED.value, _l("No, other people use it")), (Device.OWN.value, _l("Yes, a personal device"))]


def device_field() -> RadioField:
    return RadioField(
        _l("Personal device?"),
        choices=DEVICES,
        default=Device.SHARED.value,
        description=_l("Yes: signed in for 60 days (12 hours for the team). No: for 2 hours."),
    )


class AddressForm(Form):
    email = EmailField(
        _l("E-mail address"),
        validators=[
            InputRequired(_l("Type an e-mail address.")),
            Email(_l("This e-mail address is incomplete. Example: lea@exemple.fr")),
            Length(max=254, message=_l("This address is too long.")),
        ],
    )


class CodeForm(Form):
    code = StringField(_l("Code"), validators=[InputRequired(_l("Type the code.")), Length(max=40)])
    device = device_field()


class LinkForm(Form):
    device = device_field()
