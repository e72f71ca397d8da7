"""What the team holds back or has stopped says, if it leaves, what is true then: later news takes its place; on both
engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ambassadors.models import Ambassador
from core.db import db
from core.errors import RuleBroken
from core.outbox import KEPT_BACK, OUTDATED, Mail
from meetings import actions
from meetings.models import Meeting
from meetings.reminders.models import Reminder
from meetings.reminders.rules import ReminderKind
from meetings.rules import AnswerValue
from messages import actions as messages
from tests import world
from tests.meetings.announcements.test_calls import FIRST, Team, team
from tests.people import Browser
from tests.world import Cast

__all__ = ["team"]
HELD = "held"


def about(meeting: Meeting) -> list[Mail]:
    db.session.flush()
    query = select(Mail).where(Mail.regarding == meeting.public_id).order_by(Mail.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def leaving(meeting: Meeting, to_email: str = "bob@mail.example") -> list[Mail]:
    """What will reach Bob about that date, or already has."""
    return [mail for mail in about(meeting) if mail.cancelled_at is None and mail.to_email == to_email]


def kept_back(team: Team, how: str) -> Meeting:
    """A date that everybody knows and that moved, which nobody was told: the team held the mails, or stopped them."""
    (it,) = team.publish(FIRST)
    team.has_sent()
    team.move(it)
    dispatch = about(it)[0].dispatch
    (messages.hold if how == HELD else messages.cancel)(dispatch, now=team.later())
    return it


@pytest.mark.parametrize("how", [HELD, "stopped"])
def test_a_second_move_is_told_from_the_day_they_know(team: Team, how: str) -> None:
    it = kept_back(team, how)
    team.move(it)
    (mail,) = leaving(it)
    assert mail.held_at is None
    assert [day in mail.text for day in ("9\u00a0décembre", "10\u00a0décembre", "11\u00a0décembre")] == [
        True,
        False,
        True,
    ]
    assert mail.subject.startswith("Mercredi 9")
    assert {each.last_error for each in about(it) if each.cancelled_at} == {OUTDATED}


def test_held_again_it_still_starts_from_there(team: Team) -> None:
    it = kept_back(team, HELD)
    team.move(it)
    messages.hold(leaving(it)[0].dispatch, now=team.later())
    team.move(it)
    (mail,) = leaving(it)
    assert [f"{day}\u00a0décembre" in mail.text for day in (9, 10, 11, 12)] == [True, False, False, True]


@pytest.mark.parametrize("how", ["they know otherwise", "it may have left before a backup was restored"])
def test_what_they_may_know_all_the_same_is_the_day_they_know(team: Team, how: str) -> None:
    it = kept_back(team, "stopped")
    if how.startswith("they"):
        messages.leave_stopped(about(it)[0].dispatch)
    else:
        for mail in about(it):
            mail.last_error = KEPT_BACK
    team.move(it)
    (mail,) = leaving(it)
    assert [f"{day}\u00a0décembre" in mail.text for day in (9, 10, 11)] == [False, True, True]


def test_moved_back_there_is_nothing_to_tell(team: Team) -> None:
    it = kept_back(team, HELD)
    for _day in range(2):
        it.held_on -= timedelta(days=1)
        it.starts_at -= timedelta(days=1)
        it.ends_at -= timedelta(days=1)
    team.move(it)  # on the ninth again
    assert it.held_on == FIRST.held_on
    assert leaving(it) == []


def test_cancelled_the_day_they_know_is_named(team: Team) -> None:
    it = kept_back(team, HELD)
    team.cancel(it)
    (mail,) = leaving(it)
    assert ("annulée" in mail.subject, "9\u00a0décembre" in mail.text, "10\u00a0décembre" in mail.text) == (
        True,
        True,
        False,
    )


def test_a_cancellation_that_was_held_is_no_news_once_it_takes_place_again(team: Team) -> None:
    (it,) = team.publish(FIRST)
    team.has_sent()
    team.cancel(it)
    messages.hold(about(it)[0].dispatch, now=team.later())
    team.restore(it)
    assert leaving(it) == []


def test_what_was_replaced_cannot_be_sent_after_all(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        team = Team(cast)
        it = kept_back(team, "stopped")
        dispatch = about(it)[0].dispatch
        world.commit()
    address = f"/equipe/courriers/{dispatch}"
    before = browser.open(address)
    assert "Envoyer quand même" in before.buttons
    with app.test_request_context(method="POST"):
        team = Team(cast)
        team.now += timedelta(hours=1)
        team.move(db.session.get_one(Meeting, it.id))
        world.commit()
    browser.page = before
    refused = browser.press("Envoyer quand même", status=409)
    assert "Trop tard" in refused.words
    page = browser.open(address)
    assert ("remplacé" in page.words, "Envoyer quand même" in page.buttons) == (True, False)
    with app.app_context():
        assert len(leaving(db.session.get_one(Meeting, it.id))) == 1


def test_a_reminder_of_a_day_that_is_no_more_is_not_put_back(team: Team) -> None:
    (it,) = team.publish(FIRST)
    team.has_sent()
    mail = Mail(kind="reminder", message_id="<r@x.example>", to_email="bob@mail.example", subject="s")
    mail.text, mail.created_at, mail.due_at = "t", team.now, team.now
    db.session.add(mail)
    db.session.flush()

    made = {"kind": next(iter(ReminderKind)), "held_on": it.held_on, "written_at": team.now, "mail_count": 1}
    db.session.add(Reminder(meeting_id=it.id, dispatch=mail.dispatch, **made))
    db.session.flush()
    messages.cancel(mail.dispatch, now=team.later())
    team.move(it)
    db.session.refresh(mail)
    assert mail.last_error == OUTDATED


def twice_moved(team: Team) -> tuple[Meeting, str, str]:
    """A date that moved twice while no mail could leave: the dispatch of either news."""
    (it,) = team.publish(FIRST)
    team.has_sent()
    team.move(it)
    first = about(it)[0].dispatch
    team.move(it)
    return it, first, about(it)[-1].dispatch


def test_what_is_stopped_behind_later_news_never_leaves(team: Team) -> None:
    it, first, second = twice_moved(team)
    messages.cancel(first, now=team.later())
    assert {mail.last_error for mail in about(it) if mail.dispatch == first} == {OUTDATED}
    with pytest.raises(RuleBroken):
        messages.restore(first)
    messages.cancel(second, now=team.later())
    messages.restore(second)
    assert [mail.dispatch for mail in leaving(it)] == [second]


def test_what_later_news_follows_is_not_held_either(team: Team) -> None:
    it, first, second = twice_moved(team)
    with pytest.raises(RuleBroken):
        messages.hold(first, now=team.later())
    messages.hold(second, now=team.later())
    assert [mail.held_at is not None for mail in leaving(it)] == [False, True]


def test_what_failed_is_not_sent_again_behind_later_news_be_it_to_another_address(team: Team) -> None:
    it, _first, _second = twice_moved(team)
    old, new = leaving(it)
    new.to_email = "bob.neu@mail.example"
    for mail in (old, new):
        mail.failed_at = team.now
    db.session.flush()
    with pytest.raises(RuleBroken):
        messages.send_again(old, to_email="bob.neu@mail.example", now=team.later())
    messages.send_again(new, to_email="bob@mail.example", now=team.later())
    assert [(mail.failed_at is None, mail.to_email) for mail in (old, new)] == [
        (False, "bob@mail.example"),
        (True, "bob@mail.example"),
    ]


@pytest.mark.parametrize("how", [HELD, "stopped"])
def test_news_of_a_place_that_waits_says_the_day_as_it_is(team: Team, cast: Cast, how: str) -> None:
    (it,) = team.publish(replace(FIRST, place_count=1))
    team.has_sent()
    own, other = (db.session.get_one(Ambassador, each.id) for each in (cast.alice_now, cast.bob_now))
    for each in (own, other):
        actions.answer(it, each, AnswerValue.YES, now=team.later())
    actions.answer(it, own, AnswerValue.NO, now=team.later())
    (placed,) = leaving(it)
    assert "9\u00a0décembre" in placed.text
    (messages.hold if how == HELD else messages.cancel)(placed.dispatch, now=team.later())
    team.move(it)
    db.session.refresh(placed)
    assert ["9\u00a0décembre" in placed.text, "10\u00a0décembre" in placed.text] == [False, True]
    assert (placed.held_at is not None, placed.cancelled_at is not None) == (how == HELD, how == "stopped")
