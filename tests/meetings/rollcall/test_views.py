"""The roll call without a script: one form saves all of it, and two who send it never undo each other."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from accounts.models import AccessLog
from ambassadors.models import WayHome
from core.db import db
from meetings.models import Meeting
from meetings.rollcall.access import lines_of
from meetings.rollcall.models import Attendance, RollCall
from seasons.models import Season
from tests.counting import Counted
from tests.people import Browser, Page
from tests.world import NOW, Cast

KEYS = {"Présent": "P", "En retard": "R", "Excusé": "E", "Absent": "A"}


def url(cast: Cast, end: str = "") -> str:
    return f"/equipe/rencontres/{cast.next_meeting.public_id}/presences{end}"


def values(app: Flask, cast: Cast) -> dict[str, str]:
    with app.app_context():
        lines = lines_of(db.session.get_one(Meeting, cast.next_meeting.id))
        return {each.first_name: each.value.value for each in lines if each.value}


def choose(browser: Browser, name: str, value: str) -> None:
    browser.choose(f"{value} {KEYS[value]}", within=name)


@pytest.fixture
def erin(app: Flask, cast: Cast) -> Browser:
    browser = Browser(app)
    browser.enter(cast.erin)
    return browser


def test_one_form_saves_all_and_the_others_are_here(app: Flask, cast: Cast, erin: Browser) -> None:
    assert "La rencontre est dans 7 jours" in erin.open(url(cast)).words
    choose(erin, "Dora Łukasik", "En retard")
    page = erin.press("Les autres sont là")
    assert values(app, cast) == {
        "Alice": "present",
        "Dora": "late",
        "Kim": "present",
        "Quentin": "present",
        "Tess": "present",
        "Tom": "present",
    }
    assert "6 notés" in page.words
    choose(erin, "Alice Martin", "Absent")
    page = erin.press("Terminer")
    assert values(app, cast) == {
        "Alice": "absent",
        "Bob": "excused",  # had said no
        "Dora": "late",
        "Kim": "present",
        "Quentin": "present",
        "Tess": "present",
        "Tom": "present",
    }
    assert "Appel terminé : 7 notés." in page.words.replace("\u00a0", " ")
    erin.press("Reprendre l’appel")
    assert "Terminer" in erin.page.buttons


def test_two_who_send_the_form_merge_and_who_disagrees_sees_both(app: Flask, cast: Cast, erin: Browser) -> None:
    frank = Browser(app)
    frank.enter(cast.frank)
    for each in (erin, frank):
        each.open(url(cast))
    choose(frank, "Alice Martin", "Absent")
    choose(frank, "Tom Faure", "Présent")
    frank.press("Enregistrer")
    choose(erin, "Alice Martin", "Présent")
    choose(erin, "Dora Łukasik", "Présent")
    page = erin.press("Enregistrer", status=409)
    assert "Vous avez noté : Présent. À 12 h, Frank Moreau a noté : Absent" in page.words.replace("\xa0", " ")
    assert values(app, cast) == {"Alice": "absent", "Dora": "present", "Tom": "present"}
    erin.press("Enregistrer")  # what was chosen is still in the form: meant, now that both were read
    assert values(app, cast) == {"Alice": "present", "Dora": "present", "Tom": "present"}


def test_a_mark_is_taken_off_and_who_said_what_stays_readable(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast))
    choose(erin, "Alice Martin", "Absent")
    erin.press("Enregistrer")
    assert "Absent : Erin Lambert" in erin.page.words
    choose(erin, "Dora Łukasik", "Présent")
    page = erin.press("Remettre à «\u00a0Pas noté\u00a0»", within="Alice Martin")
    assert values(app, cast) == {"Dora": "present"}  # what else was chosen is saved with it
    assert "1 noté, 6 pas notés" in page.words
    history = "Pas noté : Erin Lambert, mercredi 7 octobre à 12 hAbsent : Erin Lambert, mercredi"
    assert history in page.words
    with app.app_context():
        db.session.get_one(Season, cast.season.id).archived_at = NOW
        db.session.commit()
    assert "Pas noté : Erin Lambert" not in erin.open(url(cast)).words  # nothing is to be asked any more


def test_who_takes_off_what_a_colleague_changed_is_told_and_can_mean_it(app: Flask, cast: Cast, erin: Browser) -> None:
    frank = Browser(app)
    frank.enter(cast.frank)
    frank.open(url(cast))
    choose(frank, "Alice Martin", "Absent")
    frank.press("Enregistrer")
    erin.open(url(cast))
    choose(frank, "Alice Martin", "En retard")
    frank.press("Enregistrer")
    page = erin.press("Remettre à «\u00a0Pas noté\u00a0»", within="Alice Martin", status=409)
    assert "Vous avez noté : Pas noté. À 12 h, Frank Moreau a noté : En retard" in page.words
    assert values(app, cast) == {"Alice": "late"}
    erin.press("Enregistrer")
    assert values(app, cast) == {}


def test_a_guest_is_counted_apart_and_can_be_taken_off_the_list(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast, "/quelqu-un"))
    erin.fill("Son nom", "Awa Sy")
    erin.press("Noter présent")
    page = erin.press("Les autres sont là")
    assert "6 notés, 1 pas noté, 1 hors liste" in page.words  # Bob had said no
    page = erin.press("Retirer de la liste", within="Awa Sy")
    assert "6 notés, 1 pas noté" in page.words
    assert "hors liste" not in page.words


def test_enter_presses_the_button_that_saves(app: Flask, cast: Cast, erin: Browser) -> None:
    """A browser presses the first button of a form for it, wherever on the page that stands."""
    page = erin.open(url(cast))
    inert = {each for pattern in page.tree.iter("template") for each in pattern.iter("button")}
    first = next(each for each in page.tree.iter("button") if each.get("form") == "roll" and each not in inert)
    assert (first.get("id"), first.get("name")) == ("roll-save", None)


def test_a_double_click_is_once(app: Flask, cast: Cast, erin: Browser) -> None:
    page = erin.open(url(cast))
    choose(erin, "Alice Martin", "Présent")
    erin.press("Enregistrer")
    erin.page = page
    choose(erin, "Alice Martin", "Présent")
    erin.press("Enregistrer")
    with app.app_context():
        line = next(each for each in lines_of(db.session.get_one(Meeting, cast.next_meeting.id)) if each.value)
        assert line.version == 1


def test_families_are_called_ten_minutes_after_the_start_and_who_looks_is_noted(
    app: Flask, cast: Cast, erin: Browser, count_queries: Callable[[], AbstractContextManager[Counted]]
) -> None:
    begins = cast.next_meeting.starts_at
    with time_machine.travel(begins + timedelta(minutes=9)):
        erin.enter(cast.erin)
        assert "à appeler" not in erin.open(url(cast)).words
        assert "À appeler" not in erin.open("/equipe").words
    with time_machine.travel(begins + timedelta(minutes=11)):
        with count_queries() as asked:
            home = erin.open("/equipe")
        assert asked.queries <= 12
        assert "La rencontre a commencé" in home.words
        erin.open(url(cast))
        choose(erin, "Tom Faure", "Présent")
        page = erin.press("Enregistrer")
        assert "3 personnes à appeler" in erin.open("/equipe").words  # Alice, Quentin and Tess; Bob said no
        page = erin.open(url(cast))
        assert "06" not in page.words
        assert "3 personnes à appeler" in page.words
        page = erin.press("Voir les numéros")
        assert "Parent : Grace Martin" in page.words.replace("\xa0", " ")
        choose(erin, "Alice Martin", "Présent")
        erin.press("Enregistrer")
        erin.open(url(cast))
        page = erin.press("Voir les numéros")
        assert "Parent : Grace Martin" not in page.words.replace("\xa0", " ")  # marked: not to be called, not shown
        with app.app_context():
            looked = db.session.query(AccessLog).filter_by(act="guardian phones").all()
            assert {each.person for each in looked} == {cast.alice.public_id, cast.quentin.public_id}
    with time_machine.travel(cast.next_meeting.ends_at + timedelta(minutes=1)):
        assert "à appeler" not in erin.open(url(cast)).words


def test_who_does_not_go_home_alone_leaves_with_somebody(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        db.session.get_one(type(cast.bob), cast.tom.id).way_home = WayHome.NOT_ALONE
        db.session.commit()
    erin.open(url(cast))
    assert "Ne rentre pas sans adulte" in erin.page.words
    erin.press("Les autres sont là")
    erin.follow("Noter un départ")
    erin.choose("Sans adulte")
    page = erin.press("Noter le départ", status=422)
    assert "Indiquez qui part." in page.words  # nobody is named beforehand
    erin.fill("Qui part", "Tom Faure")
    erin.fill("À quelle heure", "15:40")
    erin.choose("Sans adulte")
    page = erin.press("Noter le départ", status=422)
    assert "Tom ne rentre pas sans adulte : dites qui vient." in page.words.replace("\xa0", " ")
    erin.choose("Avec quelqu’un")
    erin.fill("Avec qui", "Jeanne Faure")
    page = erin.press("Noter le départ")
    assert "15 h 40, avec Jeanne Faure" in page.words.replace("\xa0", " ")
    erin.press("Encore là (Tom Faure)")
    assert "Aucun départ noté." in erin.page.words


def test_somebody_who_is_not_of_the_season_is_a_name(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast))
    erin.follow("Ajouter quelqu’un qui est là")
    erin.press("Noter présent", status=422)
    erin.fill("Son nom", "Awa Sy")
    page = erin.press("Noter présent")
    assert "Awa SyN’était pas sur la liste" in page.words
    erin.press("Annuler")
    assert "N’était pas sur la liste" not in erin.open(url(cast)).words


@pytest.fixture
def frank(app: Flask, cast: Cast) -> Browser:
    browser = Browser(app)
    browser.enter(cast.frank)
    return browser


def add(browser: Browser, cast: Cast, name: str) -> Page:
    browser.open(url(cast, "/quelqu-un"))
    browser.fill("Son nom", name)
    return browser.press("Noter présent")


def test_an_undo_takes_no_guest_off_whom_a_colleague_marked_since(cast: Cast, erin: Browser, frank: Browser) -> None:
    add(erin, cast, "Awa Sy")
    frank.open(url(cast))
    choose(frank, "Awa Sy", "En retard")
    frank.press("Enregistrer")
    page = erin.press("Annuler")
    assert "à 12 h, Frank Moreau a noté « En retard » pour Awa Sy." in page.words.replace("\xa0", " ")
    assert "N’était pas sur la liste" in page.words


def test_who_adds_somebody_a_colleague_has_added_can_undo_nothing(cast: Cast, erin: Browser, frank: Browser) -> None:
    add(erin, cast, "Awa Sy")
    page = add(frank, cast, "awa sy")
    assert "awa sy était déjà sur la liste." in page.words.replace("\xa0", " ")
    assert "Annuler" not in page.buttons
    page = erin.press("Annuler")  # Frank has said that she is there
    assert "Frank Moreau a noté « Présent » pour Awa Sy" in page.words.replace("\xa0", " ")
    assert "N’était pas sur la liste" in page.words


def test_neither_undo_nor_a_page_of_before_takes_off_the_departure_a_colleague_noted(
    cast: Cast, erin: Browser, frank: Browser
) -> None:
    erin.open(url(cast))
    erin.press("Les autres sont là")
    note_departure(erin, "Tom Faure", "15:40", "Jeanne Faure")
    of_before = frank.open(url(cast))
    note_departure_again(frank, "Tom Faure", "15:50", "Paul Faure")
    for browser, button in ((erin, "Annuler"), (frank, "Encore là (Tom Faure)")):
        if browser is frank:
            frank.page = of_before
        page = browser.press(button)
        told = "Frank Moreau a noté « Présent, départ à 15 h 50 avec Paul Faure » pour Tom"
        assert told in page.words.replace("\xa0", " ")
        assert "15 h 50, avec Paul Faure" in page.words.replace("\xa0", " ")
    page = frank.press("Encore là (Tom Faure)")
    assert "Aucun départ noté." in page.words
    history = ["Présent, départ retiré", "départ à 15 h 50 avec Paul Faure", "Présent, départ retiré", "15 h 40 avec"]
    places = [page.words.replace("\xa0", " ").find(each) for each in history]
    assert -1 not in places


def test_whether_the_call_goes_on_is_on_the_page_of_every_colleague(cast: Cast, erin: Browser, frank: Browser) -> None:
    """Both ways are on it, one of them hidden: a script changes them when a colleague does, a reload without one."""

    def shown(page: Page) -> tuple[bool, bool]:
        end = next(each for each in page.all("button") if each.get("name") == "end")
        again = next(each for each in page.all("div") if each.get("id") == "roll-resume")
        return end.get("hidden") is None, again.get("hidden") is None

    assert shown(erin.open(url(cast))) == (True, False)
    erin.press("Terminer")
    assert shown(frank.open(url(cast))) == (False, True)
    erin.press("Reprendre l’appel")
    assert shown(frank.open(url(cast))) == (True, False)
    assert frank.client.get(url(cast, "/etat")).get_json()["ended"] == ""


def note_departure(browser: Browser, name: str, at: str, whom: str) -> None:
    browser.follow("Noter un départ")
    browser.fill("Qui part", name)
    browser.fill("À quelle heure", at)
    browser.choose("Avec quelqu’un")
    browser.fill("Avec qui", whom)
    browser.press("Noter le départ")


def note_departure_again(browser: Browser, name: str, at: str, whom: str) -> None:
    browser.press(f"Encore là ({name})")
    note_departure(browser, name, at, whom)


@pytest.mark.parametrize(
    ("days", "minutes", "expected"),
    [(0, 20, "14:20"), (0, 300, "19:00"), (1, 0, "16:30"), (-1, 0, "16:30")],
)
def test_a_departure_is_proposed_now_and_on_another_day_at_the_end(
    cast: Cast, erin: Browser, days: int, minutes: int, expected: str
) -> None:
    meeting = cast.next_meeting
    assert (meeting.start_time.strftime("%H:%M"), meeting.end_time.strftime("%H:%M")) == ("14:00", "16:30")
    erin.open(url(cast))
    erin.press("Les autres sont là")
    with time_machine.travel(meeting.starts_at + timedelta(days=days, minutes=minutes)):
        erin.enter(cast.erin)
        for page in (erin.open(url(cast)), erin.open(url(cast, "/depart"))):
            proposed = [each.get("value") for each in page.all("input") if each.get("name") == "at"]
            assert proposed == [expected]


@pytest.mark.parametrize(
    "sent",
    [
        {"value-{}": "nowhere", "seen-{}": "0:"},
        {"value-{}": "present", "seen-{}": ":"},
        {"value-{}": "present", "seen-{}": "99999999999999999999:"},
        {"value-{}": "present", "seen-{}": "²:"},
        {"value-{}": "present"},
        {"value-zzz": "present", "seen-zzz": "0:"},
    ],
    ids=str,
)
def test_what_cannot_be_read_marks_nobody(app: Flask, cast: Cast, erin: Browser, sent: dict[str, str]) -> None:
    erin.open(url(cast))
    token = {"csrf_token": erin.page.tree.find(".//input[@name='csrf_token']").get("value")}  # type: ignore[union-attr]
    body = {name.format(cast.alice_now.public_id): value for name, value in sent.items()}
    assert erin.client.post(url(cast), data=token | body).status_code in (303, 200)
    assert values(app, cast) == {}


def test_of_somebody_nobody_has_marked_nothing_can_be_written_over(app: Flask, cast: Cast, erin: Browser) -> None:
    """A conflict with nobody has nobody to name: the page that tells of it failed."""
    erin.open(url(cast))
    token = {"csrf_token": erin.page.tree.find(".//input[@name='csrf_token']").get("value")}  # type: ignore[union-attr]
    key = cast.alice_now.public_id
    answer = erin.client.post(url(cast), data=token | {f"value-{key}": "present", f"seen-{key}": "2:30"})
    assert answer.status_code == 303
    assert values(app, cast) == {"Alice": "present"}


def test_a_script_is_answered_with_what_became_of_each_mark(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast))
    key = cast.alice_now.public_id
    token = erin.page.tree.find(".//input[@name='csrf_token']").get("value")  # type: ignore[union-attr]
    body = {"csrf_token": token, f"value-{key}": "late", f"seen-{key}": "0:", f"id-{key}": "one"}
    body[f"at-{key}"] = (NOW - timedelta(minutes=3)).isoformat()
    asked = {"data": body, "headers": {"Accept": "application/json"}}
    for _again in range(2):
        answer = erin.client.post(url(cast), **asked).get_json()
        assert answer["marks"] == [{"id": "one", "person": key, "outcome": "kept", "version": 1}]
    row = next(each for each in answer["rows"] if each["person"] == key)
    assert (row["value"], row["version"], row["by"], row["at"].replace("\xa0", " ")) == (
        "late",
        1,
        "Erin Lambert",
        "11 h 57",
    )
    assert erin.client.get(url(cast, "/etat")).get_json() == {
        "rows": answer["rows"],
        "calls": False,
        "ended": "",
        "resumed": "",
        "seen": "",
    }


def test_when_who_is_late_came_can_be_put_right(app: Flask, cast: Cast, erin: Browser) -> None:
    starts, ends = cast.next_meeting.start_time, cast.next_meeting.end_time
    erin.open(url(cast))
    choose(erin, "Alice Martin", "En retard")
    erin.fill("Arrivée à (Alice Martin)", ends.strftime("%H:%M"))
    erin.press("Enregistrer")
    with app.app_context():
        line = next(each for each in lines_of(db.session.get_one(Meeting, cast.next_meeting.id)) if each.value)
        assert line.attendance is not None
        assert line.attendance.arrived_at == cast.next_meeting.ends_at
    before = f"{starts.hour - 1:02}:00"
    erin.fill("Arrivée à (Alice Martin)", before)
    page = erin.press("Enregistrer", status=422)
    assert "on arrive entre le début et la fin de la rencontre" in page.words
    erin.press("Enregistrer", status=422)  # what was typed is kept, and is as wrong as before
    with app.app_context():
        line = next(each for each in lines_of(db.session.get_one(Meeting, cast.next_meeting.id)) if each.value)
        assert line.version == 1


def test_a_script_sends_departures_and_guests_as_it_does_marks(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast))
    key = cast.alice_now.public_id
    token = erin.page.tree.find(".//input[@name='csrf_token']").get("value")  # type: ignore[union-attr]
    headers = {"Accept": "application/json"}
    until = cast.next_meeting.end_time.strftime("%H:%M")

    def send(**body: str) -> dict[str, list[dict[str, object]]]:
        sent = {name.replace("_", "-", 1).replace("KEY", key): value for name, value in body.items()}
        answer = erin.client.post(url(cast), data={"csrf_token": token} | sent, headers=headers)
        assert answer.status_code == 200
        return answer.get_json()  # type: ignore[no-any-return]

    left = {"value_KEY": "present", "seen_KEY": "0:", "id_KEY": "one", "left_KEY": until, "with_KEY": " Nadia  Petit "}
    for _again in range(2):
        told = send(**left, guest_two="Awa  Sy")
        assert [(each["id"], each["outcome"], each["version"]) for each in told["marks"]] == [
            ("two", "kept", 1),
            ("one", "kept", 1),
        ]
    alice = next(each for each in told["rows"] if each["person"] == key)
    assert (alice["value"], alice["left"], alice["with"]) == ("present", until, "Nadia Petit")
    (awa,) = (each for each in told["rows"] if each["guest"])
    assert (awa["guest"], awa["person"], awa["value"]) == ("Awa Sy", told["marks"][0]["person"], "present")

    stale = send(value_KEY="present", seen_KEY="0:", id_KEY="three", left_KEY="")
    assert [each["outcome"] for each in stale["marks"]] == ["conflict"]
    send(value_KEY="present", seen_KEY="1:present", id_KEY="odd", left_KEY="soon")
    with app.app_context():
        departures = [each.left_at for each in db.session.query(Attendance) if each.left_with]
        assert len(departures) == 1  # what is no time takes no departure away
    gone = send(value_nobody="present", seen_nobody="0:", id_nobody="six")
    assert gone["marks"] == [{"id": "six", "person": "nobody", "outcome": "gone", "version": 0}]
    back = send(value_KEY="present", seen_KEY="1:present", id_KEY="four", left_KEY="")
    assert [each["outcome"] for each in back["marks"]] == ["kept"]
    early = send(value_KEY="present", seen_KEY="2:present", id_KEY="five", left_KEY="00:01")
    (refused,) = early["marks"]
    assert (refused["outcome"], refused["why"]) == (
        "refused",
        "Personne ne part avant d’être arrivé\xa0: vérifiez l’heure.",
    )


@pytest.mark.parametrize("sent", ["guest-", "guest-" + "x" * 41, "guest-é", "guest-one"], ids=str)
def test_a_guest_without_a_name_or_an_id_is_nobody(app: Flask, cast: Cast, erin: Browser, sent: str) -> None:
    erin.open(url(cast))
    token = erin.page.tree.find(".//input[@name='csrf_token']").get("value")  # type: ignore[union-attr]
    body = {"csrf_token": token, sent: "  " if sent == "guest-one" else "Awa"}
    answer = erin.client.post(url(cast), data=body, headers={"Accept": "application/json"})
    assert answer.get_json()["marks"] == []


def test_a_call_that_was_finished_without_network_ended_when_that_was_pressed(
    app: Flask, cast: Cast, erin: Browser
) -> None:
    erin.open(url(cast))
    token = erin.page.tree.find(".//input[@name='csrf_token']").get("value")  # type: ignore[union-attr]
    pressed = NOW - timedelta(minutes=3)
    body = {"csrf_token": token, "end": "y", "at-end": pressed.isoformat()}
    answer = erin.client.post(url(cast), data=body, headers={"Accept": "application/json"})
    assert answer.get_json()["marks"] == []
    with app.app_context():
        assert db.session.query(RollCall).one().ended_at == pressed
    assert "6 pas notés" in erin.open(url(cast)).words
    told = erin.client.get(url(cast, "/etat")).get_json()["ended"]
    assert told.startswith("Appel terminé à ")
    assert told.endswith(", Erin Lambert")


def test_a_guest_of_the_name_of_somebody_on_the_list_is_refused(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast, "/quelqu-un"))
    erin.fill("Son nom", "alice  MARTIN")
    page = erin.press("Noter présent", status=422)
    assert "Alice Martin est déjà sur la liste" in page.words
    erin.fill("Son nom", "Alice Martin, cousine")
    assert "Alice Martin, cousine" in erin.press("Noter présent").words


def test_who_took_the_call_up_again_is_recorded_and_said(app: Flask, cast: Cast, erin: Browser, frank: Browser) -> None:
    erin.open(url(cast))
    erin.press("Terminer")
    frank.open(url(cast))
    page = frank.press("Reprendre l’appel")
    assert "Appel repris à 12 h, Frank Moreau" in page.words.replace("\xa0", " ")
    with app.app_context():
        call = db.session.query(RollCall).one()
        assert call.resumed_at is not None
        assert (call.ended_at, call.resumed_at - NOW < timedelta(minutes=1), call.resumed_by_id) == (
            None,
            True,
            cast.frank.id,
        )
        mark = call.mark
    state = erin.client.get(url(cast, "/etat")).get_json()
    assert (state["ended"], state["seen"]) == ("", mark)
    assert "Appel repris" not in frank.press("Terminer").words


def test_a_call_that_was_taken_up_again_is_not_ended_by_who_did_not_see_that(
    app: Flask, cast: Cast, erin: Browser, frank: Browser
) -> None:
    """Also when the phone's clock is wrong: what counts is which call its owner had in front of them."""
    erin.open(url(cast))
    choose(erin, "Alice Martin", "Présent")
    frank.open(url(cast))
    frank.press("Terminer")
    frank.press("Reprendre l’appel")
    page = erin.press("Terminer")  # also without script
    told = "Appel repris à 12 h, Frank Moreau : il reste ouvert. Terminez-le de nouveau s’il est fini."
    assert told in page.words.replace("\xa0", " ")
    assert values(app, cast)["Alice"] == "present"  # what was marked is kept
    with app.app_context():
        assert db.session.query(RollCall).one().ended_at is None
    assert "Appel terminé" in erin.press("Terminer").words
