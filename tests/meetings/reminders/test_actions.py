"""Reminders: to whom, once, with what is true by then, and none of a date that is not."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from core.db import db
from core.outbox import Mail
from core.sending import Sender, lease
from core.settings import Settings
from meetings import actions
from meetings.models import Meeting
from meetings.reminders import actions as reminders
from meetings.reminders import emails
from meetings.reminders.chores import send_due
from meetings.reminders.models import Reminder
from meetings.rules import AnswerValue, Status
from meetings.venues import actions as venues
from seasons import actions as seasons
from seasons.models import Programme, Season
from tests import world
from tests.meetings.test_actions import EVERYONE, acting, erin, get
from tests.post import Office, open_office
from tests.world import NOW, Cast

# The next meeting is on Wednesday 14 October, 14 h; people were told on the 7th at noon, so a week before is too near.
HOUR = timedelta(hours=1)
DAY_BEFORE = datetime(2026, 10, 13, 9, 30, tzinfo=NOW.tzinfo)  # 11 h 30 in Paris
WEEK_BEFORE = datetime(2026, 11, 11, 9, 0, tzinfo=NOW.tzinfo)  # of the later meeting, on 18 November
SILENT = [each for each in EVERYONE if each not in ("bob@mail.example", "hoa.nguyen@famille.example")]


def look(at: datetime) -> None:
    """As a sender does each minute."""
    with time_machine.travel(at, tick=False):
        send_due(now=at)


def reminded(kind: str) -> list[str]:
    """Whom the Kaléido's reminders of that kind went to."""
    ours = select(Programme.public_id).where(Programme.centre == "Le Kaléido")
    query = select(Mail.to_email).where(Mail.kind == f"reminder {kind}", Mail.programme.in_(ours))
    return sorted(db.session.scalars(query))


def waiting() -> list[Mail]:
    """Reminders that may still leave."""
    left = (Mail.kind.like("reminder %"), Mail.cancelled_at.is_(None), Mail.sent_at.is_(None))
    return list(db.session.scalars(select(Mail).where(*left).order_by(Mail.to_email)))


def written(cast: Cast) -> int:
    """How many reminders of the later meeting are noted as written."""
    return db.session.scalar(select(func.count(Reminder.id)).where(Reminder.meeting_id == cast.later_meeting.id)) or 0


def says(cast: Cast, who: str, meeting: Meeting, value: AnswerValue) -> None:
    actions.answer(get(meeting), db.session.merge(getattr(cast, f"{who}_now")), value, now=NOW)
    db.session.commit()


def test_a_week_before_to_those_who_have_not_answered(app: Flask, cast: Cast) -> None:
    with app.app_context():
        says(cast, "bob", cast.later_meeting, AnswerValue.NO)
        look(WEEK_BEFORE - HOUR * 2)  # eight in the morning
        assert reminded("answer") == []
        look(WEEK_BEFORE)
        assert reminded("answer") == SILENT
        mail = waiting()[0]
        assert mail.due_at == WEEK_BEFORE + timedelta(minutes=10)
        assert mail.until_at == get(cast.later_meeting).starts_at
        assert mail.stop_url.startswith("http://localhost/rappels/")


def test_the_day_before_to_those_who_come(app: Flask, cast: Cast) -> None:
    with app.app_context():
        says(cast, "alice", cast.next_meeting, AnswerValue.YES)
        says(cast, "dora", cast.next_meeting, AnswerValue.MAYBE)
        look(DAY_BEFORE)
        assert reminded("coming") == ["alice@mail.example", "grace.martin@famille.example"]
        assert reminded("answer") == []


@pytest.mark.parametrize("who", ["alice", "grace"])
def test_who_wants_none_gets_none(app: Flask, cast: Cast, who: str) -> None:
    with app.app_context():
        says(cast, "alice", cast.next_meeting, AnswerValue.YES)
        db.session.merge(getattr(cast, who)).reminders_off_at = NOW
        db.session.commit()
        look(DAY_BEFORE)
        assert reminded("coming") == [{"alice": "grace.martin@famille.example", "grace": "alice@mail.example"}[who]]


def test_looked_for_again_it_is_not_written_again(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for minutes in (0, 1, 60, 24 * 60, 3 * 24 * 60):
            look(WEEK_BEFORE + timedelta(minutes=minutes))
        assert reminded("answer") == EVERYONE
        assert written(cast) == 1


def test_two_senders_at_once_write_it_once(app: Flask, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """Without the lock in `remind`, both find nothing written and one stumbles over the constraint (PostgreSQL)."""
    together = Barrier(2)

    def sender() -> None:
        with app.app_context():
            together.wait()
            send_due(now=WEEK_BEFORE)
            db.session.remove()

    with time_machine.travel(WEEK_BEFORE, tick=False):
        threads = [Thread(target=sender) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with app.app_context():
        assert reminded("answer") == EVERYONE
    assert "cannot be written" not in caplog.text


def test_a_sender_killed_in_between_leaves_nothing_and_the_next_does_it(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():

        def dies(**_fields: object) -> Reminder:
            db.session.flush()
            raise SystemExit

        with monkeypatch.context() as broken:
            broken.setattr(reminders, "Reminder", dies)
            with pytest.raises(SystemExit):
                look(WEEK_BEFORE)
        db.session.rollback()
        assert (reminded("answer"), written(cast)) == ([], 0)
        look(WEEK_BEFORE)
        assert reminded("answer") == EVERYONE


@pytest.mark.parametrize("what", ["cancelled", "closed season", "switched off", "draft", "over"])
def test_nothing_of_a_date_that_does_not_take_place(app: Flask, cast: Cast, what: str) -> None:
    with acting(app):
        meeting = get(cast.later_meeting)
        if what == "cancelled":
            actions.cancel(meeting, why="", by=erin(cast), now=NOW)
        elif what == "closed season":
            seasons.close(meeting.season, by=erin(cast), now=NOW)
        elif what == "switched off":
            reminders.choose(meeting, wanted=False, by=erin(cast), now=NOW)
        elif what == "draft":
            meeting.status = Status.DRAFT
        db.session.commit()
    with app.app_context():
        look(WEEK_BEFORE + timedelta(days=7, hours=6) if what == "over" else WEEK_BEFORE)
        assert reminded("answer") == []


def test_a_date_published_three_days_before_gets_no_weeks_notice(app: Flask, cast: Cast) -> None:
    with acting(app):
        season = db.session.get_one(Season, cast.season.id)
        meeting = world.meeting(season, in_days=3, status=Status.DRAFT)
        actions.publish(season, [meeting], by=erin(cast), now=NOW)
        db.session.flush()
        actions.answer(meeting, db.session.merge(cast.dora_now), AnswerValue.YES, now=NOW)
        db.session.commit()
    with app.app_context():
        for hours in range(0, 72, 6):
            look(NOW + HOUR * hours)
        assert reminded("answer") == []
        assert reminded("coming") == ["dora@mail.example"]


def move(meeting: Meeting, *, days: int = 0, cast: Cast, now: datetime, at: time | None = None) -> None:
    asked = actions.details_of(meeting)
    asked = replace(asked, held_on=asked.held_on + timedelta(days=days), start_time=at or asked.start_time)
    actions.change(meeting, asked, by=erin(cast), now=now)
    db.session.commit()


def test_a_date_that_moves_calls_off_what_waits_and_is_reminded_of_anew(app: Flask, cast: Cast) -> None:
    """Without `call_off`, people are reminded of a day that is no longer the day."""
    with app.app_context():
        look(WEEK_BEFORE)
    with acting(app):
        move(get(cast.later_meeting), days=14, cast=cast, now=WEEK_BEFORE + timedelta(minutes=5))
        assert waiting() == []
    with app.app_context():
        look(WEEK_BEFORE + timedelta(days=14))
        new = waiting()
        assert [mail.to_email for mail in new] == EVERYONE
        assert new[0].subject.replace("\xa0", " ") == "Mercredi 2 décembre : tu viens ?"
        assert "Cette rencontre a changé de jour : elle était prévue mercredi 18 novembre." in new[0].text.replace(
            "\xa0", " "
        )
        for days in (14, 15, 16):
            look(WEEK_BEFORE + timedelta(days=days, hours=2))
        assert len(reminded("answer")) == 2 * len(EVERYONE)


def test_moved_in_its_day_it_is_not_reminded_of_again(app: Flask, cast: Cast) -> None:
    with app.app_context():
        look(WEEK_BEFORE)
    with acting(app):
        move(get(cast.later_meeting), cast=cast, now=WEEK_BEFORE + timedelta(hours=3), at=time(13))
    with app.app_context():
        for hours in (4, 24, 30, 48):
            look(WEEK_BEFORE + HOUR * hours)
        assert reminded("answer") == EVERYONE


def test_a_place_that_changes_calls_off_what_waits(app: Flask, cast: Cast) -> None:
    with app.app_context():
        look(WEEK_BEFORE)
    with acting(app):
        venue, programme = get(cast.later_meeting).venue, get(cast.later_meeting).season.programme
        assert venue is not None
        by, now = erin(cast), WEEK_BEFORE + timedelta(minutes=1)
        venues.change(venue, programme, name="La cour", address="", zone=venue.zone, by=by, now=now)
        db.session.commit()
        assert waiting() == []


def test_switched_off_what_waits_is_called_off_and_what_left_has_left(app: Flask, cast: Cast) -> None:
    with app.app_context():
        look(WEEK_BEFORE)
        gone = waiting()[0]
        gone.sent_at = WEEK_BEFORE
        db.session.commit()
    with acting(app):
        reminders.choose(get(cast.later_meeting), wanted=False, by=erin(cast), now=WEEK_BEFORE)
        db.session.commit()
        assert waiting() == []
        assert db.session.scalar(select(func.count(Mail.id)).where(Mail.cancelled_at.is_not(None))) == len(EVERYONE) - 1


def test_one_that_would_leave_after_its_date_never_leaves(app: Flask, cast: Cast) -> None:
    with app.app_context():
        look(WEEK_BEFORE)
        assert lease("a sender", now=get(cast.later_meeting).starts_at + timedelta(minutes=1)) is None
        assert waiting() == []


def test_a_date_that_cannot_be_written_keeps_no_other_back(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        world.meeting(db.session.get_one(Season, cast.season.id), "Une autre", in_days=42, at=time(9), until=time(10))
        db.session.commit()
        true = emails.reminder

        def stumbles(meeting: Meeting, *args: object, **more: object) -> Mail:
            if meeting.id == cast.later_meeting.id:
                raise ValueError("a sentence that cannot be written")
            return true(meeting, *args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(emails, "reminder", stumbles)
        look(WEEK_BEFORE)
        assert reminded("answer") == EVERYONE
        assert "cannot be written" in caplog.text


def test_the_sender_looks_by_itself_and_a_look_that_stumbles_holds_up_no_mail(
    app: Flask, cast: Cast, settings: Settings
) -> None:
    with time_machine.travel(WEEK_BEFORE, tick=False), app.app_context(), open_office(Office()) as office:
        world.mail(db.session.merge(cast.kaleido), "lou@mail.example", text="Bonjour", now=WEEK_BEFORE)
        db.session.commit()
        sender = Sender(app)
        sender.settings = replace(settings, smtp_url=office.url)

        def stumble(*, now: datetime) -> None:
            raise ValueError(now)

        sender.looks = [stumble, *sender.looks]
        sender.round()
        assert reminded("answer") == EVERYONE
        assert [to for to, _ in office.taken] == ["lou@mail.example"]


def test_without_an_address_of_ours_none_is_written(app: Flask, cast: Cast, settings: Settings) -> None:
    with app.app_context():
        object.__setattr__(settings, "public_url", "")
        try:
            look(WEEK_BEFORE)
        finally:
            object.__setattr__(settings, "public_url", "http://localhost")
        assert reminded("answer") == []


def test_after_a_restore_what_was_due_is_not_written_again(app: Flask, cast: Cast) -> None:
    """At noon of the day they left, at nine and once more; what comes later is written at its time."""
    with app.app_context():
        count = reminders.count_as_sent(now=WEEK_BEFORE + HOUR)
        db.session.commit()
        ours = db.session.scalars(select(Reminder).where(Reminder.meeting_id == cast.later_meeting.id)).all()
        assert (count > 0, [(each.kind.value, each.is_unknown) for each in ours]) == (True, [("answer", True)])
        look(WEEK_BEFORE + 2 * HOUR)
        assert reminded("answer") == []
        assert reminders.count_as_sent(now=WEEK_BEFORE + 3 * HOUR) == 0
        says(cast, "bob", cast.later_meeting, AnswerValue.YES)
        look(WEEK_BEFORE + timedelta(days=6, hours=1))
        assert reminded("coming")


def test_what_is_not_due_yet_is_written_after_a_restore(app: Flask, cast: Cast) -> None:
    """Restored at half past eight in the morning; and the evening before, when nothing was."""
    with app.app_context():
        assert reminders.count_as_sent(now=WEEK_BEFORE - timedelta(minutes=90)) == 0
        look(WEEK_BEFORE)
        assert reminded("answer") != []
