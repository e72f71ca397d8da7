"""The proof-reader finds what it looks for: each fault planted alone on a good page is told, and nothing else."""

from urllib.parse import urlencode

import pytest
from flask import Blueprint, Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue

from app import create_app
from core.guards import PUBLIC, access
from core.settings import Settings
from tests.people import Browser, proofread

GOOD = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Les dates – Le Kaléido</title></head>
<body><main class="shell"><h1>Les dates</h1>
<a href="#fin">Aller à la fin</a>
<form method="post" action="/essai"><input type="hidden" name="csrf_token" value="jeton">
<label for="nom">Nom</label><input id="nom" name="nom"><button>Noter</button></form>
<p id="fin">Fin</p></main></body></html>"""

FAULTS = [
    ("<p id=\"fin\">Fin</p>", "<p id=\"fin\">Fin</div>", "end-tag-too-early"),
    ("<!doctype html>", "", "expected-doctype-but-got-start-tag"),
    ('<html lang="fr">', "<html>", "<html lang> is “”"),
    ("<h1>Les dates</h1>", "<h1>Les dates</h1><h1>Encore</h1>", "one h1 is needed"),
    ("<h1>Les dates</h1>", "<h1>Les rencontres</h1>", "does not start with the h1"),
    ('<p id="fin">', '<p id="fin"></p><p id="fin">', "id “fin” is there 2 times"),
    ('<label for="nom">Nom</label>', "Nom", "<input name=nom> has no label"),
    ('<label for="nom">', '<label for="prenom">', "<label> refers to “prenom”"),
    ("<button>Noter</button>", "<button></button>", "an empty <button>"),
    (">Aller à la fin<", "><svg aria-hidden=\"true\"><title>x</title></svg><", "an empty <a> to #fin"),
    ('<p id="fin">', '<img src="/static/x.png"><p id="fin">', "has no alt"),
    ('<p id="fin">', '<p id="fin" style="color:red">', "<p style>"),
    ("<button>", '<button onclick="x()">', "<button onclick>"),
    ("</head>", "<style>p{color:red}</style></head>", "a <style> in the page"),
    ("</head>", '<script src="/static/x.js"></script></head>', "a <script> without this answer's nonce"),
    ("</head>", "<script>x()</script></head>", "a <script> with code in the page"),
    ('href="#fin"', 'href="#debut"', "a link to #debut"),
    ('href="#fin"', 'href="/nulle-part"', "a link to /nulle-part"),
    ('href="#fin"', 'href="javascript:x()"', "a link to “javascript:x()”"),
    ('href="#fin"', 'href="/static/absent.css"', "a link to /static/absent.css"),
    ('action="/essai"', 'action="/etat"', "sends POST to /etat"),
    ('value="jeton"', 'value=""', "has no token"),
    ('method="post" action="/essai"', 'action="/essai"', "would put its token into the address"),
    ('<p id="fin">Fin', '<p id="fin">Tout le monde est libre ce jour-là · oui', "a middle dot"),
    ('<p id="fin">Fin', '<p id="fin">Il reste 2 jours', "a line may end inside “2 jours”"),
    ('<p id="fin">Fin', '<p id="fin">14\u00a0h\u00a0– 16\u00a0h', "a line may end inside"),
    ('<p id="fin">Fin', '<p id="fin">{{ nom }}', "what the template meant to fill in"),
    ('<p id="fin">Fin', '<p id="fin">%(nom)s vient', "what the template meant to fill in"),
    ('<p id="fin">Fin', '<p id="fin">None', "what the template meant to fill in"),
    ('<p id="fin">Fin', '<p id="fin">There is nothing here', "“There is nothing here” on a page in “fr”"),
    ('<button>Noter', '<button title="There is nothing here">Noter', "“There is nothing here” on a page in “fr”"),
    ('<p id="fin">Fin', '<p id="fin">Tu viens', "“tu” on a page of the layout shell"),
    ('class="shell"><h1>Les dates</h1>', 'class="amb"><h1>Les dates</h1><p>Vos dates</p>', "“vos” on a page of the layout amb"),
    ('class="shell"><h1>Les dates</h1>', 'class="gate"><h1>Les dates</h1><p>Ton lien</p>', "“ton” on a page of the layout gate"),
]  # fmt: skip

blueprint = Blueprint("essai", __name__)


@blueprint.get("/essai")
@access(PUBLIC)
def show() -> str:
    return str(current_app.extensions["page"])


@blueprint.post("/essai")
@access(PUBLIC)
def send() -> ResponseReturnValue:
    told = urlencode([(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"])
    return redirect(f"/essai?{told}&from={request.headers['Origin']}", 303)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The product with one more page, which shows what a test puts into `page`."""
    data = tmp_path_factory.mktemp("small")
    app = create_app(Settings(data=data, database_url=f"sqlite:///{data}/x.sqlite", secret=b"s" * 32))
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    app.register_blueprint(blueprint)
    return app


def shown(small: Flask, html: str) -> list[str]:
    small.extensions["page"] = html
    browser = Browser(small)
    browser.proofreads = False
    return proofread(browser.open("/essai"), small)


def test_a_good_page_has_no_fault(small: Flask) -> None:
    assert shown(small, GOOD) == []


@pytest.mark.parametrize(("good", "bad", "fault"), FAULTS)
def test_a_fault_is_told(small: Flask, good: str, bad: str, fault: str) -> None:
    assert GOOD.count(good) == 1
    told = shown(small, GOOD.replace(good, bad))
    assert [line for line in told if fault in line] != []


def test_a_browser_opens_no_faulty_page(small: Flask) -> None:
    small.extensions["page"] = GOOD.replace("<h1>Les dates</h1>", "")
    with pytest.raises(AssertionError, match="one h1 is needed"):
        Browser(small).open("/essai")


def test_a_form_is_sent_as_a_browser_does(small: Flask) -> None:
    small.extensions["page"] = GOOD
    browser = Browser(small)
    browser.open("/essai")
    browser.fill("Nom", "Zoé")
    assert browser.press("Noter").url == "http://localhost/essai?nom=Zo%C3%A9&from=http://localhost"


def test_what_is_not_there_cannot_be_pressed(small: Flask) -> None:
    small.extensions["page"] = GOOD
    browser = Browser(small)
    browser.open("/essai")
    with pytest.raises(AssertionError, match="0 button called “Effacer”"):
        browser.press("Effacer")


FIELDS = """<!doctype html><html lang="fr"><head><title>Champs</title></head><body><main><h1>Champs</h1>
<form method="post" action="/essai">
<input type="hidden" name="csrf_token" value="jeton">
<label>Mot <input name="mot" value="a"></label>
<label>Éteint <input name="eteint" value="a" disabled></label>
<label>Texte <textarea name="texte">
deux
lignes</textarea></label>
<label>Liste <select name="liste"><option value="1">Un</option><option value="2">Deux</option></select></label>
<fieldset><legend>Choix</legend>
<label><input type="radio" name="choix" value="o" checked> Oui</label>
<label><input type="radio" name="choix" value="n"> Non</label></fieldset>
<label><input type="checkbox" name="case" value="c"> Case</label>
<button name="acte" value="x">Noter</button> <button name="acte" value="y" disabled>Effacer</button>
</form></main></body></html>"""


def test_the_fields_of_a_form(small: Flask) -> None:
    small.extensions["page"] = FIELDS
    browser = Browser(small)
    browser.open("/essai")
    assert "mot=a&texte=deux%0D%0Alignes&liste=1&choix=o&acte=x&from=" in browser.press("Noter").url
    browser.fill("Liste", "Deux")
    browser.choose("Non", within="Choix")
    browser.choose("Case")
    browser.fill("Texte", "")
    assert "mot=a&texte=&liste=2&choix=n&case=c&acte=x&from=" in browser.press("Noter").url
    with pytest.raises(AssertionError, match="is disabled"):
        browser.press("Effacer")
