"""The base of every form: shape and choices, messages in the reader's language, text kept clean."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField, SelectField, StringField, TextAreaField
from wtforms.i18n import get_translations

from core.db import SAFE_METHODS
from core.i18n import language
from core.text import clean_line, clean_text


class Form(FlaskForm):  # type: ignore[misc] # flask_wtf publishes no types
    """A form of ours. Errors come out translated; what was typed is kept on the page."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, form: Any) -> Any:
            """For the messages of WTForms itself: its own translations. Ours are lazy and need none."""
            return get_translations([language()])

        def wrap_formdata(self, form: Any, formdata: Any) -> MultiDict[str, Any] | None:
            """What was sent to this form, or was given to it; None for a form that is only shown.

            Texts for fields of text, files for fields of files: a file in place of a text, or JSON, is nothing.
            """
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if request.method in SAFE_METHODS:
                return None
            named = {name for name, field in form._fields.items() if isinstance(field, FileField)}
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in named)
            return CombinedMultiDict((files, request.form)) or None

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            filters = list(unbound_field.kwargs.get("filters", []))
            kind = unbound_field.field_class
            if issubclass(kind, TextAreaField):
                filters.insert(0, clean_text)
            elif issubclass(kind, StringField) and not issubclass(kind, SelectField):
                filters.insert(0, clean_line)
            return unbound_field.bind(form=form, filters=filters, **options)
