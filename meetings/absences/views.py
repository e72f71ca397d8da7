"""A young person's planned absences: the list, one more, one less."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import pgettext

from ambassadors.access import AMBASSADOR, me_young
from core import clock
from core.db import db, one_or_404, rows
from core.guards import access
from core.look import toast
from meetings.absences import actions
from meetings.absences.access import absences_of
from meetings.absences.forms import AbsenceForm
from meetings.answers.views import blueprint
from meetings.models import Absence


@blueprint.get("/agenda/absences")
@access(AMBASSADOR)
def absences() -> ResponseReturnValue:
    return page(AbsenceForm(formdata=None))


@blueprint.post("/agenda/absences")
@access(AMBASSADOR)
def plan_absence() -> ResponseReturnValue:
    form = AbsenceForm()
    if not form.validate_on_submit():
        return page(form), 422
    days = {"first_on": form.first_on.data, "last_on": form.last_on.data}
    actions.plan(me_young(), **days, reason=form.reason.data or "", now=clock.now())
    db.session.commit()
    toast(pgettext("tu", "Got it: meetings on those days count as “not this time”, unless you answer otherwise."))
    return redirect(url_for("answers.absences"), 303)


@blueprint.post("/agenda/absences/<string:absence_id>/suppression")
@access(AMBASSADOR)
def take_absence_back(absence_id: str) -> ResponseReturnValue:
    found = one_or_404(absences_of(me_young()).where(Absence.public_id == absence_id))
    actions.take_back(found, me_young(), now=clock.now())
    db.session.commit()
    toast(pgettext("tu", "Removed: you can answer again for meetings on those days."))
    return redirect(url_for("answers.absences"), 303)


def page(form: AbsenceForm) -> str:
    return render_template("meetings/absences/absences.html", form=form, absences=rows(absences_of(me_young())))
