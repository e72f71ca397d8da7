"""What one answer about the way home says, word for word: alone, not alone, or nothing that can be told for sure.

Whoever is taken for one who goes alone is let out alone: only a whole cell that is one of a few plain phrases says so.
"""

import re
from collections.abc import Set as AbstractSet

from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.phrases import (
    ALONE,
    AUTHORISED,
    BARE_NO,
    BARE_YES,
    BEGINS_WITH_NO,
    BEGINS_WITH_YES,
    NO,
    NOT_ALONE,
    PLAIN_NO,
    WHO,
    YES,
)
from ambassadors.sheets.questions import Asked
from core.folding import words

# --- as written: what stands between the words counts ---------------------------------------------------------

_YES_THEN = re.compile(rf"\s*(?:{YES})\b[\s,;:.(–—-]+", re.I)
_NO_THEN = re.compile(rf"\s*(?:{NO})(?:\s*[,;:.(–—]|\s+-)", re.I)
_NO_AND_ALONE = re.compile(rf"\s*(?:{NO})\s*[,;:.–—-][^?]*\b(?:{'|'.join(v.ALONE)})\b", re.I)
_NO_IN_A_SENTENCE = re.compile(
    rf"(?:(?:{NO}) )(?:ils?|elles?|on|je|j|nous|mon|ma|sa|son|ses|les?|la|un|une|he|she|they|i|we|his|her|their|my|the"
    r"|car|because|trop|too|jamais|never|pas|not|merci|autorisee?)\b"
)
"""Without a mark between: "non sa mère vient"; not "non concerné", "no need", "no adult"."""

# --- sentences, by their words --------------------------------------------------------------------------------

_NOT = frozenset(words("non n ne pas jamais not no never cannot don t doesn"))
LIMITED = frozenset(
    words(
        "mais sauf si apres avant jusqu jusque seulement uniquement parfois souvent normalement probablement "
        "generalement selon depend sinon quand lorsque but except if after before only until sometimes often usually "
        "normally probably maybe perhaps depends when otherwise"
    )
)
_I_COME = frozenset(words("viens venons viendrai viendrons"))
GROWN = frozenset(
    words(
        "mere pere maman papa mother father mum mom dad moi nous mamie mamy papi papy grandmother grandfather grandma "
        "grandpa grandparents tante oncle aunt uncle marraine parrain nounou nanny"
    )
)
"""Those who are no children themselves, perhaps, as a brother or a friend may be."""
_PERMITTING = frozenset(
    words("autorise autorisee autorisons peut peuvent can may allow allowed authorised authorized accord")
)
_GOING = _PERMITTING | frozenset(
    words(
        "rentre rentrent rentrera rentreront rentrer repart repartira repartir sort sortira sortir part partira partir "
        "quitte quittera quitter go goes walk walks leave leaves do does to"
    )
)
_TRAVEL = frozenset(words("voiture car auto driven bus tram tramway metro train pied velo transports commun"))
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
            "without from own up them him her his their my our it he she they i we child person other home "
            "themselves himself herself must is are be grand grands me m quelqu quelqun "
            "someone somebody get gets"
        )
    )
)
"""Words that add nothing to an answer: where it has others, they are kept."""
_WANTED = frozenset(words("veux voulons souhaite souhaitons accord pour que qu moi encore preferons"))
"""Beside "pas", words of somebody who does not want it."""


def answer(said: str, asked: Asked) -> tuple[bool | None, str] | None:
    """What the words of a cell say, whatever the signs among them; None where somebody has to read it."""
    phrase = " ".join(words(said))
    if (found := _asked_the_other_way(said, phrase, asked)) is not None:
        return found
    if match := ALONE.fullmatch(phrase):
        details = _last_words(said, match["by"]) or _words_of(said, match["first"] or match["means"])
        return (True, details) if asked.takes_words else None
    if match := BARE_YES.fullmatch(phrase):
        return _agreed(asked, _last_words(said, match["by"]))
    if match := NOT_ALONE.fullmatch(phrase):
        return False, _last_words(said, match["more"] or "")
    if asked is Asked.ALONE and BEGINS_WITH_YES.match(phrase):  # "oui, son père vient" contradicts itself
        return None
    no = _NO_THEN.match(said)
    after = _in_a_sentence(said[no.end() :]) if no else None
    return _refused(said, phrase, asked) or after or _in_a_sentence(said)


def is_bare(said: str) -> bool:
    """Whether a cell begins with an answer that says nothing without its question."""
    phrase = " ".join(words(said))
    begins = re.match(rf"(?:{YES}|{NO}|jamais|(?:non |not |pas )?{AUTHORISED})\b", phrase)
    return not phrase or bool(begins or BARE_YES.fullmatch(phrase) or BARE_NO.fullmatch(phrase))


def _asked_the_other_way(said: str, phrase: str, asked: Asked) -> tuple[bool | None, str] | None:
    """Where it is asked whether somebody comes: "oui, la mère"; "non, seul" is for a person to read, unless it is asked
    whether somebody has to."""
    if asked is Asked.ALONE:
        return None
    if asked is Asked.REQUIRED:
        no, _, rest = phrase.partition(" ")
        frees = not rest or (_NO_THEN.match(said) and re.match(WHO, rest) and ALONE.fullmatch(rest))
        if PLAIN_NO.fullmatch(no) and frees:
            return True, ""
    if _NO_AND_ALONE.match(said):
        return None, ""
    yes = _YES_THEN.match(said) if asked in (Asked.ACCOMPANIED, Asked.REQUIRED) else None
    return _in_a_sentence(said[yes.end() :].strip(" .;()")) if yes else None


def _agreed(asked: Asked, means: str) -> tuple[bool, str] | None:
    if asked is Asked.ALONE:
        return True, means
    return (False, "") if asked in (Asked.ACCOMPANIED, Asked.REQUIRED) and not means else None


def _refused(said: str, phrase: str, asked: Asked) -> tuple[bool, str] | None:
    """A "non" to whether somebody goes alone, and what it is followed by."""
    if asked is not Asked.ALONE:
        return None
    if BARE_NO.fullmatch(phrase):
        return False, ""
    is_apart = _NO_THEN.match(said) or _NO_IN_A_SENTENCE.match(phrase)
    return (False, _more(said, phrase)) if BEGINS_WITH_NO.match(phrase) and is_apart else None


def _more(said: str, phrase: str) -> str:
    """What follows a "non", unless it adds nothing to it; "non, rentre seul" is to be read by somebody."""
    match = BEGINS_WITH_NO.match(phrase)
    rest = _last_words(said, phrase[match.end() :] if match else "")
    more = frozenset(words(rest))
    denied = phrase.startswith("non autorise")
    return "" if more <= _PLAIN and (denied or not more & v.ALONE) else rest


def _in_a_sentence(said: str) -> tuple[bool | None, str] | None:
    """Whether a sentence says that somebody is not alone; a condition ("sauf le soir") is for a person to read."""
    have = frozenset(words(said))
    adult = have & (v.ADULT | GROWN) or _is_somebody_named(have)
    alone = have & v.ALONE or {"sans", "adulte"} <= have or {"without", "adult"} <= have or "propres" in have
    if have & LIMITED or {"peut", "etre"} <= have:
        return None
    if have & _NOT:
        plainly = alone and have <= _PLAIN | _NOT | _WANTED and not have & (v.FETCHED | v.COMES)
        return (False, "") if plainly else None
    if alone or (have & v.FETCHED and have & {"sans", "without"}):
        return None
    kept = "" if have <= _PLAIN else said
    if have & v.FETCHED and have & (v.ADULT | GROWN):
        return False, kept
    if (have & v.COMES and (adult or have & _I_COME)) or (have <= _PLAIN and have & v.FETCHED):
        return False, kept
    goes_there = "chez" in have or (have & _PERMITTING and not _is_somebody_named(have))  # "autorisé par sa mère"
    return (False, kept) if adult and not goes_there and have <= _PLAIN | GROWN | _TRAVEL else None


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
