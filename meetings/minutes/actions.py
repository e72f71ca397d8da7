"""Write a part of a meeting's minutes, and say which parts the group reads."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.errors import RuleBroken, WrittenMeanwhile
from meetings.minutes.access import parts_of
from meetings.minutes.models import MinutesPart, MinutesVersion
from meetings.minutes.rules import SHARED, TEXT_MAX, WRITTEN, Part, is_kept, under
from meetings.models import Meeting
from seasons.actions import require_open


def write(
    meeting: Meeting,
    part: Part,
    text: str,
    *,
    version: int | None,
    by: User,
    now: datetime,
    keeps_saved: bool = False,
    is_copy: bool = False,
) -> MinutesPart:
    """Save the text of one part. The same text again changes nothing.

    `version` is that of the text when it was read, 0 for none; `keeps_saved` puts under the saved text what it lacks.
    What is replaced is put aside where `rules.is_kept` says so, and always by the copy of an earlier text.
    Raises WrittenMeanwhile when another text was saved since, RuleBroken when both together are too long or the season
    is closed.
    """
    if part not in WRITTEN:
        raise ValueError(f"{part} has no text")
    _hold(meeting)
    row = parts_of(meeting).get(part) or _new(meeting, part, by=by, now=now)
    if row.text == text:
        return row
    if version != row.version:
        raise WrittenMeanwhile(_("A colleague saved another text here while you were writing."))
    if keeps_saved and row.text:
        text = under(row.text, text)
        if text == row.text:
            return row
        if len(text) > TEXT_MAX:
            raise RuleBroken(_("Both texts together are too long. Shorten yours."))
    stood = now - row.changed_at
    if is_copy or is_kept(row.text, text, is_same_author=row.changed_by_id == by.id, stood=stood):
        db.session.add(_aside(row))
    row.text, row.version = text, row.version + 1
    row.changed_at, row.changed_by_id = now, by.id
    db.session.flush()
    return row


def restore(meeting: Meeting, part: Part, earlier: int | None, *, version: int | None, by: User, now: datetime) -> None:
    """Copy the text that the part had as version `earlier` over the one of `version`, which is put aside.

    Raises RuleBroken where no such text was kept, WrittenMeanwhile when another was saved since.
    """
    _hold(meeting)
    row = parts_of(meeting).get(part)
    query = select(MinutesVersion).where(MinutesVersion.version == earlier)
    kept = db.session.scalars(query.where(MinutesVersion.minutes_part_id == row.id)).one_or_none() if row else None
    if kept is None:
        raise RuleBroken(_("This text has not been kept."))
    write(meeting, part, kept.text, version=version, by=by, now=now, is_copy=True)


def _aside(row: MinutesPart) -> MinutesVersion:
    return MinutesVersion(
        minutes_part_id=row.id,
        version=row.version,
        text=row.text,
        written_at=row.changed_at,
        written_by_id=row.changed_by_id,
    )


def share(meeting: Meeting, *, shown: Collection[Part], hidden: Collection[Part], by: User, now: datetime) -> None:
    """From now on the group reads these parts, and not those; others stay as they are. Not in a closed season."""
    _hold(meeting)
    known = parts_of(meeting)
    for part in SHARED:
        if part in shown or part in hidden:
            row = known.get(part) or _new(meeting, part, by=by, now=now)
            row.is_shared = part in shown
    db.session.flush()


def _hold(meeting: Meeting) -> None:
    """Whoever writes waits for whoever else writes about this meeting: a part's first row is made once."""
    require_open(meeting.season)
    db.session.flush()
    db.session.refresh(meeting, attribute_names=["version"], with_for_update={"of": Meeting})


def _new(meeting: Meeting, part: Part, *, by: User, now: datetime) -> MinutesPart:
    made = MinutesPart(
        meeting_id=meeting.id, part=part, text="", is_shared=False, version=0, changed_at=now, changed_by_id=by.id
    )
    db.session.add(made)
    return made
