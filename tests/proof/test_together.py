"""Two workers and eight people who write at once, on each engine: nothing is lost, doubled or refused for being busy.

`./run prove together` writes for twenty seconds instead of two, and tells how much was written.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.access import KEY
from accounts.actions import begin_session, users_for
from accounts.models import Session, User
from accounts.rules import Device
from ambassadors.models import YoungPerson
from core import clock
from core.db import db
from core.limits import Tally
from core.outbox import Mail
from core.settings import Settings
from meetings.models import Answer, Meeting, MeetingStep
from projects.models import Project
from seasons.models import Season
from tests import world
from tests.post import Office, open_office
from tests.product import WORKERS, Product, running
from tests.proof import writers
from tests.proof.strength import at
from tests.proof.writers import CLOSED, DEAD, Client, Told, Writer

SECONDS = at(suite=2, full=20)
PATIENCE = 60
CROWD = 600
NAMES = ("answers 1", "answers 2", "idea 1", "idea 2", "young people", "moves 1", "moves 2", "sign-ins")


@dataclass
class Scene:
    """What everybody writes to, by its key in the database."""

    young: int
    meetings: list[int]
    moved: int
    season: int
    idea: int
    idea_version: int
    feed_revision: int
    cookies: list[str]
    addresses: list[str]
    told: dict[str, Told] = field(default_factory=lambda: {name: Told() for name in NAMES})


@pytest.fixture
def scene(app: Flask) -> Scene:
    now = clock.now()
    with app.app_context():
        season = world.season(world.programme(coordinator=world.person("Erin Lambert", now=now), now=now), now=now)
        team = [world.mediator(season.programme, name, now=now) for name in ("Frank Moreau", "Judy Blanc", "Kim Roux")]
        young = world.ambassador(season, "Inès", now=now).young_person
        for name in ("Tom", "Tess"):  # they hear of each move
            world.ambassador(season, name, now=now)
        meetings = [world.meeting(season, "Rencontre 0", in_days=days, now=now) for days in (7, 14, 21)]
        idea = world.idea(world.call(season, now=now), young, now=now)
        idea.pitch = ""
        db.session.flush()
        crowd = users_for({f"foule.{number}@mail.example": f"Foule {number}" for number in range(CROWD)}, now=now)
        made = Scene(
            young=young.id,
            meetings=[meeting.id for meeting in meetings[:2]],
            moved=meetings[2].id,
            season=season.id,
            idea=idea.id,
            idea_version=idea.version,
            feed_revision=season.feed_revision,
            cookies=[],
            addresses=list(crowd),
        )
        assert young.user is not None
        people = [(young.user, young.public_id)] * 4 + [(user, "") for user in team]
        keys = [
            begin_session(user, device=Device.OWN, life=timedelta(days=1), browser_name="", person=person, now=now)
            for user, person in people
        ]
        db.session.commit()
    made.cookies = [cookie_of(app, key) for key in keys]
    return made


def cookie_of(app: Flask, key: str) -> str:
    client = app.test_client()
    with client.session_transaction() as session:
        session[KEY] = key
    cookie = client.get_cookie("cohorte", "localhost")
    assert cookie is not None
    return cookie.value


def everybody(app: Flask, scene: Scene, port: int, office: Office) -> list[Writer]:
    with app.app_context():
        dates = [db.session.get_one(Meeting, key).public_id for key in scene.meetings]
        moved, idea = db.session.get_one(Meeting, scene.moved), db.session.get_one(Project, scene.idea)
        where, on, text = moved.public_id, moved.held_on.isoformat(), idea.public_id
    clients = [Client(port, cookie) for cookie in scene.cookies]
    return [
        writers.answers(clients[0], dates[0], "first"),
        writers.answers(clients[1], dates[1], "second"),
        writers.idea(clients[2], text, "a"),
        writers.idea(clients[3], text, "b"),
        writers.young_people(clients[4], "Jeune"),
        writers.moves(clients[5], where, on, "c"),
        writers.moves(clients[6], where, on, "d"),
        writers.sign_ins(port, scene.addresses, office),
    ]


@contextmanager
def at_once(app: Flask, scene: Scene, product: Product, office: Office) -> Iterator[None]:
    """Everybody writes while this goes on; at its end whoever waits for a mail gets it."""
    over = False
    faults: list[str] = []

    def run(writer: Writer, told: Told) -> None:
        try:
            writer(lambda: not over, told)
        except Exception as error:  # a thread's failure would stay its own
            faults.append(repr(error)[:3000])

    pairs = zip(everybody(app, scene, product.port, office), scene.told.values(), strict=True)
    threads = [Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    yield
    over = True
    empty_outbox(app)
    for thread in threads:
        thread.join(60)
    assert (faults, [thread for thread in threads if thread.is_alive()]) == ([], [])
    empty_outbox(app)


def write_for(seconds: float, scene: Scene) -> None:
    """Let everybody write that long, and on a busy machine until each has written something."""
    over, late = time.monotonic() + seconds, time.monotonic() + seconds + PATIENCE
    before = {name: len(told.acknowledged) for name, told in scene.told.items()}
    while time.monotonic() < late:
        time.sleep(0.05)
        idle = [name for name, told in scene.told.items() if len(told.acknowledged) == before[name]]
        if time.monotonic() >= over and not idle:
            return
    raise AssertionError(f"nothing was acknowledged to {idle}")


def end_leases(app: Flask) -> None:
    """What the senders held when they were killed is free now, instead of in two minutes."""
    with app.app_context():
        db.session.execute(db.update(Mail).where(Mail.leased_until.is_not(None)).values(leased_until=clock.now()))
        db.session.commit()


def empty_outbox(app: Flask) -> None:
    """Wait until all mail has left."""
    with app.app_context():
        waiting = select(func.count(Mail.id)).where(Mail.sent_at.is_(None), Mail.cancelled_at.is_(None))
        for _ in range(600):
            if not db.session.scalar(waiting):
                return
            db.session.rollback()
            time.sleep(0.1)
    raise AssertionError("mail stays in the outbox")


@dataclass(frozen=True)
class Found:
    """What the database holds in the end."""

    revision: int  # of the young person's answers
    values: dict[str, str]
    words: Counter[str]
    idea_version: int
    names: Counter[str]
    count: int  # in the title of the date that everybody moves
    moves: int
    sequence: int
    feed_revision: int
    asked: int
    signed_in: int


def look(app: Flask, scene: Scene) -> Found:
    with app.app_context():
        moved, idea = db.session.get_one(Meeting, scene.moved), db.session.get_one(Project, scene.idea)
        values = {
            ("first", "second")[scene.meetings.index(answer.meeting_id)]: answer.value.value if answer.value else ""
            for answer in db.session.scalars(select(Answer))
        }
        crowd = select(User.id).where(User.name.startswith("Foule"))
        return Found(
            revision=db.session.get_one(YoungPerson, scene.young).answers_revision,
            values=values,
            words=Counter(idea.pitch.split()),
            idea_version=idea.version,
            names=Counter(
                db.session.scalars(select(YoungPerson.first_name).where(YoungPerson.first_name.startswith("Jeune ")))
            ),
            count=int(moved.title.split()[-1]),
            moves=db.session.scalar(
                select(func.count()).where(MeetingStep.meeting_id == moved.id, MeetingStep.act == "move")
            )
            or 0,
            sequence=moved.sequence,
            feed_revision=db.session.get_one(Season, scene.season).feed_revision,
            asked=db.session.scalar(select(func.sum(Tally.count)).where(Tally.name.startswith("asks from"))) or 0,
            signed_in=db.session.scalar(select(func.count(Session.id)).where(Session.user_id.in_(crowd))) or 0,
        )


def tell(engine: str, scene: Scene, office: Office, seconds: float) -> None:
    """For who reads the run with `-s`."""
    lines = [f"\n{engine}: {sum(len(told.acknowledged) for told in scene.told.values())} writes in {seconds:.1f} s"]
    for name, told in scene.told.items():
        lines.append(f"  {name:14}{len(told.acknowledged):5} done{len(told.unsure):4} unsure  {dict(told.answers)}")
    again = len(office.ids) - len(set(office.ids))
    sys.stdout.write("\n".join([*lines, f"  {len(office.ids)} mails arrived, {again} of them a second time\n"]))


def statuses(scene: Scene) -> set[int]:
    return {status for told in scene.told.values() for status in told.answers}


def done(scene: Scene, *names: str) -> list[str]:
    return [what for name in names for what in scene.told[name].acknowledged]


def unsure(scene: Scene, *names: str) -> list[str]:
    return [what for name in names for what in scene.told[name].unsure]


def test_eight_people_who_write_at_once_lose_nothing(app: Flask, settings: Settings, engine: str, scene: Scene) -> None:
    with open_office(Office()) as office, running(settings, smtp_url=office.url) as product:
        began = time.monotonic()
        with at_once(app, scene, product, office):
            write_for(SECONDS, scene)
        tell(engine, scene, office, time.monotonic() - began)
        log = product.log.read_text()
    found = look(app, scene)
    assert statuses(scene) <= {303, 409}  # 409: somebody else saved first, and the page says so
    assert [line for line in log.splitlines() if "locked" in line or "Traceback" in line or '" 5' in line] == []

    assert found.revision == len(done(scene, "answers 1", "answers 2"))
    assert found.values == dict(told.acknowledged[-1].split() for told in list(scene.told.values())[:2])
    assert found.words == Counter(done(scene, "idea 1", "idea 2"))
    assert found.idea_version == scene.idea_version + len(found.words)
    assert found.names == Counter(done(scene, "young people"))
    moves = len(done(scene, "moves 1", "moves 2"))
    assert (found.count, found.moves, found.sequence) == (moves, moves, moves)
    assert found.feed_revision == scene.feed_revision + moves
    entered = [what for what in done(scene, "sign-ins") if what.startswith("entered")]
    assert found.asked == len(done(scene, "sign-ins")) - len(entered)
    assert found.signed_in == len(entered) == found.asked
    assert all_mail(app) == Counter(office.ids)


def test_what_was_acknowledged_survives_a_kill_at_once_of_everything(
    app: Flask, settings: Settings, engine: str, scene: Scene
) -> None:
    with open_office(Office()) as office, running(settings, smtp_url=office.url) as product:
        began = time.monotonic()
        with at_once(app, scene, product, office):
            write_for(SECONDS / 2, scene)
            product.kill()
            end_leases(app)
            product.start()
            write_for(SECONDS / 2, scene)
        tell(engine, scene, office, time.monotonic() - began)
    found = look(app, scene)
    assert statuses(scene) <= {303, 409, DEAD, CLOSED}

    assert between(found.revision, scene, "answers 1", "answers 2")
    assert holds(found.words, scene, "idea 1", "idea 2")
    assert holds(found.names, scene, "young people")
    assert between(found.moves, scene, "moves 1", "moves 2")
    assert (found.count, found.sequence) == (found.moves, found.moves)
    assert found.feed_revision == scene.feed_revision + found.moves
    assert between(found.asked + found.signed_in, scene, "sign-ins")
    arrived, written = Counter(office.ids), all_mail(app)
    assert set(arrived) == set(written)
    # A sender that is killed after the server took a mail, before it could note so, leaves it to be sent again.
    assert arrived.total() - written.total() <= WORKERS


def between(count: int, scene: Scene, *names: str) -> bool:
    """Whether everything acknowledged is there, and nothing but what was sent."""
    least = len(done(scene, *names))
    return least <= count <= least + len(unsure(scene, *names))


def holds(found: Counter[str], scene: Scene, *names: str) -> bool:
    least, most = Counter(done(scene, *names)), Counter(done(scene, *names) + unsure(scene, *names))
    return least <= found <= most


def all_mail(app: Flask) -> Counter[str]:
    """The ids of what was to be sent: a mail to nobody we know is written and cancelled."""
    with app.app_context():
        return Counter(db.session.scalars(select(Mail.message_id).where(Mail.cancelled_at.is_(None))))
