"""Invite the group: by mail whoever has an address, by card whoever has none."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.access import me
from ambassadors.access import dates_out
from ambassadors.invitations import actions
from ambassadors.invitations.access import members_of, reach_of
from ambassadors.models import Ambassador, YoungPerson
from core import clock
from core.clock import day_in
from core.db import db, one_or_404
from core.errors import RuleBroken
from core.guards import access
from core.links import host, is_this_machine
from core.paging import page_of
from seasons.access import STAFF
from seasons.here import closed_to, season_here
from seasons.models import Season

blueprint = Blueprint("invitations", __name__)
PAGE = 50


def code_secret() -> bytes:
    return bytes(current_app.extensions["settings"].key("codes"))


def tell_late(season: Season, invited: Sequence[Ambassador], now: datetime) -> None:
    """Whoever was added once dates were out hears of those with the first invitation; dates are above this feature."""
    current_app.extensions["tell_late"](season, invited, now=now)


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
        dates_out=dates_out(season, clock.now()),
        local=is_this_machine(host()),
    )


@blueprint.post("/equipe/jeunes/invitations")
@access(STAFF)
def invite_all() -> ResponseReturnValue:
    season = season_here()
    now = clock.now()
    invited = actions.invite_all(season, secret=code_secret(), host=host(), by=me(), now=now)
    tell_late(season, invited, now)
    db.session.commit()
    count = len(invited)
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
        raise RuleBroken(_("No e-mail address is known: print a card instead."))
    is_first = ambassador.invited_at is None
    actions.invite_again(ambassador, secret=code_secret(), host=host(), by=me(), now=clock.now())
    tell_late(season, [ambassador] if is_first else [], clock.now())
    db.session.commit()
    flash(_("A new link is on its way to %(name)s.", name=ambassador.young_person.name))
    return redirect(url_for("invitations.index", saison=season.public_id), 303)
