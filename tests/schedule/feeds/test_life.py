"""A season's whole life in one calendar, by the acts of the product itself, at a clock that stands still."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select, update

from accounts.models import User
from core.db import Model, db
from core.settings import Settings
from meetings import actions
from meetings import rules as meetings
from meetings.models import Meeting
from outings import rules as outings
from outings.models import Outing
from projects.models import Call
from schedule.feeds import actions as feeds
from schedule.feeds.rules import feed_token
from schedule.models import Feed
from schedule.restored.actions import AHEAD, put_right
from seasons.actions import reopen
from seasons.models import Season
from tests.readers.life import LATER, Life
from tests.world import NOW, Cast


@dataclass(frozen=True)
class Told:
    """What calendars compare, of one date after one act."""

    act: str
    uid: str
    sequence: int
    changed_at: datetime
    stamp: datetime


@pytest.fixture
def life(app: Flask, cast: Cast) -> Life:
    return Life(app, cast)


def events(text: bytes | str) -> list[Any]:
    return list(Calendar.from_ical(text).events)


def told(act: str, text: str, title: str) -> list[Told]:
    found = [each for each in events(text) if str(each["summary"]).endswith(title)]
    return [Told(act, e["uid"], int(e["sequence"]), e["last-modified"].dt, e["dtstamp"].dt) for e in found]


def served(life: Life) -> Any:
    return life.app.test_client().get(life.address)


def test_point_02_the_uid_stays_for_a_whole_life(life: Life) -> None:
    """Moved, moved back, cancelled, restored, its season closed and opened again."""
    seen = [each for act, text, _ in life.stages() for each in told(act, text, "Séance 2")]
    acts = ["publish", "move", "move_back", "cancel", "restore", "rename_the_place", "change_its_zone"]
    assert [each.act for each in seen] == acts  # and none while its season is closed
    with life.app.test_request_context(method="POST"):
        reopen(db.session.get_one(Season, life.cast.season.id), now=LATER)
        db.session.commit()
    again = told("reopen", served(life).get_data(as_text=True), "Séance 2")
    assert {each.uid for each in [*seen, *again]} == {seen[0].uid}
    assert [each.sequence for each in again] == [seen[-1].sequence]


def test_point_03_each_act_raises_both_though_the_clock_stands_still(life: Life) -> None:
    """Also of a date nobody touched, when its place is renamed. Fails without the second that `meetings` adds."""
    stages = [(act, text) for act, text, _ in life.stages()]
    moved = [each for act, text in stages for each in told(act, text, "Séance 2")]
    assert [later.sequence - earlier.sequence for earlier, later in pairwise(moved)] == [1] * 6
    assert min(later.changed_at - earlier.changed_at for earlier, later in pairwise(moved)) >= timedelta(seconds=1)
    assert [each.stamp for each in moved] == [each.changed_at for each in moved]
    other = [each for act, text in stages for each in told(act, text, "Séance 4")]
    raised = [later.act for earlier, later in pairwise(other) if later.sequence > earlier.sequence]
    assert raised == ["rename_the_place", "change_its_zone"]
    assert len({(each.sequence, each.changed_at) for each in other}) == 3


def test_point_03_what_is_saved_without_a_change_raises_nothing(life: Life) -> None:
    stages = life.stages()
    for _ in range(2):
        next(stages)
    before = served(life)
    with life.app.test_request_context(method="POST"):
        meeting, by = life.meeting(), db.session.get_one(User, life.cast.erin.id)
        actions.change(meeting, actions.details_of(meeting), by=by, now=LATER + timedelta(hours=1))
        db.session.commit()
    after = served(life)
    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])


def test_point_05_what_a_calendar_may_hold_is_never_deleted() -> None:
    """Nothing becomes a draft again, and only drafts go."""
    for rules, draft in ((meetings, meetings.Status.DRAFT), (outings, outings.Status.DRAFT)):
        for step, ways in rules.STEPS.items():
            for status, after in ways.items():
                assert status is draft or after not in (draft, None), (step, status)


def address(app: Flask, settings: Settings, cast: Cast, name: str = "") -> str:
    key = settings.key("feeds")
    with app.app_context():
        bob = db.session.merge(cast.bob)
        feed = feeds.make_for_young_person(bob, name=name, language="fr", key=key, now=NOW)
        db.session.commit()
        return f"/cal/{feed_token(feed.nonce, key)}.ics"


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_point_11_a_head_of_the_feed_is_its_get_without_the_body(
    app: Flask, settings: Settings, cast: Cast, accepted: str
) -> None:
    path, client, headers = address(app, settings, cast), app.test_client(), {"Accept-Encoding": accepted}
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        got, head = client.get(path, headers=headers), client.head(path, headers=headers)
    for answer in (got, head):
        del answer.headers["Content-Security-Policy"]  # its nonce is another each time
    assert (head.status_code, head.data, dict(head.headers)) == (200, b"", dict(got.headers))
    assert got.headers.get("Content-Encoding", "identity") == accepted
    assert int(got.headers["Content-Length"]) == len(got.data)


def test_point_11_nothing_forbids_programs_to_ask(app: Flask, settings: Settings, cast: Cast) -> None:
    """Google asks for robots.txt first; what it may not read it does not show."""
    assert "/cal" not in app.test_client().get("/robots.txt").get_data(as_text=True)
    assert app.test_client().get(address(app, settings, cast), headers={"Accept": "text/html"}).status_code == 200


def test_point_12_one_person_has_several_links_and_ends_one_alone(app: Flask, settings: Settings, cast: Cast) -> None:
    paths = [address(app, settings, cast, name) for name in ("", "Maman", "Ordinateur")]
    assert len(set(paths)) == 3
    with app.app_context():
        (maman,) = db.session.query(Feed).filter_by(name="Maman")
        feeds.end(maman, now=NOW)
        db.session.commit()
    counts = [len(events(app.test_client().get(path).data)) for path in paths]
    assert (counts[0], counts[1], counts[2]) == (6, 0, 6)


def test_point_13_who_leaves_keeps_an_address_that_answers_and_is_empty(
    app: Flask, settings: Settings, cast: Cast
) -> None:
    """Not 404 nor 410, on which phones keep the old dates; and a place in another season fills it again."""
    path, client = address(app, settings, cast), app.test_client()
    for left_on, count in ((date(2026, 10, 6), 0), (None, 6)):
        with app.app_context():
            db.session.get_one(type(cast.bob_now), cast.bob_now.id).left_on = left_on
            db.session.commit()
        for days in (0, 100):
            with time_machine.travel(NOW + timedelta(days=days), tick=False):
                answer = client.get(path)
            assert (answer.status_code, len(events(answer.data))) == (200, count)
            assert b"BEGIN:VTIMEZONE" in answer.data


def test_point_16_after_the_command_every_client_takes_every_date(app: Flask, settings: Settings, cast: Cast) -> None:
    path, client = address(app, settings, cast), app.test_client()
    before = client.get(path)
    done = app.test_cli_runner().invoke(args=["feed", "raise-revisions"])
    assert done.exit_code == 0
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    earlier, later = (
        {e["uid"]: (int(e["sequence"]), e["last-modified"].dt) for e in events(answer.data)}
        for answer in (before, after)
    )
    assert all(sequence > earlier[uid][0] for uid, (sequence, _) in later.items())
    assert all(changed_at > earlier[uid][1] for uid, (_, changed_at) in later.items())


def told_by(client: FlaskClient, path: str) -> dict[str, tuple[int, datetime]]:
    return {e["uid"]: (int(e["sequence"]), e["last-modified"].dt) for e in events(client.get(path).data)}


def test_one_backup_restored_twice_is_news_both_times(app: Flask, settings: Settings, cast: Cast) -> None:
    """Whatever was changed and chosen in between, twenty times each: both numbers rise, on every date."""
    path, client = address(app, settings, cast), app.test_client()
    tables = [Model.metadata.tables[name] for name in ("meeting", "outing", "call", "season", "feed")]
    with app.app_context():
        backup = {table: db.session.execute(select(table)).mappings().all() for table in tables}
    read = [told_by(client, path)]
    for restored_at in (NOW + timedelta(days=1), NOW + timedelta(days=1, minutes=2)):
        with app.app_context():
            for table, before in backup.items():
                for row in before:
                    db.session.execute(update(table).where(table.c.id == row["id"]).values(**row))
            put_right(now=restored_at)
            db.session.commit()
        read.append(told_by(client, path))
        with app.app_context():
            for kind in (Meeting, Outing, Call):
                values = {"sequence": kind.sequence + 20, "changed_at": restored_at + AHEAD + timedelta(seconds=20)}
                db.session.execute(update(kind).values(**values))
            db.session.execute(update(Feed).values(options_revision=20, options_changed_at=restored_at))
            db.session.execute(update(Season).values(feed_revision=Season.feed_revision + 20))
            db.session.commit()
        read.append(told_by(client, path))
    assert len(read[0]) == 6
    for earlier, later in pairwise(read):
        stood = [uid for uid, told in later.items() if told[0] <= earlier[uid][0] or told[1] <= earlier[uid][1]]
        assert [(earlier[uid], later[uid]) for uid in stood] == []
