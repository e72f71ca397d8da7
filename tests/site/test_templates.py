"""Every template is shown by somebody, lies in the folder of the feature that shows it, and escapes what people wrote."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from jinja2 import Environment, meta

from core.settings import ROOT

TEMPLATES = ROOT / "templates"
FEATURES = ("accounts", "ambassadors", "core", "meetings", "messages", "outings", "projects", "schedule", "seasons")
SHARED = ("_layout", "_macros", "_partials", "emails")
# Where text is trusted to be HTML, with the reason.
TRUSTED: dict[str, str] = {}
RAW = re.compile(r"(?<![\"'])\s*\|\s*safe\b|\{%-?\s*autoescape\s+false|\bMarkup\(")
# Python that makes HTML out of strings of its own, or cleans what people wrote: tests/core/test_markdown.py.
MAKERS_OF_MARKUP = {"core/dates.py", "core/icons.py", "core/qr.py", "core/markdown.py"}


def templates() -> dict[str, str]:
    """Every template by its name."""
    return {
        str(file.relative_to(TEMPLATES)): file.read_text("utf-8")
        for file in sorted(TEMPLATES.rglob("*"))
        if file.is_file()
    }


def modules() -> Iterator[tuple[str, ast.Module]]:
    for feature in FEATURES:
        for file in sorted((ROOT / feature).rglob("*.py")):
            yield str(file.relative_to(ROOT)), ast.parse(file.read_text("utf-8"))


def named_in(tree: ast.AST) -> Iterator[re.Pattern[str]]:
    """The texts of a module as patterns: what an f-string fills in may be any one word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.compile(re.escape(node.value))
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[a-z_]+" for p in node.values)
            yield re.compile("".join(parts))


def shown_by() -> dict[str, set[str]]:
    """Each template that Python names, with the modules that do. A mail is named without its ending."""
    short = {name: {name, name.removeprefix("emails/").rsplit(".", 1)[0]} for name in templates()}
    found: dict[str, set[str]] = {}
    for path, tree in modules():
        patterns = list(named_in(tree))
        for name, words in short.items():
            if any(pattern.fullmatch(word) for pattern in patterns for word in words):
                found.setdefault(name, set()).add(path)
    return found


def test_every_template_is_shown() -> None:
    names = templates()
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    referred = {
        str(Path(name))
        for text in names.values()
        for name in meta.find_referenced_templates(environment.parse(text))
        if name
    }
    assert sorted(set(names) - referred - set(shown_by())) == []


def test_every_template_belongs_to_a_feature() -> None:
    assert [name for name in templates() if name.split("/")[0] not in (*FEATURES, *SHARED)] == []


def test_a_feature_shows_its_own_templates() -> None:
    wrong = [
        f"{path} shows {name}"
        for name, paths in shown_by().items()
        for path in paths
        if name.split("/")[0] in FEATURES and path.split("/")[0] != name.split("/")[0]
    ]
    assert wrong == []


def test_a_page_is_named_after_its_view() -> None:
    """`templates/<feature>/…/<view>.html`: small letters; what starts with an underscore is a part of a page."""
    wrong = [
        name for name in templates() if not re.fullmatch(r"(_?[a-z]+(_[a-z]+)*/)+_?[a-z]+(_[a-z]+)*\.(html|txt)", name)
    ]
    assert wrong == []


def test_nothing_escapes_escaping() -> None:
    wrong = [f"{name}: {match[0]}" for name, text in templates().items() for match in RAW.finditer(text)]
    wrong += [
        f"{path}: Markup("
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup"
        if path not in MAKERS_OF_MARKUP
    ]
    assert [each for each in wrong if each not in TRUSTED] == []


def test_no_page_takes_its_words_from_a_text() -> None:
    """A macro of a text escapes nothing, and what it gives to a page passes for HTML."""
    parse = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse
    wrong = {
        name: [used for used in meta.find_referenced_templates(parse(text)) if used and not used.endswith(".html")]
        for name, text in templates().items()
        if name.endswith(".html")
    }
    assert {name: used for name, used in wrong.items() if used} == {}


def test_mails_have_a_text() -> None:
    mails = {name for name in templates() if name.startswith("emails/") and "/_" not in name}
    assert [name for name in mails if name.endswith(".html") and name[:-5] + ".txt" not in mails] == []


def test_every_link_leads_to_a_page(app: Flask) -> None:
    """An address is built when the page is shown: a name nobody answers to would fail on a state no test opens."""
    link = re.compile(r"url_for\(\s*[\"']([\w.]+)[\"']")
    wrong = {
        f"{name}: {endpoint}"
        for name, text in templates().items()
        for endpoint in link.findall(text)
        if endpoint not in app.view_functions
    }
    assert sorted(wrong) == []
