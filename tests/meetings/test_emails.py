"""Every message about a date, read as text, in both languages."""

import re
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from flask import Flask

from core.db import db
from meetings import emails
from meetings.models import Meeting, Venue
from messages.rules import Contact, Recipient
from tests.world import NOW, Cast

SNAPSHOTS = Path(__file__).parent / "mails"
TOM, TESS = (
    Contact(f"{name:-<12}", name, "Grace Martin", "grace@famille.example", guardian="g") for name in ("Tom", "Tess")
)
ALICE_HERSELF = Contact("alice-------", "Alice", "Alice Martin", "alice@mail.example")
ALICE = Recipient(
    "alice@mail.example", "Alice Martin", "x", is_guardian=False, first_names=("Alice",), contacts=(ALICE_HERSELF,)
)
GRACE = Recipient(
    "grace@famille.example",
    "Grace Martin",
    "x",
    is_guardian=True,
    first_names=("Tom", "Tess"),
    contacts=(TOM, TESS),
)


@pytest.mark.parametrize("locale", ["fr", "en_GB"])
@pytest.mark.parametrize("to", [ALICE, GRACE], ids=["young", "guardian"])
@pytest.mark.parametrize("what", ["published", "one published", "moved", "cancelled", "restored", "placed", "place"])
def test_it_reads_as_written(app: Flask, cast: Cast, what: str, to: Recipient, locale: str) -> None:
    with app.test_request_context(method="POST"):
        coming, later = (db.session.get_one(Meeting, m.id) for m in (cast.next_meeting, cast.later_meeting))
        programme = coming.season.programme
        programme.locale = locale
        if what.endswith("published"):
            dates = [coming, later] if what == "published" else [coming]
            mail = emails.published(dates, to, programme=programme, now=NOW)
        elif what == "place":
            mail = emails.place_changed(
                [coming, later], to, before="L’ancien labo, 1 rue Haute", programme=programme, now=NOW
            )
        else:
            before = emails.announced(coming)
            coming.held_on, coming.start_time = coming.held_on + timedelta(days=7), time(13, 30)
            coming.cancel_reason = "Fuite d’eau au labo."
            mail = emails.changed(coming, what, to, programme=programme, now=NOW, before=before)
        read = re.sub(r"/r/[\w-]{43}", "/r/TOKEN", f"{mail.subject}\n\n{mail.text}").replace(coming.public_id, "ID")
        file = SNAPSHOTS / f"{what.replace(' ', '-')}.{'guardian' if to.is_guardian else 'young'}.{locale[:2]}.txt"
        if not file.exists():  # a new message: read the file, then commit it
            file.parent.mkdir(exist_ok=True)
            file.write_text(read, encoding="utf-8")
            pytest.fail(f"{file} is new: read it")
        assert read == file.read_text(encoding="utf-8")
        assert (f'<html lang="{locale[:2]}">' in mail.html, "{{" in mail.html) == (True, False)


def test_a_mailbox_that_two_share_reads_whom_each_line_is_about(app: Flask, cast: Cast) -> None:
    both = replace(GRACE, is_guardian=False)
    with app.test_request_context(method="POST"):
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        before, programme = emails.announced(meeting), meeting.season.programme
        moved, placed = (
            emails.changed(meeting, what, both, programme=programme, now=NOW, before=before)
            for what in ("moved", "placed")
        )
        for mail in (moved, placed):
            assert re.findall(r"\b(tu|ton|ta|tes|toi)\b", f"{mail.text} {mail.html}") == []
        assert "pour Tom et Tess\u00a0:" in placed.text


def test_nothing_typed_becomes_html(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"), db.session.no_autoflush:
        meeting = db.session.merge(cast.next_meeting)
        before = replace(emails.announced(meeting), venue="<b>before</b>")
        meeting.title = "<b>title</b>"
        meeting.venue = Venue(name="<b>name</b>", address="<b>address</b>", zone=meeting.zone)
        programme = meeting.season.programme
        to = Recipient("x@mail.example", "<b>to</b>", "", True, ("<b>names</b>",))
        letters = [
            emails.published([meeting], to, programme=programme, now=NOW),
            emails.place_changed([meeting], to, before="<b>before</b>", programme=programme, now=NOW),
        ]
        for what in ("moved", "cancelled", "restored"):
            was = None if what == "cancelled" else before
            letters.append(
                emails.changed(meeting, what, to, programme=programme, now=NOW, before=was, why="<b>why</b>")
            )
        assert [letter.html.count("<b>") for letter in letters] == [0] * 5
        assert ["&lt;b&gt;name&lt;/b&gt;, &lt;b&gt;address&lt;/b&gt;" in letter.html for letter in letters] == [
            True
        ] * 5
        db.session.rollback()
