"""Which ideas exist for whom, and who may do what with them."""

from datetime import timedelta

import pytest
from flask import Flask

from ambassadors.models import YoungPerson
from core.db import db
from projects.access import (
    Counts,
    call_for,
    call_of,
    can_propose,
    can_take,
    can_write,
    counts_of,
    ideas_of,
)
from projects.models import Call, Project
from projects.rules import Step
from seasons.models import Season
from tests import world
from tests.world import NOW, Cast

AFTER = NOW + timedelta(days=31)


def again(row: Project | Call | YoungPerson | Season):  # type: ignore[no-untyped-def] # the same row, in this context
    return db.session.get_one(type(row), row.id)


def test_ideas_are_those_of_their_author(app: Flask, cast: Cast) -> None:
    with app.app_context():
        found = {who: [i.id for i in ideas_of(again(getattr(cast, who)))] for who in ("alice", "bob", "dora", "tom")}
    assert found == {
        "alice": [cast.ideas["alice"].id],
        "bob": [cast.ideas["bob"].id],
        "dora": [cast.ideas["dora"].id],
        "tom": [],
    }


def test_the_team_learns_numbers_of_drafts_and_nothing_else(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert counts_of(again(cast.season)) == Counts(drafts=1, submitted=1, withdrawn=1)
        assert counts_of(again(cast.heidis_season)) == Counts(submitted=1)


PERSONS = {
    # who: may propose in this season's call, may write Alice's, Bob's, Charlie's idea
    "alice": (True, True, False, False),
    "bob": (True, False, True, False),
    "charlie": (False, False, False, True),
    "dora": (True, False, False, False),
    "ivan": (False, False, False, False),
}


@pytest.mark.parametrize("who", PERSONS)
def test_who_may_propose_and_write(app: Flask, cast: Cast, who: str) -> None:
    with app.app_context():
        young = again(getattr(cast, who))
        ideas = [again(cast.ideas[whose]) for whose in ("alice", "bob", "charlie")]
        assert (can_propose(young, again(cast.call)), *(can_write(young, idea) for idea in ideas)) == PERSONS[who]


def test_who_left_the_season_reads_and_no_longer_writes(app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(type(cast.alice_now), cast.alice_now.id).left_on = NOW.date()
        idea = again(cast.ideas["alice"])
        assert (can_write(again(cast.alice), idea), [i.id for i in ideas_of(again(cast.alice))]) == (False, [idea.id])


def test_buttons_follow_status_and_phase(app: Flask, cast: Cast) -> None:
    with app.app_context():
        shown = {
            (who, now): {s for s in Step if can_take(s, again(getattr(cast, who)), again(cast.ideas[who]), now)}
            for who in ("alice", "bob", "dora")
            for now in (NOW, AFTER)
        }
    assert shown == {
        ("alice", NOW): {Step.EDIT, Step.WITHDRAW},
        ("bob", NOW): {Step.EDIT, Step.SUBMIT, Step.WITHDRAW},
        ("dora", NOW): {Step.EDIT, Step.SUBMIT},
        ("alice", AFTER): set(),
        ("bob", AFTER): set(),
        ("dora", AFTER): set(),
    }


def test_the_call_is_the_open_one_or_that_of_the_current_season(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert call_of(again(cast.season)) is again(cast.call)
        assert call_for(again(cast.alice), NOW) is again(cast.call)
        assert call_for(again(cast.charlie), NOW) is again(cast.last_call)  # their only season, though closed
        assert call_for(again(cast.alice), AFTER) is again(cast.call)  # closed, and of the current season
        again(cast.last_call).closes_at = AFTER + timedelta(days=60)
        db.session.flush()
        assert call_for(again(cast.alice), AFTER) is again(cast.last_call)  # open, though of last season


def test_no_call_is_no_call(app: Flask) -> None:
    with app.app_context():
        season = world.season(world.programme())
        young = world.ambassador(season).young_person
        assert (call_of(season), call_for(young, NOW), counts_of(season)) == (None, None, Counts())
