"""An upgrade that was killed is finished by the next one, and each goes up, down and up with rows in every table.

`./run prove upgrades` kills after every SQL statement. Nothing of a revision is lost that there was before it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from app import create_app
from core.db import db
from core.settings import ROOT, Settings
from tests.proof.strength import at, tell
from tests.proof.upgrades import FOLDER, fill, revisions, rows

KILLS = at(suite=4, full=0)  # 0: after every statement


@pytest.mark.parametrize("start", ["base", revisions()[0]])
def test_an_upgrade_killed_after_any_statement_is_finished_by_the_next(
    empty_db_url: str, engine: str, start: str
) -> None:
    """From nothing, and from the first revision with three rows in each table: the same tables and rows in the end.

    With pysqlite's own way to begin, in place of `_prepare` and `_begin` in core/db.py, no kill before the end is healed.
    """
    command = (sys.executable, "-m", "tests.proof.upgrades", empty_db_url, start, str(KILLS))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    statements, kills, wrong = done.stdout.splitlines()[-1].split(" ", 2)
    tell(f"{engine}, upgrade from {start}", statements=statements, kills=kills, stuck=wrong or 0)
    assert (wrong, int(kills) >= 4) == ("", True)


def test_of_machines_that_start_at_once_one_upgrades_and_the_others_find_it_done(
    empty_db_url: str, tmp_path: Path
) -> None:
    """Without `_one_at_a_time` in migrations/env.py, one of them makes what another has made on PostgreSQL."""
    upgrade = (sys.executable, "-m", "flask", "--app", "app", "db", "upgrade")
    surroundings = {**os.environ, "DATABASE_URL": empty_db_url, "COHORTE_SECRET": "s" * 48}
    machines = [{**surroundings, "COHORTE_DATA": str(tmp_path / name)} for name in "abc"]
    started = [subprocess.Popen(upgrade, cwd=ROOT, env=each, stderr=subprocess.PIPE, text=True) for each in machines]
    said = [each.communicate()[1] for each in started]
    assert [each.returncode for each in started] == [0, 0, 0], said


@pytest.fixture
def bare(empty_db_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application in front of a database without any table."""
    app = create_app(Settings(data=tmp_path, database_url=empty_db_url, secret=b"s" * 48, embedded_sender=False))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("revision", revisions())
def test_each_revision_goes_up_down_and_up_with_three_rows_in_every_table(bare: Flask, revision: str) -> None:
    """Going down gives back what was there before; going up again gives what going up gave.

    With the UPDATE taken out of the downgrade of 0002, it fails.
    """
    known = revisions()
    if revision != known[0]:
        flask_migrate.upgrade(FOLDER, known[known.index(revision) - 1])
        fill()
    before = rows()
    assert [table for table, held in before.items() if len(held) != 3] == []
    flask_migrate.upgrade(FOLDER, revision)
    after = rows()
    fill()
    flask_migrate.downgrade(FOLDER, known[known.index(revision) - 1] if revision != known[0] else "base")
    assert rows() == before
    flask_migrate.upgrade(FOLDER, revision)
    assert rows() == after
