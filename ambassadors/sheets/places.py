"""Whose a column is by where it stands, where its heading does not say.

"Tuteur", then "Tél." and "Mail": they are the guardian's. Read as the young person's, they would open the page of one
to the other.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ambassadors.sheets.fields import Field
from ambassadors.sheets.headings import Owner, Whose
from ambassadors.sheets.readings import CONTACT, Leaning, Reading

_NAMES = {Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME}
_SOME_PARENT = Owner(Whose.GUARDIAN)


def placed(told: Sequence[Reading]) -> list[Reading]:
    """The same, each contact whose heading says no owner being of the guardian whose name stands before it.

    Unless a column says that it is that guardian's own ("Tuteur", "Mail tuteur", "Mail"): then the bare one is
    another's. The young person's names or birth date end what is said of a guardian; a name asked once more after a
    guardian's is the rest of that one's ("Nom du responsable", "Prénom").
    """
    told = _in_turns(told)
    guardians = any(each.owner.whose is Whose.GUARDIAN for each in told)
    said = {(each.owner, each.field) for each in told if each.owner.whose is Whose.GUARDIAN}
    found: list[Reading] = []
    names: set[Field] = set()
    guardian: Owner | None = None
    for each in told:
        if guardian is not None and _is_of(guardian, each, said, names):
            found.append(_guessed(each, guardian))
            continue
        others = names if each.field in _NAMES else guardians
        if each.owner.whose is Whose.UNSAID and each.leans > (Leaning.NOT if others else Leaning.BESIDE_GUARDIANS):
            is_known = each.leans is Leaning.OF_WHO_ANSWERS
            each = replace(_guessed(each, _SOME_PARENT), is_guessed=not is_known)  # noqa: PLW2901 - with its owner
        found.append(each)
        if each.owner.whose is Whose.GUARDIAN:
            guardian = each.owner if each.field in _NAMES or each.owner == guardian else None
        elif each.field in {*_NAMES, Field.BORN_ON} or (each.owner.whose is Whose.YOUNG and each.field in CONTACT):
            guardian = None
            names |= {each.field} & _NAMES
    return found


def unsure(told: Sequence[Reading]) -> frozenset[int]:
    """The columns of contacts, of those `placed`, whose owner no heading says and that may be a guardian's."""
    first = next((each.index for each in told if each.owner.whose is Whose.GUARDIAN), None)
    own = {each.field for each in told if each.owner.whose is Whose.GUARDIAN and not each.is_guessed}
    return frozenset(
        each.index
        for each in told
        if first is not None and each.field in CONTACT
        if each.is_guessed or (each.owner.whose is Whose.UNSAID and each.field not in own and each.index > first)
    )


def _in_turns(told: Sequence[Reading]) -> list[Reading]:
    """The same, names asked again under the same heading being another guardian's: `Parent | Tél. | Parent | Tél.`,
    and `Nom | Prénom | Né le | Nom | Prénom`; with another birth date they are another child's."""
    again = {each.owner for each in told if each.owner.whose is Whose.GUARDIAN and each.field in _NAMES and each.turn}
    is_child = any(each.turn for each in told if each.field is Field.BORN_ON)
    found: list[Reading] = []
    for each in told:
        if each.turn and each.owner in again:
            found.append(replace(each, owner=Owner(Whose.GUARDIAN, f"{each.owner.who} {each.turn + 1}".strip())))
        elif each.turn and each.owner.whose is Whose.UNSAID and each.field in _NAMES and not is_child:
            found.append(_guessed(each, Owner(Whose.GUARDIAN, str(each.turn))))
        else:
            found.append(each)
    return found


def _guessed(each: Reading, owner: Owner) -> Reading:
    return replace(each, owner=owner, is_guessed=True, is_qualified=False)


def _is_of(guardian: Owner, each: Reading, said: AbstractSet[tuple[Owner, Field]], names: AbstractSet[Field]) -> bool:
    if each.owner.whose is not Whose.UNSAID or each.is_qualified or (guardian, each.field) in said:
        return False
    return each.field in CONTACT or (each.field in names and each.field is not Field.FULL_NAME)
