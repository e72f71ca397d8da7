"""The team's pages of the meetings: the season's dates, one date, and what is done with it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload

from accounts.access import me
from core import clock
from core.db import db, one_or_404, rows
from core.guards import access
from core.look import toast
from core.outbox import Mail
from meetings import actions, emails
from meetings.absences.access import reasons_on
from meetings.access import (
    coming_counts,
    dates_of,
    drafts_of,
    last_written,
    meetings_of,
    said_and_placed,
    steps_of,
    venues_of,
    visible_to,
)
from meetings.announcements.access import has_told, is_move_told, moves_told, whom_to_tell
from meetings.attendance.wording import TONES, counted_words, mark_titles
from meetings.calls.access import changes_of
from meetings.conflicts import Clash, clash_on
from meetings.decisions.access import decisions_of
from meetings.decisions.forms import PREFIX, DecisionForm
from meetings.forms import CancelForm, MeetingForm, like, of_meeting
from meetings.minutes.access import parts_of
from meetings.minutes.forms import PartForm, forms_of, share_choices
from meetings.minutes.rules import WRITTEN, Moment, Part, moment_of
from meetings.minutes.wording import title_of
from meetings.models import Meeting, Venue
from meetings.places.access import Taken
from meetings.places.actions import TooFewPlaces
from meetings.reminders.plan import plan_of, told_in
from meetings.rollcall.access import called, lines_of
from meetings.rollcall.wording import made_words, value_words
from meetings.rules import Said, Status, Step, is_possible
from meetings.tasks.access import owners_shown, tasks_of
from meetings.tasks.forms import TaskForm
from meetings.venues import actions as venue_actions
from meetings.wording import step_words
from messages import recipients
from messages.calls.access import open_calls
from seasons import here
from seasons.access import STAFF
from seasons.models import Season

blueprint = Blueprint("meetings", __name__)


def find(meeting_id: str) -> Meeting:
    """The meeting of that id, if it is of one of my programmes; the menus then show its season."""
    query = visible_to(me()).where(Meeting.public_id == meeting_id)
    found = one_or_404(
        query.options(joinedload(Meeting.venue), joinedload(Meeting.season).joinedload(Season.programme))
    )
    here.show(found.season)
    return found


def lock(meeting: Meeting) -> None:
    """Wait for whoever is changing it, and see what they made of it."""
    db.session.refresh(meeting, with_for_update={"of": Meeting})


def find_to_change(meeting_id: str) -> Meeting:
    found = find(meeting_id)
    lock(found)
    return found


def back_to(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting.public_id), 303)


@blueprint.get("/equipe/rencontres")
@access(STAFF)
def index() -> ResponseReturnValue:
    season, now = here.season_here(), clock.now()
    meetings, lost = dates_of(season)
    return render_template(
        "meetings/index.html",
        lost=lost,
        coming=[m for m in meetings if m.ends_at > now],
        moved=moves_told(season) if any(m.moved_from_on for m in meetings) else set(),
        past=[m for m in meetings if m.ends_at <= now],
        draft_count=sum(m.status is Status.DRAFT for m in meetings),
        coming_counts=coming_counts(season),
        calls=open_calls(season, changes_of(season)),
        reach=recipients.of_season(season, now=now),
        today=clock.day_in(season.programme.zone, now),
    )


@blueprint.route("/equipe/rencontres/nouvelle", methods=["GET", "POST"])
@access(STAFF)
def new() -> ResponseReturnValue:
    if (closed := here.closed_to("meetings.index")) is not None:
        return closed
    season = here.season_here()
    form = MeetingForm(season, venues_of(season.programme_id), data=like(last_written(season)))
    if not form.is_submitted():
        return form_page("new", form, season, is_to_publish=False)
    # What was asked for still is, once the day is settled.
    is_to_publish = "publish" in request.form or ("to_publish" in request.form and "draft" not in request.form)
    if not form.validate() or (clash := clash_in(form, season)):
        clash = None if form.errors else clash
        return form_page("new", form, season, clash=clash, is_to_publish=is_to_publish and bool(clash)), 422
    now = clock.now()
    meeting = actions.add(season, form.asked(place_in(form, season)), by=me(), now=now)
    new = actions.publish(season, [meeting], by=me(), now=now) if is_to_publish else []
    db.session.commit()
    toast(published(_("Published."), season, new, now=now) if is_to_publish else _("Kept as a draft."))
    return back_to(meeting)


@blueprint.post("/equipe/rencontres/publication")
@access(STAFF)
def publish_all() -> ResponseReturnValue:
    season = here.season_here()
    drafts = rows(drafts_of(season).with_for_update(of=Meeting))
    now = clock.now()
    new = actions.publish(season, drafts, by=me(), now=now)
    db.session.commit()
    toast(
        published(ngettext("%(num)s meeting published.", "%(num)s meetings published.", len(new)), season, new, now=now)
    )
    return redirect(url_for("meetings.index", saison=season.public_id), 303)


@blueprint.get("/equipe/rencontres/<string:meeting_id>")
@access(STAFF)
def show(meeting_id: str) -> ResponseReturnValue:
    return show_page(find(meeting_id))


def show_page(
    meeting: Meeting,
    *,
    writing: PartForm | None = None,
    adding: TaskForm | None = None,
    deciding: DecisionForm | None = None,
    shares_nothing: bool = False,
) -> str:
    """The page one prepares, runs and remembers a meeting from. The forms that are handed in were refused."""
    now = clock.now()
    minutes, tasks, changes = parts_of(meeting), tasks_of(meeting, now), not meeting.season.archived_at
    draft, steps = meeting.status is Status.DRAFT, steps_of(meeting)
    moment, (said, placed) = moment_of(meeting.starts_at, meeting.ends_at, now), said_and_placed(meeting)
    is_before = moment is Moment.BEFORE  # why somebody is away is nobody’s concern afterwards
    decisions = [] if is_before else decisions_of(meeting)  # nothing is decided yet
    entries = {part for part, found in ((Part.DECISIONS, decisions), (Part.TASKS, tasks.decided)) if found}
    group = sorted((young for people in said.values() for young in people), key=lambda young: young.sort_name)
    owners = owners_shown(meeting.season, group) if changes else []
    return render_template(
        "meetings/show.html",
        form=writing or adding or deciding,
        meeting=meeting,
        minutes={part.value: row for part, row in minutes.items()},
        writing=forms_of(minutes, asked=request.args.get("ecrire"), moment=moment, refused=writing) if changes else {},
        shares=share_choices(minutes, entries=entries),
        shares_nothing=shares_nothing,
        title_of=title_of,
        parts=WRITTEN,
        moment=moment.value,
        tasks=tasks,
        called=called(sorted(lines_of(meeting), key=lambda each: each.sort_name)) if not (draft or is_before) else None,
        made_words=made_words,
        value_words=value_words,
        mark_titles=mark_titles(),
        counted_words=counted_words,
        tones=TONES,
        decisions=decisions,
        adding=(adding or TaskForm(meeting, owners, formdata=None)) if changes else None,
        deciding=(deciding or DecisionForm(meeting, owners, formdata=None, prefix=PREFIX)) if changes else None,
        said=said,
        taken=Taken(meeting.place_count, placed) if meeting.place_count and not draft else None,
        reasons=reasons_on(meeting) if said[Said.AWAY] and is_before and not draft else {},
        steps=steps,
        step_words=step_words,
        moved_from_on=meeting.moved_from_on if is_move_told(meeting, steps) else None,
        possible={step.value: not meeting.season.archived_at and is_possible(step, meeting.status) for step in Step},
        call_count=open_calls(meeting.season, changes_of(meeting.season)).get(meeting.public_id, 0) if is_before else 0,
        reach=recipients.of_season(meeting.season, now=now) if draft else None,
        reminders=plan_of(meeting, told_in(steps), now=now) if is_before else [],
        unreminded=[young for young in group if young.email and young.reminders_off_at],
        today=clock.day_in(meeting.zone, now),
        is_over=meeting.ends_at <= now,
    )


@blueprint.route("/equipe/rencontres/<string:meeting_id>/modification", methods=["GET", "POST"])
@access(STAFF)
def edit(meeting_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    season, closed = meeting.season, here.closed_to("meetings.show", meeting_id=meeting_id)
    form = MeetingForm(season, venues_of(season.programme_id), data=of_meeting(meeting))
    if not form.is_submitted():
        return closed or form_page("edit", form, season, meeting)
    if not form.validate() or (clash := clash_in(form, season, meeting)):
        return form_page("edit", form, season, meeting, clash=None if form.errors else clash), 422
    asked, now = form.asked(place_in(form, season)), clock.now()
    lock(meeting)
    if form.version.data != str(meeting.version) and asked != actions.details_of(meeting):
        form.version.data, step = str(meeting.version), steps_of(meeting)[0]
        return form_page("edit", form, season, meeting, other=step), 409
    if not has_read(form, meeting, asked) and (preview := preview_of(meeting, asked, now)):
        return form_page("edit", form, season, find(meeting_id), preview=preview)
    try:
        changes = actions.change(meeting, asked, by=me(), now=now)
    except TooFewPlaces as broken:
        db.session.rollback()
        form.place_count.errors = [str(broken)]
        return form_page("edit", form, season, find(meeting_id)), 409
    db.session.commit()
    is_told = meeting.status is Status.PUBLISHED and changes & actions.TOLD
    toast(told(_("Saved."), _("Saved. Everyone is being told."), meeting, now=now) if is_told else _("Saved."))
    return back_to(meeting)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/publication")
@access(STAFF)
def publish(meeting_id: str) -> ResponseReturnValue:
    meeting, now = find_to_change(meeting_id), clock.now()
    if new := actions.publish(meeting.season, [meeting], by=me(), now=now):
        toast(published(_("Published."), meeting.season, new, now=now))
    db.session.commit()
    return back_to(meeting)


@blueprint.route("/equipe/rencontres/<string:meeting_id>/annulation", methods=["GET", "POST"])
@access(STAFF)
def cancel(meeting_id: str) -> ResponseReturnValue:
    meeting, form = find(meeting_id), CancelForm()
    if (closed := here.closed_to("meetings.show", meeting_id=meeting_id)) is not None:
        return closed
    if not form.is_submitted():
        return cancel_page(meeting, form) if is_possible(Step.CANCEL, meeting.status) else back_to(meeting)
    if not form.validate():
        return cancel_page(meeting, form), 422
    if "look" in request.form:
        return cancel_page(meeting, form)
    lock(meeting)
    now = clock.now()
    actions.cancel(meeting, why=form.why.data, by=me(), now=now)
    db.session.commit()
    toast(told(_("Cancelled."), _("Cancelled. Everyone is being told."), meeting, now=now))
    return back_to(meeting)


@blueprint.get("/equipe/rencontres/<string:meeting_id>/retablissement")
@access(STAFF)
def before_restoring(meeting_id: str) -> ResponseReturnValue:
    meeting = find(meeting_id)
    if (closed := here.closed_to("meetings.show", meeting_id=meeting_id)) is not None:
        return closed
    if not is_possible(Step.RESTORE, meeting.status):
        return back_to(meeting)
    return render_template("meetings/restore.html", **told_first(meeting, "restored"))


@blueprint.post("/equipe/rencontres/<string:meeting_id>/retablissement")
@access(STAFF)
def restore(meeting_id: str) -> ResponseReturnValue:
    meeting, now = find_to_change(meeting_id), clock.now()
    actions.restore(meeting, by=me(), now=now)
    db.session.commit()
    toast(told(_("The meeting is back on."), _("The meeting is back on. Everyone is being told."), meeting, now=now))
    return back_to(meeting)


@blueprint.post("/equipe/rencontres/<string:meeting_id>/suppression")
@access(STAFF)
def remove(meeting_id: str) -> ResponseReturnValue:
    meeting = find_to_change(meeting_id)
    season_id = meeting.season.public_id
    actions.remove(meeting)
    db.session.commit()
    toast(_("Draft deleted."))
    return redirect(url_for("meetings.index", saison=season_id), 303)


def published(words: str, season: Season, new: Sequence[Meeting], *, now: datetime) -> str:
    """What is said after dates were published: when the message leaves, what begins before, and whom it does not
    reach."""
    minutes = season.programme.hold_minutes
    begins = begins_before(now + timedelta(minutes=minutes), new, now=now)
    return " ".join(filter(None, (words, begins, leaves_in(minutes), whom_to_call(season))))


def begins_before(leaves_at: datetime, new: Sequence[Meeting], *, now: datetime) -> str:
    """That the message comes late for one of these dates, which has begun or does before it leaves; else nothing."""
    starts_at = min((meeting.starts_at for meeting in new if meeting.ends_at > now), default=None)
    if starts_at is None or now < starts_at >= leaves_at:
        return ""
    begun = ngettext("It has already begun.", "One of them has already begun.", len(new))
    begins = ngettext(
        "It begins before the message goes out.", "One of them begins before the message goes out.", len(new)
    )
    return str(begun if starts_at <= now else begins)


def leaves_in(minutes: int) -> str:
    """When mail to the group leaves, and what can be done until then; nothing when it leaves at once."""
    words = ngettext(
        "The message goes out in %(num)s minute: until then, you can read it again or stop it from Home.",
        "The message goes out in %(num)s minutes: until then, you can read it again or stop it from Home.",
        minutes,
    )
    return str(words) if minutes else ""


def told(done: str, done_and_told: str, about: Meeting, *, now: datetime) -> str:
    """What is said after people were told; when some are to be called, or none had heard of it, that instead."""
    untold = _("Nobody had yet been told of this meeting: messages still to go have been updated.")
    is_untold = about.ends_at > now and not has_told(about, now)
    more = [untold if is_untold else "", whom_to_call(about.season, about)]
    if any(more):
        return " ".join(filter(None, (done, *more)))
    return done_and_told


def whom_to_call(season: Season, about: Meeting | None = None) -> str:
    """How many young people no mail reaches, about one date or about all of a season's; nothing when there are none."""
    count = open_calls(season, changes_of(season)).get((about or season).public_id, 0)
    return (
        ngettext(
            "%(num)s young person needs a call: e-mail does not reach everyone in the family.",
            "%(num)s young people need a call: e-mail does not reach everyone in the family.",
            count,
        )
        if count
        else ""
    )


def clash_in(form: MeetingForm, season: Season, meeting: Meeting | None = None) -> Clash | None:
    """What speaks against the day that was typed, unless it was so before or is kept knowingly."""
    day: date = form.held_on.data
    if form.keep.data == day.isoformat() or (meeting is not None and meeting.held_on == day):
        return None
    taken = {m.held_on for m in rows(meetings_of(season)) if m is not meeting and m.status is not Status.CANCELLED}
    return clash_on(day, season, taken)


def place_in(form: MeetingForm, season: Season) -> Venue | None:
    """The place that was chosen, or the new one that was typed."""
    if not form.new_venue.data:
        return form.chosen_venue
    programme = season.programme
    return venue_actions.add(programme, name=form.new_venue.data, address=form.new_address.data, zone=programme.zone)


def form_page(template: str, form: MeetingForm, season: Season, meeting: Meeting | None = None, **more: Any) -> str:
    now = clock.now()
    reach = whom_to_tell(meeting, now) if meeting else recipients.of_season(season, now=now)
    is_over = meeting is not None and meeting.ends_at <= now
    return render_template(
        f"meetings/{template}.html", form=form, season=season, meeting=meeting, reach=reach, is_over=is_over, **more
    )


def has_read(form: MeetingForm, meeting: Meeting, asked: actions.Details) -> bool:
    """Whether the person has been shown what people will read of this very change; from here on they have."""
    place = (form.venue.data, form.new_venue.data) if asked.venue is not meeting.venue else ()
    typed = (asked.held_on, asked.start_time, asked.end_time, *place)
    what = " ".join(str(each) for each in typed if each)
    seen, form.tell.data = form.tell.data, what
    return bool(seen == what)


def preview_of(meeting: Meeting, asked: actions.Details, now: datetime) -> Mail | None:
    """What people would read of this change, if anybody would. Nothing is kept of it."""
    reach = whom_to_tell(meeting, now)
    preview = actions.told_of_change(meeting, asked, now=now) if reach.by_mail else None
    if preview is not None:
        db.session.rollback()
    return preview


def cancel_page(meeting: Meeting, form: CancelForm) -> str:
    shown = told_first(meeting, "cancelled", why=form.why.data or "")
    return render_template("meetings/cancel.html", form=form, **shown)


def told_first(meeting: Meeting, what: str, *, why: str = "") -> dict[str, Any]:
    """What a page shows before a message leaves: its words, and whom it reaches."""
    now = clock.now()
    return {
        "meeting": meeting,
        "preview": emails.preview(meeting, what, why=why, now=now),
        "reach": whom_to_tell(meeting, now),
        "is_over": meeting.ends_at <= now,
    }
