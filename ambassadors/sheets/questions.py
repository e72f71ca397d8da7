"""What a heading asks of the way home, and so what a bare "oui" under it answers.

Only a heading that plainly asks whether somebody goes alone lets a bare "oui" say it: one with a word we do not know
("Trop jeune pour rentrer seul") asks nothing that can be answered for us.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.columns import heading_words
from core.folding import words


class Asked(Enum):
    """Whether somebody goes alone, whether they are accompanied ("Ne rentre pas seul"), or something else."""

    ALONE = auto()
    ACCOMPANIED = auto()
    OPEN = auto()


@dataclass(frozen=True)
class Question:
    """A heading, and what it asks."""

    heading: str = ""
    asked: Asked = Asked.ALONE


_CHOICES = re.compile(r"\b(?:oui|yes|o|y)\s*(?:[/|-]|ou|or)\s*(?:non|no|n)\b", re.I)
"""What may be answered, said in the heading: "Rentre seul (oui/non)"."""
_NOT = frozenset(words("ne n pas non jamais not no never doesn"))
_FORBIDDEN = frozenset(words("interdit interdite interdiction refus defense"))
_MAY = frozenset(
    words(
        "autorise autorisee autorisation autorisations autorisons autorisez autoriser autorises peut peux pourra "
        "pouvez droit doit etre can may allowed to must be je j nous i oui yes par apres after they he she with avec "
        "without sans adulte adult chez lui soi centre musee propres moyens themselves himself herself un une an es "
        "parental parentale parentales ateliers rencontres goes by"
    )
)
_KNOWN = (
    *(v.SMALL, v.CHILD, v.ASKS_READER, v.TO_THE_YOUNG, v.FOR_THE_PERSON_BEFORE, v.WAY_HOME, v.ALONE, v.HOME, v.LEAVE),
    *(v.LEAVING, v.ENDS, v.SESSION, v.FETCHED, v.COMES, v.ADULT, v.LEGAL, v.NEUTRAL, _MAY, _NOT, _FORBIDDEN),
)
_KNOWN_WORDS = frozenset[str]().union(*_KNOWN) - {"si", "cas"}


def question(heading: str, group: str = "") -> Question:
    """What a heading asks, whatever stands over it but a "no"; a column without one is what its reader says it is."""
    have = set(heading_words(_CHOICES.sub(" ", heading)))
    alone = have & v.ALONE or {"sans", "adulte"} <= have or {"without", "adult"} <= have
    accompanied = have & (v.FETCHED | v.COMES)
    denied, forbidden = have & _NOT - {"n"}, have & _FORBIDDEN
    if set(heading_words(group)) & (_NOT | _FORBIDDEN):
        return Question(heading, Asked.OPEN)
    if not have:
        return Question(heading, Asked.ALONE)
    if not have <= _KNOWN_WORDS or (denied and forbidden) or bool(alone) == bool(accompanied):
        return Question(heading, Asked.OPEN)
    if accompanied:
        return Question(heading, Asked.OPEN if denied or forbidden else Asked.ACCOMPANIED)
    return Question(heading, Asked.ACCOMPANIED if denied or forbidden else Asked.ALONE)
