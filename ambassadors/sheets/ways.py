"""The way home, as lists say it: without an adult, fetched by one, or in words for a person to read.

Whoever is taken for one who goes alone is let out alone: only a whole cell that is one of a few plain phrases says so.
Any other is kept as it is, and its answer stays unknown.
"""

import re
from collections.abc import Iterable

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.answers import GROWN, LIMITED, answer, is_bare
from ambassadors.sheets.cells import Cell, is_error, text
from ambassadors.sheets.headings import heading_words
from ambassadors.sheets.phrases import BARE_YES, ONLY_MEANS, PLAIN_NO
from ambassadors.sheets.questions import Asked, Question
from core.folding import squeezed, words

_INCLUSIVE = re.compile(
    r"\b(seul|autoris[ée]|r?accompagn[ée]|r[ée]cup[ée]r[ée]|cherch[ée])(?:\(e?s?\)|[./·•‧∙⋅-]e(?:[./·•‧∙⋅-]?s)?\b)",
    re.I,
)
"""`"Seul(e)"`, `"seul.e"`, `"Accompagné·e"`, `"seul/e"`."""
_BOTH = re.compile(
    r"\b(?P<said>(?:tout )?(?P<word>\w{4,}))\s*/\s*(?:toute )?(?P=word)e\b|\b(?P<they>ils?)\s*/\s*elles?\b", re.I
)
"""`"tout seul / toute seule"`, `"il / elle"`: one answer, in both genders."""
_UNSAID = frozenset(
    squeezed(said)
    for said in (
        *("Pas encore connu", "Not known yet", "NSP", "N/A", "NA", "NC", "N/C", "not stated", "non connu"),
        *("non précisé", "non précisée", "non renseigné", "non renseignée", "non communiqué"),
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
_KIN = GROWN | v.ADULT | v.GUARDIAN | frozenset(words("frere soeur cousin cousine brother sister"))
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
    said = (
        "oui"
        if whole.removesuffix(_AS_PICTURE) in _TICKS
        else _INCLUSIVE.sub(r"\1", _BOTH.sub(lambda both: both["said"] or both["they"], whole))
    )
    if _SAYS_NOTHING.fullmatch(said) or squeezed(said) in _UNSAID or is_error(whole):
        return None, ""
    asked = question.asked
    alone, details = _in_our_words(said, asked) or answer(said, asked) or (None, "")
    if alone is not None and not (alone and _DOUBTFUL.search(said)) and "?" not in said:
        return alone, details
    in_full = _with_heading(question, whole)
    return None, in_full if question.heading and is_bare(said) and len(in_full) <= _MOST else whole


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
        kept = (details for _, cell, alone, details in said if alone in ways or ONLY_MEANS.fullmatch(_phrase(cell)))
        return False not in ways, ", ".join(dict.fromkeys(filter(None, kept)))
    in_full = " ; ".join(_with_heading(question, text(cell)) for question, cell, *_ in said)
    return None, in_full if len(in_full) <= _MOST else " ; ".join(text(cell) for _, cell, *_ in said)


def _speaks_of_it(said: str) -> bool:
    """Whether a remark may take back what a column says of going alone."""
    have = frozenset(words(said))
    return bool(have & _OF_REMARKS or (have & _KIN and have & (v.COMES | v.TAKEN_BACK | LIMITED)))


def _is_fetched(heading: str, cell: Cell) -> bool:
    """Whether a column that is not of the way home says all the same that somebody comes, by its heading or itself."""
    said = text(cell)
    if _SAYS_NOTHING.fullmatch(said) or is_error(said):
        return False
    is_asked = set(heading_words(heading)) & v.FETCHES and not PLAIN_NO.fullmatch(_phrase(cell))
    return bool(is_asked) or _speaks_of_it(said)


def _goes_with_any(question: Question, cell: Cell) -> bool:
    said = _phrase(cell)
    bare = {Asked.ACCOMPANIED: PLAIN_NO, Asked.HOW: BARE_YES}.get(question.asked)
    return not _DOUBTFUL.search(text(cell)) and any(each.fullmatch(said) for each in (bare, ONLY_MEANS) if each)


def _phrase(cell: Cell) -> str:
    return " ".join(words(text(cell)))


def _with_heading(question: Question, said: str) -> str:
    return f"{question.heading.rstrip(' :?')} : {said}" if question.heading else said


def _in_our_words(said: str, asked: Asked) -> tuple[bool, str] | None:
    """An answer as our own pages write it, and what stands in brackets behind: `"Un adulte vient (sa tante)"`."""
    match = re.fullmatch(r"([^()]*)(?:\(([^()]*)\))?", said)
    alone = _LABELS.get(squeezed(match[1])) if match else None
    if match is None or alone is None or (alone and not asked.takes_words):
        return None
    return alone, (match[2] or "").strip()
