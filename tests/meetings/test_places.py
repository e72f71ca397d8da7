"""Places in a meeting: a yes takes one or waits, whoever leaves lets the next one move up, and the number may change."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import Ambassador
from core import clock
from core.db import db
from core.errors import RuleBroken
from core.outbox import Mail
from meetings import actions
from meetings.absences.actions import plan
from meetings.access import own_date, tally
from meetings.actions import details_of
from meetings.emails import PLACED
from meetings.models import Meeting
from meetings.places.access import line_of, taken_in
from meetings.rules import AnswerValue, Said
from messages.models import PhoneCall
from seasons.models import Programme
from tests.people import Browser, words_of
from tests.world import Cast

YES, MAYBE, NO = AnswerValue.YES, AnswerValue.MAYBE, AnswerValue.NO


def the(cast: Cast) -> Meeting:
    return db.session.get_one(Meeting, cast.next_meeting.id)


def change(app: Flask, cast: Cast, **to: Any) -> None:
    with app.test_request_context(method="POST"):
        meeting = the(cast)
        asked = replace(details_of(meeting), **to)
        actions.change(meeting, asked, by=db.session.get_one(User, cast.erin.id), now=clock.now())
        db.session.commit()


def answer(app: Flask, cast: Cast, of: Ambassador, value: AnswerValue) -> None:
    with app.test_request_context(method="POST"):
        actions.answer(the(cast), db.session.get_one(Ambassador, of.id), value, now=clock.now())
        db.session.commit()


def stand(app: Flask, cast: Cast) -> list[tuple[str, int]]:
    """Who is in the line, and their rank: 0 has a place."""
    with app.app_context():
        line = line_of(the(cast))
        rows = db.session.scalars(line.present()).all()
        names = {each.ambassador_id: db.session.get_one(Ambassador, each.ambassador_id) for each in rows}
        return [(names[each.ambassador_id].young_person.first_name, line.rank_of(each)) for each in rows]


def said(app: Flask, cast: Cast, of: Ambassador) -> tuple[Said, int]:
    with app.app_context():
        own = own_date(the(cast), db.session.get_one(Ambassador, of.id).young_person)
        return own.said, own.rank


def told(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(select(Mail.to_email).where(Mail.kind == f"meeting {PLACED}")))


def test_a_yes_takes_a_place_or_waits_and_a_no_lets_the_next_one_move_up(app: Flask, cast: Cast) -> None:
    change(app, cast, place_count=1)
    for each in (cast.alice_now, cast.bob_now, cast.dora_now):
        answer(app, cast, each, YES)
    assert stand(app, cast) == [("Alice", 0), ("Bob", 1), ("Dora", 2)]
    assert [said(app, cast, each) for each in (cast.alice_now, cast.bob_now, cast.dora_now)] == [
        (Said.YES, 0),
        (Said.WAITING, 1),
        (Said.WAITING, 2),
    ]
    answer(app, cast, cast.bob_now, YES)  # twice is once
    answer(app, cast, cast.alice_now, MAYBE)
    assert stand(app, cast) == [("Bob", 0), ("Dora", 1)]
    assert told(app) == ["bob@mail.example", "hoa.nguyen@famille.example"]  # and his family, as he is under 18
    answer(app, cast, cast.alice_now, YES)  # who comes again is at the end
    assert stand(app, cast) == [("Bob", 0), ("Dora", 1), ("Alice", 2)]


def test_more_places_are_filled_in_order_and_fewer_than_are_taken_are_refused(app: Flask, cast: Cast) -> None:
    change(app, cast, place_count=1)
    for each in (cast.alice_now, cast.bob_now, cast.dora_now):
        answer(app, cast, each, YES)
    change(app, cast, place_count=2)
    assert stand(app, cast) == [("Alice", 0), ("Bob", 0), ("Dora", 1)]
    with pytest.raises(RuleBroken):
        change(app, cast, place_count=1)
    assert stand(app, cast) == [("Alice", 0), ("Bob", 0), ("Dora", 1)]
    change(app, cast, place_count=None)
    assert said(app, cast, cast.dora_now) == (Said.YES, 0)
    assert "dora@mail.example" in told(app)


def test_a_limit_keeps_who_had_said_yes_and_is_refused_below_them(app: Flask, cast: Cast) -> None:
    answer(app, cast, cast.alice_now, YES)
    answer(app, cast, cast.dora_now, YES)
    with pytest.raises(RuleBroken):
        change(app, cast, place_count=1)
    change(app, cast, place_count=2)
    answer(app, cast, cast.bob_now, YES)
    assert stand(app, cast) == [("Alice", 0), ("Dora", 0), ("Bob", 1)]


def test_silence_counted_as_coming_takes_no_place(app: Flask, cast: Cast) -> None:
    change(app, cast, place_count=1)
    with app.app_context():
        db.session.get_one(Programme, cast.kaleido.id).comes_by_default = True
        db.session.commit()
    answer(app, cast, cast.dora_now, YES)
    with app.app_context():
        counted = tally(the(cast))
        assert (counted[Said.BY_DEFAULT], counted[Said.YES], counted[Said.NOTHING]) == (0, 1, 5)


def test_who_leaves_the_season_or_plans_an_absence_gives_the_place_back(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    change(app, cast, place_count=1)
    for each in (cast.alice_now, cast.dora_now, cast.bob_now):
        answer(app, cast, each, YES)
    with app.test_request_context(method="POST"):
        day = cast.next_meeting.held_on
        plan(db.session.merge(cast.alice), first_on=day, last_on=day, reason="", now=clock.now())
        db.session.commit()
    assert stand(app, cast) == [("Dora", 0), ("Bob", 1)]
    browser.enter(cast.erin)
    browser.open(f"/equipe/jeunes/{cast.dora.public_id}?saison={cast.season.public_id}")
    with app.test_request_context(method="POST"):
        app.extensions["leave_places"](
            db.session.get_one(Ambassador, cast.dora_now.id), by=db.session.get_one(User, cast.erin.id), now=clock.now()
        )
        db.session.commit()
    assert stand(app, cast) == [("Bob", 0)]


def test_a_move_takes_nobodys_place(app: Flask, cast: Cast) -> None:
    change(app, cast, place_count=1)
    answer(app, cast, cast.alice_now, YES)
    answer(app, cast, cast.dora_now, YES)
    change(app, cast, held_on=cast.next_meeting.held_on + timedelta(days=1))
    assert stand(app, cast) == [("Alice", 0), ("Dora", 1)]
    assert said(app, cast, cast.alice_now)[0] is Said.TO_CONFIRM
    answer(app, cast, cast.alice_now, YES)
    assert said(app, cast, cast.alice_now) == (Said.YES, 0)


def test_whom_no_mail_reaches_is_listed_to_be_called(app: Flask, cast: Cast) -> None:
    change(app, cast, place_count=1)
    with app.app_context():
        quentin = db.session.scalars(
            select(Ambassador).where(Ambassador.young_person_id == cast.quentin.id, Ambassador.left_on.is_(None))
        ).one()
        db.session.expunge(quentin)
    answer(app, cast, cast.alice_now, YES)
    answer(app, cast, quentin, YES)
    answer(app, cast, cast.alice_now, NO)
    with app.app_context():
        calls = db.session.scalars(select(PhoneCall).where(PhoneCall.regarding == cast.next_meeting.public_id)).all()
        assert [(each.young_person_id, each.reason) for each in calls] == [(cast.quentin.id, PLACED)]


def test_the_young_person_and_the_team_read_where_they_stand(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/modification")
    browser.fill("Places (facultatif)", "501")
    browser.press("Enregistrer", status=422)
    browser.fill("Places (facultatif)", "1")
    browser.press("Enregistrer")
    answer(app, cast, cast.alice_now, YES)
    hers = Browser(app)
    hers.enter(cast.dora)
    hers.open(f"/rencontres/{cast.next_meeting.public_id}")
    assert "C’est complet : « Je viens » te met sur la liste d’attente." in plain(hers)
    hers.press("Je viens")
    assert "C’est complet : tu as le numéro 1 sur la liste d’attente." in plain(hers)
    hers.open("/agenda")
    assert "Liste d’attente : numéro 1" in plain(hers)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}")
    assert ["Places prises : 1 sur 1." in plain(browser), "Liste d’attente, dans l’ordre" in plain(browser)] == [
        True,
        True,
    ]
    with app.app_context():
        assert taken_in(the(cast)) is not None
    answer(app, cast, cast.alice_now, NO)
    text = hers.client.get("/agenda/dates.ics").get_data(as_text=True).replace("\r\n ", "")
    assert "Réponse : je viens" in text.replace("\u00a0", " ")


def plain(browser: Browser) -> str:
    return browser.page.words.replace("\u00a0", " ").replace("\u202f", " ")


def test_each_one_to_call_is_told_what_concerns_them(app: Flask, cast: Cast, browser: Browser) -> None:
    change(app, cast, place_count=1)
    with app.app_context():
        quentin = db.session.scalars(
            select(Ambassador).where(Ambassador.young_person_id == cast.quentin.id, Ambassador.left_on.is_(None))
        ).one()
        db.session.expunge(quentin)
    answer(app, cast, cast.alice_now, YES)
    answer(app, cast, quentin, YES)
    answer(app, cast, cast.alice_now, NO)
    browser.enter(cast.erin)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/a-appeler")
    assert ["A maintenant une place" in plain(browser), "une date change" in plain(browser)] == [True, False]
    change(app, cast, held_on=cast.next_meeting.held_on + timedelta(days=1))
    with app.test_request_context(method="POST"):
        for mail in db.session.scalars(select(Mail).where(Mail.to_email == "dora@mail.example")):
            mail.failed_at = clock.now()
        db.session.commit()
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/a-appeler")
    assert [
        plain(browser).count("A maintenant une place"),
        "une place s’est libérée, elle est à toi" in plain(browser),
    ] == [
        1,
        True,
    ]


def test_a_place_that_was_to_be_confirmed_is_given_back_by_an_absence(app: Flask, cast: Cast) -> None:
    change(app, cast, place_count=1)
    answer(app, cast, cast.alice_now, YES)
    answer(app, cast, cast.dora_now, YES)
    day = cast.next_meeting.held_on + timedelta(days=1)
    change(app, cast, held_on=day)
    with app.test_request_context(method="POST"):
        plan(db.session.merge(cast.alice), first_on=day, last_on=day, reason="", now=clock.now())
        db.session.commit()
    assert stand(app, cast) == [("Dora", 0)]


def test_fewer_places_than_are_taken_are_refused_beside_the_field(app: Flask, cast: Cast, browser: Browser) -> None:
    for each in (cast.alice_now, cast.dora_now):
        answer(app, cast, each, YES)
    browser.enter(cast.erin)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/modification")
    browser.fill("Titre", "Un autre titre")
    browser.fill("Places (facultatif)", "1")
    page = browser.press("Enregistrer", status=409)
    assert "2 personnes ont déjà une place" in words_of(page.tree)
    assert 'value="Un autre titre"' in page.text
