"""Name a link, and choose what its calendar shows."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from core.forms import Form
from schedule.feeds.addresses import Link
from schedule.feeds.rules import Alarm, Options
from schedule.models import Feed

NAME_LENGTH = 60


class NewLinkForm(Form):
    """A link is made by its name alone."""

    name = StringField(
        _l("Name of the link"),
        validators=[
            DataRequired(_l("Give this link a name, to tell it apart from the others.")),
            Length(max=NAME_LENGTH, message=_l("This name is too long: 60 characters at most.")),
        ],
    )


class LinkForm(NewLinkForm):
    """A link that is there. Several stand on one page: their fields have ids of their own."""

    shows = SelectMultipleField(
        _l("What this calendar shows"),
        choices=[
            SelectChoice("meetings", _l("The meetings")),
            SelectChoice("calls", _l("The last day of the call for projects")),
            SelectChoice("outings", _l("The outing")),
        ],
        validators=[DataRequired(_l("Choose at least one kind of date. To stop the calendar, remove its link."))],
    )
    alarm = RadioField(
        _l("Reminder"),
        choices=[
            SelectChoice(Alarm.NONE.value, _l("No reminder")),
            SelectChoice(Alarm.DAY_BEFORE.value, _l("The day before")),
            SelectChoice(Alarm.TWO_HOURS.value, _l("Two hours before")),
        ],
    )

    def __init__(self, feed: Feed, others: Sequence[str] = (), **given: Any) -> None:
        """`others` are the names of the holder's other links."""
        shows = [name for name in ("meetings", "calls", "outings") if getattr(feed.options, name)]
        super().__init__(**given, data={"name": feed.name, "shows": shows, "alarm": feed.alarm.value})
        self.of, self.others = feed.public_id, others
        for each in self:
            each.id = f"{each.name}-{self.of}"

    @classmethod
    def unsent(cls, feed: Feed) -> Self:
        """As the link is now, whatever was sent to another."""
        return cls(feed, formdata=None)

    def validate_name(self, field: Field) -> None:
        if field.data in self.others:
            raise ValidationError(_("Another of these links already has this name."))

    @property
    def options(self) -> Options:
        chosen = self.shows.data or []
        return Options("meetings" in chosen, "calls" in chosen, "outings" in chosen, Alarm(self.alarm.data))


def with_forms(found: Sequence[Link], wrong: Form | None = None) -> list[tuple[Link, LinkForm]]:
    """Each link with the form of its options; `wrong` is the one that was sent and has to be put right."""
    sent = {wrong.of: wrong} if isinstance(wrong, LinkForm) else {}
    return [(link, sent.get(link.feed.public_id) or LinkForm.unsent(link.feed)) for link in found]
