"""The base of every form: shape and choices, messages in the reader's language, text kept clean."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.i18n import get_translations

from core.i18n import language
from core.text import clean_line, clean_text


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
