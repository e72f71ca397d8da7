"""Icons come from their package, by name."""

import pytest
from markupsafe import Markup

from core.icons import icon


def test_an_icon_is_drawn_into_the_page_and_says_nothing() -> None:
    assert icon("check") == Markup(
        '<svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round" class="icon" aria-hidden="true">'
        '<path d="M20 6 9 17l-5-5" /></svg>'
    )


def test_an_icon_takes_one_more_class() -> None:
    assert 'class="icon push"' in icon("chevron-down", "push")


def test_an_unknown_icon_is_named() -> None:
    with pytest.raises(ValueError, match=r"^Lucide has no icon called 'chek': see the list at lucide.dev/icons$"):
        icon("chek")
