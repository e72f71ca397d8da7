"""Which column says what, whatever its heading is called, in French or in English.

A heading is scored by its words, so that "Courriel", "E-mail du responsable légal" and the whole question of
a form ("Quelle est ta date de naissance ? (JJ/MM/AAAA)") are read the same way.

A heading with a word we do not know ("Mail référent") is the young person's only where no other column could be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.fields import GUARDIANS, Field, Mapped
from ambassadors.sheets.headings import Owner, Whose, heading_words, is_asked_to_parent, owner_of, owner_under
from ambassadors.sheets.topics import goes_on, topic

_PART = {  # what a heading tells → which part of a guardian it is, when it is a guardian's
    Field.LAST_NAME: 0,
    Field.FULL_NAME: 0,
    Field.FIRST_NAME: 1,
    Field.PHONE: 2,
    Field.EMAIL: 3,
}


@dataclass(frozen=True)
class _Reading:
    """What one heading tells."""

    index: int
    field: Field
    """As if it were the young person's."""
    owner: Owner
    score: float
    is_qualified: bool
    """It has a word we do not know: whose it is is not sure."""


def recognise(headings: Sequence[str], groups: Sequence[str] = ()) -> dict[int, Field]:
    """Column index → what it tells, each field at most once (the heading that says it best), but the way home: what
    one column says of it, another may take back.

    `groups` are the headings over the headings ("Responsable légal" above "Nom", "Tél.", "Mail"), if any: they say
    whose a column is. A column that is not in the answer is not read.
    """
    said = [heading_words(heading) for heading in headings]
    over = [heading_words(group) for group in _padded(groups, len(headings))]
    by_parent = any(is_asked_to_parent(each) for each in said)
    readings: list[_Reading] = []
    before = Owner(Whose.UNSAID)
    home = -2
    for index, (own, group) in enumerate(zip(said, over, strict=True)):
        goes_on_home = home == index - 1 and goes_on(own)
        reading = _of_home(index, own) if goes_on_home else _read(index, own, group, by_parent=by_parent, before=before)
        home = index if reading is not None and reading.field is Field.WAY_HOME else home
        if reading is not None:
            readings.append(reading)
            before = reading.owner
    found = _best_of_young(readings) | _best_of_guardians(readings)
    return dict(sorted(_names_settled(found, said).items()))


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


def _padded(groups: Sequence[str], length: int) -> list[str]:
    return [*groups, *[""] * length][:length]


def _free_guardian(field: Field, taken: Iterable[Field]) -> Field:
    """The same part of the first guardian that no column gives yet."""
    have = set(taken)
    part = next((whom.index(field) for whom in GUARDIANS if field in whom), None)
    if part is None or field not in have:
        return field
    return next((whom[part] for whom in GUARDIANS if whom[part] not in have), field)


# --- what each heading tells -----------------------------------------------------------------------------------


def _read(index: int, said: list[str], group: list[str], *, by_parent: bool, before: Owner) -> _Reading | None:
    """What a heading tells, and how well; None when it tells nothing we read."""
    have = set(said)
    if not have or have & (v.STAMP | v.HEALTH):
        return None
    owner = owner_under(owner_of(said), owner_of(group))
    about = topic(said, set(group), is_guardians=owner.whose is Whose.GUARDIAN)
    if about is None:
        return None
    field, score = about
    if field in (Field.EMAIL, Field.PHONE) and have & v.FETCHES and owner.whose is not Whose.GUARDIAN:
        return None  # of whoever takes them home
    if owner.whose is Whose.UNSAID and field in _PART:
        if have & v.FOR_THE_PERSON_BEFORE:
            owner = before
        elif by_parent and (field in (Field.EMAIL, Field.PHONE) or have & v.ASKS_READER):
            owner, score = Owner(Whose.GUARDIAN), score - 20
        elif have & v.ASKS_READER:
            owner = Owner(Whose.YOUNG)
    if field is Field.WAY_HOME:
        owner = Owner(Whose.YOUNG)
    elif owner.whose is Whose.NOBODY_OURS or (owner.whose is Whose.GUARDIAN and field not in _PART):
        return None
    score += 1 / (1 + len([word for word in said if word not in v.SMALL | {"1"}]))
    score += 2 * (owner.whose is Whose.YOUNG) - 10 * (not owner.who and bool(have & v.SECOND))
    is_qualified = owner.whose is Whose.UNSAID and field in _PART and not have <= v.KNOWN
    return _Reading(index, field, owner, score, is_qualified)


def _of_home(index: int, said: list[str]) -> _Reading | None:
    """A column that goes on with the one before it, which is about the way home; a number there is nobody's we know."""
    if set(said) & (v.PHONE | v.EMAIL | v.HEALTH):
        return None
    return _Reading(index, Field.WAY_HOME, Owner(Whose.YOUNG), 0, is_qualified=False)


# --- which column of several ----------------------------------------------------------------------------------


def _best_of_young(readings: Sequence[_Reading]) -> dict[int, Field]:
    """The best column for each field of the young person; an unsure one only where nothing else could be meant."""
    best: dict[Field, _Reading] = {}
    for reading in readings:
        others = [other for other in readings if other.field is reading.field and other is not reading]
        is_unsure = reading.is_qualified and any(not other.is_qualified for other in others)
        if reading.owner.whose is Whose.GUARDIAN or is_unsure:
            continue
        if reading.is_qualified and reading.field in (Field.EMAIL, Field.PHONE) and others:
            continue
        if reading.field not in best or reading.score > best[reading.field].score:
            best[reading.field] = reading
    homes = {reading.index: reading.field for reading in readings if reading.field is Field.WAY_HOME}
    return {reading.index: field for field, reading in best.items()} | homes


def _best_of_guardians(readings: Sequence[_Reading]) -> dict[int, Field]:
    """The columns of each guardian told from the others, parents before payers and emergency contacts."""
    people: dict[str, dict[int, _Reading]] = {}
    for reading in readings:
        if reading.owner.whose is Whose.GUARDIAN:
            parts = people.setdefault(reading.owner.who, {})
            part = _PART[reading.field]
            if part not in parts or reading.score > parts[part].score:
                parts[part] = reading
    if not people.get("", {}).keys() & people.get("1", {}).keys():  # "Responsable 1", and "Tél. responsable"
        first = people.pop("1", {}) | people.pop("", {})
        people = ({"1": first} if first else {}) | people
    last = ("2", "3", "kin", "payer", "urgent")
    ordered = sorted(people, key=lambda who: last.index(who) if who in last else -1)
    return {
        reading.index: whom[part]
        for whom, who in zip(GUARDIANS, ordered, strict=False)
        for part, reading in people[who].items()
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
