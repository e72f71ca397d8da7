"""Write to the group: typed, read over as it will be read on a phone, then sent."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db
from core.guards import access
from core.look import toast
from meetings.models import Meeting
from meetings.news import actions, emails
from meetings.news.access import next_meeting
from meetings.news.forms import NewsForm
from meetings.news.models import News
from meetings.news.rules import Audience
from meetings.views import find, leaves_in
from messages.rules import Recipient
from seasons.access import STAFF
from seasons.here import season_here
from seasons.models import Season

blueprint = Blueprint("news", __name__)


@blueprint.route("/equipe/courriers/nouveau", methods=["GET", "POST"])
@access(STAFF)
def write() -> ResponseReturnValue:
    season, meeting = about()
    form = NewsForm(data={"audience": request.args.get("pour", Audience.EVERYONE.value)})
    form.offer(meeting, is_over=meeting is not None and meeting.ends_at <= clock.now())
    if not form.is_submitted():
        return page(form, season, meeting)
    if not form.validate():
        return page(form, season, meeting), 422
    if "send" not in request.form or form.seen.data != form.mark:
        return page(form, season, meeting, is_read=True)
    made = actions.write(season, form.wanted(meeting), by=me(), now=clock.now())
    db.session.commit()
    return written(made)


def about() -> tuple[Season, Meeting | None]:
    """The date one writes about, or the next of the season."""
    if "rencontre" in request.args:
        meeting = find(request.args["rencontre"])
        return meeting.season, meeting
    season = season_here()
    return season, next_meeting(season, clock.now())


def written(news: News) -> ResponseReturnValue:
    """To what waits to leave; to the list of calls, when nothing leaves."""
    if not news.dispatch:
        return redirect(url_for("meetings.calls", about_id=news.public_id), 303)
    toast(" ".join(filter(None, (_("Message written."), leaves_in(news.season.programme.hold_minutes)))))
    return redirect(url_for("messages.show", dispatch_id=news.dispatch), 303)


def page(form: NewsForm, season: Season, meeting: Meeting | None, *, is_read: bool = False) -> str:
    """The form; once it can be sent, with what is read of it and who gets it."""
    more: dict[str, object] = {"reach": None}
    if is_read:
        wanted, now = form.wanted(meeting), clock.now()
        reach = actions.reach_of(season, wanted, now=now)
        draft = News(season=season, audience=wanted.audience, subject=wanted.subject, text=wanted.text, public_id="")
        anyone = Recipient(email="", name="", person="", is_guardian=False, first_names=())
        more = {
            "reach": reach,
            "to_call": {each.person: each.first_name for each in actions.to_call(reach)},
            "preview": emails.news(draft, anyone, programme=season.programme, now=now),
        }
    return render_template("meetings/news/write.html", form=form, season=season, meeting=meeting, **more)
