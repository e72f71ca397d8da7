"""« Je suis là »: a code that changes, opens one's own meeting alone, and marks nobody."""

from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from core.db import db
from meetings.models import Meeting
from meetings.rollcall.actions import announce
from meetings.rollcall.checkins.rules import codes, is_good
from meetings.rollcall.models import Attendance, Mark
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast

KEY = b"k" * 32


def code(app: Flask, meeting: Meeting, now: datetime = NOW) -> str:
    """What is on the screen of that meeting's room now."""
    return codes(meeting.public_id, now, app.extensions["settings"].key("check-in"))[0]


def turn_on(app: Flask, cast: Cast, meeting: Meeting) -> None:
    browser = Browser(app)
    browser.enter(cast.erin if meeting.season_id == cast.season.id else cast.heidi)
    browser.open(f"/equipe/rencontres/{meeting.public_id}/presences")
    browser.press("Ouvrir l’annonce par code QR")
    assert browser.page.h1 == "Je suis là"


def announced(app: Flask) -> list[tuple[int | None, object, bool]]:
    with app.app_context():
        return [
            (each.ambassador_id, each.value, each.announced_at is not None) for each in db.session.query(Attendance)
        ]


@pytest.mark.parametrize("seconds", range(0, 200, 10))
def test_a_code_is_good_for_a_minute_at_least_and_a_minute_and_a_half_at_most(seconds: int) -> None:
    shown = codes("abc", NOW, KEY)[0]
    found = is_good(shown, "abc", NOW + timedelta(seconds=seconds), KEY)
    assert found if seconds < 60 else not found if seconds > 90 else True


def test_a_code_is_of_one_meeting_one_key_and_changes() -> None:
    shown = codes("abc", NOW, KEY)[0]
    assert not is_good(shown, "abd", NOW, KEY)
    assert not is_good(shown, "abc", NOW, b"l" * 32)
    assert not is_good(shown, "abc", NOW - timedelta(seconds=31), KEY)  # not before its time
    assert not any(is_good(wrong, "abc", NOW, KEY) for wrong in ("", "é", "\udce9", shown[:-1], shown + "A"))
    assert len({codes("abc", NOW + timedelta(seconds=30 * turn), KEY)[0] for turn in range(9)}) == 9


def test_who_scans_is_announced_and_present_only_once_the_team_says_so(app: Flask, cast: Cast) -> None:
    turn_on(app, cast, cast.next_meeting)
    alice = Browser(app)
    alice.enter(cast.alice)
    for _twice in range(2):
        alice.open(f"/presence/{code(app, cast.next_meeting)}")
        alice.press("Je suis là")
    assert "l’équipe voit que tu es là" in alice.page.words
    assert announced(app) == [(cast.alice_now.id, None, True)]
    with app.app_context():
        assert db.session.query(Mark).count() == 0
    erin = Browser(app)
    erin.enter(cast.erin)
    page = erin.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/presences")
    assert "0 noté, 7 pas notés" in page.words
    erin.choose("Présent P", within="Alice Martin")
    erin.press("Enregistrer")
    assert "1 noté, 6 pas notés" in erin.page.words


def test_on_its_day_one_is_asked_of_today_and_no_more_once_announced(app: Flask, cast: Cast) -> None:
    alice, its_page = Browser(app), f"/rencontres/{cast.next_meeting.public_id}"
    now = cast.next_meeting.starts_at + timedelta(minutes=5)
    with time_machine.travel(now, tick=False):
        turn_on(app, cast, cast.next_meeting)
        alice.enter(cast.alice)
        for page in ("/accueil", its_page):
            assert "Tu viens aujourd’hui" in alice.open(page).words
        alice.open(f"/presence/{code(app, cast.next_meeting, now)}")
        alice.press("Je suis là")
        for page in ("/accueil", its_page):
            assert "Tu es là" in alice.open(page).words
            assert "Tu viens aujourd’hui" not in alice.page.words


def test_it_is_off_until_the_team_turns_it_on_and_again_after(app: Flask, cast: Cast) -> None:
    alice, erin = Browser(app), Browser(app)
    alice.enter(cast.alice)
    shown = f"/presence/{code(app, cast.next_meeting)}"
    alice.open(shown, status=410)
    turn_on(app, cast, cast.next_meeting)
    alice.open(shown)
    erin.enter(cast.erin)
    erin.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/presences/code")
    erin.press("Fermer l’annonce par code")
    alice.press("Je suis là", status=410)
    assert announced(app) == []


@pytest.mark.parametrize(
    ("who", "whose", "later"),
    [
        ("alice", "next_meeting", 91),  # sent again later
        ("alice", "heidis_meeting", 0),  # of the other programme
        ("charlie", "next_meeting", 0),  # of last season
        ("ivan", "next_meeting", 0),
    ],
)
def test_a_code_that_is_not_ones_own_is_refused(app: Flask, cast: Cast, who: str, whose: str, later: int) -> None:
    for meeting in (cast.next_meeting, cast.heidis_meeting):
        turn_on(app, cast, meeting)
    browser = Browser(app)
    browser.enter(getattr(cast, who))
    shown = code(app, getattr(cast, whose))
    clock = time_machine.travel(NOW + timedelta(seconds=later)) if later else nullcontext()
    with clock:
        browser.open(f"/presence/{shown}", status=410)
        token = browser.page.tree.find(".//input[@name='csrf_token']")
        sent = {"csrf_token": token.get("value")} if token is not None else {}
        assert browser.client.post(f"/presence/{shown}", data=sent).status_code == (410 if sent else 400)
    assert announced(app) == []


def test_a_code_of_another_meeting_announces_nobody_here(app: Flask, cast: Cast) -> None:
    turn_on(app, cast, cast.next_meeting)
    browser = Browser(app)
    browser.enter(cast.alice)
    browser.open(f"/presence/{code(app, cast.later_meeting)}", status=410)


def test_once_the_meeting_is_over_nobody_announces_themselves(app: Flask, cast: Cast) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        meeting = world.meeting(season, "Hier", in_days=-1)
        db.session.commit()
        public_id = meeting.public_id
    erin = Browser(app)
    erin.enter(cast.erin)
    page = erin.open(f"/equipe/rencontres/{public_id}/presences")
    assert "Ouvrir l’annonce par code QR" not in page.buttons


def test_who_says_they_are_here_is_not_looked_for(app: Flask, cast: Cast) -> None:
    turn_on(app, cast, cast.next_meeting)
    erin = Browser(app)
    with time_machine.travel(cast.next_meeting.starts_at + timedelta(minutes=11)):
        erin.enter(cast.erin)
        page = erin.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/presences")
        to_call = [each.get("data-call") for each in page.tree.iterfind(".//*[@data-call]")]
        assert cast.alice_now.public_id in to_call
        with app.app_context():
            meeting, alice = db.session.merge(cast.next_meeting), db.session.merge(cast.alice_now)
            announce(meeting, alice, now=cast.next_meeting.starts_at)
            db.session.commit()
        page = erin.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/presences")
        left = [each.get("data-call") for each in page.tree.iterfind(".//*[@data-call]")]
        assert left == [each for each in to_call if each != cast.alice_now.public_id]
        page = erin.press("Voir les numéros")
        assert "Grace Martin" not in page.words


@pytest.mark.parametrize(("seconds", "title"), [(0, "Tu es là ?"), (91, "Ce code n’est plus le bon")])
def test_who_has_to_sign_in_first_comes_back_to_what_they_scanned(
    app: Flask, cast: Cast, seconds: int, title: str
) -> None:
    turn_on(app, cast, cast.next_meeting)
    alice = Browser(app)
    alice.open(f"/presence/{code(app, cast.next_meeting)}")
    assert alice.page.h1 == "Connexion"
    with time_machine.travel(NOW + timedelta(seconds=seconds)) if seconds else nullcontext():
        page = alice.sign_in(cast.alice, status=410 if seconds else 200)
    assert page.h1 == title
    assert ("Je suis là" in page.buttons, "Scanne celui qui y est maintenant" in page.words) == (
        not seconds,
        bool(seconds),
    )
