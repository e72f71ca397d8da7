"""Tasks: given at a meeting, ticked by whoever has them, found again at the next one for as long as they are open."""

from datetime import date, timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from core.db import db
from meetings.minutes.models import MinutesPart
from meetings.minutes.rules import Part
from meetings.tasks.access import tasks_of
from meetings.tasks.models import Task
from tests import world
from tests.people import Browser, words_of
from tests.world import NOW, Cast

PAGE = "/equipe/rencontres/{}"


def task_called(app: Flask, words: str) -> Task:
    with app.app_context():
        found = db.session.scalars(select(Task).where(Task.words == words)).one()
        db.session.expunge(found)
        return found


def test_a_task_from_the_page_of_its_meeting_to_a_tick_at_home(cast: Cast, app: Flask, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(PAGE.format(cast.past_meeting.public_id))
    browser.fill("Ce qu’il faut faire", "Apporter un haut-parleur")
    browser.fill("Qui s’en charge", "Bob Nguyễn")
    browser.fill("Pour quand (facultatif)", "2026-10-14")
    page = browser.press("Ajouter la tâche")
    assert "Apporter un haut-parleur Bob Nguyễn, mer. 14 oct." in page.words
    young = Browser(app)
    young.enter(cast.bob)
    assert "Apporter un haut-parleur Mer. 14 oct., On fait connaissance" in young.open("/accueil").words
    page = young.press("C’est fait (Apporter un haut-parleur)")
    assert (page.url.endswith("/accueil"), "Apporter un haut-parleur" in page.words.split("Annuler")[-1]) == (
        True,
        False,
    )
    assert "Apporter un haut-parleur Bob Nguyễn, mer. 14 oct., fait" in browser.open(page_of(cast)).words
    young.press("Annuler")
    assert task_called(app, "Apporter un haut-parleur").done_at is None


def page_of(cast: Cast) -> str:
    return PAGE.format(cast.past_meeting.public_id)


def test_pressed_twice_is_one_task(cast: Cast, app: Flask) -> None:
    for _ in range(2):
        tab = Browser(app)
        tab.enter(cast.erin)
        tab.open(page_of(cast))
        tab.fill("Ce qu’il faut faire", "Ranger le labo")
        tab.fill("Le nom de quelqu’un d’autre (facultatif)", "La mairie")
        tab.press("Ajouter la tâche")
    assert task_called(app, "Ranger le labo").owner_name == "La mairie"


def test_a_list_or_a_name_not_both(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast))
    browser.fill("Qui s’en charge", "Frank Moreau")
    browser.fill("Le nom de quelqu’un d’autre (facultatif)", "La mairie")
    browser.fill("Pour quand (facultatif)", "2036-10-14")
    page = browser.press("Ajouter la tâche", status=422)
    for said in ("Dites ce qu’il faut faire.", "pas les deux", "Vérifier l’année de cette date."):
        assert said in page.words
    assert "La mairie" in [each.get("value") for each in page.all("input")]


def test_two_who_change_a_task_at_once(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    one.enter(cast.erin)
    other.enter(cast.frank)
    for tab in (one, other):
        tab.open(f"/equipe/taches/{cast.erins_task.public_id}")
    one.fill("Ce qu’il faut faire", "Réserver l’auditorium")
    one.press("Enregistrer")
    other.fill("Qui s’en charge", "Frank Moreau")
    page = other.press("Enregistrer", status=409)
    assert ("Réserver l’auditorium" in page.words, "Réserver la grande salle" in map(words_of, page.all("textarea"))) == (True, True)  # fmt: skip
    other.press("Enregistrer ma version")
    assert task_called(app, "Réserver la grande salle").user_id == cast.frank.id


def test_whoever_left_keeps_their_task_until_somebody_else_gets_it(cast: Cast, app: Flask, browser: Browser) -> None:
    with app.app_context():
        db.session.merge(cast.alice_now).left_on = NOW.date()
        world.commit()
    browser.enter(cast.erin)
    browser.open(f"/equipe/taches/{cast.alices_task.public_id}")
    browser.fill("Ce qu’il faut faire", "Rapporter la colle")
    browser.press("Enregistrer")
    assert task_called(app, "Rapporter la colle").ambassador_id == cast.alice_now.id


def test_what_is_open_is_carried_to_the_next_meeting(cast: Cast, app: Flask) -> None:
    """Computed from when tasks were decided and done: nobody carries anything, and an old page still tells its day."""
    with app.app_context():
        world.task(cast.past_meeting, "Fait avant", done_at=cast.next_meeting.starts_at - timedelta(hours=1))
        world.task(cast.past_meeting, "Fait pendant", done_at=cast.next_meeting.starts_at + timedelta(hours=1))
        world.task(cast.last_years_meeting, "D’une autre saison")
        world.task(cast.next_meeting, "Décidé ensuite")
        world.commit()
        found = {
            (name, when): [task.words for task in tasks_of(meeting, NOW + timedelta(days=when)).carried]
            for name, meeting in {"next": cast.next_meeting, "later": cast.later_meeting}.items()
            for when in (0, 30)
        }
    both = ["Rapporter la colle forte", "Réserver la grande salle"]
    assert found == {
        ("next", 0): [*both, "Fait pendant"],
        ("next", 30): [*both, "Fait pendant"],
        ("later", 0): [],  # it is not the next one: what is open then, nobody knows
        ("later", 30): [*both, "Décidé ensuite"],
    }


def test_the_group_reads_first_names_and_each_ticks_their_own(cast: Cast, app: Flask, browser: Browser) -> None:
    browser.enter(cast.bob)
    assert "la colle forte" not in browser.open(f"/rencontres/{cast.past_meeting.public_id}").words
    with app.app_context():
        world.task(cast.past_meeting, "Dessiner l’affiche", to=cast.bob_now, due_on=date(2026, 10, 1))
        db.session.query(MinutesPart).where(MinutesPart.part == Part.TASKS).update({"is_shared": True})
        world.commit()
    page = browser.open(f"/rencontres/{cast.past_meeting.public_id}")
    assert "Rapporter la colle forte Alice Réserver la grande salle Erin Lambert" in page.words
    assert "Dessiner l’affiche Toi, jeu. 1er oct., en retard" in page.words
    assert [button for button in page.buttons if "C’est fait" in button] == ["C’est fait (Dessiner l’affiche)"]


def test_done_twice_keeps_the_first_day(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    for tab, who in ((one, cast.alice), (other, cast.erin)):
        tab.enter(who)
        tab.open(f"/rencontres/{cast.past_meeting.public_id}" if who is cast.alice else page_of(cast))
    one.press("C’est fait (Rapporter la colle forte)")
    first = task_called(app, "Rapporter la colle forte").done_at
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        other.press("C’est fait (Rapporter la colle forte)")
    assert task_called(app, "Rapporter la colle forte").done_at == first
