"""The first address: it sends everyone to their own first page."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.access import is_signed_in, person_now
from ambassadors.access import hats, young_person_now
from core.guards import PUBLIC, access
from core.links import local_path
from seasons.access import STAFF_PERSON, is_staff

blueprint = Blueprint("schedule", __name__)


@blueprint.get("/")
@access(PUBLIC)
def start() -> ResponseReturnValue:
    """Sign in, say who of the mailbox it is, then where one wanted to go, or home."""
    back = local_path(request.args.get("suite", "")) or None
    if not is_signed_in():
        return redirect(url_for("accounts.sign_in", suite=back), 303)
    if is_staff() and (person_now() == STAFF_PERSON or len(hats()) == 1):
        return redirect(back or "/equipe", 303)
    if young_person_now() is not None:
        return redirect(back or "/accueil", 303)
    if len(hats()) > 1:
        return redirect(url_for("ambassadors.choose", suite=back), 303)
    return render_template("schedule/nowhere.html")
