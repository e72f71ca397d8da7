"""What is shown around a word that was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folding import folded, words
from meetings.search.rules import BEFORE, SHOWN, excerpt, pieces_of, telling

LONG = "alpha " * 40
AGENDA = """14 h Accueil, les anciens présentent le labo
14 h 45 Qui aime quoi : la carte du groupe
15 h / 45 Le calendrier, la carte
16 h 15 Les coulisses"""


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Le pont tient.", ["pont"], "Le pont tient."),
        ("Le\n\npont   tient.", ["pont"], "pont tient."),
        ("Le pont\nLa rive\nUn pont\nDeux ponts", ["pont"], "Le pont – Un pont"),
        ("Le pont\nLa rive\nLa rive du pont", ["pont", "rive"], "Le pont – La rive du pont"),
        ("Le pont\nUn pont\nLa rive", ["pont", "rive"], "Le pont – La rive"),
        (AGENDA, ["labo"], "14\u00a0h Accueil, les anciens présentent le labo"),
        (
            AGENDA,
            ["carte"],
            "14\u00a0h\u00a045 Qui aime quoi : la carte du groupe – 15\u00a0h / 45 Le calendrier, la carte",
        ),
        ("9h30 puis 2 pm au labo, 3 habits", ["labo"], "9h30 puis 2\u00a0pm au labo, 3 habits"),
        ("Rien\nde cela", ["pont"], "Rien de cela"),
        ("", ["pont"], ""),
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
        ("# La carte\n\n- le *son* : sept\n> On a **compris**", "le son : sept – On a compris"),
        ("2 * 3 * 4, et - 5", "2 * 3 * 4, et - 5"),
    ],
)
def test_marks_of_titles_and_lists_are_not_read_out(text: str, expected: str) -> None:
    assert excerpt(text, ["on"]) == expected


@pytest.mark.parametrize("before", range(40))
def test_no_hour_is_cut(before: int) -> None:
    text = f"{'x' * before} {'le 14 h 45 et ' * 9}pont {'à 15 h 30 ou ' * 20}"
    shown = excerpt(text, ["pont"])
    assert shown.removesuffix(" …").rpartition(" ")[2] in {"à", "15\u00a0h\u00a030", "ou"}
    assert shown.removeprefix("… ").partition(" ")[0] in {"le", "14\u00a0h\u00a045", "et", "x" * before}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Un Hérisson, des hérissons", ["herisson"], "Un <mark>Hérisson</mark>, des <mark>hérisson</mark>s"),
        ("Un he\u0301 bien", ["he"], "Un <mark>he\u0301</mark> bien"),
        ("Un œuf", ["oe"], "Un <mark>œ</mark>uf"),
        ("Un œuf", ["euf"], "Un <mark>œuf</mark>"),
        ("le calendrier", ["calen", "lendrier"], "le <mark>calendrier</mark>"),
        ("<b>x</b> & <mark>", ["b"], "<<mark>b</mark>>x</<mark>b</mark>> & <mark>"),
        ("Rien", ["pont"], "Rien"),
    ],
)
def test_what_was_looked_for_stands_apart(text: str, asked: list[str], expected: str) -> None:
    pieces = pieces_of(text, asked)
    assert "".join(f"<mark>{piece}</mark>" if is_sought else piece for is_sought, piece in pieces) == expected


def test_a_letter_alone_tells_little() -> None:
    assert (telling(["l", "oeuvre"]), telling(["l"])) == (["oeuvre"], ["l"])


@given(st.text(), st.text(min_size=1, max_size=8))
def test_marks_change_no_letter(text: str, word: str) -> None:
    assert "".join(piece for _is_sought, piece in pieces_of(f"{text}{word}", words(word))) == f"{text}{word}"
