"""One person's attendance in a few words: for their file, and for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from ambassadors.models import Ambassador
from core import clock
from core.db import db
from meetings.attendance.access import marks_of, missed_in
from meetings.attendance.rules import Mark, count
from meetings.attendance.wording import TONES, hours_words, share_words


@dataclass(frozen=True)
class Short:
    """At how many meetings somebody was, of how many; how long in all; a tone for each."""

    here: int
    marked: int
    share: str
    hours: str
    rate: int | None
    tones: list[str]
    has_missed: bool = False


def in_short(marks: Mapping[int, Mark], *, has_missed: bool = False) -> Short:
    """Those marks, which are in the order of meetings, as words."""
    counted = count(list(marks.values()))
    tones = [TONES[mark.value] for mark in marks.values()]
    share, hours = share_words(counted.here, counted.marked), hours_words(counted.minutes)
    return Short(counted.here, counted.marked, share, hours, counted.rate, tones, has_missed)


def attendance_in_short(of: Ambassador) -> Short:
    """What the file of somebody in a season says. Those below ask through `app`."""
    now = clock.now()
    marks = marks_of(select(Ambassador.id).where(Ambassador.id == of.id), now)
    missed = set(db.session.scalars(missed_in(of.season, now))) if marks else set()
    return in_short(marks, has_missed=of.id in missed)
