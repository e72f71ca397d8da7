"""Choose whom to make cards for, and print them."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from accounts.access import me
from ambassadors.cards import actions
from ambassadors.invitations.access import members_of
from ambassadors.invitations.views import code_secret, tell_late
from ambassadors.models import YoungPerson
from core import clock
from core.db import db, rows
from core.guards import access
from core.links import absolute, host, is_this_machine
from core.paging import page_of
from core.qr import qr_svg
from seasons.access import STAFF
from seasons.here import closed_to, season_here

blueprint = Blueprint("cards", __name__)
PAGE = 100


@blueprint.get("/equipe/jeunes/cartes")
@access(STAFF)
def choose() -> ResponseReturnValue:
    if (closed := closed_to("ambassadors.index")) is not None:
        return closed
    return _choice(nobody=False)


def _choice(*, nobody: bool) -> str:
    """Those without an address first, ticked if they have no card yet; with `?jeune=`, that person alone."""
    season, chosen = season_here(), request.args.get("jeune", "")
    people = members_of(season).order_by(None).order_by(YoungPerson.email != "", YoungPerson.sort_name, YoungPerson.id)
    wanted = people.where(YoungPerson.public_id == chosen) if chosen else people
    members = page_of(wanted, number=request.args.get("page"), size=PAGE)
    if chosen and not members.rows:
        abort(404)
    return render_template(
        "ambassadors/cards/choose.html",
        here=season,
        members=members,
        chosen=chosen,
        nobody=nobody,
        day_in=clock.day_in,
        local=is_this_machine(host()),
    )


@blueprint.post("/equipe/jeunes/cartes")
@access(STAFF)
def make() -> ResponseReturnValue:
    """The answer is the page to print: what is on the cards is shown this once."""
    season, wanted = season_here(), request.form.getlist("jeune")[:PAGE]
    members = rows(members_of(season).where(YoungPerson.public_id.in_(wanted)))
    if not members:
        return _choice(nobody=True), 422
    fresh = [each for each in members if each.invited_at is None]
    cards = actions.make(members, secret=code_secret(), host=host(), by=me(), now=clock.now())
    tell_late(season, fresh, clock.now())
    db.session.commit()
    address = absolute("accounts.card").split("://", 1)[1]
    return render_template(
        "ambassadors/cards/print.html", here=season, cards=cards, address=address, qr=qr_svg, zone=season.programme.zone
    )
