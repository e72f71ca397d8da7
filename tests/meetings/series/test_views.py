"""A season planned in one go, without JavaScript."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select

from core.db import db
from core.outbox import Mail
from meetings.models import Meeting, Venue
from meetings.rules import Status
from seasons.models import Programme, Season
from tests import world
from tests.people import Browser, words_of
from tests.world import Cast

PLAN = "/equipe/rencontres/serie"
TEN = ["2026-09-09", "2026-10-14", "2026-11-18", "2026-12-09", "2027-01-13"]
TEN += ["2027-02-10", "2027-03-10", "2027-04-07", "2027-05-12", "2027-06-09"]


@pytest.fixture
def eve(app: Flask, cast: Cast, browser: Browser) -> Browser:
    """Eve's programme has a season and two young people, and no date yet."""
    with app.app_context():
        eve = world.person("Eve Garnier")
        programme = world.programme("Le Phare", coordinator=eve)
        season = world.season(programme)
        season.ends_on = date(2027, 6, 30)
        world.ambassador(season, "Lou", email="lou@mail.example")
        world.ambassador(season, "Max", email="")
        world.commit()
    browser.enter(eve)
    return browser


def dates(app: Flask, status: Status | None = None) -> list[str]:
    with app.app_context():
        query = select(Meeting.held_on).join(Meeting.season).join(Programme).where(Programme.centre == "Le Phare")
        query = query.where(Meeting.status == status) if status else query
        return [day.isoformat() for day in db.session.scalars(query.order_by(Meeting.held_on))]


def mails(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(select(Mail.to_email).where(Mail.kind == "dates published")))


def reasons(browser: Browser) -> list[str]:
    rows = [each for each in browser.page.all("li") if each.get("data-conflict") is not None]
    return [words_of(next(each for each in row.iter("span") if each.get("class") == "d")) for row in rows]


def said_of(browser: Browser, day: str) -> list[str]:
    """What the line of a day says, without its choices."""
    rows = [row for row in browser.page.all("li") if day in [words_of(each) for each in row.iter("span")]]
    return [words_of(each) for row in rows for each in row.iter("span") if each.get("class") in ("d", "pill")]


def test_the_preview_names_what_falls_badly(app: Flask, eve: Browser) -> None:
    eve.open(PLAN)
    assert reasons(eve) == [
        "Jour férié, Armistice 1918",
        "Vacances de printemps, zone A, du sam. 10 avr. au dim. 25 avr.",
    ]
    chips = [words_of(label) for label in eve.page.of_class("chip")]
    assert [chip for chip in chips if chip != "Pas de rencontre" and not chip.startswith("Sans cette date,")] == [
        "4 novembre",
        "18 novembre",
        "Garder le 11 novembre",
        "7 avril",
        "28 avril",
        "Garder le 14 avril",
    ]
    assert dates(app) == []


def test_ten_dates_are_published_at_once_and_a_second_click_makes_no_more(app: Flask, eve: Browser) -> None:
    eve.open(PLAN)
    eve.fill("Lieu (facultatif)", "La salle des machines")
    eve.choose("18 novembre")
    eve.choose("7 avril")
    first = eve.page
    eve.press("Publier les 10 dates")
    assert (dates(app, Status.PUBLISHED), mails(app)) == (TEN, ["lou@mail.example"])
    eve.page = first
    eve.press("Publier les 10 dates")  # the same page sent again: the dates it showed stand already
    assert "Ces dates étaient déjà là" in eve.page.words
    assert (dates(app), mails(app)) == (TEN, ["lou@mail.example"])
    with app.app_context():
        meetings = db.session.scalars(select(Meeting).join(Venue).where(Venue.name == "La salle des machines")).all()
        assert {(m.start_time, m.end_time, m.title) for m in meetings} == {(time(14), time(16, 30), "Rencontre")}


def test_an_open_choice_comes_back_with_everything_typed(app: Flask, eve: Browser) -> None:
    eve.open(PLAN)
    eve.fill("Titre de chaque rencontre", "Atelier du mercredi")
    eve.choose("4 novembre")
    eve.press("Publier les 10 dates", status=422)
    assert "Une date attend un choix" in eve.page.words
    checked = [each.get("value") for each in eve.page.all("input") if each.get("checked") is not None]
    assert (checked, dates(app)) == (["rule", "2026-11-04"], [])
    eve.choose("Pas de rencontre", within="Vacances de printemps")
    eve.press("Garder en brouillon")
    assert (len(dates(app, Status.DRAFT)), mails(app)) == (9, [])
    with app.app_context():
        titles = db.session.scalars(select(Meeting.title).where(Meeting.title == "Atelier du mercredi")).all()
        assert len(titles) == 9


def test_nobody_publishes_dates_they_did_not_see(app: Flask, eve: Browser) -> None:
    eve.open(PLAN)
    eve.fill("Jour de la semaine", "samedi")
    eve.press("Publier les 10 dates", status=422)
    assert "Les dates ont changé avec la règle" in eve.page.words
    assert dates(app) == []


def test_dates_as_they_were_pasted(app: Flask, eve: Browser) -> None:
    eve.open(PLAN)
    eve.choose("Des dates déjà choisies")
    eve.fill("Les dates", "samedi 12 décembre 10h-12h\n9 janvier 2027\nmardi 10 février\nn’importe quoi 33")
    eve.press("Voir les dates")
    assert [words_of(fault) for fault in eve.page.of_class("t") if "février" in words_of(fault)] == ["mardi 10 février"]
    assert "2 lignes ne sont pas lues" in eve.page.words
    eve.press("Publier les 2 dates")
    assert dates(app) == ["2026-12-12", "2027-01-09"]
    with app.app_context():
        hours = db.session.execute(
            select(Meeting.start_time, Meeting.end_time).where(Meeting.held_on.in_([date(2026, 12, 12)]))
        ).all()
        assert [tuple(row) for row in hours] == [(time(10), time(12))]


def test_what_is_planned_already_is_shown_and_left_alone(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(f"{PLAN}?saison={cast.season.public_id}")
    assert said_of(browser, "Mercredi 14 octobre") == ["14 h – 16 h 30", "Déjà prévue"]


@pytest.mark.parametrize(
    ("moved_to", "status", "again", "words"),
    [
        (date(2026, 10, 21), Status.PUBLISHED, None, "Déplacée au 21 oct."),
        (None, Status.CANCELLED, None, "Annulée"),
        (date(2026, 10, 21), Status.CANCELLED, None, "Annulée"),
        (date(2026, 10, 21), Status.PUBLISHED, Status.PUBLISHED, "Déjà prévue"),
        (date(2026, 10, 21), Status.PUBLISHED, Status.CANCELLED, "Déplacée au 21 oct."),
        (None, Status.CANCELLED, Status.PUBLISHED, "Déjà prévue"),
        (None, Status.PUBLISHED, Status.CANCELLED, "Déjà prévue"),
    ],
)
def test_a_date_that_moved_or_was_cancelled_says_so(
    app: Flask,
    cast: Cast,
    browser: Browser,
    *,
    moved_to: date | None,
    status: Status,
    again: Status | None,
    words: str,
) -> None:
    """`again`: another meeting that was made for that day and hour since."""
    with app.app_context():
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        on, days = meeting.held_on, (meeting.held_on - world.NOW.date()).days
        assert (on, meeting.start_time) == (date(2026, 10, 14), time(14))
        meeting.status = status
        if moved_to:
            meeting.held_on, meeting.moved_from_on = moved_to, on
        if again:
            world.meeting(db.session.get_one(Season, cast.season.id), in_days=days, status=again)
        world.commit()
    browser.enter(cast.erin)
    browser.open(f"{PLAN}?saison={cast.season.public_id}")
    assert said_of(browser, "Mercredi 14 octobre") == ["14 h – 16 h 30", words]


@pytest.mark.parametrize(("november", "april"), [("4 novembre", "28 avril"), ("18 novembre", "7 avril")])
def test_a_day_chosen_instead_stays_chosen_when_the_season_is_planned_again(
    app: Flask, eve: Browser, november: str, april: str
) -> None:
    eve.open(PLAN)
    eve.choose(november)
    eve.choose(april)
    eve.press("Publier les 10 dates")
    before = dates(app)
    eve.open(PLAN)
    pills = [words_of(pill) for pill in eve.page.of_class("pill")]
    instead = [f"Déjà prévue le mercredi {day}" for day in (november, april)]
    assert (len(pills), [pill for pill in pills if pill != "Déjà prévue"]) == (9, instead)
    assert said_of(eve, "Mercredi 11 novembre") == ["Jour férié, Armistice 1918", instead[0]]
    assert ([row for row in eve.page.all("fieldset") if (row.get("id") or "").startswith("choice-")], reasons(eve)) == (
        [],
        [],
    )
    assert "Rien à publier : aucun message ne part" in eve.page.words
    eve.fill("Jour de la semaine", "samedi")
    eve.press("Voir les dates")
    assert len(reasons(eve)) == 3  # another rule is none of these dates
    assert dates(app) == before


@pytest.mark.parametrize(
    ("moved_to", "status", "words"),
    [
        (None, Status.CANCELLED, "Annulée"),
        (date(2027, 5, 5), Status.PUBLISHED, "Déplacée au 5 mai"),
        (date(2027, 4, 28), Status.PUBLISHED, "Déplacée au 28 avr."),
    ],
)
def test_a_day_chosen_instead_that_moved_or_was_cancelled_says_so(
    app: Flask, eve: Browser, moved_to: date | None, status: Status, words: str
) -> None:
    eve.open(PLAN)
    eve.choose("18 novembre")
    eve.choose("7 avril")
    eve.press("Publier les 10 dates")
    with app.app_context():
        meeting = db.session.scalars(select(Meeting).where(Meeting.held_on == date(2027, 4, 7))).one()
        meeting.status = status
        if moved_to:
            meeting.held_on, meeting.moved_from_on = moved_to, meeting.held_on
        world.commit()
    eve.open(PLAN)
    assert said_of(eve, "Mercredi 14 avril")[1:] == [words]


@pytest.mark.parametrize(
    ("on", "start"),
    [(date(2027, 4, 7), time(10)), (date(2027, 4, 8), time(14)), (date(2027, 3, 31), time(14))],
    ids=["at another hour", "on another weekday", "far off"],
)
def test_an_extra_date_stands_for_no_other(app: Flask, eve: Browser, on: date, start: time) -> None:
    eve.open(PLAN)
    eve.choose("18 novembre")
    eve.choose("Pas de rencontre", within="Vacances de printemps")
    eve.press("Publier les 10 dates")
    with app.app_context():
        season = db.session.scalars(select(Season).join(Programme).where(Programme.centre == "Le Phare")).one()
        extra = world.meeting(season, in_days=(on - world.NOW.date()).days, status=Status.PUBLISHED)
        extra.start_time = start
        world.commit()
    eve.open(PLAN)
    eve.fill("De", "14:00")
    eve.fill("À", "16:30")
    eve.press("Voir les dates")
    assert reasons(eve) == ["Vacances de printemps, zone A, du sam. 10 avr. au dim. 25 avr."]


@pytest.mark.parametrize(
    ("label", "typed", "words"),
    [
        ("Premier jour", "", "Choisissez le premier jour."),
        ("Dernier jour", "2020-01-01", "Ce jour est loin de la saison : vérifiez l’année."),
        ("De", "25:00", "Ce n’est pas une heure : écrivez-la comme 14:30"),
        ("À", "13:00", "La fin vient avant le début : vérifiez les deux heures."),
        ("Titre de chaque rencontre", "", "Donnez un titre aux rencontres."),
    ],
)
def test_what_is_not_valid_is_said_and_kept(eve: Browser, label: str, typed: str, words: str) -> None:
    eve.open(PLAN)
    eve.fill("Lieu (facultatif)", "La salle des machines")
    eve.fill(label, typed)
    eve.press("Voir les dates", status=422)
    assert words.replace(" :", "\u00a0:") in [error.text for error in eve.page.all("a")]
    kept = [each.get("value") for each in eve.page.all("input") if each.get("name") == "new_venue"]
    assert kept == ["La salle des machines"]
