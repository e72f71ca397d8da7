"""Look for words in what meetings wrote down: the team in all of a season, a young person in what they read."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ambassadors.access import AMBASSADOR, me_young
from core.guards import access
from core.text import clean_line
from meetings.minutes.wording import title_of
from meetings.search.access import LENGTH, in_season, told_to
from seasons.access import STAFF
from seasons.here import season_here

blueprint = Blueprint("search", __name__)


@blueprint.get("/equipe/rencontres/recherche")
@access(STAFF)
def index() -> ResponseReturnValue:
    season, asked = season_here(), asked_for()
    findings = in_season(season, asked, request.args.get("page"))
    return render_template("meetings/search/index.html", asked=asked, findings=findings, title_of=title_of)


@blueprint.get("/rencontres/recherche")
@access(AMBASSADOR)
def told() -> ResponseReturnValue:
    asked = asked_for()
    findings = told_to(me_young(), asked, request.args.get("page"))
    return render_template("meetings/search/told.html", asked=asked, findings=findings, title_of=title_of)


def asked_for() -> str:
    return clean_line(request.args.get("mots"))[:LENGTH]
