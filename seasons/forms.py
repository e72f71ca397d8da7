"""A programme, its team, its seasons and its closed dates, as they are typed."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectChoice, SelectField, StringField
from wtforms.fields import EmailField, TelField
from wtforms.validators import Email, Length, Optional, ValidationError

from core import phones
from core.days import Region, SchoolZone
from core.fields import Required
from core.forms import Form
from core.i18n import LOCALES
from seasons.models import RoleKind

ZONES = {
    "Europe/Paris": _l("Paris (mainland France)"),
    "America/Guadeloupe": _l("Guadeloupe"),
    "America/Cayenne": _l("French Guiana"),
    "Indian/Reunion": _l("Réunion"),
    "America/Martinique": _l("Martinique"),
    "Indian/Mayotte": _l("Mayotte"),
    "Pacific/Noumea": _l("New Caledonia"),
    "Pacific/Tahiti": _l("French Polynesia"),
    "America/St_Barthelemy": _l("Saint-Barthélemy"),
    "America/Marigot": _l("Saint-Martin"),
    "America/Miquelon": _l("Saint Pierre and Miquelon"),
    "Pacific/Wallis": _l("Wallis and Futuna"),
    "Pacific/Gambier": _l("Gambier Islands"),
    "Pacific/Marquesas": _l("Marquesas Islands"),
    "Indian/Kerguelen": _l("Kerguelen Islands"),
}
SCHOOL_ZONES = {
    SchoolZone.A.value: _l("Zone A"),
    SchoolZone.B.value: _l("Zone B"),
    SchoolZone.C.value: _l("Zone C"),
    SchoolZone.NONE.value: _l("No zone"),
}
TOWNS = {
    SchoolZone.A.value: "Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers",
    SchoolZone.B.value: (
        "Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg"
    ),
    SchoolZone.C.value: "Créteil, Montpellier, Paris, Toulouse, Versailles",
    SchoolZone.NONE.value: _l("Corsica, overseas, abroad: only the centre’s own closures count"),
}
REGIONS = {
    "": _l("Those of the time zone"),
    Region.ALSACE_MOSELLE.value: _l("Alsace and Moselle"),
}
ROLES = {
    RoleKind.MEDIATOR.value: _l("Mediator"),
    RoleKind.COORDINATOR.value: _l("Coordinator"),
}
ROLE_WORDS = {
    RoleKind.MEDIATOR.value: _l("Meetings, young people, ideas"),
    RoleKind.COORDINATOR.value: _l("The team and the settings"),
}
HOLDS = {0: _l("straight away"), 10: _l("after 10 minutes"), 30: _l("after 30 minutes"), 60: _l("after an hour")}
EXAMPLE = _l("This e-mail address is incomplete. Example: lea@mail.example")


def choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """What one may choose from: the value that is sent, and its words."""
    return [SelectChoice(value, label) for value, label in words.items()]


class Phone:
    """A French or an international number; `data` becomes E.164."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            field.data = phones.read(field.data)
        except ValueError:
            raise ValidationError(
                _("This number is not complete. Example: 04 99 00 00 00, or +32 470 12 34 56.")
            ) from None


class After:
    """A last day that does not come before the first."""

    def __init__(self, first: str, message: Any, *, same_day: bool) -> None:
        self.first, self.message, self.same_day = first, message, same_day

    def __call__(self, form: Any, field: Field) -> None:
        start, end = form[self.first].data, field.data
        if start and end and (end < start or (end == start and not self.same_day)):
            raise ValidationError(self.message)


def _text(label: Any, missing: Any, *, longest: int = 120) -> StringField:
    return StringField(label, validators=[Required(missing), Length(max=longest, message=_l("This is too long."))])


def _of_our_time(form: Any, field: Field) -> None:
    """A year mistyped as 0206 or 20266 is a slip, never a season."""
    if field.data and not 2000 <= field.data.year <= 2100:
        raise ValidationError(_("Check the year."))


FIRST_MISSING, LAST_MISSING = _l("Choose the first day."), _l("Choose the last day.")


def _day(label: Any, missing: Any, *more: Any) -> DateField:
    return DateField(label, validators=[Required(missing), _of_our_time, *more])


class SeasonForm(Form):
    starts_on = _day(_l("First day of the season"), FIRST_MISSING)
    ends_on = _day(
        _l("Last day of the season"),
        LAST_MISSING,
        After("starts_on", _l("The season must end after it begins."), same_day=False),
    )


class NamedSeasonForm(SeasonForm):
    name = StringField(
        _l("Name"),
        validators=[Optional(), Length(max=60, message=_l("This is too long."))],
        description=_l("Leave empty to name it after its years"),
    )


class ProgrammeForm(Form):
    """What a programme says of itself."""

    centre = _text(_l("Name of the centre"), _l("Enter the name of the centre."))
    name = _text(_l("Name of the programme"), _l("Enter the name of the programme."))
    site = StringField(_l("Site"), validators=[Optional(), Length(max=120, message=_l("This is too long."))])
    phone = TelField(
        _l("Phone of the centre"), validators=[Optional(), Phone()], description=_l("The number families call")
    )
    school_zone = RadioField(_l("School holiday zone"), choices=choices(SCHOOL_ZONES), default="A")
    zone = SelectField(_l("Time zone"), choices=choices(ZONES), default="Europe/Paris")
    region = SelectField(_l("Public holidays"), choices=choices(REGIONS), default="")
    locale = RadioField(_l("Default language"), choices=choices(LOCALES), default="fr")


class SettingsForm(ProgrammeForm):
    reply_to = EmailField(_l("Replies to our e-mails go to"), validators=[Optional(), Email(EXAMPLE), Length(max=254)])
    hold_minutes = SelectField(
        _l("Messages to the whole group go out"),
        choices=choices(HOLDS),
        coerce=int,
        description=_l(
            "Until then, the team can check them and stop them. If a meeting moves or is cancelled, everyone "
            "concerned is told at once."
        ),
    )


class NewProgrammeForm(ProgrammeForm, SeasonForm):
    """Another programme on the same instance."""


class SetupForm(ProgrammeForm, SeasonForm):
    """The first start: a programme, its season and its first person."""

    person = _text(_l("First name and surname"), _l("Enter a first name and a surname."))
    email = EmailField(
        _l("E-mail address"),
        validators=[Required(_l("Enter an e-mail address.")), Email(EXAMPLE), Length(max=254)],
        description=_l("Sign-in codes go there. No password to remember."),
    )


class ColleagueForm(Form):
    name = _text(_l("First name and surname"), _l("Enter a first name and a surname."))
    email = EmailField(
        _l("E-mail address"),
        validators=[Required(_l("Enter an e-mail address.")), Email(EXAMPLE), Length(max=254)],
    )
    kind = RadioField(_l("Role"), choices=choices(ROLES), default=RoleKind.MEDIATOR.value)


class ClosedDatesForm(Form):
    first_on = _day(_l("First day"), FIRST_MISSING)
    last_on = _day(
        _l("Last day"), LAST_MISSING, After("first_on", _l("The last day must come after the first."), same_day=True)
    )
    reason = _text(_l("Reason"), _l("Say why the centre is closed: it is shown beside the dates."))
