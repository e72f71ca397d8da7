"""Two choices about answers."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice

from core.forms import Form
from seasons.models import Company

WORDS = {
    Company.NOBODY: _l("Nothing"),
    Company.INITIALS: _l("Initials, and how many"),
    Company.NAMES: _l("First names with an initial, such as Inès B."),
}


class CountingForm(Form):
    comes_by_default = BooleanField(
        _l("Anyone who hasn’t answered counts as coming"),
        description=_l("Lists show “by default” beside them. They never take up a place where places are limited."),
    )
    company = RadioField(
        _l("What young people see of who’s coming"),
        choices=[SelectChoice(kind.value, words) for kind, words in WORDS.items()],
    )
