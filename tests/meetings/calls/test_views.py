"""« À appeler »: who is on the list, what is shown of them, and that it is done."""

import re
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select, update

from accounts.models import AccessLog, User
from ambassadors.models import Ambassador, YoungPerson
from core import clock
from core.db import db
from core.outbox import Mail
from meetings import actions
from meetings.models import Meeting
from meetings.rules import Status
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


def cancelled(app: Flask, cast: Cast, *refused: str) -> str:
    """The next meeting is cancelled, and these addresses refuse the message; the page of whom to call."""
    with app.test_request_context(method="POST"):
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        erin = db.session.get_one(User, cast.erin.id)
        actions.cancel(meeting, why="Fuite d’eau.", by=erin, now=clock.now())
        for mail in db.session.scalars(select(Mail).where(Mail.to_email.in_(refused))):
            mail.failed_at = clock.now()
        db.session.commit()
    return f"/equipe/rencontres/{cast.next_meeting.public_id}/a-appeler"


def listed(browser: Browser) -> list[str]:
    return [heading.text or "" for heading in browser.page.all("h2") if heading.get("class") == "grow"]


def told(browser: Browser, name: str) -> str:
    room = next(each for each in browser.page.of_class("callee") if name in "".join(each.itertext()))
    return " ".join("".join(next(p for p in room.iter("p")).itertext()).split())


def test_whom_no_mail_reaches_is_listed_with_who_was_told(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast, "dora@mail.example", "famille.faure@mail.example")
    browser.enter(cast.erin)
    browser.open(url)
    assert listed(browser) == ["Tess Faure", "Tom Faure", "Dora Łukasik", "Quentin Roche"]
    assert told(browser, "Quentin") == "Quentin n’a pas d’e-mail. Paule Roche reçoit le message par e-mail."
    assert told(browser, "Dora") == "Le message à dora@mail.example n’est pas arrivé."


def test_guardians_numbers_are_shown_once_asked_and_it_is_noted(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast)
    browser.enter(cast.frank)
    browser.open(url)
    numbers = [str(link.get("href")) for link in browser.page.all("a") if str(link.get("href")).startswith("tel:")]
    assert numbers == [f"tel:{cast.quentin.phone}"]
    browser.press("Voir le numéro")
    numbers = [str(link.get("href")) for link in browser.page.all("a") if str(link.get("href")).startswith("tel:")]
    assert len(numbers) == 2
    with app.app_context():
        noted = db.session.execute(select(AccessLog.act, AccessLog.by_id, AccessLog.person)).all()
        assert [tuple(row) for row in noted] == [("guardian phones", cast.frank.id, cast.quentin.public_id)]


def test_done_and_not_done_after_all(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast, "dora@mail.example")
    browser.enter(cast.erin)
    browser.open(url)
    for name in ("Dora", "Quentin"):
        browser.press("C’est fait", within=name)
    assert browser.page.buttons.count("À rappeler") == 2
    assert "Tout le monde est au courant." in browser.page.words
    browser.press("À rappeler", within="Dora")
    assert listed(browser) == ["Dora Łukasik", "Quentin Roche"]
    assert browser.page.buttons.count("À rappeler") == 1


def test_each_page_counts_the_same_people(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast, "dora@mail.example", "famille.faure@mail.example")
    meeting, season = cast.next_meeting.public_id, f"?saison={cast.season.public_id}"
    browser.enter(cast.erin)

    def counted() -> list[str]:
        pages = (f"/equipe{season}", f"/equipe/rencontres{season}", f"/equipe/rencontres/{meeting}", url)
        words = [browser.open(page).words for page in pages]
        return [
            found[0] if (found := re.findall(r"(\d+) (?:personnes? )?(?:jeunes? sont )?à appeler", each)) else ""
            for each in words
        ]

    assert counted() == ["4"] * 4
    browser.press("C’est fait", within="Dora")
    assert counted() == ["3"] * 4
    with app.app_context():  # whoever has left the season is on no list
        left = db.session.scalars(select(Ambassador).where(Ambassador.young_person_id == cast.quentin.id)).one()
        left.left_on = NOW.date()
        db.session.commit()
    assert counted() == ["2"] * 4


def test_a_new_change_is_a_new_list(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast, "dora@mail.example")
    browser.enter(cast.erin)
    browser.open(url)
    browser.press("C’est fait", within="Quentin")
    with app.test_request_context(method="POST"):
        meeting, erin = db.session.get_one(Meeting, cast.next_meeting.id), db.session.get_one(User, cast.erin.id)
        actions.restore(meeting, by=erin, now=clock.now() + timedelta(hours=1))
        db.session.commit()
    browser.open(url)
    assert listed(browser) == ["Quentin Roche"]
    assert "1 jeune est à appeler : l’e-mail n’atteint pas toute la famille." in browser.page.words


def test_what_to_say_is_there_in_both_tones(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast)
    browser.enter(cast.erin)
    browser.open(url)
    texts = {each.get("id"): " ".join("".join(each.itertext()).split()) for each in browser.page.all("p")}
    assert texts["to-young"] == (
        "Bonjour, la rencontre du mercredi 14 octobre est annulée. Fuite d’eau. "
        "Une question ? 01 99 00 00 01. Le Kaléido"
    )
    assert texts["to-parent"] == (
        "Bonjour, la rencontre de votre enfant du mercredi 14 octobre avec Le Kaléido est annulée. Fuite d’eau. "
        "Une question ? 01 99 00 00 01. Le Kaléido"
    )


def test_nobody_to_call(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/rencontres/{cast.later_meeting.public_id}/a-appeler")
    assert "Personne à appeler" in browser.page.words


# About the dates of a season: one line a young person, whatever was published.


def about_dates(cast: Cast) -> str:
    return f"/equipe/rencontres/{cast.season.public_id}/a-appeler"


def publish(app: Flask, cast: Cast, *in_days: int) -> None:
    with app.test_request_context(method="POST"):
        season = db.session.get_one(Season, cast.season.id)
        drafts = [world.meeting(season, f"Le jour {n}", in_days=n, status=Status.DRAFT) for n in in_days]
        actions.publish(season, drafts, by=db.session.get_one(User, cast.erin.id), now=clock.now())
        db.session.commit()


def test_a_publication_lists_once_whom_no_mail_reaches(app: Flask, cast: Cast, browser: Browser) -> None:
    publish(app, cast, 30, 60)
    browser.enter(cast.erin)
    browser.open("/equipe")
    browser.follow("Voir les numéros")
    assert browser.page.url.endswith(about_dates(cast))
    assert listed(browser) == ["Quentin Roche"]
    texts = {each.get("id"): " ".join("".join(each.itertext()).split()) for each in browser.page.all("p")}
    assert texts["to-young"].startswith(
        "Bonjour, voici tes prochaines dates : Le labo, 2e étage, 3 rue des Sources, Trouville - mercredi 14 octobre, 14 h – 16 h 30"
    )
    assert "vendredi 6 novembre" in texts["to-young"]
    browser.open("/equipe/rencontres")
    browser.follow("Voir qui appeler")
    browser.press("C’est fait")
    assert "Tout le monde est au courant." in browser.page.words
    browser.open("/equipe/rencontres")
    assert "Voir qui appeler" not in browser.page.links


def test_a_publication_lists_whose_mail_failed_and_forgets_nobody(app: Flask, cast: Cast, browser: Browser) -> None:
    """Dora's mail is refused and Quentin has none; then both get an address, and more meetings are published."""
    publish(app, cast, 30)
    with app.app_context():
        for mail in db.session.scalars(select(Mail).where(Mail.to_email == "dora@mail.example")):
            mail.failed_at = clock.now()
        db.session.commit()
    browser.enter(cast.erin)
    browser.open(about_dates(cast))
    assert listed(browser) == ["Dora Łukasik", "Quentin Roche"]
    with app.app_context():
        for young, email in ((cast.dora, "dora.l@mail.example"), (cast.quentin, "quentin@mail.example")):
            db.session.get_one(YoungPerson, young.id).email = email
        db.session.commit()
    publish(app, cast, 60)
    browser.open(about_dates(cast))
    assert listed(browser) == ["Dora Łukasik", "Quentin Roche"]
    assert browser.page.buttons.count("C’est fait") == 2
    browser.press("C’est fait", within="Dora")
    publish(app, cast, 90)
    browser.open(about_dates(cast))
    assert listed(browser) == ["Quentin Roche"]  # who was called is told the rest by mail


def test_of_two_changes_of_a_date_nobody_is_forgotten(app: Flask, cast: Cast, browser: Browser) -> None:
    """Quentin was not called about the cancelling; once it takes place again he is listed, or told by mail."""
    url = cancelled(app, cast)
    with app.test_request_context(method="POST"):
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        actions.restore(meeting, by=db.session.get_one(User, cast.erin.id), now=clock.now())
        db.session.commit()
    browser.enter(cast.erin)
    browser.open(url)
    assert (listed(browser), browser.page.buttons.count("C’est fait")) == (["Quentin Roche"], 1)


def test_numbers_are_shown_to_who_presses_and_each_time_is_noted(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast, "dora@mail.example")

    def noted() -> int:
        with app.app_context():
            return len(db.session.scalars(select(AccessLog.id).where(AccessLog.act == "guardian phones")).all())

    def shown() -> int:
        return sum(str(link.get("href")).startswith("tel:") for link in browser.page.all("a"))

    browser.enter(cast.frank)
    browser.open(url)
    browser.press("Voir le numéro")
    assert (shown(), noted()) == (3, 1)
    browser.press("C’est fait", within="Dora")  # the list stays as it was, and that is noted too
    assert (shown(), noted()) == (2, 2)
    browser.open(browser.page.url)  # the address of the button, opened again
    assert (browser.page.url.endswith(url), shown(), noted()) == (True, 1, 2)
    with browser.client.session_transaction() as cookie:
        assert [name for name in cookie if "number" in name] == []
    browser.press("Voir le numéro")
    browser.press("C’est fait", within="Quentin")
    assert (shown(), noted()) == (0, 3)


def test_when_every_date_is_over_nobody_is_to_be_called_about_them(app: Flask, cast: Cast, browser: Browser) -> None:
    publish(app, cast, 30)
    with time_machine.travel(NOW + timedelta(days=100)):
        browser.enter(cast.erin)
        browser.open("/equipe/rencontres")
        assert "Voir qui appeler" not in browser.page.links
        browser.open("/equipe")
        assert "Voir les numéros" not in browser.page.links


def test_a_mail_that_is_held_or_was_cancelled_reaches_nobody(app: Flask, cast: Cast, browser: Browser) -> None:
    """Until it is sent: then the page says who gets it, as of any other."""
    url = cancelled(app, cast)
    for changes in ({"held_at": NOW}, {"held_at": None, "cancelled_at": NOW}):
        with app.app_context():
            db.session.execute(update(Mail).where(Mail.to_email.like("%roche%")).values(**changes))
            db.session.commit()
            [address] = set(db.session.scalars(select(Mail.to_email).where(Mail.to_email.like("%roche%"))))
        browser.enter(cast.erin)
        browser.open(url)
        assert told(browser, "Quentin") == f"Quentin n’a pas d’e-mail. Le message à {address} n’est pas parti."
