"""A feed over HTTP: what a calendar client already holds is not built, and not sent, again (RFC 9110 §13).

The entity tag is made from the feed's revision and not from its text, so that a 304 costs the one query that
read the revision. The text must therefore be a pure function of the tag: every word, setting or row that can
change it belongs in `entity_tag()`.
"""

import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Response, request
from werkzeug.http import http_date

FRESH_FOR = timedelta(minutes=5)
_GZIP = "-gzip"
PRIVATE = {
    "Cache-Control": f"private, max-age={FRESH_FOR.seconds}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
"""The headers of whatever answers under a secret address, an error included."""


def entity_tag(*parts: object) -> str:
    """An opaque tag, the same for the same parts in the same order: whatever a text is made from."""
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def pack(text: bytes) -> bytes:
    """The text as it travels. No time in the envelope: the same text gives the same bytes."""
    return gzip.compress(text, compresslevel=6, mtime=0)


def feed_response(
    *,
    tag: str,
    changed_at: datetime,
    now: datetime,
    packed: Callable[[], bytes],
    file_name: str = "agenda.ics",
) -> Response:
    """The answer to a GET or HEAD of a calendar: 304, or 200 with what `packed()` gives, unpacked where need be.

    `changed_at` is aware and never falls. Each encoding has its own strong tag, `tag` and `tag-gzip`; either
    is recognised, also when a proxy has made it weak. `file_name` is in ASCII and names nobody.
    """
    # A date has whole seconds: the one given is of a second in which nothing can change any more.
    given_at = min(changed_at, now - timedelta(seconds=1)).astimezone(UTC).replace(microsecond=0)
    is_gzip = _accepts_gzip()
    headers = {
        **PRIVATE,
        "ETag": f'"{tag}{_GZIP}"' if is_gzip else f'"{tag}"',
        "Last-Modified": http_date(given_at),
        "Vary": "Accept-Encoding",
    }
    if _is_known(tag, changed_at):
        response = Response(status=304, headers=headers)
        del response.headers["Content-Type"]
        return response
    headers["Content-Type"] = "text/calendar; charset=utf-8"
    headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    if is_gzip:
        headers["Content-Encoding"] = "gzip"
    return Response(packed() if is_gzip else gzip.decompress(packed()), headers=headers)


def short_answer(status: int, sentence: str) -> Response:
    """A few words in place of a calendar, for a program rather than a person; never kept by anyone."""
    headers = {**PRIVATE, "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8"}
    return Response(sentence + "\n", status, headers)


def _accepts_gzip() -> bool:
    sent = request.headers.get("Accept-Encoding", "")
    if ";" in sent:
        return request.accept_encodings.quality("gzip") > 0
    return not {"gzip", "*"}.isdisjoint(sent.lower().replace(" ", "").split(","))


def _is_known(tag: str, changed_at: datetime) -> bool:
    """Whether the client holds this revision. A tag decides alone; dates are for clients without one."""
    sent = request.headers.get("If-None-Match")
    if sent in (f'"{tag}"', f'"{tag}{_GZIP}"'):  # what nearly all send
        return True
    tags = request.if_none_match
    if tags.star_tag or tags:
        return tags.star_tag or any(
            known and known.removesuffix(_GZIP) == tag for known in tags.as_set(include_weak=True)
        )
    since = request.if_modified_since
    return since is not None and changed_at.replace(microsecond=0) <= since
