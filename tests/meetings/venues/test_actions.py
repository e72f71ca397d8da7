"""A place that changes is a change of every date held there."""

from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.errors import RuleBroken
from core.outbox import Mail
from meetings.access import tally
from meetings.models import Meeting, Venue
from meetings.rules import Said
from meetings.venues import actions
from messages.models import PhoneCall
from seasons.models import Programme
from tests import world
from tests.meetings.test_actions import EVERYONE
from tests.people import Browser
from tests.world import NOW, PARIS, Cast

LABO: dict[str, Any] = {"name": "Le labo, 2e étage", "address": "3 rue des Sources, Trouville", "zone": PARIS}


def here(cast: Cast) -> tuple[Venue, Programme, User]:
    return (
        db.session.get_one(Venue, cast.venue.id),
        db.session.get_one(Programme, cast.kaleido.id),
        db.session.get_one(User, cast.erin.id),
    )


def sequences() -> dict[str, int]:
    db.session.flush()
    return dict(db.session.execute(select(Meeting.title, Meeting.sequence)).all())


def test_a_name_is_one_place(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        labo, programme, _erin = here(cast)
        assert actions.add(programme, name="LE LABO, 2e étage", address="", zone=PARIS) is labo
        other = actions.add(programme, name="Le planétarium", address="", zone=PARIS)
        assert other is not labo
        with pytest.raises(RuleBroken):
            actions.change(other, programme, **LABO, by=_erin, now=NOW)


def test_a_new_address_is_a_change_of_what_is_shown_there(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        labo, programme, erin = here(cast)
        before = sequences()
        actions.change(labo, programme, **LABO, by=erin, now=NOW)
        assert sequences() == before
        revision = db.session.get_one(Meeting, cast.next_meeting.id).season.feed_revision
        actions.change(labo, programme, **{**LABO, "address": "4 rue des Sources"}, by=erin, now=NOW)
        after = sequences()
        raised = {title for title, sequence in after.items() if sequence == before[title] + 1}
        assert raised == {"On fait connaissance", "Construire un pont", "Visite de l’atelier", "Le planétarium"}
        assert db.session.get_one(Meeting, cast.next_meeting.id).season.feed_revision == revision + 1


def test_another_place_is_told_once_for_all_its_dates_and_whom_no_mail_reaches_is_called(
    app: Flask, cast: Cast
) -> None:
    with app.test_request_context(method="POST"):
        labo, programme, erin = here(cast)
        assert actions.change(labo, programme, **{**LABO, "address": "4 rue des Sources"}, by=erin, now=NOW) is True
        mails = db.session.scalars(select(Mail).where(Mail.kind == "place changed")).all()
        assert sorted(mail.to_email for mail in mails) == EVERYONE
        dates = ("mercredi 14\u00a0octobre 2026", "mercredi 18\u00a0novembre 2026")
        assert [mail.text.count("\n- ") for mail in mails] == [len(dates)] * len(mails)
        assert all(day in mails[0].text for day in dates)
        assert "Avant\u00a0: Le labo, 2e étage, 3 rue des Sources, Trouville" in mails[0].text
        assert [(c.regarding, c.young_person_id) for c in db.session.scalars(select(PhoneCall))] == [
            (cast.season.public_id, cast.quentin.id)
        ]


def test_a_better_spelling_is_told_nobody_and_neither_are_other_clocks(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        labo, programme, erin = here(cast)
        better = {**LABO, "name": "Le Labo, 2ᵉ étage"}
        assert actions.change(labo, programme, **better, quietly=True, by=erin, now=NOW) is False
        assert actions.change(labo, programme, **{**better, "zone": "Indian/Reunion"}, by=erin, now=NOW) is False
        assert (db.session.scalars(select(Mail)).all(), db.session.scalars(select(PhoneCall)).all()) == ([], [])


def test_other_clocks_ask_nobody_again(app: Flask, cast: Cast) -> None:
    """14 h stays 14 h where one goes."""
    with app.test_request_context(method="POST"):
        labo, programme, erin = here(cast)
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        actions.change(labo, programme, **{**LABO, "zone": "Indian/Reunion"}, by=erin, now=NOW)
        assert tally(meeting)[Said.NO] == 1


def test_the_page_of_a_place_says_who_hears_of_it(app: Flask, cast: Cast, browser: Browser) -> None:
    def mail_count() -> int:
        with app.app_context():
            return len(db.session.scalars(select(Mail.id)).all())

    browser.enter(cast.erin)
    browser.open(f"/equipe/lieux/{cast.venue.public_id}")
    browser.fill("Nom", "Le labo, au 2e étage")
    browser.press("Enregistrer sans prévenir")
    assert mail_count() == 0
    browser.open(f"/equipe/lieux/{cast.venue.public_id}")
    browser.fill("Nom", "Le grenier")
    browser.press("Enregistrer et prévenir")
    assert mail_count() == len(EVERYONE)
    browser.enter(cast.heidi)
    with app.app_context():
        db.session.delete(db.session.get_one(Meeting, cast.heidis_meeting.id))
        world.commit()
    browser.open(f"/equipe/lieux/{cast.heidis_venue.public_id}")
    assert "Enregistrer" in browser.page.buttons


def test_other_clocks_keep_the_hours_of_what_is_to_come(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        labo, programme, erin = here(cast)
        coming, past = (db.session.get_one(Meeting, m.id) for m in (cast.next_meeting, cast.past_meeting))
        instant, over = coming.starts_at, past.starts_at
        actions.change(labo, programme, **{**LABO, "zone": "Indian/Reunion"}, by=erin, now=NOW)
        assert (coming.start_time, coming.zone, instant - coming.starts_at) == (
            time(14),
            "Indian/Reunion",
            timedelta(hours=2),
        )
        assert (past.zone, past.starts_at) == (PARIS, over)


def test_hours_that_the_new_clocks_never_show_are_refused_and_nothing_changes(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        _labo, programme, erin = here(cast)
        island = world.venue(programme, "L’île")
        island.zone = "Indian/Reunion"
        season = db.session.get_one(Meeting, cast.next_meeting.id).season
        days = (season.ends_on.replace(month=3, day=28) - NOW.date()).days
        night = world.meeting(season, "La nuit", in_days=days, where=island)
        night.start_time, night.end_time, night.zone = time(2, 30), time(4), "Indian/Reunion"
        db.session.flush()
        with pytest.raises(RuleBroken):
            actions.change(island, programme, name="L’île", address="", zone=PARIS, by=erin, now=NOW)
        assert (island.zone, night.zone) == ("Indian/Reunion", "Indian/Reunion")
