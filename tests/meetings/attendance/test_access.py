"""Which marks count: of meetings called and held while somebody was in the season, whatever else was marked."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from ambassadors.models import Ambassador
from core.db import db
from meetings.attendance.access import held_in, missed_count, missed_in, own_marks, people_in, records_of
from meetings.attendance.rules import Count
from meetings.models import Meeting
from meetings.rollcall.models import RollCall
from meetings.rollcall.rules import Presence
from meetings.rules import Status
from tests import world
from tests.world import NOW, Cast

P, L, E, A = Presence.PRESENT, Presence.LATE, Presence.EXCUSED, Presence.ABSENT


def meetings(cast: Cast, number: int) -> list[Meeting]:
    """Meetings of the season on the last days, the latest last."""
    season = db.session.merge(cast.season)
    return [world.meeting(season, f"Rencontre {n}", in_days=n - number) for n in range(number)]


def marked(held: Sequence[Meeting], who: Ambassador, *values: Presence | None) -> None:
    for meeting, value in zip(held, values, strict=True):
        if value is not None:
            world.attendance(meeting, db.session.merge(who), value)


def counted(cast: Cast, who: Ambassador) -> Count:
    held = held_in(cast.season, NOW)
    people = db.session.scalars(people_in(cast.season).where(Ambassador.id == who.id)).all()
    return records_of(people, held, ())[0].count


def test_a_meeting_counts_once_its_roll_was_called(cast: Cast, app: Flask) -> None:
    """Not before, not while it is under way, and never when it was cancelled."""
    with app.app_context():
        uncalled, cancelled, called = meetings(cast, 3)
        running = world.meeting(db.session.merge(cast.season), "En cours", in_days=0)
        marked([called, cancelled, running], cast.alice_now, P, P, P)
        cancelled.status = Status.CANCELLED
        db.session.flush()
        assert [each.meeting.title for each in held_in(cast.season, NOW)] == [called.title]
        assert (counted(cast, cast.alice_now), uncalled.title) == (Count(1, 1, 150), "Rencontre 0")
        db.session.scalars(select(RollCall).where(RollCall.meeting_id == running.id)).one().ended_at = NOW
        db.session.flush()
        assert [each.meeting.title for each in held_in(cast.season, NOW)] == [called.title, "En cours"]


def test_each_meeting_tells_how_many_were_marked_how(cast: Cast, app: Flask) -> None:
    with app.app_context():
        (called,) = meetings(cast, 1)
        for who, value in ((cast.alice_now, P), (cast.bob_now, L), (cast.dora_now, E)):
            world.attendance(called, db.session.merge(who), value)
        world.attendance(called, guest="Rayan")  # not of the season: in nobody's rate
        (held,) = held_in(cast.season, NOW)
        assert (held.present, held.late, held.excused, held.absent, held.unmarked) == (1, 1, 1, 0, 4)
        assert held.of == Count(2, 3)


def test_who_left_and_who_came_later_count_from_when_they_were_there(cast: Cast, app: Flask) -> None:
    with app.app_context():
        held = meetings(cast, 4)
        leaver, late_joiner = (db.session.merge(each) for each in (cast.bob_now, cast.dora_now))
        leaver.left_on, late_joiner.joined_on = held[2].held_on, held[2].held_on
        marked(held, leaver, P, A, A, A)
        marked(held, late_joiner, A, A, P, E)
        db.session.flush()
        assert counted(cast, leaver) == Count(1, 2, 150)
        assert counted(cast, late_joiner) == Count(1, 2, 150)
        people = db.session.scalars(people_in(cast.season).where(Ambassador.id.in_([leaver.id, late_joiner.id]))).all()
        seen = {each.ambassador.id: list(each.was_in) for each in records_of(people, held_in(cast.season, NOW), ())}
        assert seen == {leaver.id: [True, True, False, False], late_joiner.id: [False, False, True, True]}


def test_two_absences_in_a_row_are_a_hint(cast: Cast, app: Flask) -> None:
    """The last two marks, whatever was not marked in between; an excuse told us, and breaks them."""
    season = cast.season
    with app.app_context():
        held = meetings(cast, 4)
        twins = db.session.scalars(
            select(Ambassador)
            .where(Ambassador.young_person_id.in_([cast.tom.id, cast.tess.id]))
            .order_by(Ambassador.id)
        ).all()
        marked(held, cast.alice_now, P, A, None, A)
        marked(held, cast.bob_now, A, A, A, P)
        marked(held, cast.dora_now, A, A, A, E)
        marked(held, twins[0], None, None, None, A)
        marked(held, twins[1], P, P, A, A)
        twins[1].left_on = NOW.date() + timedelta(days=1)  # no longer ours to call
        db.session.flush()
        assert set(db.session.scalars(missed_in(season, NOW))) == {cast.alice_now.id}
        assert db.session.scalar(select(missed_count(season, NOW))) == 1
        world.attendance(db.session.merge(cast.past_meeting), db.session.merge(cast.alice_now), A)  # earlier: no third
        assert db.session.scalar(select(missed_count(season, NOW))) == 1
        assert db.session.scalar(select(missed_count(cast.heidis_season, NOW))) == 0


def test_one_reads_ones_own_marks_and_nobody_elses(cast: Cast, app: Flask) -> None:
    with app.app_context():
        held = meetings(cast, 2)
        marked(held, cast.alice_now, L, P)
        marked(held, cast.bob_now, A, A)
        alice = db.session.merge(cast.alice)
        assert [(key, mark.value) for key, mark in own_marks(alice, NOW).items()] == [(held[0].id, L), (held[1].id, P)]
