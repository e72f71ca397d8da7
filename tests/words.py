"""What must not be read on a page: English that has a French text, and French on an English page."""

from functools import cache

from babel.messages.catalog import Message

from core import catalogs

TYPED = {"Les ambassadeurs"}  # what people called their programme is in no language


@cache
def english_only() -> frozenset[str]:
    """English texts that a French page never shows, since there is French for them.

    That no message lacks its French is the step "words" of `./run check`.
    """
    entries = _entries()
    french = {text for entry in entries for text in catalogs.texts(entry.string)}
    return frozenset({text for entry in entries for text in catalogs.texts(entry.id)} - french)


@cache
def french_only() -> frozenset[str]:
    """French texts that an English page never shows."""
    english = {text for message in catalogs.in_sources() if message.id for text in catalogs.texts(message.id)}
    return frozenset({text for entry in _entries() for text in catalogs.texts(entry.string)} - english - TYPED)


def _entries() -> list[Message]:
    files = (file for file in catalogs.catalog_files() if file.parts[-3] == "fr")
    return [entry for file in files for entry in catalogs.read(file) if entry.id and all(catalogs.texts(entry.string))]
