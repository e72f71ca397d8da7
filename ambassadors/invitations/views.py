"""Invite the group: by mail whoever has an address, by card whoever has none."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.access import me
from ambassadors.invitations import actions
from ambassadors.invitations.access import members_of, reach_of
from ambassadors.models import YoungPerson
from core import clock
from core.clock import day_in
from core.db import db, one_or_404
from core.errors import RuleBroken
from core.guards import access
from core.links import host, is_this_machine
from core.paging import page_of
from seasons.access import STAFF
from seasons.here import closed_to, season_here

blueprint = Blueprint("invitations", __name__)
PAGE = 50


def code_secret() -> bytes:
    return bytes(current_app.extensions["settings"].key("codes"))


@blueprint.get("/equipe/jeunes/invitations")
@access(STAFF)
def index() -> ResponseReturnValue:
    if (closed := closed_to("ambassadors.index")) is not None:
        return closed
    season = season_here()
    members = page_of(members_of(season), number=request.args.get("page"), size=PAGE)
    return render_template(
        "ambassadors/invitations/index.html",
        here=season,
        members=members,
        reach=reach_of(season),
        day_in=day_in,
        local=is_this_machine(host()),
    )


@blueprint.post("/equipe/jeunes/invitations")
@access(STAFF)
def invite_all() -> ResponseReturnValue:
    season = season_here()
    count = actions.invite_all(season, secret=code_secret(), host=host(), by=me(), now=clock.now())
    db.session.commit()
    flash(
        ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", count)
        if count
        else _("Everyone with an address has already been invited.")
    )
    return redirect(url_for("invitations.index", saison=season.public_id), 303)


@blueprint.post("/equipe/jeunes/<string:young_id>/invitation")
@access(STAFF)
def invite_again(young_id: str) -> ResponseReturnValue:
    season = season_here()
    ambassador = one_or_404(members_of(season).where(YoungPerson.public_id == young_id))
    if not ambassador.young_person.email:
        raise RuleBroken(_("There is no e-mail address in this file: print a card instead."))
    actions.invite_again(ambassador, secret=code_secret(), host=host(), by=me(), now=clock.now())
    db.session.commit()
    flash(_("A new link is on its way to %(name)s.", name=ambassador.young_person.name))
    return redirect(url_for("invitations.index", saison=season.public_id), 303)
