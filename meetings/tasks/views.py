"""Give tasks and change them, for the team; tick them done, for whoever has them."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.orm import joinedload

from accounts.access import me
from core import clock
from core.db import db, one_or_404
from core.errors import WrittenMeanwhile
from core.guards import SIGNED_IN, access
from core.links import local_path
from core.look import toast
from meetings.models import Meeting
from meetings.tasks import actions
from meetings.tasks.access import OWNERS, owners_for, owners_in, visible_to
from meetings.tasks.forms import TaskForm, of_entry
from meetings.tasks.models import Task
from meetings.views import find as find_meeting
from meetings.views import show_page
from seasons import here
from seasons.access import STAFF, is_staff

blueprint = Blueprint("tasks", __name__)


def find(task_id: str) -> Task:
    whole = (joinedload(Task.meeting).joinedload(Meeting.season), *OWNERS)
    found = one_or_404(visible_to(me()).where(Task.public_id == task_id).options(*whole))
    if is_staff():
        here.show(found.meeting.season)
    return found


@blueprint.post("/equipe/rencontres/<string:meeting_id>/taches")
@access(STAFF)
def add(meeting_id: str) -> ResponseReturnValue:
    meeting = find_meeting(meeting_id)
    form = TaskForm(meeting, owners_in(meeting.season))
    if not form.validate_on_submit():
        return show_page(meeting, adding=form), 422
    actions.add(meeting, form.asked(), now=clock.now())
    db.session.commit()
    toast(_("Task added."))
    return to_tasks(meeting)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/taches")
@access(STAFF)
def back(meeting_id: str) -> ResponseReturnValue:
    """The address of this form, opened again: the browser went back, or read the page in another language."""
    return to_tasks(find_meeting(meeting_id))


@blueprint.get("/equipe/taches/<string:task_id>")
@access(STAFF)
def edit(task_id: str) -> ResponseReturnValue:
    task = find(task_id)
    return edit_page(task, TaskForm(task.meeting, owners_for(task), formdata=None, **of_entry(task)))


@blueprint.post("/equipe/taches/<string:task_id>")
@access(STAFF)
def change(task_id: str) -> ResponseReturnValue:
    task = find(task_id)
    form = TaskForm(task.meeting, owners_for(task))
    if not form.validate_on_submit():
        return edit_page(task, form), 422
    try:
        actions.change(task, form.asked(), version=form.version.data)
    except WrittenMeanwhile as broken:
        form.version.data = task.version  # read now: the next save knows what it replaces
        return edit_page(task, form, refusal=str(broken)), 409
    db.session.commit()
    toast(_("Saved."))
    return to_tasks(task.meeting)


@blueprint.post("/equipe/taches/<string:task_id>/suppression")
@access(STAFF)
def remove(task_id: str) -> ResponseReturnValue:
    task = find(task_id)
    meeting = task.meeting
    actions.remove(task)
    db.session.commit()
    toast(_("Task deleted."))
    return to_tasks(meeting)


@blueprint.post("/taches/<string:task_id>/fait")
@access(SIGNED_IN)
def finish(task_id: str) -> ResponseReturnValue:
    task = find(task_id)
    actions.finish(task, by=me(), now=clock.now())
    db.session.commit()
    words = _("Done: %(task)s", task=task.words) if is_staff() else pgettext("tu", "Well done! The team sees it.")
    toast(words, undo=url_for("tasks.reopen", task_id=task_id, back=back_from(task)))
    return redirect(back_from(task), 303)


@blueprint.post("/taches/<string:task_id>/a-refaire")
@access(SIGNED_IN)
def reopen(task_id: str) -> ResponseReturnValue:
    task = find(task_id)
    actions.reopen(task)
    db.session.commit()
    return redirect(back_from(task), 303)


@blueprint.get("/taches/<string:task_id>/fait")
@blueprint.get("/taches/<string:task_id>/a-refaire")
@blueprint.get("/equipe/taches/<string:task_id>/suppression")
@access(SIGNED_IN)
def back_to_meeting(task_id: str) -> ResponseReturnValue:
    """The addresses of the buttons, opened again."""
    return redirect(meeting_of(find(task_id)), 303)


def to_tasks(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting.public_id, _anchor="tasks"), 303)


def back_from(task: Task) -> str:
    """Where the button was pressed: a page of ours that the form names, else the page of the meeting."""
    return local_path(request.values.get("back", "")) or meeting_of(task)


def meeting_of(task: Task) -> str:
    """The page of the meeting that decided it, for whoever looks."""
    page = "meetings.show" if is_staff() else "answers.meeting"
    return url_for(page, meeting_id=task.meeting.public_id, _anchor="tasks")


def edit_page(task: Task, form: TaskForm, *, refusal: str = "") -> str:
    return render_template("meetings/tasks/edit.html", task=task, meeting=task.meeting, form=form, refusal=refusal)
