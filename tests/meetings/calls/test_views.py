"""« À appeler »: who is on the list, what is shown of them, and that it is done."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from accounts.models import AccessLog, User
from core import clock
from core.db import db
from core.outbox import Mail
from meetings import actions
from meetings.models import Meeting
from tests.people import Browser
from tests.world import Cast


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
    assert told(browser, "Quentin") == "Quentin n’a pas d’e-mail. Message envoyé à Paule Roche."
    assert told(browser, "Dora") == "Le message à dora@mail.example n’est pas arrivé."


def test_guardians_numbers_are_shown_once_asked_and_it_is_noted(app: Flask, cast: Cast, browser: Browser) -> None:
    url = cancelled(app, cast)
    browser.enter(cast.frank)
    browser.open(url)
    numbers = [str(link.get("href")) for link in browser.page.all("a") if str(link.get("href")).startswith("tel:")]
    assert numbers == [f"tel:{cast.quentin.phone}"]
    browser.press("Voir les numéros")
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
    assert "1 personne n’est pas encore au courant." in browser.page.words


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
