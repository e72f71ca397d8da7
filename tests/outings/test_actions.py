"""Who has a place, who is told of what, and what is refused; on both engines."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.ctx import RequestContext
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import db
from core.errors import RuleBroken
from core.outbox import UNSETTLED, Mail
from messages import actions as messages
from messages.models import PhoneCall
from outings import actions
from outings.actions import details_of
from outings.emails import PLACE
from outings.models import Outing, SignUp
from outings.permissions.access import notes_of, received_in
from outings.permissions.actions import write_down
from outings.places.access import line_of, people_in
from outings.places.actions import leave, leave_all, sign_up
from seasons.models import Season
from tests import world
from tests.world import NOW, Cast

SOON = NOW + timedelta(minutes=5)
AFTER = NOW + timedelta(days=31)  # the last day to sign up is over
OVER = NOW + timedelta(days=41)


def acting(app: Flask) -> RequestContext:
    """Inside a request that may write: mails carry addresses of ours."""
    return app.test_request_context(method="POST")


def get(row: Outing) -> Outing:
    return db.session.get_one(Outing, row.id)


def ambassador(row: Ambassador) -> Ambassador:
    return db.session.get_one(Ambassador, row.id)


def erin(cast: Cast) -> User:
    return db.session.get_one(User, cast.erin.id)


def mailed(kind: str) -> list[str]:
    return sorted(db.session.scalars(select(Mail.to_email).where(Mail.kind == kind)))


def leaving() -> set[datetime]:
    """When the announcement leaves."""
    return set(db.session.scalars(select(Mail.due_at).where(Mail.kind == "outing announced")))


def to_leave() -> list[str]:
    """Whom the announcement has still to reach."""
    return sorted(db.session.scalars(select(Mail.to_email).where(Mail.kind == "outing announced", *UNSETTLED)))


def called(outing: Outing) -> list[tuple[int, str]]:
    found = db.session.scalars(select(PhoneCall).where(PhoneCall.regarding == outing.public_id))
    return sorted((each.young_person_id, each.reason) for each in found)


def standing(outing: Outing) -> list[tuple[str, int]]:
    """First names in order of arrival, each with their number on the waiting list; 0 has a place."""
    return [(each.ambassador.young_person.first_name, line_of(outing).rank_of(each)) for each in people_in(outing)]


def quentins(outing: Outing) -> Ambassador:
    query = select(Ambassador).join(Ambassador.young_person).where(Ambassador.season_id == outing.season_id)
    return next(each for each in db.session.scalars(query) if each.young_person.first_name == "Quentin")


def test_announcing_tells_the_season_and_families_and_lists_whom_to_call(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = get(cast.draft_outing)
        revision = draft.season.feed_revision
        actions.announce(draft, by=erin(cast), now=SOON)
        actions.announce(draft, by=erin(cast), now=SOON)
        assert mailed("outing announced") == [
            "alice@mail.example",
            "bob@mail.example",
            "dora@mail.example",
            "famille.faure@mail.example",
            "grace.martin@famille.example",
            "hoa.nguyen@famille.example",
            "kim.rousseau@mail.example",
            "paule.roche@famille.example",
        ]
        assert called(draft) == [(cast.quentin.id, "outing announced")]
        assert leaving() == {SOON + timedelta(minutes=10)}
        assert (draft.sequence, draft.season.feed_revision) == (1, revision + 1)


def test_an_announcement_that_has_not_left_follows_the_outing(app: Flask, cast: Cast) -> None:
    later = SOON + timedelta(minutes=3)
    with acting(app):
        draft = get(cast.draft_outing)
        actions.announce(draft, by=erin(cast), now=SOON)
        first = to_leave()
        db.session.query(Mail).where(Mail.to_email == "bob@mail.example").update({"sent_at": SOON})
        db.session.query(Mail).update({"word": "Enfin !", "held_at": SOON})
        asked = replace(details_of(draft), destination="Loin")
        assert actions.change(draft, asked, by=erin(cast), now=later) is False  # nobody comes yet
        assert to_leave() == [address for address in first if address != "bob@mail.example"]
        fresh = db.session.scalars(select(Mail).where(Mail.created_at == later)).all()
        assert {(each.word, each.held_at, each.due_at, "Loin" in each.text) for each in fresh} == {
            ("Enfin !", SOON, later + timedelta(minutes=10), True)
        }
        assert called(draft) == [(cast.quentin.id, "outing announced")]  # he has not heard of it yet

        actions.cancel(draft, why="Grève.", by=erin(cast), now=later + timedelta(minutes=1))
        assert (to_leave(), called(draft)) == ([], [])
        actions.restore(draft, by=erin(cast), now=later + timedelta(minutes=2))
        assert to_leave() == [address for address in first if address != "bob@mail.example"]


def test_a_change_tells_those_who_come_or_wait_and_their_families(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        sign_up(outing, quentins(outing), by=erin(cast), now=NOW)
        asked = replace(details_of(outing), meeting_point="Devant le musée")
        assert actions.change(outing, asked, by=erin(cast), now=SOON) is True
        assert mailed("outing changed") == [
            "alice@mail.example",
            "bob@mail.example",
            "dora@mail.example",
            "grace.martin@famille.example",
            "hoa.nguyen@famille.example",
            "paule.roche@famille.example",
        ]
        assert called(outing) == [(cast.quentin.id, "no e-mail")]


def test_nobody_hears_of_another_title_nor_of_a_draft(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing, draft = get(cast.outing), get(cast.draft_outing)
        assert actions.change(outing, replace(details_of(outing), title="Ailleurs"), by=erin(cast), now=SOON) is False
        assert actions.change(draft, replace(details_of(draft), destination="Loin"), by=erin(cast), now=SOON) is False
        assert actions.change(outing, details_of(outing), by=erin(cast), now=SOON) is False
        assert mailed("outing changed") == []
        assert (outing.sequence, draft.sequence) == (1, 1)


def test_cancelled_and_back_everyone_keeps_their_place(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        before, revision = standing(outing), outing.season.feed_revision
        actions.cancel(outing, why="Grève.", by=erin(cast), now=SOON)
        actions.cancel(outing, why="Encore.", by=erin(cast), now=SOON)
        with pytest.raises(RuleBroken):
            sign_up(outing, ambassador(cast.dora_now), now=SOON)
        actions.restore(outing, by=erin(cast), now=SOON)
        assert (len(mailed("outing cancelled")), len(mailed("outing restored"))) == (5, 5)
        assert standing(outing) == before
        assert outing.season.feed_revision == revision + 2


def test_order_of_arrival_and_twice_is_once(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        assert standing(outing) == [("Alice", 0), ("Bob", 0), ("Dora", 1)]
        kim = db.session.scalars(select(Ambassador).where(Ambassador.young_person_id == cast.kim_young.id)).one()
        first, second = sign_up(outing, kim, now=SOON), sign_up(outing, kim, now=SOON)
        assert first is second
        assert standing(outing) == [("Alice", 0), ("Bob", 0), ("Dora", 1), ("Kim", 2)]


def test_whoever_waits_moves_up_and_is_written_to(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        quentin = quentins(outing)
        sign_up(outing, quentin, by=erin(cast), how="par téléphone", now=NOW)
        leave(outing, ambassador(cast.alice_now), now=SOON)
        leave(outing, ambassador(cast.alice_now), now=SOON)
        assert standing(outing) == [("Bob", 0), ("Dora", 0), ("Quentin", 1)]
        assert mailed(PLACE) == ["dora@mail.example"]
        leave(outing, ambassador(cast.bob_now), now=SOON)
        assert mailed(PLACE) == ["dora@mail.example", "paule.roche@famille.example"]
        assert called(outing) == [(cast.quentin.id, PLACE)]


def test_a_later_change_does_not_forget_who_is_to_hear_of_a_place(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        sign_up(outing, quentins(outing), by=erin(cast), now=NOW)
        for who in (cast.dora_now, cast.alice_now):
            leave(outing, ambassador(who), now=SOON)
        actions.change(outing, replace(details_of(outing), destination="Loin"), by=erin(cast), now=SOON)
        assert called(outing) == [(cast.quentin.id, "no e-mail"), (cast.quentin.id, PLACE)]
        actions.cancel(outing, why="Grève.", by=erin(cast), now=SOON)
        assert called(outing) == [(cast.quentin.id, "no e-mail")]


def test_news_of_a_place_that_is_held_says_where_the_outing_goes_by_now(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        leave(outing, ambassador(cast.alice_now), now=SOON)
        (mail,) = db.session.scalars(select(Mail).where(Mail.kind == PLACE))
        messages.hold(mail.dispatch, now=SOON)
        actions.change(outing, replace(details_of(outing), destination="Au bout du monde"), by=erin(cast), now=SOON)
        db.session.refresh(mail)
        assert ("Au bout du monde" in mail.text, mail.held_at) == (True, SOON)


def test_who_comes_back_is_at_the_end(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        leave(outing, ambassador(cast.alice_now), now=SOON)
        sign_up(outing, ambassador(cast.alice_now), now=SOON)
        assert standing(outing) == [("Bob", 0), ("Dora", 0), ("Alice", 1)]


def test_more_places_let_people_move_up_and_fewer_than_taken_are_refused(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        with pytest.raises(RuleBroken, match="2 places sont déjà prises"):
            actions.change(outing, replace(details_of(outing), place_count=1), by=erin(cast), now=SOON)
        actions.change(outing, replace(details_of(outing), place_count=3), by=erin(cast), now=SOON)
        assert standing(outing) == [("Alice", 0), ("Bob", 0), ("Dora", 0)]
        assert mailed(PLACE) == ["dora@mail.example"]


def test_after_the_last_day_the_team_alone_changes_who_comes(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing = get(cast.outing)
        for act in (sign_up, leave):
            with pytest.raises(RuleBroken, match="on ne prend et on ne rend plus de place ici"):
                act(outing, ambassador(cast.alice_now), now=AFTER)
        leave(outing, ambassador(cast.alice_now), by=erin(cast), how="par téléphone", now=AFTER)
        assert standing(outing) == [("Bob", 0), ("Dora", 0)]
        gone = db.session.get_one(SignUp, cast.alices_place.id)
        assert (gone.left_how, gone.left_by_id) == ("par téléphone", cast.erin.id)
        with pytest.raises(RuleBroken, match="passée"):
            sign_up(outing, ambassador(cast.alice_now), by=erin(cast), now=OVER)


def test_who_leaves_the_season_leaves_the_place(app: Flask, cast: Cast) -> None:
    with acting(app):
        leave_all(ambassador(cast.alice_now), by=erin(cast), now=SOON)
        assert standing(get(cast.outing)) == [("Bob", 0), ("Dora", 0)]
        assert mailed(PLACE) == ["dora@mail.example"]


def test_papers_are_lines_that_are_only_added(app: Flask, cast: Cast) -> None:
    with acting(app):
        outing, bob, by = get(cast.outing), ambassador(cast.bob_now), erin(cast)
        for is_received in (True, True, False, False, True):
            write_down(outing, bob, is_received=is_received, by=by, now=SOON)
        notes = notes_of(outing)
        assert [(note.ambassador_id, note.is_received) for note in notes] == [
            (bob.id, True),
            (bob.id, False),
            (bob.id, True),
            (cast.alice_now.id, True),
        ]
        assert set(received_in(notes)) == {bob.id, cast.alice_now.id}
        write_down(outing, bob, is_received=False, by=by, now=SOON)
        assert set(received_in(notes_of(outing))) == {cast.alice_now.id}


def test_a_draft_is_added_once_and_can_be_thrown_away(app: Flask, cast: Cast) -> None:
    with acting(app):
        season = db.session.get_one(Season, cast.season.id)
        asked = replace(details_of(get(cast.outing)), title="Autre")
        first = actions.add(season, asked, by=erin(cast), now=SOON)
        assert actions.add(season, asked, by=erin(cast), now=SOON) is first
        actions.remove(first)
        with pytest.raises(RuleBroken):
            actions.remove(get(cast.outing))


def test_what_can_no_longer_be_joined_is_not_announced(app: Flask, cast: Cast) -> None:
    with acting(app), pytest.raises(RuleBroken, match="dernier jour"):
        actions.announce(get(cast.draft_outing), by=erin(cast), now=NOW + timedelta(days=32))


def test_the_world_is_as_actions_would_make_it(app: Flask, cast: Cast) -> None:
    """What tests build by hand holds what the product promises: no more places than there are."""
    with acting(app):
        assert world.NOW == NOW
        placed = [each for each in people_in(get(cast.outing)) if each.placed_at]
        assert len(placed) == get(cast.outing).place_count


def test_whoever_takes_a_place_is_no_longer_to_be_called_about_the_outing(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = get(cast.draft_outing)
        actions.announce(draft, by=erin(cast), now=SOON)
        assert called(draft) == [(cast.quentin.id, "outing announced")]
        sign_up(draft, quentins(draft), by=erin(cast), how="Par téléphone", now=SOON)
        assert called(draft) == []
