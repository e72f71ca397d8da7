"""What an address says of a name."""

import re

from ambassadors.sheets import vocabulary as v
from core.folding import folded, words

_NOT_THEIRS = v.MOTHER | v.FATHER | frozenset(words("parents de of les contact"))
_LEAST = 5
"""Letters of an initial and a surname in one: "ldupont"; fewer are a nickname."""


def surnames_in(cell: str, *, is_own: bool = False) -> frozenset[str]:
    """The words of an address that are a surname if they are part of somebody's name at all.

    Of a parent's, all but the first: `"anne.dupont@…"`; of the young person's `own`, and of one word, what follows an
    initial: `"l.dupont@…"`, `"adupont@…"`. Who writes "lea.dupont" and who "dupont.lea" no address says.
    """
    address = re.search(r"([^\s@<>:;,]+)@", folded(cell))
    said = re.findall(r"[a-z]+", address[1]) if address else []
    if _NOT_THEIRS & {*said}:
        return frozenset()
    if len(said) == 1:
        return frozenset((said[0][1:],) if len(said[0]) >= _LEAST else ())
    return frozenset(said[1:] if not is_own or len("".join(said[:1])) == 1 else ())
