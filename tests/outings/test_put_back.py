"""An announcement the team had cancelled and puts back says the outing as it is by then; on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from core import clock
from core.db import db
from core.outbox import BY_HAND, Mail
from messages import actions as messages
from outings import actions
from outings.actions import details_of
from outings.emails import ANNOUNCED
from outings.models import Outing
from tests import world
from tests.people import Browser
from tests.world import Cast

CHANGED = (Mail.kind == "outing changed", Mail.cancelled_at.is_(None))


def announcing() -> list[Mail]:
    waits = (Mail.kind == ANNOUNCED, Mail.sent_at.is_(None), Mail.cancelled_at.is_(None))
    return list(db.session.scalars(select(Mail).where(*waits).order_by(Mail.to_email)))


def announce_and_cancel(cast: Cast) -> tuple[str, Outing, User]:
    """The draft is announced; one mail is written by hand; the team cancels them all."""
    draft, erin = db.session.get_one(Outing, cast.draft_outing.id), db.session.get_one(User, cast.erin.id)
    actions.announce(draft, by=erin, now=clock.now())
    db.session.flush()
    mails = announcing()
    mails[0].text, mails[0].html = "Nos mots.\n", BY_HAND
    for mail in mails:
        mail.cancelled_at = clock.now()
    db.session.flush()
    return mails[0].dispatch, draft, erin


@pytest.mark.parametrize("changes", [False, True])
def test_put_back_it_says_the_outing_as_it_is(app: Flask, cast: Cast, browser: Browser, changes: bool) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        dispatch, draft, erin = announce_and_cancel(cast)
        if changes:
            asked = replace(details_of(draft), destination="Très loin")
            actions.change(draft, asked, by=erin, now=clock.now() + timedelta(seconds=1))
        world.commit()
    browser.open(f"/equipe/courriers/{dispatch}")
    browser.press("Envoyer quand même")
    assert ("comme elles sont maintenant" in browser.page.words) is changes
    with app.app_context():
        own, *others = announcing()
        assert own.text == "Nos mots.\n"
        assert {"Très loin" in mail.text for mail in others} == {changes}


def test_an_outing_that_is_cancelled_is_not_announced_after_all(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        dispatch, draft, erin = announce_and_cancel(cast)
        actions.cancel(draft, why="Grève.", by=erin, now=clock.now() + timedelta(seconds=1))
        world.commit()
    browser.open(f"/equipe/courriers/{dispatch}")
    browser.press("Envoyer quand même", status=409)
    assert "il ne reste rien à envoyer" in browser.page.words
    with app.app_context():
        assert announcing() == []


def test_an_announcement_that_was_replaced_does_not_leave_as_well(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        draft, erin = db.session.get_one(Outing, cast.draft_outing.id), db.session.get_one(User, cast.erin.id)
        actions.announce(draft, by=erin, now=clock.now())
        db.session.flush()
        dispatch = announcing()[0].dispatch
        asked = replace(details_of(draft), destination="Très loin")
        actions.change(draft, asked, by=erin, now=clock.now() + timedelta(seconds=1))
        world.commit()
    page = browser.open(f"/equipe/courriers/{dispatch}")
    assert ("Une nouvelle plus récente" in page.words, "Envoyer quand même" in page.buttons) == (True, False)
    with app.app_context():
        mails = announcing()
        assert len(mails) == len({mail.to_email for mail in mails})
        assert {mail.dispatch == dispatch for mail in mails} == {False}


def test_a_change_held_back_twice_is_told_from_what_people_know(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        outing, erin = db.session.get_one(Outing, cast.outing.id), db.session.get_one(User, cast.erin.id)
        known = outing.meeting_point
        for minute, point in enumerate(("La gare", "Le musée"), start=1):
            asked = replace(details_of(outing), meeting_point=point)
            actions.change(outing, asked, by=erin, now=clock.now() + timedelta(minutes=minute))
            db.session.flush()
            (dispatch,) = set(db.session.scalars(select(Mail.dispatch).where(*CHANGED)))
            if point == "La gare":
                messages.hold(dispatch, now=clock.now())
        mails = db.session.scalars(select(Mail).where(*CHANGED)).all()
        assert {(known in mail.text, "La gare" in mail.text, "Le musée" in mail.text) for mail in mails} == {
            (True, False, True)
        }
