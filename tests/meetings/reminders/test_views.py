"""The card of a date's reminders: what leaves when, what left, and the switch."""

from datetime import timedelta

import time_machine
from flask import Flask

from core.db import db
from meetings.reminders.chores import send_due
from tests.meetings.reminders.test_actions import WEEK_BEFORE
from tests.people import Browser
from tests.world import Cast


def page(cast: Cast) -> str:
    return f"/equipe/rencontres/{cast.later_meeting.public_id}"


def test_the_page_says_what_leaves_when_and_then_what_left(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(page(cast))
    assert "Mercredi 11 novembre au matin" in browser.page.words
    assert "Mardi 17 novembre au matin" in browser.page.words
    with app.app_context(), time_machine.travel(WEEK_BEFORE, tick=False):
        send_due(now=WEEK_BEFORE)
    with time_machine.travel(WEEK_BEFORE + timedelta(hours=1)):
        browser.enter(cast.frank)
        browser.open(page(cast))
        browser.follow("Mercredi 11 novembre à 10 h, 8 courriers")
        assert browser.page.h1.startswith("Mercredi 18 novembre")


def test_a_press_stops_them_another_sends_them_again(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    browser.open(page(cast))
    browser.press("Ne pas envoyer de rappels")
    assert "Pas de rappel pour cette rencontre." in browser.page.words
    assert "Rappels arrêtés, Frank Moreau" in browser.page.words
    browser.press("Envoyer des rappels")
    assert "Mardi 17 novembre au matin" in browser.page.words


def test_who_wants_none_is_named(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        db.session.merge(cast.alice).reminders_off_at = WEEK_BEFORE
        db.session.commit()
    browser.enter(cast.frank)
    browser.open(page(cast))
    assert "1 personne n’en veut pas : Alice Martin" in browser.page.words
