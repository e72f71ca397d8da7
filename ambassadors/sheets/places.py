"""Whose a column is by where it stands, where its heading does not say.

"Tuteur", then "Tél." and "Mail": they are the guardian's. Read as the young person's, they would open the page of one
to the other.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ambassadors.sheets.fields import Field
from ambassadors.sheets.headings import Owner, Whose
from ambassadors.sheets.readings import Reading

_CONTACT = (Field.EMAIL, Field.PHONE)
_NAMES = {Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME}


def placed(told: Sequence[Reading]) -> list[Reading]:
    """The same, each contact whose heading says no owner being of the guardian whose name stands before it.

    Unless a column says that it is that guardian's own ("Tuteur", "Mail tuteur", "Mail"): then the bare one is
    another's. The young person's names or birth date end what is said of a guardian; a name asked once more after a
    guardian's is the rest of that one's ("Nom du responsable", "Prénom").
    """
    said = {(each.owner, each.field) for each in told if each.owner.whose is Whose.GUARDIAN}
    found: list[Reading] = []
    names: set[Field] = set()
    guardian: Owner | None = None
    for each in told:
        if guardian is not None and _is_of(guardian, each, said, names):
            found.append(replace(each, owner=guardian, is_placed=True, is_qualified=False))
            continue
        found.append(each)
        if each.owner.whose is Whose.GUARDIAN:
            guardian = each.owner if each.field in _NAMES or each.owner == guardian else None
        elif each.field in {*_NAMES, Field.BORN_ON} or (each.owner.whose is Whose.YOUNG and each.field in _CONTACT):
            guardian = None
            names |= {each.field} & _NAMES
    return found


def unsure(told: Sequence[Reading]) -> frozenset[int]:
    """The columns of contacts, of those `placed`, whose owner no heading says and that may be a guardian's."""
    first = next((each.index for each in told if each.owner.whose is Whose.GUARDIAN), None)
    own = {each.field for each in told if each.owner.whose is Whose.GUARDIAN and not each.is_placed}
    return frozenset(
        each.index
        for each in told
        if first is not None and each.field in _CONTACT and each.index > first
        if each.is_placed or (each.owner.whose is Whose.UNSAID and each.field not in own)
    )


def _is_of(guardian: Owner, each: Reading, said: AbstractSet[tuple[Owner, Field]], names: AbstractSet[Field]) -> bool:
    if each.owner.whose is not Whose.UNSAID or each.is_qualified or (guardian, each.field) in said:
        return False
    return each.field in _CONTACT or (each.field in names and each.field is not Field.FULL_NAME)
