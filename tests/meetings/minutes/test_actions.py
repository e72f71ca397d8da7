"""Several who write about one meeting in the same moment, on both engines: each text is there, or its author is told."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.errors import RuleBroken, WrittenMeanwhile
from meetings.minutes import actions
from meetings.minutes.models import MinutesPart
from meetings.minutes.rules import TEXT_MAX, WRITTEN, Part
from meetings.models import Meeting
from meetings.tasks import actions as tasks
from meetings.tasks.actions import EntryDetails
from meetings.tasks.models import Task
from tests.world import NOW, Cast

Writes = Callable[[Meeting, User], object]


def at_once(app: Flask, cast: Cast, acts: list[Writes]) -> list[Exception]:
    """Each in a request and a thread of its own, all let go together; what they raised."""
    barrier, failed = Barrier(len(acts)), list[Exception]()

    def run(act: Writes) -> None:
        with app.test_request_context(method="POST"):
            barrier.wait()
            try:
                act(db.session.get_one(Meeting, cast.next_meeting.id), db.session.get_one(User, cast.erin.id))
                db.session.commit()
            except Exception as error:
                db.session.rollback()
                failed.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def writing(part: Part, text: str, version: int = 0) -> Writes:
    return lambda meeting, user: actions.write(meeting, part, text, version=version, by=user, now=NOW)


def texts(app: Flask, cast: Cast) -> dict[Part, str]:
    with app.app_context():
        query = select(MinutesPart).where(MinutesPart.meeting_id == cast.next_meeting.id)
        return {each.part: each.text for each in db.session.scalars(query)}


def test_six_who_write_six_parts(app: Flask, cast: Cast) -> None:
    assert at_once(app, cast, [writing(part, f"De {part.value}") for part in WRITTEN]) == []
    assert texts(app, cast) == {part: f"De {part.value}" for part in WRITTEN}


def test_five_who_write_the_first_text_of_one_part(app: Flask, cast: Cast) -> None:
    failed = at_once(app, cast, [writing(Part.NOTES, f"Texte {n}") for n in range(5)])
    assert [type(each) for each in failed] == [WrittenMeanwhile] * 4
    assert texts(app, cast)[Part.NOTES].startswith("Texte ")


def test_five_who_press_the_same_task(app: Flask, cast: Cast) -> None:
    asked = EntryDetails("Ranger le labo", owner_name="La mairie")
    assert at_once(app, cast, [lambda meeting, _user: tasks.add(meeting, asked, now=NOW) for _ in range(5)]) == []
    with app.app_context():
        assert len(db.session.scalars(select(Task).where(Task.words == "Ranger le labo")).all()) == 1


def test_two_texts_that_are_too_long_together(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        meeting, erin = db.session.get_one(Meeting, cast.next_meeting.id), db.session.get_one(User, cast.erin.id)
        row = actions.write(meeting, Part.NOTES, "x" * TEXT_MAX, version=0, by=erin, now=NOW)
        with pytest.raises(RuleBroken):
            actions.write(meeting, Part.NOTES, "y", version=1, by=erin, now=NOW, keeps_saved=True)
        assert (row.version, len(row.text)) == (1, TEXT_MAX)
