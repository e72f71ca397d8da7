"""The question of the next season, read as text, in both languages."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from core.db import db
from messages.rules import Recipient
from schedule.turn import emails
from seasons.models import Season
from tests import world
from tests.world import NOW, Cast

SNAPSHOTS = Path(__file__).parent / "mails"
ALICE = Recipient("alice@mail.example", "Alice Martin", "x", is_guardian=False, first_names=("Alice",))
BEGUN = NOW.replace(year=2027, month=9, day=1)
GRACE = Recipient("grace@famille.example", "Grace Martin", "x", is_guardian=True, first_names=("Tom", "Tess"))


@pytest.mark.parametrize("locale", ["fr", "en_GB"])
@pytest.mark.parametrize("begun", ["", "-begun"])
@pytest.mark.parametrize("to", [ALICE, GRACE], ids=["young", "guardian"])
def test_it_reads_as_written(app: Flask, cast: Cast, to: Recipient, begun: str, locale: str) -> None:
    with app.test_request_context(method="POST"):
        following = world.season(db.session.get_one(Season, cast.season.id).programme, years_ago=-1)
        following.programme.locale = locale
        assert following.starts_on == date(2027, 9, 1)
        mail = emails.who_continues(following, to, now=BEGUN if begun else NOW)
        read = f"{mail.subject}\n\n{mail.text}"
        file = SNAPSHOTS / f"who-continues{begun}.{'guardian' if to.is_guardian else 'young'}.{locale[:2]}.txt"
        if not file.exists():  # a new message: read the file, then commit it
            file.parent.mkdir(exist_ok=True)
            file.write_text(read, encoding="utf-8")
            pytest.fail(f"{file} is new: read it")
        assert read == file.read_text(encoding="utf-8")
        assert (f'<html lang="{locale[:2]}">' in mail.html, "{{" in mail.html) == (True, False)
