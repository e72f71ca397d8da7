"""The season that a page of the team shows: `?saison=<id>`, the one of the object at hand, or the current one."""

from collections.abc import Sequence

from flask import abort, g, request
from sqlalchemy.orm import joinedload

from accounts.access import me
from core import clock
from core.db import rows
from seasons.access import seasons_of
from seasons.models import Season
from seasons.rules import current


def my_seasons() -> Sequence[Season]:
    """Every season of the programmes whose team I am in, oldest first. One query a request."""
    if "my_seasons" not in g:
        g.my_seasons = rows(seasons_of(me()).options(joinedload(Season.programme)))
    return list(g.my_seasons)


def show(season: Season) -> None:
    """This page is about `season`: the menus follow."""
    g.season_here = season


def season_here() -> Season:
    """The season of this page; 404 for one that is not ours or does not exist."""
    if "season_here" not in g:
        seasons = my_seasons()
        asked = request.values.get("saison")
        found = next((s for s in seasons if s.public_id == asked), None) if asked else default_season()
        if found is None:
            abort(404)
        g.season_here = found
    season: Season = g.season_here
    return season


def default_season() -> Season | None:
    """The season shown when none is asked for: the current one of the first programme."""
    seasons = my_seasons()
    if not seasons:
        return None
    first = min(seasons, key=lambda s: (s.programme.name, s.programme_id)).programme_id
    mine = [s for s in seasons if s.programme_id == first]
    return current(mine, clock.day_in(mine[0].programme.zone, clock.now()))
