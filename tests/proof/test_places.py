"""Thirty-two people press twice at once for three places: three have one, the others wait in one order, and what each
was told stays true. Without the lock, the same test fails.

`./run prove places` plays twenty rounds, with two workers and with four.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.actions import begin_session
from accounts.rules import Device
from core import clock
from core.db import db
from core.outbox import Mail
from core.settings import Settings
from outings.emails import PLACE
from outings.models import SignUp
from seasons.models import Season
from tests import world
from tests.product import running
from tests.proof.strength import FULL, at
from tests.proof.test_together import cookie_of
from tests.proof.writers import DONE, Client

ROUNDS = at(suite=2, full=20)
WORKERS = (2, 4) if FULL else (2,)
PEOPLE, PLACES = 32, 3
PRESSES = 2  # of each, at once
HAS_A_PLACE = "C’est noté\N{NO-BREAK SPACE}: tu as une place."
TAKEN = "Ta place a été prise entre-temps."
WAITS = re.compile(r"C’est noté\s: tu as le numéro\s(\d+) sur la liste d’attente\.")


@dataclass
class Crowd:
    """The season's young people: their keys in the order of their cookies."""

    season: int
    ambassadors: list[int] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)


@pytest.fixture
def crowd(app: Flask) -> Crowd:
    now = clock.now()
    with app.app_context():
        season = world.season(world.programme(now=now), now=now)
        made, keys = Crowd(season.id), []
        for number in range(PEOPLE):
            each = world.ambassador(season, f"Jeune {number}", now=now)
            assert each.young_person.user is not None
            keys.append(
                begin_session(
                    each.young_person.user,
                    device=Device.OWN,
                    life=timedelta(days=1),
                    browser_name="",
                    person=each.young_person.public_id,
                    now=now,
                )
            )
            made.ambassadors.append(each.id)
        db.session.commit()
    made.cookies = [cookie_of(app, key) for key in keys]
    return made


def clients(crowd: Crowd, port: int) -> list[list[Client]]:
    """Two windows for each person, with their token at hand."""
    windows = [[Client(port, cookie) for _ in range(PRESSES)] for cookie in crowd.cookies]
    for pair in windows:
        assert pair[0].get("/moi")[0] == 200
        for window in pair:
            window.cookie, window.token = pair[0].cookie, pair[0].token
    return windows


def at_once(presses: Sequence[Callable[[], str]]) -> list[str]:
    """What each press was told, all begun at the same moment."""
    start = Barrier(len(presses))

    def press(one: Callable[[], str]) -> str:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


def pressed(window: Client, path: str, then: str) -> Callable[[], str]:
    """Press a button, and read the page it leads to."""

    def press() -> str:
        status, _ = window.post(path, back="outing")
        assert status == DONE, f"{status} to {path}"
        status, page = window.get(then)
        assert status == 200, f"{status} to {then}"
        return page

    return press


def told(page: str) -> int:
    """0 for a place, else the number on the waiting list, as the message on the page says it."""
    waits = WAITS.search(page)
    assert waits or HAS_A_PLACE in page, page
    return int(waits[1]) if waits else 0


def standing(app: Flask, outing_id: int) -> tuple[list[int], list[int]]:
    """Who has a place, and who waits, in the database's order."""
    with app.app_context():
        found = db.session.scalars(select(SignUp).where(SignUp.outing_id == outing_id, SignUp.left_at.is_(None)))
        rows = sorted(found, key=lambda each: each.id)
        return (
            [each.ambassador_id for each in rows if each.placed_at],
            [each.ambassador_id for each in rows if not each.placed_at],
        )


def play(app: Flask, crowd: Crowd, windows: list[list[Client]]) -> None:
    """One outing: everybody takes a place at once, then those who have one give it back at once."""
    with app.app_context():
        outing = world.outing(db.session.get_one(Season, crowd.season), places=PLACES, now=clock.now())
        key, page = outing.id, f"/sortie/{outing.public_id}"
        regarding = outing.public_id
        db.session.commit()
    said = at_once([pressed(window, f"{page}/inscription", page) for pair in windows for window in pair])
    ranks = [told(each) for each in said]
    first, second = ranks[::PRESSES], ranks[1::PRESSES]
    assert first == second  # pressed twice, it is the same
    placed, waiting = standing(app, key)
    assert (len(placed), len(waiting)) == (PLACES, PEOPLE - PLACES)
    assert sorted(first) == [0] * PLACES + list(range(1, PEOPLE - PLACES + 1))  # no gap, no double
    by_person = dict(zip(crowd.ambassadors, first, strict=True))
    assert {who for who, rank in by_person.items() if rank == 0} == set(placed)
    assert [by_person[who] for who in waiting] == list(range(1, PEOPLE - PLACES + 1))

    leaving = [window for who, pair in zip(crowd.ambassadors, windows, strict=True) if who in placed for window in pair]
    at_once([pressed(window, f"{page}/desistement", page) for window in leaving])
    assert standing(app, key) == (waiting[:PLACES], waiting[PLACES:])
    with app.app_context():
        people = db.session.scalars(select(SignUp).where(SignUp.outing_id == key, SignUp.left_at.is_(None)))
        moved = {each.ambassador.young_person.email for each in people if each.placed_at}
        sent = list(db.session.scalars(select(Mail.to_email).where(Mail.kind == PLACE, Mail.regarding == regarding)))
        assert sorted(sent) == sorted(moved)  # each of those who moved up was written to, once


def play_undo(app: Flask, crowd: Crowd, windows: list[list[Client]]) -> None:
    """One outing whose places were given back by a slip: they are taken back while all the others press for them."""
    with app.app_context():
        outing = world.outing(db.session.get_one(Season, crowd.season), places=PLACES, now=clock.now())
        key, page = outing.id, f"/sortie/{outing.public_id}"
        db.session.commit()
    slipped, others = windows[:PLACES], windows[PLACES:]
    for way in ("inscription", "desistement"):
        for window, _ in slipped:
            pressed(window, f"{page}/{way}", page)()
    undone = [pressed(window, f"{page}/reprise", page) for pair in slipped for window in pair]
    asked = [pressed(window, f"{page}/inscription", page) for pair in others for window in pair]
    said = at_once([*undone, *asked])
    placed, waiting = standing(app, key)
    assert len(placed) == PLACES
    has_one = [HAS_A_PLACE in each for each in said[: len(undone) : PRESSES]]
    assert has_one == [HAS_A_PLACE in each for each in said[1 : len(undone) : PRESSES]]  # pressed twice, it is the same
    assert has_one == [who in placed for who in crowd.ambassadors[:PLACES]]
    assert all(TAKEN in each or HAS_A_PLACE in each for each in said[: len(undone)])
    assert not set(crowd.ambassadors[:PLACES]) & set(waiting)  # the list is offered, and nobody is put on it


@pytest.mark.parametrize("workers", WORKERS)
def test_the_last_place_is_given_once(app: Flask, settings: Settings, engine: str, crowd: Crowd, workers: int) -> None:
    with running(settings, workers=workers) as product:
        windows = clients(crowd, product.port)
        for _ in range(ROUNDS):
            play(app, crowd, windows)
            play_undo(app, crowd, windows)
        log = product.log.read_text()
    assert [line for line in log.splitlines() if "locked" in line or "Traceback" in line or '" 5' in line] == []


def test_without_the_lock_it_fails(app: Flask, settings: Settings, engine: str, crowd: Crowd) -> None:
    """On PostgreSQL more people have a place than there are; on SQLite nearly all are refused."""
    with running(settings, application="tests.proof.unlocked:create_app()") as product:
        windows = clients(crowd, product.port)
        with pytest.raises(AssertionError) as failed:
            play(app, crowd, windows)
    assert ("503 to" in str(failed.value)) == (engine == "sqlite")
