"""What the team types about a mail."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.fields import EmailField
from wtforms.validators import Email, Length

from core.fields import Required
from core.forms import Form


class WordForm(Form):
    word = TextAreaField(_l("A note of your own, at the top of every message"), [Length(max=1000)])


class MailForm(Form):
    subject = StringField(_l("Subject"), [Required(_l("Give the message a subject.")), Length(max=300)])
    text = TextAreaField(_l("Text"), [Required(_l("Write the text of the message.")), Length(max=10_000)])


class AgainForm(Form):
    to_email = EmailField(
        _l("Address"),
        [
            Required(_l("Without an address, nothing can be sent.")),
            Email(_l("This e-mail address is incomplete. Example: lea@mail.example")),
            Length(max=254),
        ],
    )
