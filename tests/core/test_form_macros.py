"""What the form macros draw: label, hint and error tied to their field, and what was typed kept."""

from collections.abc import Mapping
from datetime import date
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from core.fields import DayField, Required, read_day
from core.forms import Form

FIELDS = '{% from "_macros/forms.html" import field, error_summary %}'


class Idea(Form):
    title = StringField("Title", validators=[Required("Give it a title")], description="90 letters at most")
    pitch = TextAreaField("Pitch", validators=[Optional()])
    born_on = DayField("Birth date", validators=[Optional()])
    home = RadioField(
        "Way home",
        choices=[SelectChoice("a", "Alone"), SelectChoice("b", "Fetched")],
        validators=[Required("Choose")],
    )
    agrees = BooleanField("I agree")
    zone = SelectField("Zone", choices=[SelectChoice("A", "Zone A"), SelectChoice("B", "Zone B")])


def _drawn(app: Flask, template: str, typed: Mapping[str, object]) -> Element:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        form = Idea(formdata=MultiDict(typed), meta={"csrf": False})
        form.validate()
        html = render_template_string(FIELDS + template, form=form)
    fragment: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return fragment


@pytest.mark.parametrize(
    ("name", "input_id", "described_by"),
    [
        ("title", "title", "title-hint title-error"),
        ("home", "home", "home-error"),
        ("born_on", "born_on", "born_on-error"),
        ("zone", "zone", "zone-error"),
    ],
)
def test_an_error_is_tied_to_its_field(app: Flask, name: str, input_id: str, described_by: str) -> None:
    drawn = _drawn(app, f"{{{{ field(form.{name}) }}}}", {"born_on": ["31", "2", "2010"], "zone": "Z"})
    found = next(element for element in drawn.iter() if element.get("id") == input_id)
    assert found.get("aria-describedby") == described_by
    ids = {element.get("id") for element in drawn.iter()}
    assert set(described_by.split()) - ids == set()


def test_the_summary_leads_to_the_inputs_with_the_words_of_the_fields(app: Flask) -> None:
    drawn = _drawn(app, "{{ error_summary(form) }}", {"born_on": ["31", "2", "2010"], "zone": "A"})
    assert [(link.get("href"), link.text) for link in drawn.iter("a")] == [
        ("#title", "Give it a title"),
        ("#born_on-day", "This day does not exist: give a day, a month and a year"),
        ("#home-0", "Choose"),
    ]
    assert [heading.text for heading in drawn.iter("h2")] == ["3 things to put right"]


def test_what_was_typed_is_kept(app: Flask) -> None:
    typed = {"title": '"><b>', "born_on": ["31", "févr", "2010"], "home": "b", "agrees": "y", "zone": "B"}
    drawn = _drawn(app, "{% for each in form %}{{ field(each) }}{% endfor %}", typed)
    inputs = [element for element in drawn.iter("input") if element.get("type") not in ("radio", "checkbox")]
    assert [element.get("value") for element in inputs] == ['"><b>', "31", "févr", "2010"]
    assert [element.get("value") for element in drawn.iter("input") if element.get("checked") is not None] == ["b", "y"]
    assert [each.get("value") for each in drawn.iter("option") if each.get("selected") is not None] == ["B"]


def test_only_an_optional_field_says_so(app: Flask) -> None:
    drawn = _drawn(app, "{{ field(form.title) }}{{ field(form.pitch) }}", {})
    assert ["".join(label.itertext()) for label in drawn.iter("label")] == ["Title", "Pitch (optional)"]


@pytest.mark.parametrize(
    ("boxes", "day"),
    [
        (("27", "3", "2011"), date(2011, 3, 27)),
        (("1er", "août", "2012"), date(2012, 8, 1)),
        ((" 9 ", "Déc.", "2010"), date(2010, 12, 9)),
        (("4", "february", "2009"), date(2009, 2, 4)),
        (("4", "juin", "2009"), date(2009, 6, 4)),
        (("4", "juillet", "2009"), date(2009, 7, 4)),
        (("29", "2", "2012"), date(2012, 2, 29)),
    ],
)
def test_a_day_is_read_as_typed(boxes: tuple[str, str, str], day: date) -> None:
    assert read_day(*boxes) == day


@pytest.mark.parametrize(
    "boxes",
    [
        ("29", "2", "2011"),
        ("1", "13", "2011"),
        ("1", "jui", "2011"),
        ("1", "1", "11"),
        ("", "3", "2011"),
        ("²", "1", "2011"),
    ],
)
def test_what_is_no_day_is_refused(boxes: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(*boxes)
