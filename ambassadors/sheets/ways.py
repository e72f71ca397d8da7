"""The way home, as lists say it: without an adult, fetched by one, or in words for a person to read.

Whoever is taken for one who goes alone is let out alone: only a whole cell that is one of a few plain phrases says so.
Any other is kept as it is, and its answer stays unknown.
"""

import re
from collections.abc import Set as AbstractSet

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.cells import Cell, is_error, text
from ambassadors.sheets.questions import Asked, Question
from core.folding import squeezed, words

_YES = "oui|o|ouais|yes|y|x|vrai|true|1|ok|v"
_NO = "non|n|no|faux|false|0"
_SELF = (
    r"(?:(?:tou(?:t|te|s|tes) )?seule?s?|autonome|en autonomie|par (?:ses|leurs) propres moyens"
    r"|sans adulte|alone|on (?:his|her|their) own|by (?:himself|herself|themselves)|without an adult)"
)
_WHO = (
    r"(?:(?:mon|notre|son|le|la|l|my|our|the) )?(?:enfant|fils|fille|jeune|child|son|daughter)"
    r"|ils?|elles?|il ou elle|je|i|they|he|she"
)
_MAY = (
    r"(?:est |sera )?autorisee?s? a|(?:a )?l autorisation de|autorisation de|peut|peuvent|can|may"
    r"|(?:is |are )?allowed to"
)
_GOES = (
    r"(?:s en )?(?:rentre|rentrent|rentrera|rentreront|rentrer|repart|repartent|repartira|repartir|sort|sortira|sortir"
    r"|part|partira|partir|quitte|quittera|quitter|go|goes|walk|walks|leave|leaves)"
)
_HOME = r"(?:a la maison|a (?:son|leur) domicile|chez (?:lui|elle|eux|moi|soi)|le centre|home)"
_MEANS = (
    r"(?:(?:a|en|by|on) )?"
    r"(?:pied|velo|trottinette|bus|car|tram|tramway|metro|train|transports?(?: en commun)?|bike|foot)"
)
_BY = rf"(?:(?: (?:ou|et|or|and))? {_MEANS})"
_ALONE = re.compile(
    rf"(?:(?P<yes>{_YES}) )?"
    rf"(?:(?:j|nous|je soussignee?) autoris(?:e|ons) (?:{_WHO}) a |(?:(?:{_WHO}) )?(?:(?:{_MAY}) )?)"
    rf"(?:{_GOES} )?(?:{_HOME} )?{_SELF}(?: {_HOME})?(?P<by>{_BY}*)"
)
"""A whole cell, folded, that says somebody goes alone: "Mon enfant rentre seul à pied"."""
_BARE_YES = re.compile(rf"(?:(?:{_YES})(?: autorisee?)?|autorisee?)(?P<by>{_BY}*)")
_BARE_NO = re.compile(rf"(?:{_NO}|jamais|refus|refuse|interdite?)|(?:non|not|pas) autorisee?")
_NOT_ALONE = re.compile(rf"(?:surtout |plus )?(?:non|pas|jamais|not|never) {_SELF}\b(?P<more>.*)")
_BEGINS_WITH_NO = re.compile(rf"(?:{_NO}|non autorisee?)\b(?! accompagnee?s?\b)")

_NOT = frozenset(words("non n ne pas jamais not no never cannot"))
_LIMITED = frozenset(
    words("mais sauf si apres avant jusqu jusque seulement uniquement but except if after before only until")
)
_I_COME = frozenset(words("viens venons viendrai viendrons"))
_PARENT = frozenset(words("mere pere maman papa mother father mum mom dad moi nous"))
_GOING = frozenset(
    words(
        "autorise autorisee autorisons peut peuvent rentre rentrent rentrera rentreront rentrer repart repartira "
        "repartir sort sortira sortir part partira partir quitte quittera quitter "
        "can may allowed go goes walk walks leave leaves"
    )
)
_PLAIN = (
    v.ALONE
    | v.FETCHED
    | v.COMES
    | v.ADULT
    | _GOING
    | frozenset(
        words(
            "a au aux d de des du en et l la le les ou un une mon ma mes son sa ses leur notre votre par avec sans "
            "chez lui il elle ils elles je j nous s se est sera doit etre tout toute toujours autre autres personne "
            "personnes enfant jeune fils fille legal legaux maison domicile propres moyens of on the or and an by with "
            "without from own to up them him her his their my our it he she they child person other authorised "
            "authorized home themselves himself herself must is are"
        )
    )
)
"""Words that add nothing to an answer: where it has others, they are kept."""
_WANTED = frozenset(words("veux voulons souhaite souhaitons accord pour que qu moi encore preferons"))
"""Beside "pas", words of somebody who does not want it."""
_INCLUSIVE = re.compile(
    r"\b(seul|autoris[ée]|r?accompagn[ée]|r[ée]cup[ée]r[ée]|cherch[ée])(?:\(e?s?\)|[./·•‧∙⋅-]e(?:[./·•‧∙⋅-]?s)?\b)",
    re.I,
)
"""`"Seul(e)"`, `"seul.e"`, `"Accompagné·e"`, `"seul/e"`."""
_UNSAID = frozenset(map(squeezed, ("Pas encore connu", "Not known yet", "NSP")))
_LABELS = {
    **{squeezed(said): True for said in ("Rentre sans adulte", "Goes home without an adult")},
    **{squeezed(said): False for said in ("Un adulte vient", "Picked up by an adult")},
}
"""As our own pages and tables write it, with the details in brackets behind."""
_TICKS = ("✓", "✔", "☑", "✅", "√")
_ASKS_ALONE = Question()
_MOST = 200
"""Characters the details may have."""


def way_home(cell: Cell, question: Question = _ASKS_ALONE) -> tuple[bool | None, str]:
    """Whether somebody goes home without an adult (None: it is not said), and the details.

    `"oui"` → alone; `"non, avec sa tante"` → not alone, "avec sa tante"; "Je n'autorise pas mon enfant à rentrer seul"
    → not alone; anything else is kept, unknown. A bare answer is one to the `question`, and kept with it where it
    settles nothing: "Retour : oui".
    """
    whole = text(cell)
    said = "oui" if whole in _TICKS else _INCLUSIVE.sub(r"\1", whole)
    if not squeezed(said) or squeezed(said) in _UNSAID or is_error(whole):
        return None, ""
    label, beside = _beside(whole)
    if squeezed(label) in _LABELS:
        return _LABELS[squeezed(label)], beside
    found = _answer(said, question.asked)
    if found is not None:
        return found
    in_full = f"{question.heading.rstrip(' :?')} : {whole}"
    return None, in_full if question.heading and _is_bare(said) and len(in_full) <= _MOST else whole


def _answer(said: str, asked: Asked) -> tuple[bool | None, str] | None:
    """What a cell plainly says; None where somebody has to read it."""
    phrase = " ".join(words(said))
    if match := _ALONE.fullmatch(phrase):
        contradicts = match["yes"] and asked is Asked.ACCOMPANIED
        return None if contradicts else (True, _last_words(said, match["by"]))
    if match := _BARE_YES.fullmatch(phrase):
        answers = {Asked.ALONE: (True, _last_words(said, match["by"])), Asked.ACCOMPANIED: (False, "")}
        return None if match["by"] and asked is not Asked.ALONE else answers.get(asked)
    if match := _NOT_ALONE.fullmatch(phrase):
        return False, _last_words(said, match["more"])
    if asked is Asked.ALONE and _BARE_NO.fullmatch(phrase):
        return False, ""
    if asked is Asked.ALONE and _BEGINS_WITH_NO.match(phrase) and not re.match(r"\s*\w['’]", said):
        return False, _more(said, phrase)
    return _in_a_sentence(said)


def _more(said: str, phrase: str) -> str:
    """What follows a "non", unless it adds nothing to it; "non, rentre seul" is to be read by somebody."""
    match = _BEGINS_WITH_NO.match(phrase)
    rest = _last_words(said, phrase[match.end() :] if match else "")
    more = frozenset(words(rest))
    denied = phrase.startswith("non autorise")
    return "" if more <= _PLAIN and (denied or not more & v.ALONE) else rest


def _in_a_sentence(said: str) -> tuple[bool | None, str] | None:
    """Whether a sentence says that somebody is not alone; a condition ("sauf le soir") is for a person to read."""
    have = frozenset(words(said))
    adult = have & (v.ADULT | _PARENT) or _is_somebody_named(have)
    alone = have & v.ALONE or {"sans", "adulte"} <= have or {"without", "adult"} <= have or "propres" in have
    if have & _LIMITED:
        return None
    if have & _NOT:
        plainly = alone and have <= _PLAIN | _NOT | _WANTED and not have & (v.FETCHED | v.COMES)
        return (False, "") if plainly else None
    if alone or (have & v.FETCHED and have & {"sans", "without"}):
        return None
    kept = "" if have <= _PLAIN else said
    if have & v.FETCHED and have & (v.ADULT | _PARENT):
        return False, kept
    if (have & v.COMES and (adult or have & _I_COME)) or (have <= _PLAIN and (have & v.FETCHED or adult)):
        return False, kept
    return (False, said) if have & _PARENT and have <= _PLAIN | _PARENT else None


def _is_bare(said: str) -> bool:
    """Whether a cell begins with an answer that says nothing without its question."""
    return bool(re.match(rf"(?:{_YES}|{_NO}|jamais|(?:non |not |pas )?autorisee?)\b", " ".join(words(said))))


def _is_somebody_named(have: AbstractSet[str]) -> bool:
    """Whether it is about "une personne autorisée"."""
    named = ("autorise", "autorisee", "autorisees", "authorised", "authorized")
    return bool(have & {"personne", "personnes", "person"} and have & set(named))


def _last_words(said: str, phrase: str) -> str:
    """The last words of a cell, as written: as many as a folded `phrase` has."""
    match = re.search(rf"(?:[^\W_]+[\W_]*){{{len(phrase.split())}}}$", said) if phrase else None
    found = match.group().strip(" .;,") if match else ""
    return found.removesuffix(")") if "(" not in found else found


def _beside(said: str) -> tuple[str, str]:
    """An answer and what stands in brackets behind it: `"Un adulte vient (sa tante)"`."""
    match = re.fullmatch(r"([^()]*)\(([^()]*)\)", said)
    return (match[1], match[2].strip()) if match else (said, "")
