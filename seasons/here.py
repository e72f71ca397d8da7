"""The season that a page of the team shows: `?saison=<id>`, the one of the object at hand, or the current one."""

from collections.abc import Sequence
from typing import Any

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from accounts.access import me
from core import clock
from core.db import SAFE_METHODS, db, rows
from seasons.access import seasons_of
from seasons.models import Season
from seasons.rules import current

MENU = 24  # seasons in the menu: twelve years of two programmes


def my_seasons() -> Sequence[Season]:
    """The seasons of the programmes whose team I am in, oldest first; the latest when there are more than a menu
    holds. One query a request."""
    if "my_seasons" not in g:
        g.my_seasons = list(reversed(rows(_latest_first().limit(MENU))))
    return list(g.my_seasons)


def _latest_first() -> Select[Season]:
    query = seasons_of(me()).options(joinedload(Season.programme)).order_by(None)
    return query.order_by(Season.starts_on.desc(), Season.id.desc())


def show(season: Season) -> None:
    """This page is about `season`: the menus follow."""
    g.season_here = season


def season_here() -> Season:
    """The season of this page; 404 for one that is not ours or does not exist."""
    if "season_here" not in g:
        asked = request.values.get("saison")
        found = _of_id(asked) if asked else default_season()
        if found is None:
            abort(404)
        g.season_here = found
    season: Season = g.season_here
    return season


def closed_to(page: str, **values: Any) -> ResponseReturnValue | None:
    """Where the address of a form leads when the season of this page is closed: to what is read of it, the list of this
    season or the page of these values. None: it opens.

    What is sent all the same is refused by `require_open`.
    """
    season = season_here()
    if season.archived_at is None or request.method not in SAFE_METHODS:
        return None
    return redirect(url_for(page, **(values or {"saison": season.public_id})), 303)


def find(public_id: str) -> Season:
    """The season of this id; 404 for one that is not ours or does not exist."""
    return _of_id(public_id) or abort(404)


def _of_id(public_id: str) -> Season | None:
    """The season of this id, also one too old for the menu."""
    found = next((s for s in my_seasons() if s.public_id == public_id), None)
    return found or db.session.scalars(_latest_first().where(Season.public_id == public_id)).one_or_none()


def default_season() -> Season | None:
    """The season shown when none is asked for: the current one of the first programme."""
    seasons = my_seasons()
    if not seasons:
        return None
    first = min(seasons, key=lambda s: (s.programme.name, s.programme_id)).programme_id
    mine = [s for s in seasons if s.programme_id == first]
    return current(mine, clock.day_in(mine[0].programme.zone, clock.now()))
