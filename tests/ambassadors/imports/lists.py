"""Lists that people bring, around the cast of `tests/world.py`."""

from tests.ambassadors.sheets.lists import HEADINGS, ROWS, as_csv, as_xlsx

ALICE = ["MARTIN", "Alice", "12/03/2010", "", "", "Une autre école", "", "", "", "", "une autre note"]
CHARLIE = ["PETIT", "Charlie", "12/03/2008", "autre@mail.example", "", "Une autre école", "", "", "", "", "une note"]

LIST = as_csv([HEADINGS, ROWS[0], ROWS[1], ROWS[4], ALICE, CHARLIE], encoding="cp1252")
"""Two new people (rows 2 and 3), one whose birth date does not exist (row 4), one of the season (Alice), one of the
season before (Charlie)."""

NAMES = ["Nom", "Prénom", "Date de naissance"]
TWO_SHEETS = as_xlsx(
    ("Inscrits", [NAMES, ["Petit", "Lou", "03/07/2010"], ["Roux", "Jade", "04/08/2011"]]),
    ("Anciens", [NAMES, ["Blanc", "Zoé", "05/09/2009"]]),
    ("Notes", [["Rien", "ici"]]),
)


def long_list(number: int) -> bytes:
    """As many people, each with a mailbox, a guardian and everything else."""
    full, letters = ROWS[0], "bdfgjlmnprstvz"
    names = (first + second + third for first in letters for second in letters for third in letters)
    apart = ("".join(letter * 2 for letter in name).title() for name in names)  # no name is a slip for another
    rows = (
        [*full[:1], name, full[2], f"p{n}@famille.example", *full[4:]]
        for n, name in zip(range(number), apart, strict=False)
    )
    return as_csv([HEADINGS, *rows])
