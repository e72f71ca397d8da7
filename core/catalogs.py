"""The words to translate: collected from code and templates, and catalogs kept in step with them (`./run words`).

Source strings are English, so English needs no catalog; where French tells *tu* from *vous*, the context says which.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from core.dates import nbsp
from core.settings import ROOT

METHODS = [("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**": {"silent": "false"}}  # otherwise a broken template quietly loses all its words
CALLS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "lazy_npgettext": ((1, "c"), 2, 3),
}
NOT_OURS = {"__pycache__", "demo-data", "instance", "migrations", "static", "tests"}
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}")  # of ours, and of what a script fills in


def in_sources() -> Catalog:
    """Every message that code and templates ask for."""
    found = Catalog(project="Cohorte", charset="utf-8")
    # Babel would pass over folders like _layout/: ours says itself where not to go.
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT, METHODS, OPTIONS, CALLS, directory_filter=holds_sources
    ):
        found.add(message, context=context)
    return found


def catalog_files() -> list[Path]:
    return sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po"))


def read(file: Path) -> Catalog:
    with file.open("rb") as content:
        return read_po(content, locale=file.parts[-3])


def update() -> None:
    """Bring new messages into each catalog, untranslated, and drop those nobody asks for any more."""
    wanted = in_sources()
    for file in catalog_files():
        catalog = read(file)
        catalog.update(wanted, no_fuzzy_matching=True)
        for message in catalog:
            if message.id:
                message.string = tied(message.string, file.parts[-3])
        with file.open("wb") as content:
            write_po(content, catalog, width=100, no_location=True, sort_output=True, ignore_obsolete=True)


def tied(string: object, locale: str) -> str | tuple[str, ...]:
    """A translation with its no-break spaces, whoever typed it."""
    several = isinstance(string, list | tuple)
    return tuple(nbsp(text, locale) for text in texts(string)) if several else nbsp(str(string or ""), locale)


def problems(catalog: Catalog, wanted: Catalog) -> Iterator[str]:
    """What keeps `catalog` from being a complete translation of `wanted`, a line each."""
    for message in wanted:
        if not message.id:
            continue
        translated = catalog.get(message.id, message.context)
        if translated is None or not all(texts(translated.string)):
            yield f"not translated: {_name(message)}"
        elif translated.fuzzy:
            yield f"only guessed: {_name(message)}"
        elif {name for text in texts(translated.string) for name in PLACEHOLDER.findall(text)} != _asked(message):
            yield f"other placeholders than the source: {_name(message)}"
    for message in catalog:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"asked for by nobody: {_name(message)}"


def _asked(message: Message) -> set[str]:
    return {name for text in texts(message.id) for name in PLACEHOLDER.findall(text)}


def texts(texts: object) -> tuple[str, ...]:
    """A plain message as a tuple of one, a plural one as it is."""
    return tuple(map(str, texts)) if isinstance(texts, list | tuple) else (str(texts or ""),)


def _name(message: Message) -> str:
    return " / ".join(texts(message.id)) + (f" ({message.context})" if message.context else "")


def holds_sources(folder: str | os.PathLike[str]) -> bool:
    name = Path(folder).name
    return name not in NOT_OURS and not name.startswith(".")


def main(check: bool) -> int:
    """Update the catalogs, or only look at them; print what is missing. Returns the number of problems, as 0 or 1."""
    if not check:
        update()
    wanted = in_sources()
    told = [
        f"{file.relative_to(ROOT)}: {problem}" for file in catalog_files() for problem in problems(read(file), wanted)
    ]
    told += [] if catalog_files() else ["translations/: there is no catalog"]
    sys.stdout.write("".join(f"{line}\n" for line in told) or f"All {len(wanted)} messages are translated.\n")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
