"""The call and the ideas: what young people open under `/appel-a-projets`, and the team under `/equipe/projets`."""

from dataclasses import asdict
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.orm import selectinload

from accounts.access import me
from ambassadors.access import AMBASSADOR, me_young
from core import clock
from core.clock import day_in
from core.db import db, new_public_id, one_or_404
from core.errors import RuleBroken, WrittenMeanwhile
from core.guards import access, require
from core.look import toast
from core.paging import page_of
from projects import actions
from projects.access import (
    call_for,
    call_of,
    calls_of,
    can_note_read,
    can_take,
    can_write,
    counts_of,
    ideas_by,
    submitted_to,
    visible_to,
)
from projects.actions import words_of
from projects.forms import CallForm, IdeaForm, ReplyForm, SentenceForm
from projects.models import Call, Project, ProjectStep, Reply
from projects.rules import LAST_MINUTE, Phase, ProjectStatus, Step
from seasons import here
from seasons.access import STAFF
from seasons.here import closed_to, season_here

blueprint = Blueprint("projects", __name__)

PAGE = 30
WEEKS_OPEN = 6  # what the form proposes; the team changes it
OPENING = time(8)


@blueprint.get("/appel-a-projets")
@access(AMBASSADOR)
def mine() -> ResponseReturnValue:
    call = call_for(me_young(), clock.now())
    ideas = page_of(ideas_by(me_young()), number=request.args.get("page"), size=PAGE)
    return render_template("projects/mine.html", ideas=ideas, sentence=_sentence_form(call), **_around(call))


@blueprint.get("/appel-a-projets/nouveau")
@access(AMBASSADOR)
def new() -> ResponseReturnValue:
    call = call_for(me_young(), clock.now())
    if call is None or not call.is_open(clock.now()):
        return redirect(url_for("projects.mine"), 303)
    return _beginning(call, _sentence_form(call))


@blueprint.post("/appel-a-projets/nouveau")
@access(AMBASSADOR)
def propose() -> ResponseReturnValue:
    form = SentenceForm()
    call = _call_asked(form.call.data or "")
    if not form.validate_on_submit():
        return _beginning(call, form), 422
    key, sentence = form.public_id(), form.sentence.data
    try:
        project = actions.propose(call, sentence, young=me_young(), key=key, by=me(), now=clock.now())
    except RuleBroken as broken:
        return _beginning(call, form, refusal=str(broken)), 409
    db.session.commit()
    return redirect(url_for("projects.write", project_id=project.public_id), 303)


@blueprint.get("/appel-a-projets/<string:project_id>")
@access(AMBASSADOR)
def read(project_id: str) -> ResponseReturnValue:
    project = _find(project_id)
    return render_template(
        "projects/read.html",
        project=project,
        can_note_read=can_note_read(me_young(), project),
        **_around(project.call),
        **_open_steps(project),
    )


@blueprint.post("/appel-a-projets/<string:project_id>/reponses")
@access(AMBASSADOR)
def note_read(project_id: str) -> ResponseReturnValue:
    project = _find(project_id)
    require(can_write(me_young(), project))
    actions.note_read(project, now=clock.now())
    db.session.commit()
    toast(pgettext("tu", "Got it: you’ve read it."))
    return redirect(url_for("projects.read", project_id=project.public_id), 303)


@blueprint.get("/appel-a-projets/<string:project_id>/ecrire")
@access(AMBASSADOR)
def write(project_id: str) -> ResponseReturnValue:
    project = _find(project_id)
    if not can_take(Step.EDIT, me_young(), project, clock.now()):
        return redirect(url_for("projects.read", project_id=project.public_id), 303)
    return _writing(project, IdeaForm(obj=project))


@blueprint.post("/appel-a-projets/<string:project_id>/ecrire")
@access(AMBASSADOR)
def save(project_id: str) -> ResponseReturnValue:
    """Save, and submit when that button was pressed. The script that saves by itself is answered in JSON."""
    project, form, submits = _find(project_id), IdeaForm(), "submit" in request.form
    require(can_write(me_young(), project))
    whole = submits or project.status is ProjectStatus.SUBMITTED
    if not form.validate_on_submit() or (whole and not form.has_whole()):
        return _not_valid(project, form)
    try:
        actions.save(project, form.words(), version=form.version.data, by=me(), now=clock.now())
        if submits:
            actions.submit(project, by=me(), now=clock.now())
    except RuleBroken as broken:
        return _not_possible(project, form, broken)
    db.session.commit()
    return _submitted(project) if submits else _saved(project)


@blueprint.post("/appel-a-projets/<string:project_id>/depot")
@access(AMBASSADOR)
def submit(project_id: str) -> ResponseReturnValue:
    """Hand in the idea as it is saved."""
    project = _find(project_id)
    require(can_write(me_young(), project))
    actions.submit(project, by=me(), now=clock.now())
    db.session.commit()
    return _submitted(project)


@blueprint.post("/appel-a-projets/<string:project_id>/retrait")
@access(AMBASSADOR)
def withdraw(project_id: str) -> ResponseReturnValue:
    project = _find(project_id)
    require(can_write(me_young(), project))
    was_submitted = project.status is ProjectStatus.SUBMITTED
    actions.withdraw(project, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("projects.submit", project_id=project.public_id) if was_submitted else None
    toast(pgettext("tu", "Your idea is withdrawn."), undo=undo)
    return redirect(url_for("projects.read", project_id=project.public_id), 303)


@blueprint.get("/equipe/projets")
@access(STAFF)
def board() -> ResponseReturnValue:
    call = call_of(season_here())
    if call is None:
        return render_template("projects/board.html", call=None)
    ideas = submitted_to(call).options(selectinload(Project.authors))
    page = page_of(ideas, number=request.args.get("page"), size=PAGE)
    return render_template("projects/board.html", page=page, counts=counts_of(call.season), **_around(call))


@blueprint.get("/equipe/projets/appel")
@access(STAFF)
def call() -> ResponseReturnValue:
    if (closed := closed_to("projects.board")) is not None:
        return closed
    return _calling(call_of(season_here()), _call_form(call_of(season_here())))


@blueprint.post("/equipe/projets/appel")
@access(STAFF)
def save_call() -> ResponseReturnValue:
    season, form = season_here(), CallForm()
    if not form.validate_on_submit():
        return _calling(call_of(season), form), 422
    is_new = call_of(season) is None
    try:
        actions.write_call(season, form.details(), version=form.version.data, now=clock.now())
    except RuleBroken as broken:
        return _call_refused(form, broken)
    db.session.commit()
    call = call_of(season)
    has_closed = call is not None and call.phase(clock.now()) is Phase.CLOSED
    untold = _("No e-mail goes out: write to the group to announce it.")
    saved = _("The call is saved, and closed.") if has_closed else _("The call is saved.")
    toast(" ".join([saved, untold] if is_new else [saved]))
    return redirect(url_for("projects.board", saison=season.public_id), 303)


@blueprint.get("/equipe/projets/<string:project_id>")
@access(STAFF)
def show(project_id: str) -> ResponseReturnValue:
    return _idea_page(_find(project_id), ReplyForm(formdata=None))


def _idea_page(project: Project, form: ReplyForm) -> str:
    here.show(project.call.season)
    return render_template("projects/show.html", project=project, form=form, **_around(project.call))


@blueprint.post("/equipe/projets/<string:project_id>")
@access(STAFF)
def reply(project_id: str) -> ResponseReturnValue:
    project, form = _find(project_id), ReplyForm()
    if not form.validate_on_submit():
        return _idea_page(project, form), 422
    actions.reply(project, form.text.data, by=me(), now=clock.now())
    db.session.commit()
    toast(_("Your reply is on its way."))
    return redirect(url_for("projects.show", project_id=project.public_id), 303)


def _find(project_id: str) -> Project:
    whole = (
        selectinload(Project.authors),
        selectinload(Project.steps).joinedload(ProjectStep.by),
        selectinload(Project.replies).joinedload(Reply.by),
    )
    return one_or_404(visible_to(me()).where(Project.public_id == project_id).options(*whole))


def _call_asked(public_id: str) -> Call:
    """The call that the form was read for; without one, the call of now."""
    found = None if public_id else call_for(me_young(), clock.now())
    return found or one_or_404(calls_of(me_young()).where(Call.public_id == public_id))


def _around(call: Call | None) -> dict[str, Any]:
    """What a page says of its call: where it stands, and the year that needs no saying."""
    if call is None:
        return {"call": None, "phase": "", "years": ()}
    today = day_in(call.zone, clock.now())
    return {"call": call, "phase": call.phase(clock.now()).value, "years": (today.year,), "now": clock.now()}


def _open_steps(project: Project) -> dict[str, bool]:
    """Which buttons the author sees."""
    return {f"can_{step.value}": can_take(step, me_young(), project, clock.now()) for step in Step}


def _sentence_form(call: Call | None) -> SentenceForm:
    return SentenceForm(formdata=None, key=new_public_id(), call=call.public_id if call else "")


def _beginning(call: Call, form: SentenceForm, *, refusal: str = "") -> str:
    return render_template("projects/new.html", form=form, refusal=refusal, **_around(call))


def _writing(project: Project, form: IdeaForm, *, refusal: str = "") -> str:
    return render_template(
        "projects/write.html",
        project=project,
        form=form,
        refusal=refusal,
        **_around(project.call),
        **_open_steps(project),
    )


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _not_valid(project: Project, form: IdeaForm) -> ResponseReturnValue:
    if _is_script():
        return {"message": str(next(iter(form.errors.values()))[0])}, 422
    return _writing(project, form), 422


def _not_possible(project: Project, form: IdeaForm, broken: RuleBroken) -> ResponseReturnValue:
    """Nothing typed is lost: it is on the page that says no, beside what is saved where another text was."""
    if _is_script():
        both = {"typed": asdict(form.words()), "saved": asdict(words_of(project))}
        return {"message": str(broken), "version": project.version, **both}, 409
    if not isinstance(broken, WrittenMeanwhile):
        return _writing(project, form, refusal=str(broken)), 409
    form.version.data = project.version  # read now: the next save knows what it replaces
    saved = words_of(project)
    page = render_template(
        "projects/conflict.html", project=project, form=form, saved=saved, typed=form.words(), **_around(project.call)
    )
    return page, 409


def _saved(project: Project) -> ResponseReturnValue:
    if _is_script():
        return {"version": project.version}
    toast(_("Saved."), written=_own_address(project))
    return redirect(url_for("projects.write", project_id=project.public_id), 303)


def _submitted(project: Project) -> ResponseReturnValue:
    said = pgettext("tu", "It’s in! Your idea is number %(number)s.", number=project.number)
    toast(said, written=_own_address(project) if request.endpoint == "projects.save" else None)
    return redirect(url_for("projects.read", project_id=project.public_id), 303)


def _own_address(project: Project) -> str:
    """Where the idea's form saves itself."""
    return url_for("projects.save", project_id=project.public_id)


def _call_form(call: Call | None) -> CallForm:
    """The call as it is, or a proposal: from this morning or the season's first day on, for six weeks."""
    if call is None:
        season = season_here()
        here = clock.now().astimezone(ZoneInfo(season.programme.zone))
        opens_on = max(here.date(), season.starts_on)
        is_early = opens_on == here.date() and here.time() < OPENING  # it opens at once, as its button says
        return CallForm(
            formdata=None,
            opens_on=opens_on,
            opens_time=time() if is_early else OPENING,
            closes_on=opens_on + timedelta(weeks=WEEKS_OPEN),
            closes_time=LAST_MINUTE,
        )
    opens, closes = (moment.astimezone(ZoneInfo(call.zone)) for moment in (call.opens_at, call.told_closing))
    return CallForm(
        formdata=None,
        title=call.title,
        brief=call.brief,
        opens_on=opens.date(),
        opens_time=opens.time(),
        closes_on=closes.date(),
        closes_time=closes.time(),
        version=call.version,
    )


def _calling(call: Call | None, form: CallForm, *, refusal: str = "", meanwhile: bool = False) -> str:
    return render_template("projects/call.html", form=form, refusal=refusal, meanwhile=meanwhile, **_around(call))


def _call_refused(form: CallForm, broken: RuleBroken) -> ResponseReturnValue:
    """The typed call stays in the form; where a colleague saved another, that one is shown above it."""
    meanwhile = isinstance(broken, WrittenMeanwhile)
    call = call_of(season_here())
    if meanwhile and call is not None:
        form.version.data = call.version
    return _calling(call, form, refusal=str(broken), meanwhile=meanwhile), 409
