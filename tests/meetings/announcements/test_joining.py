"""Whoever joins a season whose dates are out is told of them, once, as everybody was."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ambassadors.models import YoungPerson
from core.clock import now as right_now
from core.db import db
from core.outbox import Mail
from meetings import actions, emails
from meetings.models import Meeting
from meetings.rules import Status
from messages.models import PhoneCall
from seasons import actions as seasons
from seasons.models import Season
from tests import world
from tests.people import Browser
from tests.world import NOW, Cast


@pytest.fixture
def following(app: Flask, cast: Cast) -> Season:
    """The season after the cast's, with two dates that are out and a draft."""
    with app.app_context():
        season = db.session.get_one(Season, cast.season.id)
        made, _is_new = seasons.open_next(season, starts_on=date(2027, 9, 1), ends_on=date(2028, 7, 31), now=NOW)
        world.meeting(made, "Rentrée", in_days=340)
        world.meeting(made, "Le son", in_days=360)
        world.meeting(made, "Encore secret", in_days=370, status=Status.DRAFT)
        world.commit()
    return made


def told(app: Flask, following: Season) -> list[Mail]:
    """The mails that wait to announce dates of that season, by mailbox."""
    with app.app_context():
        waits = (Mail.kind == emails.PUBLISHED, Mail.regarding == following.public_id, Mail.cancelled_at.is_(None))
        return list(db.session.scalars(select(Mail).where(*waits).order_by(Mail.to_email)))


def called(app: Flask, following: Season) -> list[str]:
    with app.app_context():
        names = select(YoungPerson.first_name).join(PhoneCall, PhoneCall.young_person_id == YoungPerson.id)
        return list(db.session.scalars(names.where(PhoneCall.season_id == following.id)))


def where(cast: Cast, rest: str = "") -> str:
    return f"/equipe/saisons/{cast.season.public_id}/qui-continue{rest}"


def test_who_continues_gets_the_dates_and_so_does_their_guardian(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    browser.enter(cast.alice)
    browser.open("/saison-suivante")
    assert told(app, following) == []
    for _twice in range(2):
        browser.press("Je continue")
    mails = told(app, following)
    assert [mail.to_email for mail in mails] == sorted([cast.alice.email, cast.grace.email])
    for mail in mails:
        assert [title in mail.text for title in ("Rentrée", "Le son", "Encore secret")] == [True, True, False]
        assert mail.due_at - mail.created_at == timedelta(minutes=10)
    assert len({mail.dispatch for mail in mails}) == 1


def test_a_change_of_mind_stops_what_waits_and_another_sends_it(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    browser.enter(cast.alice)
    browser.open("/saison-suivante")
    browser.press("Je continue")
    browser.press("Je fais une pause")
    assert told(app, following) == []
    browser.press("Je continue")
    assert len(told(app, following)) == 2


def test_who_comes_back_hears_only_of_what_came_out_since(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    browser.enter(cast.alice)
    browser.open("/saison-suivante")
    browser.press("Je continue")
    with app.app_context():
        for mail in db.session.scalars(select(Mail).where(Mail.kind == emails.PUBLISHED)):
            mail.sent_at = right_now()
        world.commit()
    browser.press("Je fais une pause")
    with app.app_context():
        since = right_now() + timedelta(seconds=1)
        world.meeting(db.session.merge(following), "Nouvelle", in_days=380).published_at = since
        world.commit()
    browser.press("Je continue")
    fresh = [mail for mail in told(app, following) if mail.sent_at is None]
    assert [("Nouvelle" in mail.text, "Rentrée" in mail.text) for mail in fresh] == [(True, False)] * 2


def test_without_an_address_they_are_to_be_called_once(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    browser.enter(cast.erin)
    for _twice in range(2):
        browser.open(where(cast, f"/{cast.quentin.public_id}"))
        browser.choose("Continue" + "Inscription immédiate en 2027-2028 ; les dates déjà publiées lui sont envoyées")
        browser.press("Noter cette réponse")
    assert (len(told(app, following)), called(app, following)) == (1, ["Quentin"])  # the mail is his guardian’s
    assert "Quentin" in browser.open(f"/equipe/a-appeler?saison={following.public_id}").words


def test_the_team_enrols_somebody_it_knows_and_they_get_the_dates(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    browser.enter(cast.erin)
    browser.open(f"/equipe/jeunes/{cast.bob.public_id}?saison={following.public_id}")
    browser.press("Inscrire en 2027-2028")
    assert cast.bob.email in [mail.to_email for mail in told(app, following)]


def test_a_date_that_changes_meanwhile_is_read_as_it_is(
    app: Flask, cast: Cast, following: Season, browser: Browser
) -> None:
    browser.enter(cast.alice)
    browser.open("/saison-suivante")
    browser.press("Je continue")
    with app.test_request_context(method="POST"):
        first = db.session.scalars(select(Meeting).where(Meeting.title == "Rentrée")).one()
        actions.cancel(first, why="Fermé", by=db.session.merge(cast.erin), now=right_now())
        world.commit()
        first = db.session.scalars(select(Meeting).where(Meeting.title == "Rentrée")).one()
        about = select(Mail).where(Mail.regarding == first.public_id)
        assert db.session.scalars(about).all() == []
    assert [("Rentrée" in mail.text, "Le son" in mail.text) for mail in told(app, following)] == [(False, True)] * 2
