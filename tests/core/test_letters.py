from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.letters import Away, Refused, Server, by_smtp, letter, server_at
from core.outbox import Mail
from tests.post import Office, open_office

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HEADERS = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]


def mail(**changes: object) -> Mail:
    values: dict[str, object] = {
        "message_id": "<a1.b2@cohorte.invalid>",
        "kind": "test",
        "from_name": "Le Kaléido",
        "to_name": "Inès Ferrand",
        "to_email": "ines@kaleido.example",
        "reply_to": "equipe@kaleido.example",
        "locale": "fr",
        "subject": "Samedi 12 déc. : tu viens ?",
        "text": "Bonjour,\n\nÀ samedi.\n",
        "html": "<p>À samedi.</p>",
        "due_at": NOW,
    }
    return Mail(**{**values, **changes})


def as_received(message: EmailMessage) -> Any:
    return message_from_bytes(message.as_bytes(), policy=policy.SMTP)


def test_a_letter_as_it_arrives() -> None:
    read = as_received(letter(mail(), sender="cohorte@kaleido.example"))
    assert {name: str(read[name]) for name in [*HEADERS[:7], "Content-Language"]} == {
        "From": "Le Kaléido <cohorte@kaleido.example>",
        "To": "Inès Ferrand <ines@kaleido.example>",
        "Reply-To": "equipe@kaleido.example",
        "Subject": "Samedi 12 déc. : tu viens ?",
        "Date": "Tue, 24 Nov 2026 09:00:00 +0000",
        "Message-ID": "<a1.b2@cohorte.invalid>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fr",
    }
    parts = [(part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in read.iter_parts()]
    assert parts == [("text/plain", "Bonjour,\n\nÀ samedi.\n"), ("text/html", "<p>À samedi.</p>\n")]


@given(
    subject=st.text(max_size=300),
    name=st.text(max_size=200),
    centre=st.text(max_size=120),
    reply_to=st.text(max_size=60),
)
def test_no_text_adds_a_header_or_loses_the_body(subject: str, name: str, centre: str, reply_to: str) -> None:
    written = mail(subject=subject, to_name=name, from_name=centre, reply_to=reply_to)
    read = as_received(letter(written, sender="cohorte@kaleido.example"))
    assert [key for key in read if key != "Reply-To"] == [h for h in HEADERS if h != "Reply-To"]
    assert [a.addr_spec for a in read["To"].addresses] == ["ines@kaleido.example"]
    assert [a.addr_spec for a in read["From"].addresses] == ["cohorte@kaleido.example"]
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "subject",
    ["x\r\nBcc: all@kaleido.example", "x\nBcc: all@kaleido.example\n\nbody", "مرحبا " * 50, "🎉" * 300, "a" * 300, ""],
)
def test_hostile_subjects_stay_subjects(subject: str) -> None:
    read = as_received(letter(mail(subject=subject), sender="cohorte@kaleido.example"))
    assert list(read.keys()) == HEADERS
    assert str(read["Subject"]) == " ".join(subject.split())


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ines",
        "ines@",
        "ines@kaleido.example\r\nBcc: all@kaleido.example",
        "ines@kaleido.example, all@kaleido.example",
        "<ines@kaleido.example>",
        "ines@kaleido.example ",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        letter(mail(to_email=address), sender="cohorte@kaleido.example")


def test_an_accented_domain_travels_in_ascii() -> None:
    read = as_received(letter(mail(to_email="ines@kaléido.example"), sender="cohorte@kaleido.example"))
    assert read["To"].addresses[0].addr_spec == "ines@xn--kalido-dva.example"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", Server("localhost", 25)),
        ("smtp://mail.kaleido.example:2525", Server("mail.kaleido.example", 2525)),
        ("smtp://moi%40kaleido.example:p%3Aw@mail.example", Server("mail.example", 587, "moi@kaleido.example", "p:w")),
        ("smtps://u:p@mail.example", Server("mail.example", 465, "u", "p", tls=True)),
    ],
)
def test_smtp_url(url: str, server: Server) -> None:
    assert server_at(url) == server


@pytest.mark.parametrize("url", ["http://mail.example", "mail.example:25", "smtp://", "smtp:///x"])
def test_other_addresses_are_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL reads"):
        server_at(url)


def test_a_far_server_without_encryption_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_office(Office()) as office:
        monkeypatch.setattr("core.letters.LOOPBACK", set())  # as if this server were somewhere else
        with pytest.raises(Away, match="no encryption"), by_smtp(Server("127.0.0.1", office.port, "u", "p")):
            pass
