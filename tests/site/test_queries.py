"""A list asks the same of the database with 1, 3 and 300 rows, and fetches no more than its page shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from accounts.models import Session
from accounts.rules import Device
from core.db import db
from core.limits import Tally
from meetings.minutes.models import MinutesPart
from meetings.minutes.rules import Part
from meetings.models import Venue
from meetings.rules import AnswerValue
from seasons.models import ClosedDates
from tests import world
from tests.counting import counting
from tests.site.expectations import READERS
from tests.site.matrix import Row, Site, table

MOST = 12  # queries of any page
PAGED = 200  # a list that fetches fewer rows than this has pages…
FIRST_FEW = ("/accueil",)  # …but for those that show the first few and say how many more


@dataclass(frozen=True)
class List:
    """A page that lists: who opens it, how `number` more of what it lists are made, and the figures it promises."""

    role: str
    url: str
    make: Callable[[Site, int], None]
    queries: int
    rows: int  # fetched at most, however many there are


def sessions(site: Site, number: int) -> None:
    for n in range(number):
        db.session.add(
            Session(
                key_hash=f"{n:032}".encode(),
                user_id=site.cast.alice.user_id,
                device=Device.OWN,
                created_at=world.NOW,
                ends_at=world.NOW + timedelta(days=1),
            )
        )


def ideas_of_alice(site: Site, number: int) -> None:
    alice, call = db.session.merge(site.cast.alice), db.session.merge(site.cast.call)
    for _ in range(number):
        world.idea(call, alice)


def ambassadors(site: Site, number: int) -> None:
    season = db.session.merge(site.cast.season)
    for n in range(number):
        world.ambassador(season, f"Jeune {n}")


def members_of_the_team(site: Site, number: int) -> None:
    kaleido = db.session.merge(site.cast.kaleido)
    for n in range(number):
        world.mediator(kaleido, f"Collègue {n}")


def closed_days(site: Site, number: int) -> None:
    for n in range(number):
        day = world.NOW.date() + timedelta(days=n)
        world.add(ClosedDates(programme_id=site.cast.kaleido.id, first_on=day, last_on=day, reason="Fermeture"))


def places(site: Site, number: int) -> None:
    for n in range(number):
        world.add(Venue(programme_id=site.cast.kaleido.id, name=f"Salle {n}", zone="Europe/Paris"))


def past_seasons(site: Site, number: int) -> None:
    kaleido = db.session.merge(site.cast.kaleido)
    for n in range(number):
        world.season(kaleido, years_ago=n + 2)


def meetings(site: Site, number: int) -> None:
    season = db.session.merge(site.cast.season)
    for n in range(number):
        world.meeting(season, in_days=n - 150)


def tasks_given(site: Site, number: int) -> None:
    past, alice = db.session.merge(site.cast.past_meeting), db.session.merge(site.cast.alice_now)
    for n in range(number):
        world.task(past, f"Tâche {n}", to=alice)


def decided(site: Site, number: int) -> None:
    past, erin = db.session.merge(site.cast.past_meeting), db.session.merge(site.cast.erin)
    for n in range(number):
        world.decision(past, f"Décision {n}", by=erin)


def texts_before(site: Site, number: int) -> None:
    past = db.session.merge(site.cast.past_meeting)
    notes = next(each for each in db.session.query(MinutesPart).filter_by(meeting_id=past.id, part=Part.NOTES))
    for n in range(number):
        world.minutes_version(notes, f"Texte {n}")


def marked(site: Site, number: int) -> None:
    season, past = db.session.merge(site.cast.season), db.session.merge(site.cast.past_meeting)
    for n in range(number):
        world.attendance(past, world.ambassador(season, f"Jeune {n}"))


def outings(site: Site, number: int) -> None:
    season = db.session.merge(site.cast.season)
    for n in range(number):
        world.outing(season, f"Sortie {n}", in_days=n + 1)


def places_taken(site: Site, number: int) -> None:
    season, trip = db.session.merge(site.cast.season), db.session.merge(site.cast.outing)
    for n in range(number):
        world.sign_up(trip, world.ambassador(season, f"Jeune {n}"), placed=n % 2 == 0)


def waiting(site: Site, number: int) -> None:
    """A place, who waits for it, and somebody who is away: the page then says all it can."""
    season, coming = db.session.merge(site.cast.season), db.session.merge(site.cast.next_meeting)
    coming.place_count = 1
    world.absence(db.session.merge(site.cast.quentin), in_days=(coming.held_on - world.NOW.date()).days)
    for n in range(number):
        waits = world.ambassador(season, f"Jeune {n}")
        world.answer(coming, waits, AnswerValue.YES)
        world.meeting_place(coming, waits, placed=n == 0)


def absences(site: Site, number: int) -> None:
    for n in range(number):
        world.absence(db.session.merge(site.cast.alice), in_days=n + 200)


def mails(site: Site, number: int) -> None:
    kaleido = db.session.merge(site.cast.kaleido)
    for n in range(number):
        world.mail(kaleido, f"p{n}@mail.example", text="Bonjour")


def mails_of_one_dispatch(site: Site, number: int) -> None:
    kaleido = db.session.merge(site.cast.kaleido)
    for n in range(number):
        world.mail(kaleido, f"p{n}@mail.example", text="Bonjour", dispatch=site.objects["kaleidos_dispatch"])


def calls_to_make(site: Site, number: int) -> None:
    season = db.session.merge(site.cast.season)
    for n in range(number):
        young = world.ambassador(season, f"Jeune {n}").young_person
        world.phone_call(season, site.cast.next_meeting.public_id, young)


# `rows` of a page that shows all there is grows with it: 300, and what is around them.
LISTS = {
    "one's devices": List("alice", "/appareils", sessions, queries=7, rows=40),
    "one's ideas": List("alice", "/appel-a-projets", ideas_of_alice, queries=8, rows=60),
    "the board": List("erin", "/equipe/projets", ideas_of_alice, queries=8, rows=120),
    "the ambassadors": List("erin", "/equipe/jeunes", ambassadors, queries=6, rows=120),
    "the ambassadors of that name": List("erin", "/equipe/jeunes?nom=jeune", ambassadors, queries=6, rows=120),
    "whom to invite": List("erin", "/equipe/jeunes/invitations", ambassadors, queries=7, rows=80),
    "whose card to print": List("erin", "/equipe/jeunes/cartes", ambassadors, queries=5, rows=130),
    "the team": List("erin", "/equipe/equipe", members_of_the_team, queries=7, rows=80),
    "who continues": List("erin", "/equipe/saisons/{season}/qui-continue", ambassadors, queries=11, rows=190),
    "closed days": List("erin", "/equipe/fermetures", closed_days, queries=6, rows=50),
    "seasons": List("erin", "/equipe/saisons", past_seasons, queries=7, rows=80),
    "places": List("erin", "/equipe/lieux", places, queries=5, rows=50),
    "the dates": List("erin", "/equipe/rencontres", meetings, queries=8, rows=360),
    "who comes": List("erin", "/equipe/rencontres/{next_meeting}", ambassadors, queries=11, rows=360),
    "who waits": List("erin", "/equipe/rencontres/{next_meeting}", waiting, queries=12, rows=360),
    "what is to be done": List("erin", "/equipe/rencontres/{past_meeting}", tasks_given, queries=12, rows=360),
    "what was decided": List("erin", "/equipe/rencontres/{past_meeting}", decided, queries=12, rows=360),
    "what is found": List("erin", "/equipe/rencontres/recherche?mots=decision", decided, queries=5, rows=60),
    "what is found of the group’s": List("alice", "/rencontres/recherche?mots=tache", tasks_given, queries=7, rows=60),
    "what was written before": List(
        "erin", "/equipe/rencontres/{past_meeting}/compte-rendu/versions?partie=notes", texts_before, queries=7, rows=60
    ),
    "what is to be done, for the group": List("alice", "/rencontres/{past_meeting}", tasks_given, queries=10, rows=330),
    "what is to be done, at home": List("alice", "/accueil", tasks_given, queries=12, rows=60),
    "who was there": List("erin", "/equipe/bilan", marked, queries=8, rows=180),
    "who is there": List("erin", "/equipe/rencontres/{next_meeting}/presences", ambassadors, queries=8, rows=700),
    "the outings": List("erin", "/equipe/sortie", outings, queries=6, rows=330),
    "one's outings": List("alice", "/sortie", outings, queries=5, rows=320),
    "who comes on the outing": List("erin", "/equipe/sortie/{outing}", places_taken, queries=9, rows=330),
    "whom to sign up": List("erin", "/equipe/sortie/{outing}/inscription", ambassadors, queries=5, rows=330),
    "what is written": List("erin", "/equipe/courriers", mails, queries=7, rows=70),
    "who is written to": List(
        "erin", "/equipe/courriers/{kaleidos_dispatch}", mails_of_one_dispatch, queries=8, rows=70
    ),
    "one's home": List("alice", "/accueil", meetings, queries=12, rows=360),
    "one's planned absences": List("alice", "/agenda/absences", absences, queries=6, rows=320),
    "one's dates": List("alice", "/agenda", meetings, queries=9, rows=340),
    "whom to call, and about what": List("erin", "/equipe/a-appeler", calls_to_make, queries=5, rows=330),
    "the team's home": List("erin", "/equipe", meetings, queries=12, rows=350),
    "who comes, at home": List("alice", "/accueil", ambassadors, queries=12, rows=60),
    "the dates as a file": List("alice", "/agenda/dates.ics", meetings, queries=6, rows=320),
    "what a season leaves open": List("erin", "/equipe/saisons/{season}/cloture", meetings, queries=12, rows=350),
    "what a season leaves open of outings": List(
        "erin", "/equipe/saisons/{season}/cloture", places_taken, queries=12, rows=350
    ),
    "the team's dates as a file": List("erin", "/equipe/dates.ics", meetings, queries=6, rows=320),
}


@pytest.mark.parametrize("make", dict.fromkeys(page.make for page in LISTS.values()), ids=lambda make: make.__name__)
def test_a_list_asks_the_same_whatever_it_holds(site: Site, make: Callable[[Site, int], None]) -> None:
    """Pages that list the same things are asked one after the other, once those are made."""
    pages = {name: page for name, page in LISTS.items() if page.make is make}
    for number in (0, 1, 3, 300):
        site.restore()
        with site.app.app_context():
            make(site, number)
            db.session.commit()
        asked, too_many = {}, []
        for name, page in pages.items():
            with counting() as counted:
                answer = site.ask(page.role, "GET", page.url.format(**site.objects))
            assert answer.status_code == 200
            asked[name] = counted.queries
            second = [unescape(link) for link in re.findall(r'href="([^"]*[?&;]page=2)"', answer.text)]
            assert len(second) == (number == 300 and page.rows < PAGED and page.url not in FIRST_FEW), (
                f"{name}: {second}"
            )
            assert all("Page 2 sur" in site.ask(page.role, "GET", link).text for link in second), name
            too_many += [name] if counted.rows > page.rows else []
        assert (asked, too_many) == ({name: page.queries for name, page in pages.items()}, []), f"with {number} rows"


@pytest.mark.parametrize("row", [row for row in table() if row.method == "GET"], ids=str)
def test_no_page_asks_more_than_twelve_questions(site: Site, row: Row) -> None:
    asked = {role: site.once(role, row).queries for role in READERS}
    assert {role: queries for role, queries in asked.items() if queries > MOST} == {}


def test_counting_counts(site: Site) -> None:
    """Both figures rise with what is asked: without this, the tests above could pass on nothing."""
    with site.app.app_context():
        db.session.add_all([Tally(name=f"{n}", window_at=world.NOW, count=1) for n in range(7)])
        db.session.commit()
        with counting() as counted:
            db.session.scalars(select(Tally)).all()
            db.session.scalars(select(Tally).limit(1)).first()
    assert (counted.queries, counted.rows) == (2, 8)
