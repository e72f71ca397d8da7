"""The page of both choices, for coordinators."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.guards import access, require
from core.look import toast
from meetings.counting.actions import choose
from meetings.counting.forms import CountingForm
from seasons.access import COORDINATOR, can_coordinate
from seasons.here import season_here
from seasons.models import Company, Season

blueprint = Blueprint("counting", __name__)


@blueprint.route("/equipe/reglages/reponses", methods=["GET", "POST"])
@access(COORDINATOR)
def settings() -> ResponseReturnValue:
    season = season_here()
    programme = season.programme
    require(can_coordinate(me(), programme))
    form = CountingForm(data={"comes_by_default": programme.comes_by_default, "company": programme.company.value})
    if not form.is_submitted():
        return page(form, season)
    if not form.validate():
        return page(form, season), 422
    company = Company(form.company.data)
    choose(programme, comes_by_default=form.comes_by_default.data, company=company, now=clock.now())
    db.session.commit()
    toast(_("The settings are saved."))
    return redirect(url_for("seasons.settings", saison=season.public_id), 303)


def page(form: CountingForm, season: Season) -> str:
    return render_template("meetings/counting/settings.html", form=form, here=season)
