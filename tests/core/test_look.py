"""The look, plugged into the application."""

import re

import pytest
from flask import Flask, get_flashed_messages

from core import look


def test_an_asset_has_an_address_that_follows_its_content(app: Flask) -> None:
    with app.test_request_context():
        assert re.fullmatch(r"/static/css/base\.css\?v=[0-9a-f]{10}", look.asset("css/base.css"))
        assert look.asset("css/base.css") != look.asset("css/reset.css")


def test_a_font_that_was_not_made_yet_keeps_its_plain_address(app: Flask) -> None:
    with app.test_request_context():
        assert look.asset("made/unmade.woff2") == "/static/made/unmade.woff2"


def test_a_wrong_name_is_told(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(FileNotFoundError, match=r"static/css/bsae\.css does not exist"):
        look.asset("css/bsae.css")


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", None), ('"><b>', None)])
def test_a_browser_keeps_its_theme(app: Flask, cookie: str, theme: str | None) -> None:
    with app.test_request_context(headers={"Cookie": f"theme={cookie}"}):
        assert look.chosen_theme() == theme


def test_a_message_may_be_undone(app: Flask) -> None:
    with app.test_request_context():
        look.toast("Saved.")
        look.toast("Sent.", undo="/undo")
        assert get_flashed_messages() == ["Saved.", {"text": "Sent.", "undo": "/undo"}]


def test_the_page_of_components_is_for_debugging_only(app: Flask) -> None:
    assert app.test_client().get("/equipe/_composants").status_code == 404
