"""Write to the group: typed, read over, sent once to those it is for; whom no mail reaches is called."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from core.db import db
from core.outbox import Mail
from meetings import actions as meetings
from meetings.models import Meeting
from meetings.news import actions
from meetings.news.models import News
from meetings.news.rules import Audience
from meetings.rules import AnswerValue
from messages.models import PhoneCall
from seasons.models import Season
from tests.meetings.test_actions import EVERYONE, acting, erin, get
from tests.people import Browser
from tests.world import NOW, Cast

PAGE = "/equipe/courriers/nouveau"
TEXT = "Bonjour !\n\nPensez aux bottes.\nÀ samedi."


def mailed() -> list[str]:
    return sorted(db.session.scalars(select(Mail.to_email).where(Mail.kind == "news")))


def typed(browser: Browser, subject: str = "Des bottes samedi", text: str = TEXT) -> None:
    browser.fill("Objet", subject)
    browser.fill("Texte", text)


def test_it_is_read_over_and_then_waits_for_the_programmes_hold(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open("/equipe/courriers")
    browser.follow("Écrire au groupe")
    typed(browser)
    browser.press("Relire avant l’envoi")
    with app.app_context():
        assert mailed() == []
    assert "8 adresses le reçoivent" in browser.page.words
    assert "Pensez aux bottes." in browser.page.words
    browser.press("Envoyer à 8 adresses")
    assert "Des bottes samedi" in browser.page.h1
    with app.app_context():
        assert mailed() == EVERYONE
        mail = db.session.scalars(select(Mail).where(Mail.kind == "news").limit(1)).one()
        assert timedelta(minutes=9) < mail.due_at - NOW < timedelta(minutes=12)
        assert mail.stop_url
    browser.press("Annuler ce courrier")
    with app.app_context():
        left = select(func.count(Mail.id)).where(Mail.kind == "news", Mail.cancelled_at.is_(None))
        assert db.session.scalar(left) == 0


def test_what_was_changed_since_is_shown_again_before_it_leaves(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(PAGE)
    typed(browser)
    browser.press("Relire avant l’envoi")
    browser.fill("Texte", "Autre chose.")
    browser.press("Envoyer à 8 adresses")
    with app.app_context():
        assert mailed() == []
    browser.press("Envoyer à 8 adresses")
    with app.app_context():
        assert len(mailed()) == 8


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.COMING, ["alice@mail.example", "grace.martin@famille.example"]),
        (Audience.SILENT, ["dora@mail.example", "famille.faure@mail.example", "kim.rousseau@mail.example"]),
    ],
)
def test_to_some_of_a_date(app: Flask, cast: Cast, browser: Browser, audience: Audience, expected: list[str]) -> None:
    with acting(app):
        meetings.answer(get(cast.next_meeting), db.session.merge(cast.alice_now), AnswerValue.YES, now=NOW)
        db.session.commit()
    browser.enter(cast.frank)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}")
    browser.follow("Écrire au groupe")
    on = "le mercredi 14 octobre"
    browser.choose(f"Qui vient {on}" if audience is Audience.COMING else f"Qui n’a pas répondu pour {on}")
    typed(browser)
    browser.press("Relire avant l’envoi")
    button = next(name for name in browser.page.buttons if name.startswith("Envoyer à"))
    browser.press(button)
    with app.app_context():
        assert [each for each in mailed() if each != "paule.roche@famille.example"] == expected


WRONG = {
    "Il manque l’objet du courrier.": ("", TEXT),
    "Il manque le texte du courrier.": ("Objet", ""),
    "120 caractères au plus.": ("O" * 121, TEXT),
    "5 000 caractères au plus.": ("Objet", "t" * 5001),
}


@pytest.mark.parametrize("said", WRONG)
def test_what_is_missing_or_too_long_is_said_and_kept(cast: Cast, browser: Browser, said: str) -> None:
    subject, text = WRONG[said]
    browser.enter(cast.frank)
    browser.open(PAGE)
    typed(browser, subject, text)
    browser.press("Relire avant l’envoi", status=422)
    assert said in browser.page.words.replace("\xa0", " ")
    kept = {e.get("name"): e.get("value") or e.text or "" for e in browser.page.all("input", "textarea")}
    assert (kept["subject"], (kept["text"] or "").strip()) == (subject, text)


def test_nothing_typed_becomes_html_nor_turns_the_text_around(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(PAGE)
    typed(browser, "Objet\u202e <b>gras</b>\x07", "<script>alert(1)</script>\u2066\n\nhttps://kaleido.example/plan")
    browser.press("Relire avant l’envoi")
    assert "&lt;script&gt;alert" in browser.page.text
    assert "<script>alert" not in browser.page.text
    browser.press("Envoyer à 8 adresses")
    with app.app_context():
        mail = db.session.scalars(select(Mail).where(Mail.kind == "news").limit(1)).one()
        assert mail.subject == "Objet <b>gras</b>"
        assert mail.text.startswith("<script>alert(1)</script>\n\nhttps://kaleido.example/plan\n")
        assert "<script>" not in mail.html
        assert "<b>" not in mail.html
        assert '<a href="https://kaleido.example/plan"' in mail.html
        assert not {"\u202e", "\u2066", "\x07"} & set(mail.subject + mail.text + mail.html)


def test_whom_no_mail_reaches_is_called_with_the_same_words(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        for row in (cast.alice, cast.grace):
            db.session.merge(row).reminders_off_at = NOW
        db.session.commit()
    browser.enter(cast.frank)
    browser.open(PAGE)
    typed(browser)
    browser.press("Relire avant l’envoi")
    assert "1 jeune n’est joignable que par téléphone : Alice" in browser.page.words.replace("\xa0", " ")
    assert "2 personnes ne veulent pas de nouvelles par e-mail" in browser.page.words
    browser.press("Envoyer à 6 adresses")
    browser.press("Annuler ce courrier")
    assert "à appeler" not in browser.page.words  # of what nobody gets, nobody is told
    assert "à appeler" not in browser.open("/equipe/courriers").words
    browser.follow("Des bottes samedi")
    browser.press("Envoyer quand même")
    browser.follow("1 personne à appeler")
    assert "Alice ne veut pas de nouvelles par e-mail." in browser.page.words
    assert "Pensez aux bottes." in browser.page.words
    browser.press("C’est fait")
    with app.app_context():
        assert db.session.scalar(select(func.count(PhoneCall.id)).where(PhoneCall.done_at.is_(None))) == 0


def test_someone_with_a_parent_who_reads_it_is_not_called(app: Flask, cast: Cast) -> None:
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        wanted = actions.Wanted(Audience.EVERYONE, None, "Objet", TEXT)
        reach = actions.reach_of(season, wanted, now=NOW)
        assert [each.first_name for each in reach.by_phone] == ["Quentin"]
        assert actions.to_call(reach) == []


def test_pressed_twice_or_by_two_at_once_it_leaves_once(app: Flask, cast: Cast) -> None:
    """Without the lock in `write`, both find nothing written (PostgreSQL)."""
    together = Barrier(2)
    made: list[str] = []

    def press() -> None:
        with acting(app):
            together.wait(30)
            season, by = db.session.get_one(Season, cast.season.id), erin(cast)
            wanted = actions.Wanted(Audience.EVERYONE, None, "Objet", TEXT)
            made.append(actions.write(season, wanted, by=by, now=NOW).public_id)
            db.session.commit()
            db.session.remove()

    with time_machine.travel(NOW, tick=False):
        threads = [Thread(target=press) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with acting(app):
        assert (len(made), len(set(made)), mailed()) == (2, 1, EVERYONE)
        season, wanted = db.session.get_one(Season, cast.season.id), actions.Wanted(Audience.EVERYONE, None, "O", TEXT)
        actions.write(season, wanted, by=erin(cast), now=NOW)
        db.session.commit()
        assert len(mailed()) == 16


def test_nobody_to_write_to_is_said(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(f"{PAGE}?rencontre={cast.later_meeting.public_id}&pour=viennent")
    typed(browser)
    browser.press("Relire avant l’envoi")
    assert "Il n’y a personne à qui écrire" in browser.page.words
    assert not [name for name in browser.page.buttons if name.startswith("Envoyer à")]


def test_of_a_season_that_is_closed_nothing_is_written(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(PAGE)
    typed(browser)
    browser.press("Relire avant l’envoi")
    with app.app_context():
        db.session.get_one(Season, cast.season.id).archived_at = NOW
        db.session.commit()
    browser.press("Envoyer à 8 adresses", status=409)
    with app.app_context():
        assert (mailed(), db.session.get_one(Meeting, cast.next_meeting.id).version) == ([], 1)
        assert db.session.scalar(select(func.count(News.id)).where(News.dispatch != "")) == 0
