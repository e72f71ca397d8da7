"""A host that somebody makes up is refused, also where nobody set PUBLIC_URL: mails would carry it."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "[::2]"])
def test_an_unknown_host_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/connexion", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000"])
def test_this_machine_is_known(client: FlaskClient, host: str) -> None:
    assert client.get("/connexion", headers={"Host": host}).status_code == 200
