"""Ways in, through the pages: by code, by link, by card; and what limits guesses."""

import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from accounts import actions
from accounts.access import KEY
from accounts.models import Link, Session, User
from accounts.rules import MAILS_PER_ADDRESS, MAILS_PER_ASKER, MAX_WRONG_CODES, WRONG_PER_SOURCE, LinkKind
from core import clock
from core.db import db
from core.limits import Tally
from core.outbox import Mail
from core.whereabouts import Whereabouts
from tests import world

ORIGIN = {"Origin": "http://localhost"}
NOON = datetime(2026, 10, 7, 10, 5, tzinfo=UTC)


@pytest.fixture
def known(app: Flask) -> str:
    with app.app_context():
        actions.user_for("ines@mail.example", name="Inès", now=clock.now())
        db.session.commit()
    return "ines@mail.example"


def secret(app: Flask) -> bytes:
    return bytes(app.extensions["settings"].key("codes"))


def token_on(client: FlaskClient, path: str) -> str:
    return str(re.findall(r'name="csrf_token" value="([^"]+)"', client.get(path).get_data(as_text=True))[0])


def ask(client: FlaskClient, email: str) -> int:
    form = {"csrf_token": token_on(client, "/connexion"), "email": email}
    return client.post("/connexion", data=form, headers=ORIGIN).status_code


def enter(client: FlaskClient, code: str) -> int:
    form = {"csrf_token": token_on(client, "/connexion/code"), "code": code, "device": "shared"}
    return client.post("/connexion/code", data=form, headers=ORIGIN).status_code


def test_a_copy_says_that_no_code_will_come(app: Flask, known: str) -> None:
    """To whoever asks, known or not; nothing is queued that would leave too late."""
    client = app.test_client()
    with app.app_context():
        db.session.add(Whereabouts(place="elsewhere"))
        db.session.commit()
    for address in (known, "nobody@mail.example"):
        form = {"csrf_token": token_on(client, "/connexion"), "email": address}
        said = client.post("/connexion", data=form, headers=ORIGIN)
        assert (said.status_code, address in said.text) == (503, True)
        assert "copie restaurée" in said.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Mail)) == 0


def press(client: FlaskClient, path: str, token: str) -> int:
    return client.post(path, data={"csrf_token": token, "device": "shared"}, headers=ORIGIN).status_code


def use(client: FlaskClient, path: str) -> int:
    return press(client, path, token_on(client, path))


def code_of(app: Flask) -> str:
    """The code of the latest mail."""
    with app.app_context():
        return str(db.session.scalars(select(Mail.subject).order_by(Mail.id.desc())).first())[:6]


def is_in(client: FlaskClient) -> bool:
    return client.get("/appareils").status_code == 200


def made(app: Flask, kind: LinkKind) -> str:
    """The address of a new link."""
    with app.app_context():
        user = actions.user_for("ines@mail.example", now=clock.now())
        link = actions.new_link(kind, secret=secret(app), user=user, now=clock.now())
        db.session.commit()
        return f"/lien/{link.key}"


def counted(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            table.__name__: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in (User, Link, Mail, Session, Tally)
        }


def together(acts: Sequence[Callable[[], None]]) -> None:
    """Do all of it at once, each in a thread of its own."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        start.wait()
        act()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_code_of_the_mail_opens_a_session_once(app: Flask, client: FlaskClient, known: str) -> None:
    assert ask(client, "INES@mail.example") == 303
    code = code_of(app)
    assert enter(client, f"{code[:3]} {code[3:]}") == 303
    assert is_in(client)
    other = app.test_client()
    assert enter(other, code) == 422
    assert not is_in(other)


def test_a_code_works_in_its_own_browser_only(app: Flask, client: FlaskClient, known: str) -> None:
    ask(client, known)
    assert enter(app.test_client(), code_of(app)) == 422
    assert enter(client, code_of(app)) == 303


def test_a_code_ends_after_ten_minutes(app: Flask, client: FlaskClient, known: str) -> None:
    with time_machine.travel(NOON, tick=False):
        ask(client, known)
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        assert enter(client, code_of(app)) == 422


def test_a_code_dies_of_five_wrong_tries_and_the_link_lives(app: Flask, client: FlaskClient, known: str) -> None:
    ask(client, known)
    code = code_of(app)
    wrong = "000000" if code != "000000" else "111111"
    assert [enter(client, wrong) for _ in range(MAX_WRONG_CODES)] == [422] * MAX_WRONG_CODES
    assert enter(client, code) == 429
    with app.app_context():
        text = str(db.session.scalars(select(Mail.text)).first())
    assert use(client, re.findall(r"/lien/\S+", text)[0]) == 303
    assert is_in(client)


def test_five_mails_an_hour_then_none_known_or_not(app: Flask, client: FlaskClient, known: str) -> None:
    with time_machine.travel(NOON, tick=False):
        for email in (known, "nobody@mail.example"):
            answers = [ask(client, email) for _ in range(MAILS_PER_ASKER[0] + 2)]
            assert answers == [303] * MAILS_PER_ASKER[0] + [429] * 2


def asking_from(app: Flask, address: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base = {**client.environ_base, "REMOTE_ADDR": address}
    return client


def test_a_stranger_elsewhere_leaves_the_owner_her_mails(app: Flask, known: str) -> None:
    with time_machine.travel(NOON, tick=False):
        stranger, owner = asking_from(app, "203.0.113.7"), asking_from(app, "198.51.100.9")
        assert [ask(stranger, known) for _ in range(9)] == [303] * MAILS_PER_ASKER[0] + [429] * 4
        assert ask(owner, known) == 303
        assert enter(owner, code_of(app)) == 303


def test_strangers_together_leave_her_own_device_its_mails(app: Flask, known: str) -> None:
    """What one address gets is bounded whoever asks; who signed in on a device of their own is not shut out by it."""
    owner = asking_from(app, "198.51.100.9")
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        ask(owner, known)
        form = {"csrf_token": token_on(owner, "/connexion/code"), "code": code_of(app), "device": "own"}
        assert owner.post("/connexion/code", data=form, headers=ORIGIN).status_code == 303
        form = {"csrf_token": token_on(owner, "/appareils")}
        assert owner.post("/deconnexion", data=form, headers=ORIGIN).status_code == 303
        assert not is_in(owner)
    with time_machine.travel(NOON, tick=False):
        answers = [ask(asking_from(app, f"203.0.113.{number}"), known) for number in range(MAILS_PER_ADDRESS[0] + 5)]
        assert answers == [303] * MAILS_PER_ADDRESS[0] + [429] * 5
        assert ask(asking_from(app, "198.51.100.9"), known) == 429  # a new device must wait
        assert [ask(owner, known) for _ in range(MAILS_PER_ASKER[0] + 1)] == [303] * MAILS_PER_ASKER[0] + [429]
        assert ask(owner, "nobody@mail.example") == 303  # and knows this mailbox alone


def test_at_the_limit_the_last_code_is_asked_for_and_works(app: Flask, client: FlaskClient, known: str) -> None:
    with time_machine.travel(NOON, tick=False):
        for email in ("nobody@mail.example", known):
            for _ in range(MAILS_PER_ASKER[0]):
                ask(client, email)
            form = {"csrf_token": token_on(client, "/connexion"), "email": email}
            answer = client.post("/connexion", data=form, headers=ORIGIN)
            assert answer.status_code == 429
            assert "Le dernier message demandé ici fonctionne encore" in answer.get_data(as_text=True)
        assert enter(client, code_of(app)) == 303


def test_known_or_not_the_same_happens(app: Flask, known: str) -> None:
    """The same answers, pages, rows and statements: nothing tells who is in a programme."""
    told = []
    with app.app_context():
        engine = db.engine
    for email in (known, "nobody@mail.example"):
        client, before, said = app.test_client(), counted(app), list[str]()

        def note(*call: object, said: list[str] = said) -> None:
            said.append(str(call[2]))

        event.listen(engine, "before_cursor_execute", note)
        statuses = (ask(client, email), enter(client, "000 000"), enter(client, "000 000"))
        event.remove(engine, "before_cursor_execute", note)
        page = re.sub(r'(nonce|value)="[^"]*"', "", client.get("/connexion/code").get_data(as_text=True))
        after = counted(app)
        rows = {name: after[name] - before[name] for name in after if name != "Tally"}
        told.append((statuses, said, page.replace(email, "…"), rows))
    assert told[0] == told[1]


def test_wrong_codes_from_one_place_end_exactly_at_the_limit(app: Flask) -> None:
    """Six browsers guess at once: as many guesses are judged as the limit says."""
    answers: list[int] = []

    def guess() -> None:
        client = app.test_client()
        answers.extend(enter(client, "ABCD2345") for _ in range(20))

    with time_machine.travel(NOON, tick=False):
        together([guess] * 6)
    assert (answers.count(422), answers.count(429)) == (WRONG_PER_SOURCE[0], 120 - WRONG_PER_SOURCE[0])


def test_right_codes_never_count_against_a_place(app: Flask) -> None:
    """A whole group comes in behind one address within a minute."""
    with app.app_context():
        for number in range(25):
            actions.user_for(f"p{number}@mail.example", now=clock.now())
        db.session.commit()
    for number in range(25):
        client = app.test_client()
        assert (ask(client, f"p{number}@mail.example"), enter(client, code_of(app))) == (303, 303)
    with app.app_context():
        tries = db.session.scalars(select(Tally.count).where(Tally.name.startswith("wrong from"))).all()
    assert set(tries) == {0}


def test_following_a_link_changes_nothing(app: Flask, client: FlaskClient) -> None:
    path = made(app, LinkKind.INVITATION)
    before = counted(app)
    for method in ("HEAD", "GET", "HEAD", "GET"):
        assert client.open(path, method=method).status_code == 200
    assert counted(app) == before
    assert use(client, path) == 303
    assert client.get(path).status_code == 410


def test_a_used_link_leads_who_is_signed_in_to_their_home(app: Flask, client: FlaskClient) -> None:
    path = made(app, LinkKind.MAIL)
    assert use(client, path) == 303
    ways = [
        who.get(path).text.count('class="btn btn-primary btn-lg btn-block" href="/"')
        for who in (client, app.test_client())
    ]
    assert ways == [1, 0]


def test_a_link_pressed_by_many_at_once_opens_one_session(app: Flask) -> None:
    path = made(app, LinkKind.MAIL)
    browsers = [(client, token_on(client, path)) for client in (app.test_client() for _ in range(6))]
    answers: list[int] = []
    together([lambda c=c, t=t: answers.append(press(c, path, t)) for c, t in browsers])  # type: ignore[misc]
    assert sorted(answers) == [303] + [410] * 5
    assert counted(app)["Session"] == 1


def test_a_card_opens_by_its_code_once_and_a_new_one_ends_it(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        by = actions.user_for("erin@mail.example", now=clock.now())
        user = actions.user_without_mailbox(name="Quentin", now=clock.now())
        known = {"person": "q", "programme": "p", "secret": secret(app), "by": by, "now": clock.now()}
        old, new = (actions.new_card(user, **known).code for _ in range(2))  # type: ignore[arg-type]
        db.session.commit()
    assert enter(client, old) == 422
    assert enter(client, f"{new[:4]}-{new[4:]}".lower()) == 303
    assert is_in(client)
    assert enter(app.test_client(), new) == 422


def test_signing_in_leaves_nothing_of_the_visitor(app: Flask, client: FlaskClient, known: str) -> None:
    ask(client, known)
    with client.session_transaction() as cookie:
        assert {"asked", "address", "csrf_token"} <= set(cookie)
        before = cookie["csrf_token"]
    enter(client, code_of(app))
    with client.session_transaction() as cookie:
        assert set(cookie) - {"_permanent"} == {KEY, "csrf_token"}
        assert cookie["csrf_token"] != before


def test_two_pages_opened_at_once_after_signing_in_can_both_be_sent(
    app: Flask, client: FlaskClient, known: str
) -> None:
    ask(client, known)
    enter(client, code_of(app))
    other = app.test_client()
    other.set_cookie("cohorte", client.get_cookie("cohorte").value)  # type: ignore[union-attr]
    assert token_on(client, "/appareils").split(".")[0] == token_on(other, "/appareils").split(".")[0]


def test_two_who_meet_a_new_mailbox_at_once_get_one_user(app: Flask) -> None:
    found: list[int] = []

    def meet() -> None:
        with app.app_context():
            found.append(actions.user_for("nouveau@mail.example", now=clock.now()).id)
            db.session.commit()

    together([meet] * 4)
    assert len(set(found)) == 1
    assert counted(app)["User"] == 1


def test_what_ended_a_week_ago_is_forgotten(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        made(app, LinkKind.MAIL)
        made(app, LinkKind.CARD)
    with app.app_context():
        actions.forget_old(now=NOON + timedelta(days=8))
        db.session.commit()
        assert [link.kind for link in db.session.scalars(select(Link))] == [LinkKind.CARD]


@pytest.mark.parametrize(("programmes", "is_named"), [(1, True), (2, False)])
def test_the_door_bears_the_name_of_the_only_programme(app: Flask, programmes: int, is_named: bool) -> None:
    with app.app_context():
        for n in range(programmes):
            db.session.add(world.programme(f"Le Kaléido {n}"))
        db.session.commit()
    assert ("Le Kaléido" in app.test_client().get("/connexion").text) is is_named
