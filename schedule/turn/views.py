"""Close a season, and take that back."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.guards import access
from core.look import toast
from schedule.turn import still_open
from seasons import actions as seasons
from seasons.access import COORDINATOR
from seasons.models import Season
from seasons.views import season_to_change

blueprint = Blueprint("turn", __name__)


@blueprint.get("/equipe/saisons/<string:season_id>/cloture")
@access(COORDINATOR)
def closing(season_id: str) -> ResponseReturnValue:
    season, now = season_to_change(season_id), clock.now()
    left = [] if season.archived_at else still_open.rows_for(season, now=now)
    today = clock.day_in(season.programme.zone, now)
    return render_template("schedule/turn/closing.html", season=season, left=left, today=today)


@blueprint.post("/equipe/saisons/<string:season_id>/cloture")
@access(COORDINATOR)
def close(season_id: str) -> ResponseReturnValue:
    season = season_to_change(season_id)
    seasons.close(season, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("turn.reopen", season_id=season_id)
    toast(_("The season %(name)s is closed.", name=season.name), undo=undo)
    return _to_seasons(season)


@blueprint.post("/equipe/saisons/<string:season_id>/reouverture")
@access(COORDINATOR)
def reopen(season_id: str) -> ResponseReturnValue:
    season = season_to_change(season_id)
    seasons.reopen(season, now=clock.now())
    db.session.commit()
    toast(_("The season %(name)s is open again.", name=season.name))
    return _to_seasons(season)


def _to_seasons(season: Season) -> ResponseReturnValue:
    return redirect(url_for("seasons.index", saison=season.public_id), 303)
