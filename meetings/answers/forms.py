"""The one question a date asks."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from core.forms import Form
from meetings.rules import AnswerValue


class AnswerForm(Form):
    value = RadioField(choices=[(value.value, value.value) for value in AnswerValue], validators=[InputRequired()])
    back = RadioField(choices=[("home", "home"), ("meeting", "meeting")], default="meeting")
