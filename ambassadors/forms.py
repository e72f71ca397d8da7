"""A young person's file, as it is typed."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.fields import EmailField, TelField
from wtforms.validators import Email, Length, Optional, StopValidation, ValidationError

from ambassadors.actions import File
from ambassadors.models import WayHome, YoungPerson
from ambassadors.rules import ADULT, BIRTH_YEARS, Contact, age_on
from core import phones
from core.clock import now
from core.fields import DayField, Required
from core.forms import Form

WAYS_HOME = {
    WayHome.UNKNOWN.value: _l("Not known yet"),
    WayHome.ALONE.value: _l("Goes home without an adult"),
    WayHome.NOT_ALONE.value: _l("Picked up by an adult"),
}
MAIL = Email(_l("This e-mail address is incomplete. Example: lea@mail.example"))


def _short(most: int) -> Length:
    return Length(max=most, message=_l("This is too long: %(max)d characters at most."))


class Phone:
    """A French or an international number; `data` becomes E.164."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            field.data = phones.read(field.data)
        except ValueError:
            raise ValidationError(
                _("This number is not complete. Example: 04 99 00 00 00, or +32 470 12 34 56.")
            ) from None


class Born:
    """A day in the past, of someone alive."""

    field_flags = {"required": True}  # noqa: RUF012 - what WTForms looks for

    def __call__(self, form: Any, field: Field) -> None:
        if field.errors:
            raise StopValidation  # no such day: said already
        if field.data is None:
            raise StopValidation(_("Enter the date of birth: it tells who is under 18."))
        if field.data > now().date() or field.data.year < now().year - BIRTH_YEARS:
            raise StopValidation(_("Check the year of this date."))


def _name(label: Any, missing: Any) -> StringField:
    return StringField(label, validators=[Required(missing), _short(80)])


def _email(label: Any) -> EmailField:
    return EmailField(label, validators=[Optional(), MAIL, _short(254)])


def _phone(label: Any) -> TelField:
    return TelField(label, validators=[Optional(), Phone()])


class FileForm(Form):
    """What the team keeps of a young person."""

    KEPT = ("first_name", "last_name", "born_on", "email", "school", "way_home_details", "note")

    first_name = _name(_l("First name"), _l("Enter a first name."))
    last_name = _name(_l("Surname"), _l("Enter a surname."))
    born_on = DayField(_l("Date of birth"), validators=[Born()], description=_l("For example: 27 3 2011"))
    email = EmailField(
        _l("Young person’s e-mail"),
        validators=[Optional(), MAIL, _short(254)],
        description=_l("The sign-in link goes there. Without an address, print a card."),
    )
    phone = _phone(_l("Young person’s phone"))
    school = StringField(_l("School"), validators=[_short(200)])
    way_home = RadioField(
        _l("After the meeting"),
        choices=[SelectChoice(value, words) for value, words in WAYS_HOME.items()],
        default=WayHome.UNKNOWN.value,
    )
    way_home_details = StringField(
        _l("Who picks them up, or who they go with"),
        validators=[_short(200)],
        description=_l("For example: their big sister"),
    )
    note = TextAreaField(
        _l("Note for the team"),
        validators=[_short(5000)],
        description=_l("The person it is about may ask to read it."),
    )

    def file(self) -> File:
        """What was typed. Only once it is valid."""
        return File(
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            born_on=cast(date, self.born_on.data),  # Born saw to it
            email=self.email.data or "",
            phone=self.phone.data or "",
            school=self.school.data or "",
            note=self.note.data or "",
            way_home=WayHome(self.way_home.data) if self.way_home else self.kept_way_home[0],
            way_home_details=self.way_home_details.data or "" if self.way_home else self.kept_way_home[1],
            guardians=self.guardians(),
        )

    def spare_adults(self, young: YoungPerson, today: date) -> FileForm:
        """How they go home is asked of minors alone: the file of an adult keeps what it said."""
        if age_on(young.born_on, today) >= ADULT:
            self.kept_way_home = (young.way_home, young.way_home_details)
            del self.way_home, self.way_home_details
        return self

    def guardians(self) -> tuple[Contact, ...]:
        return ()


class EnrolForm(Form):
    """Why someone outside the programme's ages is admitted; only they need a reason."""

    age_reason = StringField(_l("Reason"), validators=[_short(300)])

    def reason(self) -> str:
        return self.age_reason.data or ""


class NewForm(FileForm, EnrolForm):
    """A first file, with whom to reach."""

    guardian_name = StringField(_l("Parent’s name"), validators=[_short(160)])
    guardian_phone = _phone(_l("Parent’s phone"))
    guardian_email = _email(_l("Parent’s e-mail"))

    def guardians(self) -> tuple[Contact, ...]:
        return (Contact(self.guardian_name.data or "", self.guardian_phone.data or "", self.guardian_email.data or ""),)


class GuardiansForm(Form):
    """Whom to reach, two of them; what is emptied is forgotten."""

    name_1 = StringField(_l("Parent’s name"), validators=[_short(160)])
    phone_1 = _phone(_l("Parent’s phone"))
    email_1 = _email(_l("Parent’s e-mail"))
    name_2 = StringField(_l("Other parent’s name"), validators=[_short(160)])
    phone_2 = _phone(_l("Other parent’s phone"))
    email_2 = _email(_l("Other parent’s e-mail"))

    def contacts(self, young: YoungPerson) -> tuple[Contact, ...]:
        """Those typed, then those the form has no room for."""
        typed = (
            Contact(self[f"name_{n}"].data or "", self[f"phone_{n}"].data or "", self[f"email_{n}"].data or "")
            for n in (1, 2)
        )
        return (*typed, *(Contact(guardian.name, guardian.phone, guardian.email) for guardian in young.guardians[2:]))


def file_form(young: YoungPerson) -> FileForm:
    """The form as the file is now."""
    kept = {name: getattr(young, name) for name in FileForm.KEPT}
    return FileForm(formdata=None, data=kept | {"phone": phones.display(young.phone), "way_home": young.way_home.value})


def guardians_form(young: YoungPerson) -> GuardiansForm:
    """The form as the contacts are now."""
    known: dict[str, str] = {}
    for number, guardian in enumerate(young.guardians[:2], start=1):
        known |= {
            f"name_{number}": guardian.name,
            f"phone_{number}": phones.display(guardian.phone),
            f"email_{number}": guardian.email,
        }
    return GuardiansForm(formdata=None, data=known)
