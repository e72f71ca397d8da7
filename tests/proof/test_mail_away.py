"""No mail is lost or doubled while no server takes it, and no page waits for it.

`./run prove mail_away` keeps the server away for 60 s. It is silent first, then gone; in between everything is killed.
"""

import socket
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from statistics import median

import time_machine
from flask import Flask
from sqlalchemy import func, select

from accounts.actions import users_for
from core import clock
from core.db import db
from core.outbox import Mail
from core.settings import Settings
from meetings.news.rules import seen_mark
from tests import world
from tests.post import Office, open_office
from tests.product import running
from tests.proof.scene import cookie_of, key_of
from tests.proof.strength import at, tell
from tests.proof.writers import Client

AWAY = at(suite=4, full=60)  # seconds
MAILS = at(suite=24, full=180)
READERS = at(suite=12, full=60)  # of a reminder, and of the team's news
NEWS = "/equipe/courriers/nouveau"
SLOWEST = 2.0  # seconds a page may take; a sender waits 20 for a server
TIMES_BEFORE = 3  # how much longer the median page may take than with a server that answers
PATIENCE = 120  # seconds until all has left


def ask(port: int, address: str, number: int) -> float:
    """Ask for a code, from an address of this machine of one's own; the seconds until the answer."""
    client = Client(port, source=f"127.0.1.{number % 200 + 1}")
    assert client.get("/connexion")[0] == 200
    began = time.perf_counter()
    status, _ = client.post("/connexion", email=address, device="own")
    took = time.perf_counter() - began
    assert status == 303
    return took


def left(app: Flask) -> int:
    with app.app_context():
        found = db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None))) or 0
        db.session.remove()
        return found


def test_mail_waits_for_its_server_and_no_page_does(app: Flask, settings: Settings, engine: str) -> None:
    """With `drain` called in `hurry` (core/sending.py), pages wait for the silent server and it fails."""
    with app.app_context():
        users_for({f"foule.{n}@mail.example": f"Foule {n}" for n in range(MAILS)}, now=clock.now())
        db.session.commit()
    addresses = [f"foule.{n}@mail.example" for n in range(MAILS)]
    third = MAILS // 3
    office = Office()
    with running(settings, smtp_url=office.url) as product:
        with open_office(office):
            before = [ask(product.port, address, n) for n, address in enumerate(addresses[:third])]
            wait_until_all_left(app)

        def while_away(chosen: list[str]) -> list[float]:
            over, found = time.monotonic() + AWAY / 2, []
            for n, address in enumerate(chosen):
                found.append(ask(product.port, address, n))
                time.sleep(max(over - time.monotonic(), 0) / (len(chosen) - n))
            return found

        with closing(socket.create_server(("127.0.0.1", office.port))):  # it takes calls and says nothing
            during = while_away(addresses[third : 2 * third])
            product.kill()
        product.start()
        during += while_away(addresses[2 * third :])
        with open_office(office):
            back = time.monotonic()
            wait_until_all_left(app)
            took = time.monotonic() - back
    with app.app_context():
        written = Counter(db.session.scalars(select(Mail.message_id)))
    tell(
        f"{engine}, mail away {AWAY} s",
        mails=len(office.ids),
        lost=len(set(written) - set(office.ids)),
        doubled=len(office.ids) - len(set(office.ids)),
        page_before=f"{median(before) * 1000:.0f} ms",
        page_during=f"{median(during) * 1000:.0f} ms",
        slowest=f"{max(during) * 1000:.0f} ms",
        all_left_after=f"{took:.1f} s",
    )
    assert (written.total(), Counter(office.ids)) == (MAILS, written)
    assert max(during) < SLOWEST
    assert median(during) < TIMES_BEFORE * median(before)


def test_reminders_and_news_wait_too(app: Flask, settings: Settings, engine: str) -> None:
    """A week before a date, at ten: the senders remind, the team writes, no server takes mail, all is killed twice.

    With the rows of `reminder` left out (meetings/reminders/actions), each start reminds again and it fails.
    """
    now = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    with time_machine.travel(now), app.app_context():
        erin = world.person("Erin Lambert", now=now)
        programme = world.programme(coordinator=erin, now=now)
        programme.hold_minutes = 0
        season = world.season(programme, now=now)
        for n in range(READERS):
            world.ambassador(season, f"Jeune {n}", email=f"jeune.{n}@mail.example", now=now)
        world.meeting(season, in_days=17, now=now - timedelta(days=10))
        cookie = cookie_of(app, key_of(erin))
        db.session.commit()
    office, took = Office(), []

    def write(port: int) -> None:
        client = Client(port, cookie)
        assert client.get(NEWS)[0] == 200
        words = {"audience": "tous", "subject": "Des bottes", "text": "Pensez aux bottes."}
        for last in ({"look": "y"}, {"send": "y", "seen": seen_mark(*words.values())}):
            began = time.perf_counter()
            status, _ = client.post(NEWS, **words, **last)
            took.append(time.perf_counter() - began)
            assert status == (200 if "look" in last else 303)

    with running(settings, smtp_url=office.url, now=now) as product:
        product.kill()  # while it may be reminding
        with closing(socket.create_server(("127.0.0.1", office.port))):  # it takes calls and says nothing
            product.start()
            write(product.port)
            time.sleep(AWAY / 2)
            product.kill()
        product.start()
        time.sleep(AWAY / 2)
        with open_office(office):
            back = time.monotonic()
            wait_until_all_left(app)
            until = time.monotonic() - back
    with app.app_context():
        written = Counter((to, kind) for to, kind in db.session.execute(select(Mail.to_email, Mail.kind)))
    tell(
        f"{engine}, reminders and news, mail away {AWAY} s",
        mails=len(office.ids),
        doubled=len(office.ids) - len(set(office.ids)),
        slowest=f"{max(took) * 1000:.0f} ms",
        all_left_after=f"{until:.1f} s",
    )
    expected = {(f"jeune.{n}@mail.example", kind) for n in range(READERS) for kind in ("reminder answer", "news")}
    assert written == Counter(expected)
    assert Counter(to for to, _ in office.taken) == Counter({to: 2 for to, _ in expected})
    assert len(set(office.ids)) == len(office.ids)
    assert max(took) < SLOWEST


def wait_until_all_left(app: Flask) -> None:
    late = time.monotonic() + PATIENCE
    while left(app):
        assert time.monotonic() < late, "mail stays in the outbox"
        time.sleep(0.1)
