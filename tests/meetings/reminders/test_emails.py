"""Each reminder, read as text and seen as a page, in both languages."""

import re
from pathlib import Path

import pytest
from flask import Flask

from core.db import db
from meetings.models import Meeting
from meetings.reminders import emails
from meetings.reminders.rules import ReminderKind
from messages import recipients
from seasons.models import Season
from tests.world import NOW, Cast

SNAPSHOTS = Path(__file__).parent / "mails"


def plain(text: str, meeting: Meeting) -> str:
    """Without what is random: tokens and ids."""
    text = re.sub(r"/r/[\w-]{43}", "/r/TOKEN", text).replace(meeting.public_id, "ID")
    return re.sub(r"/rappels/\w{44}", "/rappels/TOKEN", text)


@pytest.mark.parametrize("locale", ["fr", "en_GB"])
@pytest.mark.parametrize("to", ["alice@mail.example", "grace.martin@famille.example", "famille.faure@mail.example"])
@pytest.mark.parametrize("kind", ReminderKind)
def test_it_reads_as_written(app: Flask, cast: Cast, kind: ReminderKind, to: str, locale: str) -> None:
    with app.app_context():
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        season = db.session.get_one(Season, cast.season.id)
        season.programme.locale = locale
        for young in (cast.alice, cast.tom):
            user = db.session.merge(young).user
            assert user is not None
            user.locale = locale
        moved = NOW.date() if kind is ReminderKind.COMING else None
        reach = recipients.of_season(season, now=NOW)
        recipient = next(each for each in reach.by_mail if each.email == to)
        mail = emails.reminder(meeting, kind, recipient, programme=season.programme, now=NOW, moved_from_on=moved)
        name = f"{kind.value}.{to.partition('@')[0].partition('.')[0]}.{locale[:2]}"
        for suffix, written in (("txt", f"{mail.subject}\n\n{mail.text}"), ("html", mail.html)):
            read, file = plain(written, meeting), SNAPSHOTS / f"{name}.{suffix}"
            if not file.exists():  # a new message: read the file, then commit it
                file.parent.mkdir(exist_ok=True)
                file.write_text(read, encoding="utf-8")
                pytest.fail(f"{file} is new: read it")
            assert read == file.read_text(encoding="utf-8")
        db.session.rollback()


def test_nothing_typed_becomes_html(app: Flask, cast: Cast) -> None:
    with app.app_context():
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        meeting.title, meeting.details = "<b>titre</b>", "<i>détail</i>\nhttps://ailleurs.example"
        to = recipients.of_season(meeting.season, now=NOW).by_mail[0]
        mail = emails.reminder(meeting, ReminderKind.ANSWER, to, programme=meeting.season.programme, now=NOW)
        assert ("<b>titre" in mail.html, "<i>" in mail.html) == (False, False)
        assert 'href="https://ailleurs' not in mail.html
        db.session.rollback()
