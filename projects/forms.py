"""The call, an idea's first sentence, and the whole idea."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import DateField, HiddenField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, StopValidation

from core.db import is_public_id
from core.fields import Required, VersionField
from core.forms import Form
from core.text import clean_line
from projects.actions import CallDetails, Words
from projects.rules import BRIEF_MAX, REPLY_MAX, SENTENCE_MAX, SYMBOL_MAX, TEXT_MAX, TITLE_MAX, YEARS


class Expected:
    """Marks what an idea cannot do without, though its draft may: the label does not call it optional."""

    field_flags = {"required": True}  # noqa: RUF012 - what WTForms looks for

    def __call__(self, _form: Form, _field: Any) -> None:
        """Nothing is refused here: `has_whole` asks when it matters."""


def after_opening(form: Form, field: Any) -> None:
    """Both are read on the same clocks, so no zone is needed to compare them."""
    times = (form.opens_on.data, form.opens_time.data, field.data, form.closes_time.data)
    if None not in times and times[2:] <= times[:2]:
        raise StopValidation(_l("The call closes before it opens. Check both dates."))


def within_years(_form: Form, field: Any) -> None:
    if field.data is not None and field.data.year not in YEARS:
        raise StopValidation(_l("Check the year of this date."))


def too_long(most: int) -> Length:
    return Length(max=most, message=_l("This is too long: %(max)d characters at most."))


class SentenceForm(Form):
    sentence = TextAreaField(
        lazy_pgettext("tu", "Your idea in one sentence"),
        filters=[clean_line],
        validators=[Required(lazy_pgettext("tu", "Write your idea in one sentence.")), too_long(SENTENCE_MAX)],
    )
    key = HiddenField()
    call = HiddenField()

    def public_id(self) -> str:
        """The fresh id that the page brought along, or nothing when it is none of ours."""
        key = self.key.data or ""
        return key if is_public_id(key) else ""


class IdeaForm(Form):
    """The whole idea. A draft may lack anything; `has_whole` asks for what a submitted one must have."""

    title = TextAreaField(_l("Title"), filters=[clean_line], validators=[Expected(), too_long(TITLE_MAX)])
    sentence = TextAreaField(
        _l("In one sentence"), filters=[clean_line], validators=[Expected(), too_long(SENTENCE_MAX)]
    )
    pitch = TextAreaField(
        _l("What will visitors do?"),
        description=_l("For example: they speak into a tube and watch the sand move."),
        validators=[too_long(TEXT_MAX)],
    )
    needs = TextAreaField(
        _l("What we’d need"),
        description=_l("Equipment, a helping hand, a question for a researcher."),
        validators=[too_long(TEXT_MAX)],
    )
    symbol = StringField(
        lazy_pgettext("tu", "Your tile’s two letters"),
        description=lazy_pgettext("tu", "Leave it empty to use the first letters of the title."),
        validators=[too_long(SYMBOL_MAX)],
    )
    version = VersionField()

    def words(self) -> Words:
        """What was typed."""
        return Words(
            title=self.title.data,
            sentence=self.sentence.data,
            pitch=self.pitch.data,
            needs=self.needs.data,
            symbol=self.symbol.data,
        )

    def has_whole(self) -> bool:
        """Whether title and sentence are there; says under each what is missing."""
        if not self.title.data:
            self.title.errors = [lazy_pgettext("tu", "Give your idea a title.")]
        if not self.sentence.data:
            self.sentence.errors = [lazy_pgettext("tu", "Write your idea in one sentence.")]
        return bool(self.title.data and self.sentence.data)


class ReplyForm(Form):
    text = TextAreaField(
        lazy_pgettext("vous", "Your reply"),
        description=_l("They will see it beside their idea, and by e-mail if they have an address."),
        validators=[Required(lazy_pgettext("vous", "Write your reply first.")), too_long(REPLY_MAX)],
    )


class CallForm(Form):
    title = StringField(
        _l("Title"),
        description=_l("What the ideas are for: “Fête de la science 2027”, the national science festival."),
        validators=[Required(_l("Give the call a title.")), too_long(TITLE_MAX)],
    )
    brief = TextAreaField(
        _l("Brief"),
        description=_l("What you are looking for, and what happens to the ideas."),
        validators=[too_long(BRIEF_MAX)],
    )
    opens_on = DateField(_l("Opens on"), validators=[Required(_l("Choose the day it opens.")), within_years])
    opens_time = TimeField(_l("Opening time"), validators=[Required(_l("Choose the time it opens."))])
    closes_on = DateField(
        _l("Closes on"), validators=[Required(_l("Choose the last day for ideas.")), within_years, after_opening]
    )
    closes_time = TimeField(_l("Closing time"), validators=[Required(_l("Choose the time it closes."))])
    version = VersionField()

    def details(self) -> CallDetails:
        """What was typed."""
        return CallDetails(
            title=self.title.data,
            brief=self.brief.data,
            opens_on=self.opens_on.data,
            opens_time=self.opens_time.data,
            closes_on=self.closes_on.data,
            closes_time=self.closes_time.data,
        )
