"""« Courriers »: what the programme has written or is about to, to read, change, hold back, cancel or send again."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db, one_or_404
from core.guards import access
from core.look import toast
from core.masking import masked, unmasked
from core.outbox import Mail, as_it_leaves
from core.paging import page_of
from core.sending import LINES_KEPT
from messages import actions
from messages.access import can_read, mails_visible_to
from messages.calls.access import NEWS, count_open, open_calls, written
from messages.dispatches import counts, dispatches, in_dispatch, state_of
from messages.forms import AgainForm, MailForm, WordForm
from messages.reading import pieces
from messages.rules import Post
from seasons.access import STAFF, programmes_of
from seasons.here import season_here
from seasons.models import Programme

SIZE = 25  # dispatches on a page
MAILS = 50  # mails of one dispatch on a page

blueprint = Blueprint("messages", __name__)


@blueprint.get("/equipe/courriers")
@access(STAFF)
def index() -> ResponseReturnValue:
    season = season_here()
    which = next((each for each in Post if each.value == request.args.get("etat")), None)
    query = dispatches(mails_visible_to(me()), season.programme, which)
    if season.archived_at:  # what the programme wrote since is not of this season
        query = query.where(Mail.created_at <= season.archived_at)
    page = page_of(query, number=request.args.get("page"), size=SIZE)
    far = counts([mail.dispatch for mail in page.rows])
    return render_template(
        "messages/index.html",
        page=page,
        counts=far,
        calls=open_calls(season, written()),
        which=which,
        months_kept=round(LINES_KEPT.days / 30.5),
        Post=Post,
        season=season,
        now=clock.now(),
    )


@blueprint.route("/equipe/courriers/<string:dispatch_id>", methods=["GET", "POST"])
@access(STAFF)
def show(dispatch_id: str) -> ResponseReturnValue:
    """A dispatch: what it says, who gets it, and the team's own word on top of it."""
    first = first_of(dispatch_id)
    form = WordForm(data={"word": first.word})
    if not form.is_submitted():
        return dispatch_page(first, form)
    if not form.validate():
        return dispatch_page(first, form), 422
    actions.put_on_top(dispatch_id, form.word.data or "")
    return done(dispatch_id, _("Your note is at the top of every message still to go."))


@blueprint.post("/equipe/courriers/<string:dispatch_id>/attente")
@access(STAFF)
def hold(dispatch_id: str) -> ResponseReturnValue:
    first_of(dispatch_id)
    actions.hold(dispatch_id, now=clock.now())
    return done(dispatch_id, _("Nothing goes out until you send it."))


@blueprint.post("/equipe/courriers/<string:dispatch_id>/depart")
@access(STAFF)
def let_go(dispatch_id: str) -> ResponseReturnValue:
    first_of(dispatch_id)
    actions.let_go(dispatch_id, now=clock.now())
    return done(dispatch_id, _("On its way."))


@blueprint.post("/equipe/courriers/<string:dispatch_id>/annulation")
@access(STAFF)
def cancel(dispatch_id: str) -> ResponseReturnValue:
    first_of(dispatch_id)
    actions.cancel(dispatch_id, now=clock.now())
    undo = url_for("messages.restore", dispatch_id=dispatch_id)
    return done(dispatch_id, _("Cancelled: nobody gets this message."), undo=undo)


@blueprint.post("/equipe/courriers/<string:dispatch_id>/reprise")
@access(STAFF)
def restore(dispatch_id: str) -> ResponseReturnValue:
    first = first_of(dispatch_id)
    # what announces dates or an outing says them as they are by now: whoever knows them is above this feature
    is_new = current_app.extensions["put_mail_back"](dispatch_id, now=clock.now())
    if first.held_at:
        said = _("No longer cancelled: it is on hold again until you send it.")
    else:
        said = _("The message will go out after all.")
    as_they_are = _("It says things as they are now.")
    return done(dispatch_id, f"{said} {as_they_are}" if is_new else said)


@blueprint.post("/equipe/courriers/<string:dispatch_id>/reste-annule")
@access(STAFF)
def leave_stopped(dispatch_id: str) -> ResponseReturnValue:
    first_of(dispatch_id)
    actions.leave_stopped(dispatch_id)
    return done(dispatch_id, _("Noted: this message stays cancelled."))


@blueprint.route("/equipe/courriers/<string:dispatch_id>/<string:mail_id>", methods=["GET", "POST"])
@access(STAFF)
def read(dispatch_id: str, mail_id: str) -> ResponseReturnValue:
    """One mail: its words can be changed while it waits, its address once it has failed."""
    mail = find(dispatch_id, mail_id)
    if state_of(mail) is Post.FAILED:
        form: AgainForm | MailForm = AgainForm(data={"to_email": mail.to_email})
    else:
        form = MailForm(data={"subject": mail.subject, "text": masked(as_it_leaves(mail)[0])})
    if not form.is_submitted():
        return mail_page(mail, form)
    if not form.validate():
        return mail_page(mail, form), 422
    if isinstance(form, AgainForm):
        actions.send_again(mail, to_email=form.to_email.data, now=clock.now())
        return done(dispatch_id, _("On its way."))
    actions.rewrite(mail, programme_of(mail), subject=form.subject.data, text=unmasked(form.text.data, mail.text))
    return done(dispatch_id, _("Changed for this person only."))


@blueprint.post("/equipe/courriers/<string:dispatch_id>/<string:mail_id>/regle")
@access(STAFF)
def settle(dispatch_id: str, mail_id: str) -> ResponseReturnValue:
    actions.settle(find(dispatch_id, mail_id), now=clock.now())
    return done(dispatch_id, _("Marked as dealt with."))


def first_of(dispatch_id: str) -> Mail:
    """The dispatch, by its first mail; 404 for one that is not ours."""
    return one_or_404(mails_visible_to(me()).where(Mail.dispatch == dispatch_id).order_by(Mail.id).limit(1))


def find(dispatch_id: str, mail_id: str) -> Mail:
    return one_or_404(mails_visible_to(me()).where(Mail.dispatch == dispatch_id, Mail.public_id == mail_id))


def programme_of(mail: Mail) -> Programme:
    return one_or_404(programmes_of(me()).where(Programme.public_id == mail.programme))


def dispatch_page(first: Mail, form: WordForm) -> str:
    mails, programme = in_dispatch(mails_visible_to(me()), first.dispatch), programme_of(first)
    page = page_of(mails, number=request.args.get("page"), size=MAILS)
    example = next((mail for mail in (first, *page.rows) if can_read(mail)), first)  # what has left is read no more
    return render_template(
        "messages/show.html",
        first=first,
        example=example,
        words=pieces(*as_it_leaves(example)) if can_read(example) else [],
        far=counts([first.dispatch])[first.dispatch],
        page=page,
        programme=programme,
        call_count=count_open(first, programme) if first.kind == NEWS else 0,
        form=form,
        state_of=state_of,
        Post=Post,
        now=clock.now(),
    )


def mail_page(mail: Mail, form: AgainForm | MailForm) -> str:
    return render_template(
        "messages/read.html",
        mail=mail,
        words=pieces(*as_it_leaves(mail)) if can_read(mail) else [],
        state=state_of(mail),
        form=form,
        Post=Post,
    )


def done(dispatch_id: str, said: str, *, undo: str | None = None) -> ResponseReturnValue:
    db.session.commit()
    toast(said, undo=undo)
    return redirect(url_for("messages.show", dispatch_id=dispatch_id), 303)
