"""The feed itself, for programs; and the pages that hand out its address, for people."""

import logging
from datetime import datetime

from flask import Blueprint, Response, abort, current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import Select

from accounts.access import came_by_card, me
from ambassadors.access import AMBASSADOR, me_young
from core import clock, ical
from core.conditional import entity_tag, feed_response, pack, short_answer
from core.db import db, one_or_404, rows
from core.guards import PUBLIC, access, require
from core.i18n import locale_name
from core.kept import kept
from core.links import host
from schedule.feeds import actions
from schedule.feeds.access import (
    About,
    Opened,
    Shown,
    feeds_for_team,
    feeds_of_group,
    feeds_of_staff,
    feeds_of_young_person,
    opened_by,
    shown_in,
    shown_in_programme,
    shown_to_young_person,
)
from schedule.feeds.addresses import Address, first_link, key, links
from schedule.feeds.forms import NewLinkForm
from schedule.feeds.rules import KEPT_IN, Standing, standing
from schedule.feeds.text import calendar_text, words_tag
from schedule.models import Feed, FeedKind
from seasons.access import STAFF
from seasons.here import season_here
from seasons.models import Programme

blueprint = Blueprint("feeds", __name__)
log = logging.getLogger(__name__)
RETRY_AFTER = "60"  # seconds


# For programs


@blueprint.get("/cal/<string:token>.ics")
@access(PUBLIC)
def calendar(token: str) -> ResponseReturnValue:
    """The dates behind a token. Whatever goes wrong is a 503: a phone then keeps what it has, and asks again."""
    try:
        return _calendar(token, clock.now())
    except Exception:  # the usual log of an exception names the address, which is a secret
        log.exception("a feed could not be served")
        db.session.rollback()
        response = short_answer(503, "The dates cannot be read right now.")
        response.headers["Retry-After"] = RETRY_AFTER
        return response


def _calendar(token: str, now: datetime) -> Response:
    opened = opened_by(token)
    is_now = standing(opened.ended_at, now) if opened else None
    if opened is None:
        return short_answer(404, "No calendar here.")
    if is_now is Standing.GONE:
        return short_answer(410, "This calendar has ended.")
    tag = entity_tag(ical.FORMAT, host(), opened.of, opened.revision, words_tag(opened.about.language))

    def build() -> bytes:
        return pack(calendar_text(shown_in(opened) if is_now is Standing.LIVE else None, opened.about))

    response = feed_response(
        tag=tag,
        changed_at=opened.changed_at,
        now=now,
        packed=lambda: kept(
            current_app.extensions["settings"].data / KEPT_IN, entity_tag(host(), opened.of), tag, build
        ),
    )
    _note_use(opened, now)
    return response


def _note_use(opened: Opened, now: datetime) -> None:
    today = clock.day_in(opened.about.zone, now)
    if opened.last_used_on is None or opened.last_used_on < today:
        db.session.rollback()  # nothing is read any more: the note waits for nobody, not even for us
        actions.note_use(opened.feed_id, on=today)


# For whoever holds the address: a family in front of the notice board, someone's second device


@blueprint.get("/cal/<string:token>")
@access(PUBLIC)
def open_address(token: str) -> ResponseReturnValue:
    opened = opened_by(token)
    if opened is None:
        abort(404)
    if opened.ended_at is not None:
        abort(410)
    programme = db.session.get_one(Programme, opened.programme_id)
    page = render_template("schedule/feeds/open_address.html", address=Address(token), programme=programme)
    answer = make_response(page)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


# For young people


@blueprint.get("/agenda/abonnement")
@access(AMBASSADOR)
def mine() -> ResponseReturnValue:
    return render_template("schedule/feeds/mine.html", **_mine())


@blueprint.post("/agenda/abonnement")
@access(AMBASSADOR)
def make_mine() -> ResponseReturnValue:
    """The first link; pressed twice, it stays the only one."""
    actions.one_at_a_time(me_young())
    if not rows(feeds_of_young_person(me_young())):
        actions.make_for_young_person(me_young(), language=locale_name(), key=key(), now=clock.now())
        db.session.commit()
    return redirect(url_for("feeds.mine"), 303)


@blueprint.post("/agenda/abonnement/liens")
@access(AMBASSADOR)
def add_mine() -> ResponseReturnValue:
    form = NewLinkForm()
    if not form.validate_on_submit():
        return render_template("schedule/feeds/mine.html", **_mine(form)), 422
    actions.make_for_young_person(me_young(), name=form.name.data, language=locale_name(), key=key(), now=clock.now())
    db.session.commit()
    flash(_("The link is ready."))
    return redirect(url_for("feeds.mine", _anchor="links"), 303)


@blueprint.post("/agenda/abonnement/courriel")
@access(AMBASSADOR)
def mail_mine() -> ResponseReturnValue:
    """Google's application on a phone cannot subscribe: the rest is done on a computer."""
    require(not came_by_card())  # it proves no mailbox
    actions.send_to_computer(me_young(), user=me(), now=clock.now())
    db.session.commit()
    flash(pgettext("tu", "The message is on its way: open it on a computer."))
    return redirect(url_for("feeds.mine"), 303)


@blueprint.post("/agenda/abonnement/<string:feed_id>/renouvellement")
@access(AMBASSADOR)
def renew_mine(feed_id: str) -> ResponseReturnValue:
    _renew(feeds_of_young_person(me_young()), feed_id)
    return redirect(url_for("feeds.mine"), 303)


@blueprint.post("/agenda/abonnement/<string:feed_id>/fin")
@access(AMBASSADOR)
def end_mine(feed_id: str) -> ResponseReturnValue:
    actions.end(_find(feeds_of_young_person(me_young()), feed_id), now=clock.now())
    db.session.commit()
    flash(_("The link is removed: calendars that use it will empty."))
    return redirect(url_for("feeds.mine", _anchor="links"), 303)


@blueprint.get("/agenda/dates.ics")
@access(AMBASSADOR)
def download_mine() -> ResponseReturnValue:
    young = me_young()
    return _download(shown_to_young_person(young.id), young.programme, FeedKind.AMBASSADOR)


def _mine(form: NewLinkForm | None = None) -> dict[str, object]:
    found = links(feeds_of_young_person(me_young()))
    return {
        "form": form or NewLinkForm(),
        "link": found[0] if found else None,
        "others": found[1:],
        "email": "" if came_by_card() else me().email,
    }


# For the team


@blueprint.get("/equipe/abonnement")
@access(STAFF)
def team() -> ResponseReturnValue:
    programme = season_here().programme
    own, group = first_link(feeds_of_staff(me(), programme)), first_link(feeds_of_group(programme))
    return render_template("schedule/feeds/team.html", link=own, group=group)


@blueprint.post("/equipe/abonnement")
@access(STAFF)
def make_team() -> ResponseReturnValue:
    programme = season_here().programme
    actions.one_at_a_time(programme)
    if not rows(feeds_of_staff(me(), programme)):
        actions.make_for_staff(me(), programme, language=locale_name(), key=key(), now=clock.now())
        db.session.commit()
    return _to_team()


@blueprint.post("/equipe/abonnement/groupe")
@access(STAFF)
def make_group() -> ResponseReturnValue:
    programme = season_here().programme
    actions.one_at_a_time(programme)
    if not rows(feeds_of_group(programme)):
        actions.make_for_group(programme, key=key(), now=clock.now())
        db.session.commit()
    return _to_team()


@blueprint.get("/equipe/abonnement/affiche")
@access(STAFF)
def poster() -> ResponseReturnValue:
    """The group's address as a sheet of paper for the notice board."""
    programme = season_here().programme
    group = first_link(feeds_of_group(programme))
    if group is None or group.address is None:
        abort(404)
    return render_template("schedule/feeds/poster.html", address=group.address, programme=programme)


@blueprint.post("/equipe/abonnement/<string:feed_id>/renouvellement")
@access(STAFF)
def renew_team(feed_id: str) -> ResponseReturnValue:
    _renew(feeds_for_team(me(), season_here().programme), feed_id)
    return _to_team()


@blueprint.get("/equipe/dates.ics")
@access(STAFF)
def download_team() -> ResponseReturnValue:
    programme = season_here().programme
    return _download(shown_in_programme(programme.id), programme, FeedKind.STAFF)


def _to_team() -> ResponseReturnValue:
    return redirect(url_for("feeds.team", saison=season_here().public_id), 303)


# For both


def _find(query: Select[Feed], feed_id: str) -> Feed:
    return one_or_404(query.where(Feed.public_id == feed_id))


def _renew(query: Select[Feed], feed_id: str) -> None:
    actions.renew(_find(query.with_for_update(of=Feed), feed_id), key=key(), now=clock.now())
    db.session.commit()
    flash(_("The link is changed: calendars that use the old one will empty."))


def _download(shown: Shown, programme: Programme, kind: FeedKind) -> Response:
    about = About(programme.name, programme.centre, programme.zone, kind, locale_name())
    file_name = _("meetings")
    headers = {"Content-Disposition": f'attachment; filename="{file_name}.ics"'}
    return Response(calendar_text(shown, about), mimetype="text/calendar", headers=headers)
