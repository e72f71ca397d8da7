"""The first address: it sends everyone to their own first page."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.access import is_signed_in, person_now
from ambassadors.access import hats, young_person_now
from core.guards import PUBLIC, access
from seasons.access import STAFF_PERSON, is_staff

blueprint = Blueprint("schedule", __name__)


@blueprint.get("/")
@access(PUBLIC)
def start() -> ResponseReturnValue:
    """Sign in, say who of the mailbox it is, then home."""
    if not is_signed_in():
        return redirect(url_for("accounts.sign_in"), 303)
    if is_staff() and (person_now() == STAFF_PERSON or len(hats()) == 1):
        return redirect("/equipe", 303)
    if young_person_now() is not None:
        return redirect("/accueil", 303)
    if len(hats()) > 1:
        return redirect(url_for("ambassadors.choose"), 303)
    return render_template("schedule/nowhere.html")
