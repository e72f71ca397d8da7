"""A file to read, and what its columns say."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from ambassadors.sheets.fields import Field
from core.forms import Form

CHANGE, ADD, KEEP, COMPLETE = "changer", "ajouter", "garder", "completer"  # ticks of the preview, and one button of it
READING = "lecture"  # how the list was read on that preview
PREFIX = "colonne-"  # of each column's list in the form: "colonne-4"


class FileForm(Form):
    sheet = FileField(
        _l("Spreadsheet"),
        validators=[FileRequired(_l("Choose a file first."))],
        description=_l("Excel (.xlsx) or CSV, up to 5 MB. Headings in any order, in French or in English."),
    )


def columns_in(typed: Mapping[str, str]) -> dict[int, Field | None]:
    """The columns of a posted form; what is no column or no field of ours is passed over."""
    names = {field.value: field for field in Field}
    found: dict[int, Field | None] = {}
    for name, value in typed.items():
        index = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and index.isascii() and index.isdigit() and len(index) < 4:
            found[int(index)] = names.get(value)
    return found


def rows_in(typed: Sequence[str]) -> set[int]:
    """The rows ticked in a posted form; what is no number is passed over."""
    return {int(row) for row in typed if row.isascii() and row.isdigit() and len(row) < 8}
