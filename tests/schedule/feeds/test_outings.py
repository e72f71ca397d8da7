"""The day of an outing in calendars: when, and nothing of where minors gather, nor of who comes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from accounts.models import User
from core.db import db
from outings import actions
from outings.models import Outing
from schedule.feeds import actions as feed_actions
from schedule.feeds.rules import feed_token
from tests.world import NOW, Cast

Act = Callable[[Outing, User], object]


def address(app: Flask, cast: Cast) -> str:
    """Alice's feed."""
    key = app.extensions["settings"].key("feeds")
    with app.app_context():
        young = db.session.merge(cast.alice)
        feed = feed_actions.make_for_young_person(young, name="Mon agenda", language="fr", key=key, now=NOW)
        db.session.commit()
        return f"/cal/{feed_token(feed.nonce, key)}.ics"


def event(text: str, cast: Cast) -> str:
    """The lines of the outing, unfolded."""
    events = text.replace("\r\n ", "").split("BEGIN:VEVENT")
    return next((each for each in events if cast.outing.uid in each), "")


def test_the_day_is_there_and_the_meeting_point_is_not(app: Flask, cast: Cast) -> None:
    text = app.test_client().get(address(app, cast)).get_data(as_text=True)
    found = event(text, cast)
    assert "SUMMARY:La nuit des étoiles" in found
    assert "DTSTART;TZID=Europe/Paris:20261116T083000" in found
    assert f"/sortie/{cast.outing.public_id}" in found
    assert [word for word in ("LOCATION", "gare", "planétarium", "pique-nique") if word in found] == []
    assert "Sortie en secret" not in text


def test_a_cancelled_outing_stays_and_says_so(app: Flask, cast: Cast) -> None:
    url = address(app, cast)
    with app.test_request_context(method="POST"):
        outing, erin = db.session.get_one(Outing, cast.outing.id), db.session.get_one(User, cast.erin.id)
        actions.cancel(outing, why="Grève.", by=erin, now=NOW)
        db.session.commit()
    found = event(app.test_client().get(url).get_data(as_text=True), cast)
    assert ("STATUS:CANCELLED" in found, "SUMMARY:ANNULÉE – La nuit des étoiles" in found) == (True, True)
    assert "SEQUENCE:1" in found


def edit(outing: Outing, by: User) -> None:
    next_day = outing.held_on + timedelta(days=1)
    asked = replace(actions.details_of(outing), held_on=next_day, returns_on=next_day)
    actions.change(outing, asked, by=by, now=NOW)


def call_off(outing: Outing, by: User) -> None:
    actions.cancel(outing, why="Grève.", by=by, now=NOW)


def call_off_and_back(outing: Outing, by: User) -> None:
    call_off(outing, by)
    actions.restore(outing, by=by, now=NOW)


@pytest.mark.parametrize("act", [edit, call_off, call_off_and_back])
def test_each_act_makes_calendars_ask_again(app: Flask, cast: Cast, act: Act) -> None:
    url, client = address(app, cast), app.test_client()
    tag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    with app.test_request_context(method="POST"):
        act(db.session.get_one(Outing, cast.outing.id), db.session.get_one(User, cast.erin.id))
        db.session.commit()
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_an_outing_that_is_announced_appears(app: Flask, cast: Cast) -> None:
    url, client = address(app, cast), app.test_client()
    tag = client.get(url).headers["ETag"]
    with app.test_request_context(method="POST"):
        draft, erin = db.session.get_one(Outing, cast.draft_outing.id), db.session.get_one(User, cast.erin.id)
        actions.announce(draft, by=erin, now=NOW)
        db.session.commit()
    answer = client.get(url, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Sortie en secret" in answer.get_data(as_text=True)
