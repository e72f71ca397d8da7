"""The page behind « Ne plus recevoir de rappels » in a mail, and the one click of a mail program (RFC 8058).

Who holds the address may: a mail program's server has neither a session nor a token of ours.
"""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ambassadors.actions import choose_reminders
from core import clock
from core.db import db
from core.guards import PUBLIC, access
from core.security import csrf
from messages.stops.access import Mailbox, opened_by

blueprint = Blueprint("stops", __name__)
ONE_CLICK = "List-Unsubscribe"


@blueprint.get("/rappels/<string:token>")
@access(PUBLIC)
def show(token: str) -> ResponseReturnValue:
    return page(token, find(token))


@blueprint.post("/rappels/<string:token>")
@access(PUBLIC)
@csrf.exempt  # type: ignore[untyped-decorator] # flask_wtf publishes no types
def stop(token: str) -> ResponseReturnValue:
    """End them. A mail program is answered on the spot, as it does not follow; a person is led back to the page."""
    mailbox = find(token)
    choose_reminders(mailbox.people, wanted=False, now=clock.now())
    db.session.commit()
    if ONE_CLICK in request.form:
        return page(token, mailbox)
    return redirect(url_for("stops.show", token=token), 303)


@blueprint.post("/rappels/<string:token>/reprise")
@access(PUBLIC)
def resume(token: str) -> ResponseReturnValue:
    choose_reminders(find(token).people, wanted=True, now=clock.now())
    db.session.commit()
    return redirect(url_for("stops.show", token=token), 303)


@blueprint.get("/rappels/<string:token>/reprise")
@access(PUBLIC)
def back(token: str) -> ResponseReturnValue:
    """The button's address, opened again."""
    find(token)
    return redirect(url_for("stops.show", token=token), 303)


def find(token: str) -> Mailbox:
    """The mailbox of that token; whatever is wrong with one, the same 404."""
    found = opened_by(token)
    return found if found is not None else abort(404)


def page(token: str, mailbox: Mailbox) -> ResponseReturnValue:
    answer = make_response(
        render_template(
            "messages/stops/show.html",
            token=token,
            programme=mailbox.programme,
            takes_reminders=mailbox.takes_reminders,
        )
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
