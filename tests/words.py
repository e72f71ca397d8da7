"""What must not be read on a page: English that has a French text, and French on an English page."""

from functools import cache

from babel.messages.catalog import Message

from core import catalogs


@cache
def english_only() -> frozenset[str]:
    """English texts that a French page never shows: the sources whose French differs, or is missing."""
    french = {text for file in catalogs.catalog_files() for entry in catalogs.read(file) for text in _french(entry)}
    return frozenset(_sources() - french)


@cache
def french_only() -> frozenset[str]:
    """French texts that an English page never shows."""
    files = (file for file in catalogs.catalog_files() if file.parts[-3] == "fr")
    french = {text for file in files for entry in catalogs.read(file) for text in _french(entry)}
    return frozenset(french - _sources())


def _sources() -> set[str]:
    return {text for message in catalogs.in_sources() if message.id for text in catalogs.texts(message.id)}


def _french(entry: Message) -> tuple[str, ...]:
    return catalogs.texts(entry.string) if entry.id and entry.string else ()
