"""A task as it is typed."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import TextArea

from core.fields import CalendarDay, Required, VersionField
from core.forms import Form
from meetings.models import Meeting
from meetings.tasks.access import Owner
from meetings.tasks.actions import EntryDetails
from meetings.tasks.models import Entry
from meetings.tasks.rules import NAME_MAX, WORDS_MAX, YEARS


class EntryForm(Form):
    """What a task and a decision have in common. `version` is what the person saw when they began to change it."""

    words: StringField
    owner = SelectField(_l("Who will do it"), choices=[], default="")
    owner_name = StringField(
        _l("Someone else’s name"),
        validators=[Length(max=NAME_MAX, message=_l("This is too long: %(max)d characters at most."))],
    )
    due_on = CalendarDay(_l("By when"))
    version = VersionField()

    def __init__(self, meeting: Meeting, owners: Sequence[Owner], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.meeting, self.owners = meeting, {owner.key: owner for owner in owners}
        groups = {True: _("The team"), False: _("Ambassadors")}
        self.owner.choices = [
            SelectChoice("", _("Nobody yet, or someone else")),
            *(SelectChoice(owner.key, owner.name, optgroup=groups[owner.user is not None]) for owner in owners),
        ]

    def validate_owner_name(self, field: StringField) -> None:
        if field.data and self.owner.data:
            raise ValidationError(_("Choose someone from the list or type a name, not both."))

    def validate_due_on(self, field: CalendarDay) -> None:
        if field.data and abs(field.data - self.meeting.held_on) > YEARS:
            raise ValidationError(_("Check the year of this date."))

    def asked(self) -> EntryDetails:
        """What was typed."""
        return EntryDetails(
            words=self.words.data,
            owner=self.owners.get(self.owner.data or ""),
            owner_name=self.owner_name.data,
            due_on=self.due_on.data,
        )


def words_field(label: str, missing: str) -> StringField:
    """The line itself, in a field that grows with it."""
    too_long = _l("This is too long: %(max)d characters at most.")
    validators = [Required(missing), Length(max=WORDS_MAX, message=too_long)]
    return StringField(label, widget=TextArea(), validators=validators)


class TaskForm(EntryForm):
    """One thing to do."""

    words = words_field(_l("What needs doing"), _l("Say what needs doing."))


def of_entry(entry: Entry) -> dict[str, Any]:
    """What the form shows of a task or a decision."""
    owner = entry.user or (entry.ambassador.young_person if entry.ambassador else None)
    return {
        "words": entry.words,
        "owner": owner.public_id if owner else "",
        "owner_name": entry.owner_name,
        "due_on": entry.due_on,
        "version": entry.version,
    }
