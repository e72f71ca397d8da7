"""« La saison suivante » for young people, « Qui continue ? » for the team."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from accounts.access import me
from ambassadors.access import AMBASSADOR, ambassadors_in, me_young
from ambassadors.actions import OutsideAges
from ambassadors.continuing import actions
from ambassadors.continuing.access import (
    Question,
    counts_of,
    people_of,
    placed_among,
    question_for,
    said_by,
)
from ambassadors.continuing.forms import YOUNG_WORDS, NoteForm, SayForm, standing_words
from ambassadors.continuing.rules import Standing, Wish, can_still_say, has_begun, standing
from ambassadors.models import Ambassador, YoungPerson
from ambassadors.rules import AGES, age_on
from core import clock
from core.clock import day_in
from core.db import db, one_or_404
from core.errors import RuleBroken
from core.guards import access
from core.look import toast
from core.paging import page_of
from seasons import here
from seasons.access import STAFF, can_coordinate, season_after, seasons_of
from seasons.models import Season

blueprint = Blueprint("continuing", __name__)
PAGE = 50


# For young people


@blueprint.get("/saison-suivante")
@access(AMBASSADOR)
def mine() -> ResponseReturnValue:
    return _my_page(_question())


@blueprint.post("/saison-suivante")
@access(AMBASSADOR)
def say() -> ResponseReturnValue:
    question, form = _question(), SayForm()
    if not form.validate_on_submit():
        return _my_page(question), 422
    if question is None:
        raise RuleBroken(pgettext("tu", "There is nothing left to answer here. Tell the team."))
    wish = Wish(form.wish.data)
    known = actions.place_in(question.following, question.place)
    actions.say(question.place, question.following, wish, by=me(), now=clock.now())
    _let_know(known, question.place, question.following)
    db.session.commit()
    words: dict[Wish, str] = {
        Wish.CONTINUE: pgettext("tu", "Got it: you’re continuing."),
        Wish.PAUSE: pgettext("tu", "Got it: you’re taking a break."),
        Wish.LEAVE: pgettext("tu", "Got it: you’re stopping."),
    }
    toast(words[wish])
    return redirect(url_for("schedule.home" if form.back.data == "home" else "continuing.mine"), 303)


def _question() -> Question | None:
    young = me_young()
    return question_for(young, day_in(young.programme.zone, clock.now()))


def _my_page(question: Question | None) -> str:
    return render_template("ambassadors/continuing/mine.html", question=question, young=me_young(), words=YOUNG_WORDS)


def _let_know(before: Ambassador | None, place: Ambassador, following: Season) -> None:
    """Dates and outings are above this feature: whoever has just joined the next season is told of its dates, whoever
    was in it and has left gives their places back."""
    after = actions.place_in(following, place)
    if after is not None:
        current_app.extensions["tell_dates"](after, now=clock.now())
    elif before is not None:
        current_app.extensions["leave_places"](before, by=me(), now=clock.now())


# For the team


@blueprint.get("/equipe/saisons/<string:season_id>/qui-continue")
@access(STAFF)
def index(season_id: str) -> ResponseReturnValue:
    season = _find(season_id)
    following, now = season_after(season), clock.now()
    today = day_in(season.programme.zone, now)
    if following is None:
        may_open = can_coordinate(me(), season.programme)
        return render_template("ambassadors/continuing/none.html", season=season, may_open=may_open)
    which = next((each for each in Standing if each.value == request.args.get("reponse")), None)
    counts = counts_of(season, following, now)
    page = page_of(people_of(season, following, which), number=request.args.get("page"), size=PAGE)
    return render_template(
        "ambassadors/continuing/index.html",
        season=season,
        following=following,
        which=which,
        page=page,
        counts=counts.standing,
        to_ask=counts.to_ask,
        said=said_by(page.rows),
        placed=placed_among(page.rows, following),
        standing=standing,
        standing_words=standing_words,
        Standing=Standing,
        is_open=following.archived_at is None and can_still_say(following.ends_on, today),
        has_begun=has_begun(following.starts_on, today),
        **_ages(following),
    )


@blueprint.route("/equipe/saisons/<string:season_id>/qui-continue/<string:young_id>", methods=["GET", "POST"])
@access(STAFF)
def note(season_id: str, young_id: str) -> ResponseReturnValue:
    """Note what someone said by phone or at a meeting."""
    season = _find(season_id)
    place = one_or_404(ambassadors_in(season).where(YoungPerson.public_id == young_id))
    following = season_after(season)
    if following is None:
        return _to_list(season)
    known = said_by([place]).get(place.id)
    form = NoteForm(data={"wish": known.wish.value if known and known.wish else None, "how": _("By phone")})
    if not form.is_submitted():
        return _note_page(place, following, form)
    if not form.validate():
        return _note_page(place, following, form), 422
    there = actions.place_in(following, place)
    try:
        actions.note(
            place,
            following,
            Wish(form.wish.data),
            how=form.how.data,
            age_reason=form.age_reason.data or "",
            by=me(),
            now=clock.now(),
        )
    except OutsideAges as outside:
        db.session.rollback()
        form.age_reason.errors = [str(outside)]
        return _note_page(place, following, form), 422
    _let_know(there, place, following)
    db.session.commit()
    toast(_("Recorded for %(name)s.", name=place.young_person.name))
    return _to_list(season)


def _find(season_id: str) -> Season:
    season = one_or_404(seasons_of(me()).where(Season.public_id == season_id))
    here.show(season)
    return season


def _to_list(season: Season) -> ResponseReturnValue:
    return redirect(url_for("continuing.index", season_id=season.public_id), 303)


def _ages(following: Season) -> dict[str, Any]:
    """What a page needs to say who is outside the programme's ages when the next season begins."""
    return {"age_then": lambda young: age_on(young.born_on, following.starts_on), "ages": AGES}


def _note_page(place: Ambassador, following: Season, form: NoteForm) -> str:
    return render_template(
        "ambassadors/continuing/note.html", place=place, following=following, form=form, **_ages(following)
    )
