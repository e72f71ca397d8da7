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
from core.db import db, one_or_404
from core.guards import PUBLIC, SIGNED_IN, access, require
from core.i18n import locale_name
from core.kept import kept
from core.links import host
from schedule.feeds import actions
from schedule.feeds.access import (
    About,
    Opened,
    Shown,
    feeds_of_group,
    feeds_of_staff,
    feeds_of_young_person,
    names_beside,
    opened_by,
    own_of,
    shown_in,
    shown_in_programme,
    shown_to_young_person,
    visible_to,
)
from schedule.feeds.addresses import Address, first_link, key, links
from schedule.feeds.forms import LinkForm, NewLinkForm, with_forms
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
    opened = opened_by(token, now=now)
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
    opened = opened_by(token, now=clock.now())
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
    return _mine()


@blueprint.post("/agenda/abonnement")
@access(AMBASSADOR)
def make_mine() -> ResponseReturnValue:
    form = NewLinkForm()
    if not form.validate_on_submit():
        return _mine(form), 422
    actions.make_for_young_person(me_young(), name=form.name.data, language=locale_name(), key=key(), now=clock.now())
    db.session.commit()
    flash(_("The link is ready."))
    return redirect(url_for("feeds.mine"), 303)


@blueprint.post("/agenda/abonnement/courriel")
@access(AMBASSADOR)
def mail_mine() -> ResponseReturnValue:
    """Google's application on a phone cannot subscribe: the rest is done on a computer."""
    require(not came_by_card())  # it proves no mailbox
    actions.send_to_computer(me_young(), user=me(), now=clock.now())
    db.session.commit()
    flash(pgettext("tu", "The message is on its way: open it on a computer."))
    return redirect(url_for("feeds.mine"), 303)


@blueprint.get("/agenda/dates.ics")
@access(AMBASSADOR)
def download_mine() -> ResponseReturnValue:
    young = me_young()
    return _download(shown_to_young_person(young.id), young.programme, FeedKind.AMBASSADOR)


def _mine(wrong: NewLinkForm | None = None) -> str:
    return render_template(
        "schedule/feeds/mine.html",
        **_own(feeds_of_young_person(me_young()), wrong),
        email="" if came_by_card() else me().email,
    )


# For the team


@blueprint.get("/equipe/abonnement")
@access(STAFF)
def team() -> ResponseReturnValue:
    return _team()


@blueprint.post("/equipe/abonnement")
@access(STAFF)
def make_team() -> ResponseReturnValue:
    form, programme = NewLinkForm(), season_here().programme
    if not form.validate_on_submit():
        return _team(form), 422
    actions.make_for_staff(me(), programme, name=form.name.data, language=locale_name(), key=key(), now=clock.now())
    db.session.commit()
    flash(_("The link is ready."))
    return redirect(url_for("feeds.team", saison=season_here().public_id), 303)


@blueprint.post("/equipe/abonnement/groupe")
@access(STAFF)
def make_group() -> ResponseReturnValue:
    actions.make_for_group(season_here().programme, key=key(), now=clock.now())
    db.session.commit()
    return redirect(url_for("feeds.team", saison=season_here().public_id), 303)


@blueprint.get("/equipe/abonnement/affiche")
@access(STAFF)
def poster() -> ResponseReturnValue:
    """The group's address as a sheet of paper for the notice board."""
    programme = season_here().programme
    group = first_link(feeds_of_group(programme))
    if group is None or group.address is None:
        abort(404)
    return render_template("schedule/feeds/poster.html", address=group.address, programme=programme)


@blueprint.get("/equipe/dates.ics")
@access(STAFF)
def download_team() -> ResponseReturnValue:
    programme = season_here().programme
    return _download(shown_in_programme(programme.id), programme, FeedKind.STAFF)


def _team(wrong: NewLinkForm | None = None) -> str:
    programme = season_here().programme
    own = _own(feeds_of_staff(me(), programme), wrong)
    return render_template("schedule/feeds/team.html", **own, group=first_link(feeds_of_group(programme)))


# One link, whosever it is. Pressed twice, or of a link that has ended: nothing more happens.


@blueprint.post("/abonnement/<string:feed_id>/options")
@access(SIGNED_IN)
def change(feed_id: str) -> ResponseReturnValue:
    feed = _find(feed_id, own_of(me()))
    form = LinkForm(feed, names_beside(feed))
    if not form.validate_on_submit():
        return _mine(form) if feed.kind is FeedKind.AMBASSADOR else _team(form), 422
    actions.change(feed, name=form.name.data, options=form.options, now=clock.now())
    db.session.commit()
    flash(_("Saved: the calendar will update the next time it checks."))
    return _back(feed)


@blueprint.post("/abonnement/<string:feed_id>/renouvellement")
@access(SIGNED_IN)
def renew(feed_id: str) -> ResponseReturnValue:
    feed = _find(feed_id, visible_to(me()))
    if feed.revoked_at is None:
        actions.renew(feed, key=key(), now=clock.now())
    db.session.commit()
    flash(_("Link changed: calendars that use the old one will empty."))
    return _back(feed)


@blueprint.post("/abonnement/<string:feed_id>/fin")
@access(SIGNED_IN)
def end(feed_id: str) -> ResponseReturnValue:
    feed = _find(feed_id, own_of(me()))
    actions.end(feed, now=clock.now())
    db.session.commit()
    flash(_("Link removed: calendars that use it will empty."))
    return _back(feed)


def _own(query: Select[Feed], wrong: NewLinkForm | None) -> dict[str, object]:
    """Somebody's links, the form of a new one, and of these forms the one that has to be put right."""
    new = NewLinkForm(formdata=None) if wrong is None or isinstance(wrong, LinkForm) else wrong
    return {"feed_links": with_forms(links(query), wrong), "new_link": new, "form": wrong or new}


def _find(feed_id: str, among: Select[Feed]) -> Feed:
    return one_or_404(among.where(Feed.public_id == feed_id).with_for_update(of=Feed))


def _back(feed: Feed) -> ResponseReturnValue:
    if feed.kind is FeedKind.AMBASSADOR:
        return redirect(url_for("feeds.mine"), 303)
    return redirect(url_for("feeds.team", saison=season_here().public_id), 303)


def _download(shown: Shown, programme: Programme, kind: FeedKind) -> Response:
    about = About(programme.name, programme.centre, programme.zone, kind, locale_name())
    file_name = _("meetings")
    headers = {"Content-Disposition": f'attachment; filename="{file_name}.ics"'}
    return Response(calendar_text(shown, about), mimetype="text/calendar", headers=headers)
