"""The file that comes with a mail about one date: the feeds' own event, so that nobody has a date twice."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from ambassadors.models import Ambassador
from core.db import db
from core.outbox import Mail
from core.sending import drain
from core.settings import Settings
from meetings import actions
from meetings.models import Meeting
from meetings.rules import AnswerValue, Status
from schedule.feeds.access import About, shown_in_programme, shown_to_young_person
from schedule.feeds.text import calendar_text
from schedule.models import FeedKind
from seasons.models import Season
from tests import world
from tests.meetings.test_actions import acting, erin, get
from tests.post import Office, open_office
from tests.world import NOW, Cast

SOON = NOW + timedelta(minutes=5)
ALICE, GRACE, TWINS = "alice@mail.example", "grace.martin@famille.example", "famille.faure@mail.example"


def event_in(text: str, uid: str) -> Any:
    [found] = [e for e in Calendar.from_ical(text).walk("VEVENT") if str(e["UID"]) == uid]
    return found


def mailed(kind: str, to: str) -> Mail:
    query = select(Mail).where(Mail.kind == kind, Mail.to_email == to).order_by(Mail.id.desc())
    return db.session.scalars(query.limit(1)).one()


def in_feed(cast: Cast, meeting: Meeting, young_id: int | None = None) -> Any:
    """The event of a meeting as the feed of a young person, or of the group, has it now."""
    kind = FeedKind.AMBASSADOR if young_id else FeedKind.GROUP
    about = About("Les ambassadeurs", "Le Kaléido", "Europe/Paris", kind, "fr")
    dates = shown_to_young_person(young_id) if young_id else shown_in_programme(cast.kaleido.id)
    return event_in(calendar_text(dates, about).decode(), meeting.uid)


def move(cast: Cast, *, by_days: int) -> Meeting:
    meeting = get(cast.next_meeting)
    moved = replace(actions.details_of(meeting), held_on=meeting.held_on + timedelta(days=by_days))
    actions.change(meeting, moved, by=erin(cast), now=SOON)
    return meeting


SAME = ("UID", "SEQUENCE", "LAST-MODIFIED", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "TRANSP")


def shown(event: Any) -> dict[str, object]:
    return {name: event[name].to_ical() if name in event else None for name in SAME}


@pytest.mark.parametrize("what", ["moved", "cancelled", "restored"])
def test_the_file_is_the_feeds_own_event(app: Flask, cast: Cast, what: str) -> None:
    """Without the answer's revision in the file, a calendar that has Alice's feed would take it for an older one."""
    with acting(app):
        meeting = get(cast.next_meeting)
        for value in (AnswerValue.YES, AnswerValue.NO, AnswerValue.YES):
            actions.answer(meeting, db.session.merge(cast.alice_now), value, now=SOON)
        if what == "moved":
            move(cast, by_days=7)
        else:
            actions.cancel(meeting, why="Fuite d’eau", by=erin(cast), now=SOON)
        if what == "restored":
            actions.restore(meeting, by=erin(cast), now=SOON)
        db.session.commit()
        of_alice, of_grace = (event_in(mailed(f"meeting {what}", to).calendar, meeting.uid) for to in (ALICE, GRACE))
        assert shown(of_alice) == shown(in_feed(cast, meeting, cast.alice.id))
        assert shown(of_grace) == shown(in_feed(cast, meeting))
        assert int(of_alice["SEQUENCE"]) == int(of_grace["SEQUENCE"]) + 3


def test_each_file_is_newer_than_the_one_before(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting = move(cast, by_days=7)
        first = event_in(mailed("meeting moved", TWINS).calendar, meeting.uid)
        tom = db.session.scalars(select(Ambassador).where(Ambassador.young_person_id == cast.tom.id)).one()
        actions.answer(meeting, tom, AnswerValue.YES, now=SOON)
        actions.cancel(meeting, why="", by=erin(cast), now=SOON)
        second = event_in(mailed("meeting cancelled", TWINS).calendar, meeting.uid)
        actions.restore(meeting, by=erin(cast), now=SOON)
        third = event_in(mailed("meeting restored", TWINS).calendar, meeting.uid)
        assert [int(e["SEQUENCE"]) for e in (first, second, third)] == [1, 3, 4]
        stamps = [e["LAST-MODIFIED"].to_ical() for e in (first, second, third)]
        assert stamps == sorted(set(stamps))


def test_a_cancelled_one_says_so(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting = get(cast.next_meeting)
        actions.cancel(meeting, why="Fuite d’eau au labo.", by=erin(cast), now=SOON)
        event = event_in(mailed("meeting cancelled", GRACE).calendar, meeting.uid)
        assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
        assert str(event["SUMMARY"]) == "ANNULÉE – Construire un pont"


def test_the_file_names_nobody_and_no_method(app: Flask, cast: Cast) -> None:
    """A named calendar opens as another one in Outlook; with a METHOD, mail programs ask for an answer."""
    with acting(app):
        move(cast, by_days=7)
        texts = set(db.session.scalars(select(Mail.calendar).where(Mail.kind == "meeting moved")))
        assert "" not in texts
        for text in texts:
            calendar = Calendar.from_ical(text)
            assert set(calendar) == {"VERSION", "PRODID"}
            assert [c.name for c in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
            names = {"Alice", "Martin", "Tom", "Tess", "Faure", "Grace", "ATTENDEE", "ORGANIZER", "METHOD"}
            assert [word for word in names if word in text] == []


def test_one_date_published_has_a_file_and_ten_have_none(app: Flask, cast: Cast) -> None:
    with acting(app):
        season = db.session.get_one(Season, cast.season.id)
        one, two, three = (world.meeting(season, in_days=n, status=Status.DRAFT) for n in (80, 87, 94))
        actions.publish(season, [one], by=erin(cast), now=SOON)
        db.session.flush()
        assert event_in(mailed("dates published", ALICE).calendar, one.uid)["STATUS"] == "CONFIRMED"
        actions.publish(season, [two, three], by=erin(cast), now=SOON + timedelta(minutes=1))
        db.session.flush()
        assert mailed("dates published", ALICE).calendar == ""


def test_it_arrives_as_it_was_written_and_is_then_forgotten(app: Flask, cast: Cast, settings: Settings) -> None:
    with acting(app):
        meeting = move(cast, by_days=7)
        db.session.commit()
        written = mailed("meeting moved", GRACE).calendar
        with open_office(Office()) as office, time_machine.travel(NOW + timedelta(hours=1)):
            drain(replace(settings, smtp_url=office.url))
        [message] = [message for to, message in office.taken if to == GRACE]
        [file] = list(message.iter_attachments())
        assert (file.get_content_type(), file.get_content_charset()) == ("text/calendar", "utf-8")
        assert file.get_filename() == "cohorte.ics"
        assert file.get_payload(decode=True) == written.encode()
        assert meeting.uid in written
        kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
        assert kinds == ["text/plain", "text/html", "text/calendar"]
        assert message["Content-Language"] == "fr"
        db.session.expire_all()
        assert mailed("meeting moved", GRACE).calendar == ""


def test_beside_a_change_of_clocks_it_is_told_in_utc(app: Flask, cast: Cast) -> None:
    with acting(app):
        season = db.session.get_one(Season, cast.season.id)
        meeting = world.meeting(season, in_days=(date(2026, 10, 25) - NOW.date()).days, at=time(4))
        actions.cancel(meeting, why="", by=erin(cast), now=SOON)
        assert "DTSTART:20261025T030000Z" in mailed("meeting cancelled", GRACE).calendar
