"""The look, plugged into the application: dates, icons and assets for templates, and the page of components."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from typing import Any

from flask import Flask, flash, render_template, request
from flask_babel import get_locale

from core import assets, dates
from core.icons import icon

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


def toast(text: str, *, undo: str | None = None) -> None:
    """Show `text` once on the next page; `undo` is the address a button *Annuler* posts to."""
    flash({"text": text, "undo": undo} if undo else text)  # type: ignore[arg-type]  # Flask stores any JSON


def chosen_theme() -> str | None:
    """Return the theme this browser asked for, or None to follow the system."""
    theme = request.cookies.get(THEME_COOKIE)
    return theme if theme in THEMES else None


def _here() -> Any:
    return get_locale() or "fr"


def _filters() -> dict[str, Callable[..., object]]:
    def day(on: date, known_years: Collection[int] | None = None) -> str:
        return dates.day(on, _here(), known_years=known_years)

    def moment(at: datetime, zone: str, known_years: Collection[int] | None = None) -> str:
        return dates.moment(at, zone, _here(), known_years=known_years)

    def time_range(start: time, end: time) -> str:
        return dates.time_range(start, end, _here())

    def days_away(on: date, today: date) -> str:
        return dates.days_away(on, today, _here())

    return {
        "day": day,
        "day_with_year": lambda on: dates.day_with_year(on, _here()),
        "day_short": lambda on: dates.day_short(on, _here()),
        "days_away": days_away,
        "clock_time": lambda at: dates.clock_time(at, _here()),
        "time_range": time_range,
        "moment": moment,
        "tile_day": lambda on: dates.tile_day(on, _here()),
        "month_name": lambda on: dates.month_name(on, _here()),
        "capitalised": dates.capitalised,
        "nbsp": lambda text: dates.nbsp(text, _here()),
        "time_tag": dates.time_tag,
    }


def components() -> str:
    """Draw every component in every state: the page one looks at before adding another."""
    return render_template("core/components.html")


def init_app(app: Flask) -> None:
    """Register the filters of `core.dates`, `icon()`, `asset()`, the theme, and the components page in debug."""
    assets.init_app(app)
    app.jinja_env.filters.update(_filters())
    app.jinja_env.globals["icon"] = icon
    app.jinja_env.globals["chosen_theme"] = chosen_theme
    if app.debug:
        app.add_url_rule("/equipe/_composants", "look.components", components)
