"""The set-up page, behind the link that the first start printed."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.actions import user_for
from accounts.rules import Device
from accounts.views import begin, link_ended
from core import clock
from core.db import db
from core.guards import PUBLIC, access
from seasons import actions as seasons_actions
from seasons.forms import TOWNS, SetupForm
from seasons.setup import actions
from seasons.views import asked_by, season_of, usual_answers

blueprint = Blueprint("setup", __name__)


@blueprint.get("/installation/<string:key>")
@access(PUBLIC)
def first(key: str) -> ResponseReturnValue:
    if not actions.opens(key, now=clock.now()):
        return _ended()
    return render_template("seasons/setup/first.html", form=SetupForm(formdata=None, data=usual_answers()), towns=TOWNS)


@blueprint.post("/installation/<string:key>")
@access(PUBLIC)
def create(key: str) -> ResponseReturnValue:
    """A link that cannot be used any more answers before the form is judged, and one press of several wins."""
    now, form = clock.now(), SetupForm()
    if not actions.opens(key, now=now):
        return _ended()
    if not form.validate_on_submit():
        return render_template("seasons/setup/first.html", form=form, towns=TOWNS), 422
    if not actions.take(key, now=now):
        return _ended()
    person = user_for(form.email.data, name=form.person.data, locale=form.locale.data, now=now)
    programme = seasons_actions.set_up(asked_by(form), coordinator=person, now=now)
    season_of(programme, form)
    begin(person, device=Device.SHARED)
    db.session.commit()
    return redirect(url_for("schedule.start"), 303)


def _ended() -> ResponseReturnValue:
    """Who has set the instance up signs in; as long as nobody has, there is nobody to sign in as."""
    return (waiting(), 410) if actions.is_empty() else link_ended()


def waiting() -> str:
    """What an instance says that nobody has set up."""
    return render_template("seasons/setup/waiting.html")
