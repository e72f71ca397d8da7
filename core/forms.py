"""The base of every form: shape and choices, messages in the reader's language, text kept clean."""

import re
import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.i18n import get_translations

from core.i18n import language

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def clean_line(text: str | None) -> str:
    """One line as its author meant it: composed accents, no control characters, single spaces."""
    return " ".join(CONTROL.sub("", unicodedata.normalize("NFC", text or "")).split())


def clean_text(text: str | None) -> str:
    """Several lines: composed accents, no control characters, Unix line ends, no trailing blank."""
    text = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text).strip()


class Form(FlaskForm):  # type: ignore[misc] # flask_wtf publishes no types
    """A form of ours. Errors come out translated; what was typed is kept on the page."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, form: Any) -> Any:
            """For the messages of WTForms itself: its own translations. Ours are lazy and need none."""
            return get_translations([language()])

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            filters = list(unbound_field.kwargs.get("filters", []))
            kind = unbound_field.field_class
            if issubclass(kind, TextAreaField):
                filters.insert(0, clean_text)
            elif issubclass(kind, StringField) and not issubclass(kind, SelectField):
                filters.insert(0, clean_line)
            return unbound_field.bind(form=form, filters=filters, **options)
