"""Two ways to ask: over a socket, as calendars do, and inside one process, to look at the application alone."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.parser import BytesParser
from io import BytesIO
from typing import Any, Protocol
from wsgiref.types import WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from core.settings import ROOT
from tests.post import free_port


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        return str(BytesParser().parsebytes(self.head)[name])


class Client(Protocol):
    def asks(self, path: str, **headers: str) -> Callable[[], Answer]:
        """A GET that can be repeated; in names of headers `_` stands for `-`."""


def bare_page() -> Flask:
    """The least that Flask can be."""
    page = Flask("bare")
    page.add_url_rule("/", view_func=lambda: "Bonjour")
    return page


class Served:
    """Ask the server at a port of this machine, over a connection for each request, as pollers do."""

    def __init__(self, port: int) -> None:
        self.port = port

    def asks(self, path: str, **headers: str) -> Callable[[], Answer]:
        named = {"Host": f"localhost:{self.port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items()), "", ""]
        request = "\r\n".join(lines).encode()

        def ask() -> Answer:
            parts = []
            with socket.create_connection(("127.0.0.1", self.port)) as connection:
                connection.sendall(request)
                while part := connection.recv(1 << 16):
                    parts.append(part)
            head, _, body = b"".join(parts).partition(b"\r\n\r\n")
            status, _, head = head.partition(b"\r\n")
            return Answer(int(status.split()[1]), head, body)

        return ask


class Inside:
    """Hand requests to an application in this process, as a server would."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def asks(self, path: str, **headers: str) -> Callable[[], Answer]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        first: WSGIEnvironment = EnvironBuilder(
            path=path, headers=Headers(named), base_url="http://localhost"
        ).get_environ()

        def ask() -> Answer:
            told: list[Any] = []

            def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
                told[:] = [status, headers]
                return told.append

            parts = self.application({**first, "wsgi.input": BytesIO()}, start)
            body = b"".join(parts)
            if hasattr(parts, "close"):
                parts.close()
            head = "".join(f"{name}: {value}\r\n" for name, value in told[1])
            return Answer(int(told[0][:3]), head.encode(), body)

        return ask


@contextmanager
def bare_server() -> Iterator[Served]:
    """The bare page behind the same server as the product's: one worker, and a line in a log for each answer."""
    port = free_port()
    command = (sys.executable, "-m", "gunicorn", "--config", "bench/bare.py", "--bind", f"127.0.0.1:{port}")
    server = subprocess.Popen((*command, "bench.clients:bare_page()"), cwd=ROOT)  # noqa: S603 - our own
    client = Served(port)
    try:
        for _ in range(200):
            try:
                client.asks("/")()
                break
            except OSError:
                time.sleep(0.05)
        yield client
    finally:
        server.terminate()
        server.wait(30)
