from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from core import clock
from core.db import db
from core.letters import Away
from core.outbox import WORD_HERE, Mail
from core.sending import (
    GIVE_UP_AFTER,
    LEASE,
    MAX_UNSURE,
    Sender,
    drain,
    forget_old,
    give_up_late,
    lease,
    wait_before,
)
from core.settings import Settings
from tests.post import TAKEN, Office, open_office

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def within(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def write(number: int = 1, **changes: object) -> Mail:
    values: dict[str, object] = {
        "message_id": f"<m{number}@cohorte.invalid>",
        "kind": "test",
        "to_email": f"p{number}@kaleido.example",
        "subject": f"n° {number}",
        "text": "Bonjour,\n",
        "created_at": clock.now(),
        "due_at": clock.now(),
        "tries": 0,
        "unsure_count": 0,
    }
    mail = Mail(**{**values, **changes})
    db.session.add(mail)
    db.session.commit()
    return mail


def read(number: int = 1) -> Mail:
    """The row as the database has it now."""
    db.session.rollback()
    return db.session.query(Mail).where(Mail.message_id == f"<m{number}@cohorte.invalid>").one()


def through(office: Office, settings: Settings) -> Settings:
    return replace(settings, smtp_url=office.url)


def let_waits_pass() -> None:
    """As if every wait between two tries were over."""
    for mail in db.session.query(Mail).where(Mail.leased_until.is_not(None)):
        mail.leased_until = clock.now() - timedelta(seconds=1)
    db.session.commit()


@pytest.mark.parametrize(("tries", "seconds"), [(1, 0.5), (2, 1), (5, 8), (11, 512), (12, 900), (10_000, 900)])
def test_waits_double_up_to_a_quarter_of_an_hour(tries: int, seconds: float) -> None:
    assert wait_before(tries) == timedelta(seconds=seconds)


def test_sent_mail_leaves_once_and_its_words_are_forgotten(within: None, settings: Settings) -> None:
    write(text="le code est 204715", html="<p>204715</p>")
    with open_office(Office()) as office:
        assert drain(through(office, settings)) == 1
        assert drain(through(office, settings)) == 0
    assert [to for to, _ in office.taken] == ["p1@kaleido.example"]
    mail = read()
    assert (mail.text, mail.html, mail.last_error, mail.tries) == ("", "", "", 1)
    assert mail.sent_at is not None
    assert mail.leased_until is None


def test_mail_that_is_cancelled_failed_or_not_due_stays(within: None, settings: Settings) -> None:
    write(1, cancelled_at=NOW)
    write(2, failed_at=NOW)
    write(3, due_at=clock.now() + timedelta(minutes=10))
    with open_office(Office()) as office:
        assert drain(through(office, settings)) == 0
    assert office.taken == []


@pytest.mark.parametrize("when", ["at_rcpt", "at_data"])
def test_a_recipient_refused_for_good_fails_at_once(within: None, settings: Settings, when: str) -> None:
    write(1)
    write(2)
    office = Office()
    setattr(office, when, lambda _office, to: "550 no such mailbox" if to.startswith("p1") else TAKEN)
    with open_office(office):
        assert drain(through(office, settings)) == 1
    assert read(1).failed_at is not None
    assert (read(1).last_error, read(1).text) == ("550 no such mailbox", "Bonjour,\n")  # it may be sent again
    assert read(2).sent_at is not None


def test_what_signs_in_is_forgotten_when_it_fails(within: None, settings: Settings) -> None:
    write(signs_in=True)
    with open_office(Office(at_rcpt=lambda _office, _to: "550 no such mailbox")) as office:
        drain(through(office, settings))
    assert (read().failed_at is not None, read().text, read().html) == (True, "", "")


def test_a_busy_server_gets_the_same_mail_again_until_it_takes_it(within: None, settings: Settings) -> None:
    write()
    office = Office(at_data=lambda office, _to: TAKEN if office.calls > 3 else "451 later")
    with open_office(office):
        for _ in range(4):
            drain(through(office, settings))
            let_waits_pass()
    mail = read()
    assert (office.calls, office.ids, mail.tries) == (4, ["<m1@cohorte.invalid>"], 4)


def test_about_one_thing_the_last_word_is_the_last_to_come(
    within: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that puts off « cancelled » for a while must not have it after « it takes place »."""
    monkeypatch.setattr("core.sending.FIRST_WAIT", timedelta(minutes=5))  # longer than this test on any machine
    same = {"to_email": "p1@kaleido.example", "regarding": "thatdate2345"}
    write(1, **same, subject="cancelled")
    write(2, **same, subject="it takes place")
    write(3, **same | {"to_email": "p3@kaleido.example"}, subject="cancelled, to another")
    write(4, **same | {"regarding": "anotherdate4"}, subject="another date")
    put_off = iter(["451 try later"])
    office = Office()
    office.at_data = lambda _office, to: next(put_off, TAKEN) if to.startswith("p1") else TAKEN
    with open_office(office):
        for _ in range(4):
            drain(through(office, settings))
        assert sorted(each.subject for each in db.session.query(Mail).where(Mail.sent_at.is_not(None))) == [
            "another date",
            "cancelled, to another",
        ]
        let_waits_pass()
        drain(through(office, settings))
    assert read(1).sent_at < read(2).sent_at  # type: ignore[operator] # both have left


def test_what_the_team_holds_keeps_nothing_else_back(within: None, settings: Settings) -> None:
    same = {"to_email": "p1@kaleido.example", "regarding": "thatdate2345"}
    write(1, **same, held_at=NOW)
    write(2, **same, due_at=clock.now() + timedelta(minutes=10))
    write(3, **same, failed_at=NOW)
    write(4, **same)
    with open_office(Office()) as office:
        assert drain(through(office, settings)) == 1
    assert read(4).sent_at is not None


def test_a_flaky_server_gets_each_mail_once(within: None, settings: Settings) -> None:
    for number in range(30):
        write(number)
    office = Office(at_data=lambda office, _to: TAKEN if office.calls % 2 else "451 flaky")
    with open_office(office):
        for _ in range(12):
            drain(through(office, settings))
            let_waits_pass()
    assert Counter(office.ids) == {f"<m{n}@cohorte.invalid>": 1 for n in range(30)}


def test_copies_after_lost_answers_share_one_id_and_end(within: None, settings: Settings) -> None:
    write()
    office = Office(at_data=lambda _office, _to: "drop")
    with open_office(office):
        for _ in range(6):
            drain(through(office, settings))
            let_waits_pass()
    mail = read()
    assert office.ids == ["<m1@cohorte.invalid>"] * MAX_UNSURE
    assert mail.failed_at is not None


def test_a_sender_that_dies_leaves_its_mail_to_the_next_one(within: None, settings: Settings) -> None:
    mail = write()
    assert lease("the one that dies", now=clock.now()) is mail
    db.session.expunge_all()
    with open_office(Office()) as office:
        assert drain(through(office, settings)) == 0  # its lease still runs
        let_waits_pass()
        assert drain(through(office, settings)) == 1
    mail = read()
    assert (len(office.taken), mail.unsure_count) == (1, 1)


def test_what_a_dead_sender_had_is_not_overtaken_in_its_mailbox(within: None, settings: Settings) -> None:
    """« Your ten dates », then « one of them is cancelled »: in the other order the last word would be untrue."""
    write(1, regarding="theseason234", to_email="p1@kaleido.example")
    lease("the one that dies", now=clock.now())
    write(2, regarding="thatdate2345", to_email="p1@kaleido.example")
    write(3, regarding="thatdate2345", to_email="p3@kaleido.example")
    write(4, to_email="p1@kaleido.example")  # a code to sign in is about nothing
    db.session.expunge_all()
    with open_office(Office()) as office:
        assert drain(through(office, settings)) == 2
        assert [read(n).sent_at is None for n in (1, 2, 3, 4)] == [True, True, False, False]
        let_waits_pass()
        assert drain(through(office, settings)) == 2
    assert read(1).sent_at < read(2).sent_at  # type: ignore[operator] # both have left


def test_a_lease_outlasts_the_slowest_server() -> None:
    assert timedelta(seconds=4 * 20) < LEASE


def test_without_a_server_nothing_is_tried_and_nothing_lost(within: None, settings: Settings) -> None:
    write()
    with pytest.raises(Away):
        drain(through(Office(), settings))  # nobody opened it
    mail = read()
    assert (mail.tries, mail.sent_at, mail.failed_at, mail.text) == (0, None, None, "Bonjour,\n")


def test_after_three_days_somebody_calls_instead(within: None) -> None:
    late = write(1, due_at=NOW - GIVE_UP_AFTER)
    waiting = write(2, due_at=NOW - GIVE_UP_AFTER + timedelta(seconds=1))
    assert give_up_late(now=NOW) == 1
    db.session.refresh(late)
    assert (late.failed_at, waiting.failed_at) == (NOW, None)


def test_one_unreadable_mail_does_not_hold_up_the_others(within: None, settings: Settings) -> None:
    write(1, to_email="not an address")
    write(2, to_email="<p2@kaleido.example>\r\nBcc: all@kaleido.example")
    write(3)
    with open_office(Office()) as office:
        assert drain(through(office, settings)) == 1
    assert [to for to, _ in office.taken] == ["p3@kaleido.example"]
    assert db.session.query(Mail).where(Mail.failed_at.is_not(None)).count() == 2


def test_without_smtp_mail_becomes_files_one_each(within: None, settings: Settings) -> None:
    write(1)
    write(2, subject="Été à Saint-Étienne 🎉")
    assert drain(settings) == 2
    mail = read(2)
    mail.sent_at = None  # as if the note of it had been lost
    mail.text = "Bonjour,"
    db.session.commit()
    assert drain(settings) == 1
    assert sorted(file.name for file in (settings.data / "mail").iterdir()) == ["m1.eml", "m2.eml"]


def test_a_full_round_survives_a_server_that_is_away(app: Flask, settings: Settings) -> None:
    with app.app_context():
        write()
    sender = Sender(app)
    sender.settings = through(Office(), settings)
    assert sender.round() == 0.0
    assert sender.away_for == 0.5


def test_what_is_old_is_forgotten(within: None) -> None:
    write(1, created_at=NOW - timedelta(days=184))
    write(2, created_at=NOW - timedelta(days=182))
    write(3, created_at=NOW - timedelta(days=5), signs_in=True)
    write(4, created_at=NOW - timedelta(days=3), signs_in=True)
    forget_old(now=NOW)
    db.session.commit()
    left = [mail.subject for mail in db.session.query(Mail).order_by(Mail.id)]
    assert left == ["n° 2", "n° 4"]


def test_the_words_of_what_failed_or_was_cancelled_are_kept_two_weeks(within: None) -> None:
    write(1, failed_at=NOW - timedelta(days=15))
    write(2, cancelled_at=NOW - timedelta(days=15))
    write(3, failed_at=NOW - timedelta(days=13))
    forget_old(now=NOW)
    db.session.commit()
    assert [mail.text for mail in db.session.query(Mail).order_by(Mail.id)] == ["", "", "Bonjour,\n"]


def test_what_is_held_back_or_not_due_stays(within: None, settings: Settings) -> None:
    write(1, held_at=clock.now())
    write(2, due_at=clock.now() + timedelta(minutes=10))
    write(3)
    with open_office(Office()) as office:
        drain(through(office, settings))
    assert office.ids == ["<m3@cohorte.invalid>"]


def test_a_word_of_the_team_stands_on_top_of_both_twins(within: None, settings: Settings) -> None:
    write(word="Pensez aux bottes.\n1 < 2", html="<h1>n° 1</h1>" + WORD_HERE + "<p>Bonjour</p>")
    with open_office(Office()) as office:
        drain(through(office, settings))
    [(_, message)] = office.taken
    text, html = (str(message.get_body((kind,)).get_content()) for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert text.replace("\r\n", "\n") == "Pensez aux bottes.\n1 < 2\n\nBonjour,\n"
    assert "<h1>n° 1</h1><p>Pensez aux bottes.<br>1 &lt; 2</p><p>Bonjour</p>" in html


def test_a_code_somebody_waits_for_leaves_before_the_mail_to_a_group(within: None) -> None:
    for number in range(1, 4):
        write(number, due_at=clock.now() - timedelta(minutes=10 - number))
    write(4, is_awaited=True)
    left = []
    for _ in range(4):
        mail = lease("somebody", now=clock.now())
        assert mail is not None
        left.append(mail.subject)
    assert left == ["n° 4", "n° 1", "n° 2", "n° 3"]
