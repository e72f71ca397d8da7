"""What the team wrote as it is read, as text and as a page, in both languages."""

from pathlib import Path

import pytest
from flask import Flask

from core.db import db
from meetings.news import emails
from meetings.news.models import News
from messages import recipients
from seasons.models import Season
from tests.meetings.reminders.test_emails import plain
from tests.world import NOW, Cast

SNAPSHOTS = Path(__file__).parent / "mails"


@pytest.mark.parametrize("locale", ["fr", "en_GB"])
@pytest.mark.parametrize("to", ["alice@mail.example", "grace.martin@famille.example"])
def test_it_reads_as_written(app: Flask, cast: Cast, to: str, locale: str) -> None:
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        season.programme.locale = locale
        user = db.session.merge(cast.alice).user
        assert user is not None
        user.locale = locale
        text = "Bonjour à toutes et à tous,\n\nPensez aux bottes.\nLe plan : https://kaleido.example/plan\n\nL’équipe"
        written = News(season_id=season.id, subject="Des bottes samedi", text=text, public_id="x")
        reach = recipients.of_season(season, now=NOW)
        recipient = next(each for each in reach.by_mail if each.email == to)
        mail = emails.news(written, recipient, programme=season.programme, now=NOW)
        name = f"{to.partition('@')[0].partition('.')[0]}.{locale[:2]}"
        for suffix, words in (("txt", f"{mail.subject}\n\n{mail.text}"), ("html", mail.html)):
            read, file = plain(words, cast.next_meeting), SNAPSHOTS / f"{name}.{suffix}"
            if not file.exists():  # a new message: read the file, then commit it
                file.parent.mkdir(exist_ok=True)
                file.write_text(read, encoding="utf-8")
                pytest.fail(f"{file} is new: read it")
            assert read == file.read_text(encoding="utf-8")
        db.session.rollback()
