"""Whom no mail reaches is called once about dates that nobody was told of yet, as the dates are; on both engines."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import YoungPerson
from core.db import db
from core.outbox import Mail
from meetings import actions
from meetings.actions import Details, details_of
from meetings.calls.access import occasion, occasion_of
from meetings.models import Meeting
from messages.calls import actions as calls
from messages.models import PhoneCall
from seasons.models import Season
from tests.world import NOW, Cast

FIRST = Details("Rencontre", date(2026, 12, 9), time(14), time(16, 30), None)
SECOND = replace(FIRST, held_on=date(2026, 12, 16))
SOON = NOW + timedelta(minutes=5)


class Team:
    """Erin, who publishes dates and changes them a minute after the other."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, SOON
        self.season, self.by = db.session.get_one(Season, cast.season.id), db.session.get_one(User, cast.erin.id)

    def later(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def publish(self, *asked: Details) -> list[Meeting]:
        now = self.later()
        dates = [actions.add(self.season, each, by=self.by, now=now) for each in asked]
        actions.publish(self.season, dates, by=self.by, now=now)
        db.session.flush()
        return dates

    def move(self, meeting: Meeting) -> None:
        asked = details_of(meeting)
        asked = replace(asked, held_on=asked.held_on + timedelta(days=1))
        actions.change(meeting, asked, by=self.by, now=self.later())
        db.session.flush()

    def cancel(self, meeting: Meeting) -> None:
        actions.cancel(meeting, why="Grève.", by=self.by, now=self.later())
        db.session.flush()

    def restore(self, meeting: Meeting) -> None:
        actions.restore(meeting, by=self.by, now=self.later())
        db.session.flush()

    def has_called_quentin(self) -> None:
        young = db.session.get_one(YoungPerson, self.cast.quentin.id)
        calls.done(occasion_of(self.season), young, by=self.by, now=self.later())
        db.session.flush()

    def has_sent(self, to_email: str = "") -> None:
        """The publications have left, or one mail of them."""
        for mail in db.session.scalars(select(Mail).where(Mail.kind == "dates published")):
            if mail.cancelled_at is None and to_email in ("", mail.to_email):
                mail.sent_at = self.now
        db.session.flush()

    def to_call(self, about: Meeting | None = None) -> list[int]:
        """Who stands on the list of that date, or of the dates of the season, and was not called."""
        matter = occasion(about) if about else occasion_of(self.season)
        query = select(PhoneCall.young_person_id).where(PhoneCall.regarding == matter.regarding)
        return list(db.session.scalars(query.where(PhoneCall.done_at.is_(None))))


@pytest.fixture
def team(app: Flask, cast: Cast) -> Iterator[Team]:
    with app.test_request_context(method="POST"):
        yield Team(cast)


CHANGES: dict[str, list[Callable[[Team, Meeting], None]]] = {
    "moved": [Team.move],
    "cancelled": [Team.cancel],
    "put back": [Team.cancel, Team.restore],
}


def change(team: Team, meeting: Meeting, how: str) -> None:
    for step in CHANGES[how]:
        step(team, meeting)


@pytest.mark.parametrize("how", CHANGES)
def test_nobody_is_called_about_a_change_of_a_date_that_nobody_was_told(team: Team, cast: Cast, how: str) -> None:
    (it,) = team.publish(FIRST)
    assert team.to_call() == [cast.quentin.id]
    change(team, it, how)
    assert team.to_call(it) == []
    assert team.to_call() == ([] if how == "cancelled" else [cast.quentin.id])


@pytest.mark.parametrize("how", CHANGES)
def test_who_was_called_about_the_dates_is_called_about_the_change(team: Team, cast: Cast, how: str) -> None:
    (it,) = team.publish(FIRST)
    team.has_called_quentin()
    change(team, it, how)
    assert (team.to_call(), team.to_call(it)) == ([], [cast.quentin.id])


@pytest.mark.parametrize("how", CHANGES)
def test_once_the_publication_leaves_the_change_is_told(team: Team, cast: Cast, how: str) -> None:
    (it,) = team.publish(FIRST)
    team.has_sent("bob@mail.example")
    change(team, it, how)
    assert (team.to_call(), team.to_call(it)) == ([cast.quentin.id], [cast.quentin.id])


def test_of_several_dates_one_call_stays_as_long_as_one_is_left(team: Team, cast: Cast) -> None:
    first, second = team.publish(FIRST, SECOND)
    left = []
    for step in (team.cancel, team.restore):
        for each in (first, second):
            step(each)
            left.append(team.to_call())
    assert left == [[cast.quentin.id], [], [cast.quentin.id], [cast.quentin.id]]
    assert (team.to_call(first), team.to_call(second)) == ([], [])
    changed = Mail.regarding.in_([first.public_id, second.public_id])
    assert db.session.scalars(select(Mail.id).where(changed)).all() == []


def test_who_waited_for_a_call_about_earlier_dates_still_does(team: Team, cast: Cast) -> None:
    (earlier,) = team.publish(FIRST)
    team.has_sent()
    (later,) = team.publish(SECOND)
    team.cancel(later)
    assert (team.to_call(), team.to_call(later)) == ([cast.quentin.id], [])
    team.cancel(earlier)
    assert team.to_call(earlier) == [cast.quentin.id]


def test_who_was_called_about_earlier_dates_is_asked_for_nothing_new(team: Team) -> None:
    team.publish(FIRST)
    team.has_sent()
    team.has_called_quentin()
    (later,) = team.publish(SECOND)
    team.cancel(later)
    assert team.to_call() == []


def test_where_no_mail_waits_a_change_is_told(team: Team, cast: Cast) -> None:
    (it,) = team.publish(FIRST)
    for mail in db.session.scalars(select(Mail).where(Mail.kind == "dates published")):
        db.session.delete(mail)
    team.move(it)
    assert team.to_call(it) == [cast.quentin.id]
