"""What is sent from the list: marks, somebody who was not expected, somebody who leaves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from core.db import new_public_id
from core.fields import ClockTime
from core.forms import Form
from meetings.rollcall.access import Line
from meetings.rollcall.actions import Pressed
from meetings.rollcall.rules import Presence

VALUES = {each.value: each for each in Presence}
CLIENT_ID = 40  # characters at most
LONG_AGO = timedelta(days=2)  # a phone's clock that says more is wrong


def marks_in(sent: Mapping[str, str], lines: Sequence[Line], *, now: datetime) -> list[Pressed]:
    """What differs from what its author had in front of them, in the order of the list.

    `value-<person>` is what was chosen, `seen-<person>` the version and value that were shown ("2:late"); a script
    adds `id-<person>`, its own name for the mark, and `at-<person>`, when it was pressed.
    """
    return [mark for each in lines if (mark := _mark(sent, each.key, now)) is not None]


def _mark(sent: Mapping[str, str], person: str, now: datetime) -> Pressed | None:
    chosen = sent.get(f"value-{person}")
    version, _colon, shown = sent.get(f"seen-{person}", "").partition(":")
    if chosen is None or chosen == shown or not (chosen in VALUES or chosen == "") or not _is_number(version):
        return None
    client_id = sent.get(f"id-{person}", "")
    return Pressed(
        person=person,
        value=VALUES.get(chosen),
        seen=int(version),
        client_id=client_id if 0 < len(client_id) <= CLIENT_ID and client_id.isascii() else new_public_id(),
        at=_moment(sent.get(f"at-{person}", ""), now),
    )


def others(lines: Sequence[Line], chosen: Sequence[Pressed], *, now: datetime) -> list[Pressed]:
    """“The others are here”: whoever was expected, is not marked and was not marked just now."""
    marked = {each.person for each in chosen}
    left = [each for each in lines if each.is_expected and each.value is None and each.key not in marked]
    return [Pressed(each.key, Presence.PRESENT, each.version, new_public_id(), now) for each in left]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


def _moment(text: str, now: datetime) -> datetime:
    """When the phone says it was pressed, if that can be."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return now
    return at if at.tzinfo is not None and now - LONG_AGO < at <= now else now


class GuestForm(Form):
    """Somebody who is there and of whom the list knows nothing: a name, and no more is asked."""

    name = StringField(
        _l("Their name"),
        validators=[
            InputRequired(_l("Write a name.")),
            Length(max=120, message=_l("120 characters at most.")),
        ],
    )


class LeaveForm(Form):
    """Who leaves, when, and with whom."""

    person = SelectField(_l("Who leaves"), choices=[])
    at = ClockTime(_l("At what time"), validators=[InputRequired(_l("Say at what time."))])
    how = RadioField(
        _l("How"),
        choices=[SelectChoice("with", _l("With somebody")), SelectChoice("alone", _l("Without an adult"))],
        validators=[InputRequired(_l("Say whether somebody takes them."))],
    )
    with_whom = StringField(
        _l("With whom"), validators=[Length(max=160, message=_l("160 characters at most."))], description=_l("A name")
    )

    def offer(self, lines: Sequence[Line]) -> None:
        """Those who are there."""
        self.known = {each.key: each for each in lines if each.is_here}
        self.person.choices = [SelectChoice(each.key, each.name) for each in self.known.values()]

    def validate_how(self, field: RadioField) -> None:
        who = self.known.get(self.person.data or "")
        if field.data == "alone" and who is not None and who.needs_company:
            raise ValidationError(
                _("%(name)s does not go home without an adult: say who takes them.", name=who.first_name)
            )

    def validate_with_whom(self, field: StringField) -> None:
        if self.how.data == "with" and not field.data:
            raise ValidationError(_("Write the name of whoever takes them."))
