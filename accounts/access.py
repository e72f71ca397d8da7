"""Who is signed in, and on which session. Rights are read at each request, never from the cookie."""

from __future__ import annotations

from typing import cast

import flask
from flask import Flask, Request, g
from flask_login import AnonymousUserMixin, LoginManager, current_user
from sqlalchemy import Select, select

from accounts.models import Session, User
from accounts.rules import SESSION_LIFE, Device, digest
from core import clock
from core.db import db

KEY = "key"  # in the signed cookie: the session's key
login_manager = LoginManager()


def me() -> User:
    """The signed-in user, the real object. Only behind a rule that needs sign-in."""
    return cast(User, current_user._get_current_object())


def is_signed_in() -> bool:
    return bool(current_user and current_user.is_authenticated)


def session_now() -> Session | None:
    """The session of this request, alive, or None. One query a request."""
    if "session_now" not in g:
        g.session_now = _alive(flask.session.get(KEY))
    return cast("Session | None", g.session_now)


def _alive(key: object) -> Session | None:
    if not isinstance(key, str):
        return None
    return db.session.scalars(
        select(Session).where(
            Session.key_hash == digest(key), Session.ended_at.is_(None), Session.ends_at > clock.now()
        )
    ).one_or_none()


def sessions_of(user: User) -> Select[Session]:
    """The sessions a person may see and end: their own that are alive; by card, those begun by that person's cards."""
    query = (
        select(Session)
        .where(Session.user_id == user.id, Session.ended_at.is_(None), Session.ends_at > clock.now())
        .order_by(Session.created_at.desc())
    )
    return query.where(Session.by_card, Session.person == person_now()) if came_by_card() else query


def came_by_card() -> bool:
    """Whether a printed card opened this session: it proves one person, and nothing of the mailbox's others."""
    session = session_now()
    return session is not None and session.by_card


def person_now() -> str:
    """Who of this mailbox is at the screen: "staff", a young person's public id, or "" when not chosen."""
    session = session_now()
    return session.person if session else ""


def init_app(app: Flask) -> None:
    app.permanent_session_lifetime = SESSION_LIFE[Device.OWN]  # of the cookie; the session's own end is in its row
    login_manager.anonymous_user = AnonymousUserMixin
    login_manager.init_app(app)

    @login_manager.request_loader  # type: ignore[untyped-decorator] # flask_login publishes no types
    def load(_request: Request) -> User | None:
        session = session_now()
        return session.user if session else None
