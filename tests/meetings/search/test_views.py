"""Searching what was written: as people spell it, on both engines; the group finds what it reads and no more."""

import pytest
from flask import Flask

from core.db import db
from meetings.minutes.rules import Part
from meetings.models import Meeting
from tests import world
from tests.people import Browser, words_of
from tests.world import Cast


@pytest.fixture
def written(app: Flask, cast: Cast) -> None:
    with app.app_context():
        past = db.session.get_one(Meeting, cast.past_meeting.id)
        world.minutes(past, Part.NEXT_STEP, "Élodie apporte le cœur de l’œuvre, NOËL ; un hérisson.", shared=True)
        world.minutes(past, Part.GUESTS, "Un <b>hérisson</b> caché_là, à 100 %.")
        world.decision(past, "Le hérisson dort dehors")
        world.task(past, "Nourrir le hérisson", to=cast.alice_now)
        world.minutes(cast.last_years_meeting, Part.NOTES, "Un hérisson de l’an dernier", shared=True)
        world.commit()


def found(browser: Browser, url: str, asked: str) -> int:
    browser.open(url)
    browser.fill("Mots à chercher", asked)
    form = browser._form_of(browser._control("Mots à chercher", ""))
    sent = {name: str(value) for name, value in browser._fields(form)}
    page = browser.open(f"{form.get('action')}?" + "&".join(f"{k}={v}" for k, v in sent.items()))
    return 0 if "Aucun résultat" in page.words else len([each for each in page.all("span") if each.get("class") == "d"])


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("herisson", 4),
        ("HÉRISSON", 4),
        ("hérisson dehors", 1),
        ("elodie noel", 1),
        ("coeur oeuvre", 1),
        ("l'œuvre", 1),
        ("ériss", 4),
        ("100", 1),
        ("caché_là", 1),
        ("hérisson absent", 0),
        ("%", 0),
        ("_", 0),
    ],
)
def test_the_team_finds_all_of_the_season_as_it_is_spelt(
    cast: Cast, browser: Browser, written: None, asked: str, count: int
) -> None:
    browser.enter(cast.erin)
    assert found(browser, "/equipe/rencontres/recherche", asked) == count


def test_the_group_finds_what_it_reads_and_each_their_own_tasks(cast: Cast, app: Flask, written: None) -> None:
    counts = {}
    for who in (cast.alice, cast.bob, cast.charlie):
        young = Browser(app)
        young.enter(who)
        counts[who.first_name] = found(young, "/rencontres/recherche", "hérisson")
        assert found(young, "/rencontres/recherche", "Parole d’équipe") == 0
    assert counts == {"Alice": 3, "Bob": 1, "Charlie": 1}  # Alice and Charlie were there last year


def test_what_was_looked_for_is_marked_on_the_page(cast: Cast, browser: Browser, written: None) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/rencontres/recherche?mots=HERISSON")
    assert [words_of(mark) for mark in browser.page.all("mark")] == ["hérisson"] * 4
