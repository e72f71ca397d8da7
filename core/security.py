"""What protects every answer: headers with a nonce, one origin, CSRF on every unsafe method, a known host."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFError, CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from core.db import SAFE_METHODS
from core.settings import Settings

csrf = CSRFProtect()
CSRF_KEY = "csrf_token"  # where Flask-WTF keeps it in the signed cookie
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
MAX_BODY = 6 * 1024 * 1024  # a spreadsheet of 5 MB and its envelope
MAX_FORM = 512 * 1024
MAX_PARTS = 6_000


def csp_nonce() -> str:
    """The nonce of this answer's scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _same_origin() -> None:
    """Unsafe methods come from our own pages, whatever the browser thinks of cookies."""
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin and origin != "null" and origin.partition("://")[2] != request.host:  # nothing to parse, nothing to fail
        abort(403)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)


PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _headers(response: Response) -> Response:
    wanted = {
        "Content-Security-Policy": f"default-src 'none'; script-src 'nonce-{csp_nonce()}' 'self'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        **PROTECTION,
    }
    if request.endpoint != "static":
        wanted["Cache-Control"] = "no-store"
        vary = response.headers.get("Vary")
        response.headers["Vary"] = "Cookie" if not vary else vary if "Cookie" in vary else f"{vary}, Cookie"
    if request.is_secure:
        wanted["Strict-Transport-Security"] = "max-age=31536000"
    given = set(response.headers.keys())  # each name is looked for once, where `setdefault` reads them all for each
    response.headers.extend({name: value for name, value in wanted.items() if name not in given})
    return response


class Cookies(SecureCookieSessionInterface):
    """Flask's own signed cookie. What signs is made once: to make it takes longer than to sign."""

    def __init__(self) -> None:
        self.made: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        self.made = self.made or super().get_signing_serializer(app)
        return self.made

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Of whoever has no cookie and needs none, nothing is asked. `_headers` has said what answers vary by."""
        if session or session.modified:
            super().save_session(app, session, response)


def init_app(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.key("session cookie"),
        SESSION_COOKIE_NAME="__Host-cohorte" if settings.secure else "cohorte",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # lives as long as its session: an hour without network loses nothing
        WTF_CSRF_SSL_STRICT=False,  # _same_origin asks the same of every request, http included
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_FORM,
        MAX_FORM_PARTS=MAX_PARTS,
    )
    app.session_interface = Cookies()
    # Links in mails carry the host: one that a stranger makes up in a request must never get that far.
    own = [urlsplit(settings.public_url).hostname] if settings.public_url else []
    app.config["TRUSTED_HOSTS"] = [*own, *LOOPBACK]
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.before_request(_same_origin)
    csrf.init_app(app)
    app.after_request(_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


__all__ = ["CSRF_KEY", "CSRFError", "csp_nonce", "csrf", "init_app"]
