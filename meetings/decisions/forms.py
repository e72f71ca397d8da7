"""A decision as it is typed."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length

from core.fields import CalendarDay
from meetings.tasks.forms import EntryForm, words_field
from meetings.tasks.rules import NAME_MAX

PREFIX = "decision-"  # on the meeting's page, where the form of a task stands too


class DecisionForm(EntryForm):
    """What was decided; who stands for it and a day, where there are such."""

    words = words_field(_l("What was decided"), _l("Say what was decided."))
    owner = SelectField(_l("Person responsible"), choices=[], default="")
    owner_name = StringField(
        _l("Someone else responsible"),
        validators=[Length(max=NAME_MAX, message=_l("This is too long: %(max)d characters at most."))],
    )
    due_on = CalendarDay(_l("Start date or deadline"))
