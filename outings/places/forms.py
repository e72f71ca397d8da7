"""Whom the team writes down or takes off, and how they were told to."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from ambassadors.models import Ambassador
from core.fields import Required
from core.forms import Form


class HowForm(Form):
    """How the team was told: it stays beside the name."""

    how = StringField(
        _l("How you were told"),
        validators=[
            Required(_l("Say how: by phone, at a meeting…")),
            Length(max=120, message=_l("120 characters at most.")),
        ],
    )


class JoinForm(HowForm):
    """Someone of the season who asked by another way than their own page."""

    person = SelectField(_l("Who"), choices=[], validators=[Required(_l("Choose someone."))])

    def __init__(self, people: Sequence[Ambassador], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = {each.young_person.public_id: each for each in people}
        named = [SelectChoice(key, each.young_person.name) for key, each in self.known.items()]
        self.person.choices = [SelectChoice("", _("Choose…")), *named]

    @property
    def chosen(self) -> Ambassador:
        return self.known[self.person.data]


class BackForm(Form):
    """The page a young person pressed the button on."""

    back = RadioField(choices=[SelectChoice("home", "home"), SelectChoice("outing", "outing")], default="outing")
