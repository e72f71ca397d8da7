"""Team, settings and seasons, through their pages."""

import re
import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts.models import Link
from accounts.rules import LinkKind
from core.db import db
from core.outbox import Mail
from core.vzones import SUPPORTED_ZONES
from seasons.forms import ZONES
from seasons.models import ClosedDates, Programme, Role, RoleKind, Season
from tests import world
from tests.people import Browser, words_of
from tests.world import Cast


@pytest.fixture
def erin(app: Flask, cast: Cast) -> Browser:
    browser = Browser(app)
    browser.enter(cast.erin)
    return browser


def mails(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        return [(m.to_email, m.from_name, m.reply_to) for m in db.session.scalars(select(Mail).order_by(Mail.id))]


def test_a_colleague_is_invited_comes_in_and_is_ended(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/equipe")
    erin.fill("Prénom et nom", "Hugo Petit")
    erin.fill("Adresse e-mail", "hugo@kaleido.example")
    erin.press("Envoyer l’invitation")
    assert mails(app) == [("hugo@kaleido.example", "Le Kaléido", str(cast.erin.email))]
    with app.app_context():
        text = str(db.session.scalars(select(Mail.text)).one())
    hugo = Browser(app)
    hugo.open(re.findall(r"http://localhost(/lien/\S+)", text)[0])
    hugo.proofreads = False
    token = dict(hugo._fields(hugo.page.all("form")[0]))
    assert hugo.client.post(hugo.page.url, data=token, headers={"Origin": "http://localhost"}).status_code == 303
    assert hugo.open("/equipe/equipe").status == 200
    erin.press("Retirer de l’équipe", within="Hugo Petit")
    assert hugo.client.get("/equipe/equipe").status_code == 303  # signed out everywhere, at once


def test_a_link_that_ran_out_is_sent_again_and_ends_the_one_before(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/equipe")
    erin.fill("Prénom et nom", "Hugo Petit")
    erin.fill("Adresse e-mail", "hugo@kaleido.example")
    erin.press("Envoyer l’invitation")
    erin.press("Renvoyer le lien", within="Hugo Petit")
    assert len(mails(app)) == 1  # within a minute it is the same wish
    with app.app_context():
        (link,) = db.session.scalars(select(Link).where(Link.kind == LinkKind.INVITATION))
        link.created_at -= timedelta(days=8)
        link.ends_at -= timedelta(days=8)
        world.commit()
    page = erin.press("Renvoyer le lien", within="Hugo Petit")
    assert "Un nouveau lien est en route pour Hugo Petit." in page.words.replace("\xa0", " ")
    assert [to for to, *_ in mails(app)] == ["hugo@kaleido.example"] * 2
    with app.app_context():
        links = db.session.scalars(select(Link).where(Link.kind == LinkKind.INVITATION).order_by(Link.id)).all()
        assert [each.revoked_at is not None for each in links] == [True, False]
        text = str(db.session.scalars(select(Mail.text).order_by(Mail.id.desc())).first())
        role = db.session.scalars(select(Role).where(Role.user.has(email="hugo@kaleido.example"))).one()
        again = f"/equipe/equipe/{role.public_id}/invitation"
    hugo = Browser(app)
    hugo.open(re.findall(r"http://localhost(/lien/\S+)", text)[0])
    hugo.proofreads = False
    token = dict(hugo._fields(hugo.page.all("form")[0]))
    hugo.client.post(hugo.page.url, data=token, headers={"Origin": "http://localhost"})
    page = erin.open("/equipe/equipe")
    row = next(each for each in page.all("li") if "Hugo Petit" in words_of(each))
    assert "Renvoyer le lien" not in words_of(row)
    refused = erin.client.post(
        again, data=dict(erin._fields(page.all("form")[0])), headers={"Origin": "http://localhost"}
    )
    assert refused.status_code == 409


def test_two_presses_invite_once(app: Flask, cast: Cast) -> None:
    pages = []
    for _ in range(3):
        browser = Browser(app)
        browser.enter(cast.erin)
        browser.open("/equipe/equipe")
        browser.fill("Prénom et nom", "Hugo Petit")
        browser.fill("Adresse e-mail", "hugo@kaleido.example")
        form = browser._form_of(browser._named("email"))
        pages.append((browser.client, browser.page.url, dict(browser._fields(form))))
    threads = [
        threading.Thread(
            target=client.post, args=(url,), kwargs={"data": form, "headers": {"Origin": "http://localhost"}}
        )
        for client, url, form in pages
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mails(app)) == 1
    with app.app_context():
        assert len(db.session.scalars(select(Role).where(Role.user.has(email="hugo@kaleido.example"))).all()) == 1


def test_two_presses_at_once_open_one_programme(app: Flask, cast: Cast) -> None:
    pages = []
    for _ in range(3):
        browser = Browser(app)
        browser.enter(cast.erin)
        browser.open("/equipe/programmes/nouveau")
        browser.fill("Nom du centre", "La Grande Roue")
        form = browser._form_of(browser._named("centre"))
        pages.append((browser.client, browser.page.url, dict(browser._fields(form))))
    led: list[str] = []

    def press(client: FlaskClient, url: str, form: dict[str, object]) -> None:
        led.append(client.post(url, data=form, headers={"Origin": "http://localhost"}).headers["Location"])

    threads = [threading.Thread(target=press, args=page) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        made = db.session.scalars(select(Programme).where(Programme.centre == "La Grande Roue")).one()
        assert (len(made.seasons), len(led), len(set(led))) == (1, 3, 1)


def test_the_last_coordinator_stays(app: Flask, erin: Browser) -> None:
    erin.open("/equipe/equipe")
    page = erin.press("Retirer le rôle : Coordination", within="Erin Lambert", status=409)
    assert "garde au moins une personne à la coordination" in page.words
    with app.app_context():
        left = db.session.scalars(select(Role).where(Role.kind == RoleKind.COORDINATOR, Role.ended_at.is_(None))).all()
    assert len(left) == 2  # one in each programme


def test_an_address_that_opens_on_this_machine_alone_is_told_before_anybody_is_invited(
    app: Flask, erin: Browser
) -> None:
    settings = app.extensions["settings"]
    pages = ("/equipe/equipe", "/equipe/jeunes/invitations")
    for page in pages:
        assert "Les liens de ces invitations ne marcheraient que sur cet ordinateur" in erin.open(page).words
    object.__setattr__(settings, "public_url", "https://kaleido.example")
    try:
        for page in pages:
            assert "que sur cet ordinateur" not in erin.open(page).words
    finally:
        object.__setattr__(settings, "public_url", "http://localhost")


def test_every_zone_that_calendars_know_has_its_name_in_our_words() -> None:
    assert sorted(ZONES) == sorted(SUPPORTED_ZONES)


def test_a_mediator_reads_the_team_and_changes_nothing(app: Flask, cast: Cast) -> None:
    frank = Browser(app)
    frank.enter(cast.frank)
    page = frank.open("/equipe/equipe")
    assert [button for button in page.buttons if "Retirer" in button or "invitation" in button] == []


def test_settings_are_kept_and_feeds_are_told(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/reglages")
    erin.fill("Nom du centre", "La Grande Roue")
    erin.fill("Téléphone du centre (facultatif)", "04 99 00 00 00")
    erin.choose("Zone CCréteil, Montpellier, Paris, Toulouse, Versailles")
    erin.press("Enregistrer les réglages")
    with app.app_context():
        programme = db.session.get_one(Programme, cast.kaleido.id)
        season = db.session.get_one(Season, cast.season.id)
        assert (programme.centre, programme.symbol, programme.phone) == ("La Grande Roue", "Gr", "+33499000000")
        assert programme.school_zone.value == "C"
        assert season.feed_revision == cast.season.feed_revision + 1


def test_a_number_that_is_none_is_told(erin: Browser) -> None:
    erin.open("/equipe/reglages")
    erin.fill("Téléphone du centre (facultatif)", "04 99")
    assert "Ce numéro est incomplet" in erin.press("Enregistrer les réglages", status=422).words


def test_closed_days_come_and_go(app: Flask, erin: Browser) -> None:
    erin.open("/equipe/fermetures")
    erin.fill("Premier jour", "2026-12-24")
    erin.fill("Dernier jour", "2026-12-23")
    erin.fill("Raison", "Fermeture annuelle")
    erin.press("Ajouter ces jours", status=422)
    erin.fill("Dernier jour", "2027-01-02")
    erin.press("Ajouter ces jours")
    erin.press("Retirer", within="Fermeture annuelle")
    with app.app_context():
        assert db.session.scalars(select(ClosedDates)).all() == []


def test_dates_that_were_planned_on_closed_days_are_told(cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/fermetures")
    planned = cast.next_meeting.held_on
    for label in ("Premier jour", "Dernier jour"):
        erin.fill(label, planned.isoformat())
    erin.fill("Raison", "Travaux")
    page = erin.press("Ajouter ces jours")
    assert f"Une date y est prévue : mercredi {planned.day} octobre." in page.words.replace("\xa0", " ")


def test_seasons_are_opened_renamed_and_never_named_alike(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/saisons")
    erin.fill("Premier jour de la saison", "2027-09-01")
    erin.fill("Dernier jour de la saison", "2028-06-30")
    erin.press("Ouvrir cette saison")
    erin.fill("Premier jour de la saison", "2027-09-01")
    erin.fill("Dernier jour de la saison", "2028-07-31")
    erin.press("Ouvrir cette saison", status=409)
    erin.open(f"/equipe/saisons/{cast.season.public_id}")
    erin.fill("Nom (facultatif)", "2027-2028")
    erin.press("Enregistrer la saison", status=409)
    erin.fill("Nom (facultatif)", "L’année des ponts")
    erin.press("Enregistrer la saison")
    with app.app_context():
        names = db.session.scalars(select(Season.name).where(Season.programme_id == cast.kaleido.id)).all()
    assert sorted(names) == ["2025-2026", "2027-2028", "L’année des ponts"]


def test_another_programme_shares_nothing(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/programmes/nouveau")
    erin.fill("Nom du centre", "Le Kaléido de la mer")
    erin.press("Ouvrir ce programme")
    with app.app_context():
        made = db.session.scalars(select(Programme).where(Programme.centre == "Le Kaléido de la mer")).one()
        roles = db.session.scalars(select(Role).where(Role.programme_id == made.id)).all()
        assert [role.user_id for role in roles] == [cast.erin.id] * 2
        assert len(made.seasons) == 1


@pytest.mark.parametrize("path", ["/equipe/saisons/%00", "/equipe/equipe?saison=%00", "/equipe/saisons/%F0%9F%8E%89"])
def test_an_address_that_no_column_can_hold_is_no_error_of_ours(erin: Browser, path: str) -> None:
    assert erin.client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("day", ["0206-09-01", "9999-12-31", "2027-02-30", "demain", "", "٢٠٢٧-٠٩-٠١"])
def test_a_day_that_is_none_is_told(erin: Browser, day: str) -> None:
    erin.open("/equipe/saisons")
    erin.fill("Premier jour de la saison", day)
    erin.press("Ouvrir cette saison", status=422)


def twice(browser: Browser, button: str) -> tuple[str, str]:
    """Press it, go back, press it again: where each ends."""
    before = browser.page
    first = browser.press(button).url
    browser.page = before
    return first, browser.press(button).url


def test_a_double_click_makes_one_programme_and_one_season(app: Flask, cast: Cast, browser: Browser) -> None:
    def count(kind: type[Programme | Season]) -> int:
        with app.app_context():
            return len(db.session.scalars(select(kind.id)).all())

    browser.enter(cast.erin)
    for url, button, kind, fields in (
        (
            "/equipe/programmes/nouveau",
            "Ouvrir ce programme",
            Programme,
            {"Nom du centre": "Le Kaléido", "Site (facultatif)": "Sud"},
        ),
        ("/equipe/saisons", "Ouvrir cette saison", Season, {}),
    ):
        browser.open(url)
        for label, value in fields.items():
            browser.fill(label, value)
        before = count(kind)
        first, second = twice(browser, button)
        assert (first, count(kind)) == (second, before + 1)
