"""The way home, as lists say it: without an adult, fetched by one, or in words for a person to read.

Whoever is taken for one who goes alone is let out alone: an answer that is not plain stays unknown, in its words.
"""

import re
from collections.abc import Set as AbstractSet

from ambassadors.sheets.cells import Cell, is_error, text
from core.folding import squeezed, words

_ALONE = frozenset(words("seul seule seuls seules alone themselves himself herself autonome"))
_FREE = _ALONE | frozenset(words("autorise autorisee allowed"))
_YES = frozenset(words("oui o ouais yes y x vrai true 1 ok v autorise autorisee seul seule alone"))
_NO = frozenset(words("non n no faux false 0 accompagne accompagnee jamais"))
_BARE = (_YES | _NO) - _ALONE - {"accompagne", "accompagnee"}
"""Answers that say nothing of the way home unless they are asked whether somebody goes alone."""
_MAY = frozenset(
    words(
        "autorise autorisee autorisons peut peuvent rentre rentrent rentrera rentreront rentrer repart repartira "
        "repartir sort sortira sortir part partira partir quitte quittera quitter "
        "can may allowed go goes walk walks leave leaves"
    )
)
_DENIED = frozenset(words("non n ne pas jamais not no never cannot"))
_LIMITED = frozenset(
    words("mais sauf si apres avant jusqu jusque seulement uniquement but except if after before only until")
)
_ACCOMPANIED = frozenset(words("accompagne accompagnee accompagnes raccompagne raccompagnee accompanied"))
_FETCHED = _ACCOMPANIED | frozenset(words("recupere recuperee cherche cherchee collected fetched picked"))
_COMES = frozenset(
    words(
        "vient viennent viens venons viendra viendront viendrai viendrons venir chercher recuperer recuperent "
        "recuperera prendre attend attendra come comes pick picks collect collects fetch fetches"
    )
)
_I_COME = frozenset(words("viens venons viendrai viendrons"))
_ADULT = frozenset(words("adulte adultes parent parents responsable responsables adult adults guardian guardians"))
_PARENT = frozenset(words("mere pere maman papa mother father mum mom dad"))
_ELSE = frozenset(words("ou or avec with"))
_PLAIN = (
    _ALONE
    | _MAY
    | _FETCHED
    | _COMES
    | _ADULT
    | frozenset(
        words(
            "a au aux d de des du en et l la le les ou un une mon ma mes son sa ses leur notre votre par avec sans "
            "chez lui il elle ils elles je j nous se s est sera doit etre tout toute toujours autre autres personne "
            "personnes enfant jeune fils fille legal legaux maison domicile propres moyens of on the or and an by with "
            "without from own to up them him her his their my our it he she they child person other authorised "
            "authorized home"
        )
    )
)
"""Words that add nothing to an answer: where it has others, they are kept."""
_ON_THEIR_OWN = ({"sans", "adulte"}, {"without", "adult"}, {"propres", "moyens"}, {"on", "own"})
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


def way_home(cell: Cell, *, asks_alone: bool = True) -> tuple[bool | None, str]:
    """Whether somebody goes home without an adult (None: it is not said), and the details.

    `"oui"` → alone; `"non, avec sa tante"` → not alone, "avec sa tante"; "Je n'autorise pas mon enfant à rentrer seul"
    → not alone; anything else is kept, unknown. A bare "oui" answers only a column that `asks_alone`.
    """
    whole = text(cell)
    if not asks_alone and whole in _TICKS:
        return None, whole
    if whole in _TICKS:
        return True, ""
    if not squeezed(whole) or squeezed(whole) in _UNSAID or is_error(whole):
        return None, ""
    label, beside = _beside(whole)
    if squeezed(label) in _LABELS:
        return _LABELS[squeezed(label)], beside
    said = _INCLUSIVE.sub(r"\1", whole)
    found = _by_first_word(said, asks_alone=asks_alone) or _in_a_sentence(said, asks_alone=asks_alone)
    return (None, whole) if found[0] is None else found


def _by_first_word(said: str, *, asks_alone: bool) -> tuple[bool | None, str] | None:
    """The answer that the first word gives, with what follows; None where a sentence has to be read."""
    said_words = words(said)
    answer = said_words[0]
    denied = answer in ("non", "not", "pas") and said_words[1:2] and said_words[1] in _FREE
    match = re.match(rf"(?:[\W_]*[^\W_]+){{{2 if denied else 1}}}", said)
    rest = said[match.end() :] if match else ""
    clear = not rest or len(answer) > 1 or rest[0] not in " '’"  # "y va avec sa mère" is no yes, "n'est pas…" no "n"
    asked = asks_alone or answer not in _BARE
    if not denied and (
        answer not in _YES | _NO or not clear or not asked or said_words[1:2] == ["accompagne"] or answer == "autorise"
    ):
        return None
    more = frozenset(words(rest))
    details = re.sub(r"^[\W_]+", "", rest)
    details = details.removesuffix(")") if "(" not in details else details
    if answer in _YES and not denied:
        unsure = more & (_DENIED | _ACCOMPANIED) or (more & _ELSE and more & (_ADULT | _PARENT))
        return (None, said) if unsure else (True, "" if more <= _PLAIN else details)
    contradicts = more & _ALONE and not denied and answer != "jamais"  # "non, rentre seul": to be read by somebody
    return False, details if contradicts or not more <= _PLAIN else ""


def _in_a_sentence(said: str, *, asks_alone: bool) -> tuple[bool | None, str]:  # noqa: PLR0911 - one line per answer
    """The answer of a whole sentence, where it is plain; a condition ("sauf le soir") is for a person to read."""
    have = frozenset(words(said))
    denied, adult = have & _DENIED, have & (_ADULT | _PARENT) or _is_somebody_named(have)
    alone = have & _ALONE or any(each <= have for each in _ON_THEIR_OWN)
    if have & _LIMITED:
        return None, said
    if alone and (have & _MAY or have <= _PLAIN):
        unsure = have & (_FETCHED | _COMES) or (adult and have & _ELSE)
        return (False, "") if denied else (None, said) if unsure else (True, "")
    if have & _FETCHED and have & (_ADULT | _PARENT):
        return False, ""
    if denied or alone:
        return None, said
    if (have & _COMES and (adult or have & _I_COME)) or (have <= _PLAIN and (have & _FETCHED or adult)):
        return False, "" if have <= _PLAIN else said
    if have & _PARENT and have <= _PLAIN | _PARENT:
        return False, said
    return (True, "") if have == {"autorise"} and asks_alone else (None, said)


def _is_somebody_named(have: AbstractSet[str]) -> bool:
    """Whether it is about "une personne autorisée"."""
    named = ("autorise", "autorisee", "autorisees", "authorised", "authorized")
    return bool(have & {"personne", "personnes", "person"} and have & set(named))


def _beside(said: str) -> tuple[str, str]:
    """An answer and what stands in brackets behind it: `"Un adulte vient (sa tante)"`."""
    match = re.fullmatch(r"([^()]*)\(([^()]*)\)", said)
    return (match[1], match[2].strip()) if match else (said, "")
