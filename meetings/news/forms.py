"""What the team types to the group."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import Length

from core.dates import day
from core.fields import Required
from core.forms import Form
from core.i18n import locale_name
from meetings.models import Meeting
from meetings.news.actions import Wanted
from meetings.news.rules import SUBJECT_LENGTH, TEXT_LENGTH, Audience, seen_mark


class NewsForm(Form):
    """A message. `seen` is what of it was read over last."""

    audience = RadioField(_l("Who it goes to"), choices=[], default=Audience.EVERYONE.value)
    subject = StringField(
        _l("Subject"),
        [
            Required(_l("Give the message a subject.")),
            Length(max=SUBJECT_LENGTH, message=_l("120 characters at most.")),
        ],
    )
    text = TextAreaField(
        _l("Text"),
        [
            Required(_l("Write the text of the message.")),
            Length(max=TEXT_LENGTH, message=_l("5,000 characters at most.")),
        ],
    )
    seen = HiddenField()

    def offer(self, meeting: Meeting | None, *, is_over: bool = False) -> None:
        """Whom one may write to: those of a date, when there is one; afterwards, no answer is awaited any more."""
        on = day(meeting.held_on, locale_name()) if meeting else ""
        words = {Audience.EVERYONE: _("Everyone in the season, and the families of under-18s")}
        if meeting is not None and is_over:
            words[Audience.COMING] = _("Those who had said they were coming on %(day)s", day=on)
        elif meeting is not None:
            words[Audience.COMING] = _("Those who are coming on %(day)s", day=on)
            words[Audience.SILENT] = _("Those who have not answered for %(day)s", day=on)
        self.audience.choices = [SelectChoice(each.value, said) for each, said in words.items()]

    def wanted(self, meeting: Meeting | None) -> Wanted:
        return Wanted(Audience(self.audience.data), meeting, self.subject.data, self.text.data)

    @property
    def mark(self) -> str:
        return seen_mark(self.audience.data or "", self.subject.data or "", self.text.data or "")
