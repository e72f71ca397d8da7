"""Sign in by address, by code, by link; and how one likes the pages."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, StringField
from wtforms.fields import EmailField
from wtforms.validators import Email, Length

from accounts.rules import Device
from core.fields import Required
from core.forms import Form
from core.i18n import LOCALES
from core.look import THEMES

DEVICES = [
    SelectChoice(Device.SHARED.value, _l("No, shared or borrowed")),
    SelectChoice(Device.OWN.value, _l("Yes, personal")),
]


THEME_WORDS = {"": _l("Automatic"), "light": _l("Light"), "dark": _l("Dark")}


def device_field() -> RadioField:
    return RadioField(
        _l("Is this a personal device?"),
        choices=DEVICES,
        default=Device.SHARED.value,
    )


class AddressForm(Form):
    email = EmailField(
        _l("E-mail address"),
        validators=[
            Required(_l("Enter an e-mail address.")),
            Email(_l("This e-mail address is incomplete. Example: lea@mail.example")),
            Length(max=254, message=_l("This address is too long.")),
        ],
    )


class CodeForm(Form):
    code = StringField(_l("Code"), validators=[Required(_l("Enter the code.")), Length(max=40)])
    device = device_field()


class LinkForm(Form):
    device = device_field()


class PreferencesForm(Form):
    """One's language, and how pages look in this browser."""

    language = RadioField(_l("Language"), choices=[SelectChoice(value, words) for value, words in LOCALES.items()])
    theme = RadioField(
        _l("Appearance, in this browser"),
        choices=[SelectChoice(value, THEME_WORDS[value]) for value in ("", *THEMES)],
        default="",
    )
