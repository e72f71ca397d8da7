"""The first start, through its page."""

import re
import threading

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts.models import Link, User
from core import clock
from core.days import Region
from core.db import db
from seasons.models import Programme, Role, RoleKind, Season
from seasons.setup import actions
from tests.people import Browser

ORIGIN = {"Origin": "http://localhost"}


def first_link(app: Flask) -> str:
    """The address it prints, or nothing at all."""
    words = app.test_cli_runner().invoke(args=["first-link"]).output.split()
    return words[-1] if words else ""


def fill(browser: Browser) -> None:
    browser.fill("Nom du centre", "Le Kaléido")
    browser.fill("Prénom et nom", "Camille Roux")
    browser.fill("Adresse e-mail", "Camille@Kaleido.example")


def test_an_empty_instance_is_set_up_by_its_link_once(app: Flask) -> None:
    link, browser = first_link(app), Browser(app)
    path = link.removeprefix("http://localhost")
    assert path.startswith("/installation/")
    browser.open(path)
    fill(browser)
    browser.proofreads = False  # where it leads is another feature's page
    answer = browser.client.post(path, data=dict(browser._fields(browser.page.all("form")[0])), headers=ORIGIN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    with app.app_context():
        programme = db.session.scalars(select(Programme)).one()
        person = db.session.scalars(select(User)).one()
        season = db.session.scalars(select(Season)).one()
        roles = {role.kind for role in db.session.scalars(select(Role))}
        assert (programme.centre, programme.name, programme.symbol) == ("Le Kaléido", "Les ambassadeurs", "Ka")
        assert (programme.region, programme.reply_to) == (Region.METROPOLE, "camille@kaleido.example")
        assert (person.name, person.email) == ("Camille Roux", "camille@kaleido.example")
        assert roles == {RoleKind.COORDINATOR, RoleKind.MEDIATOR}
        assert (season.starts_on.month, season.starts_on.day, season.ends_on.month, season.ends_on.day) == (9, 1, 6, 30)
    assert browser.client.get("/appareils").status_code == 200
    assert first_link(app) == ""
    assert Browser(app).open(path, status=410).h1 == "Ce lien ne marche plus"


def test_what_is_missing_is_told_and_the_link_lives_on(app: Flask) -> None:
    browser = Browser(app)
    browser.open(first_link(app).removeprefix("http://localhost"))
    browser.fill("Nom du centre", "Le Kaléido")
    page = browser.press("Ouvrir l’espace de l’équipe", status=422)
    assert [
        name for name in ("Il manque le prénom et le nom.", "Il manque l’adresse e-mail.") if name in page.links
    ] == [
        "Il manque le prénom et le nom.",
        "Il manque l’adresse e-mail.",
    ]
    with app.app_context():
        assert db.session.scalars(select(Programme)).all() == []
        assert [link.used_at for link in db.session.scalars(select(Link))] == [None]


def test_two_links_pressed_at_once_make_one_programme(app: Flask) -> None:
    browsers = []
    for _ in range(4):
        browser = Browser(app)
        browser.open(first_link(app).removeprefix("http://localhost"))
        fill(browser)
        browsers.append((browser.client, browser.page.url, dict(browser._fields(browser.page.all("form")[0]))))
    start, answers = threading.Barrier(4), list[int]()

    def press(client: FlaskClient, url: str, form: dict[str, object]) -> None:
        start.wait()
        answers.append(client.post(url, data=form, headers=ORIGIN).status_code)

    threads = [threading.Thread(target=press, args=each) for each in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 410, 410, 410]
    with app.app_context():
        assert len(db.session.scalars(select(Programme)).all()) == 1


def test_no_other_link_sets_up(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        key = actions.first_key(secret=b"x" * 32, now=clock.now())
        db.session.commit()
    assert client.get(f"/installation/{key}").status_code == 200
    assert client.get(f"/lien/{key}").status_code == 410  # and it signs nobody in
    token = re.findall(r'csrf_token" value="([^"]+)"', client.get("/connexion").get_data(as_text=True))[0]
    assert client.post(f"/lien/{key}", data={"csrf_token": token, "device": "own"}).status_code == 410


def test_a_dead_link_leads_to_the_next_start_while_nobody_can_sign_in(app: Flask, client: FlaskClient) -> None:
    for path, status in (("/installation/unknown", 410), ("/", 200)):
        answer = client.get(path)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "À chaque démarrage" in page, "Recevoir un code" in page) == (status, True, False)
