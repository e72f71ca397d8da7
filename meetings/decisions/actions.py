"""Write a decision down. It is changed and thrown away as any entry is (`meetings.tasks.actions`)."""

from datetime import datetime

from meetings.decisions.models import Decision
from meetings.models import Meeting
from meetings.tasks.actions import EntryDetails, write_down


def add(meeting: Meeting, asked: EntryDetails, *, now: datetime) -> Decision:
    """A decision of this meeting; the very same one when it is there already: a second press."""
    return write_down(Decision, meeting, asked, now=now)
