"""A busy evening is quiet: a whole group comes in at once behind one address, and 200 pages are asked for at once."""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median, quantiles

import pytest
from flask import Flask

from accounts.actions import new_card, new_link
from accounts.models import User
from accounts.rules import LinkKind
from core import clock
from core.db import db
from core.settings import Settings
from tests import world
from tests.post import Office, open_office
from tests.product import running
from tests.proof.scene import by_code, cookie_of, key_of
from tests.proof.strength import at, tell
from tests.proof.writers import Client

GROUP = 25
VIEWS = at(suite=50, full=200)
MINUTE = 60.0  # seconds
SILENT = 5.0


@dataclass
class Group:
    """The addresses of a group, and a card and a link for each."""

    addresses: list[str]
    cards: list[str]
    links: list[str]
    cookies: list[str]


@pytest.fixture
def group(app: Flask, settings: Settings) -> Group:
    now, secret = clock.now(), settings.key("codes")
    with app.app_context():
        erin = world.person("Erin Lambert", now=now)
        season = world.season(world.programme(coordinator=erin, now=now), now=now)
        world.meeting(season, now=now)
        joined = [
            world.ambassador(season, f"Jeune {n}", email=f"jeune.{n}@mail.example", now=now) for n in range(GROUP)
        ]
        young = [each.young_person for each in joined]
        users = [db.session.get_one(User, each.user_id) for each in young]
        programme = season.programme.public_id
        cards = [
            new_card(user, person=each.public_id, programme=programme, by=erin, secret=secret, now=now).code
            for user, each in zip(users, young, strict=True)
        ]
        links = [new_link(LinkKind.INVITATION, user=user, secret=secret, now=now).key for user in users]
        keys = [key_of(user) for user in users]
        addresses = [str(user.email) for user in users]
        db.session.commit()
    return Group(addresses, cards, links, [cookie_of(app, key) for key in keys])


def by_card(port: int, code: str) -> list[int]:
    client = Client(port)
    found = [client.get("/connexion")[0], client.get("/connexion/carte")[0]]
    found.append(client.post("/connexion/code", code=code, device="own", way="card")[0])
    return [found[0], 303, *found[1:], client.get("/accueil")[0]]


def by_link(port: int, key: str) -> list[int]:
    client = Client(port)
    found = [client.get("/connexion")[0], 303, client.get(f"/lien/{key}")[0]]
    return [*found, client.post(f"/lien/{key}", device="own")[0], client.get("/accueil")[0]]


def at_once(do: list[Callable[[], list[int]]]) -> list[list[int]]:
    with ThreadPoolExecutor(len(do)) as people:
        return [done.result() for done in [people.submit(one) for one in do]]


def test_a_group_behind_one_address_comes_in_within_a_minute(
    app: Flask, settings: Settings, engine: str, group: Group
) -> None:
    """By the code of a mail, by card and by link. With ASKS_PER_SOURCE = 20, five of them are refused."""
    with open_office(Office()) as office, running(settings, smtp_url=office.url) as product:
        ways: dict[str, list[Callable[[], list[int]]]] = {
            "code": [lambda to=to: by_code(product.port, to, office) for to in group.addresses],  # type: ignore[misc]
            "card": [lambda code=code: by_card(product.port, code) for code in group.cards],  # type: ignore[misc]
            "link": [lambda key=key: by_link(product.port, key) for key in group.links],  # type: ignore[misc]
        }
        took = {}
        for way, people in ways.items():
            began = time.monotonic()
            answers = at_once(people)
            took[way] = time.monotonic() - began
            assert answers == [[200, 303, 200, 303, 200]] * GROUP, way
    tell(f"{engine}, {GROUP} people from one address", **{way: f"{seconds:.1f} s" for way, seconds in took.items()})
    assert max(took.values()) < MINUTE


def test_many_pages_at_once_wait_for_each_other_at_most(
    app: Flask, settings: Settings, engine: str, group: Group
) -> None:
    """Two workers on two processors answer 200 pages in the time of 100, and who asks is on the same processors here.

    With `backlog = 1` in deploy/gunicorn.py some are refused or come seconds late, and it fails.
    """
    with running(settings) as product:

        def view(cookie: str) -> float:
            began = time.perf_counter()
            status, _ = Client(product.port, cookie).get("/accueil")
            assert status == 200
            return time.perf_counter() - began

        for cookie in group.cookies:
            view(cookie)  # what is made once, for both workers
        alone = median(view(cookie) for cookie in group.cookies)
        cookies = (group.cookies * VIEWS)[:VIEWS]
        with ThreadPoolExecutor(VIEWS) as people:
            together = list(people.map(view, cookies))
        alone = max(alone, median(view(cookie) for cookie in group.cookies))  # the machine may be busy with others
    p95 = quantiles(together, n=20)[-1]
    tell(
        f"{engine}, {VIEWS} page views at once",
        alone=f"{alone * 1000:.1f} ms",
        p95=f"{p95 * 1000:.0f} ms",
        times=f"{p95 / alone:.1f}",
    )
    assert p95 < 2 * VIEWS * alone


def test_who_says_nothing_holds_nobody_up(app: Flask, settings: Settings, engine: str) -> None:
    """Browsers open connections they may need later. Without TCP_DEFER_ACCEPT both workers wait for them, a minute."""
    with running(settings) as product, ExitStack() as idle:
        for _each in range(10):
            idle.enter_context(socket.create_connection(("127.0.0.1", product.port)))
        began = time.monotonic()
        assert Client(product.port, "").get("/etat")[0] == 200
        took = time.monotonic() - began
    tell(f"{engine}, a page beside ten silent connections", took=f"{took:.2f} s")
    assert took < SILENT
