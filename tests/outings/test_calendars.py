"""The file that comes with a mail about an outing: the feeds' own event, without the place where minors gather."""

from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.outbox import Mail
from outings import actions
from outings.models import Outing
from schedule.feeds.access import About, shown_in_programme
from schedule.feeds.text import calendar_text
from schedule.models import FeedKind
from tests.world import NOW, Cast

SAME = (
    "UID",
    "SEQUENCE",
    "LAST-MODIFIED",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "LOCATION",
    "DESCRIPTION",
    "STATUS",
    "TRANSP",
)


def event_in(text: str, uid: str) -> Any:
    [found] = [e for e in Calendar.from_ical(text).walk("VEVENT") if str(e["UID"]) == uid]
    return {name: found[name].to_ical() if name in found else None for name in SAME}


@pytest.mark.parametrize("what", ["announced", "cancelled", "restored"])
def test_the_file_is_the_feeds_own_event(app: Flask, cast: Cast, what: str) -> None:
    with app.test_request_context(method="POST"):
        outing = db.session.get_one(Outing, (cast.draft_outing if what == "announced" else cast.outing).id)
        erin = db.session.get_one(User, cast.erin.id)
        if what == "announced":
            actions.announce(outing, by=erin, now=NOW)
        else:
            actions.cancel(outing, why="Le car est en panne.", by=erin, now=NOW)
        if what == "restored":
            actions.restore(outing, by=erin, now=NOW)
        db.session.commit()
        about = About("Les ambassadeurs", "Le Kaléido", "Europe/Paris", FeedKind.GROUP, "fr")
        feed = event_in(calendar_text(shown_in_programme(cast.kaleido.id), about).decode(), outing.uid)
        files = set(db.session.scalars(select(Mail.calendar).where(Mail.kind == f"outing {what}")))
        assert [event_in(file, outing.uid) for file in files] == [feed] * len(files)
        assert files
        assert not [file for file in files if outing.meeting_point in file.replace("\r\n ", "")]
        assert feed["STATUS"] == (b"CANCELLED" if what == "cancelled" else b"CONFIRMED")
