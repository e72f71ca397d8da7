"""How each answer, silence and absence counts: by default or not, before and after a move; what is shown of it, to whom."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from flask import Flask

from accounts.models import User
from ambassadors.models import Ambassador
from core import clock
from core.db import db
from meetings import actions
from meetings.absences import actions as absences
from meetings.access import coming_counts, coming_to, own_date, own_dates, said_by, tally
from meetings.actions import details_of
from meetings.counting.actions import choose
from meetings.models import Absence, Answer, AnswerStep, Meeting
from meetings.rollcall.access import lines_of
from meetings.rules import AnswerValue, Said, Source, Status
from schedule.feeds.access import shown_to_young_person
from seasons.models import Company, Programme
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast

DAY = timedelta(days=1)
WAYS = list(product((False, True), (False, True), (None, *AnswerValue), (True, False)))
BY_DEFAULT = (
    "Sans réponse, la personne est comptée parmi celles qui viennentLes listes disent « par défaut ». "
    "Là où les places sont comptées, cette réponse n’en occupe aucune."
)


def by_default(app: Flask, cast: Cast, *, is_on: bool = True, company: Company = Company.INITIALS) -> None:
    with app.test_request_context(method="POST"):
        kaleido = db.session.get_one(Programme, cast.kaleido.id)
        choose(kaleido, comes_by_default=is_on, company=company, now=clock.now())
        db.session.commit()


def move(app: Flask, cast: Cast, **to: Any) -> None:
    with app.test_request_context(method="POST"):
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        erin = db.session.get_one(User, cast.erin.id)
        actions.change(meeting, replace(details_of(meeting), **to), by=erin, now=clock.now())
        db.session.commit()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_way_to_stand_with_a_date(
    app: Flask, cast: Cast, way: tuple[bool, bool, AnswerValue | None, bool]
) -> None:
    """Every list, count and page says the same of it."""
    default, away, answer, holds = way
    expected = (
        Said(answer.value)
        if answer and holds
        else Said.AWAY
        if away
        else Said.TO_CONFIRM
        if answer
        else Said.BY_DEFAULT
        if default
        else Said.NOTHING
    )
    with app.app_context():
        meeting, dora = db.session.get_one(Meeting, cast.next_meeting.id), db.session.merge(cast.dora_now)
        db.session.get_one(Programme, cast.kaleido.id).comes_by_default = default
        if away:
            world.absence(dora.young_person, in_days=5, days=3)
        if answer:
            row = world.answer(meeting, dora, answer)
            row.starts_at -= DAY * (not holds)
        db.session.flush()
        comes = expected in (Said.YES, Said.BY_DEFAULT)
        counted = tally(meeting)
        assert own_date(meeting, dora.young_person).said is expected
        assert own_dates(dora.young_person)[meeting].said is expected
        assert dora.young_person in said_by(meeting)[expected]
        assert sum(counted.values()) == 7
        assert {each: len(people) for each, people in said_by(meeting).items()} == counted
        assert (dora.young_person in db.session.scalars(coming_to(meeting)).all()) is comes
        others = {Said.BY_DEFAULT: 5} if default else {}  # all but Bob, who said no
        count = coming_counts(meeting.season).get(meeting.id)
        assert (count.count if count else 0) == sum(others.values()) + comes
        assert (count.by_default if count else 0) == sum(others.values()) + (expected is Said.BY_DEFAULT)
        line = next(each for each in lines_of(meeting) if each.key == dora.public_id)
        assert (line.said, line.is_expected) == (expected, expected not in (Said.NO, Said.AWAY))
        feed = fed(cast.dora.id)
        assert [date.said for date in feed if date.uid == meeting.uid] == [expected]
        db.session.rollback()


def test_the_setting_is_said_everywhere_and_an_answer_wins(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/reglages")
    browser.follow("Les réponses")
    browser.choose(BY_DEFAULT)
    browser.press("Enregistrer les réglages")
    browser.open("/equipe")
    assert "6viennent" in units(browser)
    assert "6 d’entre eux n’ont rien dit et viennent par défaut." in plain(browser)
    browser.open("/equipe/rencontres")
    assert "6 viennent (dont 6 par défaut)" in plain(browser)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}")
    assert "Viennent, par défaut" in plain(browser)
    hers = Browser(app)
    hers.enter(cast.alice)
    hers.open("/accueil")
    assert "par défaut, on te compte parmi ceux qui viennent" in plain(hers)
    assert "dont 6 par défaut" in plain(hers)
    hers.open("/agenda")
    assert "Tu viens, par défaut" in plain(hers)
    text = hers.client.get("/agenda/dates.ics").get_data(as_text=True).replace("\r\n ", "")
    assert "par défaut" in text
    hers.open("/accueil")
    hers.press("Pas cette fois")
    assert "par défaut, on compte" not in plain(hers)
    browser.open("/equipe")
    assert "5viennent" in units(browser)


def plain(browser: Browser) -> str:
    return browser.page.words.replace("\u00a0", " ").replace("\u202f", " ")


def units(browser: Browser) -> list[str]:
    return [" ".join("".join(each.itertext()).split()) for each in browser.page.of_class("units")[0]]


def fed(young_person_id: int) -> Sequence[Any]:
    """The dates of someone's feed, with their answer and how it counts."""
    shown = shown_to_young_person(young_person_id)
    return db.session.execute(shown.dates.statement, shown.whose).all()


def shown(app: Flask, cast: Cast, of: Ambassador) -> list[tuple[int, str]]:
    """Of each date in someone's feed, its sequence and what it says of them."""
    with app.app_context():
        return [
            (date.sequence + (date.revision or 0), date.said.value if date.said else "")
            for date in fed(of.young_person_id)
            if date.status is Status.PUBLISHED  # of one that is cancelled it says nothing
        ]


def test_whatever_a_feed_says_differently_comes_with_a_higher_sequence(app: Flask, cast: Cast) -> None:
    """The setting, an absence, its end, and an answer: no calendar keeps what it had."""
    before = shown(app, cast, cast.alice_now)
    acts: tuple[Callable[[], None], ...] = (
        partial(by_default, app, cast),
        partial(plan, app, cast, 5, 3),
        partial(answer, app, cast, AnswerValue.YES),
        partial(plan, app, cast, 7, 1),
        partial(take_back, app, cast),
        partial(by_default, app, cast, is_on=False),
    )
    for act in acts:
        act()
        now = shown(app, cast, cast.alice_now)
        wrong = [(b, n) for b, n in zip(before, now, strict=True) if (n[1] != b[1] and n[0] <= b[0]) or n[0] < b[0]]
        assert wrong == []
        assert now != before
        before = now


def answer(app: Flask, cast: Cast, value: AnswerValue) -> None:
    with app.test_request_context(method="POST"):
        alice = db.session.merge(cast.alice_now)
        actions.answer(db.session.get_one(Meeting, cast.next_meeting.id), alice, value, now=clock.now())
        db.session.commit()


def plan(app: Flask, cast: Cast, in_days: int, days: int) -> None:
    with app.test_request_context(method="POST"):
        first_on = NOW.date() + DAY * in_days
        young = db.session.merge(cast.alice)
        absences.plan(young, first_on=first_on, last_on=first_on + DAY * (days - 1), reason="Brevet", now=clock.now())
        db.session.commit()


def take_back(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        for absence in db.session.query(Absence).all():
            absences.take_back(absence, db.session.merge(cast.alice), now=clock.now())
        db.session.commit()


def said(app: Flask, meeting: Meeting, of: Ambassador) -> Said:
    with app.app_context():
        return own_date(db.session.get_one(Meeting, meeting.id), db.session.merge(of).young_person).said


def test_an_absence_is_planned_shown_and_taken_back(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.alice)
    browser.open("/agenda")
    browser.follow("Des jours où tu ne peux pas venir ?")
    browser.fill("Du", "2026-10-12")
    browser.fill("Jusqu’au", "2026-10-10")
    browser.press("Prévenir l’équipe", status=422)
    assert "dernier jour" in plain(browser)
    browser.fill("Jusqu’au", "2026-10-16")
    browser.fill("Pourquoi (facultatif)", "Brevet blanc")
    browser.press("Prévenir l’équipe")
    assert "Du lundi 12 octobre 2026 au vendredi 16 octobre 2026" in plain(browser)
    assert said(app, cast.next_meeting, cast.alice_now) is Said.AWAY
    browser.open("/accueil")
    assert "Tu as prévu une absence ce jour-là" in plain(browser)
    browser.open("/agenda")
    assert "Absence prévue" in plain(browser)
    team = Browser(app)
    team.enter(cast.erin)
    team.open(f"/equipe/rencontres/{cast.next_meeting.public_id}")
    assert "Brevet blanc" in plain(team)
    others = Browser(app)
    others.enter(cast.bob)
    others.open("/accueil")
    assert "Brevet" not in others.page.text
    browser.open("/agenda/absences")
    browser.press("Retirer lundi 12 octobre")
    assert said(app, cast.next_meeting, cast.alice_now) is Said.NOTHING


def test_an_absence_takes_the_place_of_an_answer_until_the_next_one(app: Flask, cast: Cast) -> None:
    answer(app, cast, AnswerValue.YES)
    plan(app, cast, 6, 3)
    assert said(app, cast.next_meeting, cast.alice_now) is Said.NO
    answer(app, cast, AnswerValue.YES)
    assert said(app, cast.next_meeting, cast.alice_now) is Said.YES


def test_dates_move_in_and_out_of_an_absence_and_new_ones_fall_into_it(app: Flask, cast: Cast) -> None:
    plan(app, cast, 8, 2)
    assert said(app, cast.next_meeting, cast.alice_now) is Said.NOTHING
    move(app, cast, held_on=cast.next_meeting.held_on + DAY)
    assert said(app, cast.next_meeting, cast.alice_now) is Said.AWAY
    move(app, cast, held_on=cast.next_meeting.held_on)
    assert said(app, cast.next_meeting, cast.alice_now) is Said.NOTHING
    with app.app_context():
        new = world.meeting(db.session.merge(cast.season), "Nouvelle", in_days=9)
        world.commit()
    assert said(app, new, cast.alice_now) is Said.AWAY


def test_pressed_twice_an_absence_is_planned_once(app: Flask, cast: Cast) -> None:
    plan(app, cast, 6, 3)
    plan(app, cast, 6, 3)
    with app.app_context():
        assert db.session.query(Absence).count() == 1


@pytest.mark.parametrize(
    ("company", "seen"), [("Rien", []), ("Les initiales", ["1 jeune vient"]), ("Les prénoms", ["Bob N."])]
)
def test_who_sees_who_comes_is_a_setting(
    app: Flask, cast: Cast, browser: Browser, company: str, seen: list[str]
) -> None:
    with app.test_request_context(method="POST"):
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        actions.answer(meeting, db.session.merge(cast.bob_now), AnswerValue.YES, now=clock.now())
        db.session.commit()
    browser.enter(cast.erin)
    browser.open("/equipe/reglages/reponses")
    browser.choose(
        {"Rien": "Rien", "Les initiales": "Les initiales, et le nombre"}.get(
            company, "Les prénoms avec une initiale, comme Inès B."
        )
    )
    browser.press("Enregistrer les réglages")
    hers = Browser(app)
    hers.enter(cast.alice)
    hers.open("/accueil")
    everything = ("1 jeune vient", "Bob N.", "Nguyễn", "BN")
    assert [words for words in everything if words in hers.page.text] == seen + (
        ["BN"] if "1 jeune vient" in seen else []
    )


def test_the_team_writes_down_what_it_was_told_and_the_last_word_counts(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}")
    browser.follow("Alice Martin")
    browser.press("Noter cette réponse", status=422)
    browser.choose("Vient")
    browser.fill("Comment vous l’avez su", "Au téléphone, sa mère")
    browser.press("Noter cette réponse")
    hers = Browser(app)
    hers.enter(cast.alice)
    hers.open("/accueil")
    assert "L’équipe a noté ta réponse. Au téléphone, sa mère" in plain(hers)
    assert said(app, cast.next_meeting, cast.alice_now) is Said.YES
    hers.press("Pas cette fois")
    assert "L’équipe a noté" not in plain(hers)
    browser.open(f"/equipe/rencontres/{cast.next_meeting.public_id}/reponses/{cast.alice.public_id}")
    history = plain(browser).split("Les réponses données")[1]
    assert history.index("Ne vient pas, sur sa propre page") < history.index("Vient, Au téléphone, sa mère")
    assert "noté par Erin Lambert" in history
    chosen = [str(each.get("value")) for each in browser.page.all("input") if each.get("checked") is not None]
    assert chosen == ["no"]  # as it stands: one looks, and changes only what is different
    browser.choose("Vient")
    browser.press("Noter cette réponse")
    assert said(app, cast.next_meeting, cast.alice_now) is Said.YES
    with app.app_context():
        steps = [(each.value, each.source) for each in db.session.query(AnswerStep).order_by(AnswerStep.id)][-3:]
        assert steps == [(AnswerValue.YES, Source.TEAM), (AnswerValue.NO, Source.OWN), (AnswerValue.YES, Source.TEAM)]
        assert (
            db.session.query(Answer).filter_by(ambassador_id=cast.alice_now.id, meeting_id=cast.next_meeting.id).count()
            == 1
        )
