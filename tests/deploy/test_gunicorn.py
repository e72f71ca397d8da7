import runpy

import pytest

from core.settings import ROOT

masked = runpy.run_path(str(ROOT / "deploy" / "gunicorn.py"))["masked"]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("GET /cal/k3v9x2abcd.ics HTTP/1.1", "GET /cal/… HTTP/1.1"),
        ("HEAD /cal/k3v9x2abcd.ics?x=1 HTTP/1.1", "HEAD /cal/…?x=1 HTTP/1.1"),
        ("POST /lien/AbC-123_z HTTP/1.1", "POST /lien/… HTTP/1.1"),
        ("GET /lien/AbC-123_z/suite HTTP/1.1", "GET /lien/…/suite HTTP/1.1"),
        ("POST /installation/AbC-123_z HTTP/1.1", "POST /installation/… HTTP/1.1"),
        ("GET /r/AbC-123_z?r=oui HTTP/1.1", "GET /r/…?r=oui HTTP/1.1"),
        ("GET /calendrier HTTP/1.1", "GET /calendrier HTTP/1.1"),
        ("GET /rencontres/k3v9x2 HTTP/1.1", "GET /rencontres/k3v9x2 HTTP/1.1"),
        (
            "GET /equipe/jeunes?saison=a2&nom=Dupont+L%C3%A9a&page=2 HTTP/1.1",
            "GET /equipe/jeunes?saison=a2&nom=…&page=2 HTTP/1.1",
        ),
    ],
)
def test_tokens_never_reach_the_access_log(line: str, written: str) -> None:
    assert masked(line) == written
