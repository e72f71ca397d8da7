"""The page a stranger meets first, in a real browser on the running product."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_signing_in_is_accessible_and_fits(
    page: Page,
    live_server: str,
    accessible: Callable[[Page], None],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{live_server}/connexion")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("navigator.language") == "fr-FR"
    accessible(page)
