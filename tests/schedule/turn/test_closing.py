"""A season is closed from a page that says what is still open; reopened, it is as it was."""

from datetime import timedelta

import pytest
from flask import Flask

from core.db import db
from core.outbox import Mail
from meetings.models import Meeting
from meetings.rules import Status
from outings.models import Outing
from projects.models import Call
from projects.rules import ProjectStatus
from seasons import actions
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


@pytest.fixture
def erin(cast: Cast, browser: Browser) -> Browser:
    browser.enter(cast.erin)
    return browser


def closing(cast: Cast) -> str:
    return f"/equipe/saisons/{cast.season.public_id}/cloture"


def test_what_is_still_open_is_listed_with_a_way_there(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        season, kaleido = db.session.merge(cast.season), db.session.merge(cast.kaleido)
        world.phone_call(season, cast.next_meeting.public_id, cast.quentin)
        world.idea(db.session.merge(cast.call), db.session.merge(cast.tom), status=ProjectStatus.SUBMITTED)
        world.mail(kaleido, "lou@mail.example", text="Bonjour", in_minutes=10)
        world.mail(kaleido, "parti@mail.example", text="Bonjour", failed=True)
        db.session.commit()
    page = erin.open(closing(cast))
    words = page.words
    for line in (
        "2 dates encore à venir",
        "1 personne à appeler",
        "1 courrier n’est pas arrivé",
        "1 courrier attend de partir",
        "L’appel à projets n’est pas fini",
        "2 idées déposées, 1 brouillon",
        "1 date non publiée",
        "1 idée attend un mot de l’équipe",
        "1 attend une place, 1 autorisation encore attendue",  # Dora waits, Bob’s paper is missing
        "2 tâches non faites",
    ):
        assert line in words, words
    erin.follow("Voir les dates")
    assert erin.page.h1 == "Rencontres"


def test_a_roll_that_was_not_called_is_named_and_called_from_there(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        world.meeting(season, "Sans appel", in_days=-7)
        world.meeting(season, "Annulée", in_days=-5, status=Status.CANCELLED)
        world.attendance(db.session.merge(cast.past_meeting), db.session.merge(cast.alice_now))
        db.session.commit()
    page = erin.open(closing(cast))
    assert "1 rencontre dont l’appel n’a pas été fait" in page.words
    assert "30 sept. : on ne sait pas qui était là" in page.words
    erin.follow("Faire l’appel")
    assert "Sans appel" in erin.page.words


def test_open_tasks_stand_on_the_page_that_the_list_leads_to(cast: Cast, erin: Browser) -> None:
    erin.open(closing(cast))
    erin.follow("Voir les tâches")
    assert (erin.page.h1, cast.erins_task.words in erin.page.words) == (cast.next_meeting.title, True)


def test_of_a_call_that_is_over_the_drafts_are_counted(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        db.session.get_one(Call, cast.call.id).closes_at = NOW
        db.session.commit()
    words = erin.open(closing(cast)).words
    assert ("1 idée restée en brouillon" in words, "L’appel à projets n’est pas fini" in words) == (True, False)


def test_whoever_has_not_said_whether_they_continue_is_counted(app: Flask, cast: Cast, erin: Browser) -> None:
    assert "pour 2027-2028" not in erin.open(closing(cast)).words
    with app.app_context():
        following = world.season(db.session.merge(cast.kaleido), years_ago=-1)
        following.follows_id = cast.season.id
        db.session.commit()
    assert "n’ont pas répondu pour 2027-2028" in erin.open(closing(cast)).words
    erin.follow("Voir qui")
    assert erin.page.h1 == "Qui continue en 2027-2028 ?"


def test_of_an_outing_that_is_over_only_the_papers_are_left(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        db.session.delete(db.session.get_one(Outing, cast.draft_outing.id))
        trip = world.outing(season, "Le phare", in_days=-3)
        world.sign_up(trip, db.session.merge(cast.bob_now))
        world.sign_up(trip, db.session.merge(cast.dora_now), placed=False)
        world.outing(season, "Le moulin", in_days=-4)
        db.session.commit()
    words = erin.open(closing(cast)).words
    assert ("Le phare Dimanche 4 octobre, 1 autorisation encore attendue" in words, "Le moulin" in words) == (
        True,
        False,
    )


def test_a_season_with_nothing_open_says_so(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        over = world.season(db.session.merge(cast.kaleido), years_ago=3)
        db.session.commit()
        where = f"/equipe/saisons/{over.public_id}/cloture"
    assert "Il ne reste rien d’ouvert" in erin.open(where).words


def test_closing_and_reopening(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(closing(cast))
    erin.press("Clore la saison 2026-2027")
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        assert (season.archived_at is not None, season.archived_by_id) == (True, cast.erin.id)
    assert "par Erin Lambert" in erin.open(closing(cast)).words
    erin.press("Rouvrir la saison")
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        assert (season.archived_at, season.archived_by_id) == (None, None)


def test_closing_twice_keeps_who_was_first_and_tells_the_calendars_once(app: Flask, cast: Cast) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        erin, heidi = db.session.merge(cast.erin), db.session.merge(cast.heidi)
        before = season.feed_revision
        actions.close(season, by=erin, now=NOW)
        actions.close(season, by=heidi, now=NOW + timedelta(hours=1))
        assert (season.archived_at, season.archived_by_id, season.feed_revision) == (NOW, erin.id, before + 1)
        actions.reopen(season, now=NOW)
        actions.reopen(season, now=NOW)
        assert season.feed_revision == before + 2


def test_a_closed_season_is_shown_as_such_and_offers_nothing_to_change(app: Flask, cast: Cast, erin: Browser) -> None:
    close(app, cast)
    here = f"?saison={cast.season.public_id}"
    for where, button in (
        (f"/equipe{here}", "Ajouter une date"),
        (f"/equipe/rencontres{here}", "Ajouter une date"),
        (f"/equipe/rencontres/{cast.next_meeting.public_id}", "Annuler la rencontre"),
        (f"/equipe/jeunes{here}", "Importer une liste"),
        (f"/equipe/jeunes/{cast.alice.public_id}{here}", "Noter son départ"),
        (f"/equipe/projets{here}", "Modifier l’appel"),
        (f"/equipe/projets/{cast.ideas['alice'].public_id}", "Envoyer ce mot"),
    ):
        words = erin.open(where).words
        assert ("Saison close" in words, button in words) == (True, False), where


def test_what_is_done_for_the_next_season_is_not_said_to_be_closed(app: Flask, cast: Cast, erin: Browser) -> None:
    close(app, cast)
    here = f"/equipe/saisons/{cast.season.public_id}"
    for programmes in ("saisons", "reglages", "equipe", "fermetures", "lieux"):
        assert "Saison close" not in erin.open(f"/equipe/{programmes}?saison={cast.season.public_id}").words, programmes
    assert "Saison close" not in erin.open(f"{here}/qui-continue").words  # nothing follows yet
    erin.open(f"{here}/suite")
    assert "Saison close" not in erin.page.words
    erin.press("Ouvrir la saison")
    assert (erin.page.h1, "Saison close" in erin.page.words) == ("Qui continue en 2027-2028 ?", False)
    assert "Saison close" not in erin.open(f"{here}/qui-continue/{cast.alice.public_id}").words


def test_ambassadors_read_it_and_find_nothing_to_answer(app: Flask, cast: Cast, browser: Browser) -> None:
    close(app, cast)
    browser.enter(cast.alice)
    assert "Construire un pont" in browser.open(f"/rencontres/{cast.next_meeting.public_id}").words
    assert "Je viens" not in browser.page.words
    assert "Construire un pont" not in browser.open("/agenda").words  # it is not to come
    assert "On fait connaissance" in browser.page.words
    assert "Modifier mon idée" not in browser.open(f"/appel-a-projets/{cast.ideas['alice'].public_id}").words


def test_the_place_of_a_closed_season_changes_without_a_word(app: Flask, cast: Cast, erin: Browser) -> None:
    close(app, cast)
    erin.open(f"/equipe/lieux/{cast.venue.public_id}")
    erin.fill("Nom", "Le grand labo")
    erin.press("Enregistrer")
    with app.app_context():
        assert db.session.get_one(Meeting, cast.next_meeting.id).venue.name == "Le grand labo"  # type: ignore[union-attr]
    assert mails_in(app) == 0


def mails_in(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Mail).count()


def close(app: Flask, cast: Cast) -> None:
    with app.app_context():
        actions.close(db.session.merge(cast.season), by=db.session.merge(cast.erin), now=NOW)
        db.session.commit()
