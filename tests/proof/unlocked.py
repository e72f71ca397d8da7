"""The application without its locks on places and on the roll call, for the tests that must then fail.

What makes both exact is taken away, and a pause stands where two people would meet: PostgreSQL no longer locks the row
of the outing, or of the meeting, SQLite no longer gives the database to one writer from its first statement on.
"""

import sqlite3
import time
from collections.abc import Collection
from unittest.mock import patch

from flask import Flask
from sqlalchemy import Connection, Engine, event

import app
from core import db
from core.db import Model
from core.lines import InLine, Line
from meetings import actions as meetings
from meetings.models import Meeting
from meetings.rollcall import actions as roll_calls
from meetings.rollcall.models import Attendance
from meetings.rollcall.moves import actions as moves
from outings.places import actions as outings

PAUSE = 0.02  # seconds
rows = roll_calls.rows_of


def create_app() -> Flask:
    event.remove(Engine, "begin", db._begin)
    event.listen(Engine, "begin", _begin)
    for module in (meetings, outings, roll_calls, moves):
        patch.object(module, "hold", _hold).start()
    patch.object(Line, "placed_count", _slowly_counted).start()
    for module in (roll_calls, moves):
        patch.object(module, "rows_of", _slowly_read).start()
    return app.create_app()


def _begin(connection: Connection) -> None:
    if isinstance(connection.connection.dbapi_connection, sqlite3.Connection):
        connection.exec_driver_sql("BEGIN")


def _hold(_row: Model) -> None:
    """Wait for nobody."""


COUNTED = Line.placed_count


def _slowly_counted(line: Line[InLine]) -> int:
    count = COUNTED(line)
    time.sleep(PAUSE)
    return count


def _slowly_read(meeting: Meeting, people: Collection[str]) -> dict[str, Attendance]:
    found = rows(meeting, people)
    time.sleep(PAUSE)
    return found
