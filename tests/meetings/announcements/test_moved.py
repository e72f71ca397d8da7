"""« Déplacée du … » is said of a date that people knew on another day, and of no other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from ambassadors.models import YoungPerson
from core.db import db
from meetings import actions
from meetings.actions import details_of
from meetings.announcements.access import moves_known_to, moves_told
from meetings.models import Meeting
from tests import world
from tests.meetings.announcements.test_calls import FIRST, Team
from tests.people import Browser
from tests.world import Cast

MOVED = "Déplacée du"


@pytest.mark.parametrize("is_told", [False, True])
def test_who_was_told_of_no_day_before_reads_of_none(app: Flask, cast: Cast, browser: Browser, is_told: bool) -> None:
    browser.enter(cast.erin)
    with app.test_request_context(method="POST"):
        team = Team(cast)
        (it,) = team.publish(FIRST)
        if is_told:
            team.has_sent("bob@mail.example")
        team.move(it)
        address, day = f"/equipe/rencontres/{it.public_id}", it.moved_from_on
        world.commit()
    assert day == FIRST.held_on  # the planner knows which day it stands for
    assert (MOVED in browser.open(address).words, MOVED in browser.open("/equipe/rencontres").words) == (
        is_told,
        is_told,
    )


def test_a_date_that_was_a_draft_then_is_not_told_as_moved(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        team = Team(cast)
        draft = actions.add(team.season, FIRST, by=team.by, now=team.later())
        team.move(draft)
        actions.publish(team.season, [draft], by=team.by, now=team.later())
        team.move(draft)
        assert moves_told(team.season) == set()
        team.has_sent()
        actions.change(
            draft,
            replace(details_of(draft), held_on=draft.held_on + timedelta(days=7)),
            by=team.by,
            now=team.later(),
        )
        db.session.flush()
        assert moves_told(team.season) == {db.session.get_one(Meeting, draft.id).id}


@pytest.mark.parametrize("is_told", [False, True])
def test_young_people_read_of_a_move_only_where_they_knew_the_day_before(
    app: Flask, cast: Cast, browser: Browser, is_told: bool
) -> None:
    with app.test_request_context(method="POST"):
        team = Team(cast)
        (it,) = team.publish(FIRST)
        if is_told:
            team.has_sent()
        team.move(it)
        address = f"/rencontres/{it.public_id}"
        world.commit()
    browser.enter(cast.bob)
    assert [MOVED in browser.open(page).words for page in (address, "/agenda")] == [is_told, is_told]


def test_who_joined_after_the_move_knows_one_day_alone(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        team = Team(cast)
        (it,) = team.publish(FIRST)
        team.has_sent()
        team.move(it)
        bob = db.session.get_one(YoungPerson, cast.bob.id)
        assert moves_known_to(bob, [it]) == {it.id}
        late = world.ambassador(team.season, "Nina")
        late.joined_on = team.now.date() + timedelta(days=1)
        same_day = world.ambassador(team.season, "Noé")
        same_day.joined_on, same_day.young_person.created_at = team.now.date(), team.later()
        db.session.flush()
        assert [moves_known_to(each.young_person, [it]) for each in (late, same_day)] == [set(), set()]
