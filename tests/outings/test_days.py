"""What else the day of an outing is, told while it can still be chosen."""

from datetime import date

from flask import Flask

from core.db import db
from outings.models import Outing
from seasons.actions import close_dates
from tests import world
from tests.people import Browser
from tests.world import Cast


def on(app: Flask, cast: Cast, first_on: date, last_on: date) -> None:
    with app.app_context():
        outing = db.session.get_one(Outing, cast.draft_outing.id)
        outing.held_on, outing.returns_on = first_on, last_on
        world.commit()


def told(browser: Browser, outing: Outing) -> bool:
    return "Autre chose ce jour-là" in browser.open(f"/equipe/sortie/{outing.public_id}").words


def test_a_holiday_a_closure_and_a_meeting_are_told_of_a_draft(app: Flask, cast: Cast, browser: Browser) -> None:
    on(app, cast, date(2026, 11, 10), date(2026, 11, 11))
    with app.app_context():
        programme = db.session.merge(cast.kaleido)
        close_dates(programme, first_on=date(2026, 11, 10), last_on=date(2026, 11, 12), reason="Inventaire")
        world.commit()
    browser.enter(cast.erin)
    page = browser.open(f"/equipe/sortie/{cast.draft_outing.public_id}")
    for words in ("Jour férié, Armistice 1918", "Le centre est fermé"):
        assert words in page.words
    assert page.words.count("Inventaire") == 1
    on(app, cast, cast.next_meeting.held_on, cast.next_meeting.held_on)
    assert "Une rencontre : « Construire un pont »" in browser.open(page.url).words


def test_neither_school_holidays_nor_what_is_announced_are(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    on(app, cast, date(2026, 10, 27), date(2026, 10, 27))
    assert not told(browser, cast.draft_outing)
    on(app, cast, date(2026, 11, 11), date(2026, 11, 11))
    assert told(browser, cast.draft_outing)
    assert not told(browser, cast.outing)
