"""Post offices for tests: real SMTP servers on this machine, each with its own mood."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[["Office", str], str]
TAKEN = "250 taken"


class Office:
    """An SMTP server that keeps what it takes. `at_rcpt` and `at_data` decide what it answers."""

    def __init__(self, at_rcpt: Answer | None = None, at_data: Answer | None = None, slow: float = 0) -> None:
        self.at_rcpt, self.at_data, self.slow = at_rcpt, at_data, slow
        self.taken: list[tuple[str, EmailMessage]] = []
        self.calls = 0
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for _, message in self.taken]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.at_rcpt(self, address) if self.at_rcpt else TAKEN
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.calls += 1
        if self.slow:
            time.sleep(self.slow)
        answer = self.at_data(self, envelope.rcpt_tos[0]) if self.at_data else TAKEN
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        if answer.startswith("2") or answer == "drop":
            message: Any = message_from_bytes(content, policy=policy.SMTP)
            self.taken.append((envelope.rcpt_tos[0], message))
        if answer == "drop":  # took it, and the line went dead before it could say so
            line: Any = server.transport
            line.abort()
        return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_office(office: Office) -> Iterator[Office]:
    controller = Controller(office, hostname="127.0.0.1", port=office.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
