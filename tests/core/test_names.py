"""Two letters for a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Inès Ba", "IB"),
        ("inès ben ali", "IA"),
        ("Anne-Élisabeth Rakotoarimanana-Delacroix", "AR"),
        ("Émile", "É"),
        ("E\u0301mile Zola", "ÉZ"),
        ("  Björn  Dupuy ", "BD"),
        ("« Lou » Martin", "LM"),
        ("İpek ßauer", "İSS"),
        ("李 小龙", "李小"),
        ("", "?"),
        ("– – –", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text())
def test_any_name_has_initials(name: str) -> None:
    assert initials(name).strip() != ""
