"""What has to be given is there, a number is among those it may be, or the form says so."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, IntegerField, RadioField, StringField

from core.fields import Between, Required
from core.text import clean_line


class Asked(Form):  # type: ignore[misc] # wtforms publishes no types
    name = StringField("name", validators=[Required("Write a name.")], filters=[clean_line])
    choice = RadioField("choice", choices=["a", "b"], validators=[Required()])


@pytest.mark.parametrize("nothing", ["", " ", "\u2028\u2029\x85", "\u200b"], ids=ascii)
def test_nothing_is_refused_with_or_without_words_of_ours(nothing: str) -> None:
    form = Asked(MultiDict({"name": nothing, "choice": nothing}))
    assert not form.validate()
    assert form.name.errors == ["Write a name."]
    assert form.choice.errors != []
    assert Asked(MultiDict({"name": "Lou", "choice": "a"})).validate()


class Counted(Form):  # type: ignore[misc] # wtforms publishes no types
    count = IntegerField("count", validators=[Between(1, 500, "Between 1 and 500.")])


@pytest.mark.parametrize("typed", ["0", "501", "-1", "9" * 400, "9" * 4000])
def test_a_number_that_is_too_large_or_small_is_refused_however_long(typed: str) -> None:
    form = Counted(MultiDict({"count": typed}))
    assert not form.validate()
    assert form.count.errors == ["Between 1 and 500."]
