"""A meeting's page as one prepares, runs and remembers it: parts written, shared, and two people writing at once."""

from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from core.db import db
from meetings.minutes import actions
from meetings.minutes.models import MinutesPart, MinutesVersion
from meetings.minutes.rules import Part
from meetings.models import Meeting
from tests import world
from tests.people import Browser
from tests.world import Cast

PAGE = "/equipe/rencontres/{}"
THEIRS = "/rencontres/{}"


def autosave(browser: Browser, part: str, **changed: str) -> tuple[int, dict[str, Any]]:
    """What the script sends: the form of the page as it is, with what was typed since, and no button."""
    form = next(form for form in browser.page.all("form") if form.get("id") == f"minutes-{part}")
    sent = {name: value for name, value in browser._fields(form) if isinstance(value, str)} | changed
    headers = {"Accept": "application/json", "X-Requested-With": "fetch", "Origin": "http://localhost"}
    answer = browser.client.post(str(form.get("data-autosave")), data=sent, headers=headers)
    return answer.status_code, answer.get_json()


def texts(app: Flask, cast: Cast) -> dict[Part, str]:
    with app.app_context():
        found = db.session.scalars(select(MinutesPart).where(MinutesPart.meeting_id == cast.next_meeting.id))
        return {each.part: each.text for each in found if each.text}


def test_an_agenda_is_written_then_shared_then_read(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.erin)
    browser.open(PAGE.format(cast.next_meeting.public_id))
    browser.follow("Ordre du jour")
    browser.fill("Ordre du jour", "14 h Accueil\n14 h 15 Trois ponts\nGoûter")
    page = browser.press("Enregistrer")
    assert ("14 h 15 Trois ponts" in page.words, "Pour l’équipe" in page.words) == (True, True)
    young = Browser(app)
    young.enter(cast.alice)
    assert "Trois ponts" not in young.open(THEIRS.format(cast.next_meeting.public_id)).words
    browser.choose("Ordre du jour")
    assert "Le groupe le lit" in browser.press("Partager avec le groupe").words
    assert "14 h 15 Trois ponts" in young.open(THEIRS.format(cast.next_meeting.public_id)).words
    browser.untick("Ordre du jour")
    browser.press("Changer ce que le groupe lit")
    assert "Trois ponts" not in young.open(THEIRS.format(cast.next_meeting.public_id)).words


def test_while_people_meet_the_notes_stand_open(cast: Cast, browser: Browser) -> None:
    with time_machine.travel(cast.next_meeting.starts_at + timedelta(minutes=5), tick=False):
        browser.enter(cast.frank)
        page = browser.open(PAGE.format(cast.next_meeting.public_id))
    open_forms = {str(form.get("id")) for form in page.all("form") if str(form.get("id")).startswith("minutes-")}
    assert open_forms == {"minutes-notes", "minutes-next"}
    with time_machine.travel(cast.next_meeting.ends_at + timedelta(hours=2), tick=False):
        page = browser.open(PAGE.format(cast.next_meeting.public_id))
    assert not [form for form in page.all("form") if str(form.get("id")).startswith("minutes-")]


def test_the_roll_call_is_at_hand_on_the_day_and_the_group_can_be_written_to_afterwards(
    cast: Cast, browser: Browser
) -> None:
    """On a phone its button stays above the tabs; sharing tells nobody by itself, and says how to."""
    here = PAGE.format(cast.next_meeting.public_id)
    button = f"{here}/presences"

    def bar() -> list[str]:
        bars = [each for each in browser.page.all("aside") if "nowbar" in str(each.get("class"))]
        return [str(link.get("href")) for each in bars for link in each.iter() if link.tag == "a"]

    for moment, shown in (
        (cast.next_meeting.starts_at - timedelta(days=1), []),
        (cast.next_meeting.starts_at - timedelta(hours=5), [button]),
        (cast.next_meeting.ends_at + timedelta(minutes=30), [button]),
        (cast.next_meeting.ends_at + timedelta(hours=2), []),
    ):
        with time_machine.travel(moment, tick=False):
            browser.enter(cast.frank)
            browser.open(here)
            assert bar() == shown, moment
    with time_machine.travel(cast.next_meeting.ends_at + timedelta(hours=2), tick=False):
        assert "Prévenir le groupe" not in browser.open(here + "?ecrire=notes").links
        browser.fill("Notes", "Le pont tient.", within="Enregistrer")
        browser.press("Enregistrer")
        browser.choose("Notes")
        assert "Écrire au groupe" in browser.press("Partager avec le groupe").links
        browser.follow("Prévenir le groupe")
        assert "Les jeunes qui avaient répondu oui pour le mercredi 14 octobre" in browser.page.words


def test_two_who_write_other_parts_are_not_in_each_others_way(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    one.enter(cast.erin)
    other.enter(cast.frank)
    one.open(PAGE.format(cast.next_meeting.public_id) + "?ecrire=notes")
    other.open(PAGE.format(cast.next_meeting.public_id) + "?ecrire=next")
    assert autosave(one, "notes", text="Le pont tient.") == (200, {"version": 1})
    assert autosave(other, "next", text="On recommence.") == (200, {"version": 1})
    assert texts(app, cast) == {Part.NOTES: "Le pont tient.", Part.NEXT_STEP: "On recommence."}


def test_two_who_write_the_same_part_lose_nothing(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    one.enter(cast.erin)
    other.enter(cast.frank)
    for tab in (one, other):
        tab.open(PAGE.format(cast.next_meeting.public_id) + "?ecrire=notes")
    assert autosave(one, "notes", text="Le pont tient.") == (200, {"version": 1})
    assert autosave(one, "notes", text="Le pont tient.") == (200, {"version": 1})  # once more, from the old version
    status, answer = autosave(other, "notes", text="Le pont plie.")
    assert (status, answer["typed"], answer["saved"]) == (409, "Le pont plie.", "Le pont tient.")
    other.fill("Notes", "Le pont plie.")
    page = other.press("Enregistrer", status=409)
    assert page.h1 == "Deux textes : Notes"
    assert "Erin Lambert a écrit ici pendant que vous écriviez" in page.words
    assert ("Le pont tient." in page.words, "Le pont plie." in page.words) == (True, True)
    other.press("Garder les deux, le mien dessous")
    assert texts(app, cast) == {Part.NOTES: "Le pont tient.\n\nLe pont plie."}


def test_too_long_a_text_stays_on_the_page(cast: Cast, browser: Browser, app: Flask) -> None:
    browser.enter(cast.erin)
    browser.open(PAGE.format(cast.next_meeting.public_id) + "?ecrire=notes")
    assert autosave(browser, "notes", text="x" * 20_001)[0] == 422
    browser.fill("Notes", "y" * 20_001)
    page = browser.press("Enregistrer", status=422)
    assert ("20000 caractères au plus" in page.words, "y" * 20_001 in page.words) == (True, True)
    assert texts(app, cast) == {}


def test_what_is_between_ourselves_can_never_be_shared(cast: Cast, app: Flask, browser: Browser) -> None:
    """Not by the form, and not by a form somebody made up."""
    browser.enter(cast.erin)
    page = browser.open(PAGE.format(cast.past_meeting.public_id))
    assert "Parole d’équipe" in page.words
    token = next(each.get("value") for each in page.all("input") if each.get("name") == "csrf_token")
    answer = browser.client.post(
        PAGE.format(cast.past_meeting.public_id) + "/compte-rendu/partage",
        data={"csrf_token": token, "read": "team"},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 422
    with app.app_context():
        db.session.query(MinutesPart).where(MinutesPart.part == Part.TEAM).update({"is_shared": True})
        db.session.commit()
    young = Browser(app)
    young.enter(cast.alice)
    assert "Parole d’équipe" not in young.open(THEIRS.format(cast.past_meeting.public_id)).words


def test_a_share_that_a_colleague_changed_meanwhile_stays(cast: Cast, app: Flask) -> None:
    """A tick means what its owner changed, not how their page looked."""
    with app.app_context():
        world.minutes(cast.past_meeting, Part.NEXT_STEP, "On recommence.")
        world.commit()
    one, other = Browser(app), Browser(app)
    one.enter(cast.erin)
    other.enter(cast.frank)
    for tab in (one, other):
        tab.open(PAGE.format(cast.past_meeting.public_id))
    one.choose("Prochaine étape")
    one.press("Changer ce que le groupe lit")
    other.untick("Notes")
    other.press("Changer ce que le groupe lit")
    with app.app_context():
        shared = db.session.scalars(select(MinutesPart.part).where(MinutesPart.is_shared)).all()
        assert set(shared) == {Part.NEXT_STEP, Part.AGENDA}  # the agenda is the other programme's


def test_a_closed_season_is_read_a_year_later(cast: Cast, app: Flask, browser: Browser) -> None:
    with app.app_context():
        world.minutes(cast.last_years_meeting, Part.NOTES, "# Bilan\n\n- Le **volcan**", shared=True)
        world.task(cast.last_years_meeting, "Ranger les maquettes", to="La mairie")
        db.session.merge(cast.last_season).archived_at = world.NOW
        world.commit()
    browser.enter(cast.erin)
    page = browser.open(PAGE.format(cast.last_years_meeting.public_id) + "?ecrire=notes")
    assert ("Le volcan" in page.words, "Ranger les maquettes La mairie" in page.words) == (True, True)
    assert [button for button in page.buttons if button not in ("Imprimer cette page", "Fermer")] == []
    young = Browser(app)
    young.enter(cast.charlie)
    page = young.open(THEIRS.format(cast.last_years_meeting.public_id))
    assert ("Le volcan" in page.words, "Ranger les maquettes" in page.words) == (True, False)


def test_a_text_that_was_replaced_is_read_and_put_back(cast: Cast, app: Flask) -> None:
    one, other = Browser(app), Browser(app)
    one.enter(cast.erin)
    other.enter(cast.frank)
    page = PAGE.format(cast.next_meeting.public_id)
    one.open(page + "?ecrire=notes")
    one.fill("Notes", "Le pont tient.", within="Enregistrer")
    assert "Anciens textes (Notes)" not in one.press("Enregistrer").links
    other.open(page + "?ecrire=notes")
    other.fill("Notes", "Rien.", within="Enregistrer")
    other.press("Enregistrer")
    earlier = other.follow("Anciens textes (Notes)")
    assert earlier.h1 == "Anciens textes : Notes"
    assert "Erin Lambert Le pont tient." in earlier.words
    other.press(next(each for each in earlier.buttons if each.startswith("Remettre ce texte")))
    assert texts(app, cast) == {Part.NOTES: "Le pont tient."}
    again = other.follow("Anciens textes (Notes)")
    assert [each for each in ("Frank Moreau Rien.", "Erin Lambert Le pont tient.") if each not in again.words] == []
    with app.app_context():
        notes = select(MinutesPart.id).where(MinutesPart.meeting_id == cast.next_meeting.id)
        kept = select(MinutesVersion.version).where(MinutesVersion.minutes_part_id.in_(notes))
        assert db.session.scalars(kept.order_by(MinutesVersion.id)).all() == [1, 2]


def test_a_text_is_not_put_back_over_one_that_was_not_read(cast: Cast, app: Flask, browser: Browser) -> None:
    browser.enter(cast.erin)
    page = browser.open(PAGE.format(cast.past_meeting.public_id) + "/compte-rendu/versions?partie=notes")
    with app.test_request_context(method="POST"):
        meeting, frank = db.session.get_one(Meeting, cast.past_meeting.id), db.session.get_one(User, cast.frank.id)
        actions.write(meeting, Part.NOTES, "Autre chose.", version=2, by=frank, now=world.NOW)
        db.session.commit()
    browser.press(next(each for each in page.buttons if each.startswith("Remettre ce texte")), status=409)
    with app.app_context():
        notes = db.session.scalars(select(MinutesPart).where(MinutesPart.meeting_id == cast.past_meeting.id))
        assert {each.text for each in notes if each.part is Part.NOTES} == {"Autre chose."}


def test_a_part_without_a_text_has_no_earlier_ones(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    page = PAGE.format(cast.past_meeting.public_id) + "/compte-rendu/versions?partie="
    for part, status in (("team", 200), ("guests", 404), ("tasks", 404), ("nothing", 404)):
        browser.open(page + part, status=status)


def test_who_shares_nothing_is_told_to_tick_something(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(PAGE.format(cast.next_meeting.public_id))
    browser.follow("Ordre du jour")
    browser.fill("Ordre du jour", "Goûter")
    browser.press("Enregistrer")
    page = browser.press("Partager avec le groupe", status=422)
    assert "Cochez au moins une partie" in page.words
    browser.choose("Ordre du jour")
    assert "Cochez au moins une partie" not in browser.press("Partager avec le groupe").words
    assert "Rien ne change" in browser.press("Changer ce que le groupe lit").words
