"""What someone said, and how the team was told."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Length

from core.fields import Required
from core.forms import Form
from meetings.rules import AnswerValue

WORDS = {
    AnswerValue.YES: lazy_pgettext("one person", "Coming"),
    AnswerValue.MAYBE: _l("Maybe"),
    AnswerValue.NO: lazy_pgettext("one person", "Not coming"),
}


class RecordForm(Form):
    value = RadioField(
        _l("Answer"),
        choices=[SelectChoice(value.value, words) for value, words in WORDS.items()],
        validators=[Required(_l("Choose an answer."))],
    )
    how = StringField(
        _l("How you were told"),
        validators=[
            Required(_l("Say how: by phone, at a meeting…")),
            Length(max=120, message=_l("120 characters at most.")),
        ],
        description=_l("The young person sees this beside their answer."),
    )
