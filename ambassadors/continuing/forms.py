"""What is pressed or noted of the next season."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Length

from ambassadors.continuing.rules import Standing, Wish
from core.fields import Required
from core.forms import Form

YOUNG_WORDS = {
    Wish.CONTINUE.value: lazy_pgettext("tu", "I’m continuing"),
    Wish.PAUSE.value: lazy_pgettext("tu", "I’m taking a break"),
    Wish.LEAVE.value: lazy_pgettext("tu", "I’m stopping"),
}
TEAM_WORDS = {
    Wish.CONTINUE.value: _l("Continuing"),
    Wish.PAUSE.value: _l("Taking a break"),
    Wish.LEAVE.value: _l("Stopping"),
}


class SayForm(Form):
    """One of three buttons; `back` is the page it was pressed on."""

    wish = RadioField(
        choices=[SelectChoice(value, words) for value, words in YOUNG_WORDS.items()],
        validators=[Required(lazy_pgettext("tu", "Choose one of the three answers."))],
    )
    back = StringField()


class NoteForm(Form):
    """What someone of the team was told."""

    wish = RadioField(
        _l("What they said"),
        choices=[SelectChoice(value, words) for value, words in TEAM_WORDS.items()],
        validators=[Required(_l("Choose one of the three answers."))],
    )
    how = StringField(
        _l("How you were told"),
        validators=[
            Required(_l("Say how: by phone, at a meeting…")),
            Length(max=120, message=_l("120 characters at most.")),
        ],
    )
    age_reason = StringField(
        _l("Reason to admit them"), validators=[Length(max=300, message=_l("300 characters at most."))]
    )


def standing_words(standing: Standing) -> str:
    """Where someone stands, in a word."""
    words: dict[Standing, Any] = {
        Standing.CONTINUES: _("Continuing"),
        Standing.PAUSES: _("Taking a break"),
        Standing.LEAVES: _("Stopping"),
        Standing.SILENT: _("No answer"),
    }
    return str(words[standing])
