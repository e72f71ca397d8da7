"""What is shown around a word that was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folding import folded, words
from meetings.search.rules import BEFORE, SHOWN, excerpt

LONG = "alpha " * 40


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Le pont tient.", ["pont"], "Le pont tient."),
        ("Le\n\npont   tient.", ["pont"], "Le pont tient."),
        ("Un œuf cassé", ["casse"], "Un œuf cassé"),
        (f"{LONG}Le pont", ["pont"], "… " + "alpha " * 9 + "Le pont"),
        (f"Le pont {LONG}", ["pont"], "Le pont " + "alpha " * 34 + "alpha …"),
    ],
)
def test_the_words_around(text: str, asked: list[str], expected: str) -> None:
    assert excerpt(text, asked) == expected


@given(st.text(), st.text(min_size=1, max_size=8))
def test_what_was_found_is_shown(text: str, word: str) -> None:
    for asked in words(word)[:1]:
        shown = excerpt(f"{'x ' * BEFORE}{text} {word} {'y ' * SHOWN}", [asked])
        assert asked in folded(shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# La carte\n\n- le *son* : sept\n> On a **compris**", "La carte le son : sept On a compris"),
        ("2 * 3 * 4, et - 5", "2 * 3 * 4, et - 5"),
    ],
)
def test_marks_of_titles_and_lists_are_not_read_out(text: str, expected: str) -> None:
    assert excerpt(text, ["on"]) == expected
