"""Reminders end from the mail itself, without a session, and nobody else's can be ended."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from ambassadors.models import Guardian, YoungPerson
from core.db import db
from core.letters import letter
from core.outbox import Mail
from messages import recipients
from messages.stops.rules import stop_token
from seasons.models import Season
from tests.people import Browser
from tests.world import NOW, Cast

CLICK = {"List-Unsubscribe": "One-Click"}


def address(app: Flask, who: YoungPerson | Guardian) -> str:
    return f"/rappels/{stop_token(who.public_id, who.email, app.extensions['settings'].key('stops'))}"


def off_at(app: Flask, who: YoungPerson | Guardian) -> datetime | None:
    with app.app_context():
        kind = YoungPerson if isinstance(who, YoungPerson) else Guardian
        return db.session.scalar(select(kind.reminders_off_at).where(kind.id == who.id))


def told(app: Flask, cast: Cast, *, is_needed: bool) -> list[str]:
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        return sorted(each.email for each in recipients.of_season(season, now=NOW, is_needed=is_needed).by_mail)


def test_one_click_of_a_mail_program_ends_them(app: Flask, cast: Cast) -> None:
    """No cookie, no token of a form, no page before: RFC 8058. And it is answered on the spot."""
    answer = app.test_client().post(address(app, cast.grace), data=CLICK)
    assert answer.status_code == 200
    assert off_at(app, cast.grace) is not None
    assert off_at(app, cast.alice) is None
    assert "Set-Cookie" not in answer.headers or "session" not in answer.headers["Set-Cookie"]
    everyone = told(app, cast, is_needed=True)
    assert [e for e in everyone if e not in told(app, cast, is_needed=False)] == [cast.grace.email]


def test_opening_the_page_changes_nothing_and_its_buttons_do(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.open(address(app, cast.alice))
    browser.client.head(address(app, cast.alice))
    assert off_at(app, cast.alice) is None
    browser.press("Ne plus recevoir de rappels ni de nouvelles")
    first = off_at(app, cast.alice)
    assert first is not None
    app.test_client().post(address(app, cast.alice), data=CLICK)
    assert off_at(app, cast.alice) == first
    browser.press("Les recevoir à nouveau")
    assert off_at(app, cast.alice) is None


def test_a_shared_mailbox_is_one(app: Flask, cast: Cast) -> None:
    app.test_client().post(address(app, cast.tom), data=CLICK)
    assert None not in (off_at(app, cast.tom), off_at(app, cast.tess))


@pytest.mark.parametrize("how", ["another id", "another signature", "cut", "empty", "accented", "long"])
def test_nobody_guesses(app: Flask, cast: Cast, how: str) -> None:
    whole = address(app, cast.alice)
    wrong = {
        "another id": whole.replace(cast.alice.public_id, cast.bob.public_id),
        "another signature": whole[:-1] + ("0" if whole[-1] != "0" else "1"),
        "cut": whole[:-1],
        "empty": "/rappels/x",
        "accented": whole[:-1] + "é",
        "long": whole + "0" * 3000,
    }[how]
    for method in ("GET", "POST"):
        assert app.test_client().open(wrong, method=method, data=CLICK).status_code == 404
    assert (off_at(app, cast.alice), off_at(app, cast.bob)) == (None, None)


def test_an_address_that_changed_hands_ends_nothing(app: Flask, cast: Cast) -> None:
    old = address(app, cast.alice)
    with app.app_context():
        db.session.get_one(YoungPerson, cast.alice.id).email = "nouvelle@mail.example"
        db.session.commit()
    assert app.test_client().post(old, data=CLICK).status_code == 404
    assert off_at(app, cast.alice) is None


def test_taking_them_again_takes_a_page_of_ours(app: Flask, cast: Cast) -> None:
    app.test_client().post(address(app, cast.alice), data=CLICK)
    assert app.test_client().post(f"{address(app, cast.alice)}/reprise").status_code == 400
    assert off_at(app, cast.alice) is not None


def test_ones_own_page_says_and_changes_it_and_the_team_sees_it(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.alice)
    browser.open("/moi")
    browser.press("Ne plus recevoir de rappels")
    assert "Tu ne reçois ni rappels ni nouvelles de l’équipe." in browser.page.words
    assert off_at(app, cast.alice) is not None
    team = Browser(app)
    team.enter(cast.frank)
    team.open(f"/equipe/jeunes/{cast.alice.public_id}")
    assert "Ne veut ni rappels ni nouvelles par e-mail." in team.page.words
    browser.press("Recevoir à nouveau les rappels")
    assert off_at(app, cast.alice) is None


def test_the_header_stands_in_mail_that_can_be_done_without(app: Flask, cast: Cast) -> None:
    mail = Mail(
        message_id="<a@cohorte.invalid>", kind="x", to_email="a@mail.example", subject="s", text="t", due_at=NOW
    )
    for field in ("to_name", "from_name", "reply_to", "html", "word", "calendar"):
        setattr(mail, field, "")
    mail.locale, mail.stop_url = "fr", ""
    assert letter(mail, sender="x@y.example")["List-Unsubscribe"] is None
    mail.stop_url = "https://cohorte.example/rappels/abc"
    read = letter(mail, sender="x@y.example")
    assert read["List-Unsubscribe"] == "<https://cohorte.example/rappels/abc>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    mail.stop_url = "http://localhost/rappels/abc"
    assert letter(mail, sender="x@y.example")["List-Unsubscribe-Post"] is None
