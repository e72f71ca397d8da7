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
from tests.counting import Counted
from tests.people import Browser
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
    erin.open(url(cast))
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
    assert "Appel terminé" in page.words
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
    assert "Vous avez noté : Présent. Frank Moreau a noté : Absent" in page.words.replace("\xa0", " ")
    assert values(app, cast) == {"Alice": "absent", "Dora": "present", "Tom": "present"}
    erin.press("Enregistrer")  # what was chosen is still in the form: meant, now that both were read
    assert values(app, cast) == {"Alice": "present", "Dora": "present", "Tom": "present"}


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
        assert "À appeler" not in erin.open(url(cast)).words
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
        page = erin.press("Voir les numéros")
        assert "Parent : Grace Martin" in page.words.replace("\xa0", " ")
        with app.app_context():
            looked = db.session.query(AccessLog).filter_by(act="guardian phones").all()
            assert {each.person for each in looked} == {cast.alice.public_id, cast.quentin.public_id}
    with time_machine.travel(cast.next_meeting.ends_at + timedelta(minutes=1)):
        assert "À appeler" not in erin.open(url(cast)).words


def test_who_does_not_go_home_alone_leaves_with_somebody(app: Flask, cast: Cast, erin: Browser) -> None:
    with app.app_context():
        db.session.get_one(type(cast.bob), cast.tom.id).way_home = WayHome.NOT_ALONE
        db.session.commit()
    erin.open(url(cast))
    assert "Ne rentre pas sans adulte" in erin.page.words
    erin.press("Les autres sont là")
    erin.follow("Noter un départ")
    erin.fill("Qui part", "Tom Faure")
    erin.fill("À quelle heure", "15:40")
    erin.choose("Sans adulte")
    page = erin.press("Noter le départ", status=422)
    assert "Tom ne rentre pas sans adulte : dites qui vient." in page.words.replace("\xa0", " ")
    erin.choose("Avec quelqu’un")
    erin.fill("Avec qui (facultatif)", "Jeanne Faure")
    page = erin.press("Noter le départ")
    assert "15 h 40, avec Jeanne Faure" in page.words.replace("\xa0", " ")
    erin.press("Encore là")
    assert "Aucun pour l’instant." in erin.page.words


def test_somebody_who_is_not_of_the_season_is_a_name(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast))
    erin.follow("Ajouter quelqu’un qui est là")
    erin.press("Noter présent", status=422)
    erin.fill("Son nom", "Awa Sy")
    page = erin.press("Noter présent")
    assert "Awa SyN’était pas sur la liste" in page.words
    erin.press("Annuler")
    assert "N’était pas sur la liste" not in erin.open(url(cast)).words


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


def test_a_script_is_answered_with_what_became_of_each_mark(app: Flask, cast: Cast, erin: Browser) -> None:
    erin.open(url(cast))
    key = cast.alice_now.public_id
    token = erin.page.tree.find(".//input[@name='csrf_token']").get("value")  # type: ignore[union-attr]
    body = {"csrf_token": token, f"value-{key}": "late", f"seen-{key}": "0:", f"id-{key}": "one"}
    body[f"at-{key}"] = (NOW - timedelta(minutes=3)).isoformat()
    asked = {"data": body, "headers": {"Accept": "application/json"}}
    for _again in range(2):
        answer = erin.client.post(url(cast), **asked).get_json()
        assert answer["marks"] == [{"id": "one", "outcome": "kept", "version": 1}]
    row = next(each for each in answer["rows"] if each["person"] == key)
    assert (row["value"], row["version"], row["by"], row["at"].replace("\xa0", " ")) == (
        "late",
        1,
        "Erin Lambert",
        "11 h 57",
    )
    assert erin.client.get(url(cast, "/etat")).get_json() == {"rows": answer["rows"]}
