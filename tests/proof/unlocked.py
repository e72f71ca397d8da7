"""The application without its lock on places, for the test that must then fail.

What makes places exact is taken away, and a pause stands where two people would meet: PostgreSQL no longer locks the
outing's row, SQLite no longer gives the database to one writer from its first statement on.
"""

import sqlite3
import time
from unittest.mock import patch

from flask import Flask
from sqlalchemy import Connection, Engine, event

import app
from core import db
from outings.models import Outing
from outings.places import actions
from outings.places.access import placed_count

PAUSE = 0.02  # seconds


def create_app() -> Flask:
    event.remove(Engine, "begin", db._begin)
    event.listen(Engine, "begin", _begin)
    for name, instead in (("hold", _hold), ("placed_count", _slowly_counted)):
        patch.object(actions, name, instead).start()
    return app.create_app()


def _begin(connection: Connection) -> None:
    if isinstance(connection.connection.dbapi_connection, sqlite3.Connection):
        connection.exec_driver_sql("BEGIN")


def _hold(outing: Outing) -> None:
    """Wait for nobody."""


def _slowly_counted(outing: Outing) -> int:
    count = placed_count(outing)
    time.sleep(PAUSE)
    return count
