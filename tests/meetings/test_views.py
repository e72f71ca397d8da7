"""The team's pages of the dates, as a person uses them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from core.db import db
from core.outbox import Mail
from meetings.models import Meeting, MeetingStep, Venue
from meetings.rules import AnswerValue, Status
from seasons.models import Season
from tests import world
from tests.counting import counting
from tests.people import Browser, words_of
from tests.world import NOW, Cast


def page_of(meeting: Meeting, what: str = "") -> str:
    return f"/equipe/rencontres/{meeting.public_id}{what}"


def stored(app: Flask, meeting: Meeting) -> Meeting:
    with app.app_context():
        return db.session.get_one(Meeting, meeting.id)


def mail_count(app: Flask, kind: str) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Mail.id)).where(Mail.kind == kind)) or 0


def test_the_seasons_dates_in_order_with_what_is_over_folded(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/rencontres")
    titles = [words_of(each).partition(",")[0] for each in browser.page.of_class("t")]
    assert titles == [
        "Construire un pont",
        "Le planétarium",
        "Visite de l’atelier",
        "Brouillon secret",
        "On fait connaissance",
    ]
    months = [words_of(each) for each in browser.page.all("h2")]
    assert months == ["Octobre 2026", "Novembre 2026", "Décembre 2026"]
    assert browser.page.h1 == "Rencontres"


def test_a_date_that_nobody_was_sent_yet_is_changed_without_a_message(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.draft_meeting))
    browser.press("Publier cette date")
    browser.open(page_of(cast.draft_meeting, "/modification"))
    assert "personnes recevront aussitôt" not in browser.page.words
    browser.fill("De", "13:00")
    page = browser.press("Enregistrer")
    assert "Personne n’avait encore reçu cette date : le courrier en attente en tient compte." in page.words
    page = browser.open(page_of(cast.draft_meeting, "/annulation"))
    assert "Le message qui part" not in page.words
    browser.fill("Pourquoi", "Grève.")
    page = browser.press("Annuler la rencontre")
    assert "Annulée. Personne n’avait encore reçu cette date" in page.words
    assert [mail_count(app, kind) for kind in ("dates published", "meeting moved", "meeting cancelled")] == [8, 0, 0]


def test_all_drafts_are_published_with_one_button(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        world.meeting(db.session.get_one(Season, cast.season.id), "Un autre", in_days=80, status=Status.DRAFT)
        world.commit()
    browser.enter(cast.frank)
    browser.open("/equipe/rencontres")
    before = browser.page
    browser.press("Publier les 2 brouillons")
    assert (stored(app, cast.draft_meeting).status, mail_count(app, "dates published")) == (Status.PUBLISHED, 8)
    browser.page = before
    browser.press("Publier les 2 brouillons")  # a second click tells nobody again
    assert mail_count(app, "dates published") == 8


def test_a_date_is_added_where_there_is_no_place_yet(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        db.session.delete(db.session.get_one(Meeting, cast.heidis_meeting.id))
        world.commit()
    browser.enter(cast.heidi)
    browser.open("/equipe/rencontres/nouvelle")
    browser.fill("Titre", "Éclipse")
    browser.fill("Jour", "2026-12-09")
    browser.fill("Nom du nouveau lieu (facultatif)", "La terrasse")
    browser.press("Publier cette date")
    assert browser.page.h1 == "Éclipse"
    assert "La terrasse" in browser.page.words
    assert mail_count(app, "dates published") == 2  # Ivan and his parent


def test_who_moves_a_date_reads_first_what_people_will(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.next_meeting, "/modification"))
    browser.fill("Jour", "2026-10-15")
    browser.fill("Nom du nouveau lieu (facultatif)", "La terrasse")
    page = browser.press("Enregistrer")
    assert "Mercredi 14 octobre : cette date change" in page.words
    assert "jeudi 15 octobre 2026, 14 h – 16 h 30, La terrasse" in page.words
    before = stored(app, cast.next_meeting)
    assert (before.held_on, before.version, mail_count(app, "meeting moved")) == (cast.next_meeting.held_on, 1, 0)
    with app.app_context():
        assert db.session.scalars(select(Venue.name).where(Venue.name == "La terrasse")).all() == []
    browser.fill("Jour", "2026-10-16")  # another day than the one whose message was read
    assert "vendredi 16 octobre" in browser.press("Enregistrer et prévenir 8 personnes").words
    browser.press("Enregistrer et prévenir 8 personnes")
    assert (stored(app, cast.next_meeting).held_on.day, mail_count(app, "meeting moved")) == (16, 8)


def test_a_poor_day_is_named_with_free_ones_and_nothing_typed_is_lost(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.next_meeting, "/modification"))
    browser.fill("Titre", "Construire deux ponts")
    browser.fill("Jour", "2027-04-14")
    browser.press("Enregistrer", status=422)
    assert "Mercredi 14 avril : vacances de printemps, zone A, du sam. 10 avr. au dim. 25 avr." in (
        browser.page.words.replace("\u00a0", " ")
    )
    assert stored(app, cast.next_meeting).title == "Construire un pont"
    browser.press("Mercredi 28 avril")
    browser.press("Enregistrer et prévenir 8 personnes")
    moved = stored(app, cast.next_meeting)
    assert (moved.title, moved.held_on.isoformat()) == ("Construire deux ponts", "2027-04-28")
    assert mail_count(app, "meeting moved") == 8


def test_a_poor_day_may_be_kept(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.next_meeting, "/modification"))
    browser.fill("Jour", "2026-11-11")
    browser.press("Enregistrer", status=422)
    browser.press("Garder le mercredi 11 novembre")
    browser.press("Enregistrer et prévenir 8 personnes")
    assert stored(app, cast.next_meeting).held_on.isoformat() == "2026-11-11"
    browser.open(page_of(cast.next_meeting, "/modification"))
    browser.fill("Titre", "Le pont")
    browser.press("Enregistrer")  # what was decided is not asked again
    assert stored(app, cast.next_meeting).title == "Le pont"


@pytest.mark.parametrize(
    ("presses", "status"),
    [
        (["Publier cette date"], Status.PUBLISHED),
        (["Garder en brouillon"], Status.DRAFT),
        (["Publier cette date", "Garder en brouillon"], Status.DRAFT),
    ],
)
def test_a_new_date_on_a_poor_day_does_what_was_asked(
    app: Flask, cast: Cast, browser: Browser, presses: list[str], status: Status
) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/rencontres/nouvelle?saison={cast.season.public_id}")
    browser.fill("Titre", "Le jour férié")
    browser.fill("Jour", "2026-11-11")
    browser.fill("De", "14:00")
    browser.fill("À", "16:00")
    for button in presses:
        browser.press(button, status=422)
    browser.press("Garder le mercredi 11 novembre")
    with app.app_context():
        made = db.session.scalars(select(Meeting.status).where(Meeting.title == "Le jour férié")).all()
    assert made == [status]


@pytest.mark.parametrize(
    ("starts_in", "words"),
    [
        (-30, "La rencontre a déjà commencé. Le courrier part"),
        (5, "La rencontre commence avant le départ du courrier. Le courrier part"),
        (10, "Le courrier part"),
    ],
)
def test_it_is_said_when_a_date_begins_before_its_message_leaves(
    app: Flask, cast: Cast, browser: Browser, starts_in: int, words: str
) -> None:
    with app.app_context():
        draft = db.session.get_one(Meeting, cast.draft_meeting.id)
        now = draft.starts_at - timedelta(minutes=starts_in)
    with time_machine.travel(now, tick=False):
        browser.enter(cast.erin)
        browser.open(page_of(cast.draft_meeting))
        browser.press("Publier cette date")
        said = browser.page.words.replace("\u00a0", " ")
    assert f"C’est publié. {words} dans 10 minutes" in said


def test_a_day_instead_that_is_none_is_said(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.next_meeting, "/modification"))
    button = next(each for each in browser.page.all("button") if words_of(each) == "Enregistrer")
    button.set("name", "instead")
    button.set("value", "2026-02-30")
    browser.submit(button, status=422)
    assert stored(app, cast.next_meeting).held_on == cast.next_meeting.held_on


def test_two_editors_lose_nothing(app: Flask, cast: Cast) -> None:
    erin, frank = Browser(app), Browser(app)
    for browser, person in ((erin, cast.erin), (frank, cast.frank)):
        browser.enter(person)
        browser.open(page_of(cast.next_meeting, "/modification"))
    frank.fill("Titre", "Le pont de Frank")
    frank.press("Enregistrer")
    erin.fill("Titre", "Le pont d’Erin")
    erin.press("Enregistrer", status=409)
    assert "Frank Moreau a modifié cette date entre-temps" in erin.page.words
    assert "Le pont de Frank" in erin.page.words
    assert [each.get("value") for each in erin.page.all("input") if each.get("name") == "title"] == ["Le pont d’Erin"]
    assert stored(app, cast.next_meeting).title == "Le pont de Frank"
    erin.press("Enregistrer ma version")
    assert stored(app, cast.next_meeting).title == "Le pont d’Erin"


def test_two_editors_who_typed_the_same_need_not_choose(app: Flask, cast: Cast) -> None:
    for browser in (first := Browser(app), second := Browser(app)):
        browser.enter(cast.erin)
        browser.open(page_of(cast.next_meeting, "/modification"))
        browser.fill("Titre", "Le même pont")
    first.press("Enregistrer")
    second.press("Enregistrer")
    assert second.page.h1 == "Le même pont"


def test_it_is_said_before_saving_how_many_are_told(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.next_meeting, "/modification"))
    said = browser.page.words.replace("\u00a0", " ")
    assert "Si le jour, l’heure ou le lieu change : 8 personnes recevront un message aussitôt, 1 est à appeler." in said


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (10, "8 personnes recevront un message. Il part 10 minutes plus tard : d’ici là, on peut l’arrêter."),
        (0, "8 personnes recevront un message aussitôt."),
    ],
)
def test_it_is_said_before_publishing_when_the_message_leaves(
    app: Flask, cast: Cast, browser: Browser, minutes: int, words: str
) -> None:
    with app.app_context():
        db.session.get_one(Season, cast.season.id).programme.hold_minutes = minutes
        world.commit()
    browser.enter(cast.erin)
    browser.open(f"/equipe/rencontres/nouvelle?saison={cast.season.public_id}")
    assert f"Si elle est publiée, {words} Un brouillon" in browser.page.words.replace("\u00a0", " ")


def test_cancelling_shows_the_message_first_and_can_be_undone(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.next_meeting))
    browser.follow("Annuler la rencontre")
    for nothing in ("", " ", "\u200b"):
        browser.fill("Pourquoi", nothing)
        browser.press("Annuler et prévenir 8 personnes", status=422)
    browser.fill("Pourquoi", "Fuite d’eau au labo.")
    browser.press("Le relire avec la raison")
    quoted = " ".join(words_of(each) for each in browser.page.all("blockquote"))
    assert "Fuite d’eau au labo." in quoted
    assert stored(app, cast.next_meeting).status is Status.PUBLISHED
    browser.press("Annuler et prévenir 8 personnes")
    assert "Annulée. 1 jeune est à appeler" in browser.page.words
    assert (stored(app, cast.next_meeting).status, mail_count(app, "meeting cancelled")) == (Status.CANCELLED, 8)
    browser.follow("Rétablir la rencontre")
    assert "la rencontre a bien lieu" in " ".join(words_of(each) for each in browser.page.all("blockquote"))
    assert mail_count(app, "meeting restored") == 0
    browser.press("Rétablir et prévenir 8 personnes")
    assert (stored(app, cast.next_meeting).status, mail_count(app, "meeting restored")) == (Status.PUBLISHED, 8)


def test_a_draft_is_published_or_thrown_away(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.draft_meeting))
    browser.press("Publier cette date")
    assert stored(app, cast.draft_meeting).status is Status.PUBLISHED
    browser.enter(cast.heidi)
    browser.open(page_of(cast.heidis_draft))
    browser.press("Supprimer ce brouillon")
    with app.app_context():
        assert db.session.get(Meeting, cast.heidis_draft.id) is None


@pytest.mark.parametrize(
    ("label", "typed", "words"),
    [
        ("Titre", "", "Donnez un titre à la rencontre."),
        ("Titre", "x" * 201, "200 caractères au plus."),
        ("Jour", "", "Choisissez le jour."),
        ("Jour", "31/02/2027", "Ce jour n’existe pas : choisissez-en un dans le calendrier"),
        ("De", "midi", "Ce n’est pas une heure : écrivez-la comme 14:30"),
        ("À", "13:00", "La fin vient avant le début : vérifiez les deux heures."),
    ],
)
def test_what_is_not_valid_is_said_and_kept(cast: Cast, browser: Browser, label: str, typed: str, words: str) -> None:
    browser.enter(cast.erin)
    browser.open(page_of(cast.next_meeting, "/modification"))
    browser.fill("Ce qu’on fait, ce qu’on apporte (facultatif)", "Une longue page de texte.")
    browser.fill(label, typed)
    browser.press("Enregistrer", status=422)
    assert words in [words_of(each).replace("\u00a0", " ") for each in browser.page.all("a")]
    assert "Une longue page de texte." in browser.page.words


QUERIES: dict[str, tuple[Callable[[Cast], str], int]] = {
    "index": (lambda _cast: "/equipe/rencontres", 8),
    "show": (lambda cast: page_of(cast.next_meeting), 11),
    "edit": (lambda cast: page_of(cast.next_meeting, "/modification"), 8),
    "calls": (lambda cast: page_of(cast.next_meeting, "/a-appeler"), 10),
    "plan": (lambda _cast: "/equipe/rencontres/serie", 9),
}


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_pages_ask_the_same_number_of_questions_however_long_the_list(
    app: Flask, cast: Cast, browser: Browser, rows: int
) -> None:
    with app.app_context():
        season, coming = db.session.get_one(Season, cast.season.id), db.session.get_one(Meeting, cast.next_meeting.id)
        world.add(MeetingStep(meeting_id=coming.id, act="move", at=NOW - timedelta(days=1)))
        for number in range(rows):
            someone = world.ambassador(season, f"Prénom {number}", email="")
            world.guardian(someone.young_person)
            world.answer(coming, someone, AnswerValue.YES)
            world.phone_call(season, coming.public_id, someone.young_person)
            world.meeting(season, in_days=number % 250, status=Status.DRAFT)
        world.commit()
    browser.proofreads = False
    browser.enter(cast.erin)
    asked = {}
    for name, (url, _) in QUERIES.items():
        with counting() as counted:
            browser.open(url(cast))
        asked[name] = (counted.queries, counted.rows < 5000)
    assert asked == {name: (expected, True) for name, (_, expected) in QUERIES.items()}


def test_a_time_that_happens_twice_is_said_before_it_is_kept(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/rencontres/nouvelle")
    browser.fill("Titre", "La nuit")
    browser.fill("Jour", "2026-10-25")
    browser.fill("De", "02:30")
    browser.fill("À", "04:00")
    browser.press("Garder en brouillon", status=422)
    assert "les horloges indiquent cette heure deux fois" in browser.page.words.replace("\u00a0", " ")
    browser.press("Garder en brouillon", status=422)  # the day is in the holidays: that is asked next
    browser.press("Garder le dimanche 25 octobre")
    assert browser.page.h1 == "La nuit"
    with app.app_context():
        night = db.session.scalars(select(Meeting).where(Meeting.title == "La nuit")).one()
        assert night.starts_at.isoformat() == "2026-10-25T00:30:00+00:00"


def test_the_planner_says_that_a_time_happens_twice(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/rencontres/serie")
    browser.choose("Un jour fixe du mois")
    browser.fill("Chaque mois, le", "dernier")
    browser.fill("Jour de la semaine", "dimanche")
    browser.fill("De", "02:30")
    browser.fill("À", "04:00")
    browser.press("Voir les dates")
    assert "cette heure deux fois" in browser.page.words


def test_what_is_over_is_corrected_from_a_quiet_place(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    offered = {}
    for meeting in (cast.next_meeting, cast.past_meeting):
        page = browser.open(page_of(meeting))
        offered[meeting] = [words_of(each) for each in page.of_class("btn-block")]
    assert "Déplacer ou modifier" in offered[cast.next_meeting]
    assert "Annuler la rencontre" in offered[cast.next_meeting]
    assert offered[cast.past_meeting][:3] == ["Présences", "Imprimer l’émargement", "Écrire au groupe"]
    assert not {"Déplacer ou modifier", "Annuler la rencontre"} & set(offered[cast.past_meeting])
    browser.follow("Noter qu’elle n’a pas eu lieu")
    assert browser.page.h1 == "« On fait connaissance » n’a pas eu lieu"
