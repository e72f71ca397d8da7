"""A place that changes is a change of every date held there."""

from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.errors import RuleBroken
from core.outbox import Mail
from meetings.models import Meeting, Venue
from meetings.venues import actions
from seasons.models import Programme
from tests import world
from tests.world import NOW, PARIS, Cast

LABO = {"name": "Le labo, 2e étage", "address": "3 rue des Sources, Trouville", "zone": PARIS}


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


def test_a_new_address_is_a_change_of_what_is_shown_there_and_a_mail_to_nobody(app: Flask, cast: Cast) -> None:
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
        assert db.session.scalars(select(Mail)).all() == []


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
