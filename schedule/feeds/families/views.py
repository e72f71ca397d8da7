"""What the page behind a link from a mail offers a guardian: the dates in their own calendar, without an account."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ambassadors.models import Guardian
from core import clock
from core.db import db
from core.guards import PUBLIC, access
from meetings.answers.views import asking_page, find_opened
from schedule.feeds.addresses import key
from schedule.feeds.families import actions
from schedule.feeds.families.access import calendar_of
from schedule.models import Feed

blueprint = Blueprint("families", __name__)


@blueprint.post("/r/<string:token>/agenda")
@access(PUBLIC)
def make(token: str) -> ResponseReturnValue:
    return _with(token, actions.make_for_guardian)


@blueprint.post("/r/<string:token>/agenda/renouvellement")
@access(PUBLIC)
def renew(token: str) -> ResponseReturnValue:
    return _with(token, partial(actions.renew_for_guardian, known=request.form.get("link", "")))


@blueprint.get("/r/<string:token>/agenda")
@blueprint.get("/r/<string:token>/agenda/renouvellement")
@access(PUBLIC)
def back(token: str) -> ResponseReturnValue:
    """The button's address, opened again."""
    find_opened(token)
    return redirect(url_for("answers.asked", token=token), 303)


def _with(token: str, act: Callable[..., Feed]) -> ResponseReturnValue:
    """Make or change the link of the guardian to whose mailbox this one was sent; 404 for whoever is none."""
    opened, now = find_opened(token), clock.now()
    guardian = opened.guardian or abort(404)
    if opened.is_over(now):
        return asking_page(opened, token)
    act(guardian, key=key(), now=now)
    db.session.commit()
    return _to_ways(guardian, token)


def _to_ways(guardian: Guardian, token: str) -> ResponseReturnValue:
    """To the page with the ways to subscribe; or back, when the link was made under another key."""
    link = calendar_of(guardian)
    if link is None or link.address is None:
        return redirect(url_for("answers.asked", token=token), 303)
    return redirect(url_for("feeds.open_address", token=link.address.token), 303)
