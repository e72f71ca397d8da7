"""Every message about an outing, read as text, in both languages."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from core.db import db
from messages.rules import Recipient
from outings import emails
from outings.models import Outing
from tests.world import NOW, Cast

SNAPSHOTS = Path(__file__).parent / "mails"
ALICE = Recipient("alice@mail.example", "Alice Martin", "x", is_guardian=False, first_names=("Alice",))
GRACE = Recipient("grace@famille.example", "Grace Martin", "x", is_guardian=True, first_names=("Tom", "Tess"))
WHAT = ("announced", "changed", "cancelled", "restored", "place")


@pytest.mark.parametrize("locale", ["fr", "en_GB"])
@pytest.mark.parametrize("to", [ALICE, GRACE], ids=["young", "guardian"])
@pytest.mark.parametrize("what", WHAT)
def test_it_reads_as_written(app: Flask, cast: Cast, what: str, to: Recipient, locale: str) -> None:
    with app.test_request_context(method="POST"):
        outing = db.session.get_one(Outing, cast.outing.id)
        outing.season.programme.locale = locale
        before = emails.announced(outing)
        if what == "changed":
            outing.returns_on = outing.held_on + timedelta(days=1)
            outing.meeting_point = "Devant le musée"
        outing.cancel_reason = "Le car est en panne."
        mail = emails.told(outing, what, to, programme=outing.season.programme, now=NOW, before=before)
        read = f"{mail.subject}\n\n{mail.text}".replace(outing.public_id, "ID")
        file = SNAPSHOTS / f"{what}.{'guardian' if to.is_guardian else 'young'}.{locale[:2]}.txt"
        if not file.exists():  # a new message: read the file, then commit it
            file.parent.mkdir(exist_ok=True)
            file.write_text(read, encoding="utf-8")
            pytest.fail(f"{file} is new: read it")
        assert read == file.read_text(encoding="utf-8")
        assert (f'<html lang="{locale[:2]}">' in mail.html, "{{" in mail.html) == (True, False)


@pytest.mark.parametrize("act", ["announce", "change", "cancel", "restore", emails.PLACE])
def test_what_is_said_on_the_phone_is_whole(app: Flask, cast: Cast, act: str) -> None:
    with app.test_request_context(method="POST"):
        outing = db.session.get_one(Outing, cast.outing.id)
        said = emails.spoken(outing, act, "avant-hier")
        ends = "Une question ? 01 99 00 00 01. Le Kaléido"
        for text in (said.young, said.guardian):
            assert text.replace("\N{NO-BREAK SPACE}", " ").endswith(ends)
            assert text.startswith("Bonjour, ")
        assert said.young != said.guardian


def test_nothing_typed_becomes_html(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"), db.session.no_autoflush:
        outing = db.session.get_one(Outing, cast.outing.id)
        for name in ("title", "destination", "meeting_point", "cancel_reason"):
            setattr(outing, name, f"<b>{name}</b>")
        before = replace(emails.announced(outing), title="<b>before</b>")
        to = Recipient("x@mail.example", "<b>to</b>", "", True, ("<b>names</b>",))
        programme = outing.season.programme
        letters = [emails.told(outing, what, to, programme=programme, now=NOW, before=before) for what in WHAT]
        assert [letter.html.count("<b>") for letter in letters] == [0] * len(WHAT)
        assert ["&lt;b&gt;title&lt;/b&gt;" in letter.html for letter in letters] == [True] * len(WHAT)
        db.session.rollback()
