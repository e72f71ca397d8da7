"""The way home, as lists say it: without an adult, fetched by one, or in words for a person to read.

Whoever is taken for one who goes alone is let out alone: only a whole cell that is one of a few plain phrases says so.
Any other is kept as it is, and its answer stays unknown.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.cells import Cell, is_error, text
from ambassadors.sheets.headings import heading_words
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
    rf"(?:(?:{_YES}) )?"
    rf"(?:(?:j|je|nous|je soussignee?) (?:l |les )?autoris(?:e|ons) (?:(?:{_WHO}) )?a "
    rf"|(?:(?:{_WHO}) )?(?:(?:{_MAY}) )?)"
    rf"(?:{_GOES} )?(?:{_HOME} )?(?:(?P<first>{_MEANS}) )?{_SELF}(?: {_HOME})?(?P<by>{_BY}*)(?: (?:oui|yes))?"
)
"""A whole cell, folded, that says somebody goes alone: "Mon enfant rentre seul à pied"."""
_BARE_YES = re.compile(rf"(?:(?:{_YES})(?: autorisee?)?|autorisee?)(?P<by>{_BY}*)")
_BARE_NO = re.compile(rf"(?:{_NO}|jamais|refus|refusee?|interdite?)|(?:non|not|pas) autorisee?")
_ONLY_MEANS = re.compile(rf"{_MEANS}{_BY}*")
_NOT_ALONE = re.compile(
    rf"(?:surtout |plus )?(?:non|pas|jamais|not|never) {_SELF}\b(?P<more>.*)|{_SELF} (?:interdite?|refusee?)"
)
_BEGINS_WITH_NO = re.compile(rf"(?:{_NO}|non autorisee?)\b(?! accompagnee?s?\b)")
_NO_AND_ALONE = re.compile(rf"\s*(?:{_NO})\s*[,;:.–—-][^?]*\b(?:{'|'.join(v.ALONE)})\b", re.I)
_YES_THEN = re.compile(rf"\s*(?:{_YES})\b[\s,;:.(–—-]+", re.I)
_NO_THEN = re.compile(rf"\s*(?:{_NO})\s*[,;:.–—]", re.I)

_NOT = frozenset(words("non n ne pas jamais not no never cannot"))
_LIMITED = frozenset(
    words("mais sauf si apres avant jusqu jusque seulement uniquement but except if after before only until")
)
_I_COME = frozenset(words("viens venons viendrai viendrons"))
_PARENT = frozenset(
    words(
        "mere pere maman papa mother father mum mom dad moi nous mamie mamy papi papy grandmother grandfather grandma "
        "grandpa grandparents"
    )
)
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
            "authorized home themselves himself herself must is are be grand grands"
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
_UNSAID = frozenset(
    squeezed(said)
    for said in (
        *("Pas encore connu", "Not known yet", "NSP", "N/A", "NA", "NC", "N/C"),
        *(
            "non précisé",
            "non précisée",
            "non renseigné",
            "non renseignée",
            "non communiqué",
            "non connu",
            "not stated",
        ),
    )
)
_LABELS = {
    **{squeezed(said): True for said in ("Rentre sans adulte", "Goes home without an adult")},
    **{squeezed(said): False for said in ("Un adulte vient", "Picked up by an adult")},
}
"""As our own pages and tables write it, with the details in brackets behind."""
_SAYS_NOTHING = re.compile(r"[\s?.,;:/_*–—-]*")
_DOUBTFUL = re.compile(r"[^\w\s.,;:!'’()–—-]|_|\.\.|^\W*[–—-]|[,;:–—-]\W*$|\(\W*\)")
"""A sign of doubt or of warning: "seul ?", "oui (*)", "seul…", "~seul", "🚫 seul" say more than their words."""
_OF_REMARKS = (v.ALONE - {"autonome", "own"}) | v.FETCHED
"""Words of a remark that may take back what a column says: "ne rentre plus seul depuis octobre"."""
_KIN = _PARENT | v.ADULT | v.GUARDIAN | frozenset(words("frere soeur cousin cousine brother sister"))
_AS_PICTURE = "\ufe0f"
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
    said = "oui" if whole.removesuffix(_AS_PICTURE) in _TICKS else _INCLUSIVE.sub(r"\1", whole)
    if _SAYS_NOTHING.fullmatch(said) or squeezed(said) in _UNSAID or is_error(whole):
        return None, ""
    asked = question.asked
    alone, details = _in_our_words(said) or _by_whom(said, asked) or _answer(said, asked) or (None, "")
    is_unsure = alone and (asked in (Asked.ACCOMPANIED, Asked.UNCLEAR) or _DOUBTFUL.search(said))
    if alone is not None and not is_unsure and "?" not in said:
        return alone, details
    in_full = _with_heading(question, whole)
    return None, in_full if question.heading and _is_bare(said) and len(in_full) <= _MOST else whole


def ways_home(
    answers: Iterable[tuple[Question, Cell]], note: str = "", elsewhere: Iterable[tuple[str, Cell]] = ()
) -> tuple[bool | None, str]:
    """The same of several columns: nobody goes alone by one where another, or a remark, speaks of it otherwise.

    `elsewhere`: headings and cells of what is not read as the way home; nothing of them is kept.
    "Non" to "Un adulte vient ?", "oui" to "Autorisation de sortie" and "en bus" go with any other answer.
    """
    said = [(question, cell, *way_home(cell, question)) for question, cell in answers]
    said = [each for each in said if each[2:] != (None, "")]
    ways = {alone for question, cell, alone, _ in said if alone is not None or not _goes_with_any(question, cell)}
    takes_back = True in ways and (_speaks_of_it(note) or any(_is_fetched(*each) for each in elsewhere))
    if len(said) == 1 and not takes_back:
        return said[0][2:]
    if (ways == {True} and not takes_back) or (False in ways and True not in ways):
        kept = (details for _, cell, alone, details in said if alone in ways or _ONLY_MEANS.fullmatch(_phrase(cell)))
        return False not in ways, ", ".join(dict.fromkeys(filter(None, kept)))
    in_full = " ; ".join(_with_heading(question, text(cell)) for question, cell, *_ in said)
    return None, in_full if len(in_full) <= _MOST else " ; ".join(text(cell) for _, cell, *_ in said)


def _speaks_of_it(said: str) -> bool:
    """Whether a remark may take back what a column says of going alone."""
    have = frozenset(words(said))
    return bool(have & _OF_REMARKS or (have & _KIN and have & (v.COMES | v.TAKEN_BACK | _LIMITED)))


def _is_fetched(heading: str, cell: Cell) -> bool:
    """Whether a column that is not of the way home says all the same that somebody comes, by its heading or itself."""
    said = text(cell)
    if _SAYS_NOTHING.fullmatch(said) or is_error(said):
        return False
    is_asked = set(heading_words(heading)) & v.FETCHES and not _BARE_NO.fullmatch(_phrase(cell))
    return bool(is_asked) or _speaks_of_it(said)


def _goes_with_any(question: Question, cell: Cell) -> bool:
    said = _phrase(cell)
    bare = {Asked.ACCOMPANIED: _BARE_NO, Asked.HOW: _BARE_YES}.get(question.asked)
    return not _DOUBTFUL.search(text(cell)) and any(each.fullmatch(said) for each in (bare, _ONLY_MEANS) if each)


def _phrase(cell: Cell) -> str:
    return " ".join(words(text(cell)))


def _with_heading(question: Question, said: str) -> str:
    return f"{question.heading.rstrip(' :?')} : {said}" if question.heading else said


def _by_whom(said: str, asked: Asked) -> tuple[bool | None, str] | None:
    """What follows a "oui" to whether somebody comes: "oui, la mère"; "non, seul" to it is for a person to read."""
    if asked is not Asked.ALONE and _NO_AND_ALONE.match(said):
        return None, ""
    yes = _YES_THEN.match(said) if asked is Asked.ACCOMPANIED else None
    return _in_a_sentence(said[yes.end() :].strip(" .;()")) if yes else None


def _answer(said: str, asked: Asked) -> tuple[bool | None, str] | None:
    """What the words of a cell say, whatever the signs among them; None where somebody has to read it."""
    phrase = " ".join(words(said))
    if match := _ALONE.fullmatch(phrase):
        return True, _last_words(said, match["by"]) or _words_of(said, match["first"])
    if match := _BARE_YES.fullmatch(phrase):
        answers = {Asked.ALONE: (True, _last_words(said, match["by"])), Asked.ACCOMPANIED: (False, "")}
        return None if match["by"] and asked is not Asked.ALONE else answers.get(asked)
    if match := _NOT_ALONE.fullmatch(phrase):
        return False, _last_words(said, match["more"] or "")
    if asked is Asked.ALONE and _BARE_NO.fullmatch(phrase):
        return False, ""
    if asked is Asked.ALONE and _BEGINS_WITH_NO.match(phrase) and not re.match(r"\s*\w['’]", said):
        return False, _more(said, phrase)
    no = _NO_THEN.match(said)
    return (_in_a_sentence(said[no.end() :]) if no else None) or _in_a_sentence(said)


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
    phrase = " ".join(words(said))
    return not phrase or bool(re.match(rf"(?:{_YES}|{_NO}|jamais|(?:non |not |pas )?autorisee?)\b", phrase))


def _is_somebody_named(have: AbstractSet[str]) -> bool:
    """Whether it is about "une personne autorisée"."""
    named = ("autorise", "autorisee", "autorisees", "authorised", "authorized")
    return bool(have & {"personne", "personnes", "person"} and have & set(named))


def _last_words(said: str, phrase: str) -> str:
    """The last words of a cell, as written: as many as a folded `phrase` has."""
    match = re.search(rf"(?:[^\W_]+[\W_]*){{{len(phrase.split())}}}$", said) if phrase else None
    found = match.group().strip(" .;,") if match else ""
    return found.removesuffix(")") if "(" not in found else found


def _words_of(said: str, phrase: str | None) -> str:
    """The words of a cell, as written, that make a folded `phrase`."""
    found = list(re.finditer(r"[^\W_]+", said))
    wanted = words(phrase or "")
    for at in range(len(found) - len(wanted) + 1 if wanted else 0):
        part = found[at : at + len(wanted)]
        if words(" ".join(each.group() for each in part)) == wanted:
            return said[part[0].start() : part[-1].end()]
    return ""


def _in_our_words(said: str) -> tuple[bool, str] | None:
    """An answer as our own pages write it, and what stands in brackets behind: `"Un adulte vient (sa tante)"`."""
    match = re.fullmatch(r"([^()]*)(?:\(([^()]*)\))?", said)
    alone = _LABELS.get(squeezed(match[1])) if match else None
    return None if match is None or alone is None else (alone, (match[2] or "").strip())
