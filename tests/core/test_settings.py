"""What an instance keeps on disk is for its own account."""

import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from core import settings
from core.letters import into_folder


@pytest.fixture
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


@pytest.mark.usefixtures("_usual_umask")
def test_the_data_folder_and_its_secret_are_for_the_owner_alone(tmp_path: Path) -> None:
    settings.read({"COHORTE_DATA": str(tmp_path / "data")})
    assert {path.name: mode(path) for path in [tmp_path / "data", tmp_path / "data" / "secret.key"]} == {
        "data": "0o700",
        "secret.key": "0o600",
    }


@pytest.mark.usefixtures("_usual_umask")
def test_a_mail_kept_as_a_file_is_for_the_owner_alone(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Message-ID"] = "<a1.b2@cohorte.invalid>"
    message.set_content("http://localhost/lien/…")
    with into_folder(tmp_path / "mail") as carry:
        carry(message, "ines@mail.example")
    assert mode(tmp_path / "mail" / "a1.b2.eml") == "0o600"
