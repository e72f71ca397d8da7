"""What a task may say, and when it is late."""

import datetime as dt

WORDS_MAX = 300
NAME_MAX = 120
SHOWN_AT_HOME = 5
YEARS = dt.timedelta(days=2 * 366)  # a due date this far from its meeting is a slip of the finger


def is_late(due_on: dt.date | None, done_at: dt.datetime | None, today: dt.date) -> bool:
    return due_on is not None and done_at is None and due_on < today
