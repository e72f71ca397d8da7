"""A guardian's calendar link: made and changed from the page behind a mail, without an account."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from ambassadors.actions import change_guardians, file_of
from ambassadors.models import Ambassador, Guardian, YoungPerson
from core.db import db
from core.settings import Settings
from meetings.actions import answer
from meetings.answers.rules import answer_token
from meetings.models import Meeting
from meetings.rules import AnswerValue
from schedule.feeds.actions import make_for_group
from schedule.feeds.families.actions import end_left
from schedule.feeds.rules import feed_token
from schedule.models import Feed, FeedKind
from seasons.models import Season
from tests import world
from tests.counting import Counted
from tests.people import Browser
from tests.world import NOW, Cast

LINK = "Le lien, pour tout autre agenda"
MAKE, OPEN, CHANGE = "Les mettre dans mon agenda", "Ouvrir mon lien d’agenda", "Changer mon lien d’agenda"
HEADING = "Toutes les dates dans l’agenda"
LAST_DAY = "Appel à projets\u00a0: dernier jour"
KALEIDOS = [
    "On fait connaissance",
    "Construire un pont",
    "ANNULÉE – Le planétarium",
    LAST_DAY,
    "La nuit des étoiles",
    "Visite de l’atelier",
]
ALICES = [LAST_DAY, "La fin de saison passée", *KALEIDOS]
HEIDIS = ["Nuit des étoiles", LAST_DAY, "Le radiotélescope"]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


Asked = Callable[..., str]


@pytest.fixture
def asked(settings: Settings, cast: Cast) -> Asked:
    """The page that a mail to this mailbox links to: about the next meeting and, to a guardian, about Alice."""

    def path(of: YoungPerson | Guardian, meeting: Meeting | None = None, young: YoungPerson | None = None) -> str:
        young = young or (of if isinstance(of, YoungPerson) else cast.alice)
        about = (meeting or cast.next_meeting).public_id
        return f"/r/{answer_token(young.public_id, about, of.email, settings.key('answers'))}"

    return path


def made(browser: Browser, page: str) -> str:
    """The address of the calendar that was made from this page."""
    browser.open(page)
    browser.press(MAKE)
    return address(browser)


def address(browser: Browser) -> str:
    page = browser.page
    shown = next(str(each.get("value")) for each in page.controls() if LINK in page.labels(each))
    assert re.fullmatch(r"http://localhost/cal/[\w-]{43}\.ics", shown)
    return shown.removeprefix("http://localhost")


def served(app: Flask, path: str, **headers: str) -> TestResponse:
    return app.test_client().get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def titles(app: Flask, path: str) -> list[str]:
    response = served(app, path)
    assert response.status_code == 200
    return [str(each["summary"]) for each in Calendar.from_ical(response.data).events]


def feeds(app: Flask) -> list[tuple[bool, bool]]:
    """Of each guardian's feed, the first made first: is it alive, and does it keep whose mailbox it is for."""
    with app.app_context():
        found = db.session.scalars(select(Feed).where(Feed.kind == FeedKind.GUARDIAN).order_by(Feed.id))
        return [(each.revoked_at is None, each.mailbox is not None) for each in found]


def change(app: Flask, what: Callable[[], object]) -> None:
    with app.test_request_context(method="POST"):
        what()
        db.session.commit()


def chores(app: Flask, **later: Any) -> None:
    with time_machine.travel(NOW + timedelta(**later), tick=False):
        change(app, lambda: end_left(now=NOW + timedelta(**later)))


def test_point_17_a_guardian_puts_the_dates_in_a_calendar_from_the_page_of_a_mail(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    path = made(browser, asked(cast.grace))
    assert browser.page.h1 == "S’abonner aux dates"
    assert titles(app, path) == ALICES
    browser.open(asked(cast.grace, cast.later_meeting))  # of another mail, on another device
    assert (HEADING in browser.page.words, MAKE in browser.page.buttons) == (True, False)
    browser.follow(OPEN)
    assert address(browser) == path
    browser.open("/accueil")
    assert browser.page.h1 == "Connexion"  # it signs nobody in


def test_point_09_it_holds_nobodys_answer_nor_name_and_says_what_the_groups_says(
    app: Flask, cast: Cast, asked: Asked, browser: Browser, settings: Settings
) -> None:
    path = made(browser, asked(cast.grace))
    before = served(app, path)

    def answers() -> None:
        answer(db.session.merge(cast.next_meeting), db.session.merge(cast.alice_now), AnswerValue.NO, now=NOW)

    change(app, answers)
    assert served(app, path, If_None_Match=before.headers["ETag"]).status_code == 304  # a yes or no is not told
    with app.app_context():
        group = make_for_group(db.session.merge(cast.kaleido), key=settings.key("feeds"), now=NOW)
        db.session.commit()
        groups = f"/cal/{feed_token(group.nonce, settings.key('feeds'))}.ics"
    assert served(app, path).data == served(app, groups).data  # Alice is in every season that is not closed
    said = served(app, path).get_data(as_text=True).replace("\r\n ", "")
    assert [word for word in ("Réponse", "Alice", "Grace", "Martin", "Bob", "@") if word in said] == []


def test_a_young_persons_own_link_offers_none_unless_a_guardian_reads_there_too(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    browser.open(asked(cast.alice))
    assert HEADING not in browser.page.words
    assert app.test_client().post(f"{asked(cast.alice)}/agenda").status_code in (400, 404)
    change(app, lambda: setattr(db.session.get_one(Guardian, cast.grace.id), "email", cast.alice.email))
    assert titles(app, made(browser, asked(cast.alice))) == ALICES


def test_point_12_neither_the_young_person_nor_the_team_sees_or_changes_it(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    made(browser, asked(cast.grace))
    alice, erin = Browser(app), Browser(app)
    alice.enter(cast.alice)
    alice.open("/agenda/abonnement")
    alice.press("Obtenir mon lien")
    assert len([each for each in alice.page.controls() if LINK in alice.page.labels(each)]) == 1
    erin.enter(cast.erin)
    with app.app_context():
        feed = db.session.scalars(select(Feed).where(Feed.kind == FeedKind.GUARDIAN)).one().public_id
    for someone, page in ((alice, "/agenda/abonnement"), (erin, "/equipe/abonnement")):
        shown = someone.open(page)
        token = next(each.get("value") for each in shown.all("input") if each.get("name") == "csrf_token")
        for act in ("options", "renouvellement", "fin"):
            answered = someone.client.post(
                f"/abonnement/{feed}/{act}", data={"csrf_token": token}, headers={"Origin": "http://localhost"}
            )
            assert answered.status_code == 404
    assert feeds(app) == [(True, True)]


def test_point_13_a_changed_link_empties_the_old_calendars_and_is_gone_after_90_days(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    old = made(browser, asked(cast.grace))
    browser.open(asked(cast.grace))
    browser.press(CHANGE)
    new = address(browser)
    assert (titles(app, old), titles(app, new), new != old) == ([], ALICES, True)
    assert feeds(app) == [(False, False), (True, True)]
    for days, status in ((89, 200), (91, 410)):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            assert (served(app, old).status_code, titles(app, new)) == (status, ALICES)


def is_removed(cast: Cast) -> None:
    change_guardians(db.session.get_one(YoungPerson, cast.alice.id), [])


def has_another_address(cast: Cast) -> None:
    db.session.get_one(Guardian, cast.grace.id).email = "grace@ailleurs.example"


def is_a_guardian_no_more(cast: Cast) -> None:
    """Alice is of age."""
    db.session.get_one(YoungPerson, cast.alice.id).born_on = NOW.date().replace(year=NOW.year - 18)


@pytest.mark.parametrize("what", [is_removed, has_another_address, is_a_guardian_no_more])
def test_point_13_who_is_no_guardian_any_more_has_an_empty_calendar_at_once_and_after_90_days_none(
    app: Flask, cast: Cast, asked: Asked, browser: Browser, what: Callable[[Cast], None]
) -> None:
    path = made(browser, asked(cast.grace))
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        before = served(app, path)
    known = ({"If_None_Match": before.headers["ETag"]}, {"If_Modified_Since": before.headers["Last-Modified"]})
    assert [served(app, path, **each).status_code for each in known] == [304, 304]
    change(app, lambda: what(cast))
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        assert [served(app, path, **each).status_code for each in known] == [200, 200]
        assert titles(app, path) == []
        browser.open(asked(cast.grace), 404)
        assert browser.app.test_client().get(path.removesuffix(".ics")).status_code == 410
    chores(app, hours=20)
    chores(app, days=3)  # ended once, from the first look on
    assert feeds(app) == [(False, False)]
    for later, status in ((timedelta(hours=19, days=90), 200), (timedelta(hours=20, days=90), 410)):
        with time_machine.travel(NOW + later, tick=False):
            assert served(app, path).status_code == status


def test_the_chore_leaves_alone_whose_link_it_still_is(app: Flask, cast: Cast, asked: Asked, browser: Browser) -> None:
    path = made(browser, asked(cast.grace))
    change(app, lambda: setattr(db.session.get_one(Guardian, cast.grace.id), "name", "Grace Martin-Petit"))
    chores(app, days=1)
    assert (titles(app, path), feeds(app)) == (ALICES, [(True, True)])


def test_point_12_a_list_of_guardians_that_is_put_right_ends_only_the_link_of_who_left_it(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    """Rows change hands when the first of two goes: a link is known by its mailbox. Fails where it hangs on a row."""
    with app.app_context():
        paul = world.guardian(db.session.merge(cast.alice), "Paul Martin")
        world.commit()
        pauls = asked(paul)
    graces_calendar, pauls_calendar = made(browser, asked(cast.grace)), made(browser, pauls)

    def grace_goes() -> None:
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        change_guardians(alice, file_of(alice).guardians[1:])

    change(app, grace_goes)
    chores(app, days=1)
    assert (titles(app, graces_calendar), titles(app, pauls_calendar)) == ([], ALICES)
    browser.open(pauls)
    browser.follow(OPEN)
    assert address(browser) == pauls_calendar


def test_point_12_two_children_of_one_mailbox_have_a_link_each(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    with app.app_context():
        tess = db.session.merge(cast.tess)
        world.guardian(tess, cast.grace.name, email=cast.grace.email)
        world.commit()
    alices = made(browser, asked(cast.grace))
    tesss = made(browser, asked(cast.grace, young=cast.tess))
    assert (titles(app, alices), titles(app, tesss)) == (ALICES, KALEIDOS)
    change(app, lambda: change_guardians(db.session.get_one(YoungPerson, cast.alice.id), []))
    assert (titles(app, alices), titles(app, tesss)) == ([], KALEIDOS)


def test_point_17_it_shows_the_seasons_the_young_person_is_in_until_they_are_closed(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    path = made(browser, asked(cast.grace))
    change(app, lambda: setattr(db.session.get_one(Ambassador, cast.alice_now.id), "left_on", NOW.date()))
    assert titles(app, path) == ALICES[:2]
    browser.open(asked(cast.grace), 404)
    change(app, lambda: setattr(db.session.get_one(Ambassador, cast.alice_now.id), "left_on", None))
    browser.open(asked(cast.grace))

    def closed() -> None:
        for season in db.session.scalars(select(Season)):
            season.archived_at, season.archived_by_id = NOW, cast.erin.id

    change(app, closed)
    assert titles(app, path) == []
    browser.press(CHANGE, status=410)
    assert feeds(app) == [(True, True)]


def test_after_the_date_the_page_offers_nothing(app: Flask, cast: Cast, asked: Asked, browser: Browser) -> None:
    browser.open(asked(cast.grace))
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        browser.press(MAKE, status=410)
        assert (browser.page.buttons, HEADING in browser.page.words) == ([], False)
    assert feeds(app) == []


def test_point_12_two_programmes_never_see_each_other(app: Flask, cast: Cast, asked: Asked, browser: Browser) -> None:
    with app.app_context():
        (ilse,) = db.session.merge(cast.ivan).guardians
        page = asked(ilse, cast.heidis_meeting, cast.ivan)
        foreign = asked(ilse, young=cast.ivan)  # a date of the other programme
    assert sorted(titles(app, made(browser, page))) == sorted(HEIDIS)
    browser.open(foreign, 404)
    browser.open(asked(cast.grace, cast.heidis_meeting), 404)


def test_point_12_a_forged_token_makes_nothing(
    app: Flask, cast: Cast, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    real = asked(cast.grace)
    sealed_otherwise = real[:-1] + ("A" if real[-1] != "A" else "B")
    others = (sealed_otherwise, real[:15] + cast.later_meeting.public_id + real[27:], "/r/x")
    for path in (*others, asked(cast.alice)):
        for act in ("agenda", "agenda/renouvellement"):
            answered = app.test_client().post(f"{path}/{act}", headers={"Origin": "http://localhost"})
            assert answered.status_code == 404
    assert feeds(app) == []


def test_point_12_opening_changes_nothing(app: Flask, cast: Cast, asked: Asked) -> None:
    for path in (asked(cast.grace), f"{asked(cast.grace)}/agenda", f"{asked(cast.grace)}/agenda/renouvellement"):
        for method in ("GET", "HEAD"):
            assert app.test_client().open(path, method=method).status_code in (200, 303)
    assert feeds(app) == []


@pytest.mark.parametrize("form", ["agenda", "agenda/renouvellement"])
def test_pressed_eight_times_at_once_there_is_one_link(
    app: Flask, cast: Cast, asked: Asked, browser: Browser, form: str
) -> None:
    page, link = asked(cast.grace), ""
    if form != "agenda":
        made(browser, page)
        with app.app_context():
            link = db.session.scalars(select(Feed)).one().public_id
    devices = []
    for _ in range(8):
        device = Browser(app)
        token = next(each for each in device.open(page).all("input") if each.get("name") == "csrf_token")
        devices.append((device, token.get("value")))
    start = threading.Barrier(len(devices))
    answered: list[str] = []

    def press(device: Browser, token: str | None) -> None:
        start.wait()
        data = {"csrf_token": token, "link": link}
        got = device.client.post(f"{page}/{form}", data=data, headers={"Origin": "http://localhost"})
        answered.append(str(got.headers.get("Location")))

    threads = [threading.Thread(target=press, args=each) for each in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert feeds(app) == ([(False, False)] if link else []) + [(True, True)]
    assert (len(answered), len(set(answered)), answered[0][:5]) == (8, 1, "/cal/")  # all are led to that one


def test_a_link_made_under_another_secret_is_changed_not_shown_wrong(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    made(browser, asked(cast.grace))
    change(app, lambda: db.session.execute(update(Feed).values(nonce=b"n" * 32)))
    browser.open(asked(cast.grace))
    assert OPEN not in browser.page.links
    browser.press(CHANGE)
    assert titles(app, address(browser)) == ALICES


Count = Callable[[], AbstractContextManager[Counted]]


def test_point_11_a_304_of_a_guardians_feed_asks_one_query_by_index(
    app: Flask, cast: Cast, asked: Asked, browser: Browser, count_queries: Count
) -> None:
    with app.app_context():
        for name in ("Paul Martin", "Rose Martin"):
            world.guardian(db.session.merge(cast.alice), name)
        world.commit()
    path = made(browser, asked(cast.grace))
    tag = served(app, path).headers["ETag"]
    with count_queries() as counted:
        assert served(app, path, If_None_Match=tag).status_code == 304
    assert counted.queries == 1


def test_the_calendar_speaks_the_programmes_language_and_the_page_its_readers(
    app: Flask, cast: Cast, asked: Asked, browser: Browser
) -> None:
    browser.open(f"{asked(cast.grace)}?lang=en")
    assert "All the dates in a calendar" in browser.page.words
    browser.press("Add the dates to my calendar")
    assert browser.page.h1 == "Subscribe to the dates"
    (shown,) = [each for each in browser.page.controls() if str(each.get("value")).endswith(".ics")]
    path = str(shown.get("value")).removeprefix("http://localhost")
    assert "ANNULÉE – Le planétarium" in titles(app, path)
