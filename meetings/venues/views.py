"""The places where a programme meets: listed, added, changed."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db, one_or_404
from core.errors import RuleBroken
from core.guards import access
from core.look import toast
from core.paging import page_of
from meetings.access import dates_at, venues_visible_to
from meetings.announcements.access import has_left
from meetings.models import Venue
from meetings.venues import actions
from meetings.venues.forms import VenueForm
from seasons import here
from seasons.access import STAFF, programmes_of
from seasons.forms import ZONES
from seasons.models import Programme, Season

blueprint = Blueprint("venues", __name__)
PAGE = 30


@blueprint.route("/equipe/lieux", methods=["GET", "POST"])
@access(STAFF)
def index() -> ResponseReturnValue:
    season = here.season_here()
    form = VenueForm(data={"zone": season.programme.zone})
    if not form.is_submitted():
        return list_page(form, season)
    if not form.validate():
        return list_page(form, season), 422
    actions.add(season.programme, name=form.name.data, address=form.address.data, zone=form.zone.data)
    db.session.commit()
    toast(_("Place added."))
    return redirect(url_for("venues.index", saison=season.public_id), 303)


@blueprint.route("/equipe/lieux/<string:venue_id>", methods=["GET", "POST"])
@access(STAFF)
def edit(venue_id: str) -> ResponseReturnValue:
    venue = one_or_404(venues_visible_to(me()).where(Venue.public_id == venue_id))
    programme = one_or_404(programmes_of(me()).where(Programme.id == venue.programme_id))
    form = VenueForm(data={"name": venue.name, "address": venue.address, "zone": venue.zone})
    if not form.is_submitted():
        return edit_page(form, venue)
    told = save(venue, programme, form) if form.validate() else None
    if told is None:
        return edit_page(form, venue), 422
    db.session.commit()
    toast(saved(venue, told=told))
    return redirect(url_for("venues.index"), 303)


def list_page(form: VenueForm, season: Season) -> str:
    mine = venues_visible_to(me()).where(Venue.programme_id == season.programme_id)
    venues = page_of(mine, number=request.args.get("page"), size=PAGE)
    return render_template("meetings/venues/index.html", form=form, season=season, venues=venues, zones=ZONES)


def edit_page(form: VenueForm, venue: Venue) -> str:
    dates = dates_at(venue, clock.now())
    is_untold = not any(map(has_left, dates))
    return render_template("meetings/venues/edit.html", form=form, venue=venue, dates=dates, is_untold=is_untold)


def saved(venue: Venue, *, told: bool) -> str:
    """What is said after a place was changed: that people are told, or that what waits to be sent is right."""
    if told:
        return str(_("Saved. Everyone is being told."))
    dates = [] if "quietly" in request.form else dates_at(venue, clock.now())
    untold = _("Nobody had yet been told of the meetings there: messages still to go have been updated.")
    return " ".join([_("Saved."), *([untold] if dates and not any(map(has_left, dates)) else [])])


def save(venue: Venue, programme: Programme, form: VenueForm) -> bool | None:
    """Change the place: whether people were told. None when it cannot be, said at the name's field."""
    asked = {"name": form.name.data, "address": form.address.data, "zone": form.zone.data}
    quietly = "quietly" in request.form
    try:
        return actions.change(venue, programme, **asked, quietly=quietly, by=me(), now=clock.now())
    except RuleBroken as no:
        db.session.rollback()
        form.name.errors = [*form.name.errors, str(no)]
        return None
