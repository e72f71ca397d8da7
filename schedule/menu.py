"""The menus: what a page's layout shows around it, for the team and for young people."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import gettext as _

from accounts.access import is_signed_in, me
from ambassadors.access import seasons_with, young_person_now
from ambassadors.models import YoungPerson
from core.clock import day_in, now
from outings.places.access import mine
from seasons.access import is_coordinator, is_staff, season_of
from seasons.here import default_season, my_seasons
from seasons.models import Season
from seasons.rules import current

PARTS = {
    "messages": "schedule",
    "news": "schedule",
    "series": "meetings",
    "attendance": "meetings",
    "minutes": "meetings",
    "rollcall": "meetings",
    "checkins": "meetings",
    "recorded": "meetings",
    "decisions": "meetings",
    "search": "meetings",
    "feeds": "meetings",
    "tasks": "meetings",
    "venues": "meetings",
    "imports": "ambassadors",
    "invitations": "ambassadors",
    "cards": "ambassadors",
    "continuing": "seasons",
    "turn": "seasons",
    "counting": "seasons",
}
"""Parts of a feature with a blueprint of their own: part → the feature the menu names."""

YOUNG_PARTS = {
    "answers": "schedule.dates",
    "feeds": "schedule.dates",
    "search": "schedule.dates",
    "continuing": "ambassadors.me",
    "accounts": "ambassadors.me",
}
"""What young people find under a line of their menu: part → that line."""


YOUNG_PAGES = ("schedule.home", "schedule.dates")
"""Lines that stand for one page of `schedule` and not for all of it: young people have two."""


@dataclass(frozen=True)
class Entry:
    """One line of a menu."""

    endpoint: str
    label: str
    icon: str
    url: str
    current: bool
    count: int | None = None


def _entry(endpoint: str, label: str, icon: str, season: Season | None = None) -> Entry:
    feature = endpoint.split(".", maxsplit=1)[0]
    here = request.endpoint or ""
    current = here == endpoint or (endpoint not in YOUNG_PAGES and _feature_of(here) == feature)
    if endpoint not in current_app.view_functions:
        return Entry(endpoint, label, icon, "#", current)
    url = url_for(endpoint, saison=season.public_id) if season else url_for(endpoint)
    return Entry(endpoint, label, icon, url, current)


def _feature_of(endpoint: str) -> str:
    """The menu's line that a page belongs to; what is written about a meeting belongs to it."""
    if endpoint == "news.write" and "rencontre" in request.args:
        return "meetings"
    feature = endpoint.split(".", maxsplit=1)[0]
    return PARTS.get(feature, feature)


def _staff_menu(season: Season | None) -> list[Entry]:
    other = season if season is not None and season is not default_season() else None
    entries = [
        _entry("schedule.staff_home", _("Home"), "house", other),
        _entry("meetings.index", _("Meetings"), "calendar-days", other),
        _entry("ambassadors.index", _("Young people"), "users", other),
        _entry("projects.board", _("Projects"), "lightbulb", other),
        _entry("outings.index", _("Outing"), "bus", other),
    ]
    if is_coordinator():
        entries.append(_entry("seasons.settings", _("Settings"), "settings", other))
    return entries


def _ambassador_menu(young: YoungPerson) -> list[Entry]:
    entries = [
        _entry("schedule.home", _("Home"), "house"),
        _entry("schedule.dates", _("Dates"), "calendar-days"),
        _entry("projects.mine", _("Ideas"), "lightbulb"),
        _entry("ambassadors.me", _("Me"), "circle-user-round"),
    ]
    if mine(young):  # no outing announced, no word of one
        entries.insert(3, _entry("places.next_outing", _("Outing"), "bus"))
    line = YOUNG_PARTS.get((request.endpoint or "").split(".", maxsplit=1)[0])
    return [replace(entry, current=True) if entry.endpoint == line else entry for entry in entries]


def _season_of(young: YoungPerson) -> Season | None:
    """The season a young person is in now: its year stands in the centre's cell."""
    return current(seasons_with(young), day_in(young.programme.zone, now()))


def around() -> dict[str, Any]:
    """What every layout needs: the menu, the programme, the season, who is signed in; and `layout`, their own."""
    if not has_request_context() or not is_signed_in():  # mails are written outside requests too
        return {
            "layout": "_layout/gate.html",
            "nav": [],
            "programme": None,
            "season": None,
            "seasons": [],
            "me": None,
            "account_url": None,
        }
    if is_staff():
        seasons = my_seasons()
        season = g.get("season_here") or default_season()
        programme = season.programme if season else next((s.programme for s in seasons), None)
        return {
            "layout": "_layout/staff.html",
            "nav": _staff_menu(season),
            "programme": programme,
            "season": season,
            "seasons": seasons,
            "me": me(),
            "account_url": url_for("accounts.devices"),
        }
    young = young_person_now()
    return {
        "layout": "_layout/ambassador.html" if young else "_layout/gate.html",
        "nav": _ambassador_menu(young) if young else [],
        "programme": young.programme if young else None,
        "season": _season_of(young) if young else None,
        "seasons": [],
        "me": young or me(),
        "account_url": _entry("ambassadors.me", "", "").url if young else None,
    }


def init_app(app: Flask) -> None:
    app.context_processor(around)
    app.jinja_env.globals["season_of"] = season_of
