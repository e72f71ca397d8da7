"""Addresses in mails and on paper, and the only places a form may send someone back to."""

import re
from urllib.parse import urlsplit

from flask import current_app, request, url_for

PATH = re.compile(r"/(?:[a-z0-9][a-z0-9./_-]*)?(?:\?[A-Za-z0-9=&_%.-]*)?")


def host() -> str:
    """Where people reach this instance, no final slash: PUBLIC_URL, or else the host of this request."""
    public_url = str(current_app.extensions["settings"].public_url)
    return public_url or request.host_url.rstrip("/")


def is_this_machine(address: str) -> bool:
    """Whether an address opens nowhere but on the machine that serves it: nobody else can use it."""
    name = urlsplit(address).hostname or ""
    return name in ("localhost", "::1") or name.startswith("127.")


def absolute(endpoint: str, **values: object) -> str:
    """A full address for a mail, a printed card, a calendar."""
    return host() + url_for(endpoint, **values)  # type: ignore[arg-type] # url_for takes any value


def local_path(text: str) -> str:
    """`text` if it is a path of ours, else nothing: a strict pattern, never "a safe URL"."""
    return text if PATH.fullmatch(text) and ".." not in text else ""
