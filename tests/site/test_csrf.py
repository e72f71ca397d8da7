"""Nothing is done for a page that is not ours: a token per session and the same origin, signing in and out included."""

import pytest
from flask import Flask

from tests.people import HERE, Browser
from tests.site.expectations import ROLES
from tests.site.matrix import Row, Site, table

WRITES = [row for row in table() if row.method != "GET"]
WITHOUT_TOKEN = {"stops.stop"}  # the server of a mail program has none, and asks for one thing alone (RFC 8058)


def someone(row: Row) -> str:
    """A role that may do it, signed in if there is one; for what nobody may, one whom only the object stops."""
    able = (role for letters in ("yx", "0") for role in reversed(ROLES) if row.expected[role] in letters)
    return next(able, "erin")


@pytest.mark.parametrize("row", [row for row in WRITES if row.endpoint not in WITHOUT_TOKEN], ids=str)
@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_without_its_token_nothing_is_done(
    site: Site, row: Row, token: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(site.app.config, "WTF_CSRF_ENABLED", True)
    form = {} if token is None else {"csrf_token": token}
    assert site.ask(someone(row), row.method, site.url(row), data=form).status_code == 400


@pytest.mark.parametrize("row", WRITES, ids=str)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ailleurs.example"},
        {"Origin": "http://localhost.ailleurs.example"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_from_another_origin_nothing_is_done(site: Site, row: Row, headers: dict[str, str]) -> None:
    assert site.ask(someone(row), row.method, site.url(row), headers=headers).status_code == 403


@pytest.mark.parametrize("row", WRITES, ids=str)
def test_from_our_own_origin_it_is_let_through(site: Site, row: Row) -> None:
    answer = site.ask(someone(row), row.method, site.url(row), headers={"Origin": HERE})
    assert answer.status_code not in (400, 403)


@pytest.mark.parametrize(
    "origin", ["http://[", "http://[::1", "javascript:x", "http://localhost@ailleurs.example", "é"]
)
def test_an_origin_that_is_none_is_refused(app: Flask, origin: str) -> None:
    assert app.test_client().post("/deconnexion", headers={"Origin": origin}).status_code == 403


def test_a_token_serves_its_own_session_only(app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    token = next(e for e in one.open("/connexion").all("input") if e.get("name") == "csrf_token").get("value")
    other.open("/connexion")
    sent = {"csrf_token": token, "email": "alice@mail.example"}
    assert other.client.post("/connexion", data=sent).status_code == 400
    assert one.client.post("/connexion", data=sent).status_code == 303
