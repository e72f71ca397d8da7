"""A Message-ID ends in a name that exists: the host people know, or else the sender's."""

from dataclasses import replace

import pytest
from flask import Flask

from core.outbox import compose
from core.settings import Settings
from tests.world import NOW


@pytest.mark.parametrize(
    ("public_url", "mail_from", "ends"),
    [
        ("https://cohorte.kaleido.example", "labo@kaleido.example", "@cohorte.kaleido.example>"),
        ("https://kaleido.example:8443/cohorte", "labo@mail.example", "@kaleido.example>"),
        ("", "labo@kaleido.example", "@kaleido.example>"),
        ("", Settings.mail_from, "@localhost.localdomain>"),
    ],
)
def test_it_ends_in_our_host(app: Flask, public_url: str, mail_from: str, ends: str) -> None:
    kept = app.extensions["settings"]
    app.extensions["settings"] = replace(kept, public_url=public_url, mail_from=mail_from)
    try:
        with app.test_request_context():
            mail = compose("x", template="sign_in", to_email="a@mail.example", subject="s", now=NOW, minutes=1)
    finally:
        app.extensions["settings"] = kept
    assert mail.message_id.startswith(f"<{mail.public_id}.")
    assert mail.message_id.endswith(ends)
