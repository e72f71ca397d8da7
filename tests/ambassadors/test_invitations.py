"""Invitations and cards, from the team's pages to a young person's session."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import AccessLog, Session, User
from ambassadors.models import YoungPerson
from core.dates import JOINER
from core.db import db
from core.outbox import Mail
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast

ORIGIN = {"Origin": "http://localhost"}


@pytest.fixture
def erin(app: Flask, cast: Cast) -> Browser:
    browser = Browser(app)
    browser.enter(cast.erin)
    return browser


def mails(app: Flask) -> list[Mail]:
    with app.app_context():
        return list(db.session.scalars(select(Mail).order_by(Mail.to_name)))


def link_in(mail: Mail) -> str:
    return str(re.findall(r"http://localhost(/lien/\S+)", mail.text)[0])


def come_in(app: Flask, path: str) -> Browser:
    browser = Browser(app)
    browser.open(path)
    form = dict(browser._fields(browser.page.all("form")[0]))
    assert browser.client.post(path, data=form, headers=ORIGIN).status_code == 303
    return browser


def test_the_whole_group_is_invited_once_each_by_name(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/jeunes/invitations")
    assert "6 personnes ont une adresse et pas encore d’invitation" in erin.page.words
    assert "1 personne sans adresse e-mail n’a pas encore de carte" in erin.page.words
    assert f"sans adresse e-{JOINER}mail" in erin.page.text  # no line ends inside the word
    button = next(b for b in erin.page._buttons() if "Envoyer 6" in (b.text or ""))
    form = erin._form_of(button)
    again = dict(erin._fields(form))
    erin.submit(button)
    assert erin.client.post("/equipe/jeunes/invitations", data=again, headers=ORIGIN).status_code == 303
    sent = mails(app)
    assert [mail.to_name.split()[0] for mail in sent] == ["Alice", "Bob", "Dora", "Kim", "Tess", "Tom"]
    assert len({mail.dispatch for mail in sent}) == 1  # one line among the messages, which opens
    erin.open("/equipe/courriers")
    erin.follow("Invitations")
    assert erin.page.h1 == "Invitations"
    assert "Tess Faure" in erin.page.words
    siblings = [mail for mail in sent if mail.to_email == "famille.faure@mail.example"]
    assert [mail.person for mail in siblings] == [cast.tess.public_id, cast.tom.public_id]
    tess = come_in(app, link_in(siblings[0]))
    with app.app_context():
        persons = {session.person for session in db.session.scalars(select(Session))}
    assert cast.tess.public_id in persons
    assert tess.client.get("/equipe/jeunes/invitations").status_code == 403


def test_the_mail_says_tu_and_tells_no_secret(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/jeunes/invitations")
    erin.press("Envoyer 6 invitations")
    alice = mails(app)[0]
    assert alice.subject == "Alice, ton espace est ouvert : Le Kaléido"
    assert (alice.from_name, alice.signs_in, alice.programme) == ("Le Kaléido", True, cast.kaleido.public_id)
    assert re.sub(r"/lien/\S+", "/lien/…", alice.text) == (
        "Bonjour Alice,\n\nTon espace est ouvert : les dates des rencontres, tes réponses et tes idées.\n\n"
        "http://localhost/lien/…\n\nLe lien marche 7\u00a0jours, une seule fois. Ensuite, "
        "reviens avec cette adresse e-mail : un code arrive à chaque fois, sans mot de passe à retenir.\n\nUne question ? "
        "Réponds à ce message, ou appelle le 01 99 00 00 01.\nL’équipe ne demande jamais de mot de passe ni de paiement."
        "\n\n-- \nLe Kaléido – Les ambassadeurs\n01 99 00 00 01\n"
    ).replace("01 99 00 00 01", "01\u00a099\u00a000\u00a000\u00a001").replace(" :", "\u00a0:").replace(" ?", "\u00a0?")


def test_a_new_link_ends_the_one_before(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        ambassador = db.session.merge(cast.alice_now)
        ambassador.invited_at = world.NOW
        db.session.commit()
    erin.open("/equipe/jeunes/invitations")
    erin.press("Renvoyer le lien", within="Alice Martin")
    erin.press("Renvoyer le lien", within="Alice Martin")  # within the minute: the same wish
    assert len(mails(app)) == 1


def test_cards_are_for_those_without_an_address_and_renewable(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open("/equipe/jeunes/cartes")
    first = erin.press("Préparer les cartes")
    codes = [re.sub(r"\s", "", element.text or "") for element in first.of_class("entry-code")]
    names = [(element.text or "").strip() for element in first.of_class("entry-name")]
    assert names == ["Quentin R."]
    erin.open("/equipe/jeunes/cartes")
    erin.press("Préparer les cartes", status=422)  # who has a card gets another only when somebody says so
    erin.open("/equipe/jeunes/invitations")
    assert "sans adresse e-mail" not in erin.page.words
    erin.follow("Refaire la carte Quentin Roche")
    second = erin.press("Préparer les cartes")
    new = [re.sub(r"\s", "", element.text or "") for element in second.of_class("entry-code")]

    quentin = Browser(app)
    quentin.open("/connexion/carte")
    quentin.fill("Code", codes[0])
    quentin.press("Se connecter", status=422)
    quentin.fill("Code", new[0].lower())
    form = dict(quentin._fields(quentin._form_of(quentin._named("code"))))
    assert quentin.client.post("/connexion/code", data=form, headers=ORIGIN).status_code == 303
    assert quentin.client.get("/appareils").status_code == 200
    with app.app_context():
        log = [(entry.act, entry.person) for entry in db.session.scalars(select(AccessLog))]
        assert log == [("card made", cast.quentin.public_id)] * 2


def come_by_card(app: Flask, erin: Browser, *, to: YoungPerson) -> Browser:
    """Who got the card that Erin prints for this young person."""
    erin.open(f"/equipe/jeunes/cartes?jeune={to.public_id}")
    form = {**dict(erin._fields(erin.page.all("form")[0])), "jeune": to.public_id}
    token = next(field for field in erin.page.all("input") if field.get("name") == "csrf_token").get("value")
    made = erin.client.post("/equipe/jeunes/cartes", data={**form, "csrf_token": token}, headers=ORIGIN)
    code = re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", made.get_data(as_text=True))[0]
    browser = Browser(app)
    browser.open("/connexion/carte")
    browser.fill("Code", code)
    entered = dict(browser._fields(browser._form_of(browser._named("code"))))
    assert browser.client.post("/connexion/code", data=entered, headers=ORIGIN).status_code == 303
    return browser


@pytest.mark.parametrize("who", ["erin", "heidi", "tom"])
def test_a_card_opens_one_person_whoever_shares_the_mailbox(app: Flask, cast: Cast, erin: Browser, who: str) -> None:
    """A team can type any address into a file: its card must not let anyone be the owner of that mailbox."""
    owner = getattr(cast, who)
    Browser(app).enter(owner)
    with app.app_context():
        alice = db.session.merge(cast.alice)
        alice.user = db.session.scalars(select(User).where(User.email == owner.email)).one()
        db.session.commit()
    holder = come_by_card(app, erin, to=cast.alice)
    assert holder.open("/").url == "http://localhost/accueil"
    assert [button.get("value") for button in holder.open("/choisir")._buttons() if button.get("name") == "person"] == [
        cast.alice.public_id
    ]
    token = holder.open("/appareils").all("input")[0].get("value")
    for person in ("staff", cast.tom.public_id):
        asked = {"csrf_token": token, "person": person}
        assert holder.client.post("/choisir", data=asked, headers=ORIGIN).status_code == 409
    assert holder.client.get("/equipe").status_code == 403
    ended = holder.client.post("/appareils/fin", data={"csrf_token": token}, headers=ORIGIN)
    assert ended.status_code == 303
    with app.app_context():
        sessions = list(db.session.scalars(select(Session).join(User).where(User.email == owner.email)))
        assert [session.ended_at for session in sessions] == [None] * len(sessions)


def test_a_card_for_nobody_is_told(erin: Browser) -> None:
    erin.open("/equipe/jeunes/cartes")
    erin.untick("Quentin Roche")
    assert "Cocher au moins un nom." in erin.press("Préparer les cartes", status=422).words


def test_siblings_say_who_it_is_and_come_where_they_wanted(app: Flask, cast: Cast) -> None:
    browser = Browser(app)
    browser.open("/appel-a-projets")
    assert browser.page.h1 == "Connexion"
    page = browser.sign_in(cast.tess)
    assert page.url == "http://localhost/appel-a-projets"
    with app.app_context():
        assert [session.person for session in db.session.scalars(select(Session))] == [cast.tess.public_id]
    browser.open("/choisir")
    tom = next(button for button in browser.page._buttons() if button.get("value") == cast.tom.public_id)
    tom.set("value", cast.alice.public_id)
    browser.submit(tom, status=409)  # somebody else's name does not open their page


def test_a_card_changes_nothing_of_the_mailbox(app: Flask, cast: Cast, erin: Browser) -> None:
    holder = come_by_card(app, erin, to=cast.alice)
    holder.open("/moi")
    holder.choose("English")
    holder.press("Garder ce choix")
    assert holder.page.lang == "en"
    with app.app_context():
        owner = db.session.scalars(select(User).where(User.email == "alice@mail.example")).one()
        assert owner.locale == "fr"
    holder.open("/agenda/abonnement")
    token = next(each for each in holder.page.all("input") if each.get("name") == "csrf_token").get("value")
    sent = holder.client.post("/agenda/abonnement/courriel", data={"csrf_token": token}, headers=ORIGIN)
    assert (sent.status_code, "alice@mail.example" in holder.page.text) == (403, False)


def test_a_way_in_given_before_this_season_is_said_with_its_year(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        db.session.merge(cast.alice_now).invited_at = NOW.replace(year=2025, month=9, day=5)
        db.session.merge(cast.dora_now).invited_at = NOW.replace(month=9, day=5)
        world.commit()
    for page in ("/equipe/jeunes", "/equipe/jeunes/invitations"):
        words = erin.open(page).words
        assert ("Invitation le 5 septembre 2025" in words, "Invitation le 5 sept." in words) == (True, True), page
