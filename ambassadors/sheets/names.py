"""A surname or a first name, as its bearers write it."""

import re

from ambassadors.sheets.cells import Cell, is_error, line

_LOWER = ("de", "du", "des", "da", "das", "dos", "von", "zu")
"""Small words that stay small before another; "Do" does not at the beginning, where it is a Vietnamese surname."""
_BETWEEN = ("y", "e", "do", "und")
"""Those that stay small between two: "de Sousa e Melo"."""
_AFTER = ("la", "l'", "le", "les", "der", "den", "las", "los")
"""Those that stay small after "de", "von" or "van"; "van" stays so itself before "der", and is no Vietnamese name."""
_SMALL = re.compile(rf"(?<![^\W\d_])(?:{'|'.join((*_LOWER, *_BETWEEN, *_AFTER, 'van'))})(?![^\W\d_])|\b[dl]['’]")
"""What stays small beside capitals: "de la TORRE", "d'ANGELO"."""
_SCOTTISH = re.compile(
    r"(mac)(?=(?:adam|allister|arthur|cormick|donald|donnell|dougall|farlane|gregor|guire|innes|intosh|intyre|kay|kenna"
    r"|kenzie|kinnon|lachlan|laren|lean|leod|millan|namara|neill|pherson|queen|rae)$)|(mc)(?=[a-z]{4})"
)
"""Where a capital follows: "MacDonald", "McCarthy"; not "Macron", "Machado"."""


def proper_name(cell: Cell, *, is_first_name: bool = False) -> str:
    """A name in its usual case where it was shouted or whispered; a mixed one is kept as typed.

    `"LE GOFF"` → `"Le Goff"`, `"DE LA TORRE"` → `"de la Torre"`, `"O'BRIEN"` → `"O'Brien"`. A first name begins with a
    capital whatever it is: `"D'JAMILA"` → `"D'Jamila"`, where the surname is `"d'Angelo"`; so does one letter.
    """
    said = particle_first(line(cell))
    if not any(c.isalpha() for c in said) or is_error(said):
        return ""
    loud = _SMALL.sub("", said)
    if loud != loud.upper() and said != said.lower():
        return said
    parts = re.split(r"([ -])", said)  # each word, then what stands between it and the next
    low = ["", "", *map(_lower, parts), "", ""]
    cased = "".join(_cased(part, low[at], low[at + 4]) for at, part in enumerate(parts))
    if is_first_name and re.match(r"d['’][^\W\d_]", cased):
        return f"D{cased[1]}{_capital(cased[2:])}"
    return _capital(cased) if is_first_name or len(cased) == 1 else cased


def particle_first(said: str) -> str:
    """`"SAINT-EXUPÉRY (de) Antoine"`, as directories write it, → `"de SAINT-EXUPÉRY Antoine"`."""
    match = re.fullmatch(r"([^()]+?)\s*\(((?:de|du|des|d'|d’|von|van|le|la)(?: la)?)\)(.*)", said, re.I)
    return f"{match[2].lower()} {match[1]}{match[3]}" if match else said


def _cased(part: str, before: str, after: str) -> str:
    """One word of a name, between its neighbours in small letters."""
    low = _lower(part)
    straight = low.replace("’", "'")
    is_small = (low in _LOWER or (low in _BETWEEN and before)) and after
    if is_small or (low in _AFTER and before in ("de", "von", "van", "zu")) or (low == "van" and after in _AFTER):
        return low
    if straight.startswith(("d'", "l'")) and len(low) > 2 and (straight[0] == "d" or before == "de"):
        return low[:2] + _cased(low[2:], "", "")
    if match := _SCOTTISH.match(low):
        return match.group().capitalize() + low[match.end() :].capitalize()
    cased = re.sub(r"[^\W\d_]+", lambda word: word.group()[:1].upper() + _lower(word.group()[1:]), part)
    return re.sub(r"(?i)(c['’])h", r"\1h", cased)  # a Breton letter: "Kerc'hoat", "Floc'h"


def _lower(said: str) -> str:
    """In small letters; Python makes two characters of a Turkish "İ"."""
    return said.replace("İ", "i").lower()


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
