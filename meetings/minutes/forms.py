"""One part as it is typed, and which parts the group reads."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import Length

from core.fields import Required, VersionField
from core.forms import Form
from meetings.minutes.models import MinutesPart
from meetings.minutes.rules import NOTED_DURING, SHARED, TEXT_MAX, WRITTEN, Moment, Part
from meetings.minutes.wording import hint_of, title_of


class PartForm(Form):
    """The text of one part; several stand on one page, each with an id of its own."""

    text = TextAreaField(validators=[Length(max=TEXT_MAX, message=_l("This is too long: %(max)d characters at most."))])
    version = VersionField()

    def __init__(self, part: Part, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.part = part
        self.text.id, self.text.label.field_id = f"write-{part.value}", f"write-{part.value}"
        self.text.label.text, self.text.description = title_of(part), hint_of(part)


class RestoreForm(Form):
    """Which earlier text is to stand again, and over which one."""

    earlier = VersionField(validators=[Required()])
    version = VersionField(validators=[Required()])


def form_of(part: Part, row: MinutesPart | None) -> PartForm:
    """The form as the part stands."""
    return PartForm(part, formdata=None, text=row.text if row else "", version=row.version if row else 0)


def forms_of(
    parts: Mapping[Part, MinutesPart], *, asked: str | None, moment: Moment, refused: PartForm | None
) -> dict[str, PartForm]:
    """What stands open to be written: the part that is asked for or was refused, and while people meet, the notes."""
    opened = {part for part in WRITTEN if part.value == asked} | (NOTED_DURING if moment is Moment.DURING else set())
    found = {part.value: form_of(part, parts.get(part)) for part in opened}
    return found | ({refused.part.value: refused} if refused else {})


class ShareForm(Form):
    """`read` are the parts that are ticked, `was` those that were when the page was made: what differs is meant."""

    read = SelectMultipleField(choices=[SelectChoice(part.value, part.value) for part in SHARED])
    was = SelectMultipleField(choices=[SelectChoice(part.value, part.value) for part in SHARED])

    def changes(self) -> tuple[set[Part], set[Part]]:
        """What is to be shown, and what is to be hidden again."""
        ticked, before = ({Part(value) for value in field.data or ()} for field in (self.read, self.was))
        return ticked - before, before - ticked


def share_choices(parts: Mapping[Part, MinutesPart], *, entries: Collection[Part]) -> list[tuple[Part, bool]]:
    """What may be shared now, and whether it is: parts with words in them, decisions and tasks where there are some."""
    there = {part for part, row in parts.items() if row.text or row.is_shared} | set(entries)
    return [(part, part in parts and parts[part].is_shared) for part in SHARED if part in there]
