"""Four people who write at once over HTTP, what they were told, and what the database holds in the end."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Thread

from flask import Flask
from sqlalchemy import select

from accounts.access import KEY
from accounts.actions import begin_session
from accounts.models import User
from accounts.rules import Device
from ambassadors.models import YoungPerson
from core import clock
from core.db import db
from meetings.models import Answer
from projects.models import Project
from tests import world
from tests.post import Office
from tests.proof import writers
from tests.proof.writers import FIELD, Client, Told


@dataclass
class Scene:
    """A season, and four who write into it: an answer, an idea, and the files of young people, twice."""

    app: Flask
    meeting: str = ""
    idea: str = ""
    version: int = 0  # of the idea, before anybody wrote
    young: str = ""
    cookies: list[str] = field(default_factory=list)
    told: dict[str, Told] = field(default_factory=dict)

    def build(self) -> None:
        now = clock.now()
        with self.app.app_context():
            season = world.season(world.programme(coordinator=world.person("Erin Lambert", now=now), now=now), now=now)
            team = [world.mediator(season.programme, name, now=now) for name in ("Frank Moreau", "Judy Blanc")]
            young = world.ambassador(season, "Inès", email="ines@mail.example", now=now).young_person
            idea = world.idea(world.call(season, now=now), young, now=now)
            self.meeting, self.idea = world.meeting(season, now=now).public_id, idea.public_id
            self.young = young.public_id
            assert young.user is not None
            people = [(young.user, young.public_id)] * 2 + [(user, "") for user in team]
            keys = [key_of(user, person) for user, person in people]
            db.session.commit()
            self.version = idea.version
        self.cookies = [cookie_of(self.app, key) for key in keys]
        self.told = {name: Told() for name in ("answers", "idea", "Jade", "Noé")}

    @property
    def acknowledged(self) -> int:
        return sum(len(told.acknowledged) for told in self.told.values())

    @contextmanager
    def written_to(self, port: int) -> Iterator[None]:
        """All four write to the server at that port while this goes on."""
        over = False
        faults: list[str] = []
        clients = [Client(port, cookie) for cookie in self.cookies]
        people = (
            writers.answers(clients[0], self.meeting, "answers"),
            revisions(clients[1], self.idea),
            writers.young_people(clients[2], "Jade"),
            writers.young_people(clients[3], "Noé"),
        )

        def run(writer: writers.Writer, told: Told) -> None:
            try:
                writer(lambda: not over, told)
            except Exception as error:  # a thread's failure would stay its own
                faults.append(repr(error)[:3000])

        threads = [Thread(target=run, args=pair) for pair in zip(people, self.told.values(), strict=True)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over = True
            for thread in threads:
                thread.join(60)
        assert (faults, [thread for thread in threads if thread.is_alive()]) == ([], [])

    def wait_for(self, more: int, *, patience: float = 120) -> None:
        """Until so many more writes were acknowledged, and some to everybody."""
        wanted, late = self.acknowledged + more, time.monotonic() + patience
        before = {name: len(told.acknowledged) for name, told in self.told.items()}
        while time.monotonic() < late:
            idle = [name for name, told in self.told.items() if len(told.acknowledged) == before[name]]
            if self.acknowledged >= wanted and not idle:
                return
            time.sleep(0.02)
        raise AssertionError(f"nothing was acknowledged to {idle}")


def revisions(client: Client, idea: str) -> writers.Writer:
    """Somebody who writes an idea again and again, always from the version they read."""

    def write(goes_on: Callable[[], bool], told: Told) -> None:
        path, number = f"/appel-a-projets/{idea}/ecrire", 0
        while goes_on():
            status, page = client.get(path)
            if status == 200:
                version = re.findall(FIELD.format("version"), page)[0]
                words = {"title": "Le pont", "sentence": "Un pont.", "pitch": f"Essai {number}.", "needs": ""}
                told.note(f"Essai {number}.", client.post(path, **words, symbol="", version=version)[0])
                number += 1

    return write


def key_of(user: User, person: str = "") -> str:
    return begin_session(
        user, device=Device.OWN, life=timedelta(days=1), browser_name="", person=person, now=clock.now()
    )


def cookie_of(app: Flask, key: str) -> str:
    client = app.test_client()
    with client.session_transaction() as session:
        session[KEY] = key
    cookie = client.get_cookie("cohorte", "localhost")
    assert cookie is not None
    return cookie.value


def by_code(port: int, address: str, office: Office) -> list[int]:
    """Sign in as everybody does: ask, read the mail, type the code, open the first page; what each answered."""
    client = Client(port)
    found = [client.get("/connexion")[0], client.post("/connexion", email=address, device="own")[0]]
    if found[-1] != 303:  # refused
        return found
    for _ in range(600):
        subjects = [str(mail["Subject"]) for to, mail in list(office.taken) if to == address]
        if subjects:
            break
        time.sleep(0.1)
    found.append(client.get("/connexion/code")[0])
    code = re.findall(r"\b\d{6}\b", subjects[-1])[0]
    return [*found, client.post("/connexion/code", code=code, device="own", way="")[0], client.get("/accueil")[0]]


@dataclass(frozen=True)
class Held:
    """What was acknowledged and is not there, and what is there twice or that nobody sent."""

    lost: int
    doubled: int


def look(app: Flask, scene: Scene, sure: Sequence[Sequence[str]], maybe: Sequence[Sequence[str]]) -> Held:
    """Compare the database behind `app` with what each writer surely wrote, and may have written, in their order."""
    with app.app_context():
        ines = db.session.scalars(select(YoungPerson).where(YoungPerson.public_id == scene.young)).one()
        idea = db.session.scalars(select(Project).where(Project.public_id == scene.idea)).one()
        value = db.session.scalars(select(Answer.value)).one_or_none()
        found = Counter(db.session.scalars(select(YoungPerson.first_name).where(YoungPerson.public_id != scene.young)))
        counts, pitch = (ines.answers_revision, idea.version - scene.version), idea.pitch
        db.session.remove()
    least = Counter(each for told in sure[2:] for each in told)
    most = least + Counter(each for told in maybe[2:] for each in told)
    last = {each.split()[1] for each in (*sure[0][-1:], *maybe[0])}
    wrong_answer = value is None or value.value not in last
    wrong_pitch = pitch not in {*sure[1][-1:], *maybe[1]}
    short = sum(max(len(told) - count, 0) for told, count in zip(sure, counts, strict=False))
    long = sum(max(count - len(told) - len(other), 0) for told, other, count in zip(sure, maybe, counts, strict=False))
    return Held(
        lost=(least - found).total() + short + wrong_answer + wrong_pitch, doubled=(found - most).total() + long
    )
