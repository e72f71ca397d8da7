"""Decisions: written down one by one, each with whoever stands for it, and read by the group where it is shared."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from core.db import db
from meetings.decisions.models import Decision
from meetings.minutes.models import MinutesPart
from meetings.minutes.rules import Part
from tests import world
from tests.people import Browser
from tests.world import Cast

PAGE = "/equipe/rencontres/{}"


def decided(app: Flask, cast: Cast) -> list[tuple[str, str, date | None]]:
    with app.app_context():
        query = select(Decision).where(Decision.meeting_id == cast.past_meeting.id).order_by(Decision.id)
        return [(each.words, each.owner, each.due_on) for each in db.session.scalars(query)]


def test_a_decision_with_somebody_who_stands_for_it_and_one_without(cast: Cast, app: Flask, browser: Browser) -> None:
    before = decided(app, cast)
    browser.enter(cast.erin)
    browser.open(PAGE.format(cast.past_meeting.public_id))
    browser.fill("Ce qui est décidé", "On garde le pont en carton")
    browser.fill("Qui y veille", "Bob Nguyễn")
    browser.fill("À partir de quand, ou pour quand (facultatif)", "2026-10-14")
    page = browser.press("Ajouter la décision")
    assert "On garde le pont en carton Bob Nguyễn, mer. 14 oct." in page.words
    for _again in range(2):  # a double click
        browser.open(PAGE.format(cast.past_meeting.public_id))
        browser.fill("Ce qui est décidé", "Le labo ferme à 18 h")
        browser.press("Ajouter la décision")
    assert decided(app, cast) == [
        *before,
        ("On garde le pont en carton", "Bob Nguyễn", date(2026, 10, 14)),
        ("Le labo ferme à 18 h", "", None),
    ]
    browser.fill("Qui y veille", "Frank Moreau")
    page = browser.press("Ajouter la décision", status=422)
    assert "Dites ce qui est décidé." in page.words
    browser.open(PAGE.format(cast.past_meeting.public_id))
    browser.follow("Le labo ferme à 18 h")
    browser.press("Supprimer cette décision")
    assert decided(app, cast)[-1][0] == "On garde le pont en carton"


def test_two_who_change_a_decision_at_once(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    one.enter(cast.erin)
    other.enter(cast.frank)
    for tab in (one, other):
        tab.open(f"/equipe/decisions/{cast.erins_decision.public_id}")
    one.fill("Ce qui est décidé", "On se retrouve dehors.")
    one.press("Enregistrer")
    other.fill("Qui y veille", "Frank Moreau")
    page = other.press("Enregistrer", status=409)
    assert "On se retrouve dehors." in page.words
    assert decided(app, cast)[0][:2] == ("On se retrouve dehors.", "Erin Lambert")
    other.press("Enregistrer ma version")
    assert decided(app, cast)[0][:2] == ("On se retrouve au labo.", "Frank Moreau")


def test_the_group_reads_decisions_once_they_are_shared_and_first_names_alone(
    cast: Cast, app: Flask, browser: Browser
) -> None:
    browser.enter(cast.bob)
    assert "On se retrouve au labo." not in browser.open(f"/rencontres/{cast.past_meeting.public_id}").words
    with app.app_context():
        world.decision(cast.past_meeting, "Alice garde la clé").ambassador_id = cast.alice_now.id
        db.session.query(MinutesPart).where(MinutesPart.part == Part.DECISIONS).update({"is_shared": True})
        world.commit()
    page = browser.open(f"/rencontres/{cast.past_meeting.public_id}")
    assert "On se retrouve au labo. Erin Lambert" in page.words
    assert ("Alice garde la clé Alice" in page.words, "Alice Martin" in page.words) == (True, False)
