"""Thirty-two people say twice at once that they come to a meeting with three places: three have one, the others wait in
one order, and what each was told stays true. Without the lock, the same test fails.
"""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from core import clock
from core.db import db
from core.outbox import Mail
from core.settings import Settings
from meetings.emails import PLACED
from meetings.models import MeetingPlace
from seasons.models import Season
from tests import world
from tests.product import running
from tests.proof.test_places import PEOPLE, PLACES, PRESSES, ROUNDS, WAITS, WORKERS, Crowd, at_once, clients, crowd
from tests.proof.writers import DONE, Client

COMES = "C’est noté\N{NO-BREAK SPACE}: tu viens."

__all__ = ["crowd"]  # a fixture


def says(window: Client, page: str, value: str) -> Callable[[], str]:
    """Give an answer, and read the page it leads to."""

    def press() -> str:
        status, _ = window.post(f"{page}/reponse", value=value, back="meeting")
        assert status == DONE, f"{status} to {page}"
        status, text = window.get(page)
        assert status == 200, f"{status} to {page}"
        return text

    return press


def told(page: str) -> int:
    """0 for a place, else the number on the waiting list, as the message on the page says it."""
    waits = WAITS.search(page)
    assert waits or COMES in page, re.sub(r"\s+", " ", page)
    return int(waits[1]) if waits else 0


def standing(app: Flask, meeting_id: int) -> tuple[list[int], list[int]]:
    """Who has a place, and who waits, in the database's order."""
    with app.app_context():
        query = select(MeetingPlace).where(MeetingPlace.meeting_id == meeting_id, MeetingPlace.left_at.is_(None))
        rows = list(db.session.scalars(query.order_by(MeetingPlace.id)))
        placed = [each.ambassador_id for each in rows if each.placed_at]
        return placed, [each.ambassador_id for each in rows if not each.placed_at]


def play(app: Flask, crowd: Crowd, windows: list[list[Client]], times: int = 1) -> None:
    for _ in range(times):
        play_once(app, crowd, windows)


def play_once(app: Flask, crowd: Crowd, windows: list[list[Client]]) -> None:
    """One meeting: everybody says yes at once, then those who have a place say no at once."""
    with app.app_context():
        meeting = world.meeting(db.session.get_one(Season, crowd.season), now=clock.now())
        meeting.place_count = PLACES
        key, regarding = meeting.id, meeting.public_id
        db.session.commit()
    page = f"/rencontres/{regarding}"
    ranks = [told(each) for each in at_once([says(window, page, "yes") for pair in windows for window in pair])]
    first = ranks[::PRESSES]
    assert first == ranks[1::PRESSES]  # pressed twice, it is the same
    placed, waiting = standing(app, key)
    assert (len(placed), len(waiting)) == (PLACES, PEOPLE - PLACES)
    by_person = dict(zip(crowd.ambassadors, first, strict=True))
    assert {who for who, rank in by_person.items() if rank == 0} == set(placed)
    assert [by_person[who] for who in waiting] == list(range(1, PEOPLE - PLACES + 1))  # no gap, no double

    leaving = [window for who, pair in zip(crowd.ambassadors, windows, strict=True) if who in placed for window in pair]
    at_once([says(window, page, "no") for window in leaving])
    assert standing(app, key) == (waiting[:PLACES], waiting[PLACES:])
    with app.app_context():
        written = select(Mail).where(Mail.kind == f"meeting {PLACED}", Mail.regarding == regarding)
        assert len(list(db.session.scalars(written))) == PLACES  # each of those who moved up, once


@pytest.mark.parametrize("workers", WORKERS)
def test_the_last_place_is_given_once(app: Flask, settings: Settings, crowd: Crowd, workers: int) -> None:
    with running(settings, workers=workers) as product:
        windows = clients(crowd, product.port)
        play(app, crowd, windows, times=ROUNDS)
        log = product.log.read_text()
    assert [line for line in log.splitlines() if "locked" in line or "Traceback" in line or '" 5' in line] == []


def test_without_the_lock_it_fails(app: Flask, settings: Settings, crowd: Crowd) -> None:
    """Two have to meet in the same twentieth of a second: now and then a whole meeting goes by without."""
    with running(settings, application="tests.proof.unlocked:create_app()") as product:
        windows = clients(crowd, product.port)
        with pytest.raises(AssertionError):
            play(app, crowd, windows, times=5)
