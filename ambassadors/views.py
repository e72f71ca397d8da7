"""Who of a mailbox is at the screen, when several people share it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import session_now
from ambassadors.access import hats
from core.db import db
from core.errors import RuleBroken
from core.guards import SIGNED_IN, access
from core.links import local_path

blueprint = Blueprint("ambassadors", __name__)


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
