"""What somebody sees of a crowd: their page, in a browser, as 199 others ask for theirs at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles

from flask import Flask
from playwright.sync_api import Page

from tests import world
from tests.people import Browser
from tests.proof.strength import at, tell
from tests.proof.writers import Client

OTHERS = at(suite=19, full=199)
ROUNDS = at(suite=2, full=20)
TIMES = 30


def test_a_page_opened_in_a_crowd_is_seen_soon(app: Flask, page: Page, live_server: str) -> None:
    """From the press to the page drawn with its look, as who holds the phone waits for it; last of all who ask.

    What a browser needs for itself is part of it, so this is not how long the server takes: tests/proof/test_evening.py.
    """
    with app.app_context():
        season = world.season(world.programme())
        world.meeting(season)
        mail = "jeune@mail.example"
        young = world.ambassador(season, "Lina Petit", email=mail).young_person
        world.commit()
    somebody = Browser(app)
    somebody.enter(young)
    cookie = somebody.client.get_cookie("cohorte", "localhost")
    assert cookie is not None
    page.context.add_cookies([{"name": "cohorte", "value": cookie.value, "url": live_server}])
    port = int(live_server.rpartition(":")[2])

    def view() -> float:
        began = time.perf_counter()
        page.goto(f"{live_server}/accueil", wait_until="load")
        return time.perf_counter() - began

    def ask(_each: int) -> int:
        return Client(port, cookie.value).get("/accueil")[0]

    with ThreadPoolExecutor(OTHERS) as others:
        for _each in range(3):
            view()  # what is made and kept once
        alone, together = [], []
        for _round in range(ROUNDS):
            alone.append(view())
            crowd = [others.submit(ask, each) for each in range(OTHERS)]
            together.append(view())
            assert {done.result() for done in crowd} == {200}
    p95 = quantiles(together, n=20)[-1]
    tell(
        f"A page in a browser, with {OTHERS} others at once",
        alone=f"{median(alone) * 1000:.0f} ms",
        p95=f"{p95 * 1000:.0f} ms",
        times=f"{p95 / median(alone):.1f}",
    )
    assert p95 < TIMES * median(alone)
