"""French as a careful printer sets it. That no message lacks its translation is the step "words" of `./run check`."""

import re

import pytest
from babel.messages.catalog import Catalog

from core import catalogs
from core.settings import ROOT

FRENCH = ROOT / "translations" / "fr" / "LC_MESSAGES" / "messages.po"

BAD_FRENCH = {
    "no-break space before ; ? ! :": re.compile(r"[^\s\u00a0\u202f][;?!:](?=\s|$)|[^\u00a0\u202f][ ][;?!:](?=\s|$)"),
    "no-break space inside « »": re.compile(r"«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»"),
    "no-break space between a number and what it counts": re.compile(
        r"(?:\d|\)[sd]) (?:heures?|minutes?|jours?|mois|ans|janvier|mars|juin|septembre|octobre|décembre)\b"
    ),
    "no narrow space, which our fonts lack": re.compile("\u202f"),
    "one word for e-mail": re.compile("courriel"),
    "no middle dot": re.compile("·"),
    "a button says what happens": re.compile(r"^(Valider|OK|Soumettre)$"),
}


@pytest.mark.skipif(not FRENCH.exists(), reason="no French yet")
@pytest.mark.parametrize("rule", BAD_FRENCH)
def test_french_is_well_set(rule: str) -> None:
    texts = [text for message in catalogs.read(FRENCH) if message.id for text in catalogs.texts(message.string)]
    assert [text for text in texts if BAD_FRENCH[rule].search(text)] == []


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("no-break space before ; ? ! :", "Tu viens\u00a0? À 14:30, sur https://x.example.", "Tu viens ?"),
        ("no-break space before ; ? ! :", "Date\u00a0:", "Date:"),
        ("no-break space inside « »", "«\u00a0Oui\u00a0»", "« Oui »"),
        ("no-break space between a number and what it counts", "%(num)s\u00a0jours", "%(num)s jours"),
        ("no narrow space, which our fonts lack", "Tu viens\u00a0?", "Tu viens\u202f?"),
        ("one word for e-mail", "par e-mail", "par courriel"),
        ("no middle dot", "les jeunes", "les ambassadeur·ices"),
        ("a button says what happens", "Envoyer mon idée", "Valider"),
    ],
)
def test_the_rules_of_setting_tell_good_from_bad(rule: str, good: str, bad: str) -> None:
    assert [bool(BAD_FRENCH[rule].search(text)) for text in (good, bad)] == [False, True]


def test_folders_with_an_underscore_are_searched_too() -> None:
    """Babel passes over them by default, and says nothing."""
    assert catalogs.holds_sources(ROOT / "templates" / "_layout") is True
    assert catalogs.holds_sources(ROOT / ".cache") is False


def test_each_way_to_be_incomplete_is_told() -> None:
    wanted = Catalog()
    for message in ("same", "missing", "guessed", "%(name)s comes", "{count} marked"):
        wanted.add(message)
    wanted.add("Save", context="tu")
    catalog = Catalog()
    catalog.add("same", "pareil")
    catalog.add("missing", "")
    catalog.add("guessed", "deviné", flags=["fuzzy"])
    catalog.add("%(name)s comes", "%(nom)s vient")
    catalog.add("{count} marked", "{")
    catalog.add("Save", "Enregistrer", context="vous")
    assert list(catalogs.problems(catalog, wanted)) == [
        "not translated: missing",
        "only guessed: guessed",
        "other placeholders than the source: %(name)s comes",
        "other placeholders than the source: {count} marked",
        "not translated: Save (tu)",
        "asked for by nobody: Save (vous)",
    ]
