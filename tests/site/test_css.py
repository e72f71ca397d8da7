"""The styles and the templates agree, nothing is styled or scripted inline, and every pair of colours can be read."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app import create_app
from core.settings import ROOT, Settings

CSS = ROOT / "static" / "css"
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "modes")
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "emails" not in path.parts)
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
GAP = "\0"  # where a template puts a value in


@cache
def _styles(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (CSS / f"{name}.css").read_text("utf-8"), flags=re.DOTALL)


@cache
def _classes_styled() -> set[str]:
    found: set[str] = set()
    for layer in LAYERS:
        bare = re.sub(r'"[^"]*"', "", _styles(layer))
        for selector in re.findall(r"([^{}]+)\{", bare):
            found |= set(re.findall(r"\.([a-z][\w-]*)", selector))
    return found


def _classes_written(template: str) -> set[str]:
    """The classes a template names in full. One put together from an argument is looked for on the drawn page."""
    found: set[str] = set()
    for attribute in re.findall(r'class="([^"]*)"', re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)):
        literal = " ".join(map(_literals, re.findall(r"\{\{.*?\}\}", attribute)))
        fixed = re.sub(r"\{\{.*?\}\}", GAP, re.sub(r"\{%.*?%\}", " ", attribute))
        found |= {word for word in f"{fixed} {literal}".split() if GAP not in word}
    return found


def _literals(jinja: str) -> str:
    """The class names in a Jinja tag that stand whole between quotes: `{{ ' btn-block' if block }}`."""
    return " ".join(word for word in re.findall(r"'\s+([a-z][\w-]*)'(?!\s*~)", jinja))


@pytest.fixture(scope="module")
def page_of_components(settings: Settings) -> str:
    """The page that draws every component, as debug mode serves it."""
    app = create_app(replace(settings, debug=True))
    return app.test_client().get("/equipe/_composants").get_data(as_text=True)


def test_the_layers_are_these_and_each_file_holds_its_own() -> None:
    assert sorted(path.stem for path in CSS.glob("*.css")) == sorted(LAYERS)
    assert "@layer reset, tokens, base, layout, components, utilities, modes;" in _styles("reset")
    assert [re.findall(r"@layer (\w+) \{", _styles(layer)) for layer in LAYERS] == [[layer] for layer in LAYERS]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_class_of_a_template_is_styled(template: Path) -> None:
    assert _classes_written(template.read_text("utf-8")) - _classes_styled() == set()


def test_every_class_on_the_page_of_components_is_styled(page_of_components: str) -> None:
    assert _classes_written(page_of_components) - _classes_styled() == set()


def test_every_class_styled_is_used(page_of_components: str) -> None:
    used = _classes_written(page_of_components)
    for template in TEMPLATES:
        used |= _classes_written(template.read_text("utf-8"))
    for script in SCRIPTS:
        used |= set(re.findall(r'className = "([\w-]+)"', script.read_text("utf-8")))
    assert _classes_styled() - used == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_nothing_is_styled_or_scripted_inline(template: Path) -> None:
    """A strict content security policy would drop it in silence."""
    html = re.sub(r"\{#.*?#\}", "", template.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style\b|javascript:", html) == []
    assert re.findall(r"<script\b(?![^>]*\bsrc=)[^>]*>", html) == []


def test_there_is_no_address_of_others_in_styles_and_scripts() -> None:
    files = [*CSS.glob("*.css"), *SCRIPTS]
    assert [path.name for path in files if re.search(r"https?://|@import", path.read_text("utf-8"))] == []


# Contrast. Ratios as in WCAG 2.2: 4.5 for text (1.4.3), 3 for what one must see to use the page (1.4.11).

TEXT, CONTROL = 4.5, 3.0
PAIRS = [
    ("ink", "bg", 16.0),
    ("ink", "surface", 14.5),
    ("ink", "neutral-tint", 7.0),
    ("muted", "bg", 6.5),
    ("muted", "surface", 7.0),
    ("muted", "neutral-tint", TEXT),
    ("line-strong", "bg", 3.7),
    ("line-strong", "surface", 4.0),
    ("on-brand", "brand", 5.2),
    ("on-brand", "brand-hover", TEXT),
    ("white", "hero", 8.6),
    ("brand-text", "brand-tint", 8.2),
    ("brand-text", "bg", 7.0),
    ("brand-text", "surface", 7.0),
    ("on-solid", "saffron", 11.2),
    ("on-solid", "coral", 6.8),
    ("on-solid", "mint", 9.6),
    ("on-solid", "lilac", 10.2),
    ("saffron-text", "saffron-tint", 7.7),
    ("coral-text", "coral-tint", 7.3),
    ("mint-text", "mint-tint", 7.1),
    ("lilac-text", "lilac-tint", 8.2),
    ("danger-text", "danger-tint", 7.1),
    ("danger-text", "surface", 7.0),
    ("danger", "surface", 5.0),
    ("success", "bg", CONTROL),
    ("avatar-text", "avatar", 7.0),
    ("focus", "bg", 7.9),
    ("focus", "surface", 7.9),
    ("saffron", "hero", 5.4),
    ("saffron", "night", 7.0),
    ("white", "night", 7.0),
    ("night-muted", "white", TEXT),
]


def _light() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#\w{3,6}|var\(--[\w-]+\));", _styles("tokens")))


def _dark(opening: str) -> dict[str, str]:
    block = _styles("modes").split(opening, 1)[1].split("}", 1)[0]
    return _light() | dict(re.findall(r"--([\w-]+): (#\w{3,6});", block))


BY_SYSTEM = ':root:not([data-theme="light"]) {'
BY_CHOICE = ':root[data-theme="dark"] {'
MODES = {"light": _light(), "dark": _dark(BY_SYSTEM)}


def _luminance(tokens: dict[str, str], name: str) -> float:
    value = tokens[name]
    if value.startswith("var("):
        return _luminance(tokens, value[6:-1])
    digits = value[1:] if len(value) == 7 else "".join(2 * digit for digit in value[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(tokens: dict[str, str], one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(tokens, one), _luminance(tokens, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_a_pair_of_colours_can_be_told_apart(mode: str, one: str, other: str, least: float) -> None:
    assert _contrast(MODES[mode], one, other) >= least


def test_the_ratio_is_that_of_wcag() -> None:
    tokens = {"black": "#000", "white": "#FFFFFF", "grey": "#767676"}
    assert round(_contrast(tokens, "black", "white"), 2) == 21
    assert round(_contrast(tokens, "grey", "white"), 2) == 4.54


def test_dark_is_the_same_by_choice_and_by_the_system() -> None:
    assert _dark(BY_SYSTEM) == _dark(BY_CHOICE)


def test_a_component_names_its_colours() -> None:
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", _styles("components") + _styles("layout") + _styles("base")) == []
