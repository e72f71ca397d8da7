"""Who may open an address, declared at the route. The application refuses to start with an undeclared one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """A rule of access: its name, as the matrix of tests prints it, and the question it asks of who is signed in."""

    name: str
    allows: Callable[[], bool]
    needs_sign_in: bool = True


PUBLIC = Rule("public", lambda: True, needs_sign_in=False)
SIGNED_IN = Rule("signed in", lambda: True)


def access(rule: Rule) -> Callable[[View], View]:
    """Declare who may open the route below. The only way to declare it."""

    def declare(view: View) -> View:
        view.__access__ = rule  # type: ignore[attr-defined] # read again by rule_of
        return view

    return declare


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule declared for an endpoint; our own static files are public."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "__access__", None)


def require(allowed: bool) -> None:
    """Answer 403 unless `allowed`: the thing is visible to this person, the act is not theirs."""
    if not allowed:
        abort(403)


def refuse_undeclared(app: Flask) -> None:
    """Stop the start when a route says nothing of who may open it."""
    silent = sorted({r.endpoint for r in app.url_map.iter_rules() if rule_of(app, r.endpoint) is None})
    if silent:
        raise RuntimeError(f"No access rule declared for: {', '.join(silent)}. Add @access(…) above the view.")


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    rule = rule_of(current_app, request.endpoint)
    if rule is None:  # refuse_undeclared saw to it at the start
        abort(403)
    if not rule.needs_sign_in:
        return None
    if not current_user.is_authenticated:
        back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
        return redirect(url_for("accounts.sign_in", suite=back), 303)
    if not rule.allows():
        abort(403)
    return None


def init_app(app: Flask) -> None:
    app.before_request(_check)
