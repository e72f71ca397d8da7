"""What a heading asks of the way home, and so what an answer under it says.

Only a heading that plainly asks whether somebody goes alone lets a bare "oui" say it: one with a word we do not know
("Trop jeune pour rentrer seul") asks nothing that can be answered for us.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.headings import heading_words
from core.folding import words


class Asked(Enum):
    """What a heading asks."""

    ALONE = auto()
    """Whether somebody goes alone: "oui" answers it."""
    ACCOMPANIED = auto()
    """Whether they are fetched, or may not go alone."""
    REQUIRED = auto()
    """Whether they have to be fetched: a plain "non" lets them go alone."""
    HOW = auto()
    """How they go, with no word on being alone but as a choice: whole phrases answer it."""
    UNCLEAR = auto()
    """It speaks of being alone and of something we do not know: nobody is taken for alone by what stands there."""

    @property
    def takes_words(self) -> bool:
        """Whether "rentre seul" under it is to be taken at its word."""
        return self in (Asked.ALONE, Asked.HOW)


@dataclass(frozen=True)
class Question:
    """A heading, and what it asks."""

    heading: str = ""
    asked: Asked = Asked.ALONE


_CHOICES = re.compile(r"\b(?:oui|yes|o|y)\s*(?:[/|-]|ou|or)\s*(?:non|no|n)\b", re.I)
"""What may be answered, said in the heading: "Rentre seul (oui/non)"."""
_EITHER = re.compile(r"\b(?:seule?s?(?: e)?|alone) (?:ou|or)\b|\b(?:ou|or) (?:seule?s?|alone)\b")
_PARENTS = rf"(?:(?:des?|du|d|par|les?|la|l|une?|ses|son|sa|vos|of|the|by) )*(?:{'|'.join(v.ADULT)})(?: legal| legaux)?"
_SAME = (
    (re.compile(r"\b(?:sans (?:un |aucun )?adultes?|without (?:an )?adults?)\b"), "seul"),
    (
        re.compile(r"\bpar ses propres moyens\b|\bon (?:his|her|their) own\b|\bby (?:him|her|them)sel(?:f|ves)\b"),
        "seul",
    ),
    (re.compile(rf"\b(autoris\w+|droit|accord) {_PARENTS}\b"), r"\1"),
    (re.compile(rf"\b{_PARENTS} (?:l |les )?(autoris\w+)"), r"\1"),
)
"""What comes to the same in fewer words: "sans adulte" is alone, and whoever authorises changes nothing."""
_NOT = frozenset(words("ne n pas non jamais not no never doesn"))
_FORBIDDEN = frozenset(words("interdit interdite interdiction refus defense"))
_WITHOUT = frozenset(words("sans without absence aucun aucune"))
_LEAVES = (
    v.WAY_HOME
    | v.LEAVE
    | v.LEAVING
    | frozenset(words("rentrent rentreront goes leaves leaving travel travels travelling cycle cycles walking way"))
)
_BARE = v.SMALL | (v.ALONE - {"autonome", "own"})
_MAY = frozenset(
    words(
        "autorise autorisee autorisation autorisations autorisons autorisez autoriser autorises autorisent peut peux "
        "pourra pouvez droit accord doit etre can may allowed to must be je j nous i oui yes par apres after "
        "authorised authorized permission permitted consent able make makes "
        "they he she chez lui soi centre musee propres moyens himself herself un une an es parental parentale "
        "parentales ateliers rencontres goes by 1 obligatoire facultatif facultative required optional"
    )
)
_KNOWN = (
    *(v.SMALL, v.CHILD, v.ASKS_READER, v.TO_THE_YOUNG, v.FOR_THE_PERSON_BEFORE, v.ALONE, v.HOME, v.ENDS, v.SESSION),
    *(_LEAVES, _MAY, _NOT, _FORBIDDEN),
)
_PLAIN = frozenset[str]().union(*_KNOWN) - {"si", "cas"}
_OF_FETCHING = v.FETCHED | v.COMES | v.TAKEN_BACK | v.ADULT | v.LEGAL | v.NEUTRAL | frozenset(words("avec with"))
_OF_FETCHING -= {"si", "cas"}
_MUST = frozenset(("doit", "must"))
_ESCORTED = frozenset(words("accompagne accompagnee accompagnes accompagnees raccompagne raccompagnee accompanied"))
_ONLY_ESCORTED = _ESCORTED | _LEAVES | v.SMALL | v.HOME | v.CHILD
"""Where a heading asks for nothing else, and for a choice, as "Retour accompagné (O/N)", a "non" is the other way."""
_ONLY_CHILD = re.compile(rf"\b(?:seule?s?|only) (?:{'|'.join(v.CHILD)})\b")


def question(heading: str, group: str = "") -> Question:
    """What a heading asks, whatever stands over it but a "no"; a column without one is what its reader says it is."""
    return Question(heading, _asked(heading, set(heading_words(group))))


def _asked(heading: str, over: set[str]) -> Asked:
    phrase = " ".join(heading_words(_CHOICES.sub(" ", heading)))
    for longer, plain in _SAME:
        phrase = longer.sub(plain, phrase)
    have = set(phrase.split())
    alone, fetched = have & v.ALONE, have & (v.FETCHED | v.COMES | v.TAKEN_BACK)
    denials = bool(have & _NOT - {"n"}) + bool(have & _FORBIDDEN)
    if (have | over) & _WITHOUT or over & (_NOT | _FORBIDDEN) or denials > 1 or (denials and not alone):
        return Asked.UNCLEAR
    if alone:
        is_choice = not denials and _EITHER.search(phrase)
        return Asked.HOW if is_choice else _asked_of_alone(phrase, have, over, is_denied=bool(denials))
    if fetched:
        is_plain = have <= _PLAIN | _OF_FETCHING
        frees = have & _MUST or (_CHOICES.search(heading) and have & _ESCORTED and have <= _ONLY_ESCORTED)
        return Asked.UNCLEAR if not is_plain else Asked.REQUIRED if frees else Asked.ACCOMPANIED
    return Asked.HOW if have else Asked.ALONE


def _asked_of_alone(phrase: str, have: set[str], over: set[str], *, is_denied: bool) -> Asked:
    """Whether a heading with "seul" is about leaving alone, and about nothing else ("Parent seul", "Seul contact")."""
    leaves = have & _LEAVES or (have - _NOT - _FORBIDDEN <= _BARE and not over & v.GUARDIAN)
    if not leaves or not have <= _PLAIN or _ONLY_CHILD.search(phrase):
        return Asked.UNCLEAR
    return Asked.ACCOMPANIED if is_denied else Asked.ALONE
