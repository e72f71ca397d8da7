"""What each heading of a list tells, one by one."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.fields import Field
from ambassadors.sheets.headings import (
    Owner,
    Whose,
    heading_words,
    is_asked_to_parents,
    is_asked_to_young,
    owner_of,
    owner_under,
    without_reserve,
)
from ambassadors.sheets.topics import STRONG, goes_on, topic

CONTACT = (Field.EMAIL, Field.PHONE)
PART = {  # what a heading tells → which part of a guardian it is, when it is a guardian's
    Field.LAST_NAME: 0,
    Field.FULL_NAME: 0,
    Field.FIRST_NAME: 1,
    Field.PHONE: 2,
    Field.EMAIL: 3,
}


class Leaning(IntEnum):
    """Whether what says not whose it is, and stands behind nobody's name, is rather a guardian's."""

    NOT = 0
    BESIDE_GUARDIANS = 1
    """The telephone of a home or of an office, a number to reach "you": in a list that tells of guardians. The name of
    a "contact": in one that has named the young person."""
    ALWAYS = 2
    """One number more; a number under a heading that says nothing, an address under one with words we do not know."""
    OF_WHO_ANSWERS = 3
    """In a form that parents fill in: no doubt, unless another stands before it."""


@dataclass(frozen=True)
class Reading:
    """What one heading tells."""

    index: int
    field: Field
    """As if it were the young person's."""
    owner: Owner
    score: float
    is_qualified: bool
    """It has a word we do not know: whose it is is not sure."""
    leans: Leaning = Leaning.NOT
    turn: int = 0
    """How many times its heading was there before."""
    is_guessed: bool = False
    """It says not whose it is: where it stands, or a doubt, makes it a guardian's."""


def readings(
    headings: Sequence[str], groups: Sequence[str] = (), contents: Mapping[int, Field] | None = None
) -> list[Reading]:
    """What the headings tell that tell something; `groups` stand over them, if any. `contents`: what the cells tell
    of columns whose headings say nothing."""
    said = [without_reserve(heading_words(heading)) for heading in _unnumbered(headings)]
    over = [heading_words(group) for group in [*groups, *[""] * len(said)][: len(said)]]
    by_parent, by_young = is_asked_to_parents(said), is_asked_to_young(said)
    turns = _turns(said, over)
    found: list[Reading] = []
    before = Owner(Whose.UNSAID)
    home = -2
    for index, (own, group) in enumerate(zip(said, over, strict=True)):
        goes_on_home = home == index - 1 and goes_on(own)
        reading = (
            _of_home(index, own)
            if goes_on_home
            else _read(index, own, group, by_parent=by_parent, by_young=by_young, before=before)
        )
        if contents and index in contents:
            reading = _of_cells(index, contents[index], own, group)
        home = index if reading is not None and reading.field is Field.WAY_HOME else home
        if reading is not None:
            found.append(replace(reading, turn=turns[index]))
            before = reading.owner
    found = _others_third(found, [{*own, *group} for own, group in zip(said, over, strict=True)])
    speaks_to_young = by_young or any(v.TO_THE_YOUNG - {"t"} & set(own) for own in said)
    kept = next((index + 1 for index, own in enumerate(said) if set(own) & v.STAMP), -1)
    return [each for each in found if each.index != kept or not _is_told_again(each, found, by_young=speaks_to_young)]


def _is_told_again(kept: Reading, found: Sequence[Reading], *, by_young: bool) -> bool:
    """Whether the address that a form keeps of whoever fills it in, beside the time, is asked for by itself as well, or
    may be anybody's of those whose addresses are asked for."""
    asked = {each.owner.whose for each in found if each.field is Field.EMAIL and each is not kept}
    is_anybodys = kept.owner.whose is Whose.UNSAID and not by_young
    return (
        kept.field is Field.EMAIL and not kept.owner.who and (kept.owner.whose in asked or bool(asked and is_anybodys))
    )


def _others_third(found: Sequence[Reading], said: Sequence[set[str]]) -> list[Reading]:
    """The same, "Autre responsable" being a third one where a second is told of as such ("Parent 2")."""
    second, third, other = Owner(Whose.GUARDIAN, "2"), Owner(Whose.GUARDIAN, "3"), {"autre", "other"}
    if not any(each.owner == second and said[each.index] & (v.SECOND - other) for each in found):
        return list(found)
    is_third, told = False, []
    for each in found:
        if each.owner == second and said[each.index] & v.SECOND:  # else it goes with the one before: "Son téléphone"
            is_third = not said[each.index] & (v.SECOND - other)
        told.append(replace(each, owner=third) if each.owner == second and is_third else each)
    return told


def _unnumbered(headings: Sequence[str]) -> list[str]:
    """The headings as they were before a program numbered those that were the same: "Nom", "Nom2", "Nom.1"."""
    found = [(re.fullmatch(r"(.*[^\W\d_])\.?\d{1,2}", heading), heading) for heading in headings]
    return [match[1] if match and match[1] in headings else heading for match, heading in found]


def _turns(said: Sequence[list[str]], over: Sequence[list[str]]) -> list[int]:
    """How many times each heading was there before."""
    times = Counter[str]()
    turns = []
    for own, group in zip(said, over, strict=True):
        times[key := " ".join((*group, "/", *own))] += 1
        turns.append(times[key] - 1)
    return turns


def _read(
    index: int, said: list[str], group: list[str], *, by_parent: bool, by_young: bool, before: Owner
) -> Reading | None:
    """What a heading tells, and how well; None when it tells nothing we read."""
    have = set(said)
    if not have or have & (v.STAMP | v.HEALTH):
        return None
    owner = _whose(said, group, before)
    of_one_before = owner.whose is Whose.UNSAID and have & v.FOR_THE_PERSON_BEFORE and have & v.NUMBER  # "Son numéro"
    asked_of = before if of_one_before else owner
    about = topic(said, set(group), is_guardians=asked_of.whose is Whose.GUARDIAN)
    if about is None:
        return None
    field, score = about
    if field in CONTACT and have & v.FETCHES and owner.whose is not Whose.GUARDIAN:
        return None  # of whoever takes them home
    leans = Leaning.NOT
    if owner.whose is Whose.UNSAID and field in PART:
        if have & v.FOR_THE_PERSON_BEFORE:
            owner = before
        elif by_parent and have & v.ASKS_READER:
            owner, score = Owner(Whose.GUARDIAN), score - 20
        elif by_parent and field in CONTACT:
            leans, score = Leaning.OF_WHO_ANSWERS, score - 20
        elif have & v.ASKS_READER and (by_young or field not in CONTACT):
            owner = Owner(Whose.YOUNG)
        elif have & (v.LANDLINE | v.ASKS_READER | v.SECOND if field in CONTACT else {"contact"}):
            leans = Leaning.ALWAYS if have & v.SECOND else Leaning.BESIDE_GUARDIANS
    if field is Field.WAY_HOME:
        owner = Owner(Whose.YOUNG)
    elif owner.whose is Whose.NOBODY_OURS or (owner.whose is Whose.GUARDIAN and field not in PART):
        return None
    score += bool(have & v.MOBILE) - bool(have & v.LANDLINE)
    score += 1 / (1 + len([word for word in said if word not in v.SMALL | {"1"}]))
    score += 2 * (owner.whose is Whose.YOUNG) - 10 * (not owner.who and bool(have & v.SECOND))
    known = v.KNOWN | (v.LANDLINE if field is Field.PHONE else set())
    is_qualified = owner.whose is Whose.UNSAID and field in PART and not have <= known
    if is_qualified and field is Field.EMAIL:
        leans = max(leans, Leaning.ALWAYS)
    return Reading(index, field, owner, score, is_qualified, leans)


def _of_cells(index: int, field: Field, said: list[str], group: list[str]) -> Reading | None:
    """A column told by its cells, unless its heading is about somebody else; in doubt a contact is a guardian's."""
    owner = owner_under(owner_of(said), owner_of(group))
    is_theirs = owner.whose is not Whose.GUARDIAN or field in PART
    elsewhere = (v.STAMP | v.HEALTH | v.SCHOOL | v.FETCHES) & {*said, *group}
    if owner.whose is Whose.NOBODY_OURS or elsewhere or not is_theirs:
        return None
    leans = Leaning.ALWAYS if field in CONTACT else Leaning.NOT
    return Reading(index, field, owner, -STRONG, is_qualified=False, leans=leans)


def _whose(said: list[str], group: list[str], before: Owner) -> Owner:
    """Whom a heading is about; a name asked for after another's is one more person's: "Et un troisième : son nom"."""
    owner, have = owner_under(owner_of(said), owner_of(group)), set(said)
    is_one_more = have & (v.SECOND | v.THIRD) and have & (v.NAME | v.FIRST) and not have & v.CHILD
    if is_one_more and before.whose is Whose.GUARDIAN and owner.whose is not Whose.GUARDIAN:
        return Owner(Whose.GUARDIAN, "3" if have & v.THIRD else "2")
    return owner


def _of_home(index: int, said: list[str]) -> Reading | None:
    """A column that goes on with the one before it, which is about the way home; a number there is nobody's we know."""
    if set(said) & (v.PHONE | v.EMAIL | v.HEALTH):
        return None
    return Reading(index, Field.WAY_HOME, Owner(Whose.YOUNG), 0, is_qualified=False)
