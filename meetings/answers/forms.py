"""The one question a date asks."""

from wtforms import HiddenField, RadioField, SelectChoice

from core.fields import Required
from core.forms import Form
from meetings.rules import AnswerValue


class AnswerForm(Form):
    value = RadioField(
        choices=[SelectChoice(value.value, value.value) for value in AnswerValue], validators=[Required()]
    )
    span = HiddenField()  # the day and time that were on the page
    back = RadioField(choices=[SelectChoice("home", "home"), SelectChoice("meeting", "meeting")], default="meeting")
