"""Marks, on both engines: each once, none over another in silence; who leaves, and with whom."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.ctx import RequestContext

from accounts.models import User
from ambassadors.models import Ambassador, WayHome
from core.db import db, new_public_id
from core.errors import RuleBroken
from meetings.models import Meeting
from meetings.rollcall import actions
from meetings.rollcall.access import Line, lines_of, roll_call_of
from meetings.rollcall.actions import Pressed
from meetings.rollcall.models import Attendance, Mark
from meetings.rollcall.rules import Outcome, Presence
from tests import world
from tests.world import NOW, Cast

PRESENT, LATE, EXCUSED, ABSENT = Presence


def acting(app: Flask) -> RequestContext:
    return app.test_request_context(method="POST")


def here(cast: Cast) -> tuple[Meeting, User, User]:
    return (
        db.session.get_one(Meeting, cast.next_meeting.id),
        db.session.get_one(User, cast.erin.id),
        db.session.get_one(User, cast.frank.id),
    )


def mark(of: Ambassador | str, value: Presence | None, seen: int = 0, client_id: str = "", minutes: int = 0) -> Pressed:
    person = of if isinstance(of, str) else of.public_id
    return Pressed(person, value, seen, client_id or new_public_id(), NOW + timedelta(minutes=minutes))


def line(meeting: Meeting, of: Ambassador) -> Line:
    return next(each for each in lines_of(meeting) if each.key == of.public_id)


def test_everyone_of_the_season_is_on_the_list_by_first_name(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        actions.add_guest(meeting, "Awa, la cousine de Bob", by=erin, now=NOW)
        found = [(each.first_name, each.is_expected, each.value) for each in lines_of(meeting)]
    assert found == [
        ("Alice", True, None),
        ("Bob", False, None),  # said no
        ("Dora", True, None),
        ("Kim", True, None),
        ("Quentin", True, None),
        ("Tess", True, None),
        ("Tom", True, None),
        ("Awa, la cousine de Bob", False, PRESENT),
    ]


def test_a_mark_sent_again_is_one_even_when_somebody_changed_the_row_meanwhile(app: Flask, cast: Cast) -> None:
    """The answer got lost: the phone sends the same once more, and must neither undo the other nor be blamed."""
    with acting(app):
        meeting, erin, frank = here(cast)
        first = mark(cast.alice_now, PRESENT, client_id="lost answer")
        assert [each.outcome for each in actions.take(meeting, [first], by=erin, now=NOW)] == [Outcome.KEPT]
        actions.take(meeting, [mark(cast.alice_now, ABSENT, seen=1)], by=frank, now=NOW)
        (again,) = actions.take(meeting, [first], by=erin, now=NOW)
        assert (again.outcome, again.version) == (Outcome.KEPT, 1)
        stands = line(meeting, cast.alice_now)
        assert (stands.value, stands.version, db.session.query(Mark).count()) == (ABSENT, 2, 2)


def test_two_who_mark_the_same_person_differently_the_later_one_is_told_and_writes_nothing(
    app: Flask, cast: Cast
) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        actions.take(meeting, [mark(cast.alice_now, ABSENT)], by=frank, now=NOW)
        told = actions.take(meeting, [mark(cast.alice_now, PRESENT), mark(cast.dora_now, PRESENT)], by=erin, now=NOW)
        assert [(each.outcome, each.version) for each in told] == [(Outcome.CONFLICT, 1), (Outcome.KEPT, 1)]
        stands = line(meeting, cast.alice_now).attendance
        assert stands is not None
        assert (stands.value, stands.marked_by, line(meeting, cast.dora_now).value) == (ABSENT, frank, PRESENT)


def test_two_who_mark_the_same_person_alike_agree(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        actions.take(meeting, [mark(cast.alice_now, PRESENT)], by=frank, now=NOW)
        (told,) = actions.take(meeting, [mark(cast.alice_now, PRESENT)], by=erin, now=NOW)
        assert (told.outcome, told.version, db.session.query(Attendance).count()) == (Outcome.SAME, 1, 1)


def test_who_is_not_of_the_season_cannot_be_marked(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        told = actions.take(meeting, [mark(cast.ivan_now, PRESENT), mark("nobody", PRESENT)], by=erin, now=NOW)
        assert [each.outcome for each in told] == [Outcome.GONE, Outcome.GONE]
        assert db.session.query(Attendance).count() == 0


@pytest.mark.parametrize("which", ["draft_meeting", "cancelled_meeting"])
def test_only_a_meeting_that_takes_place_is_called(app: Flask, cast: Cast, which: str) -> None:
    with acting(app):
        _, erin, _ = here(cast)
        meeting = db.session.get_one(Meeting, getattr(cast, which).id)
        with pytest.raises(RuleBroken):
            actions.take(meeting, [mark(cast.alice_now, PRESENT)], by=erin, now=NOW)


def test_a_mark_is_taken_back(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        actions.take(meeting, [mark(cast.alice_now, PRESENT)], by=erin, now=NOW)
        actions.take(meeting, [mark(cast.alice_now, None, seen=1)], by=erin, now=NOW)
        stands = line(meeting, cast.alice_now)
        assert (stands.value, stands.version) == (None, 2)


def test_the_call_ends_once_and_excuses_who_had_said_no(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        actions.take(meeting, [mark(cast.alice_now, PRESENT)], by=erin, now=NOW)
        assert actions.end(meeting, by=erin, now=NOW) == 1
        assert actions.end(meeting, by=frank, now=NOW + timedelta(minutes=1)) == 0
        call = roll_call_of(meeting)
        assert call is not None
        assert (call.called_at, call.ended_at, call.ended_by) == (NOW, NOW, erin)
        assert line(meeting, cast.bob_now).value is EXCUSED
        assert line(meeting, cast.dora_now).value is None  # expected: nobody guesses


def test_who_does_not_go_home_without_an_adult_leaves_with_somebody(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        of = db.session.get_one(Ambassador, cast.alice_now.id)
        of.young_person.way_home = WayHome.NOT_ALONE
        actions.take(meeting, [mark(of, PRESENT)], by=erin, now=NOW)
        with pytest.raises(RuleBroken):
            actions.leave(meeting, of.public_id, at=meeting.ends_at, with_whom="", by=erin, now=NOW)
        actions.leave(meeting, of.public_id, at=meeting.ends_at, with_whom="Grace Martin", by=erin, now=NOW)
        assert (line(meeting, of).is_here, line(meeting, of).version) == (False, 2)
        actions.come_back(meeting, of.public_id, by=erin, now=NOW)
        assert (line(meeting, of).is_here, line(meeting, of).version) == (True, 3)


def test_only_who_is_there_leaves(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        actions.take(meeting, [mark(cast.dora_now, ABSENT)], by=erin, now=NOW)
        for each in (cast.dora_now, cast.alice_now):
            with pytest.raises(RuleBroken):
                actions.leave(meeting, each.public_id, at=NOW, with_whom="", by=erin, now=NOW)


def test_a_guest_twice_is_one(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        first = actions.add_guest(meeting, "Awa Sy", by=erin, now=NOW)
        assert actions.add_guest(meeting, "AWA  SY", by=frank, now=NOW) is first
        actions.take(meeting, [mark(first.public_id, None, seen=1)], by=erin, now=NOW)
        assert [each.name for each in lines_of(meeting) if each.young is None] == []


def test_the_day_counts_for_who_came_and_who_left_the_season(app: Flask, cast: Cast) -> None:
    with app.app_context():
        after = world.ambassador(db.session.get_one(type(cast.season), cast.season.id), "Zoé")
        after.joined_on = cast.next_meeting.held_on + timedelta(days=1)
        left = world.ambassador(after.season, "Yann")
        left.left_on = cast.next_meeting.held_on
        db.session.commit()
        names = [each.first_name for each in lines_of(db.session.get_one(Meeting, cast.next_meeting.id))]
    assert not {"Zoé", "Yann"} & set(names)
