"""What every answer carries, and which hosts are answered at all."""

import re

import pytest
from flask import Flask

from tests.site.expectations import READERS
from tests.site.matrix import Row, Site, table

DIRECTIVES = {
    "default-src": {"'none'"},
    "script-src": {"'self'", "'nonce-…'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "manifest-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
NONCE = re.compile(r"'nonce-[\w-]{22}'")


def directives(policy: str) -> dict[str, set[str]]:
    plain = NONCE.sub("'nonce-…'", policy)
    return {words[0]: set(words[1:]) for words in map(str.split, plain.split(";")) if words}


@pytest.mark.parametrize("row", table(), ids=str)
def test_every_answer_is_protected(site: Site, row: Row) -> None:
    for role in READERS:
        headers = site.once(role, row).answer.headers
        assert directives(headers["Content-Security-Policy"]) == DIRECTIVES
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert "Server" not in headers
        if row.endpoint not in PUBLIC_CACHES:
            assert (headers["Cache-Control"], "Cookie" in headers.get("Vary", "")) == ("no-store", True)


PUBLIC_CACHES = {"feeds.calendar"}  # endpoints that say themselves how long they may be kept


@pytest.mark.parametrize("url", ["/nulle-part", "/etat"])
def test_a_nonce_serves_once(site: Site, url: str) -> None:
    found = [NONCE.findall(site.ask("nobody", "GET", url).headers["Content-Security-Policy"]) for _ in range(3)]
    assert len({each for nonces in found for each in nonces}) == 3


@pytest.mark.parametrize("host", ["ailleurs.example", "localhost.ailleurs.example", "", "localhost@ailleurs.example"])
def test_an_unknown_host_is_refused(app: Flask, host: str) -> None:
    assert app.test_client().get("/etat", headers={"Host": host}).status_code == 400


def test_the_own_host_is_answered(app: Flask) -> None:
    assert app.test_client().get("/etat", headers={"Host": "localhost"}).status_code == 200
