"""After a backup: what calendars, mailboxes and browsers have seen since must not win, leave or open again."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.actions import begin_session, is_usable, new_link
from accounts.models import Link, Session
from accounts.rules import Device, LinkKind
from ambassadors.models import YoungPerson
from core.db import db
from core.ical import JUMP
from core.outbox import Mail
from meetings.models import Meeting
from outings.models import Outing
from projects.models import Call
from schedule.restored.actions import put_right
from seasons.models import Season
from tests import world
from tests.world import NOW

LATER = NOW + timedelta(days=30)


@pytest.fixture
def within(app: Flask) -> Iterator[None]:
    with app.app_context():
        world.cast()
        world.commit()
        yield


def seen() -> dict[str, list[int]]:
    """What calendars compare."""
    return {
        "dates": [m.sequence for m in db.session.query(Meeting).order_by(Meeting.id)],
        "outings": [each.sequence for each in db.session.query(Outing).order_by(Outing.id)],
        "calls": [each.sequence for each in db.session.query(Call).order_by(Call.id)],
        "seasons": [s.feed_revision for s in db.session.query(Season).order_by(Season.id)],
        "answers": [y.answers_revision for y in db.session.query(YoungPerson).order_by(YoungPerson.id)],
    }


@pytest.mark.usefixtures("within")
def test_every_date_and_feed_becomes_newer_than_what_was_read() -> None:
    before = seen()
    assert min(len(rows) for rows in before.values()) > 0
    put_right(now=LATER)
    world.commit()
    assert seen() == {name: [number + JUMP for number in rows] for name, rows in before.items()}
    assert {m.changed_at for m in db.session.query(Meeting)} == {LATER}
    assert {s.feed_changed_at for s in db.session.query(Season)} == {LATER}


@pytest.mark.usefixtures("within")
def test_a_moment_rises_even_when_the_clock_fell() -> None:
    """By a second for each date: some programs take nothing that is not strictly later."""
    put_right(now=LATER)
    put_right(now=NOW)
    world.commit()
    kinds: tuple[type[Meeting | Outing | Call], ...] = (Meeting, Outing, Call)
    for kind in kinds:
        assert set(db.session.scalars(select(kind.changed_at))) == {LATER + timedelta(seconds=1)}
    assert {s.feed_changed_at for s in db.session.query(Season)} == {LATER}


@pytest.mark.usefixtures("within")
def test_nothing_old_leaves_or_opens_again() -> None:
    person = world.person("Judith Roy", email="judith@kaleido.example")
    new_link(LinkKind.INVITATION, secret=b"s" * 32, user=person, now=NOW)
    begin_session(person, device=Device.OWN, life=timedelta(days=60), browser_name="", person="", now=NOW)
    words = {"kind": "test", "to_email": "a@kaleido.example", "subject": "s", "text": "t", "created_at": NOW}
    waiting = Mail(message_id="<1@cohorte.invalid>", due_at=NOW, tries=0, unsure_count=0, **words)
    sent = Mail(message_id="<2@cohorte.invalid>", due_at=NOW, tries=1, unsure_count=0, sent_at=NOW, **words)
    db.session.add_all([waiting, sent])
    world.commit()
    others = {
        "mails": db.session.query(Mail).filter(Mail.sent_at.is_(None), Mail.failed_at.is_(None)).count(),
        "sessions": db.session.query(Session).filter(Session.ended_at.is_(None)).count(),
        "links": db.session.query(Link).filter(Link.used_at.is_(None), Link.revoked_at.is_(None)).count(),
    }
    dates = sum(db.session.query(kind).count() for kind in (Meeting, Outing, Call))
    assert astuple(put_right(now=NOW)) == (dates, *others.values())
    world.commit()
    mails = {mail.message_id: (mail.cancelled_at, mail.text) for mail in db.session.query(Mail)}
    assert mails == {"<1@cohorte.invalid>": (NOW, ""), "<2@cohorte.invalid>": (None, "t")}
    assert not any(is_usable(link, now=NOW) for link in db.session.query(Link))
    assert db.session.query(Session).filter(Session.ended_at.is_(None)).count() == 0
    assert astuple(put_right(now=NOW)) == (dates, 0, 0, 0)


@pytest.mark.usefixtures("within")
def test_point_16_a_command_raises_what_calendars_compare_and_nothing_else(app: Flask) -> None:
    before, sessions = seen(), db.session.query(Session).filter(Session.ended_at.is_(None)).count()
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["feed", "raise-revisions"])
    assert (done.exit_code, done.output.endswith(" dates are now newer than any calendar has read.\n")) == (0, True)
    db.session.expire_all()
    assert seen() == {name: [number + JUMP for number in rows] for name, rows in before.items()}
    assert db.session.query(Session).filter(Session.ended_at.is_(None)).count() == sessions
