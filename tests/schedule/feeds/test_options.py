"""What the holder of a link chooses: the dates it shows, and whether it reminds of them. On both engines."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from core.db import db
from core.ical import Days, FeedEvent, Hours
from core.settings import Settings
from meetings.actions import answer
from meetings.models import Meeting
from meetings.rules import AnswerValue
from schedule.feeds import actions
from schedule.feeds.rules import Alarm, Chosen, Options, as_chosen, feed_token
from schedule.models import Feed
from tests.counting import Counted
from tests.people import Browser, words_of
from tests.schedule.feeds.test_pages import LINK, add, value_of, values_of
from tests.schedule.feeds.test_views import KALEIDOS, LAST_DAY
from tests.world import NOW, Cast

LATER = NOW + timedelta(minutes=5)
REMINDING = Options(alarm=Alarm.TWO_HOURS)
BRIDGE, STARS = "Construire un pont", "La nuit des étoiles"
MEETINGS = {*KALEIDOS, "La fin de saison passée"} - {LAST_DAY, STARS}
Count = Callable[[], AbstractContextManager[Counted]]


@pytest.fixture
def world(cast: Cast) -> Iterator[Cast]:
    with time_machine.travel(LATER, tick=False):
        yield cast


class Link:
    """A link of Alice's, as a calendar asks for it."""

    def __init__(self, app: Flask, cast: Cast, settings: Settings, name: str = "Téléphone") -> None:
        self.app, self.key = app, settings.key("feeds")
        with app.app_context():
            alice = db.session.merge(cast.alice)
            feed = actions.make_for_young_person(alice, name=name, language="fr", key=self.key, now=NOW)
            db.session.commit()
            self.id, self.address = feed.id, f"/cal/{feed_token(feed.nonce, self.key)}.ics"

    def choose(self, options: Options) -> None:
        with self.app.app_context():
            feed = db.session.get_one(Feed, self.id)
            actions.change(feed, name=feed.name, options=options, now=LATER)
            db.session.commit()

    def read(self, client: FlaskClient) -> dict[str, Any]:
        """The events by their titles."""
        response = client.get(self.address)
        assert response.status_code == 200
        return {str(each["summary"]): each for each in Calendar.from_ical(response.data).events}


@pytest.fixture
def link(app: Flask, world: Cast, settings: Settings) -> Link:
    return Link(app, world, settings)


def reminders(events: dict[str, Any]) -> dict[str, timedelta]:
    return {title: alarm["trigger"].dt for title, each in events.items() for alarm in each.walk("VALARM")}


@pytest.mark.parametrize(
    ("alarm", "before", "of_whole_days"),
    [
        (Alarm.DAY_BEFORE, timedelta(days=-1), timedelta(hours=-15)),  # at nine on the eve
        (Alarm.TWO_HOURS, timedelta(hours=-2), timedelta(hours=9)),  # at nine on the day
    ],
)
def test_point_10_a_calendar_reminds_when_its_holder_wants_it(
    client: FlaskClient, link: Link, alarm: Alarm, before: timedelta, of_whole_days: timedelta
) -> None:
    assert reminders(link.read(client)) == {}
    link.choose(Options(alarm=alarm))
    events = link.read(client)
    wanted = {title: before for title in events if title != LAST_DAY and not title.startswith("ANNULÉE")}
    assert reminders(events) == {**wanted, LAST_DAY: of_whole_days}
    link.choose(Options())
    assert reminders(link.read(client)) == {}


def test_point_10_nobody_is_reminded_of_a_date_they_do_not_come_to(
    app: Flask, client: FlaskClient, link: Link, world: Cast
) -> None:
    link.choose(REMINDING)
    with app.app_context():
        answer(
            db.session.get_one(Meeting, world.next_meeting.id),
            db.session.merge(world.alice_now),
            AnswerValue.NO,
            now=LATER,
        )
        db.session.commit()
    assert BRIDGE not in reminders(link.read(client))
    assert STARS in reminders(link.read(client))


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (Options(outings=False), {*MEETINGS, LAST_DAY}),
        (Options(calls=False), {*MEETINGS, STARS}),
        (Options(meetings=False), {LAST_DAY, STARS}),
        (Options(meetings=False, calls=False), {STARS}),
    ],
)
def test_a_calendar_shows_what_its_holder_chose(
    client: FlaskClient, link: Link, options: Options, left: set[str]
) -> None:
    assert set(link.read(client)) == {*MEETINGS, LAST_DAY, STARS}
    link.choose(options)
    assert set(link.read(client)) == left


def test_point_11_other_options_are_another_text_at_once_made_once(
    client: FlaskClient, link: Link, count_queries: Count
) -> None:
    """And what did not change is one query, as before."""
    tag = client.get(link.address).headers["ETag"]
    link.choose(REMINDING)
    counts, tags = [], []
    for _ in range(3):
        with count_queries() as asked:
            answered = client.get(link.address, headers={"If-None-Match": tag})
        counts.append(asked.queries)
        tags.append((answered.status_code, answered.headers["ETag"]))
        tag = answered.headers["ETag"]
    assert counts == [4, 1, 1]
    assert [status for status, _tag in tags] == [200, 304, 304]
    link.choose(REMINDING)  # as it is: nothing changes
    assert client.get(link.address, headers={"If-None-Match": tag}).status_code == 304


def test_point_11_two_links_of_one_person_never_get_each_others_text(
    app: Flask, client: FlaskClient, world: Cast, settings: Settings, link: Link
) -> None:
    """The files they are kept in are those of both, whichever was asked for last."""
    other, third = Link(app, world, settings, "Maman"), Link(app, world, settings, "Tablette")
    link.choose(REMINDING)
    other.choose(Options(outings=False))
    for _ in range(2):
        assert (STARS in link.read(client), bool(reminders(link.read(client)))) == (True, True)
        assert (STARS in other.read(client), bool(reminders(other.read(client)))) == (False, False)
        assert (STARS in third.read(client), bool(reminders(third.read(client)))) == (True, False)


def test_point_03_other_options_raise_what_calendars_compare_of_each_date(client: FlaskClient, link: Link) -> None:
    """Some take an alarm only from what is newer than what they have; back again is newer still."""
    seen, modified = [link.read(client)], [client.get(link.address).headers["Last-Modified"]]
    for options in (REMINDING, Options()):
        link.choose(options)
        seen.append(link.read(client))
        with time_machine.travel(LATER + timedelta(seconds=5), tick=False):
            modified.append(client.get(link.address).headers["Last-Modified"])
    for title in seen[0]:
        assert [each[title]["sequence"] - seen[0][title]["sequence"] for each in seen] == [0, 1, 2]
        stamps = [each[title]["last-modified"].dt for each in seen]
        assert stamps == sorted(set(stamps))
        assert len({str(each[title]["uid"]) for each in seen}) == 1
    assert modified == sorted(set(modified))


def test_point_03_whatever_changes_in_whatever_order_a_date_is_newer_than_before() -> None:
    """Three clocks, of the date, of its reader's answers and of the options, each of which may stand still or run ahead."""
    for order in product("deo", repeat=5):
        date_at = asked_at = NOW
        chosen, sequence, seen = Chosen(), 0, []
        for what in order:
            if what == "d":
                sequence, date_at = sequence + 1, date_at + timedelta(seconds=1)
            elif what == "e":
                sequence, date_at = sequence + 1, date_at + timedelta(days=30)  # its clock runs ahead
            else:
                asked_at += timedelta(seconds=1)
                alarm = Alarm.NONE if chosen.options.alarm is not Alarm.NONE else Alarm.DAY_BEFORE
                chosen = Chosen(Options(alarm=alarm), chosen.revision + 1, asked_at)
            event = as_chosen(FeedEvent("u", sequence, date_at, WHEN, "Atelier"), chosen)
            seen.append((event.sequence, event.changed_at))
        for one, two in pairwise(seen):
            assert two[0] > one[0]
            assert two[1] - one[1] >= timedelta(seconds=1)


WHEN = Hours(datetime(2026, 10, 14, 14), datetime(2026, 10, 14, 16), "Europe/Paris")  # noqa: DTZ001 - a wall clock's


@pytest.mark.parametrize("alarm", Alarm)
@pytest.mark.parametrize("when", [WHEN, Days(WHEN.starts.date(), WHEN.starts.date())])
def test_point_10_a_feed_whose_options_were_never_changed_has_its_dates_as_they_are(
    alarm: Alarm, when: Hours | Days
) -> None:
    event = FeedEvent("u", 3, datetime(2026, 9, 1, tzinfo=UTC), when, "Atelier")
    assert as_chosen(event, Chosen(Options(alarm=alarm))) is event


def test_point_12_another_address_keeps_name_and_options(app: Flask, client: FlaskClient, link: Link) -> None:
    link.choose(Options(outings=False, alarm=Alarm.DAY_BEFORE))
    before = link.read(client)
    with app.app_context():
        old = db.session.get_one(Feed, link.id)
        new = actions.renew(old, key=link.key, now=LATER)
        db.session.commit()
        link.address = f"/cal/{feed_token(new.nonce, link.key)}.ics"
        assert (new.name, new.options) == (old.name, old.options)
    after = link.read(client)
    assert {title: each.to_ical() for title, each in after.items()} == {t: e.to_ical() for t, e in before.items()}


# As people do it


def test_a_young_person_chooses_on_the_page_of_their_links(app: Flask, browser: Browser, world: Cast) -> None:
    browser.enter(world.alice)
    browser.open("/agenda/abonnement")
    browser.press("Obtenir mon lien")
    add(browser, "Maman")
    assert value_of(browser, "Nom du lien") == "Mon agenda"
    browser.untick("La sortie", within="Maman")
    browser.choose("La veille", within="Maman")
    page = browser.press("Enregistrer ces options", within="Maman")
    assert "C’est noté : l’agenda suivra à sa prochaine lecture." in page.words
    own, theirs = values_of(browser, LINK)
    read = [Calendar.from_ical(app.test_client().get(each).data).events for each in (own, theirs)]
    assert [STARS in {str(each["summary"]) for each in events} for events in read] == [True, False]
    assert [sum(len(each.walk("VALARM")) for each in events) > 0 for events in read] == [False, True]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Donner un nom à ce lien, pour le distinguer des autres."),
        ("Maman", "Un autre de ces liens porte déjà ce nom."),
    ],
)
def test_a_name_that_tells_nothing_is_refused_and_what_was_chosen_is_kept(
    app: Flask, browser: Browser, world: Cast, name: str, said: str
) -> None:
    browser.enter(world.alice)
    browser.open("/agenda/abonnement")
    browser.press("Obtenir mon lien")
    add(browser, "Maman")
    browser.fill("Nom du lien", name, within="Mon agenda")
    browser.untick("La sortie", within="Mon agenda")
    page = browser.press("Enregistrer ces options", within="Mon agenda", status=422)
    assert [words_of(each) for each in page.of_class("error")] == [f"Erreur : {said}"]
    assert page.title.startswith("Erreur : ")
    ticked = [each.get("value") for each in page.controls() if each.get("name") == "shows" and "checked" in each.attrib]
    assert ticked == ["meetings", "calls", *("meetings", "calls", "outings")]
    with app.app_context():
        assert set(db.session.scalars(select(Feed.name))) == {"Mon agenda", "Maman"}


def test_a_calendar_of_nothing_is_refused_and_what_was_chosen_is_kept(browser: Browser, world: Cast) -> None:
    browser.enter(world.alice)
    browser.open("/agenda/abonnement")
    browser.press("Obtenir mon lien")
    for each in ("Les rencontres", "Le dernier jour de l’appel à projets", "La sortie"):
        browser.untick(each)
    browser.choose("Deux heures avant")
    page = browser.press("Enregistrer ces options", status=422)
    assert "Choisir au moins une sorte de dates." in page.words
    checked = {page.labels(each)[0] for each in page.controls() if each.get("checked") is not None}
    assert checked == {"Deux heures avant"}


def test_point_12_a_member_of_the_team_has_several_links_each_with_its_options(
    app: Flask, browser: Browser, world: Cast
) -> None:
    browser.enter(world.frank)
    browser.open("/equipe/abonnement")
    browser.press("Obtenir mon lien")
    add(browser, "Téléphone")
    browser.choose("La veille", within="Téléphone")
    browser.press("Enregistrer ces options", within="Téléphone")
    browser.press("Changer l’adresse", within="Téléphone")
    own, phone = values_of(browser, LINK)
    count = [app.test_client().get(each).data.count(b"BEGIN:VALARM") for each in (own, phone)]
    assert (count[0], count[1] > 3) == (0, True)
    page = browser.open("/equipe/abonnement")
    assert page.words.count("Dernière utilisation : mercredi 7 octobre") == 2
    browser.press("Retirer ce lien", within="Mon agenda")
    assert values_of(browser, LINK) == [phone]
    assert app.test_client().get(own).data.count(b"BEGIN:VEVENT") == 0


def test_point_12_pressed_again_on_a_page_that_is_old_nothing_more_happens(
    app: Flask, browser: Browser, world: Cast
) -> None:
    browser.enter(world.alice)
    browser.open("/agenda/abonnement")
    old = browser.press("Obtenir mon lien")
    for _ in range(2):
        browser.page = old
        browser.press("Changer l’adresse")
    [new] = values_of(browser, LINK)
    browser.page = old
    browser.press("Retirer ce lien")
    assert values_of(browser, LINK) == [new]
    browser.page = old
    browser.fill("Nom du lien", "Tablette", within="Enregistrer ces options")
    page = browser.press("Enregistrer ces options", status=409)
    assert "Ce lien a été changé ou retiré entre-temps." in page.words


@pytest.mark.parametrize(
    ("device", "first"),
    [
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36", "Google Agenda"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "iPhone ou Mac"),
        ("", "iPhone ou Mac"),
    ],
)
def test_the_ways_begin_with_the_device_at_hand(client: FlaskClient, link: Link, device: str, first: str) -> None:
    text = client.get(link.address.removesuffix(".ics"), headers={"User-Agent": device}).get_data(as_text=True)
    other = ({"Google Agenda", "iPhone ou Mac"} - {first}).pop()
    assert 0 < text.index(first) < text.index(other)
