"""Eight windows of the team mark the same six young people at once, each press sent twice: of each person one mark is
written, whoever said otherwise is told, and nothing is doubled or refused for being busy.

And of an undo and a colleague's mark at once, the first one stands and the other is told.

Without the lock on the meeting the same play fails. `./run prove rollcall` plays twenty rounds.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from itertools import product
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.actions import begin_session
from accounts.rules import Device
from ambassadors.models import Ambassador
from core import clock
from core.db import db
from core.settings import Settings
from meetings.models import Meeting
from meetings.rollcall.models import Attendance, Mark, RollCall
from meetings.rollcall.rules import Presence
from tests import world
from tests.product import running
from tests.proof.strength import at
from tests.proof.test_places import at_once
from tests.proof.test_together import cookie_of
from tests.proof.writers import Client

ROUNDS = at(suite=1, full=20)
WINDOWS, PEOPLE, TWICE = 8, 6, 2
VALUES = [each.value for each in Presence]


def sent(
    client: Client, path: str, marks: dict[str, tuple[str, str]], *, seen: int = 0, expected: int = 200
) -> Callable[[], str]:
    """Send these marks, by person: the window's own name for each and its value; the answer as JSON text."""
    body = {"csrf_token": client.token}
    for person, (name, value) in marks.items():
        body |= {f"id-{person}": name, f"value-{person}": value, f"seen-{person}": f"{seen}:"}

    def press() -> str:
        connection = HTTPConnection("127.0.0.1", client.port, timeout=30)
        headers = {
            "Host": f"localhost:{client.port}",
            "Origin": f"http://localhost:{client.port}",
            "Cookie": f"cohorte={client.cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        connection.request("POST", path, urlencode(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        assert answer.status == expected, f"{answer.status}: {text[:200]}"
        return text

    return press


@dataclass
class Scene:
    """Who marks, whom, and at which meetings: their keys in the database and their addresses."""

    cookie: str
    people: list[str]
    paths: dict[int, str]


@pytest.fixture
def scene(app: Flask) -> Scene:
    now = clock.now()
    with app.app_context():
        erin = world.person("Erin Lambert", now=now)
        season = world.season(world.programme(coordinator=erin, now=now), now=now)
        people = [world.ambassador(season, f"Jeune {number}", email="", now=now).public_id for number in range(PEOPLE)]
        meetings = [world.meeting(season, in_days=number, now=now) for number in range(ROUNDS)]
        paths = {each.id: f"/equipe/rencontres/{each.public_id}/presences" for each in meetings}
        life = timedelta(days=1)
        key = begin_session(erin, device=Device.OWN, life=life, browser_name="", person="", now=now)
        db.session.commit()
    return Scene(cookie_of(app, key), people, paths)


def test_of_two_at_once_one_is_written_and_the_other_is_told(app: Flask, settings: Settings, scene: Scene) -> None:
    with running(settings) as server:
        for meeting_id in scene.paths:
            play(app, server.port, scene, meeting_id)
        log = server.log.read_text()
    assert [line for line in log.splitlines() if "locked" in line or "Traceback" in line or '" 5' in line] == []


def test_without_the_lock_it_fails(app: Flask, settings: Settings, scene: Scene) -> None:
    """On PostgreSQL the constraint refuses a second first row; on SQLite nearly all are refused."""
    with running(settings, application="tests.proof.unlocked:create_app()") as server, pytest.raises(AssertionError):
        play(app, server.port, scene, next(iter(scene.paths)))


def play(app: Flask, port: int, scene: Scene, meeting_id: int) -> None:
    client, path, people = Client(port, scene.cookie), scene.paths[meeting_id], scene.people
    assert client.get(path)[0] == 200
    at_once([lambda: str(Client(port, scene.cookie).get(path)[0])] * WINDOWS)  # every worker is awake
    presses: list[Callable[[], str]] = []
    wanted: dict[str, str] = {}
    for window, _twice in product(range(WINDOWS), range(TWICE)):
        value = VALUES[window % len(VALUES)]
        marks = {person: (f"window {window}, {person}", value) for person in people}
        wanted |= dict(marks.values())
        presses.append(sent(client, path, marks))
    answers = [json.loads(text) for text in at_once(presses)]
    outcomes: dict[str, set[str]] = {}
    for each in (mark for answer in answers for mark in answer["marks"]):
        outcomes.setdefault(each["id"], set()).add(each["outcome"])
    with app.app_context():
        rows = db.session.execute(
            select(Ambassador.public_id, Attendance.value, Attendance.version)
            .join(Attendance, Attendance.ambassador_id == Ambassador.id)
            .where(Attendance.meeting_id == meeting_id)
        ).all()
        written = Counter(db.session.scalars(select(Mark.client_id).where(Mark.meeting_id == meeting_id)))
        assert db.session.query(RollCall).filter_by(meeting_id=meeting_id).count() == 1
    stands = {person: value.value for person, value, version in rows if value and version == 1}
    assert (sorted(stands), len(rows)) == (sorted(people), PEOPLE)  # one row each, changed once
    assert (len(written), set(written.values())) == (PEOPLE, {1})  # one mark each, once
    for name, value in wanted.items():
        person = name.partition(", ")[2]
        expected = {"kept"} if name in written else {"same"} if value == stands[person] else {"conflict"}
        assert outcomes[name] == expected, (name, outcomes[name])


def test_an_undo_and_a_colleagues_mark_at_once_never_erase_each_other(
    app: Flask, settings: Settings, scene: Scene
) -> None:
    """Everybody has left, noted by one of the team; that is taken back while a colleague marks them absent."""
    with app.app_context():
        meeting = db.session.get_one(Meeting, next(iter(scene.paths)))
        path = scene.paths[meeting.id]
        of = db.session.query(Ambassador).where(Ambassador.public_id.in_(scene.people)).all()
        for each in of:
            row = world.attendance(meeting, each)
            row.left_at = meeting.ends_at
        db.session.commit()
    with running(settings) as server:
        client = Client(server.port, scene.cookie)
        assert client.get(path)[0] == 200
        presses: list[Callable[[], str]] = []
        for person in scene.people:
            presses += [sent(client, f"{path}/{person}/retour?version=1", {}, expected=303)]
            presses += [sent(client, path, {person: (f"absent {person}", "absent")}, seen=1)]
        answers = at_once(presses)
    told = [mark for text in answers[1::2] for mark in json.loads(text)["marks"]]
    with app.app_context():
        stands = {
            each.ambassador.public_id: (each.value, each.version, each.left_at)
            for each in db.session.query(Attendance)
            if each.ambassador
        }
    for each in told:
        value = Presence.ABSENT if each["outcome"] == "kept" else Presence.PRESENT
        assert stands[each["person"]] == (value, 2, None)  # one of the two was written, never both
    assert {each["outcome"] for each in told} <= {"kept", "conflict"}
    assert len(told) == PEOPLE
