"""The invented season is whole, believable, and the same for a given day."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from ambassadors.models import Ambassador, Guardian, YoungPerson
from ambassadors.rules import age_on
from core.db import db
from core.outbox import UNSETTLED, Mail
from core.settings import Settings
from demo.story import season_start, tell
from meetings.attendance.access import missed_in
from meetings.models import Answer, Meeting
from meetings.rules import AnswerValue, Status
from projects.models import Call, Project
from projects.rules import ProjectStatus
from schedule.models import Feed
from seasons.models import Programme, Season
from seasons.rules import current
from tests.databases import Rows, empty_tables, put_back, rows_in

NOVEMBER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AWKWARD = [
    datetime(2026, 9, 1, 6, 0, tzinfo=UTC),
    datetime(2027, 7, 20, 9, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
]


def told(app: Flask, now: datetime = NOVEMBER) -> list[str]:
    with app.test_request_context(base_url="http://localhost", method="POST"):
        people = [f"{p.role} {p.name} {p.user.email}" for p in tell(now)]
        db.session.commit()
    return people


@pytest.fixture(scope="module")
def told_before(engine: str) -> list[tuple[list[str], Rows]]:
    """The people of November's story and its rows, once it was told on this engine: quicker put back than told again."""
    return []


@pytest.fixture
def november(app: Flask, settings: Settings, told_before: list[tuple[list[str], Rows]]) -> list[str]:
    if told_before:
        put_back(settings.database_url, told_before[0][1])
    else:
        told_before.append((told(app), rows_in(settings.database_url)))
    return told_before[0][0]


def test_two_programmes_and_thirty_ambassadors_of_twelve_to_twenty_five(app: Flask, november: list[str]) -> None:
    with app.app_context():
        kaleido = db.session.scalars(select(Programme).where(Programme.centre == "Le Kaléido")).one()
        assert db.session.scalar(select(func.count(Programme.id))) == 2
        now = current(kaleido.seasons, date(2026, 11, 24))
        assert now is not None
        assert [s.name for s in kaleido.seasons] == ["2025-2026", "2026-2027"]
        crowd = db.session.scalars(select(YoungPerson).join(Ambassador).where(Ambassador.season_id == now.id)).all()
        ages = [age_on(y.born_on, now.starts_on) for y in crowd]
        assert (len(ages), min(ages), max(ages)) == (30, 12, 25)
        assert {bool(y.guardians) for y in crowd if age_on(y.born_on, now.starts_on) < 18} == {True}


def test_ten_meetings_of_which_one_moved_and_one_is_cancelled(app: Flask, november: list[str]) -> None:
    with app.app_context():
        season = db.session.scalars(
            select(Season).join(Season.programme).where(Programme.centre == "Le Kaléido", Season.name == "2026-2027")
        ).one()
        meetings = db.session.scalars(select(Meeting).where(Meeting.season_id == season.id)).all()
        assert len(meetings) == 10
        assert sum(m.moved_from_on is not None for m in meetings) == 1
        assert sum(m.status is Status.CANCELLED for m in meetings) == 1
        assert {m.held_on.weekday() for m in meetings} == {2}
        assert set(db.session.scalars(select(Answer.value).where(Answer.value.is_not(None)).distinct())) == set(
            AnswerValue
        )


def test_an_open_call_with_ideas_in_every_state(app: Flask, november: list[str]) -> None:
    with app.app_context():
        call = db.session.scalars(select(Call)).one()
        assert call.is_open(NOVEMBER)
        ideas = db.session.scalars(select(Project).order_by(Project.id)).all()
        assert {idea.status for idea in ideas} == set(ProjectStatus)
        for texts in (
            [i.sentence for i in ideas],
            [i.pitch for i in ideas if i.pitch],
            [i.needs for i in ideas if i.needs],
        ):
            assert len(set(texts)) == len(texts)  # each idea has words of its own
        assert [len(i.replies) for i in ideas if i.status is ProjectStatus.SUBMITTED] == [1, 2, 0, 1]


def test_nobody_is_real_and_nothing_waits_to_be_sent(app: Flask, november: list[str]) -> None:
    with app.app_context():
        emails = [*db.session.scalars(select(YoungPerson.email)), *db.session.scalars(select(Guardian.email))]
        assert {e.rsplit(".", 1)[-1] for e in emails if e} == {"example"}
        phones = {p for p in db.session.scalars(select(Guardian.phone)) if p}
        assert phones
        assert all(re.fullmatch(r"\+3363998\d{4}", p) for p in phones)
        assert db.session.scalar(select(func.count(Mail.id)).where(*UNSETTLED)) == 0
    assert {line.split()[0] for line in november} == {"mediator", "ambassador"}


def test_calendars_are_subscribed_to(app: Flask, november: list[str]) -> None:
    with app.app_context():
        feeds = db.session.scalars(select(Feed).order_by(Feed.id)).all()
        assert [(feed.kind.value, feed.name, feed.alarm.value) for feed in feeds] == [
            ("ambassador", "Mon agenda", "none"),
            ("ambassador", "Maman", "day before"),
            ("guardian", "", "none"),
            ("staff", "Ordinateur du bureau", "none"),
            ("staff", "Téléphone", "two hours"),
            ("group", "", "none"),
        ]
        assert all(feed.last_used_on and feed.last_used_on <= NOVEMBER.date() for feed in feeds)


def test_the_same_day_tells_the_same_story(app: Flask, november: list[str], settings: Settings) -> None:
    empty_tables(settings.database_url)
    assert told(app, NOVEMBER + timedelta(hours=5)) == november


@pytest.mark.parametrize("now", AWKWARD, ids=lambda now: now.date().isoformat())
def test_any_day_has_its_story(app: Flask, now: datetime) -> None:
    assert len(told(app, now)) >= 30


@pytest.mark.parametrize(
    ("today", "starts"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 2, 1), 2026)]
)
def test_a_season_begins_in_september(today: date, starts: int) -> None:
    assert season_start(today) == date(starts, 9, 1)


@pytest.mark.parametrize("now", [NOVEMBER, datetime(2027, 3, 3, 9, 0, tzinfo=UTC)], ids=str)
def test_somebody_was_absent_twice_in_a_row(app: Flask, now: datetime) -> None:
    told(app, now)
    with app.app_context():
        kaleido = db.session.scalars(select(Programme).where(Programme.centre == "Le Kaléido")).one()
        season = current(kaleido.seasons, now.date())
        assert season is not None
        assert len(db.session.scalars(missed_in(season, now)).all()) >= 1
