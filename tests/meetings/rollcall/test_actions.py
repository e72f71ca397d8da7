"""Marks, on both engines: each once, none over another in silence; who leaves, and with whom."""

from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from flask.ctx import RequestContext

from accounts.models import User
from ambassadors.models import Ambassador, WayHome
from core.db import db, new_public_id
from core.errors import RuleBroken
from meetings.models import Meeting
from meetings.rollcall import actions
from meetings.rollcall.access import Line, history_of, lines_of, roll_call_of
from meetings.rollcall.actions import Departure, Pressed
from meetings.rollcall.models import Attendance, Mark
from meetings.rollcall.moves import actions as moves
from meetings.rollcall.moves.actions import Arrived, MarkedSince
from meetings.rollcall.rules import Outcome, Presence
from meetings.rollcall.wording import history_words
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
        moves.add_guest(meeting, "Awa, la cousine de Bob", by=erin, now=NOW)
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


def test_a_call_is_taken_up_again_once_and_ended_by_who_saw_that(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        actions.resume(meeting, by=frank, now=NOW)  # of a call that goes on there is nothing to take up
        call = actions.begun(meeting, now=NOW)
        assert (call.resumed_at, call.mark) == (None, "")
        actions.end(meeting, by=erin, seen="", now=NOW)
        again = NOW + timedelta(minutes=5)
        actions.resume(meeting, by=frank, now=again)
        actions.resume(meeting, by=erin, now=again + timedelta(minutes=1))
        assert (call.ended_at, call.resumed_at, call.resumed_by) == (None, again, frank)
        for seen in ("", NOW.isoformat()):
            with pytest.raises(actions.TakenUpAgain, match="Frank Moreau"):
                actions.end(meeting, by=erin, at=NOW + timedelta(minutes=1), seen=seen, now=again)
        assert call.ended_at is None
        actions.end(meeting, by=erin, seen=call.mark, now=again)
        assert call.ended_at == again
        actions.end(meeting, by=frank, seen="", now=again)  # ended already: nobody is told no
        assert (call.ended_by, call.resumed_by) == (erin, frank)


def test_who_does_not_go_home_without_an_adult_leaves_with_somebody(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        of = db.session.get_one(Ambassador, cast.alice_now.id)
        of.young_person.way_home = WayHome.NOT_ALONE
        actions.take(meeting, [mark(of, PRESENT)], by=erin, now=NOW)
        with pytest.raises(RuleBroken):
            moves.leave(meeting, of.public_id, at=meeting.ends_at, with_whom="", by=erin, now=NOW)
        moves.leave(meeting, of.public_id, at=meeting.ends_at, with_whom="Grace Martin", by=erin, now=NOW)
        assert (line(meeting, of).is_here, line(meeting, of).version) == (False, 2)
        moves.come_back(meeting, of.public_id, seen=2, by=erin, now=NOW)
        assert (line(meeting, of).is_here, line(meeting, of).version) == (True, 3)


def test_only_who_is_there_leaves(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        actions.take(meeting, [mark(cast.dora_now, ABSENT)], by=erin, now=NOW)
        for each in (cast.dora_now, cast.alice_now):
            with pytest.raises(RuleBroken):
                moves.leave(meeting, each.public_id, at=NOW, with_whom="", by=erin, now=NOW)


def test_a_guest_twice_is_one(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        first = moves.add_guest(meeting, "Awa Sy", by=erin, now=NOW)
        twice = moves.add_guest(meeting, "AWA  SY", by=erin, now=NOW)  # pressed twice: still hers to undo
        again = moves.add_guest(meeting, "awa sy", by=frank, now=NOW)
        assert {each.person for each in (first, twice, again)} == {first.person}
        told = [(each.outcome, each.version) for each in (first, twice, again)]
        assert told == [(Outcome.KEPT, 1), (Outcome.KEPT, 1), (Outcome.SAME, 2)]  # Frank said so as well
        actions.take(meeting, [mark(first.person, None, seen=2)], by=erin, now=NOW)
        assert [each.name for each in lines_of(meeting) if each.young is None] == []


def test_who_put_somebody_on_the_list_that_was_on_it_is_told_so_when_the_answer_got_lost_too(
    app: Flask, cast: Cast
) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        moves.welcome(meeting, [Arrived("Awa Sy", "erins", NOW)], by=erin, now=NOW)
        for _again in range(2):
            (told,) = moves.welcome(meeting, [Arrived("Awa Sy", "franks", NOW)], by=frank, now=NOW)
            assert (told.outcome, told.version) == (Outcome.SAME, 2)
        (told,) = moves.welcome(meeting, [Arrived("Awa Sy", "erins", NOW)], by=erin, now=NOW)
        assert (told.outcome, told.version) == (Outcome.KEPT, 1)


def test_a_guest_who_was_just_added_is_taken_back_unless_a_colleague_said_something(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        awa = moves.add_guest(meeting, "Awa Sy", by=erin, now=NOW)
        back = partial(moves.take_guest_back, meeting, awa.person, by=erin, now=NOW)
        moves.add_guest(meeting, "Awa Sy", by=frank, now=NOW)
        with pytest.raises(MarkedSince, match=r"Frank Moreau a noté «.Présent.» pour Awa Sy"):
            back(seen=1)
        assert [each.name for each in lines_of(meeting) if each.young is None] == ["Awa Sy"]
        back(seen=2)
        back(seen=2)  # pressed twice
        assert [each.name for each in lines_of(meeting) if each.young is None] == []


def test_a_departure_is_undone_unless_a_colleague_said_something_since(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, frank = here(cast)
        person, ends = cast.alice_now.public_id, meeting.ends_at
        actions.take(meeting, [mark(person, PRESENT)], by=erin, now=NOW)
        assert moves.leave(meeting, person, at=ends, with_whom="Grace Martin", by=erin, now=NOW) == 2
        moves.come_back(meeting, person, seen=2, by=frank, now=NOW)
        moves.leave(meeting, person, at=ends, with_whom="Paul Martin", by=frank, now=NOW)
        for seen in (2, None):
            with pytest.raises(MarkedSince, match=r"Frank Moreau a noté « ?.?Présent, départ à .* avec Paul Martin"):
                moves.come_back(meeting, person, seen=seen, by=erin, now=NOW)
        stands = line(meeting, cast.alice_now)
        assert (stands.version, stands.attendance and stands.attendance.left_with) == (4, "Paul Martin")
        actions.take(meeting, [mark(person, ABSENT, seen=4)], by=frank, now=NOW)
        with pytest.raises(MarkedSince, match="Absent"):
            moves.come_back(meeting, person, seen=4, by=erin, now=NOW)
        assert (line(meeting, cast.alice_now).value, line(meeting, cast.alice_now).version) == (ABSENT, 5)


def told_of(meeting: Meeting, of: Ambassador) -> list[str]:
    (marks,) = [each for each in history_of(meeting).values() if each[0].attendance.ambassador_id == of.id]
    return [words.replace("\xa0", " ") for words in history_words(marks, meeting)]


def test_every_departure_that_was_noted_stays_readable_with_who_changed_it(app: Flask, cast: Cast) -> None:
    at = cast.next_meeting.starts_at
    with acting(app), time_machine.travel(at):
        meeting, erin, frank = here(cast)
        person = cast.alice_now.public_id
        noon = meeting.starts_at

        def moment(minutes: int) -> datetime:
            return noon + timedelta(minutes=minutes)

        def leave(minutes: int, whom: str, *, by: User, now: int) -> None:
            moves.leave(meeting, person, at=moment(minutes), with_whom=whom, by=by, now=moment(now))

        first = Pressed(person, LATE, 0, "one", moment(5))
        actions.take(meeting, [first], by=erin, now=moment(5))
        leave(60, "Grace Martin", by=erin, now=61)
        moves.come_back(meeting, person, seen=2, by=frank, now=moment(62))
        leave(70, "", by=frank, now=71)
        correction = Pressed(person, LATE, 4, "two", moment(75), departure=Departure(moment(72), "Paul Martin"))
        actions.take(meeting, [correction], by=erin, now=moment(75))
        actions.take(meeting, [Pressed(person, EXCUSED, 5, "three", moment(80))], by=frank, now=moment(80))
        came = "En retard, arrivée à 14 h 05"
        assert told_of(meeting, cast.alice_now) == [
            "Excusé : Frank Moreau, 15 h 20",
            f"{came}, départ à 15 h 12 avec Paul Martin : Erin Lambert, 15 h 15",
            f"{came}, départ à 15 h 10 sans adulte : Frank Moreau, 15 h 11",
            f"{came}, départ retiré : Frank Moreau, 15 h 02",
            f"{came}, départ à 15 h avec Grace Martin : Erin Lambert, 15 h 01",
            f"{came} : Erin Lambert, 14 h 05",
        ]


def test_a_mark_of_before_times_were_kept_says_that_they_changed(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, erin, _ = here(cast)
        person = cast.alice_now.public_id
        actions.take(meeting, [mark(person, PRESENT)], by=erin, now=NOW)
        moves.leave(meeting, person, at=meeting.ends_at, with_whom="", by=erin, now=NOW)
        moves.come_back(meeting, person, seen=2, by=erin, now=NOW)
        for each in db.session.query(Mark).filter(Mark.version < 3):
            each.left_at = each.left_with = None
        words = [each.partition(" :")[0] for each in told_of(meeting, cast.alice_now)]
        assert words == ["Présent", "Heures modifiées", "Présent"]


def test_the_day_counts_for_who_came_and_who_left_the_season(app: Flask, cast: Cast) -> None:
    with app.app_context():
        after = world.ambassador(db.session.get_one(type(cast.season), cast.season.id), "Zoé")
        after.joined_on = cast.next_meeting.held_on + timedelta(days=1)
        left = world.ambassador(after.season, "Yann")
        left.left_on = cast.next_meeting.held_on
        db.session.commit()
        names = [each.first_name for each in lines_of(db.session.get_one(Meeting, cast.next_meeting.id))]
    assert not {"Zoé", "Yann"} & set(names)
