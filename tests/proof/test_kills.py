"""What the page confirmed is there after a crash: `kill -9` of everything, again and again, while four people write.

`./run prove kills` kills 100 times, and waits for 10,000 confirmations.
"""

import json
import random
import time

from flask import Flask
from sqlalchemy import text

from core.db import db
from core.settings import Settings
from tests.product import running
from tests.proof.scene import Scene, look
from tests.proof.strength import at, tell
from tests.proof.writers import CLOSED, DEAD

KILLS = at(suite=2, full=100)
WRITES = at(suite=30, full=105)  # between two kills
START_WITHIN = 5.0  # seconds


def test_what_was_confirmed_is_there_after_each_kill(app: Flask, settings: Settings, engine: str) -> None:
    """With the view of a new young person answering before it writes (a thread that waits 0.3 s), it fails."""
    chance, starts = random.Random(7), []
    scene = Scene(app)
    scene.build()
    with running(settings) as product:
        product.environment["COHORTE_FIRST"] = json.dumps([["db", "upgrade"], ["first-link"]])  # as `./run` does
        with scene.written_to(product.port):
            for _ in range(KILLS):
                scene.wait_for(WRITES)
                time.sleep(chance.random() / 5)
                product.kill()
                began = time.monotonic()
                product.start()
                starts.append(time.monotonic() - began)
            scene.wait_for(WRITES)
    told = scene.told.values()
    held = look(app, scene, [each.acknowledged for each in told], [each.unsure for each in told])
    tell(
        f"{engine}, {KILLS} kills",
        confirmed=scene.acknowledged,
        lost=held.lost,
        doubled=held.doubled,
        unanswered=sum(len(each.unsure) for each in told),
        slowest_start=f"{max(starts):.2f} s",
    )
    assert {status for each in told for status in each.answers} <= {303, 409, DEAD, CLOSED}
    assert scene.acknowledged >= KILLS * WRITES
    assert (held.lost, held.doubled) == (0, 0)
    assert max(starts) < START_WITHIN
    if engine == "sqlite":
        with app.app_context():
            assert db.session.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
