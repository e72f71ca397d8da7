"""The kinds of "no", kept apart: not possible, not allowed, not valid, not for you. Each has one page."""

import logging
from http import HTTPStatus

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InvalidRequestError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, ServiceUnavailable

from core.db import db
from core.schema import Newer, require_known

log = logging.getLogger(__name__)

LINKS = ("/r/", "/cal/", "/rappels/")  # what whoever holds an e-mail or a poster opens, most of them without an account


class RuleBroken(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """What was asked is not possible now. `str(error)` is a sentence for the person who asked, in their language."""


class WrittenMeanwhile(RuleBroken):
    """Someone saved another text since this one was read: both are shown, neither is lost."""


def words_for(status: int) -> tuple[str, str]:
    """Title and advice for an HTTP status, in the reader's language."""
    known = {
        400: (_("This request cannot be read"), _("Go back to the previous page and try again.")),
        401: (_("Please sign in first"), _("This page is for people who are signed in.")),
        403: (
            _("This account has no access to this page"),
            _("Someone in the team can give access to it, or do what is needed."),
        ),
        404: (_("There is nothing here"), _("The address may be mistyped, or this page is not open to you.")),
        405: (_("This address does not work that way"), _("Go back to the previous page and use its buttons.")),
        409: (_("This is no longer possible"), _("Things changed in the meantime. Open the page again.")),
        410: (_("This page has been removed"), _("It existed, and was removed on purpose.")),
        413: (_("This is too large"), _("Send less text, or a smaller file.")),
        415: (_("This kind of file is not accepted"), _("Choose another file.")),
        422: (_("Something is missing"), _("Go back to the previous page and check what you typed.")),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
        503: (_("Cohorte is busy right now"), _("Nothing was saved. Try again in a few seconds.")),
    }
    return known.get(
        status,
        (_("Something went wrong on our side"), _("It has been recorded. Nothing you had saved is lost.")),
    )


def page(status: int, sentence: str | None = None) -> Response:
    """The page that says no: what happened, and one way out. That of a dead link is where it came from, never a
    sign-in: who holds it may have no account."""
    title, advice = words_for(status)
    is_link = status == HTTPStatus.NOT_FOUND and request.path.startswith(LINKS)
    if is_link:
        title = _("This link does not work")
        advice = (
            _("It is incomplete, or has been replaced. The team has the new one.")
            if request.path.startswith("/cal/")
            else _(
                "It is incomplete, or a newer one replaced it. The latest e-mail has the right one; "
                "otherwise the team can send another."
            )
        )
    html = render_template(
        "core/error.html", status=status, title=title, advice=sentence or advice, leads_home=not is_link
    )
    return make_response(html, status)


def _http_error(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    # Of a host that is not ours no page can be drawn: it would hold links to that host.
    if error.response is not None or status < 400 or isinstance(error, SecurityError):
        return make_response(error.get_response())
    answer = page(status)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers[name] = value
    if isinstance(error, ServiceUnavailable):
        answer.headers["Retry-After"] = "5"
    return answer


def _database_error(error: OperationalError) -> Response:
    """Busy, full or read-only storage: an honest 503, never a 500 and never a half answer."""
    log.warning("database unavailable: %s", error.orig)
    db.session.rollback()
    g.only_reads = True  # the page that says so reads who is signed in, and needs nobody's leave to write
    _stop_if_older()
    return _http_error(ServiceUnavailable())


def _stop_if_older() -> None:
    """A server whose database has been upgraded by newer code goes on as long as nothing fails, and no longer."""
    try:
        require_known()
    except Newer as newer:
        log.critical("the server stops: %s", newer)
        current_app.extensions.get("stop_server", lambda: None)()
    except DBAPIError:
        pass  # what fails is the database itself


def _refused(status: int, sentence: str | None = None) -> Response:
    """The page that says no to what was begun. It is undone first: the page reads who is signed in, and a
    transaction that failed reads nothing."""
    db.session.rollback()
    return page(status, sentence)


def _taken(error: IntegrityError) -> Response:
    """Somebody else wrote the same at the same moment, and a constraint kept one of the two."""
    log.warning("refused by the database: %s", type(error.orig).__name__)
    return _refused(409)


def _gone(error: InvalidRequestError) -> Response:
    """Somebody removed it while this request waited for it. Any other misuse of the session is an error of ours."""
    if isinstance(error, ObjectDeletedError) or "Could not refresh instance" in str(error):
        return _refused(404)
    raise error


def _failed(error: InternalServerError) -> Response:
    db.session.rollback()
    if isinstance(error.original_exception, DBAPIError):
        _stop_if_older()
    return _http_error(InternalServerError())


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(DataError, lambda _error: _refused(400))  # such as a NUL, which PostgreSQL cannot hold
    app.register_error_handler(IntegrityError, _taken)
    app.register_error_handler(InvalidRequestError, _gone)
    app.register_error_handler(RuleBroken, lambda error: _refused(409, str(error)))
    app.register_error_handler(StaleDataError, lambda _error: _refused(409))
    app.register_error_handler(500, _failed)
