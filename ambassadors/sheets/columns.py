"""Which column says what, whatever its heading is called, in French or in English.

A heading is scored by its words, so that "Courriel", "E-mail du responsable légal" and the whole question of
a form ("Quelle est ta date de naissance ? (JJ/MM/AAAA)") are read the same way.

A heading with a word we do not know ("Mail référent") is the young person's only where no other column could be.
"""

from collections.abc import Iterable, Mapping, Sequence

from ambassadors.sheets.fields import GUARDIANS, Field, Mapped
from ambassadors.sheets.headings import Whose, heading_words
from ambassadors.sheets.places import placed, unsure
from ambassadors.sheets.readings import CONTACT, PART, Reading, readings


def recognise(
    headings: Sequence[str], groups: Sequence[str] = (), contents: Mapping[int, Field] | None = None
) -> dict[int, Field]:
    """Column index → what it tells, each field at most once (the heading that says it best), but the way home, what
    one column says of it another may take back, and telephones and addresses, of which somebody has several.

    `groups` are the headings over the headings ("Responsable légal" above "Nom", "Tél.", "Mail"), if any: they say
    whose a column is. `contents` is what the cells of other columns tell. A column that is not in the answer is not
    read.
    """
    told = placed(readings(headings, groups, contents))
    found = _best_of_young(told) | _best_of_guardians(told)
    return dict(sorted(_names_settled(found, [heading_words(heading) for heading in headings]).items()))


def unsaid_owners(
    headings: Sequence[str], groups: Sequence[str] = (), contents: Mapping[int, Field] | None = None
) -> frozenset[int]:
    """The columns of contacts whose owner no heading says, and that may be a guardian's."""
    return unsure(placed(readings(headings, groups, contents)))


def remapped(recognised: Mapped, mapping: Mapped) -> dict[int, Field]:
    """The recognised columns as a person has corrected them: `None` leaves a column unread.

    A field given to another column leaves the one it was recognised in, but several columns may be notes or tell the
    way home, and a second column for a parent is another parent's.
    """
    found = {index: field for index, field in recognised.items() if field is not None and index not in mapping}
    for index, field in sorted(mapping.items()):
        if field is None:
            continue
        asked = _free_guardian(field, found.values())
        if asked not in (Field.NOTE, Field.WAY_HOME):
            found = {at: other for at, other in found.items() if other is not asked}
        found[index] = asked
    return dict(sorted(found.items()))


def _free_guardian(field: Field, taken: Iterable[Field]) -> Field:
    """The same part of the first guardian that no column gives yet."""
    have = set(taken)
    part = next((whom.index(field) for whom in GUARDIANS if field in whom), None)
    if part is None or field not in have:
        return field
    return next((whom[part] for whom in GUARDIANS if whom[part] not in have), field)


# --- which column of several ----------------------------------------------------------------------------------


def _best_of_young(told: Sequence[Reading]) -> dict[int, Field]:
    """The best column for each field of the young person; an unsure one only where nothing else could be meant."""
    best: dict[Field, Reading] = {}
    for reading in told:
        others = [other for other in told if other.field is reading.field and other is not reading]
        if reading.field not in CONTACT:  # a list that names parents names the young people as well
            others = [other for other in others if other.owner.whose is not Whose.GUARDIAN]
        is_unsure = reading.is_qualified and any(not other.is_qualified for other in others)
        if reading.owner.whose is Whose.GUARDIAN or is_unsure:
            continue
        if reading.is_qualified and reading.field in CONTACT and others:
            continue
        if reading.field not in best or reading.score > best[reading.field].score:
            best[reading.field] = reading
    several = {
        reading.index: reading.field
        for reading in told
        if reading.field is Field.WAY_HOME
        or (reading.field is Field.PHONE and reading.owner.whose is not Whose.GUARDIAN and not reading.is_qualified)
    }
    return {reading.index: field for field, reading in best.items()} | several


def _best_of_guardians(told: Sequence[Reading]) -> dict[int, Field]:
    """The columns of each guardian told from the others, parents before payers and emergency contacts."""
    people: dict[str, dict[int, list[Reading]]] = {}
    for reading in told:
        if reading.owner.whose is Whose.GUARDIAN:
            parts = people.setdefault(reading.owner.who, {})
            part = PART[reading.field]
            best = parts.setdefault(part, [reading])
            if reading.field in CONTACT:
                best += [reading] * (reading not in best)
            elif reading.score > best[0].score:
                parts[part] = [reading]
    if not people.get("", {}).keys() & people.get("1", {}).keys() & {0, 1}:  # "Responsable 1", and "Tél. responsable"
        one, more = people.pop("1", {}), people.pop("", {})
        first = {part: [*one.get(part, ()), *more.get(part, ())] for part in one | more}
        people = ({"1": first} if first else {}) | people
    last = ("2", "3", "kin", "payer", "urgent", "urgent 2", "urgent 3", "contact 1", "contact 2", "contact 3")
    ordered = sorted(people, key=lambda who: last.index(who) if who in last else -1)
    return {
        reading.index: whom[part]
        for whom, who in zip(GUARDIANS, ordered, strict=False)
        for part, best in people[who].items()
        for reading in best
    }


def _names_settled(found: dict[int, Field], said: Sequence[list[str]]) -> dict[int, Field]:
    """Whole names are read from "Nom" when nothing else gives the first name, and only when they must be."""
    fields = {field: index for index, field in found.items()}
    settled = dict(found)
    if Field.LAST_NAME in fields and Field.FIRST_NAME in fields:
        settled.pop(fields.get(Field.FULL_NAME, -1), None)
    elif Field.FULL_NAME in fields:
        if Field.FIRST_NAME in fields and said[fields[Field.FULL_NAME]] in (["name"], ["nom"]):
            settled[fields[Field.FULL_NAME]] = Field.LAST_NAME
        else:
            settled.pop(fields.get(Field.LAST_NAME, -1), None)
            settled.pop(fields.get(Field.FIRST_NAME, -1), None)
    elif Field.LAST_NAME in fields and not {"famille", "family", "last", "surname"} & set(
        said[fields[Field.LAST_NAME]]
    ):
        settled[fields[Field.LAST_NAME]] = Field.FULL_NAME
    return settled
