"""After a backup: what calendars, mailboxes and browsers have seen since must not win, leave or open again."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from accounts.actions import begin_session, is_usable, new_link
from accounts.models import Link, Session
from accounts.rules import Device, LinkKind
from ambassadors.models import Ambassador, YoungPerson
from core.db import db
from core.ical import JUMP
from core.outbox import KEPT_BACK, Mail
from meetings.models import Meeting
from outings.models import Outing
from projects.models import Call
from schedule.restored.actions import AHEAD, put_right
from seasons.models import Season
from tests import world
from tests.world import NOW

LATER = NOW + timedelta(days=30)
AT_LATER = 44_556_100  # 445,560 minutes of the year have passed, and the one that has begun


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
    assert seen() == {name: [AT_LATER] * len(rows) for name, rows in before.items()}
    assert {m.changed_at for m in db.session.query(Meeting)} == {LATER + AHEAD}
    assert {s.feed_changed_at for s in db.session.query(Season)} == {LATER + AHEAD}


@pytest.mark.usefixtures("within")
def test_a_moment_rises_even_when_the_clock_fell() -> None:
    """By a second for each date: some programs take nothing that is not strictly later."""
    put_right(now=LATER)
    put_right(now=NOW)
    world.commit()
    assert seen() == {name: [AT_LATER + JUMP] * len(rows) for name, rows in seen().items()}
    kinds: tuple[type[Meeting | Outing | Call], ...] = (Meeting, Outing, Call)
    for kind in kinds:
        assert set(db.session.scalars(select(kind.changed_at))) == {LATER + AHEAD + timedelta(seconds=1)}
    assert {s.feed_changed_at for s in db.session.query(Season)} == {LATER + AHEAD + timedelta(seconds=1)}


@pytest.mark.usefixtures("within")
def test_nothing_old_leaves_or_opens_again() -> None:
    """What a team can read is kept back for it, in no sender's hand; what lets somebody in is of no use any more."""
    person = world.person("Judith Roy", email="judith@kaleido.example")
    new_link(LinkKind.INVITATION, secret=b"s" * 32, user=person, now=NOW)
    begin_session(person, device=Device.OWN, life=timedelta(days=60), browser_name="", person="", now=NOW)
    db.session.execute(update(Mail).values(sent_at=NOW))
    words: dict[str, object] = {
        "kind": "test",
        "to_email": "a@kaleido.example",
        "subject": "s",
        "text": "t",
        "created_at": NOW,
    }
    words |= {"due_at": NOW, "tries": 1, "unsure_count": 0}
    earlier = NOW - timedelta(hours=1)
    written: dict[str, dict[str, object]] = {
        "waits": {"programme": "p", "leased_by": "a sender", "leased_until": NOW},
        "held": {"programme": "p", "held_at": earlier},
        "sent": {"programme": "p", "sent_at": NOW},
        "lets in": {"programme": "p", "signs_in": True},
        "own": {"programme": ""},
    }
    db.session.add_all(Mail(message_id=name, **{**words, **values}) for name, values in written.items())
    world.commit()
    others = {
        "sessions": db.session.query(Session).filter(Session.ended_at.is_(None)).count(),
        "links": db.session.query(Link).filter(Link.used_at.is_(None), Link.revoked_at.is_(None)).count(),
    }
    done = put_right(now=NOW)
    assert (done.kept_back, done.dropped, done.sessions, done.links) == (2, 2, *others.values())
    world.commit()
    mails = db.session.query(Mail).filter(Mail.message_id.in_(written)).order_by(Mail.id)
    found = [(m.message_id, m.held_at, m.cancelled_at, m.text, m.last_error, m.leased_by) for m in mails]
    assert found == [
        ("waits", NOW, None, "t", KEPT_BACK, ""),
        ("held", earlier, None, "t", KEPT_BACK, ""),
        ("sent", None, None, "t", "", ""),
        ("lets in", None, NOW, "", "", ""),
        ("own", None, NOW, "", "", ""),
    ]
    assert not any(is_usable(link, now=NOW) for link in db.session.query(Link))
    assert db.session.query(Session).filter(Session.ended_at.is_(None)).count() == 0
    again = put_right(now=NOW)
    assert astuple(again) == (again.dates, 0, 2, 0, 0, 0, 0)


@pytest.mark.usefixtures("within")
def test_who_has_no_other_way_in_is_to_be_invited_again() -> None:
    """Who has no address, and whose invitation was open; not who has an address and came in already."""
    db.session.execute(update(Link).values(used_at=NOW))
    db.session.execute(update(Ambassador).values(invited_at=NOW))
    here = list(db.session.scalars(select(Ambassador).where(Ambassador.left_on.is_(None)).order_by(Ambassador.id)))
    here = [each for each in here if each.season.archived_at is None]
    for each in here:
        each.young_person.email = "somebody@mail.example"
    first, second = here[0], here[1]
    first.young_person.email = ""
    person = world.person("Judith Roy", email="judith@kaleido.example")
    link = new_link(LinkKind.INVITATION, secret=b"s" * 32, user=person, person=second.young_person.public_id, now=NOW)
    world.commit()
    assert link.key
    files = {first.young_person_id, second.young_person_id}
    waiting = {each.id for each in here if each.young_person_id in files}
    assert put_right(now=LATER).to_invite == len(waiting)
    world.commit()
    assert set(db.session.scalars(select(Ambassador.id).where(Ambassador.invited_at.is_(None)))) == waiting


@pytest.mark.usefixtures("within")
def test_point_16_a_command_raises_what_calendars_compare_and_nothing_else(app: Flask) -> None:
    before, sessions = seen(), db.session.query(Session).filter(Session.ended_at.is_(None)).count()
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["feed", "raise-revisions"])
    assert done.exit_code == 0
    assert done.output.startswith("Dates that are now newer than any calendar has read: ")
    db.session.expire_all()
    assert {name: [number // JUMP * JUMP for number in rows] for name, rows in seen().items()} == seen()
    assert all(after > was for name, rows in seen().items() for after, was in zip(rows, before[name], strict=True))
    assert db.session.query(Session).filter(Session.ended_at.is_(None)).count() == sessions
