"""What the team's home says of the last days: the latest first, eight lines at most, and nothing that is not theirs."""

from datetime import timedelta
from urllib.parse import urlencode

from flask import Flask

from accounts.models import User
from ambassadors.models import YoungPerson
from core.db import db
from meetings import actions as meetings
from meetings.access import said_by
from meetings.models import Meeting
from meetings.rules import ANSWERED, Said
from outings import actions as outings
from outings.models import Outing, SignUp
from projects import actions as projects
from projects.models import Project
from schedule import recent
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast

LATER = NOW + timedelta(minutes=5)


def told(app: Flask, cast: Cast, *, days_later: int = 0) -> list[str]:
    with app.test_request_context():
        season = db.session.get_one(Season, cast.season.id)
        return [event.words for event in recent.events_of(season, LATER + timedelta(days=days_later))]


def test_ideas_replies_dates_answers_and_arrivals_are_told_the_latest_first(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        erin = db.session.get_one(User, cast.erin.id)
        meetings.cancel(db.session.get_one(Meeting, cast.next_meeting.id), why="Neige", by=erin, now=LATER)
        db.session.commit()
    assert told(app, cast) == [
        "Date annulée\u00a0: «\u00a0Construire un pont\u00a0», mercredi 14\u00a0octobre",
        "1 réponse pour «\u00a0Construire un pont\u00a0», mercredi 14\u00a0octobre",
        "1 réponse pour «\u00a0On fait connaissance\u00a0», mercredi 23\u00a0septembre",
        "7 jeunes ont rejoint le groupe",
        "Date annulée\u00a0: «\u00a0Le planétarium\u00a0», mercredi 28\u00a0octobre",
        "Idée déposée\u00a0: «\u00a0Le pont qui chante\u00a0»",
        "Sortie annoncée\u00a0: «\u00a0La nuit des étoiles\u00a0»",
        "4 dates publiées",
    ]


def test_planned_absences_are_answers_as_on_the_page_of_the_date(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        before = sum(len(people) for said, people in said_by(meeting).items() if said in ANSWERED)
        dora = db.session.get_one(YoungPerson, cast.dora.id)
        world.absence(dora, in_days=7)
        world.commit()
        after = said_by(meeting)
        assert [each.first_name for each in after[Said.AWAY]] == ["Dora"]
        assert sum(len(people) for said, people in after.items() if said in ANSWERED) == before + 1
    assert f"{before + 1} réponses pour «\u00a0Construire un pont\u00a0», mercredi 14\u00a0octobre" in told(app, cast)


def test_of_an_outing_its_steps_and_who_signed_up_are_told_but_no_draft(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        erin = db.session.get_one(User, cast.erin.id)
        db.session.query(SignUp).update({"asked_at": LATER - timedelta(minutes=1)})
        outings.cancel(db.session.get_one(Outing, cast.outing.id), why="Le car est en panne", by=erin, now=LATER)
        db.session.commit()
    found = [words for words in told(app, cast) if "étoiles" in words or "secret" in words]
    assert found == [
        "Sortie annulée\u00a0: «\u00a0La nuit des étoiles\u00a0»",
        "3 inscriptions à «\u00a0La nuit des étoiles\u00a0»",
        "Sortie annoncée\u00a0: «\u00a0La nuit des étoiles\u00a0»",
    ]


def test_an_idea_taken_back_is_no_longer_told(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        by = db.session.get_one(User, cast.alice.user_id)
        projects.withdraw(db.session.get_one(Project, cast.ideas["alice"].id), by=by, now=LATER)
        db.session.commit()
    assert [words for words in told(app, cast) if "pont qui chante" in words] == []


def test_two_weeks_later_there_is_nothing_to_tell(app: Flask, cast: Cast) -> None:
    assert told(app, cast, days_later=14) == []


def test_eight_lines_at_most(app: Flask, cast: Cast) -> None:
    with app.app_context():
        call = db.session.merge(cast.call)
        for n in range(9):
            world.idea(call, db.session.merge(cast.alice), title=f"Idée {n}", now=NOW + timedelta(minutes=1))
        world.commit()
    assert told(app, cast) == [f"Idée déposée\u00a0: «\u00a0Idée {n}\u00a0»" for n in range(8)]


def test_the_team_finds_a_person_from_its_home(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe")
    assert "Activité récente" in browser.page.words
    browser.fill("Chercher un nom", "alice")
    form = next(form for form in browser.page.all("form") if form.get("role") == "search")
    fields = urlencode([(name, value) for name, value in browser._fields(form) if isinstance(value, str)])
    assert "1 personne trouvée" in browser.open(f"{form.get('action')}?{fields}").words
