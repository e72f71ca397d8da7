"""Save a part of the minutes, and share parts with the group. They are read on the meeting's own page."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.errors import RuleBroken, WrittenMeanwhile
from core.guards import access
from core.look import toast
from core.paging import page_of
from meetings.minutes import actions
from meetings.minutes.access import parts_of, versions_of
from meetings.minutes.forms import PartForm, RestoreForm, ShareForm
from meetings.minutes.models import MinutesPart
from meetings.minutes.rules import WRITTEN, Part
from meetings.minutes.wording import title_of
from meetings.models import Meeting
from meetings.views import find, show_page
from seasons.access import STAFF

blueprint = Blueprint("minutes", __name__)
VERSIONS = 20  # of a page


@blueprint.post("/equipe/rencontres/<string:meeting_id>/compte-rendu")
@access(STAFF)
def save(meeting_id: str) -> ResponseReturnValue:
    """Save the part that `?partie=` names. The script that saves by itself is answered in JSON."""
    meeting, part = find(meeting_id), part_asked()
    form = PartForm(part)
    if not form.validate_on_submit():
        return _not_valid(meeting, form)
    try:
        row = actions.write(
            meeting,
            part,
            form.text.data,
            version=form.version.data,
            by=me(),
            now=clock.now(),
            keeps_saved="both" in request.form,
        )
    except RuleBroken as broken:
        return _not_possible(meeting, form, broken)
    db.session.commit()
    return _saved(meeting, row)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/compte-rendu/partage")
@access(STAFF)
def share(meeting_id: str) -> ResponseReturnValue:
    meeting, form = find(meeting_id), ShareForm()
    if not form.validate_on_submit():
        return show_page(meeting), 422
    shown, hidden = form.changes()
    if not (shown or hidden or form.was.data):
        return show_page(meeting, shares_nothing=True), 422
    actions.share(meeting, shown=shown, hidden=hidden, by=me(), now=clock.now())
    db.session.commit()
    if shown:
        toast(_("It is now shared with the group, on the meeting’s page."))
    elif hidden:
        toast(_("Only the team can see it again."))
    else:
        toast(_("No change: the same parts are shared with the group."))
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="share"), 303)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/compte-rendu")
@blueprint.get("/equipe/rencontres/<string:meeting_id>/compte-rendu/partage")
@access(STAFF)
def back(meeting_id: str) -> ResponseReturnValue:
    """The addresses of these forms, opened again: the browser went back, or read the page in another language."""
    return redirect(url_for("meetings.show", meeting_id=find(meeting_id).public_id), 303)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/compte-rendu/versions")
@access(STAFF)
def versions(meeting_id: str) -> ResponseReturnValue:
    """The texts that stood in the part that `?partie=` names, the latest first."""
    return versions_page(find(meeting_id), part_asked())


@blueprint.post("/equipe/rencontres/<string:meeting_id>/compte-rendu/versions")
@access(STAFF)
def restore(meeting_id: str) -> ResponseReturnValue:
    """Copy an earlier text into the part; what it replaces is an earlier text then."""
    meeting, part, form = find(meeting_id), part_asked(), RestoreForm()
    if not form.validate_on_submit():
        return versions_page(meeting, part), 422
    try:
        actions.restore(meeting, part, form.earlier.data, version=form.version.data, by=me(), now=clock.now())
    except WrittenMeanwhile as broken:
        return versions_page(meeting, part, refusal=str(broken)), 409
    db.session.commit()
    toast(_("This text is back. The one it replaced is among the earlier versions."))
    return redirect(url_for("meetings.show", meeting_id=meeting.public_id, _anchor=part.value), 303)


def versions_page(meeting: Meeting, part: Part, *, refusal: str = "") -> str:
    row = parts_of(meeting).get(part) or abort(404)
    return render_template(
        "meetings/minutes/versions.html",
        meeting=meeting,
        row=row,
        earlier=page_of(versions_of(row), number=request.args.get("page"), size=VERSIONS),
        title=title_of(part),
        refusal=refusal,
    )


def part_asked() -> Part:
    """The part that is written; 404 for one that does not exist, or has no text."""
    found = next((part for part in WRITTEN if part.value == request.values.get("partie")), None)
    return found or abort(404)


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _saved(meeting: Meeting, row: MinutesPart) -> ResponseReturnValue:
    if _is_script():
        return {"version": row.version}
    toast(_("Saved."), written=url_for("minutes.save", meeting_id=meeting.public_id, partie=row.part.value))
    return redirect(url_for("meetings.show", meeting_id=meeting.public_id, _anchor=row.part.value), 303)


def _not_valid(meeting: Meeting, form: PartForm) -> ResponseReturnValue:
    if _is_script():
        return {"message": str(next(iter(form.errors.values()))[0])}, 422
    return show_page(meeting, writing=form), 422


def _not_possible(meeting: Meeting, form: PartForm, broken: RuleBroken) -> ResponseReturnValue:
    """Nothing typed is lost: it is on the page that says no, beside what is saved where another text was."""
    saved = parts_of(meeting).get(form.part)
    if _is_script():
        both = {"typed": form.text.data, "saved": saved.text if saved else ""}
        kept = _("Yours is still on this device: “Save” shows both.") if isinstance(broken, WrittenMeanwhile) else ""
        return {"message": f"{broken} {kept}".strip(), "version": saved.version if saved else 0, **both}, 409
    if isinstance(broken, WrittenMeanwhile) and saved is not None:
        form.version.data = saved.version  # read now: the next save knows what it replaces
    page = render_template(
        "meetings/minutes/conflict.html",
        meeting=meeting,
        form=form,
        saved=saved,
        refusal="" if isinstance(broken, WrittenMeanwhile) else str(broken),
        title=title_of(form.part),
    )
    return page, 409
