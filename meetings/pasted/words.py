"""The words of dates in French and in English, and text made plain enough to look for them."""

import unicodedata

MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
WEEKDAYS = (
    ("lundis", "mondays"),
    ("mardis", "tuesdays"),
    ("mercredis", "wednesdays", "weds"),
    ("jeudis", "thursdays"),
    ("vendredis", "fridays"),
    ("samedis", "saturdays"),
    ("dimanches", "sundays"),
)
MARDI_OR_MARCH = "mar"
LISTING = {"et", "and"}
UNTIL = {"au", "to", "through", "thru", "until", "till", "jusqu"}

# Small words inside a date, and the headings of a table: alone on a line they say nothing.
SMALL_WORDS = """
    a at chaque d date dates day days de debut des du each every end fin from hour hours heure heures horaire
    horaires jour jours l la le les meeting meetings of on rencontre rencontres saison season start the time times
"""
SMALL = set(SMALL_WORDS.split())

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−→", "-") | dict.fromkeys("’‘ʼ´`", "'"))


def readable(text: str) -> str:
    """Compatible, composed characters (1ᵉʳ → 1er, a decomposed é → é): what faults quote."""
    return unicodedata.normalize("NFKC", text)


def folded(text: str) -> str:
    """Small letters without accents, plain dashes and spaces, at the same positions as in `readable` text."""
    return "".join(map(plain, text.translate(DASHES)))


def plain(character: str) -> str:
    letters = [c for c in unicodedata.normalize("NFD", character.lower()) if not unicodedata.combining(c)]
    return letters[0] if len(letters) == 1 else character


def month_named(word: str) -> int | None:
    """1 to 12 for a month's name or an abbreviation of three letters or more that fits no other month."""
    return only_one(word, MONTHS, first=1)


def weekday_named(word: str) -> int | None:
    """0 (Monday) to 6 for a weekday's name, plural or abbreviation of three letters or more."""
    return only_one(word, WEEKDAYS, first=0)


def only_one(word: str, names: tuple[tuple[str, ...], ...], first: int) -> int | None:
    if len(word) < 3:
        return None
    fitting = [at for at, spellings in enumerate(names, first) if any(name.startswith(word) for name in spellings)]
    return fitting[0] if len(fitting) == 1 else None
