"""Who of a mailbox is at the screen, when several people share it."""

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import is_signed_in, person_now, session_now
from ambassadors.access import hats, young_person_now
from core.db import db
from core.errors import RuleBroken
from core.guards import SIGNED_IN, access, rule_of
from core.links import local_path
from seasons.access import is_staff

blueprint = Blueprint("ambassadors", __name__)
ANYBODY = {"ambassadors.choose", "ambassadors.be"}


@blueprint.get("/choisir")
@access(SIGNED_IN)
def choose() -> ResponseReturnValue:
    return render_template("ambassadors/choose.html", hats=hats(), back=local_path(request.args.get("suite", "")))


@blueprint.post("/choisir")
@access(SIGNED_IN)
def be() -> ResponseReturnValue:
    """From now on, this session is that person's."""
    person, session = request.form.get("person", ""), session_now()
    if session is None or person not in {hat.person for hat in hats()}:
        raise RuleBroken(_("This person no longer signs in with this e-mail address."))
    session.person = person
    db.session.commit()
    return redirect(local_path(request.form.get("suite", "")) or url_for("schedule.start"), 303)


def _ask_who() -> ResponseReturnValue | None:
    """Several young people share a mailbox: nothing of theirs opens before one of them said who it is."""
    endpoint = request.endpoint or "static"
    rule = rule_of(current_app, endpoint)
    if endpoint in ANYBODY or endpoint.startswith("accounts.") or rule is None or not rule.needs_sign_in:
        return None
    if not is_signed_in() or person_now() or is_staff() or young_person_now() is not None or len(hats()) < 2:
        return None
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("ambassadors.choose", suite=back), 303)


def init_app(app: Flask) -> None:
    app.before_request(_ask_who)
