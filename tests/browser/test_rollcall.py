"""The roll call on a phone: quick, by keyboard, by two people at once, and in a room without network.

Between the phone and the product stands a room whose network can be cut: both the page and its worker lose it.
"""

import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from datetime import time as clock_time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from accounts.models import Session, User
from accounts.rules import Device
from ambassadors.models import WayHome
from core import clock
from core.db import db, new_public_id
from meetings.models import Meeting
from meetings.rollcall.access import lines_of, roll_call_of
from meetings.rollcall.actions import Pressed, take
from meetings.rollcall.models import Mark
from meetings.rollcall.moves.actions import take_guest_back
from meetings.rollcall.rules import Presence
from meetings.rules import AnswerValue
from tests import people, world

PHONE = {"width": 360, "height": 640}
TAP, DECISION, PAGE = 1.1, 1.35, 0.8  # seconds: of a calm thumb, of who looks up, of a page
CROWD = 30
PARIS = ZoneInfo("Europe/Paris")


class Room:
    """A network that can be cut: a relay to the product on a port of its own."""

    def __init__(self, to: str) -> None:
        self.to = urlsplit(to)
        self.is_cut = False
        self.open: set[socket.socket] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.door.getsockname()[1]}"
        threading.Thread(target=self._welcome, daemon=True).start()

    def _welcome(self) -> None:
        with suppress(OSError):
            while True:
                inside, _ = self.door.accept()
                if self.is_cut:
                    inside.close()
                    continue
                outside = socket.create_connection((self.to.hostname or "", self.to.port or 80))
                self.open |= {inside, outside}
                for one, other in ((inside, outside), (outside, inside)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65536):
                other.sendall(piece)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut(self) -> None:
        self.is_cut = True
        for end in list(self.open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.open.clear()

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self.door.close()


@pytest.fixture
def room(live_server: str) -> Iterator[Room]:
    made = Room(live_server)
    yield made
    made.close()


class Scene:
    """A meeting that has begun, thirty young people, and two of the team."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.erin = world.person("Erin Lambert")
            programme = world.programme("Le Phare", coordinator=self.erin)
            self.frank = world.mediator(programme, "Frank Moreau")
            season = world.season(programme)
            meeting = world.meeting(season, "Au labo", in_days=0, at=clock_time(11, 45), until=clock_time(13, 30))
            for number in range(CROWD):
                who = world.ambassador(season, f"Jeune{number:02}", last_name="Petit", email="")
                world.answer(meeting, who, AnswerValue.YES)
            world.commit()
            self.meeting_id = meeting.id
            self.path = f"/equipe/rencontres/{meeting.public_id}/presences"

    def enter(self, context: BrowserContext, address: str, person: User, device: Device = Device.OWN) -> None:
        someone = people.Browser(self.app)
        someone.enter(person)
        cookie = someone.client.get_cookie("cohorte", "localhost")
        assert cookie is not None
        with self.app.app_context():
            db.session.query(Session).filter_by(user_id=person.id).update({"device": device})
            db.session.commit()
        context.add_cookies([{"name": "cohorte", "value": cookie.value, "url": address}])

    def say(self, first_name: str, value: Presence, *, by: User) -> None:
        """Somebody else of the team marks one person, on the list as it is now."""
        with self.app.test_request_context(method="POST"):
            meeting = db.session.get_one(Meeting, self.meeting_id)
            line = next(each for each in lines_of(meeting) if each.first_name == first_name)
            mark = Pressed(line.key, value, line.version, new_public_id(), clock.now())
            take(meeting, [mark], by=db.session.get_one(User, by.id), now=clock.now())
            db.session.commit()

    def take_guest_off(self, name: str, *, by: User) -> None:
        with self.app.test_request_context(method="POST"):
            meeting = db.session.get_one(Meeting, self.meeting_id)
            line = next(each for each in lines_of(meeting) if each.name == name)
            take_guest_back(meeting, line.key, seen=line.version, by=db.session.get_one(User, by.id), now=clock.now())
            db.session.commit()

    def values(self) -> dict[str, str]:
        """How everybody is marked, by first name."""
        with self.app.app_context():
            lines = lines_of(db.session.get_one(Meeting, self.meeting_id))
            return {each.first_name: each.value.value for each in lines if each.value}

    def moves(self) -> dict[str, str]:
        """When who came and went did so, with whom, by first name or the name of a guest."""

        def shown(moment: datetime | None) -> str:
            return f"{moment.astimezone(PARIS):%H:%M}" if moment else ""

        with self.app.app_context():
            lines = lines_of(db.session.get_one(Meeting, self.meeting_id))
            found = {each.first_name: each.attendance for each in lines}
            return {
                name: f"{shown(row.arrived_at)}, {shown(row.left_at)}, {row.left_with}"
                for name, row in found.items()
                if row and (row.arrived_at or row.left_at)
            }

    def begin(self, at: clock_time) -> None:
        """Let it begin at another time of its day."""
        with self.app.app_context():
            meeting = db.session.get_one(Meeting, self.meeting_id)
            meeting.start_time = at
            meeting.starts_at = datetime.combine(meeting.held_on, at, PARIS)
            db.session.commit()

    def needs_company(self, first_name: str) -> None:
        with self.app.app_context():
            lines = lines_of(db.session.get_one(Meeting, self.meeting_id))
            young = next(each.young for each in lines if each.first_name == first_name)
            assert young is not None
            young.way_home = WayHome.NOT_ALONE
            db.session.commit()

    def ended_at(self) -> datetime | None:
        with self.app.app_context():
            call = roll_call_of(db.session.get_one(Meeting, self.meeting_id))
            return call.ended_at if call else None

    def marks(self) -> list[str]:
        """Every mark that was taken, as often as it was: whose it is."""
        with self.app.app_context():
            query = db.session.query(Mark).filter_by(meeting_id=self.meeting_id).order_by(Mark.id)
            found = [(each.attendance.ambassador, each.value) for each in query]
            return sorted(f"{who.young_person.first_name} {value.value}" for who, value in found if who and value)


@pytest.fixture
def scene(app: Flask, live_server: str) -> Scene:
    return Scene(app)


@contextmanager
def phone(
    browser: Browser, scene: Scene, address: str, person: User, *, worker: bool = True, **more: object
) -> Iterator[Page]:
    context = browser.new_context(
        service_workers="allow" if worker else "block",
        viewport=PHONE,  # type: ignore[arg-type]
        locale="fr-FR",
        timezone_id="Europe/Paris",
        base_url=address,
    )
    context.set_default_timeout(20_000)
    scene.enter(context, address, person, **more)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def open_list(page: Page, scene: Scene, *, kept: bool = False) -> None:
    page.goto(scene.path)
    expect(page.locator("form[data-live]")).to_have_count(1)
    if kept:
        expect(page.locator("form[data-ready]")).to_have_count(1)


def choose(page: Page, name: str, value: str) -> None:
    page.get_by_role("group", name=name).get_by_role("radio", name=value).check(force=True)


def until(said: Callable[[], object], expected: object, seconds: float = 30) -> None:
    """Wait for what is expected, and say what was found instead."""
    ends = time.monotonic() + seconds
    while (found := said()) != expected and time.monotonic() < ends:
        time.sleep(0.2)
    assert found == expected


def test_thirty_with_three_corrections_in_under_forty_seconds(
    browser: Browser, scene: Scene, live_server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        began, taps = time.monotonic(), 0
        page.get_by_role("button", name="Les autres sont là").click()
        taps += 1
        for name, value in (("Jeune04", "En retard"), ("Jeune11", "Absent"), ("Jeune23", "Excusé")):
            choose(page, name, value)
            taps += 1
        page.get_by_role("button", name="Terminer").click()
        taps += 1
        expect(page.get_by_text("Appel terminé").first).to_be_visible()
        machine = time.monotonic() - began
    expected = {f"Jeune{number:02}": "present" for number in range(CROWD)}
    assert scene.values() == expected | {"Jeune04": "late", "Jeune11": "absent", "Jeune23": "excused"}
    estimate = taps * (TAP + DECISION) + PAGE + 3 * 4.0  # for each correction, four seconds to scroll to a name
    with capsys.disabled():
        sys.stdout.write(
            f"\nroll call of {CROWD}: {taps} taps, {estimate:.0f} s of a hand, {machine:.1f} s of this machine\n"
        )
    assert (taps, estimate < 40, machine < 40) == (5, True, True)


def test_who_is_marked_is_no_more_to_call_and_who_is_not_is_again(
    browser: Browser, scene: Scene, live_server: str
) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        calls, title = page.locator("#calls"), page.locator("#calls-title")
        expect(title).to_have_text("30 personnes à appeler")
        expect(calls.get_by_text("Jeune00")).to_be_hidden()
        choose(page, "Jeune00", "Présent")
        expect(title).to_have_text("29 personnes à appeler")
        page.get_by_role("button", name="Les autres sont là").click()
        expect(calls).to_be_hidden()
        page.get_by_role("button", name="Annuler").click()
        expect(title).to_have_text("29 personnes à appeler")
        page.locator("#toasts").get_by_role("button", name="Fermer").click()  # it stands before some of them
        for number in range(1, CROWD - 1):
            choose(page, f"Jeune{number:02}", "Absent")
        expect(title).to_have_text("1 personne à appeler")
        page.goto(scene.path + "#calls")
        page.reload()
        expect(page.locator("#calls").get_by_text("Jeune29")).to_be_visible()


def test_the_network_goes_in_the_middle_and_every_mark_arrives_once(
    browser: Browser, scene: Scene, room: Room, accessible: Callable[[Page], None]
) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        choose(page, "Jeune00", "Présent")
        until(scene.values, {"Jeune00": "present"})
        room.cut()
        choose(page, "Jeune01", "En retard")
        expect(page.get_by_text("Hors connexion")).to_be_visible()
        choose(page, "Jeune02", "Présent")
        choose(page, "Jeune02", "Absent")  # changed one's mind
        expect(page.get_by_text("Gardé sur ce téléphone")).to_be_visible()
        accessible(page)

        page.reload()  # the page opens from what the phone kept, and says what it says
        expect(page.locator("form[data-live]")).to_have_count(1)
        expect(page.get_by_role("group", name="Jeune01").get_by_role("radio", name="En retard")).to_be_checked()
        expect(page.get_by_role("group", name="Jeune02").get_by_role("radio", name="Absent")).to_be_checked()
        assert page.evaluate("getComputedStyle(document.querySelector('.roll')).borderRadius") == "16px"
        choose(page, "Jeune03", "Excusé")
        assert scene.values() == {"Jeune00": "present"}

        room.mend()
        everything = {"Jeune00": "present", "Jeune01": "late", "Jeune02": "absent", "Jeune03": "excused"}
        until(scene.values, everything)
        expect(page.get_by_text("Hors connexion")).to_be_hidden()
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
    assert [mark for mark in scene.marks() if mark.startswith(("Jeune00", "Jeune01", "Jeune03"))] == [
        "Jeune00 present",
        "Jeune01 late",
        "Jeune03 excused",
    ]
    assert len(scene.marks()) == len(set(scene.marks()))


def test_who_comes_and_goes_is_noted_without_network_and_arrives_once(
    browser: Browser, scene: Scene, room: Room, accessible: Callable[[Page], None]
) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        choose(page, "Jeune00", "En retard")
        choose(page, "Jeune01", "Présent")
        until(scene.values, {"Jeune00": "late", "Jeune01": "present"})
        room.cut()
        came = page.get_by_label("Arrivée à (Jeune00 Petit)")
        came.fill("06:00")
        expect(came).to_have_accessible_description(re.compile("En retard, on arrive entre"))
        came.fill("13:00")
        expect(came).to_have_accessible_description("")
        expect(page.get_by_text("Gardé sur ce téléphone")).to_be_visible()
        leaves(page, "Jeune01", "13:15", "Nadia Petit")
        accessible(page)
        page.get_by_role("link", name="Ajouter quelqu’un qui est là").click()
        page.get_by_role("button", name="Noter présent").click()
        expect(page.get_by_text("Écrivez un nom.")).to_be_visible()
        accessible(page)
        page.get_by_label("Son nom").fill("Awa Sy")
        page.get_by_role("button", name="Noter présent").click()
        leaves(page, "Awa Sy", "13:20", "")
        expect(page.locator("[data-needs-network]:visible", has_text="Il faut le réseau").first).to_be_visible()
        page.reload()
        expect(page.locator("form[data-live]")).to_have_count(1)
        expect(page.get_by_text("Départ à 13\u00a0h\u00a015 avec Nadia Petit", exact=True)).to_be_visible()
        room.mend()
        moves = {"Jeune00": "13:00, , ", "Jeune01": ", 13:15, Nadia Petit", "Awa Sy": ", 13:20, "}
        until(scene.moves, moves)
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        page.reload()
        expect(page.locator("#roll-departed [data-departed]")).to_have_count(2)
    assert [each for each in scene.marks() if "Jeune00" in each] == ["Jeune00 late", "Jeune00 late"]
    assert [each for each in scene.marks() if "Jeune01" in each] == ["Jeune01 present", "Jeune01 present"]
    assert scene.moves() == moves


def take_off(page: Page, name: str) -> None:
    page.locator("summary", has_text=f"({name} Petit)").click()
    page.get_by_role("group", name=name).locator("xpath=..").get_by_role("button", name="Remettre à «").click()


def test_a_mark_is_taken_off_without_network_and_a_colleague_who_said_otherwise_is_told(
    browser: Browser, scene: Scene, room: Room, accessible: Callable[[Page], None]
) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        choose(page, "Jeune00", "Présent")
        choose(page, "Jeune01", "Absent")
        until(scene.values, {"Jeune00": "present", "Jeune01": "absent"})
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        room.cut()
        page.locator("summary", has_text="(Jeune00 Petit)").click()
        expect(page.get_by_text("Présent\u00a0: Erin Lambert, 12\u00a0h")).to_be_visible()
        accessible(page)
        page.keyboard.press("Escape")
        take_off(page, "Jeune00")
        expect(page.get_by_text("1 noté, 29 pas notés")).to_be_visible()
        expect(page.get_by_role("group", name="Jeune00").get_by_role("radio", name="Présent")).to_be_focused()
        page.get_by_role("button", name="Annuler").click()
        expect(page.get_by_role("group", name="Jeune00").get_by_role("radio", name="Présent")).to_be_checked()
        take_off(page, "Jeune00")
        take_off(page, "Jeune01")
        expect(page.get_by_text("Gardé sur ce téléphone")).to_be_visible()
        scene.say("Jeune01", Presence.LATE, by=scene.frank)
        room.mend()
        told = page.locator("#roll-clashes")
        expect(told).to_contain_text(
            re.compile("Vous avez noté\u00a0: Pas noté. À .*, Frank Moreau a noté\u00a0: En retard")
        )
        until(scene.values, {"Jeune01": "late"})
        told.get_by_role("button", name="Mettre «\u00a0Pas noté\u00a0»").click()
        until(scene.values, {})
    assert set(scene.marks()) == {"Jeune00 present", "Jeune01 absent", "Jeune01 late"}


def test_a_guest_taken_off_leaves_the_list_of_a_colleague_too(browser: Browser, scene: Scene, live_server: str) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        page.get_by_role("link", name="Ajouter quelqu’un qui est là").click()
        page.get_by_label("Son nom").fill("Awa Sy")
        page.get_by_role("button", name="Noter présent").click()
        expect(page.get_by_text("0 noté, 30 pas notés, 1 hors liste")).to_be_visible()
        until(scene.values, {"Awa Sy": "present"})
        scene.take_guest_off("Awa Sy", by=scene.frank)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_text("0 noté, 30 pas notés", exact=True)).to_be_visible()
        expect(page.locator("form [data-guest]")).to_have_count(0)


def test_enter_in_a_time_saves_that_time_and_marks_nobody_else(
    browser: Browser, scene: Scene, live_server: str
) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        choose(page, "Jeune00", "En retard")
        came = page.get_by_label("Arrivée à (Jeune00 Petit)")
        expect(came).to_have_value(re.compile("^12:0"))  # now, to be put right
        until(scene.values, {"Jeune00": "late"})
        came.fill("12:30")
        came.press("Enter")
        until(scene.moves, {"Jeune00": "12:30, , "})
        page.get_by_role("group", name="Jeune01").get_by_role("radio", name="Présent").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
    assert scene.values() == {"Jeune00": "late"}


def test_enter_in_a_time_saves_it_without_a_script_too(browser: Browser, scene: Scene, live_server: str) -> None:
    scene.say("Jeune00", Presence.LATE, by=scene.frank)
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=live_server)  # type: ignore[arg-type]
    scene.enter(context, live_server, scene.erin)
    page = context.new_page()
    page.goto(scene.path)
    came = page.locator('.arrived:visible input[type="time"]')
    came.fill("12:30")
    came.press("Enter")
    until(scene.moves, {"Jeune00": "12:30, , "})
    context.close()
    assert scene.values() == {"Jeune00": "late"}


def leaves(page: Page, name: str, at: str, with_whom: str) -> None:
    """Record who has left in the dialog of the list."""
    page.get_by_role("link", name="Noter un départ").click()
    page.get_by_label("Qui part").select_option(label=name if " " in name else f"{name} Petit")
    page.get_by_label("À quelle heure").fill(at)
    page.get_by_role("radio", name="Avec quelqu’un" if with_whom else "Sans adulte").check()
    if with_whom:
        page.get_by_role("button", name="Noter le départ").click()
        expect(page.get_by_text("Écrivez le nom")).to_be_visible()  # what the label says is what the rule asks
        whom = page.get_by_label("Avec qui")
        expect(whom).to_have_accessible_description(re.compile("Écrivez le nom .*Le nom de la personne qui vient"))
        whom.fill(with_whom)
    page.get_by_role("button", name="Noter le départ").click()
    expect(page.locator("#roll-leave")).to_be_hidden()


def test_an_answer_that_gets_lost_is_no_second_mark(browser: Browser, scene: Scene, live_server: str) -> None:
    """The mark arrived, the phone does not know: it sends the same again, though a colleague changed it meanwhile."""
    with phone(browser, scene, live_server, scene.erin, worker=False) as page:  # nothing is caught behind a worker
        open_list(page, scene)
        sent = []

        def lose_the_first(route: Route) -> None:
            if route.request.method == "POST":  # the page asks for itself at the same address
                sent.append(1)
                if len(sent) == 1:
                    route.fetch()  # it arrives
                    scene.say("Jeune05", Presence.ABSENT, by=scene.frank)
                    route.abort()  # and its answer does not
                    return
            route.continue_()

        page.route(lambda url: url.endswith("/presences"), lose_the_first)
        choose(page, "Jeune05", "Présent")
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        assert len(sent) == 2
        assert page.locator("#roll-clashes").is_hidden()
        expect(page.get_by_role("group", name="Jeune05").get_by_role("radio", name="Absent")).to_be_checked()
    assert (scene.values(), scene.marks()) == ({"Jeune05": "absent"}, ["Jeune05 absent", "Jeune05 present"])


def test_of_two_at_once_the_later_one_is_told_and_chooses(
    browser: Browser, scene: Scene, live_server: str, accessible: Callable[[Page], None]
) -> None:
    with (
        phone(browser, scene, live_server, scene.erin) as erin,
        phone(browser, scene, live_server, scene.frank) as frank,
    ):
        for each in (erin, frank):
            open_list(each, scene)
        choose(frank, "Jeune07", "Absent")
        choose(frank, "Jeune08", "Présent")
        until(scene.values, {"Jeune07": "absent", "Jeune08": "present"})
        choose(erin, "Jeune07", "Présent")
        choose(erin, "Jeune09", "Présent")  # another name: both are kept
        told = erin.locator("#roll-clashes")
        expect(told).to_be_visible()
        accessible(erin)
        expect(told).to_contain_text(
            re.compile("Vous avez noté\u00a0: Présent. À 12\u00a0h.*, Frank Moreau a noté\u00a0: Absent")
        )
        until(scene.values, {"Jeune07": "absent", "Jeune08": "present", "Jeune09": "present"})
        expect(erin.get_by_role("group", name="Jeune08").get_by_role("radio", name="Présent")).to_be_checked()
        open_list(erin, scene)  # what waits for a choice is still there when the page is opened again
        expect(told).to_contain_text(
            re.compile("Vous avez noté\u00a0: Présent. À 12\u00a0h.*, Frank Moreau a noté\u00a0: Absent")
        )
        expect(erin.get_by_role("group", name="Jeune07").get_by_role("radio", name="Absent")).to_be_checked()
        told.get_by_role("button", name="Mettre «\u00a0Présent\u00a0»").click()
        until(scene.values, {"Jeune07": "present", "Jeune08": "present", "Jeune09": "present"})
        expect(told).to_be_hidden()


def test_a_second_press_does_not_pass_over_what_a_colleague_said_of_the_first(
    browser: Browser, scene: Scene, room: Room
) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene)
        room.cut()
        choose(page, "Jeune07", "Présent")
        expect(page.get_by_text("Hors connexion")).to_be_visible()  # it was sent, and may have arrived
        choose(page, "Jeune07", "En retard")
        scene.say("Jeune07", Presence.ABSENT, by=scene.frank)
        room.mend()
        told = page.locator("#roll-clashes")
        expect(told).to_contain_text("Vous avez noté\u00a0: En retard")
        expect(told.get_by_role("listitem")).to_have_count(1)
        assert scene.values() == {"Jeune07": "absent"}
        told.get_by_role("button", name="Garder «\u00a0Absent\u00a0»").click()
        expect(told).to_be_hidden()
        open_list(page, scene)
        expect(told).to_be_hidden()  # dealt with


def test_a_session_that_ended_keeps_the_marks_until_one_signs_in_again(
    browser: Browser, scene: Scene, live_server: str
) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene, kept=True)
        with scene.app.app_context():
            db.session.query(Session).update({"ended_at": world.NOW - timedelta(minutes=1)})
            db.session.commit()
        choose(page, "Jeune12", "En retard")
        expect(page.get_by_text("Votre session est terminée")).to_be_visible()
        assert scene.values() == {}
        scene.enter(page.context, live_server, scene.erin)
        open_list(page, scene)
        until(scene.values, {"Jeune12": "late"})
        assert scene.marks() == ["Jeune12 late"]


def test_nothing_is_kept_on_a_shared_device_and_signing_out_clears_ones_own(
    browser: Browser, scene: Scene, live_server: str
) -> None:
    kept = """async () => [
        (await navigator.serviceWorker.getRegistrations()).length,
        (await caches.keys()).length,
        (await indexedDB.databases()).length,
    ]"""
    with phone(browser, scene, live_server, scene.frank, device=Device.SHARED) as page:
        open_list(page, scene)
        choose(page, "Jeune01", "Présent")
        until(scene.values, {"Jeune01": "present"})
        assert page.evaluate(kept) == [0, 0, 0]
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene, kept=True)
        assert page.evaluate(kept) == [1, 1, 1]
        scope = page.evaluate("async () => (await navigator.serviceWorker.getRegistrations())[0].scope")
        assert scope == live_server + scene.path
        page.get_by_text("29 personnes à appeler").click()  # folded: Jeune01 is marked
        page.get_by_role("button", name="Voir les numéros").click()
        expect(page.locator("form[data-ready]")).to_have_count(1)
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations())[0].scope") == scope
        pages = "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(each => each.url)"
        assert [url for url in page.evaluate(pages) if "/static/" not in url] == [scope]
        page.goto("/appareils")
        page.get_by_role("button", name="Se déconnecter").first.click()
        expect(page).to_have_url(f"{live_server}/connexion")
        until(lambda: page.evaluate(kept), [0, 0, 0])


KEPT = """async (count) => {
    const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result) })
    const database = await asked(indexedDB.open("presences"))
    const kept = await asked(database.transaction("marks").objectStore("marks").count())
    database.close()
    return kept === count
}"""


def test_signing_out_with_marks_that_have_not_left_asks_first(
    browser: Browser, scene: Scene, room: Room, accessible: Callable[[Page], None]
) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        other = page.context.new_page()
        other.goto("/appareils")
        other.evaluate("localStorage.setItem('draft /a-text', 'of somebody')")
        room.cut()
        for name, value in (("Jeune01", "Présent"), ("Jeune02", "Absent"), ("Jeune03", "En retard")):
            choose(page, name, value)
        expect(page.get_by_text("Gardé sur ce téléphone")).to_be_visible()
        page.wait_for_function(KEPT, arg=3)  # a page that is closed at once has not kept all yet
        page.close()
        out, asked = other.get_by_role("button", name="Se déconnecter").first, other.locator("#unsent")
        out.click()
        expect(asked).to_contain_text("3 présences notées ne sont pas encore parties")
        accessible(other)
        asked.get_by_role("button", name="Envoyer maintenant").click()
        expect(asked).to_contain_text("L’envoi n’a pas abouti")
        asked.get_by_role("button", name="Ne pas me déconnecter").click()
        assert scene.values() == {}
        room.mend()
        out.click()
        asked.get_by_role("button", name="Envoyer maintenant").click()
        expect(other).to_have_url(f"{room.address}/connexion")
        assert scene.values() == {"Jeune01": "present", "Jeune02": "absent", "Jeune03": "late"}
        assert other.evaluate("Object.keys(localStorage)") == []


def test_marks_may_be_lost_knowingly(browser: Browser, scene: Scene, room: Room) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        other = page.context.new_page()
        other.goto("/appareils")
        room.cut()
        choose(page, "Jeune01", "Présent")
        expect(page.get_by_text("Gardé sur ce téléphone")).to_be_visible()
        page.close()
        other.get_by_role("button", name="Se déconnecter").first.click()
        expect(other.locator("#unsent")).to_contain_text("1 présence notée n’est pas encore partie")
        room.mend()
        other.get_by_role("button", name="Me déconnecter et les perdre").click()
        expect(other).to_have_url(f"{room.address}/connexion")
        until(lambda: other.evaluate("indexedDB.databases().then(all => all.length)"), 0)
    assert scene.values() == {}


def test_a_call_finished_without_network_finishes_when_it_is_back(
    browser: Browser, scene: Scene, room: Room, accessible: Callable[[Page], None]
) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        room.cut()
        choose(page, "Jeune00", "Présent")
        page.get_by_role("button", name="Terminer").click()
        later = page.locator("#roll-state", has_text="L’appel se terminera au retour du réseau")
        expect(later).to_be_visible()
        expect(page.locator("#toasts").get_by_role("button", name="Annuler")).to_be_visible()  # it comes last
        accessible(page)
        page.get_by_role("button", name="Annuler").click()
        expect(later).to_be_hidden()
        page.get_by_role("button", name="Terminer").click()
        expect(later).to_be_visible()
        page.reload()
        expect(later).to_be_visible()
        choose(page, "Jeune01", "Absent")  # what comes after it leaves before it
        assert scene.ended_at() is None
        room.mend()
        expect(page.get_by_text("Appel terminé à").first).to_be_visible()
    assert scene.values() == {"Jeune00": "present", "Jeune01": "absent"}
    assert scene.ended_at() is not None


def test_what_waits_leaves_from_any_page_of_the_team(
    browser: Browser, scene: Scene, room: Room, accessible: Callable[[Page], None]
) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        room.cut()
        choose(page, "Jeune01", "Présent")
        choose(page, "Jeune02", "Absent")
        expect(page.get_by_text("Gardé sur ce téléphone")).to_be_visible()
        page.wait_for_function(KEPT, arg=2)
        page.close()
        scene.say("Jeune02", Presence.EXCUSED, by=scene.frank)
        room.mend()
        other = page.context.new_page()
        other.goto("/equipe/rencontres")
        until(scene.values, {"Jeune01": "present", "Jeune02": "excused"})
        told = other.locator("[data-unsent]")
        expect(told).to_contain_text("ouvrez l’appel et choisissez")
        accessible(other)
        told.get_by_role("link", name="Ouvrir l’appel").click()
        expect(other.locator("#roll-clashes")).to_contain_text("Vous avez noté\u00a0: Absent")


def test_the_page_the_phone_kept_knows_what_was_saved_since(browser: Browser, scene: Scene, room: Room) -> None:
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        choose(page, "Jeune04", "En retard")
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        page.close()  # before the page itself is put aside again
        room.cut()
        again = page.context.new_page()
        open_list(again, scene)
        expect(again.get_by_role("group", name="Jeune04").get_by_role("radio", name="En retard")).to_be_checked()
        expect(again.get_by_text("1 noté, 29 pas notés")).to_be_visible()
        again.get_by_role("button", name="Les autres sont là").click()
        room.mend()
        until(lambda: len(scene.values()), CROWD)
        assert scene.values()["Jeune04"] == "late"
        expect(again.locator("#roll-clashes")).to_be_hidden()


def test_when_it_is_time_to_call_the_open_page_says_so(
    browser: Browser, scene: Scene, live_server: str, accessible: Callable[[Page], None]
) -> None:
    scene.begin(clock_time(11, 55))
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        choose(page, "Jeune00", "Présent")
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        expect(page.locator("#calls")).to_have_count(0)
        scene.begin(clock_time(11, 45))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("#calls-title")).to_have_text("29 personnes à appeler")
        accessible(page)
        page.locator("#calls-title").click()
        page.get_by_role("button", name="Voir les numéros").click()
        expect(page.get_by_text("Pas de numéro dans sa fiche.").first).to_be_visible()


def test_without_network_the_list_is_not_lost_and_knows_who_needs_company(
    browser: Browser, scene: Scene, room: Room
) -> None:
    scene.needs_company("Jeune03")
    with phone(browser, scene, room.address, scene.erin) as page:
        open_list(page, scene, kept=True)
        choose(page, "Jeune01", "Présent")
        page.get_by_role("link", name="Noter un départ").click()
        expect(page.get_by_label("Qui part")).to_have_accessible_description("")
        page.keyboard.press("Escape")
        room.cut()
        choose(page, "Jeune03", "Présent")
        expect(page.get_by_text("Hors connexion")).to_be_visible()
        page.get_by_role("link", name="Noter un départ").click()
        expect(page.get_by_label("Qui part")).to_have_accessible_description(
            "Ne rentrent pas sans adulte\u00a0: Jeune03."
        )
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Au labo").first.click()
        expect(page.get_by_text("cette liste reste ouverte")).to_be_visible()
        expect(page.get_by_role("group", name="Jeune03").get_by_role("radio", name="Présent")).to_be_checked()
        room.mend()
        page.get_by_role("link", name="Au labo").first.click()
        expect(page).to_have_url(room.address + scene.path.removesuffix("/presences"))


def test_a_letter_marks_the_first_and_enter_goes_to_who_was_searched(
    browser: Browser, scene: Scene, live_server: str
) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        open_list(page, scene)
        page.keyboard.press("p")  # nothing has the focus yet
        page.keyboard.press("a")
        page.get_by_label("Chercher un prénom").fill("jeune11")
        page.keyboard.press("Enter")
        page.keyboard.press("r")
        until(scene.values, {"Jeune00": "present", "Jeune01": "absent", "Jeune11": "late"})


def test_by_keyboard_and_with_the_keys_off(browser: Browser, scene: Scene, live_server: str) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        open_list(page, scene)
        page.get_by_role("group", name="Jeune00").get_by_role("radio", name="Présent").focus()
        for letter in ("p", "r", "e", "a", "P"):
            page.keyboard.press(letter)
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("r")  # Jeune03 again
        expected = {
            "Jeune00": "present",
            "Jeune01": "late",
            "Jeune02": "excused",
            "Jeune03": "late",
            "Jeune04": "present",
        }
        until(scene.values, expected)
        assert (
            page.evaluate("document.activeElement.closest('[data-person]').querySelector('[data-name]').textContent")
            == "Jeune04 Petit"
        )
        page.get_by_role("checkbox", name="Touches").uncheck()
        page.get_by_role("group", name="Jeune10").get_by_role("radio", name="Présent").focus()
        page.keyboard.press("a")
        open_list(page, scene)
        expect(page.get_by_role("checkbox", name="Touches")).not_to_be_checked()  # this browser remembers
        assert scene.values() == expected


def test_a_first_name_is_found_and_the_others_can_be_taken_back(
    browser: Browser, scene: Scene, live_server: str
) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        page.get_by_label("Chercher un prénom").fill("jeune1")
        expect(page.locator("[data-person]:visible")).to_have_count(10)
        page.get_by_label("Chercher un prénom").fill("")
        page.get_by_role("button", name="Les autres sont là").click()
        expect(page.get_by_text("30 personnes notées présentes")).to_be_visible()
        page.get_by_role("button", name="Annuler").click()
        expect(page.get_by_text("0 noté, 30 pas notés")).to_be_visible()
        until(scene.values, {})
        sizes = page.locator(".seg label").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert min(sizes) >= 48


def test_an_undo_passes_over_whoever_was_marked_since(browser: Browser, scene: Scene, live_server: str) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        page.clock.install()
        open_list(page, scene)
        others, undo = page.get_by_role("button", name="Les autres sont là"), page.get_by_role("button", name="Annuler")
        others.click()
        undo.focus()  # who is on it is not hurried, however slow the machine
        until(lambda: len(scene.values()), CROWD)
        scene.say("Jeune04", Presence.ABSENT, by=scene.frank)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_role("group", name="Jeune04").get_by_role("radio", name="Absent")).to_be_checked()
        undo.click()
        expect(page.get_by_text("Annulé pour 29 personnes. 1 personne a été notée depuis")).to_be_visible()
        until(scene.values, {"Jeune04": "absent"})

        take_off(page, "Jeune04")
        undo.focus()
        until(scene.values, {})
        scene.say("Jeune04", Presence.LATE, by=scene.frank)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_role("group", name="Jeune04").get_by_role("radio", name="En retard")).to_be_checked()
        undo.click()
        expect(page.locator("#toasts")).to_contain_text(
            re.compile(
                "Rien n’est annulé\u00a0: à .*, Frank Moreau a noté «\u00a0En retard, arrivée à .* pour Jeune04 Petit"
            )
        )
        assert scene.values() == {"Jeune04": "late"}

        others.click()
        expect(undo).to_be_visible()
        choose(page, "Jeune05", "Absent")  # what the bar says is no longer so
        expect(undo).to_be_hidden()
        take_off(page, "Jeune05")
        page.locator("#toasts").get_by_role("button", name="Fermer").click()
        expect(undo).to_be_hidden()
        choose(page, "Jeune05", "Absent")
        take_off(page, "Jeune05")
        page.mouse.move(0, 0)
        expect(undo).to_be_visible()
        page.clock.fast_forward(15_000)
        expect(undo).to_be_visible()
        page.clock.fast_forward(6_000)
        expect(undo).to_be_hidden()


def add(page: Page, name: str) -> None:
    page.get_by_role("link", name="Ajouter quelqu’un qui est là").click()
    page.get_by_label("Son nom").fill(name)
    page.get_by_role("button", name="Noter présent").click()
    expect(page.locator("#toasts")).to_contain_text(f"{name} est sur la liste")


def look(page: Page) -> None:
    """What the page does by itself every twenty seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_an_undo_erases_no_departure_and_no_guest_that_a_colleague_wrote(
    browser: Browser, scene: Scene, live_server: str, accessible: Callable[[Page], None]
) -> None:
    since = "Rien n’est annulé\u00a0: à .*, Frank Moreau a noté «\u00a0{}.*\u00a0» pour {}"
    with (
        phone(browser, scene, live_server, scene.erin) as erin,
        phone(browser, scene, live_server, scene.frank) as frank,
    ):
        for each in (erin, frank):
            open_list(each, scene)
        undo = erin.get_by_role("button", name="Annuler")
        choose(erin, "Jeune01", "Présent")
        leaves(erin, "Jeune01", "13:15", "Nadia Petit")
        until(scene.moves, {"Jeune01": ", 13:15, Nadia Petit"})
        undo.click()  # nobody said anything since
        expect(erin.get_by_text("Annulé pour 1 personne.")).to_be_visible()
        until(scene.moves, {})
        leaves(erin, "Jeune01", "13:20", "Nadia Petit")
        until(scene.moves, {"Jeune01": ", 13:20, Nadia Petit"})

        look(frank)
        frank.get_by_role("button", name="Encore là (Jeune01 Petit)").click()
        leaves(frank, "Jeune01", "13:25", "Paul Petit")
        franks = {"Jeune01": ", 13:25, Paul Petit"}
        until(scene.moves, franks)
        look(erin)
        expect(erin.locator("#roll-departed")).to_contain_text("avec Paul Petit")
        undo.click()
        told = since.format("Présent, départ à 13\u00a0h\u00a025 avec Paul Petit", "Jeune01 Petit")
        expect(erin.locator("#toasts")).to_contain_text(re.compile(told))
        erin.locator("summary", has_text="(Jeune01 Petit)").click()
        history = erin.get_by_role("group", name="Jeune01").locator("xpath=..").locator("[data-history] li")
        expect(history).to_have_text(
            [
                re.compile("^Présent, départ à 13\u00a0h\u00a025 avec Paul Petit\u00a0: Frank Moreau"),
                re.compile("^Présent, départ retiré\u00a0: Frank Moreau"),
                re.compile("^Présent, départ à 13\u00a0h\u00a020 avec Nadia Petit\u00a0: Erin Lambert"),
                re.compile("^Présent, départ retiré\u00a0: Erin Lambert"),
                re.compile("^Présent, départ à 13\u00a0h\u00a015 avec Nadia Petit\u00a0: Erin Lambert"),
                re.compile("^Présent\u00a0: Erin Lambert"),
            ]
        )
        accessible(erin)
        erin.keyboard.press("Escape")

        add(erin, "Awa Sy")
        until(scene.values, {"Jeune01": "present", "Awa Sy": "present"})
        look(frank)
        choose(frank, "Awa Sy", "En retard")
        until(scene.values, {"Jeune01": "present", "Awa Sy": "late"})
        look(erin)
        expect(erin.get_by_role("group", name="Awa Sy").get_by_role("radio", name="En retard")).to_be_checked()
        undo.click()
        expect(erin.locator("#toasts")).to_contain_text(re.compile(since.format("En retard", "Awa Sy")))
        add(erin, "Tim Roy")
        until(lambda: len(scene.values()), 3)
        undo.click()
        expect(erin.get_by_text("Annulé pour 1 personne.")).to_be_visible()
        until(scene.values, {"Jeune01": "present", "Awa Sy": "late"})
        assert scene.moves()["Jeune01"] == franks["Jeune01"]


def test_of_two_who_add_the_same_guest_neither_undo_takes_them_off(
    browser: Browser, scene: Scene, room: Room, live_server: str
) -> None:
    """Erin without network, Frank meanwhile: she is on the list because both said so."""
    with (
        phone(browser, scene, room.address, scene.erin) as erin,
        phone(browser, scene, live_server, scene.frank) as frank,
    ):
        for each in (erin, frank):
            open_list(each, scene)
        room.cut()
        add(erin, "Awa Sy")
        add(frank, "Awa Sy")
        until(scene.values, {"Awa Sy": "present"})
        room.mend()
        expect(erin.get_by_text("Enregistré", exact=True)).to_be_visible()
        look(frank)
        history = frank.get_by_role("group", name="Awa Sy").locator("xpath=..").locator("[data-history] li")
        expect(history).to_have_count(2)
        told = ("Awa Sy était déjà sur la liste.", "Erin Lambert a noté «\u00a0Présent\u00a0» pour Awa Sy")
        for each, words in zip((erin, frank), told, strict=True):
            each.get_by_role("button", name="Annuler").click()
            expect(each.locator("#toasts")).to_contain_text(words)
            expect(each.get_by_role("group", name="Awa Sy")).to_be_visible()
    assert scene.values() == {"Awa Sy": "present"}


def test_a_wrong_tap_loses_neither_a_departure_nor_a_time(browser: Browser, scene: Scene, live_server: str) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        choose(page, "Jeune00", "En retard")
        came = page.get_by_label("Arrivée à (Jeune00 Petit)")
        came.fill("12:30")
        came.press("Enter")
        choose(page, "Jeune01", "Présent")
        leaves(page, "Jeune01", "13:15", "")
        moves = {"Jeune00": "12:30, , ", "Jeune01": ", 13:15, "}
        until(scene.moves, moves)
        for name, wrong in (("Jeune00", "Présent"), ("Jeune01", "Absent")):
            choose(page, name, wrong)
        until(scene.moves, {})
        for name, right in (("Jeune00", "En retard"), ("Jeune01", "Présent")):
            choose(page, name, right)
        expect(page.get_by_text("Départ à 13\u00a0h\u00a015 sans adulte", exact=True)).to_be_visible()
        until(scene.moves, moves)
        page.locator("summary", has_text="(Jeune01 Petit)").click()
        history = page.get_by_role("group", name="Jeune01").locator("xpath=..").locator("[data-history] li")
        told = history.filter(has_text="Présent, départ à 13\u00a0h\u00a015 sans adulte\u00a0: Erin Lambert").first
        expect(told).to_be_visible()


def test_a_search_is_over_once_somebody_is_marked(browser: Browser, scene: Scene, live_server: str) -> None:
    with phone(browser, scene, live_server, scene.erin) as page:
        open_list(page, scene)
        box, nobody = page.get_by_label("Chercher un prénom"), page.get_by_text("Personne de ce nom sur la liste.")
        box.fill("jeune11")
        choose(page, "Jeune11", "Présent")
        expect(page.locator("[data-person]:visible")).to_have_count(1)  # as long as nobody else is looked for
        box.click()
        expect(box).to_have_value("")
        expect(page.locator("[data-person]:visible")).to_have_count(CROWD)
        box.fill("zoé")
        expect(nobody).to_be_visible()
        box.fill("jeune12")
        expect(nobody).to_be_hidden()
        page.keyboard.press("Enter")
        page.keyboard.press("a")
        page.keyboard.type("jeune13")  # the next name
        expect(box).to_have_value("jeune13")
        until(scene.values, {"Jeune11": "present", "Jeune12": "absent"})


def test_a_colleague_who_finishes_the_call_is_told_and_nobody_is_added_twice(
    browser: Browser, scene: Scene, live_server: str
) -> None:
    with (
        phone(browser, scene, live_server, scene.erin) as erin,
        phone(browser, scene, live_server, scene.frank) as frank,
    ):
        for each in (erin, frank):
            open_list(each, scene)
        erin.get_by_role("link", name="Ajouter quelqu’un qui est là").click()
        erin.get_by_label("Son nom").fill("jeune03 PETIT")
        erin.get_by_role("button", name="Noter présent").click()
        expect(erin.get_by_text("Jeune03 Petit est déjà sur la liste")).to_be_visible()
        erin.keyboard.press("Escape")
        frank.get_by_role("button", name="Terminer").click()
        expect(frank.locator("#roll-state")).to_contain_text("Appel terminé à")
        erin.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(erin.locator("#roll-state")).to_have_text(re.compile("Appel terminé à .*, Frank Moreau"))
        expect(erin.get_by_role("button", name="Terminer")).to_be_hidden()


def test_a_call_taken_up_again_goes_on_on_every_phone(
    browser: Browser, scene: Scene, room: Room, live_server: str, accessible: Callable[[Page], None]
) -> None:
    with (
        phone(browser, scene, room.address, scene.erin) as erin,
        phone(browser, scene, live_server, scene.frank) as frank,
    ):
        open_list(erin, scene, kept=True)
        open_list(frank, scene)
        finish, again = "Terminer", "Reprendre l’appel"
        for each in (erin, frank):
            expect(each.get_by_role("button", name=again)).to_be_hidden()
        frank.get_by_role("button", name=finish).click()
        expect(frank.get_by_role("button", name=again)).to_be_visible()
        look(erin)
        expect(erin.get_by_role("button", name=again)).to_be_visible()  # whoever holds a phone can
        expect(erin.locator("#roll-ended")).to_have_text(re.compile("Appel terminé à .*, Frank Moreau"))
        expect(erin.get_by_role("button", name=finish)).to_be_hidden()
        accessible(erin)

        frank.get_by_role("button", name=again).click()
        expect(frank.get_by_role("button", name=finish)).to_be_visible()
        look(erin)
        expect(erin.locator("#toasts")).to_contain_text("Appel repris à")
        expect(erin.get_by_role("button", name=finish)).to_be_visible()
        expect(erin.get_by_role("button", name=again)).to_be_hidden()
        expect(erin.locator("#roll-state")).to_have_text(re.compile("Appel repris à .*, Frank Moreau"))
        expect(erin.get_by_text("Appel terminé")).to_have_count(0)
        accessible(erin)

        room.cut()  # what the phone put aside says the same
        expect(erin.locator("form[data-ready]")).to_have_count(1)
        erin.reload()
        expect(erin.locator("form[data-live]")).to_have_count(1)
        expect(erin.get_by_role("button", name=finish)).to_be_visible()
        expect(erin.get_by_role("button", name=again)).to_be_hidden()
        room.mend()

        look(erin)
        erin.get_by_role("button", name=finish).click()
        look(frank)
        frank.get_by_role("button", name=again).click()
        expect(frank.get_by_role("button", name=finish)).to_be_visible()
    assert scene.ended_at() is None


def test_a_call_taken_up_again_is_not_finished_by_a_phone_that_was_away(
    browser: Browser, scene: Scene, room: Room, live_server: str, accessible: Callable[[Page], None]
) -> None:
    with (
        phone(browser, scene, room.address, scene.erin) as erin,
        phone(browser, scene, live_server, scene.frank) as frank,
    ):
        open_list(erin, scene, kept=True)
        open_list(frank, scene)
        room.cut()
        choose(erin, "Jeune00", "Présent")
        erin.get_by_role("button", name="Terminer").click()
        expect(erin.locator("#roll-state")).to_have_text("L’appel se terminera au retour du réseau")
        frank.get_by_role("button", name="Terminer").click()
        frank.get_by_role("button", name="Reprendre l’appel").click()
        expect(frank.locator("#roll-resumed")).to_have_text(re.compile("Appel repris à .*, Frank Moreau"))
        room.mend()
        expect(erin.locator("#toasts")).to_have_text(re.compile(r"Appel repris à .*, Frank Moreau\s: il reste ouvert"))
        expect(erin.locator("#roll-state")).to_have_text(re.compile("Appel repris à .*, Frank Moreau"))
        accessible(erin)
        assert (scene.ended_at(), scene.values()) == (None, {"Jeune00": "present"})
        erin.get_by_role("button", name="Terminer").click()
        expect(erin.locator("#roll-ended")).to_have_text(re.compile("Appel terminé à .*, Erin Lambert"))
    assert scene.ended_at() is not None
