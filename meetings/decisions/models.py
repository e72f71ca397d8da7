"""A decision is one entry of a meeting, as a task is; nobody ticks it: it was taken."""

from meetings.tasks.models import Entry


class Decision(Entry):
    """What was decided. `due_on` is the day it holds from or is about, where it has one."""

    __tablename__ = "decision"
