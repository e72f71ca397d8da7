"""Who is added once dates are out receives them with the first invitation, and so does the family of a minor."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from ambassadors.models import Ambassador, YoungPerson
from core.db import db
from core.outbox import Mail
from meetings.emails import PUBLISHED
from meetings.models import Meeting
from tests import world
from tests.people import Browser
from tests.world import Cast

NEW = "/equipe/jeunes/nouveau"
LIST = "NOM;PRENOM;DDN\nRoux;Jade;03/07/2011\nPetit;Noé;04/08/2012\n"
WITH_IT = "Les dates déjà publiées partent avec l’invitation"
NOTHING, INVITATIONS = "Aucun message ne part", "Voir les invitations"


def fill(browser: Browser) -> None:
    browser.open(NEW)
    for label, value in (("Prénom", "Nina"), ("Nom", "Roux"), ("Jour", "3"), ("Mois", "7"), ("Année", "2011")):
        browser.fill(label, value)


def mail_count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Mail).count()


def without_dates(app: Flask) -> None:
    with app.app_context():
        for meeting in db.session.query(Meeting):
            db.session.delete(meeting)
        world.commit()


def test_who_is_added_alone(app: Flask, cast: Cast, browser: Browser) -> None:
    before = mail_count(app)
    browser.enter(cast.erin)
    fill(browser)
    assert (
        f"{NOTHING} maintenant : les 2 dates déjà publiées partent avec l’invitation, et les parents"
        in browser.page.words.replace("\u00a0", " ")
    )
    browser.press("Ajouter à la liste")
    assert WITH_IT in browser.page.words
    assert mail_count(app) == before
    browser.open(NEW)
    browser.follow(INVITATIONS)
    assert browser.page.h1 == "Invitations"


def test_a_list(app: Flask, cast: Cast, browser: Browser) -> None:
    before = mail_count(app)
    browser.enter(cast.erin)
    browser.open("/equipe/jeunes/importer")
    browser.attach("Tableau", "liste.csv", LIST.encode())
    browser.press("Lire le fichier")
    words = browser.page.words.replace("\u00a0", " ")
    assert f"{NOTHING} maintenant : les 2 dates déjà publiées partent avec l’invitation, et les parents" in words
    assert INVITATIONS in browser.page.links
    browser.press("Importer 2 jeunes")
    assert WITH_IT in browser.page.words
    assert mail_count(app) == before


def test_before_any_date_is_out_there_is_nothing_more_to_say(app: Flask, cast: Cast, browser: Browser) -> None:
    without_dates(app)
    browser.enter(cast.erin)
    fill(browser)
    assert (f"{NOTHING}." in browser.page.words, INVITATIONS in browser.page.links) == (True, False)
    browser.press("Ajouter à la liste")
    assert WITH_IT not in browser.page.words


def late(
    app: Flask,
    cast: Cast,
    name: str,
    age: int = 14,
    *,
    email: str = "",
    parent: str = "",
    counted_from_start: bool = False,
) -> str:
    """Somebody who is added today, long after the dates came out; as a list does, perhaps from the season's first day."""
    with app.app_context():
        added = world.ambassador(db.session.merge(cast.season), name, age=age, last_name="Roux", email=email)
        added.joined_on = added.season.starts_on if counted_from_start else world.NOW.date()
        added.young_person.created_at = world.NOW + timedelta(minutes=1)
        if parent:
            world.guardian(added.young_person, "Léo Roux", email=parent)
        made = added.young_person.public_id
        world.commit()
        return made


def dates_sent(app: Flask) -> list[tuple[str, int]]:
    """Who is written the dates: to which mailbox, in how many minutes."""
    with app.app_context():
        found = db.session.scalars(select(Mail).where(Mail.kind == PUBLISHED).order_by(Mail.to_email))
        return [(mail.to_email, (mail.due_at - mail.created_at).seconds // 60) for mail in found]


def test_with_the_invitation_the_family_of_a_minor_gets_what_the_group_got(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    late(app, cast, "Nina", email="nina@mail.example", parent="leo@famille.example")
    late(app, cast, "Noa", 19, email="noa@mail.example", parent="mere@famille.example")  # of age: nobody else is told
    browser.enter(cast.erin)
    page = browser.open("/equipe/jeunes/invitations")
    assert "les parents des mineurs les reçoivent aussi" in page.words
    assert dates_sent(app) == []
    browser.press("Envoyer 8 invitations")
    assert dates_sent(app) == [
        ("leo@famille.example", 10),
        ("nina@mail.example", 10),
        ("noa@mail.example", 10),
    ]
    with app.app_context():
        mails = db.session.scalars(select(Mail).where(Mail.kind == PUBLISHED)).all()
        assert {("Construire un pont" in mail.text, "Visite de l’atelier" in mail.text) for mail in mails} == {
            (True, True)
        }
        assert len({mail.dispatch for mail in mails}) == 1


def test_a_card_tells_the_family_too_and_a_second_one_tells_nothing_more(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    nina = late(app, cast, "Nina", parent="leo@famille.example")
    browser.enter(cast.erin)
    for _twice in range(2):
        browser.open(f"/equipe/jeunes/cartes?jeune={nina}")
        browser.press("Préparer les cartes")
        assert dates_sent(app) == [("leo@famille.example", 10)]


def test_who_was_in_the_season_when_dates_came_out_hears_nothing_twice(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/jeunes/invitations")
    browser.press("Envoyer 6 invitations")
    assert dates_sent(app) == []


def test_of_a_list_that_comes_late_everybody_is_told_whomever_else_their_family_has_there(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    family = "leo@famille.example"
    late(app, cast, "Nina", email="nina@mail.example", parent=family, counted_from_start=True)
    browser.enter(cast.erin)
    browser.open("/equipe/jeunes/invitations")
    browser.press("Envoyer 7 invitations")
    assert [to for to, _ in dates_sent(app)] == [family, "nina@mail.example"]
    late(app, cast, "Zoé", 13, email="zoe@mail.example", parent=family, counted_from_start=True)
    browser.open("/equipe/jeunes/invitations")
    browser.press("Envoyer 1 invitation")
    assert [to for to, _ in dates_sent(app)] == [family, family, "nina@mail.example", "zoe@mail.example"]


def test_who_comes_back_on_a_list_that_comes_late_is_invited_again_and_told(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    with app.app_context():
        charlie = db.session.scalars(select(YoungPerson).where(YoungPerson.first_name == "Charlie")).one()
        charlie.email = "charlie@mail.example"
        for before in db.session.scalars(select(Ambassador).where(Ambassador.young_person_id == charlie.id)):
            before.invited_at = world.NOW - timedelta(days=300)
        born_on, last_name = charlie.born_on, charlie.last_name
        out_at = min(each.published_at for each in db.session.scalars(select(Meeting)) if each.published_at)
        alice = {"regarding": cast.season.public_id, "person": cast.alice.public_id, "to_email": "alice@mail.example"}
        db.session.add(
            Mail(
                kind=PUBLISHED,
                message_id="<a@x.example>",
                subject="s",
                text="t",
                created_at=out_at,
                due_at=out_at,
                sent_at=out_at,
                **alice,
            )
        )
        world.commit()
    browser.enter(cast.erin)
    browser.open("/equipe/jeunes/importer")
    browser.attach("Tableau", "liste.csv", f"NOM;PRENOM;DDN\n{last_name};Charlie;{born_on:%d/%m/%Y}\n".encode())
    browser.press("Lire le fichier")
    browser.press("Importer 1 jeune")
    browser.open("/equipe/jeunes/invitations")
    browser.press("Envoyer 7 invitations")
    assert [to for to, _ in dates_sent(app)] == ["alice@mail.example", "charlie@mail.example"]
