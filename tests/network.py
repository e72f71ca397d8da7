"""The network guard: no test speaks to anything but what it started itself."""

import sys
from ipaddress import ip_address
from typing import Any

FIRST_OWN_PORT = 32768  # the system gives these to whoever asks for "any port": a server that a test started


class Guard:
    """Refuses, while `armed`, each look-up or connection that leaves this machine or goes to a well-known port."""

    def __init__(self) -> None:
        self.armed = False
        self.refused: list[str] = []
        sys.addaudithook(self.listen)  # it cannot be taken away again, so there is one for the whole run

    def listen(self, event: str, details: tuple[Any, ...]) -> None:
        if not self.armed or not event.startswith("socket."):
            return
        if event == "socket.getaddrinfo":
            host, port = details[0], details[1]
        elif event in ("socket.connect", "socket.sendto") and isinstance(details[1], tuple):
            host, port = details[1][0], details[1][1]
        else:
            return
        if not _is_ours(host, port if event != "socket.getaddrinfo" else None):
            self.refused.append(f"{event.removeprefix('socket.')} to {host!r}, port {port}")
            raise ConnectionRefusedError(f"a test may not reach {host}:{port}; start the server in the test, on port 0")


def _is_ours(host: str | bytes | None, port: int | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        near = ip_address(name.partition("%")[0]).is_loopback or name in ("0.0.0.0", "::")
    except ValueError:
        near = name == "localhost"
    return near and (port is None or port >= FIRST_OWN_PORT)
