"""From when to when someone is away, and perhaps why."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import Field, StringField
from wtforms.validators import Length, Optional, ValidationError

from core.fields import CalendarDay, Required
from core.forms import Form


class AbsenceForm(Form):
    first_on = CalendarDay(
        lazy_pgettext("day", "From"), validators=[Required(lazy_pgettext("tu", "Choose the first day."))]
    )
    last_on = CalendarDay(_l("Until"), validators=[Required(lazy_pgettext("tu", "Choose the last day."))])
    reason = StringField(
        _l("Why"),
        validators=[Optional(), Length(max=120, message=_l("120 characters at most."))],
        description=lazy_pgettext("tu", "Exams, a holiday… Only the team sees this."),
    )

    def validate_first_on(self, field: Field) -> None:
        if field.data and not 2000 <= field.data.year <= 2100:
            raise ValidationError(_("Check the year."))

    def validate_last_on(self, field: Field) -> None:
        self.validate_first_on(field)
        first: Any = self.first_on.data
        if field.data and first and field.data < first:
            raise ValidationError(_("The last day must come after the first."))
        if field.data and first and (field.data - first).days > 366:
            raise ValidationError(_("A year at most."))
