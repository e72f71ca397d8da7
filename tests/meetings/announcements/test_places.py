"""A place that changes while a publication waits: the message says the new one, and nobody hears of a change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core import clock
from core.db import db
from core.outbox import BY_HAND, Mail
from meetings import actions as meetings
from meetings.actions import details_of
from meetings.models import Meeting, MeetingStep, Venue
from meetings.venues import actions as venues
from seasons.models import Programme
from tests import world
from tests.meetings.announcements.test_calls import FIRST, SECOND, Team, team
from tests.meetings.test_actions import EVERYONE
from tests.people import Browser
from tests.world import PARIS, Cast

__all__ = ["team"]
NEW: dict[str, Any] = {"name": "Le grenier", "address": "4 rue des Sources, Trouville", "zone": PARIS}


def publish(team: Team, cast: Cast) -> list[Meeting]:
    """Two dates of a season that has no other, at the lab."""
    for meeting in db.session.scalars(select(Meeting).where(Meeting.season_id == team.season.id)):
        db.session.delete(meeting)
    db.session.flush()
    labo = db.session.get_one(Venue, cast.venue.id)
    return team.publish(replace(FIRST, venue=labo), replace(SECOND, venue=labo))


def move(team: Team, cast: Cast, *, quietly: bool = False, **changes: str) -> bool:
    labo, programme = db.session.get_one(Venue, cast.venue.id), db.session.get_one(Programme, cast.kaleido.id)
    asked = {**NEW, **changes}
    told = venues.change(labo, programme, **asked, quietly=quietly, by=team.by, now=team.later())
    db.session.flush()
    return told


def waiting() -> list[Mail]:
    """What waits to announce dates, by mailbox."""
    waits = (Mail.kind == "dates published", Mail.sent_at.is_(None), Mail.cancelled_at.is_(None))
    return list(db.session.scalars(select(Mail).where(*waits).order_by(Mail.to_email)))


def changed() -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.kind == "place changed").order_by(Mail.to_email)))


@pytest.mark.parametrize("quietly", [False, True])
def test_what_waits_says_the_new_place_at_its_time_and_nobody_hears_of_a_change(
    team: Team, cast: Cast, quietly: bool
) -> None:
    publish(team, cast)
    due = {mail.to_email: mail.due_at for mail in waiting()}
    assert move(team, cast, quietly=quietly) is False
    mails = waiting()
    assert {mail.to_email: mail.due_at for mail in mails} == due
    assert sorted(due) == EVERYONE
    assert {("Le grenier, 4 rue des Sources" in mail.text, "Le labo" in mail.text) for mail in mails} == {(True, False)}
    assert {mail.text.count("\n- ") for mail in mails} == {2}
    assert changed() == []
    assert team.to_call() == [cast.quentin.id]
    acts = set(db.session.scalars(select(MeetingStep.act).where(MeetingStep.act.in_(("place", "venue")))))
    assert acts == {"venue"}  # which nobody is called about


def test_whoever_may_have_read_the_dates_hears_of_the_new_place(team: Team, cast: Cast) -> None:
    publish(team, cast)
    team.has_sent("bob@mail.example")
    assert move(team, cast) is True
    assert [mail.to_email for mail in changed()] == ["bob@mail.example"]
    assert [mail.to_email for mail in waiting()] == [email for email in EVERYONE if email != "bob@mail.example"]
    assert {"Le grenier" in mail.text for mail in waiting()} == {True}


def test_they_hear_of_the_dates_they_know(team: Team, cast: Cast) -> None:
    labo = db.session.get_one(Venue, cast.venue.id)
    publish(team, cast)
    team.has_sent()
    team.publish(replace(FIRST, held_on=FIRST.held_on + timedelta(days=60), venue=labo))
    move(team, cast)
    assert [mail.to_email for mail in changed()] == EVERYONE
    assert {mail.text.count("\n- ") for mail in changed()} == {2}
    assert [("Le grenier" in mail.text, mail.due_at > team.now) for mail in waiting()] == [(True, True)] * len(EVERYONE)


def test_who_was_called_about_the_dates_is_called_about_the_place(team: Team, cast: Cast) -> None:
    publish(team, cast)
    team.has_called_quentin()
    assert (team.to_call(), move(team, cast), team.to_call()) == ([], True, [cast.quentin.id])
    assert changed() == []


def test_what_the_team_wrote_by_hand_leaves_first_and_the_new_place_follows(team: Team, cast: Cast) -> None:
    publish(team, cast)
    (own,) = (mail for mail in waiting() if mail.to_email == "bob@mail.example")
    own.text, own.html = "Nos mots.\n", BY_HAND
    db.session.flush()
    move(team, cast)
    db.session.refresh(own)
    assert (own.text, own.due_at) == ("Nos mots.\n", team.now)
    assert [mail.to_email for mail in changed()] == ["bob@mail.example"]


def test_another_title_is_in_what_waits(team: Team, cast: Cast) -> None:
    first, _second = publish(team, cast)
    meetings.change(first, replace(details_of(first), title="Au grenier"), by=team.by, now=team.later())
    assert {"Au grenier" in mail.text for mail in waiting()} == {True}


LATER: dict[str, Callable[[Team, Cast, Meeting], object]] = {
    "held elsewhere": lambda team, cast, _it: move(team, cast),
    "moved": lambda team, _cast, it: team.move(it),
}


@pytest.mark.parametrize("how", LATER)
def test_a_change_that_is_to_be_tried_again_leaves_before_the_next_one(team: Team, cast: Cast, how: str) -> None:
    first, _second = publish(team, cast)
    team.has_sent()
    team.move(first)
    old = db.session.scalars(select(Mail).where(Mail.regarding == first.public_id)).all()
    for mail in old:
        mail.tries, mail.due_at = 1, team.now + timedelta(hours=1)
    db.session.flush()
    LATER[how](team, cast, first)
    for mail in old:
        db.session.refresh(mail)
    assert {mail.due_at for mail in old} == {team.now}


def cancel_all() -> None:
    for mail in waiting():
        mail.cancelled_at = clock.now()
    db.session.flush()


CHANGES: dict[str, Callable[[Team, Cast, Meeting], object]] = {
    "moved": lambda team, _cast, it: team.move(it),
    "held elsewhere": lambda team, cast, _it: move(team, cast),
    "cancelled": lambda team, _cast, it: team.cancel(it),
}


@pytest.mark.parametrize("how", CHANGES)
def test_put_back_it_says_the_dates_as_they_are(app: Flask, cast: Cast, browser: Browser, how: str) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        team = Team(cast)
        first, _second = publish(team, cast)
        dispatch = waiting()[0].dispatch
        cancel_all()
        CHANGES[how](team, cast, first)
        world.commit()
    browser.open(f"/equipe/courriers/{dispatch}")
    browser.press("Envoyer quand même")
    assert "Il dit les choses comme elles sont maintenant" in browser.page.words
    with app.app_context():
        mails = waiting()
        assert [mail.to_email for mail in mails] == EVERYONE
        found = {("9\u00a0décembre" in m.text, "10\u00a0décembre" in m.text, "Le grenier" in m.text) for m in mails}
    assert found == {
        {"moved": (False, True, False), "held elsewhere": (True, False, True), "cancelled": (False, False, False)}[how]
    }


def test_put_back_as_it_was_when_nothing_changed(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        publish(Team(cast), cast)
        dispatch, texts = waiting()[0].dispatch, [mail.text for mail in waiting()]
        cancel_all()
        world.commit()
    browser.open(f"/equipe/courriers/{dispatch}")
    browser.press("Envoyer quand même")
    assert "comme elles sont" not in browser.page.words
    with app.app_context():
        assert [mail.text for mail in waiting()] == texts


def test_without_a_date_left_it_is_not_put_back(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        team = Team(cast)
        dates = publish(team, cast)
        dispatch = waiting()[0].dispatch
        cancel_all()
        for each in dates:
            team.cancel(each)
        world.commit()
    browser.open(f"/equipe/courriers/{dispatch}")
    browser.press("Envoyer quand même", status=409)
    assert "il ne reste rien à envoyer" in browser.page.words
    with app.app_context():
        assert waiting() == []
