"""A draft is taken up again from home while its call is open; afterwards it is only there to read."""

from datetime import timedelta

import pytest
from flask import Flask

from core.db import db
from projects.models import Call
from projects.rules import ProjectStatus
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


@pytest.mark.parametrize(("is_over", "label"), [(False, "Continuer"), (True, "Relire")])
def test_a_draft_goes_on_until_the_call_closes(
    app: Flask, cast: Cast, browser: Browser, is_over: bool, label: str
) -> None:
    with app.app_context():
        call = db.session.get_one(Call, cast.call.id)
        world.idea(call, db.session.merge(cast.bob), status=ProjectStatus.DRAFT)
        if is_over:
            call.opens_at, call.closes_at = NOW - timedelta(days=9), NOW - timedelta(days=1)
        world.commit()
    browser.enter(cast.bob)
    page = browser.open("/accueil")
    found = [each for each in page.names("link") if each in ("Continuer", "Relire")]
    assert found == [label]
    assert ("L’appel a fermé" in page.words) is is_over


def test_a_draft_that_came_too_late_does_not_hide_what_was_submitted(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        call, bob = db.session.get_one(Call, cast.call.id), db.session.merge(cast.bob)
        world.idea(call, bob, title="Un volcan", status=ProjectStatus.SUBMITTED)
        world.idea(call, bob, title="Une pluie", status=ProjectStatus.DRAFT)
        call.opens_at, call.closes_at = NOW - timedelta(days=9), NOW - timedelta(days=1)
        world.commit()
    browser.enter(cast.bob)
    words = browser.open("/accueil").words
    assert ("Un volcan" in words, "Une pluie" in words) == (True, False)
