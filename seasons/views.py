"""Settings, team and seasons of a programme."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from babel.lists import format_list
from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.access import me
from accounts.rules import plain_email
from core import clock, phones
from core.dates import day
from core.days import Region, SchoolZone
from core.db import db, one_or_404, rows
from core.errors import RuleBroken
from core.guards import access, require
from core.i18n import locale_name
from core.links import host, is_this_machine
from core.paging import page_of
from seasons import actions
from seasons.access import (
    COORDINATOR,
    STAFF,
    can_coordinate,
    closed_dates_of,
    colleagues_of,
    last_day_of,
    seasons_of,
    team_of,
)
from seasons.forms import (
    REGIONS,
    ROLE_WORDS,
    ROLES,
    TOWNS,
    ClosedDatesForm,
    ColleagueForm,
    NamedSeasonForm,
    NewProgrammeForm,
    ProgrammeForm,
    SeasonForm,
    SettingsForm,
)
from seasons.here import find, my_seasons, season_here, show
from seasons.models import ClosedDates, Programme, Role, RoleKind, Season
from seasons.rules import USUAL_NAME, region_of, usual_dates

blueprint = Blueprint("seasons", __name__)

PAGE = 30


def code_secret() -> bytes:
    return bytes(current_app.extensions["settings"].key("codes"))


def asked_by(form: ProgrammeForm, **settings: Any) -> actions.NewProgramme:
    """What the form says of a programme."""
    return actions.NewProgramme(
        name=form.name.data,
        centre=form.centre.data,
        zone=form.zone.data,
        school_zone=SchoolZone(form.school_zone.data),
        region=Region(form.region.data) if form.region.data else region_of(form.zone.data),
        locale=form.locale.data,
        site=form.site.data or "",
        phone=form.phone.data or "",
        **settings,
    )


def _mine_to_change(programme: Programme) -> None:
    require(can_coordinate(me(), programme))


@blueprint.get("/equipe/reglages")
@access(COORDINATOR)
def settings() -> ResponseReturnValue:
    programme = season_here().programme
    _mine_to_change(programme)
    form = SettingsForm(obj=programme)
    form.phone.data = phones.display(programme.phone) if programme.phone else ""
    form.school_zone.data, form.region.data = programme.school_zone.value, _region_told(programme)
    return _settings_page(form)


def _region_told(programme: Programme) -> str:
    """Nothing when the time zone says it already."""
    told = programme.region.value
    return told if programme.region is not region_of(programme.zone) and told in REGIONS else ""


def _settings_page(form: SettingsForm) -> str:
    return render_template("seasons/settings.html", form=form, here=season_here(), towns=TOWNS)


@blueprint.post("/equipe/reglages")
@access(COORDINATOR)
def save_settings() -> ResponseReturnValue:
    season = season_here()
    _mine_to_change(season.programme)
    form = SettingsForm()
    if not form.validate_on_submit():
        return _settings_page(form), 422
    asked = asked_by(form, reply_to=plain_email(form.reply_to.data or ""), hold_minutes=form.hold_minutes.data)
    actions.change_programme(season.programme, asked, now=clock.now())
    db.session.commit()
    flash(_("The settings are saved."))
    return redirect(url_for("seasons.settings", saison=season.public_id), 303)


@blueprint.get("/equipe/fermetures")
@access(COORDINATOR)
def closed() -> ResponseReturnValue:
    _mine_to_change(season_here().programme)
    return _closed_page(ClosedDatesForm(formdata=None))


def _closed_page(form: ClosedDatesForm) -> str:
    season = season_here()
    closed = page_of(closed_dates_of(season.programme), number=request.args.get("page"), size=PAGE)
    return render_template("seasons/closed.html", form=form, here=season, closed=closed)


@blueprint.post("/equipe/fermetures")
@access(COORDINATOR)
def close_dates() -> ResponseReturnValue:
    season, form = season_here(), ClosedDatesForm()
    _mine_to_change(season.programme)
    if not form.validate_on_submit():
        return _closed_page(form), 422
    days = {"first_on": form.first_on.data, "last_on": form.last_on.data}
    actions.close_dates(season.programme, **days, reason=form.reason.data)
    db.session.commit()
    planned = _planned_on(**days)
    flash(" ".join(filter(None, (_("These days are added: the planner will point them out."), planned))))
    return redirect(url_for("seasons.closed", saison=season.public_id), 303)


def _planned_on(first_on: date, last_on: date) -> str:
    """Which dates were planned on these days before; of meetings, strangers to seasons, the application tells."""
    found: list[date] = current_app.extensions["days_between"](season_here().programme, first_on, last_on)
    days = format_list([day(each, locale_name()) for each in found], locale=locale_name())
    if not found:
        return ""
    told = ngettext(
        "One meeting is planned then: %(days)s.", "%(num)s meetings are planned then: %(days)s.", len(found), days=days
    )
    return str(told)


@blueprint.post("/equipe/fermetures/<string:closed_id>/suppression")
@access(COORDINATOR)
def open_dates(closed_id: str) -> ResponseReturnValue:
    season = season_here()
    _mine_to_change(season.programme)
    db.session.delete(one_or_404(closed_dates_of(season.programme).where(ClosedDates.public_id == closed_id)))
    db.session.commit()
    flash(_("The centre is open again on these days."))
    return redirect(url_for("seasons.closed", saison=season.public_id), 303)


@blueprint.get("/equipe/equipe")
@access(STAFF)
def team() -> ResponseReturnValue:
    return _team_page(ColleagueForm(formdata=None))


def _team_page(form: ColleagueForm) -> str:
    programme = season_here().programme
    page = page_of(colleagues_of(programme), number=request.args.get("page"), size=PAGE)
    held = rows(team_of(programme).where(Role.user_id.in_([user.id for user in page.rows])))
    people = [(user, list(roles)) for user, roles in groupby(held, key=lambda role: role.user)]
    return render_template(
        "seasons/team.html",
        form=form,
        here=season_here(),
        page=page,
        people=people,
        may_change=can_coordinate(me(), programme),
        names=ROLES,
        words=ROLE_WORDS,
        local=is_this_machine(host()),
    )


@blueprint.post("/equipe/equipe")
@access(COORDINATOR)
def invite_colleague() -> ResponseReturnValue:
    season = season_here()
    _mine_to_change(season.programme)
    form = ColleagueForm()
    if not form.validate_on_submit():
        return _team_page(form), 422
    actions.invite_colleague(
        season.programme,
        name=form.name.data,
        email=form.email.data,
        kind=RoleKind(form.kind.data),
        secret=code_secret(),
        host=host(),
        by=me(),
        now=clock.now(),
    )
    db.session.commit()
    flash(_("The invitation to %(name)s is on its way. Its link works for 7 days.", name=form.name.data))
    return redirect(url_for("seasons.team", saison=season.public_id), 303)


@blueprint.post("/equipe/equipe/<string:role_id>/invitation")
@access(COORDINATOR)
def invite_colleague_again(role_id: str) -> ResponseReturnValue:
    season, user = season_here(), _role_to_change(role_id).user
    actions.invite_again(user, season.programme, secret=code_secret(), host=host(), by=me(), now=clock.now())
    db.session.commit()
    flash(_("A new link is on its way to %(name)s. It works for 7 days.", name=user.name or user.email))
    return redirect(url_for("seasons.team", saison=season.public_id), 303)


def _role_to_change(role_id: str) -> Role:
    """A role in the team of the programme shown."""
    season = season_here()
    _mine_to_change(season.programme)
    return one_or_404(team_of(season.programme).where(Role.public_id == role_id))


@blueprint.post("/equipe/equipe/<string:role_id>/fin")
@access(COORDINATOR)
def end_role(role_id: str) -> ResponseReturnValue:
    season, role = season_here(), _role_to_change(role_id)
    actions.end_role(role, by=me(), now=clock.now())
    db.session.commit()
    flash(_("%(name)s no longer has this role.", name=role.user.name or role.user.email))
    return redirect(url_for("seasons.team", saison=season.public_id), 303)


@blueprint.get("/equipe/saisons")
@access(STAFF)
def index() -> ResponseReturnValue:
    season = season_here()
    today = clock.day_in(season.programme.zone, clock.now())
    starts_on, ends_on = usual_dates(max(today, last_day_of(season.programme) + timedelta(days=1)))
    return _seasons_page(NamedSeasonForm(formdata=None, data={"starts_on": starts_on, "ends_on": ends_on}))


def _seasons_page(form: NamedSeasonForm) -> str:
    season = season_here()
    of_programme = seasons_of(me()).where(Season.programme_id == season.programme_id)
    latest_first = of_programme.order_by(None).order_by(Season.starts_on.desc(), Season.id.desc())
    listed = page_of(latest_first, number=request.args.get("page"), size=PAGE)
    may_change = can_coordinate(me(), season.programme)
    followed = {each.follows_id: each for each in my_seasons()}
    today = clock.day_in(season.programme.zone, clock.now())
    return render_template(
        "seasons/index.html",
        form=form,
        here=season,
        listed=listed,
        may_change=may_change,
        today=today,
        followed=followed,
    )


@blueprint.post("/equipe/saisons")
@access(COORDINATOR)
def add_season() -> ResponseReturnValue:
    season = season_here()
    _mine_to_change(season.programme)
    form = NamedSeasonForm()
    if not form.validate_on_submit():
        return _seasons_page(form), 422
    dates = {"starts_on": form.starts_on.data, "ends_on": form.ends_on.data}
    try:
        added = actions.open_season(season.programme, **dates, name=form.name.data or "", now=clock.now())
    except RuleBroken as broken:
        form.name.errors = [str(broken)]
        return _seasons_page(form), 409
    db.session.commit()
    flash(_("The season %(name)s is open.", name=added.name))
    return redirect(url_for("seasons.index", saison=added.public_id), 303)


@blueprint.get("/equipe/saisons/<string:season_id>")
@access(COORDINATOR)
def edit_season(season_id: str) -> ResponseReturnValue:
    season = season_to_change(season_id)
    return render_template("seasons/edit_season.html", form=NamedSeasonForm(formdata=None, obj=season), here=season)


@blueprint.post("/equipe/saisons/<string:season_id>")
@access(COORDINATOR)
def save_season(season_id: str) -> ResponseReturnValue:
    season = season_to_change(season_id)
    form = NamedSeasonForm()
    if not form.validate_on_submit():
        return render_template("seasons/edit_season.html", form=form, here=season), 422
    dates = {"starts_on": form.starts_on.data, "ends_on": form.ends_on.data}
    try:
        actions.change_season(season, **dates, name=form.name.data or "", now=clock.now())
    except RuleBroken as broken:
        form.name.errors = [str(broken)]
        return render_template("seasons/edit_season.html", form=form, here=season), 409
    db.session.commit()
    flash(_("The season is saved."))
    return redirect(url_for("seasons.index", saison=season.public_id), 303)


def season_to_change(season_id: str) -> Season:
    """The season of that id, if I coordinate its programme; the menus then show it."""
    season = find(season_id)
    show(season)
    _mine_to_change(season.programme)
    return season


@blueprint.get("/equipe/programmes/nouveau")
@access(COORDINATOR)
def new_programme() -> ResponseReturnValue:
    return _new_programme_page(NewProgrammeForm(formdata=None, data=usual_answers()))


def usual_answers() -> dict[str, object]:
    """What a programme's forms start with."""
    starts_on, ends_on = usual_dates(clock.day_in("Europe/Paris", clock.now()))
    return {"name": USUAL_NAME[locale_name()], "locale": locale_name(), "starts_on": starts_on, "ends_on": ends_on}


def _new_programme_page(form: NewProgrammeForm) -> str:
    return render_template("seasons/new_programme.html", form=form, here=season_here(), towns=TOWNS)


@blueprint.post("/equipe/programmes/nouveau")
@access(COORDINATOR)
def add_programme() -> ResponseReturnValue:
    form = NewProgrammeForm()
    if not form.validate_on_submit():
        return _new_programme_page(form), 422
    season = open_programme(form)
    db.session.commit()
    flash(_("The programme is open. It shares nothing with the other one."))
    return redirect(url_for("seasons.team", saison=season.public_id), 303)


def open_programme(form: NewProgrammeForm) -> Season:
    programme = actions.set_up(asked_by(form), coordinator=me(), now=clock.now())
    return season_of(programme, form)


def season_of(programme: Programme, form: SeasonForm) -> Season:
    """The first season of a programme just made."""
    return actions.open_season(programme, starts_on=form.starts_on.data, ends_on=form.ends_on.data, now=clock.now())
