"""The team's list of young people and their files; one's own page; who of a mailbox is at the screen."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.orm import joinedload, selectinload

from accounts import actions as accounts_actions
from accounts.access import me, session_now
from accounts.forms import PreferencesForm
from accounts.views import keep_preferences, preferences_now
from ambassadors import actions
from ambassadors.access import (
    AMBASSADOR,
    ambassadors_in,
    dates_out,
    hats,
    left_count,
    me_young,
    places_of,
    visible_to,
)
from ambassadors.actions import OutsideAges
from ambassadors.forms import (
    EnrolForm,
    FileForm,
    GuardiansForm,
    NewForm,
    file_form,
    guardians_form,
)
from ambassadors.models import Ambassador, YoungPerson
from ambassadors.rules import AGES, age_on, counted_on
from core import clock
from core.clock import day_in
from core.db import db, one_or_404
from core.errors import RuleBroken
from core.guards import SIGNED_IN, access
from core.links import local_path
from core.look import toast
from core.paging import page_of
from core.text import clean_line
from seasons import here
from seasons.access import STAFF
from seasons.here import closed_to, my_seasons, season_here
from seasons.models import Season
from seasons.rules import current

blueprint = Blueprint("ambassadors", __name__)
WHOLE = (joinedload(YoungPerson.programme), selectinload(YoungPerson.guardians))
PAGE = 50


@blueprint.get("/equipe/jeunes")
@access(STAFF)
def index() -> ResponseReturnValue:
    season, search, left = season_here(), clean_line(request.args.get("nom")), "partis" in request.args
    people = page_of(ambassadors_in(season, search=search, left=left), number=request.args.get("page"), size=PAGE)
    return render_template(
        "ambassadors/index.html",
        people=people,
        search=search,
        left=left,
        left_count=left_count(season),
        **_days(season),
    )


@blueprint.get("/equipe/jeunes/nouveau")
@access(STAFF)
def new() -> ResponseReturnValue:
    if (closed := closed_to("ambassadors.index")) is not None:
        return closed
    return _new_page(NewForm(formdata=None), needs_reason=False)


@blueprint.post("/equipe/jeunes/nouveau")
@access(STAFF)
def add() -> ResponseReturnValue:
    season, form = season_here(), NewForm()
    if not form.validate_on_submit():
        return _new_page(form, needs_reason=bool(form.age_reason.data)), 422
    twin = actions.twin_of(season.programme, form.file())
    if twin is not None and not actions.is_as_typed(twin, form.file(), season):
        return _known(twin, season, form), 409
    try:
        now, today = clock.now(), _today(season)
        made = actions.add(season, form.file(), by=me(), now=now, joined_on=today, age_reason=form.reason())
    except OutsideAges as outside:
        form.age_reason.errors = [str(outside)]
        form.age_reason.flags.required = True
        return _new_page(form, needs_reason=True), 422
    db.session.commit()
    added = _("%(name)s is now on the list.", name=made.young_person.name)
    unsent = _("The meetings already published go out with the invitation, and to parents of under-18s.")
    toast(f"{added} {unsent}" if dates_out(season, clock.now()) else added)
    return redirect(url_for("ambassadors.show", young_id=made.young_person.public_id, saison=season.public_id), 303)


@blueprint.get("/equipe/jeunes/<string:young_id>")
@access(STAFF)
def show(young_id: str) -> ResponseReturnValue:
    young = _find(young_id)
    return _file_page(young, _season_of(young))


@blueprint.get("/equipe/jeunes/<string:young_id>/contacts")
@blueprint.get("/equipe/jeunes/<string:young_id>/inscription")
@blueprint.get("/equipe/jeunes/<string:young_id>/responsables")
@access(STAFF)
def back_to_file(young_id: str) -> ResponseReturnValue:
    """The addresses of this file's forms, opened again: the browser went back, or another season was picked there."""
    young = _find(young_id)
    return _to_file(young, _season_of(young))


@blueprint.post("/equipe/jeunes/<string:young_id>/contacts")
@access(STAFF)
def contacts(young_id: str) -> ResponseReturnValue:
    """Guardians' phones and addresses are read on demand; the log keeps who did."""
    young = _find(young_id)
    _log_reading(young)
    return _file_page(young, _season_of(young), guardians=guardians_form(young))


@blueprint.post("/equipe/jeunes/<string:young_id>/responsables")
@access(STAFF)
def change_guardians(young_id: str) -> ResponseReturnValue:
    young, form = _find(young_id), GuardiansForm()
    if not form.validate_on_submit():
        _log_reading(young)
        return _file_page(young, _season_of(young), guardians=form), 422
    actions.change_guardians(young, form.contacts(young))
    db.session.commit()
    toast(_("Saved."))
    return _to_file(young, _season_of(young))


@blueprint.get("/equipe/jeunes/<string:young_id>/modifier")
@access(STAFF)
def edit(young_id: str) -> ResponseReturnValue:
    young = _find(young_id)
    return _editing(young, file_form(young).spare_adults(young, _today(_season_of(young))))


@blueprint.post("/equipe/jeunes/<string:young_id>/modifier")
@access(STAFF)
def change(young_id: str) -> ResponseReturnValue:
    young = _find(young_id)
    form = FileForm().spare_adults(young, _today(_season_of(young)))
    if not form.validate_on_submit():
        return _editing(young, form), 422
    try:
        actions.change(young, form.file(), now=clock.now())
    except RuleBroken as broken:
        form.last_name.errors = [str(broken)]
        return _editing(young, form), 409
    db.session.commit()
    toast(_("Saved."))
    return _to_file(young, _season_of(young))


@blueprint.post("/equipe/jeunes/<string:young_id>/inscription")
@access(STAFF)
def enrol(young_id: str) -> ResponseReturnValue:
    """Into this season: for the first time, or back."""
    young, form = _find(young_id), EnrolForm()
    season = _season_of(young)
    if not form.validate_on_submit():
        return _file_page(young, season, form=form), 422
    try:
        now, today = clock.now(), _today(season)
        place = actions.enrol(young, season, by=me(), now=now, joined_on=today, age_reason=form.reason())
    except OutsideAges as outside:
        form.age_reason.errors = [str(outside)]
        return _file_page(young, season, form=form), 422
    current_app.extensions["tell_dates"](place, now=clock.now())  # they are above this feature
    db.session.commit()
    toast(_("%(name)s is now on the list.", name=young.name))
    return _to_file(young, season)


@blueprint.post("/equipe/jeunes/<string:young_id>/depart")
@access(STAFF)
def leave(young_id: str) -> ResponseReturnValue:
    young = _find(young_id)
    season = _season_of(young)
    place = next((place for place in places_of(young) if place.season_id == season.id), None)
    if place is None:
        raise RuleBroken(_("%(name)s is not in this season.", name=young.name))
    current_app.extensions["leave_places"](place, by=me(), now=clock.now())  # it is above this feature
    actions.leave(place, on=_today(season), now=clock.now())
    db.session.commit()
    undo = url_for("ambassadors.enrol", young_id=young.public_id, saison=season.public_id)
    toast(_("%(name)s has left the season.", name=young.name), undo=undo)
    return _to_file(young, season)


@blueprint.get("/moi", endpoint="me")
@access(AMBASSADOR)
def my_page() -> ResponseReturnValue:
    return _my_page(preferences_now())


@blueprint.post("/moi")
@access(AMBASSADOR)
def prefer() -> ResponseReturnValue:
    form = PreferencesForm()
    if not form.validate_on_submit():
        return _my_page(form), 422
    return keep_preferences(form, url_for("ambassadors.me"))


@blueprint.post("/moi/rappels")
@access(AMBASSADOR)
def choose_reminders() -> ResponseReturnValue:
    wanted = "oui" in request.form
    actions.choose_reminders([me_young()], wanted=wanted, now=clock.now())
    db.session.commit()
    toast(pgettext("tu", "You’ll get reminders again.") if wanted else pgettext("tu", "Done: no more reminders."))
    return redirect(url_for("ambassadors.me"), 303)


@blueprint.get("/moi/rappels")
@access(AMBASSADOR)
def back_to_me() -> ResponseReturnValue:
    """The button's address, opened again."""
    return redirect(url_for("ambassadors.me"), 303)


@blueprint.get("/choisir")
@access(SIGNED_IN)
def choose() -> ResponseReturnValue:
    return render_template("ambassadors/choose.html", hats=hats(), back=local_path(request.args.get("suite", "")))


@blueprint.post("/choisir")
@access(SIGNED_IN)
def be() -> ResponseReturnValue:
    """From now on, this session is that person's."""
    person, session = request.form.get("person", ""), session_now()
    if session is None or person not in {hat.person for hat in hats()}:
        raise RuleBroken(_("This person no longer signs in with this e-mail address."))
    session.person = person
    db.session.commit()
    return redirect(local_path(request.form.get("suite", "")) or url_for("schedule.start"), 303)


def _find(young_id: str) -> YoungPerson:
    return one_or_404(visible_to(me()).where(YoungPerson.public_id == young_id).options(*WHOLE))


def _season_of(young: YoungPerson) -> Season:
    """The season a file is shown in: the one asked for, else the current one of its programme."""
    asked = season_here() if "saison" in request.args else None
    mine = [season for season in my_seasons() if season.programme_id == young.programme_id]
    season = asked if asked in mine else current(mine, day_in(young.programme.zone, clock.now()))
    if season is None:
        abort(404)
    here.show(season)
    return season


def _today(season: Season) -> date:
    return day_in(season.programme.zone, clock.now())


def _days(season: Season) -> dict[str, Any]:
    """What a page needs to say ages and days."""
    return {"today": _today(season), "age_on": age_on, "day_in": day_in}


def _file_page(
    young: YoungPerson, season: Season, *, guardians: GuardiansForm | None = None, form: EnrolForm | None = None
) -> str:
    """The file; guardians' contacts are on it only when they are given, to be changed too."""
    places = places_of(young)
    place = next((place for place in places if place.season_id == season.id), None)
    fits = age_on(young.born_on, counted_on(season.starts_on, _today(season))) in AGES
    return render_template(
        "ambassadors/show.html",
        young=young,
        place=place,
        places=places,
        guardians=guardians,
        form=guardians or form or EnrolForm(formdata=None),
        needs_reason=place is None and not fits,
        answers=_answers(place) if place else [],
        # of the meetings, which are above this feature
        attendance=current_app.extensions["attendance_in_short"](place) if place else None,
        **_days(season),
    )


def _answers(place: Ambassador) -> list[tuple[int, str, str]]:
    """What they answered to the season's dates: count, word, colour."""
    counts = current_app.extensions["answers_in_short"](place)  # of the meetings, which are above this feature
    words = {"yes": (_("yes"), "mint"), "maybe": (_("maybe"), "saffron"), "no": (_("no"), "coral")}
    return [(counts[value], *look) for value, look in words.items()] if any(counts.values()) else []


def _known(twin: YoungPerson, season: Season, form: NewForm) -> str:
    """Someone typed anew who has a file: it is offered, and nothing is written."""
    places = places_of(twin)
    place = next((place for place in places if place.season_id == season.id), None)
    return _new_page(form, twin=twin, place=place, places=places, needs_reason=False)


def _new_page(form: NewForm, **more: Any) -> str:
    return render_template("ambassadors/new.html", form=form, dates_out=dates_out(season_here(), clock.now()), **more)


def _log_reading(young: YoungPerson) -> None:
    accounts_actions.log_access(
        "guardian contacts", by=me(), programme=young.programme.public_id, person=young.public_id, now=clock.now()
    )
    db.session.commit()


def _editing(young: YoungPerson, form: FileForm) -> str:
    return render_template("ambassadors/edit.html", young=young, form=form)


def _to_file(young: YoungPerson, season: Season) -> ResponseReturnValue:
    return redirect(url_for("ambassadors.show", young_id=young.public_id, saison=season.public_id), 303)


def _my_page(form: PreferencesForm) -> str:
    return render_template("ambassadors/me.html", form=form, young=me_young(), hat_count=len(hats()))
