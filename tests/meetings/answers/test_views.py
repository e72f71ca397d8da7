"""An answer is given to a day and time: when these move, it is asked again, and what was said is kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask

from accounts.models import User
from core import clock
from core.db import db
from meetings import actions
from meetings.access import answers_in_short, coming_counts, coming_to, said_by, tally
from meetings.actions import details_of
from meetings.models import Meeting
from meetings.rules import AnswerValue, Said
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


def move(app: Flask, cast: Cast, **to: Any) -> None:
    with app.test_request_context(method="POST"):
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        asked = replace(details_of(meeting), **to)
        actions.change(meeting, asked, by=db.session.get_one(User, cast.erin.id), now=clock.now())
        db.session.commit()


def pressed(browser: Browser) -> list[str]:
    return [str(each.get("value")) for each in browser.page.all("button") if each.get("aria-pressed") == "true"]


def test_home_asks_again_after_a_move_and_says_what_was_answered(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.alice)
    browser.open("/accueil")
    browser.press("Je viens")
    assert pressed(browser) == ["yes"]
    move(app, cast, held_on=cast.next_meeting.held_on + timedelta(days=1))
    browser.open("/accueil")
    said = browser.page.words.replace("\u00a0", " ")
    assert "Tu avais dit que tu venais le mercredi 14 octobre à 14 h. La date a changé depuis" in said
    assert pressed(browser) == []
    browser.open("/agenda")
    assert "Réponse à confirmer" in browser.page.words
    browser.open(f"/rencontres/{cast.next_meeting.public_id}")
    assert "Tu avais dit que tu venais" in browser.page.words
    browser.press("Je viens")  # the same answer, to the new date
    assert pressed(browser) == ["yes"]
    assert "Tu avais dit" not in browser.page.words


def test_moved_back_an_answer_holds_again_by_itself(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.bob)  # said no
    first = cast.next_meeting.start_time
    move(app, cast, start_time=first.replace(hour=13))
    browser.open("/accueil")
    assert ("Tu avais dit que tu ne venais pas" in browser.page.words, pressed(browser)) == (True, [])
    move(app, cast, start_time=first)
    browser.open("/accueil")
    assert ("Tu avais dit" in browser.page.words, pressed(browser)) == (False, ["no"])


def test_another_place_or_title_asks_nobody_again(app: Flask, cast: Cast, browser: Browser) -> None:
    move(app, cast, venue=None, title="Le pont")
    browser.enter(cast.bob)
    browser.open("/accueil")
    assert pressed(browser) == ["no"]


def test_an_answer_to_a_page_that_shows_the_old_date_is_not_taken_for_the_new_one(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    browser.enter(cast.alice)
    browser.open("/accueil")
    move(app, cast, held_on=cast.next_meeting.held_on + timedelta(days=1))
    browser.press("Je viens", status=409)
    assert "La date a changé pendant ta lecture" in browser.page.words
    assert pressed(browser) == []
    browser.press("Je viens")
    assert pressed(browser) == ["yes"]


def test_the_team_counts_what_is_to_be_confirmed_apart_from_silence(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        for ambassador in (cast.alice_now, cast.dora_now):
            world.answer(meeting, db.session.merge(ambassador))
        world.commit()
    move(app, cast, held_on=cast.next_meeting.held_on + timedelta(days=1))
    with app.app_context():
        meeting, bob = db.session.get_one(Meeting, cast.next_meeting.id), db.session.merge(cast.bob_now)
        actions.answer(meeting, bob, AnswerValue.NO, now=NOW)
        db.session.commit()
        expected = dict.fromkeys(Said, 0) | {Said.NO: 1, Said.TO_CONFIRM: 2, Said.NOTHING: 4}
        assert tally(meeting) == expected
        assert {what: len(people) for what, people in said_by(meeting).items()} == expected
        assert (coming_counts(meeting.season).get(meeting.id), db.session.scalars(coming_to(meeting)).all()) == (
            None,
            [],
        )
        assert answers_in_short(db.session.merge(cast.alice_now)) == {"yes": 1, "maybe": 0, "no": 0}  # the past one
    browser.enter(cast.erin)
    for page in ("/equipe", f"/equipe/rencontres/{cast.next_meeting.public_id}"):
        browser.open(page)
        units = [" ".join("".join(each.itertext()).split()) for each in browser.page.of_class("units")[0]]
        assert units == ["0vient", "0peut-être", "1ne vient pas", "2à confirmer", "4sans réponse"]
