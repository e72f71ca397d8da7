"""The next season is opened from this one: a year later, with its call and its meetings as drafts, once."""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import select

from core.db import db
from core.outbox import Mail
from meetings.models import Meeting
from meetings.rules import Status
from projects.models import Call
from schedule.turn import actions
from schedule.turn.preview import next_call, preview
from seasons.access import season_after
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


@pytest.fixture
def erin(cast: Cast, browser: Browser) -> Browser:
    browser.enter(cast.erin)
    return browser


def where(cast: Cast) -> str:
    return f"/equipe/saisons/{cast.season.public_id}/suite"


def after(cast: Cast) -> Season:
    found = season_after(db.session.get_one(Season, cast.season.id))
    assert found is not None
    return found


def call_box(erin: Browser) -> str:
    return next(label for label in erin.page.names("field") if label.startswith("Reprendre l’appel à projets"))


def test_the_call_is_carried_over_in_the_words_typed(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(where(cast))
    erin.choose(call_box(erin))
    erin.fill("Titre de l’appel", " ")
    erin.press("Ouvrir la saison", status=422)
    assert "Donnez un titre à l’appel." in erin.page.words
    erin.fill("Titre de l’appel", "Nos idées pour l’an prochain")
    erin.press("Ouvrir la saison")
    with app.app_context():
        call = db.session.scalars(select(Call).where(Call.season_id == after(cast).id)).one()
        assert call.title == "Nos idées pour l’an prochain"


def test_it_is_proposed_a_year_later_and_made_in_one_press(app: Flask, cast: Cast, erin: Browser) -> None:
    page = erin.open(where(cast))
    assert [
        title
        for title in ("On fait connaissance", "Construire un pont", "Le planétarium", "Visite de l’atelier")
        if title in page.words
    ] == [
        "On fait connaissance",
        "Construire un pont",
        "Le planétarium",
        "Visite de l’atelier",
    ]
    assert "Brouillon secret" not in page.words
    erin.choose(call_box(erin))
    erin.press("Ouvrir la saison")
    with app.app_context():
        made = after(cast)
        assert (made.name, made.starts_on, made.ends_on) == ("2027-2028", date(2027, 9, 1), date(2028, 7, 31))
        meetings = db.session.scalars(
            select(Meeting).where(Meeting.season_id == made.id).order_by(Meeting.starts_at)
        ).all()
        assert [(m.title, m.held_on, m.start_time, m.status, m.venue_id) for m in meetings] == [
            ("On fait connaissance", date(2027, 9, 22), time(14), Status.DRAFT, cast.venue.id),
            ("Construire un pont", date(2027, 10, 13), time(14), Status.DRAFT, cast.venue.id),
            ("Le planétarium", date(2027, 10, 20), time(14), Status.DRAFT, cast.venue.id),
            ("Visite de l’atelier", date(2027, 11, 17), time(14), Status.DRAFT, cast.venue.id),
        ]
        call = db.session.scalars(select(Call).where(Call.season_id == made.id)).one()
        assert (call.title, call.brief) == (cast.call.title.replace("2027", "2028"), cast.call.brief)
        assert db.session.query(Mail).count() == 0


def test_the_call_opens_and_closes_at_the_same_local_times(app: Flask, cast: Cast) -> None:
    with app.app_context():
        call = db.session.get_one(Call, cast.call.id)
        call.opens_at = datetime(2026, 10, 20, 6, 0, tzinfo=UTC)  # 8:00 in summer
        call.closes_at = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)  # midnight in winter
        asked = next_call(db.session.get_one(Season, cast.season.id))
        assert asked is not None
        assert (asked.opens_on, asked.opens_time) == (date(2027, 10, 20), time(8))
        assert (asked.closes_on, asked.closes_time) == (date(2027, 11, 30), time(23, 59))


def test_a_conflict_is_named_and_the_free_day_shown(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        world.meeting(season, "Au labo", in_days=63)  # 9 December 2026; 8 December 2027 is free
        world.meeting(season, "Avant Noël", in_days=77)  # 23 December: the holidays of the next year
        db.session.commit()
    words = erin.open(where(cast)).words
    assert "Avant NoëlMercredi 15 décembre 2027" in words
    assert "Au lieu du mercredi 22 décembre" in words
    assert "vacances de Noël, zone A" in words


def days_made(app: Flask, cast: Cast) -> list[tuple[str, date]]:
    with app.app_context():
        made = select(Meeting.title, Meeting.held_on).where(Meeting.season_id == after(cast).id)
        return [(title, on) for title, on in db.session.execute(made.order_by(Meeting.starts_at))]


def test_what_was_moved_or_cancelled_is_proposed_as_it_was_planned(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        visit = world.meeting(db.session.merge(cast.season), "Au labo", in_days=63)  # 9 December 2026
        visit.moved_from_on, visit.held_on = visit.held_on, date(2026, 12, 16)
        db.session.commit()
    words = erin.open(where(cast)).words
    assert "Au laboMercredi 8 décembre 2027" in words
    assert "déplacée au mercredi 16 décembre 2026" in words
    # the fourth Wednesday of October, in the holidays: the nearest free one is chosen
    assert "Le planétariumMercredi 20 octobre 2027" in words
    assert "annulée" in words
    erin.press("Ouvrir la saison")
    assert ("Au labo", date(2027, 12, 8)) in days_made(app, cast)


def test_a_date_that_was_cancelled_and_held_again_is_one(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        world.meeting(db.session.merge(cast.season), "Le planétarium, enfin", in_days=21)
        db.session.commit()
    words = erin.open(where(cast)).words
    assert ("Le planétarium, enfin" in words, "annulée" in words) == (True, False)


def test_single_dates_are_taken_out_and_others_chosen(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(where(cast))
    assert "4 dates reprises" in erin.page.words
    erin.choose("Sans cette date, mercredi 13 octobre")
    erin.choose("Garder le 27 octobre")
    erin.press("Ouvrir la saison")
    assert days_made(app, cast) == [
        ("On fait connaissance", date(2027, 9, 22)),
        ("Le planétarium", date(2027, 10, 27)),
        ("Visite de l’atelier", date(2027, 11, 17)),
    ]


def test_a_choice_is_shown_again_before_anything_is_made(app: Flask, cast: Cast, erin: Browser) -> None:
    """What the page asks when a choice changes: the same page, and nothing else."""
    erin.open(where(cast))
    erin.choose("Sans cette date, mercredi 13 octobre")
    erin.page.one("button", "Ouvrir la saison", erin.page.all("button"), "Titre").set("name", "preview")
    assert "3 dates reprises" in erin.press("Ouvrir la saison").words
    with app.app_context():
        assert season_after(db.session.get_one(Season, cast.season.id)) is None


def test_a_day_chosen_twice_is_said_and_nothing_is_made(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        world.meeting(season, "Les bonbons", in_days=77)  # 23 December 2026: 22 December 2027, in the holidays
        world.meeting(season, "Les bulles", in_days=84)  # 30 December 2026: 29 December 2027 as well
        db.session.commit()
    erin.open(where(cast))
    erin.choose("5 janvier", within="Les bulles")
    erin.choose("5 janvier", within="Les bonbons")
    erin.press("Ouvrir la saison", status=422)
    assert "Une date attend un choix" in erin.page.words
    assert "Ce jour est choisi deux fois" in erin.page.words
    with app.app_context():
        assert season_after(db.session.get_one(Season, cast.season.id)) is None


def test_what_is_not_wanted_is_left_out(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(where(cast))
    erin.untick(next(label for label in erin.page.names("field") if label.startswith("Proposer les rencontres")))
    erin.press("Ouvrir la saison")
    with app.app_context():
        made = after(cast)
        assert db.session.query(Meeting).where(Meeting.season_id == made.id).count() == 0
        assert db.session.query(Call).where(Call.season_id == made.id).count() == 0


def test_other_dates_are_shown_before_anything_is_made(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(where(cast))
    erin.fill("Premier jour de la saison", "2027-10-01")
    erin.press("Ouvrir la saison", status=422)
    assert "Mercredi 22 septembre 2027 est hors de la saison" in erin.page.words
    with app.app_context():
        assert season_after(db.session.get_one(Season, cast.season.id)) is None
    erin.press("Ouvrir la saison")
    with app.app_context():
        assert db.session.query(Meeting).where(Meeting.season_id == after(cast).id).count() == 3


def test_a_name_that_is_taken_is_said_and_nothing_is_made(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(where(cast))
    erin.fill("Nom (facultatif)", "2025-2026")
    erin.press("Ouvrir la saison", status=409)
    with app.app_context():
        assert season_after(db.session.get_one(Season, cast.season.id)) is None


def open_it(season: Season, cast: Cast, name: str = "") -> Season:
    shown = preview(season, first_on=date(2027, 9, 1), last_on=date(2028, 7, 31), today=NOW.date())
    return actions.open_next(
        season,
        starts_on=date(2027, 9, 1),
        ends_on=date(2028, 7, 31),
        name=name,
        call=next_call(season),
        meetings=shown.asked,
        by=db.session.merge(cast.erin),
        now=NOW,
    )


def test_twice_is_once(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        season = db.session.get_one(Season, cast.season.id)
        first, second = open_it(season, cast), open_it(season, cast, "Une autre")
        assert first is second
        assert db.session.query(Meeting).where(Meeting.season_id == first.id).count() == 4


def test_a_season_that_begins_that_day_already_is_the_next_one(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        there = world.season(db.session.merge(cast.kaleido), years_ago=-1)
        assert open_it(db.session.get_one(Season, cast.season.id), cast) is there


def test_once_it_is_open_the_page_leads_to_it(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.test_request_context(method="POST"):
        open_it(db.session.get_one(Season, cast.season.id), cast)
        db.session.commit()
    erin.open(where(cast))
    assert erin.page.h1 == "Qui continue en 2027-2028 ?"
