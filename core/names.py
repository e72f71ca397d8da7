"""What a name becomes when there is room for two letters."""

import re
import unicodedata

ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des", "du", "d", "the", "a", "an"})


def initials(name: str) -> str:
    """Return the first letter of the first and of the last word, in capitals: "Inès Ben Ali" is "IA".

    A letter keeps the marks written on it; a name without letters is "?".
    """
    words = [word for word in map(_first_letter, unicodedata.normalize("NFC", name).split()) if word]
    ends = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(ends).upper() or "?"


def _first_letter(word: str) -> str:
    for place, character in enumerate(word):
        if character.isalnum():
            end = place + 1
            while end < len(word) and unicodedata.combining(word[end]):
                end += 1
            return word[place:end]
    return ""


def first_and_initial(first_name: str, last_name: str) -> str:
    """Return what names somebody among their own and says little to strangers: "Inès B."."""
    letters = [word for word in map(_first_letter, unicodedata.normalize("NFC", last_name).split()) if word]
    return f"{first_name} {letters[0].upper()}." if letters else first_name


def symbol_of(title: str) -> str:
    """Two letters for a cell, the article skipped: "Le son qu’on voit" gives "So". "" without any letter."""
    words = [word for word in re.split(r"[\W_]+", title) if word]
    if len(words) > 1 and words[0].casefold() in ARTICLES:
        words = words[1:]
    first = words[0] if words else ""
    return (first[:1].upper() + first[1:2].lower())[:2]
