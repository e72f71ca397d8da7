"""French first, English second. A choice in the footer wins, then the person's, then the browser's, then French."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale
from flask_babel.speaklater import LazyString
from flask_login import current_user
from jinja2 import pass_context
from jinja2.runtime import Context

from core.dates import hyphens_tied

LOCALES = {"fr": "Français", "en_GB": "English"}
DEFAULT = "fr"
IN_MAILS = "\N{NON-BREAKING HYPHEN}"  # some mail programs draw a joiner as a box
babel = Babel()


def choose_locale() -> str:
    """The locale of this request: one of LOCALES."""
    if not has_request_context():
        return DEFAULT
    chosen = {"fr": "fr", "en": "en_GB"}.get(request.args.get("lang", "")) or session.get("lang")
    if chosen in LOCALES:
        return str(chosen)
    if current_user and current_user.is_authenticated and current_user.locale in LOCALES:
        return str(current_user.locale)
    preferred = request.accept_languages.best_match(["fr", "en"], "fr")
    return "en_GB" if preferred == "en" else "fr"


def locale_name() -> str:
    """The current locale as its name: "fr" or "en_GB"."""
    return str(get_locale() or DEFAULT)


def language() -> str:
    """The current language as HTML says it: "fr" or "en"."""
    return locale_name()[:2]


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Write in the reader's language, whoever is signed in: mails use it."""
    with force_locale(locale if locale in LOCALES else DEFAULT):
        yield


def _on_a_page(translate: Any) -> Callable[..., str]:
    """The same translation, its hyphens tied; a mail's plain text is copied and searched, and left alone."""

    @pass_context
    def translated(context: Context, *args: object, **words: object) -> str:
        text: str = translate(context, *args, **words)
        name = context.name or ""
        if not name.startswith("emails/"):
            return hyphens_tied(text, locale_name())
        return hyphens_tied(text, locale_name(), IN_MAILS) if name.endswith(".html") else text

    return translated


@pass_context
def _words_of_forms(context: Context, value: object) -> object:
    """What a form was given at import, such as a label: it is translated where a page shows it."""
    if not isinstance(value, LazyString) or (context.name or "").startswith("emails/"):
        return value
    return hyphens_tied(str(value), locale_name())


def _remember_choice() -> None:
    chosen = {"fr": "fr", "en": "en_GB"}.get(request.args.get("lang", "")) if request.query_string else None
    if chosen:
        session["lang"] = chosen


def init_app(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    babel.init_app(app, locale_selector=choose_locale)
    app.before_request(_remember_choice)
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        app.jinja_env.globals[name] = _on_a_page(app.jinja_env.globals[name])
    app.jinja_env.finalize = _words_of_forms
    app.jinja_env.globals.update(language=language, locale_name=locale_name, LOCALES=LOCALES)
