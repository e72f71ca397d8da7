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

FRESH_FOR = timedelta(minutes=5)
_GZIP = "-gzip"


def entity_tag(*parts: object) -> str:
    """An opaque tag, the same for the same parts in the same order: whatever a text is made from."""
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def feed_response(
    *,
    tag: str,
    changed_at: datetime,
    now: datetime,
    build: Callable[[], bytes],
    file_name: str = "agenda.ics",
) -> Response:
    """The answer to a GET or HEAD of a calendar: 304, or 200 with `build()`.

    `changed_at` is aware and never falls. Each encoding has its own strong tag, `tag` and `tag-gzip`; either
    is recognised, also when a proxy has made it weak. `file_name` is in ASCII and names nobody.
    """
    # A date has whole seconds: the one given is of a second in which nothing can change any more.
    given_at = min(changed_at, now - timedelta(seconds=1)).astimezone(UTC).replace(microsecond=0)
    is_gzip = request.accept_encodings.quality("gzip") > 0
    if _is_known(tag, changed_at):
        response = Response(status=304)
    elif is_gzip:
        # No time in the envelope: the same text gives the same bytes.
        response = Response(gzip.compress(build(), compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(build())
    if response.status_code == 304:
        del response.headers["Content-Type"]
    else:
        response.headers["Content-Type"] = "text/calendar; charset=utf-8"
        response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    response.set_etag(tag + _GZIP if is_gzip else tag)
    response.last_modified = given_at
    response.headers["Vary"] = "Accept-Encoding"
    return private_calendar(response)


def private_calendar(response: Response) -> Response:
    """The headers of whatever answers under a secret address, an error included."""
    response.headers["Cache-Control"] = f"private, max-age={FRESH_FOR.seconds}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def short_answer(status: int, sentence: str) -> Response:
    """A few words in place of a calendar, for a program rather than a person; never kept by anyone."""
    response = private_calendar(Response(sentence + "\n", status, mimetype="text/plain"))
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_known(tag: str, changed_at: datetime) -> bool:
    """Whether the client holds this revision. A tag decides alone; dates are for clients without one."""
    tags = request.if_none_match
    if tags.star_tag or tags:
        return tags.star_tag or any(
            known and known.removesuffix(_GZIP) == tag for known in tags.as_set(include_weak=True)
        )
    since = request.if_modified_since
    return since is not None and changed_at.replace(microsecond=0) <= since
