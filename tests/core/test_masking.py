"""Logs hold no secret that an address carries, whatever writes them."""

import logging

import pytest

from core.masking import MaskingFormatter, masked


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("GET /cal/k3v9x2abcd.ics HTTP/1.1", "GET /cal/… HTTP/1.1"),
        ("HEAD /cal/k3v9x2abcd.ics?x=1 HTTP/1.1", "HEAD /cal/…?x=1 HTTP/1.1"),
        ("GET /cal//k3v9x2abcd.ics HTTP/1.1", "GET /cal//… HTTP/1.1"),
        ("GET /cal%2Fk3v9x2abcd.ics HTTP/1.1", "GET /cal%2F… HTTP/1.1"),
        ("GET https://kaleido.example/cal/k3v9x2abcd HTTP/1.1", "GET https://kaleido.example/cal/… HTTP/1.1"),
        ("Invalid HTTP request line: 'GET /cal/k3v9x2abcd.ics'", "Invalid HTTP request line: 'GET /cal/…'"),
        ("POST /lien/AbC-123_z HTTP/1.1", "POST /lien/… HTTP/1.1"),
        ("GET /lien/AbC-123_z/suite HTTP/1.1", "GET /lien/…/suite HTTP/1.1"),
        ("POST /installation/AbC-123_z HTTP/1.1", "POST /installation/… HTTP/1.1"),
        ("GET /r/AbC-123_z?r=oui HTTP/1.1", "GET /r/…?r=oui HTTP/1.1"),
        ("GET /rappels/AbC-123_z/reprise HTTP/1.1", "GET /rappels/…/reprise HTTP/1.1"),
        ("GET /presence/AbC-123_z HTTP/1.1", "GET /presence/… HTTP/1.1"),
        ("GET /equipe/rencontres/abc/presences/etat HTTP/1.1", "GET /equipe/rencontres/abc/presences/etat HTTP/1.1"),
        ("GET /calendrier HTTP/1.1", "GET /calendrier HTTP/1.1"),
        ("GET /rencontres/k3v9x2 HTTP/1.1", "GET /rencontres/k3v9x2 HTTP/1.1"),
        (
            "GET /equipe/jeunes?saison=a2&nom=Dupont+L%C3%A9a&page=2 HTTP/1.1",
            "GET /equipe/jeunes?saison=a2&nom=…&page=2 HTTP/1.1",
        ),
    ],
)
def test_point_12_what_lets_in_is_masked(line: str, written: str) -> None:
    assert masked(line) == written


def test_point_12_a_traceback_is_masked_too() -> None:
    try:
        raise ValueError("nothing at /cal/k3v9x2abcd.ics")
    except ValueError as error:
        record = logging.LogRecord("x", 40, "x.py", 1, "no %s", ("/lien/AbC-123_z",), (type(error), error, None))
    assert MaskingFormatter("%(message)s").format(record) == "no /lien/…\nValueError: nothing at /cal/…"
