"""A message of the outbox as the post wants it (RFC 5322), and the two ways it leaves: by SMTP or as a file.

Only a recipient's or a message's refusal is final. All else is tried again, and a server that took the text but
never said so gets, at most, copies with one and the same Message-ID.
"""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from core.outbox import Mail, as_it_leaves
from core.text import clean_line

PATIENCE = 20  # seconds for each answer of a server; a lease (core.sending) outlasts all the answers of one mail
CALENDAR_FILE = "cohorte.ics"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

Carrier = Callable[[EmailMessage, str], None]
"""Delivers a message to one address, or raises Refused, Later or Unsure."""


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """It will never be taken: no use in trying again."""


class Later(Exception):  # noqa: N818
    """It was not taken this time, for certain."""


class Unsure(Exception):  # noqa: N818
    """The text went out and no answer came back: it may have arrived."""


class Away(Exception):  # noqa: N818
    """The server cannot be reached, or does not let us in: no mail was tried."""


@dataclass(frozen=True)
class Server:
    """An SMTP server, as SMTP_URL names it."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False

    @property
    def is_near(self) -> bool:
        return self.host in LOOPBACK


def server_at(url: str) -> Server:
    """The server of `smtp://user:password@host:587` or `smtps://…`. Raises ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("SMTP_URL reads smtp://user:password@host:587 or smtps://user:password@host")
    tls = parts.scheme == "smtps"
    port = parts.port or (465 if tls else 587 if parts.username else 25)
    return Server(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def letter(mail: Mail, *, sender: str) -> EmailMessage:
    """The message as it leaves. `sender` is MAIL_FROM. Raises Refused when its address is none.

    Every header is built by the standard library from one clean line, so no text can add a header of its own.
    """
    to = _postal(mail.to_email)
    message = EmailMessage(policy=SMTP if to.isascii() else SMTPUTF8)
    own_name, own_address = parseaddr(sender)
    message["From"] = Address(_name(mail.from_name or own_name or "Cohorte"), addr_spec=own_address)
    message["To"] = Address(_name(mail.to_name), addr_spec=to)
    if mail.reply_to:
        with suppress(Refused):  # a mistyped one never keeps the message back
            message["Reply-To"] = Address(addr_spec=_postal(mail.reply_to))
    message["Subject"] = clean_line(mail.subject)
    message["Date"] = format_datetime(mail.due_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_url:
        message["List-Unsubscribe"] = f"<{mail.stop_url}>"
        if mail.stop_url.startswith("https://"):  # RFC 8058 asks for it: one click of a mail program
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text, html = as_it_leaves(mail)
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    if mail.calendar:
        _attach(message, mail.calendar)
    message["Content-Language"] = mail.locale[:2]
    return message


def _attach(message: EmailMessage, calendar: str) -> None:
    """The file of a date (RFC 5545), byte by byte as it was written."""
    message.add_attachment(
        calendar.encode(),
        maintype="text",
        subtype="calendar",
        params={"charset": "utf-8"},
        cte="base64",
        filename=CALENDAR_FILE,
    )


def _name(text: str) -> str:
    return clean_line(text)[:100]


def _postal(address: str) -> str:
    """The address as servers know it: an accented domain in its ASCII form."""
    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Refused(f"not an e-mail address: {error}") from error
    return found.ascii_email or f"{found.local_part}@{found.ascii_domain}"


@contextmanager
def into_folder(folder: Path) -> Iterator[Carrier]:
    """Where no server is configured, each mail becomes an .eml file; a second try replaces the first."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Away(str(error)) from error

    def carry(message: EmailMessage, to: str) -> None:
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        draft = folder / f".{name}.{os.getpid()}"
        try:
            with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:  # it may sign in
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(folder / f"{name}.eml")
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise Later(str(error)) from error

    yield carry


@contextmanager
def by_smtp(server: Server) -> Iterator[Carrier]:
    """A connection to `server`, for as many mails as it takes. Raises Away when there is none to be had."""
    connection = _connect(server)

    def carry(message: EmailMessage, to: str) -> None:
        _hand_over(connection, message, to)

    try:
        yield carry
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        connection.close()


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.is_near:  # nobody listens between us and ourselves; its certificate is often self-made
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        if server.tls:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    except (smtplib.SMTPException, OSError) as error:
        raise Away(_said(error)) from error
    try:
        _enter(smtp, server, context)
    except (smtplib.SMTPException, OSError) as error:
        smtp.close()
        raise Away(_said(error)) from error
    except Away:
        smtp.close()
        raise
    return smtp


def _enter(smtp: smtplib.SMTP, server: Server, context: ssl.SSLContext) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not server.tls and smtp.has_extn("starttls"):
        smtp.starttls(context=context)
        smtp.ehlo()
    elif not server.tls and not server.is_near:
        raise Away(f"{server.host} offers no encryption (STARTTLS): mail and password would travel in clear")
    if server.user:
        smtp.login(server.user, server.password)


def _hand_over(smtp: smtplib.SMTP, message: EmailMessage, to: str) -> None:
    """One mail over an open connection. After Later or Unsure the connection may be dead."""
    options = []
    if not to.isascii():
        if not smtp.has_extn("smtputf8"):
            raise Refused("the server does not take accented addresses")
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    own_address = message["From"].addresses[0].addr_spec
    try:
        _expect(smtp.mail(own_address, options), final=False)
        _expect(smtp.rcpt(to), final=True)
    except (smtplib.SMTPException, OSError) as error:
        raise Later(_said(error)) from error
    try:
        answer = smtp.data(message.as_bytes())
    except smtplib.SMTPDataError as error:  # refused before the text went out
        _expect((error.smtp_code, error.smtp_error), final=True)
        raise Later(_said(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unsure(_said(error)) from error
    _expect(answer, final=True)


def _expect(answer: tuple[int, bytes | str], *, final: bool) -> None:
    """Raise unless the server agreed. `final`: a 5xx concerns this recipient or text, not our set-up."""
    code, words = answer
    if 200 <= code < 300:
        return
    said = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    if final and code >= 500:
        raise Refused(said)
    raise Later(said)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
