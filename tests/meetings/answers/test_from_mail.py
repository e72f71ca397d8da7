"""An answer from a mail: two taps without signing in, nothing noted by opening it, and nothing else opened by it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import Ambassador, Guardian, YoungPerson
from core import clock
from core.db import db
from core.outbox import Mail
from meetings import actions
from meetings.access import answer_of
from meetings.actions import details_of
from meetings.models import Answer, Meeting
from meetings.rules import AnswerValue, Status
from tests import world
from tests.people import Browser, words_of
from tests.world import NOW, Cast

LINK = re.compile(r"http://localhost(/r/[\w-]{43}\?r=([a-z-]+)&quand=[\d-]+T\d+-\d+T\d+)")


@pytest.fixture
def draft(app: Flask, cast: Cast) -> Meeting:
    """One date alone, still to be published."""
    with app.app_context():
        made = world.meeting(db.session.merge(cast.season), "Le pendule", in_days=9, status=Status.DRAFT)
        world.commit()
    return made


def tell(app: Flask, cast: Cast, meeting: Meeting) -> None:
    """Publish it, then move it, cancel it and bring it back: every mail about a date that there is."""
    with app.test_request_context(method="POST"):
        erin = db.session.get_one(User, cast.erin.id)
        here = db.session.get_one(Meeting, meeting.id)
        actions.publish(here.season, [here], by=erin, now=clock.now())
        actions.change(here, replace(details_of(here), title="Le grand pendule", venue=None), by=erin, now=clock.now())
        actions.cancel(here, why="Grève", by=erin, now=clock.now())
        actions.restore(here, by=erin, now=clock.now())
        db.session.commit()


def publish(app: Flask, cast: Cast, meeting: Meeting) -> None:
    with app.test_request_context(method="POST"):
        here = db.session.get_one(Meeting, meeting.id)
        actions.publish(here.season, [here], by=db.session.get_one(User, cast.erin.id), now=clock.now())
        db.session.commit()


def text_to(app: Flask, email: str) -> str:
    """The last mail to this address."""
    with app.app_context():
        last = select(Mail).where(Mail.to_email == email).order_by(Mail.id.desc()).limit(1)
        return str(db.session.scalars(last).one().text)


def link_to(app: Flask, email: str, word: str, number: int = 0) -> str:
    found: list[str] = [path for path, asked in LINK.findall(text_to(app, email)) if asked == word]
    return found[number]


def said(app: Flask, meeting: Meeting, young: YoungPerson) -> AnswerValue | None:
    with app.app_context():
        found = answer_of(db.session.get_one(Meeting, meeting.id), db.session.get_one(YoungPerson, young.id))
        return found.value if found else None


def change(app: Flask, row: Any, **values: Any) -> None:
    with app.app_context():
        found = db.session.get_one(type(row), row.id)
        for name, value in values.items():
            setattr(found, name, value)
        db.session.commit()


def test_two_taps_from_the_mail_note_an_answer(app: Flask, cast: Cast, draft: Meeting, browser: Browser) -> None:
    publish(app, cast, draft)
    browser.open(link_to(app, "alice@mail.example", "non"))
    assert browser.page.h1.replace("\u202f", " ") == "Vendredi 16 octobre : tu viens ?"
    assert browser.page.buttons[:3] == ["Pas cette fois", "Je viens", "Peut-être"]
    assert said(app, draft, cast.alice) is None  # opening it notes nothing
    browser.press("Pas cette fois")
    assert "C’est noté : pas cette fois." in browser.page.words.replace("\u00a0", " ")
    assert said(app, draft, cast.alice) is AnswerValue.NO
    browser.press("Peut-être")  # one may think again, on the same page
    assert said(app, draft, cast.alice) is AnswerValue.MAYBE
    browser.open("/accueil")
    assert browser.page.h1 == "Connexion"  # it signs nobody in


def test_whoever_opens_the_link_reads_the_least(app: Flask, cast: Cast, draft: Meeting) -> None:
    publish(app, cast, draft)
    mine, theirs = Browser(app), Browser(app)
    link = link_to(app, "alice@mail.example", "oui")
    mine.open(link)
    mine.press("Je viens")
    theirs.open(link)  # forwarded
    hidden = ("Martin", "alice@", "C’est noté", "Grace")
    assert [word for word in hidden if word in theirs.page.text] == []
    assert "Une réponse déjà donnée ne s’affiche pas ici" in theirs.page.words
    known = ("Le pendule", "14 h", "01 99 00 00 01")  # what the mail said
    assert [word for word in known if word not in theirs.page.words.replace("\u00a0", " ")] == []


def test_no_link_of_any_mail_changes_anything_when_opened(app: Flask, cast: Cast, draft: Meeting) -> None:
    tell(app, cast, draft)
    with app.app_context():
        texts = [text for mail in db.session.scalars(select(Mail)) for text in (mail.text, mail.html)]
    found = {path.replace("&amp;", "&") for text in texts for path in re.findall(r"http://localhost(/[^\s\"<]+)", text)}
    assert (
        len([path for path in found if path.startswith("/r/")]) == 3 * 9
    )  # three answers of each person at each mailbox
    client, before = app.test_client(), everything(app)
    for path in sorted(found):
        for method in ("GET", "HEAD"):
            assert client.open(path, method=method, base_url="http://localhost").status_code in (200, 303), path
    assert everything(app) == before


def everything(app: Flask) -> list[str]:
    with app.app_context():
        tables = db.metadata.sorted_tables
        return [str(row) for table in tables for row in db.session.execute(select(table).order_by(*table.primary_key))]


def test_the_page_says_that_the_date_moved_and_suggests_nothing(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    link = link_to(app, "alice@mail.example", "oui")
    browser.open(link)
    with app.test_request_context(method="POST"):
        here = db.session.get_one(Meeting, draft.id)
        asked = replace(details_of(here), held_on=here.held_on + timedelta(days=1))
        actions.change(here, asked, by=db.session.get_one(User, cast.erin.id), now=clock.now())
        db.session.commit()
    browser.press("Je viens", status=409)  # what was on the page is another date
    assert said(app, draft, cast.alice) is None
    browser.open(link)
    assert "La date a changé depuis le message" in browser.page.words
    assert "samedi 17 octobre" in browser.page.h1.lower()
    assert len(browser.page.of_class("btn-primary")) == 0
    browser.press("Je viens")
    assert said(app, draft, cast.alice) is AnswerValue.YES


def test_a_token_is_of_one_person_and_one_date(app: Flask, cast: Cast, draft: Meeting, browser: Browser) -> None:
    publish(app, cast, draft)
    alice = link_to(app, "alice@mail.example", "oui")[3:46]
    assert alice.startswith(cast.alice.public_id + draft.public_id)
    other_person = cast.bob.public_id + alice[12:]
    other_date = alice[:12] + cast.next_meeting.public_id + alice[24:]
    for token in (other_person, other_date, alice[:-1], alice + "A", alice.swapcase(), "é" * 43, "\ud800" * 3):
        browser.open(f"/r/{token.encode('utf-8', 'surrogatepass').decode('latin-1')}", 404)


def leaves(cast: Cast, _: Meeting) -> tuple[Any, dict[str, Any]]:
    return cast.alice_now, {"left_on": NOW.date()}


def has_another_address(cast: Cast, _: Meeting) -> tuple[Any, dict[str, Any]]:
    return cast.alice, {"email": "alice.martin@mail.example"}


def is_a_draft_again(_: Cast, draft: Meeting) -> tuple[Any, dict[str, Any]]:
    return draft, {"status": Status.DRAFT}


@pytest.mark.parametrize("what", [leaves, has_another_address, is_a_draft_again])
def test_a_link_dies_with_what_it_stood_on(
    app: Flask,
    cast: Cast,
    draft: Meeting,
    browser: Browser,
    what: Callable[[Cast, Meeting], tuple[Any, dict[str, Any]]],
) -> None:
    publish(app, cast, draft)
    link = link_to(app, "alice@mail.example", "oui")
    browser.open(link)
    row, values = what(cast, draft)
    change(app, row, **values)
    browser.press("Je viens", status=404)
    browser.open(link, 404)


def test_after_the_meeting_there_is_nothing_left_to_answer(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    link = link_to(app, "alice@mail.example", "oui")
    browser.open(link)
    with time_machine.travel(NOW + timedelta(days=10)):
        browser.press("Je viens", status=409)
        browser.open(link, 410)
        assert (browser.page.buttons, "Cette rencontre est passée" in browser.page.words) == ([], True)
    assert said(app, draft, cast.alice) is None


def test_a_cancelled_date_asks_nothing(app: Flask, cast: Cast, draft: Meeting, browser: Browser) -> None:
    publish(app, cast, draft)
    link = link_to(app, "alice@mail.example", "oui")
    change(app, draft, status=Status.CANCELLED, cancel_reason="Fuite d’eau au labo.")
    browser.open(link)
    assert (browser.page.buttons, "Cette rencontre est annulée" in browser.page.words) == ([], True)
    assert browser.page.h1.replace("\u202f", " ") == "Le pendule, vendredi 16 octobre"
    assert "Fuite d’eau au labo." in browser.page.words


def test_a_mailbox_of_siblings_names_whose_answer_it_is(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    text = text_to(app, "famille.faure@mail.example").replace("\u00a0", " ")
    assert ["Tom vient :" in text, "Tess ne vient pas :" in text, "Je viens :" in text] == [True, True, False]
    browser.open(link_to(app, "famille.faure@mail.example", "oui"))
    browser.press("Tess vient")
    assert (said(app, draft, cast.tess), said(app, draft, cast.tom)) == (AnswerValue.YES, None)


def test_a_mailbox_that_a_parent_reads_is_not_spoken_to_as_the_young_person(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    link = link_to(app, "alice@mail.example", "oui")
    with app.app_context():
        db.session.get_one(Guardian, cast.grace.id).email = "Alice@mail.example"
        db.session.commit()
    browser.open(link)
    assert browser.page.buttons[:1] == ["Alice vient"]


def test_a_parent_answers_for_a_minor_until_they_are_of_age(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    link = link_to(app, "grace.martin@famille.example", "non")
    browser.open(link)
    browser.press("Alice ne vient pas")
    assert said(app, draft, cast.alice) is AnswerValue.NO
    change(app, cast.alice, born_on=NOW.date().replace(year=NOW.year - 18))
    browser.open(link, 404)


def pressed(browser: Browser) -> list[str]:
    return [words_of(each) for each in browser.page.all("button") if each.get("aria-pressed") == "true"]


def test_a_family_finds_each_of_its_answers_where_it_gave_it(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    family = "famille.faure@mail.example"
    tom, tess = (link_to(app, family, "oui", number) for number in (0, 1))
    browser.open(tom)
    first = browser.page.buttons[0]
    browser.press(first)
    browser.open(tess)
    second = browser.page.buttons[0]
    browser.press("Peut-être")
    for link, answer in ((tom, first), (tess, "Peut-être")):
        browser.open(link)
        assert pressed(browser) == [answer]
        assert "C’est noté" in browser.page.words
        assert "ne s’affiche pas ici" not in browser.page.words
    assert first != second
    browser.open(link_to(app, family, "non", 0))  # another answer is asked for: it comes first, what stands is said
    assert ["ne vient pas" in browser.page.buttons[0], pressed(browser)] == [True, [first]]
    elsewhere = Browser(app)
    elsewhere.open(tom)
    assert (pressed(elsewhere), "C’est noté" in elsewhere.page.words) == ([], False)


def test_a_parent_who_is_no_contact_any_more_answers_nothing(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    link = link_to(app, "grace.martin@famille.example", "non")
    with app.app_context():
        db.session.delete(db.session.get_one(Guardian, cast.grace.id))
        db.session.commit()
    browser.open(link, 404)


def test_pressed_twice_it_is_one_answer(app: Flask, cast: Cast, draft: Meeting, browser: Browser) -> None:
    publish(app, cast, draft)
    browser.open(link_to(app, "alice@mail.example", "oui"))
    browser.press("Je viens")
    revision = db_revision(app, draft, cast.alice_now)
    browser.open(link_to(app, "alice@mail.example", "oui"))
    if "Je viens" in browser.page.buttons:
        browser.press("Je viens")
    assert db_revision(app, draft, cast.alice_now) == revision


def db_revision(app: Flask, meeting: Meeting, ambassador: Ambassador) -> list[int]:
    with app.app_context():
        query = select(Answer.revision).where(Answer.meeting_id == meeting.id, Answer.ambassador_id == ambassador.id)
        return list(db.session.scalars(query))


def test_of_a_closed_season_the_page_says_so_with_the_year_of_that_season(
    app: Flask, cast: Cast, draft: Meeting, browser: Browser
) -> None:
    publish(app, cast, draft)
    link = link_to(app, "alice@mail.example", "oui")
    change(app, cast.season, archived_at=clock.now())
    page = browser.open(link, 410)
    assert "La saison 2026-2027 est close" in page.words
    assert "Cette rencontre est passée" not in page.words
    assert [words_of(each) for each in page.all("i")] == ["27"]
