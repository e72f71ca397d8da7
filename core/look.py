"""The look, plugged into the application: dates, icons and assets for templates, and the page of components."""

import hashlib
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import dates, phones
from core.guards import PUBLIC, access
from core.i18n import locale_name
from core.icons import icon
from core.markdown import to_html
from core.names import initials

THEMES = ("light", "dark")
THEME_COOKIE = "theme"
THEME_LIFE = timedelta(days=365)


def toast(text: str, *, undo: str | None = None, written: str | None = None) -> None:
    """Show `text` once on the next page; `undo` is the address a button *Annuler* posts to.

    `written` is the address of a form that saves itself and is saved now: the browser drops its own copy.
    """
    more = {name: address for name, address in (("undo", undo), ("written", written)) if address}
    flash({"text": text, **more} if more else text)  # type: ignore[arg-type]  # Flask stores any JSON


def chosen_theme() -> str | None:
    """Return the theme this browser asked for, or None to follow the system."""
    theme = request.cookies.get(THEME_COOKIE)
    return theme if theme in THEMES else None


def keep_theme(answer: Response, theme: str) -> None:
    """Remember a theme in this browser; anything but a theme means to follow the system again."""
    age = THEME_LIFE if theme in THEMES else timedelta(0)
    answer.set_cookie(THEME_COOKIE, theme, max_age=age, samesite="Lax", secure=request.is_secure)


def asset(name: str) -> str:
    """Return the address of a file under `static/`, with a version that follows its content.

    A font that was not made yet keeps its plain address: the page is then drawn in the system's font.
    Raises FileNotFoundError for anything else that is missing.
    """
    path = Path(current_app.static_folder or "static") / name
    try:
        changed_ns = path.stat().st_mtime_ns
    except FileNotFoundError:
        if name.startswith("made/"):
            return url_for("static", filename=name)
        raise FileNotFoundError(f"static/{name} does not exist: asset() was given a wrong name") from None
    return url_for("static", filename=name, v=_fingerprint(path, changed_ns))


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _filters() -> dict[str, Callable[..., object]]:
    def day(on: date, known_years: Collection[int] | None = None) -> str:
        return dates.day(on, locale_name(), known_years=known_years)

    def moment(at: datetime, zone: str, known_years: Collection[int] | None = None) -> str:
        return dates.moment(at, zone, locale_name(), known_years=known_years)

    def time_range(start: time, end: time) -> str:
        return dates.time_range(start, end, locale_name())

    def days_away(on: date, today: date) -> str:
        return dates.days_away(on, today, locale_name())

    return {
        "day": day,
        "day_with_year": lambda on: dates.day_with_year(on, locale_name()),
        "day_and_month": lambda on: dates.day_and_month(on, locale_name()),
        "plain_day": lambda on: dates.plain_day(on, locale_name()),
        "day_short": lambda on: dates.day_short(on, locale_name()),
        "days_away": days_away,
        "clock_time": lambda at: dates.clock_time(at, locale_name()),
        "time_range": time_range,
        "moment": moment,
        "weekday": lambda on: dates.weekday(on, locale_name()),
        "tile_day": lambda on: dates.tile_day(on, locale_name()),
        "month_name": lambda on: dates.month_name(on, locale_name()),
        "capitalised": dates.capitalised,
        "nbsp": lambda text, locale="": dates.nbsp(text, locale or locale_name()),
        "typed": lambda text: dates.hyphens_tied(dates.nbsp(text, locale_name()), locale_name()),
        "time_tag": dates.time_tag,
        "unbroken": dates.unbroken,
        "ranges_tied": dates.ranges_tied,
        "parts_of_address": dates.parts_of_address,
        "phone": phones.display,
        "tel": phones.tel_link,
        "sms": phones.sms_link,
        "initials": initials,
        "markdown": to_html,
    }


@access(PUBLIC)
def favicon() -> Response:
    """Where a browser looks for the icon of what is no page, such as a PDF."""
    return redirect(asset("icon.svg"), 301)


@access(PUBLIC)
def components() -> str:
    """Draw every component in every state: the page one looks at before adding another."""
    return render_template("core/components.html")


def init_app(app: Flask) -> None:
    """Register the filters of `core.dates`, `icon()`, `asset()`, the theme, and the components page in debug."""
    app.jinja_env.filters.update(_filters())
    app.add_url_rule("/favicon.ico", "look.favicon", favicon)
    app.jinja_env.globals.update(icon=icon, asset=asset, chosen_theme=chosen_theme)
    if app.debug:
        app.jinja_env.filters["iso_day"] = date.fromisoformat
        app.add_url_rule("/equipe/_composants", "look.components", components)
