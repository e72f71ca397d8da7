"""What each act changes for feeds and people, on both engines, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from flask import Flask
from flask.ctx import RequestContext
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import db
from core.errors import RuleBroken
from core.outbox import Mail
from meetings import actions
from meetings.access import steps_of
from meetings.actions import Details, details_of
from meetings.models import Meeting
from meetings.rules import AnswerValue, Change, Status
from messages import actions as messages
from messages.models import PhoneCall
from seasons.models import Season
from tests import world
from tests.world import NOW, Cast

ASKED = Details("Rencontre", date(2026, 12, 9), time(14), time(16, 30), None)
SOON = NOW + timedelta(minutes=5)
EVERYONE = [
    "alice@mail.example",
    "bob@mail.example",
    "dora@mail.example",
    "famille.faure@mail.example",
    "grace.martin@famille.example",
    "hoa.nguyen@famille.example",
    "kim.rousseau@mail.example",
    "paule.roche@famille.example",
]


def acting(app: Flask) -> RequestContext:
    """Inside a request that may write: mails carry addresses of ours."""
    return app.test_request_context(method="POST")


def get(row: Meeting) -> Meeting:
    return db.session.get_one(Meeting, row.id)


def erin(cast: Cast) -> User:
    return db.session.get_one(User, cast.erin.id)


def mailed(kind: str) -> list[str]:
    return sorted(db.session.scalars(select(Mail.to_email).where(Mail.kind == kind)))


def shown(meeting: Meeting) -> tuple[int, int]:
    """What a feed compares: the meeting's sequence and its season's revision."""
    db.session.flush()
    return meeting.sequence, meeting.season.feed_revision


def acts(meeting: Meeting) -> list[str]:
    return [step.act for step in steps_of(meeting)]


def test_a_draft_tells_nobody(app: Flask, cast: Cast) -> None:
    with acting(app):
        season = db.session.get_one(Season, cast.season.id)
        meeting = actions.add(season, ASKED, by=erin(cast), now=SOON)
        assert (meeting.status, meeting.published_at, shown(meeting)) == (Status.DRAFT, None, (0, 0))
        actions.change(meeting, replace(ASKED, held_on=date(2026, 12, 16)), by=erin(cast), now=SOON)
        assert (shown(meeting), meeting.moved_from_on, mailed("meeting moved")) == ((1, 0), None, [])
        assert acts(meeting) == ["move", "add"]


def test_the_same_date_asked_twice_is_one(app: Flask, cast: Cast) -> None:
    with acting(app):
        season = db.session.get_one(Season, cast.season.id)
        first, again = (actions.add(season, ASKED, by=erin(cast), now=SOON) for _ in range(2))
        other = actions.add(season, replace(ASKED, title="Une autre"), by=erin(cast), now=SOON)
        assert (first is again, other is first) == (True, False)


CHANGES: dict[str, tuple[Callable[[Details], Details], set[Change]]] = {
    "its day": (lambda d: replace(d, held_on=d.held_on + timedelta(days=1)), {Change.MOVED}),
    "its start": (lambda d: replace(d, start_time=time(13, 30)), {Change.MOVED}),
    "its end": (lambda d: replace(d, end_time=time(17)), {Change.MOVED}),
    "its place": (lambda d: replace(d, venue=None), {Change.VENUE}),
    "its title": (lambda d: replace(d, title="Un autre titre"), {Change.RENAMED}),
    "its details": (lambda d: replace(d, details="Apporter des bottes."), set()),
}


@pytest.mark.parametrize("what", CHANGES)
def test_each_change_that_a_feed_shows_raises_it_once(app: Flask, cast: Cast, what: str) -> None:
    alter, expected = CHANGES[what]
    with acting(app):
        meeting = get(cast.next_meeting)
        sequence, revision = shown(meeting)
        changed_at, season_changed_at = meeting.changed_at, meeting.season.feed_changed_at
        found = actions.change(meeting, alter(details_of(meeting)), by=erin(cast), now=NOW - timedelta(days=1))
        assert (found, shown(meeting)) == (expected, (sequence + 1, revision + 1))
        later = (meeting.changed_at > changed_at, meeting.season.feed_changed_at > season_changed_at)
        assert later == (True, True)  # though the clock went back
        assert mailed("meeting moved") == (EVERYONE if expected & actions.TOLD else [])


def test_saving_the_same_changes_nothing(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting = get(cast.next_meeting)
        before = (*shown(meeting), meeting.changed_at, meeting.version, acts(meeting))
        assert actions.change(meeting, details_of(meeting), by=erin(cast), now=SOON) == set()
        assert (*shown(meeting), meeting.changed_at, meeting.version, acts(meeting)) == before
        assert mailed("meeting moved") == []


def test_a_moved_date_remembers_where_it_was_announced(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting = get(cast.next_meeting)
        first = meeting.held_on
        for day in (first + timedelta(days=1), first + timedelta(days=2)):
            actions.change(meeting, replace(details_of(meeting), held_on=day), by=erin(cast), now=SOON)
            assert meeting.moved_from_on == first
        actions.change(meeting, replace(details_of(meeting), held_on=first), by=erin(cast), now=SOON)
        assert meeting.moved_from_on is None


def test_cancel_and_restore(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, by = get(cast.next_meeting), erin(cast)
        sequence, revision = shown(meeting)
        for _ in range(2):  # twice is once
            actions.cancel(meeting, why="Fuite d’eau.", by=by, now=SOON)
        assert (meeting.status, meeting.cancel_reason) == (Status.CANCELLED, "Fuite d’eau.")
        assert (shown(meeting), mailed("meeting cancelled")) == ((sequence + 1, revision + 1), EVERYONE)
        for _ in range(2):
            actions.restore(meeting, by=by, now=SOON)
        assert (meeting.status, meeting.cancel_reason) == (Status.PUBLISHED, "")
        assert (shown(meeting), mailed("meeting restored")) == ((sequence + 2, revision + 2), EVERYONE)
        assert acts(meeting) == ["restore", "cancel", "publish", "add"]


def test_what_cannot_be(app: Flask, cast: Cast) -> None:
    with acting(app):
        by = erin(cast)
        draft, cancelled, published = map(get, (cast.draft_meeting, cast.cancelled_meeting, cast.next_meeting))
        with pytest.raises(RuleBroken):
            actions.cancel(draft, why="x", by=by, now=SOON)
        with pytest.raises(RuleBroken):
            actions.restore(draft, by=by, now=SOON)
        with pytest.raises(RuleBroken):
            actions.change(cancelled, replace(details_of(cancelled), title="x"), by=by, now=SOON)
        with pytest.raises(RuleBroken):
            actions.change(published, replace(ASKED, end_time=time(13)), by=by, now=SOON)
        # the clocks go from 2 to 3 that night
        night = replace(ASKED, held_on=date(2027, 3, 28), start_time=time(2, 30), end_time=time(4))
        with pytest.raises(RuleBroken):
            actions.change(published, night, by=by, now=SOON)
        for shown_once in (published, cancelled):
            with pytest.raises(RuleBroken):
                actions.remove(shown_once)
        db.session.flush()
        assert (published.title, draft.status) == ("Construire un pont", Status.DRAFT)


def test_a_draft_can_be_thrown_away(app: Flask, cast: Cast) -> None:
    with acting(app):
        actions.remove(get(cast.draft_meeting))
        db.session.flush()
        assert db.session.get(Meeting, cast.draft_meeting.id) is None


def test_publishing_tells_each_mailbox_once(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = db.session.get_one(Season, cast.season.id), erin(cast)
        drafts = [actions.add(season, replace(ASKED, held_on=date(2027, 1, n)), by=by, now=SOON) for n in (13, 6)]
        revision = season.feed_revision
        new = actions.publish(season, [*drafts, get(cast.next_meeting)], by=by, now=SOON)
        assert [m.held_on.day for m in new] == [6, 13]
        assert ([m.status for m in new], season.feed_revision) == ([Status.PUBLISHED] * 2, revision + 1)
        assert actions.publish(season, drafts, by=by, now=SOON) == []
        assert mailed("dates published") == EVERYONE


MOVED = replace(ASKED, held_on=ASKED.held_on + timedelta(days=1))
SINCE = SOON + timedelta(minutes=3)


def published(cast: Cast, *asked: Details) -> list[Meeting]:
    season, by = db.session.get_one(Season, cast.season.id), erin(cast)
    dates = [actions.add(season, each, by=by, now=SOON) for each in asked]
    actions.publish(season, dates, by=by, now=SOON)
    db.session.flush()
    return dates


def announcing() -> list[Mail]:
    query = select(Mail).where(Mail.kind == "dates published", Mail.cancelled_at.is_(None)).order_by(Mail.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def test_a_publication_waits_and_says_a_date_that_moves_as_it_is(app: Flask, cast: Cast) -> None:
    """Nobody has received anything: nobody reads a date that is wrong already, nor of its change."""
    with acting(app):
        (date_,) = published(cast, ASKED)
        before = [(mail.message_id, mail.dispatch, mail.to_email) for mail in announcing()]
        assert {mail.due_at for mail in announcing()} == {SOON + timedelta(minutes=10)}
        assert {"mercredi 9\u00a0décembre" in mail.text for mail in announcing() if mail.locale == "fr"} == {True}
        actions.change(date_, MOVED, by=erin(cast), now=SINCE)
        assert mailed("meeting moved") == []
        assert [(mail.message_id, mail.dispatch, mail.to_email) for mail in announcing()] == before
        assert {mail.due_at for mail in announcing()} == {SOON + timedelta(minutes=10)}
        assert {"mercredi 9\u00a0décembre" in mail.text for mail in announcing() if mail.locale == "fr"} == {False}
        assert {"jeudi 10\u00a0décembre" in mail.text for mail in announcing() if mail.locale == "fr"} == {True}


def test_whoever_has_it_already_hears_of_the_change_at_once(app: Flask, cast: Cast) -> None:
    with acting(app):
        (date_,) = published(cast, ASKED)
        sent, lost, leaving, by_hand = announcing()[:4]
        sent.sent_at, lost.unsure_count, leaving.leased_by = SINCE, 1, "a sender"
        programme = db.session.get_one(Season, cast.season.id).programme
        messages.rewrite(by_hand, programme, subject="Nos dates", text="Venez le 9 décembre.")
        db.session.flush()
        actions.change(date_, MOVED, by=erin(cast), now=SINCE)
        told = sorted(mail.to_email for mail in (sent, lost, leaving, by_hand))
        assert mailed("meeting moved") == told
        now_due = {mail.to_email for mail in announcing() if mail.due_at == SINCE}
        assert now_due == {lost.to_email, leaving.to_email, by_hand.to_email}  # before the change
        assert next(mail for mail in announcing() if mail.id == by_hand.id).text == "Venez le 9 décembre.\n"
        assert len(announcing()) == len(EVERYONE)


def test_a_date_cancelled_before_it_was_announced_leaves_the_mail_or_takes_it_along(app: Flask, cast: Cast) -> None:
    with acting(app):
        first, second = published(cast, replace(ASKED, title="Le pont"), replace(MOVED, title="La suivante"))
        for mail in announcing():
            mail.word, mail.held_at = "Bonne nouvelle !", SOON
        db.session.flush()
        actions.cancel(first, why="Grève.", by=erin(cast), now=SINCE)
        assert {("La suivante" in mail.text, "Le pont" in mail.text) for mail in announcing()} == {(True, False)}
        assert {(mail.word, mail.held_at) for mail in announcing()} == {("Bonne nouvelle !", SOON)}
        actions.cancel(second, why="Grève.", by=erin(cast), now=SINCE + timedelta(minutes=1))
        assert announcing() == []
        later = SINCE + timedelta(hours=1)
        actions.restore(second, by=erin(cast), now=later)
        assert {("La suivante" in mail.text, "Le pont" in mail.text) for mail in announcing()} == {(True, False)}
        assert {mail.due_at for mail in announcing()} == {later + timedelta(minutes=10)}
        assert sorted(mail.to_email for mail in announcing()) == EVERYONE
        assert mailed("meeting cancelled") + mailed("meeting restored") == []


def test_another_publication_that_waits_is_left_alone(app: Flask, cast: Cast) -> None:
    with acting(app):
        published(cast, ASKED)
        before = [(mail.text, mail.due_at) for mail in announcing()]
        actions.cancel(get(cast.next_meeting), why="Grève.", by=erin(cast), now=SINCE)
        assert [(mail.text, mail.due_at) for mail in announcing()] == before
        assert mailed("meeting cancelled") == EVERYONE


def test_a_programme_may_let_its_mail_leave_at_once(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = db.session.get_one(Season, cast.season.id), erin(cast)
        season.programme.hold_minutes = 0
        actions.publish(season, [actions.add(season, ASKED, by=by, now=SOON)], by=by, now=SOON)
        due = select(Mail.due_at).distinct().where(Mail.kind == "dates published")
        assert db.session.scalars(due).all() == [SOON]


def test_what_is_over_is_put_right_in_silence(app: Flask, cast: Cast) -> None:
    with acting(app):
        past, by = get(cast.past_meeting), erin(cast)
        actions.change(past, replace(details_of(past), start_time=time(13)), by=by, now=SOON)
        actions.cancel(past, why="N’a pas eu lieu.", by=by, now=SOON)
        actions.restore(past, by=by, now=SOON)
        assert db.session.scalars(select(Mail.kind).where(Mail.regarding == past.public_id)).all() == []
        assert past.sequence == 3


def test_who_is_called_and_who_is_told(app: Flask, cast: Cast) -> None:
    """Twins of one mailbox get one mail; an adult's guardian and who left get none; no mailbox is a call."""
    with acting(app):
        world.guardian(db.session.get_one(Ambassador, cast.dora_now.id).young_person, "Ancienne Tutrice")
        db.session.get_one(Ambassador, cast.bob_now.id).left_on = NOW.date()
        db.session.flush()
        actions.cancel(get(cast.next_meeting), why="Grève.", by=erin(cast), now=SOON)
        gone = {"bob@mail.example", "hoa.nguyen@famille.example"}
        assert mailed("meeting cancelled") == [address for address in EVERYONE if address not in gone]
        calls = db.session.scalars(select(PhoneCall).where(PhoneCall.regarding == cast.next_meeting.public_id)).all()
        assert [(call.young_person_id, call.guardian_id, call.done_at) for call in calls] == [
            (cast.quentin.id, None, None)
        ]


def test_a_guardian_is_told_until_the_eighteenth_birthday(app: Flask, cast: Cast) -> None:
    with acting(app):
        season = db.session.get_one(Season, cast.season.id)
        came_of_age = SOON.date().replace(year=SOON.year - 18)
        for first_name, born_on in (("Mila", came_of_age), ("Nino", came_of_age + timedelta(days=1))):
            young = world.ambassador(season, first_name, age=17).young_person
            young.born_on = born_on
            world.guardian(young, f"Parent {first_name}", email=f"parent.{first_name}@famille.example".lower())
        actions.cancel(get(cast.next_meeting), why="Grève.", by=erin(cast), now=SOON)
        parents = [address for address in mailed("meeting cancelled") if address.startswith("parent.")]
        assert parents == ["parent.nino@famille.example"]


def test_the_last_answer_counts(app: Flask, cast: Cast) -> None:
    with acting(app):
        meeting, alice = get(cast.next_meeting), db.session.get_one(Ambassador, cast.alice_now.id)
        for value in (AnswerValue.YES, AnswerValue.YES, AnswerValue.NO):
            given = actions.answer(meeting, alice, value, now=SOON)
        db.session.flush()
        assert (given.value, alice.young_person.answers_revision) == (AnswerValue.NO, 2)
        for gone in (cast.cancelled_meeting, cast.past_meeting, cast.draft_meeting):
            with pytest.raises(RuleBroken):
                actions.answer(get(gone), alice, AnswerValue.YES, now=SOON)
