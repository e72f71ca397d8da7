"""A series is made once, however often and from wherever it is asked for."""

from datetime import date, time
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import func, select

from accounts.models import User
from core.db import db
from meetings.actions import Details
from meetings.models import Meeting
from meetings.series import actions
from seasons.models import Season
from tests.world import NOW, Cast

TEN = [Details("Rencontre", date(2027, 1, day), time(9), time(11), None) for day in range(4, 14)]


def test_two_people_at_once_make_ten_dates(app: Flask, cast: Cast) -> None:
    together, made = Barrier(2), []

    def plan() -> None:
        with app.test_request_context(method="POST"):
            season, erin = db.session.get_one(Season, cast.season.id), db.session.get_one(User, cast.erin.id)
            db.session.commit()
            together.wait(10)
            made.append(len(actions.add(season, TEN, by=erin, now=NOW)))
            db.session.commit()

    people = [Thread(target=plan) for _ in range(2)]
    for each in people:
        each.start()
    for each in people:
        each.join(30)
    with app.app_context():
        count = db.session.scalar(select(func.count(Meeting.id)).where(Meeting.start_time == time(9)))
    assert (sorted(made), count) == ([0, 10], 10)


def test_what_stands_that_day_at_another_hour_is_another_date(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        season, erin = db.session.get_one(Season, cast.season.id), db.session.get_one(User, cast.erin.id)
        held_on = cast.next_meeting.held_on
        asked = [
            Details("Deux", held_on, time(14), time(15), None),
            Details("Trois", held_on, time(17), time(18), None),
        ]
        assert [m.title for m in actions.add(season, asked, by=erin, now=NOW)] == ["Trois"]
