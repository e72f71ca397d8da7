"""« À appeler »: whom to call, and what to say: about one date that changed, or about the dates of a season.

Guardians' numbers are in the answer to a press and nowhere else, and each time they are shown is noted.
"""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from accounts.access import me
from accounts.actions import log_access
from core import clock
from core.db import db
from core.guards import access
from core.look import toast
from meetings import emails
from meetings.access import visible_to
from meetings.calls.access import dates_to_come, first_placed, last_change, last_news, occasion, occasion_of
from meetings.models import Meeting, MeetingStep
from meetings.news.access import news_visible_to
from meetings.news.actions import occasion as occasion_of_news
from meetings.news.emails import spoken as spoken_news
from meetings.news.models import News
from meetings.views import blueprint
from messages.calls import actions
from messages.calls.access import Occasion, ToCall, to_call
from seasons import here
from seasons.access import STAFF
from seasons.models import Season


@dataclass(frozen=True)
class About:
    """One list of people to call: its date or the news, or neither when it is about the dates of the season."""

    season: Season
    meeting: Meeting | None
    occasion: Occasion
    change: MeetingStep | None
    news: News | None = None

    def people(self) -> list[ToCall]:
        today = clock.day_in(self.season.programme.zone, clock.now())
        since = self.news.written_at if self.news else self.change.at if self.change else None
        return to_call(self.occasion, since, on=today)


@blueprint.get("/equipe/rencontres/<string:about_id>/a-appeler")
@access(STAFF)
def calls(about_id: str) -> ResponseReturnValue:
    about = find_about(about_id)
    return page(about, about.people(), shows_numbers=False)


@blueprint.post("/equipe/rencontres/<string:about_id>/a-appeler")
@access(STAFF)
def show_numbers(about_id: str) -> ResponseReturnValue:
    return numbers(find_about(about_id))


@blueprint.post("/equipe/rencontres/<string:about_id>/a-appeler/<string:person_id>/fait")
@access(STAFF)
def call_done(about_id: str, person_id: str) -> ResponseReturnValue:
    about = find_about(about_id)
    young = find_call(about, person_id).young
    actions.done(about.occasion, young, by=me(), now=clock.now())
    db.session.commit()
    undo = url_for("meetings.call_undone", about_id=about_id, person_id=person_id)
    toast(_("%(name)s has been told.", name=young.first_name), undo=undo)
    return back(about)


@blueprint.post("/equipe/rencontres/<string:about_id>/a-appeler/<string:person_id>/a-refaire")
@access(STAFF)
def call_undone(about_id: str, person_id: str) -> ResponseReturnValue:
    about = find_about(about_id)
    actions.undo(about.occasion, find_call(about, person_id).young)
    db.session.commit()
    return back(about)


@blueprint.get("/equipe/rencontres/<string:about_id>/a-appeler/<string:person_id>/fait")
@blueprint.get("/equipe/rencontres/<string:about_id>/a-appeler/<string:person_id>/a-refaire")
@access(STAFF)
def back_to_calls(about_id: str, person_id: str) -> ResponseReturnValue:
    """The addresses of the buttons, opened again: the browser went back to a list that showed numbers."""
    about = find_about(about_id)
    find_call(about, person_id)
    return to_list(about)


def find_about(about_id: str) -> About:
    """The date or the news of that id, or the season's dates, of one of my programmes; the menus show its season."""
    news = db.session.scalars(news_visible_to(me()).where(News.public_id == about_id)).one_or_none()
    if news is not None:
        here.show(news.season)
        return About(news.season, None, occasion_of_news(news), None, news)
    query = visible_to(me()).where(Meeting.public_id == about_id)
    whole = (joinedload(Meeting.venue), joinedload(Meeting.season).joinedload(Season.programme))
    meeting = db.session.scalars(query.options(*whole)).one_or_none()
    season = meeting.season if meeting else here.find(about_id)
    here.show(season)
    if meeting is not None:
        return About(season, meeting, occasion(meeting), last_change(meeting) or first_placed(meeting))
    return About(season, None, occasion_of(season), last_news(season))


def find_call(about: About, person_id: str) -> ToCall:
    found = next((each for each in about.people() if each.young.public_id == person_id), None)
    return found if found is not None else abort(404)


def to_list(about: About) -> ResponseReturnValue:
    return redirect(url_for("meetings.calls", about_id=about.occasion.regarding), 303)


def back(about: About) -> ResponseReturnValue:
    """To the list, as it was: with the numbers, when they were on it."""
    return numbers(about) if "numbers" in request.form else to_list(about)


def numbers(about: About) -> ResponseReturnValue:
    """The list with guardians' numbers, of those who are still to be called."""
    people, programme = about.people(), about.season.programme.public_id
    for each in people:
        if not each.is_done and any(guardian.phone for guardian in each.guardians):
            log_access("guardian phones", by=me(), programme=programme, person=each.young.public_id, now=clock.now())
    db.session.commit()
    return page(about, people, shows_numbers=True)


def page(about: About, people: list[ToCall], *, shows_numbers: bool) -> str:
    return render_template(
        "meetings/calls.html",
        about=about,
        people=people,
        shows_numbers=shows_numbers,
        spoken=spoken(about),
        spoken_place=emails.spoken(about.meeting, emails.PLACED) if about.meeting else None,
        placed={each.young.id for each in people if each.reasons & {emails.PLACED, emails.PLACED_MAIL}},
    )


def spoken(about: About) -> emails.Spoken | None:
    """What to say; None when people were told of nothing yet."""
    if about.news is not None:
        return spoken_news(about.news)
    if about.change is None:
        return None
    if about.meeting is not None:
        return emails.spoken(about.meeting, about.change.act, about.change.was)
    return emails.spoken_dates(dates_to_come(about.season, clock.now()), about.change, programme=about.season.programme)
