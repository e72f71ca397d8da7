"""How an agenda is read, and which moment a meeting is in."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.minutes.rules import (
    EARLY,
    LATE,
    LOST,
    RESTS,
    Line,
    Moment,
    agenda_of,
    is_kept,
    is_within,
    lines_of,
    moment_of,
    under,
)

STARTS = datetime(2026, 10, 7, 12, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=2)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ("14 h Accueil", time(14), "Accueil"),
        ("14h15 Trois prototypes", time(14, 15), "Trois prototypes"),
        ("14:15 - Essais", time(14, 15), "Essais"),
        ("- 14 h 15 : Essais", time(14, 15), "Essais"),
        ("2.15 pm Trials", time(14, 15), "Trials"),
        ("12:30 am Owls", time(0, 30), "Owls"),
        ("9h Café", time(9), "Café"),
        ("Accueil à 14 h", None, "Accueil à 14 h"),
        ("14 ambassadeurs", None, "14 ambassadeurs"),
        ("25 h Rien", None, "25 h Rien"),
        ("14 h 75 Rien", None, "14 h 75 Rien"),
        ("14 h", None, "14 h"),
        ("2026 en bref", None, "2026 en bref"),
        ("3 hérissons", None, "3 hérissons"),
        ("1. Les idées", None, "Les idées"),
        ("• Les idées", None, "Les idées"),
        ("12.5 % de sel", None, "12.5 % de sel"),
    ],
)
def test_a_line_with_its_time(typed: str, at: time | None, words: str) -> None:
    assert agenda_of(typed) == [Line(words, at)]


@given(st.text())
def test_any_text_is_lines(text: str) -> None:
    """Whatever is typed is read; each line that says something is one."""
    said = [line for line in text.splitlines() if line.strip()]
    assert len(lines_of(text)) == len(agenda_of(text)) == len(said)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (STARTS - EARLY - SECOND, Moment.BEFORE),
        (STARTS - EARLY, Moment.DURING),
        (ENDS + LATE - SECOND, Moment.DURING),
        (ENDS + LATE, Moment.AFTER),
    ],
)
def test_the_three_moments(now: datetime, moment: Moment) -> None:
    assert moment_of(STARTS, ENDS, now) is moment


LONG = "Le pont tient. " * 6


@pytest.mark.parametrize(
    ("old", "new", "is_same_author", "stood", "expected"),
    [
        ("", "Le pont tient.", False, RESTS, False),
        ("  \n", "Le pont tient.", False, RESTS, False),
        ("Le pont", "Le pont tient.", True, RESTS, False),  # went on
        ("Le pont tient.", "Hier : Le grand pont tient.", True, RESTS, False),  # added in the middle
        ("Le pont tient.", "Le pont plie.", True, RESTS - SECOND, False),  # a slip put right at once
        ("Le pont tient.", "Le pont plie.", True, RESTS, True),
        ("Le pont tient.", "Le pont tient bien.", False, SECOND, True),  # whose words were whose
        (LONG, "", True, SECOND, True),  # all of it at once
        (LONG, LONG[LOST:], True, SECOND, False),
        (LONG, LONG[LOST + 1 :], True, SECOND, True),
    ],
)
def test_which_texts_are_put_aside(old: str, new: str, is_same_author: bool, stood: timedelta, expected: bool) -> None:
    assert is_kept(old, new, is_same_author=is_same_author, stood=stood) is expected


@given(st.text(), st.text(), st.text())
def test_what_is_only_added_to_is_within(one: str, other: str, more: str) -> None:
    assert is_within(one + other, one + more + other)
    assert is_within(one, other) or one not in other


@pytest.mark.parametrize(
    ("saved", "typed", "both"),
    [
        ("Le pont tient.", "Le pont plie.", "Le pont tient.\n\nLe pont plie."),
        ("un\ndeux\nLéa", "un\ndeux\nKarim", "un\ndeux\nLéa\n\nKarim"),  # both went on
        ("un\ndeux", "un\n\nKarim\n\ndeux\nfin", "un\ndeux\n\nKarim\n\nfin"),
        ("un\ndeux", "un\ndeux", "un\ndeux"),
        ("un\ndeux", "deux", "un\ndeux"),  # what one takes out, the other keeps
        ("un", "", "un"),
        ("", "un", "un"),
        ("un\ndeux", "un\ndeux\nun", "un\ndeux\n\nun"),  # said twice
    ],
)
def test_two_texts_one_under_the_other(saved: str, typed: str, both: str) -> None:
    assert under(saved, typed) == both


LINES = st.lists(st.sampled_from(["un", "deux", "trois", ""]), max_size=8).map("\n".join)


@given(LINES, LINES)
def test_both_texts_lose_no_line(saved: str, typed: str) -> None:
    found = under(saved, typed)
    assert found.startswith(saved)
    assert not Counter(typed.split()) - Counter(found.split())
