"""What whoever restores types: one command that leaves everything as it was, or everything in place."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from app import create_app
from core.db import db
from core.running import Taken, alone, share
from core.settings import Settings
from core.whereabouts import Whereabouts, copied
from schedule.restored import actions
from seasons.models import Programme
from tests import world

SAID = re.compile(r"What was there is kept in (?P<aside>.*): delete it")


@pytest.fixture
def ours(settings: Settings, empty_db_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A whole instance of its own, with people."""
    data = tmp_path / "data"
    data.mkdir()
    if empty_db_url.startswith("sqlite"):
        empty_db_url = f"sqlite:///{data / 'cohorte.sqlite'}"
    app = create_app(replace(settings, data=data, database_url=empty_db_url))
    with app.app_context():
        flask_migrate.upgrade()
        world.cast()
        world.commit()
    yield app
    let_go(app)


@pytest.fixture
def sqlite_only(engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("PostgreSQL brings pg_restore")


def let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def flask(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=list(words))
    let_go(app)
    return done.exit_code, done.output


def name_of(app: Flask) -> str:
    """The database, as whoever restores it names it."""
    with app.app_context():
        return Path(db.engine.url.database or "").name


def centres(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Programme.centre).order_by(Programme.id)))


def rename(app: Flask, centre: str) -> None:
    with app.app_context():
        db.session.query(Programme).update({"centre": centre})
        db.session.commit()


def sequences(app: Flask) -> list[int]:
    with app.app_context():
        return [number for (number,) in db.session.execute(db.text("SELECT sequence FROM meeting ORDER BY id"))]


def data_of(app: Flask) -> Path:
    settings: Settings = app.extensions["settings"]
    return settings.data


@pytest.mark.usefixtures("sqlite_only")
def test_one_command_restores_twice_what_it_puts_aside_stays_whole(ours: Flask, tmp_path: Path) -> None:
    """With the journal of what was there left beside what is put back, the second time breaks it."""
    copy, data = tmp_path / "copy.sqlite", data_of(ours)
    before = centres(ours)
    assert flask(ours, "backup", str(copy))[0] == 0
    copied = copy.read_bytes()
    for name in ("Lost once", "Lost twice"):
        held = sqlite3.connect(data / "cohorte.sqlite")  # a journal lies there, as after a kill
        held.execute("SELECT 1 FROM programme").fetchall()
        rename(ours, name)
        code, said = flask(ours, "restore", str(copy))
        held.close()
        aside = SAID.search(said)
        assert (code, bool(aside)) == (0, True), said
        assert centres(ours) == before
        with closing(sqlite3.connect(data / "cohorte.sqlite")) as now:
            assert now.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if aside and not (data / "before-").exists():
            with closing(sqlite3.connect(Path(aside["aside"]) / "cohorte.sqlite")) as kept:
                assert {centre for (centre,) in kept.execute("SELECT centre FROM programme")} == {name}
        moved = data / f"moved-{name[-5:].strip()}"
        Path(aside["aside"]).rename(moved)  # type: ignore[index]
    assert (data / "cohorte.sqlite").stat().st_mode & 0o777 == 0o600
    assert copy.read_bytes() == copied
    assert min(sequences(ours)) > 10_000


@pytest.mark.usefixtures("sqlite_only")
def test_what_is_no_good_backup_is_refused_and_nothing_is_touched(ours: Flask, tmp_path: Path) -> None:
    data, good = data_of(ours), tmp_path / "good.sqlite"
    assert flask(ours, "backup", str(good))[0] == 0
    refused = {
        "missing": (None, "There is no file"),
        "text": (b"no database\n" * 999, "file is not a database"),
        "empty": (b"", "is no database of Cohorte"),
        "damaged": (good.read_bytes()[:-20_000], "(is damaged|malformed)"),
    }
    for name, (content, words) in refused.items():
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        code, said = flask(ours, "restore", str(file))
        assert (code, bool(re.search(words, said)), said.count("\n")) == (1, True, 1), (name, said)
    with closing(sqlite3.connect(good)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    code, said = flask(ours, "restore", str(good))
    assert (code, "is of a newer version of Cohorte" in said) == (1, True)
    code, said = flask(ours, "restore", str(data / "cohorte.sqlite"))
    assert (code, "is the database itself" in said) == (1, True)
    left = {path.name for path in data.iterdir()} - {"running.lock"}
    assert (left, max(sequences(ours)) < 10_000) == ({"cohorte.sqlite"}, True)
    share(data)  # a server may start


class Killed(BaseException):
    """In place of a kill."""


@pytest.mark.parametrize("moment", ["between the files", "before the copy is in place", "after that"])
@pytest.mark.usefixtures("sqlite_only")
def test_interrupted_and_given_again_it_keeps_what_was_there_in_one_folder(
    ours: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    copy, data = tmp_path / "copy.sqlite", data_of(ours)
    before = centres(ours)
    assert flask(ours, "backup", str(copy))[0] == 0
    held = sqlite3.connect(data / "cohorte.sqlite")  # a journal lies there, as after a kill
    held.execute("SELECT 1 FROM programme").fetchall()
    rename(ours, "Lost")
    (data / "..cohorte.sqlite.restoring.4711").write_text("of one that was killed earlier")

    def kill(*_: object, **__: object) -> None:
        raise Killed

    rename_file = Path.rename

    def only_the_first(path: Path, target: Path) -> Path:
        if path.suffix != ".sqlite":
            raise Killed
        return rename_file(path, target)

    killed_in: dict[str, tuple[object, str, object]] = {
        "between the files": (Path, "rename", only_the_first),
        "before the copy is in place": (Path, "replace", kill),
        "after that": (actions, "put_right", kill),
    }
    with monkeypatch.context() as patched:
        patched.setattr(*killed_in[moment])
        with pytest.raises(Killed):
            flask(ours, "restore", str(copy))
    held.close()
    [aside] = data.glob("before-*")
    code, said = flask(ours, "restore", str(tmp_path / "missing"))
    assert (code, f"No database is in place: what was there lies in {aside}." in said) == (1, moment != "after that")
    code, said = flask(ours, "restore", str(copy))
    assert (code, f"is kept in {aside}: " in said, centres(ours)) == (0, True, before), said
    let_go(ours)
    with closing(sqlite3.connect(aside / "cohorte.sqlite")) as kept:
        assert {centre for (centre,) in kept.execute("SELECT centre FROM programme")} == {"Lost"}
    assert {path.name for path in data.iterdir()} == {"cohorte.sqlite", "running.lock", aside.name}
    share(data)


@pytest.mark.usefixtures("sqlite_only")
def test_a_damaged_database_is_not_called_restored(ours: Flask) -> None:
    file = data_of(ours) / "cohorte.sqlite"
    let_go(ours)
    file.write_bytes(file.read_bytes()[:-20_000])
    code, said = flask(ours, "restored", name_of(ours))
    assert (code, "damaged" in said or "malformed" in said) == (1, True), said


@pytest.mark.usefixtures("sqlite_only")
def test_a_backup_that_refers_to_what_is_not_in_it_is_refused(ours: Flask, tmp_path: Path) -> None:
    copy, before = tmp_path / "copy.sqlite", centres(ours)
    assert flask(ours, "backup", str(copy))[0] == 0
    with closing(sqlite3.connect(copy)) as damaged:  # foreign keys are off here
        damaged.execute("DELETE FROM programme")
        damaged.commit()
    code, said = flask(ours, "restore", str(copy))
    assert (code, "refers to no row of programme" in said, centres(ours)) == (1, True, before), said


def test_half_of_a_database_is_not_called_restored(ours: Flask, engine: str) -> None:
    """`pg_restore` without its transaction, killed near its end."""
    if engine == "sqlite":
        pytest.skip("a file is copied whole")
    with ours.app_context():
        db.session.execute(db.text("ALTER TABLE meeting DROP CONSTRAINT fk_meeting_season_id"))
        db.session.commit()
    code, said = flask(ours, "restored", name_of(ours))
    assert (code, "Only a part of the backup" in said, said.count("\n")) == (1, True, 1), said
    with pytest.raises(Taken, match="once more"):
        share(data_of(ours))


def test_restored_touches_only_the_database_it_is_given(ours: Flask) -> None:
    """With DATABASE_URL forgotten, the old database would lose its sessions, and the new one its guard."""
    code, said = flask(ours, "restored", "cohorte_new")
    assert (code, said) == (
        1,
        f"Error: DATABASE_URL leads to the database {name_of(ours)}, not to cohorte_new: nothing was done.\n",
    )
    share(data_of(ours))


def test_restored_says_what_it_did_and_refuses_an_empty_or_newer_database(
    ours: Flask, settings: Settings, engine: str, tmp_path: Path
) -> None:
    code, said = flask(ours, "restored", name_of(ours))
    assert (code, len(said.splitlines())) == (0, 5), said
    assert said.startswith("Dates that are now newer than any calendar has read: ")
    with ours.app_context():
        db.session.execute(db.text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()
    code, said = flask(ours, "restored", name_of(ours))
    assert (code, said) == (1, "Error: The database is of a newer version of Cohorte: bring the code up to it first.\n")
    with ours.app_context():
        db.session.execute(db.text("DROP TABLE alembic_version"))
        db.session.commit()
    code, said = flask(ours, "restored", name_of(ours))
    assert (code, said) == (1, "Error: There is no database of Cohorte: restore a backup first.\n")


def test_what_was_restored_or_moved_is_the_database_in_use_from_then_on(ours: Flask) -> None:
    """What was moved, with everything stopped, stays as it is."""
    before = sequences(ours)
    for words, rises in (["--moved"], False), ([], True):
        with ours.app_context():
            db.session.query(Whereabouts).delete()
            db.session.add(Whereabouts(place="elsewhere"))
            db.session.commit()
            assert copied() is not None
        code, said = flask(ours, "restored", name_of(ours), *words)
        assert (code, "This is the database in use" in said) == (0, not rises), said
        with ours.app_context():
            assert copied() is None
        assert (sequences(ours) != before) == rises


@pytest.mark.usefixtures("sqlite_only")
def test_a_backup_that_is_only_copied_into_place_is_known_for_one(ours: Flask, tmp_path: Path) -> None:
    data, copy = data_of(ours), tmp_path / "copy.sqlite"
    assert flask(ours, "backup", str(copy))[0] == 0
    shutil.copy(copy, data / "cohorte.sqlite")
    with ours.app_context():
        assert copied() is not None
    let_go(ours)
    assert flask(ours, "restore", str(copy))[0] == 0
    with ours.app_context():
        assert copied() is None


def test_nothing_is_restored_while_it_runs_and_nothing_runs_while_it_is_restored(ours: Flask, tmp_path: Path) -> None:
    """Two who serve share; a restore that stumbled after its first change is not served."""
    data = tmp_path / "folder"
    data.mkdir()
    with alone(data):
        with pytest.raises(Taken, match="is being restored"):
            share(data)
        with pytest.raises(Taken, match="is being restored"), alone(data):
            pass
    share(data)
    share(data)
    with pytest.raises(Taken, match="stop the server"), alone(data):
        pass
    share(data_of(ours))
    code, said = flask(ours, "restored", name_of(ours))
    assert (code, said) == (
        1,
        f"Error: Cohorte is running on {data_of(ours)}: stop the server and what sends its mail first.\n",
    )


def test_nothing_is_restored_while_another_machine_serves_it(ours: Flask, settings: Settings, engine: str) -> None:
    """On PostgreSQL; a file has one data folder, and one lock."""
    if engine == "sqlite":
        pytest.skip("a file lies in the data folder")
    elsewhere = create_app(replace(settings, database_url=ours.extensions["settings"].database_url))
    with elsewhere.app_context():
        engine_there = db.engine
    with engine_there.connect():
        code, said = flask(ours, "restored", name_of(ours))
    engine_there.dispose()
    assert (code, said) == (
        1,
        f"Error: Others are connected to {name_of(ours)}: stop every server and what sends its mail, on other machines too.\n",
    )
    assert flask(ours, "restored", name_of(ours))[0] == 0


def test_half_of_a_restore_is_not_served(tmp_path: Path) -> None:
    def stumble() -> None:
        with alone(tmp_path) as mark:
            mark.begin()
            raise ValueError("stumbles")

    with pytest.raises(ValueError, match="stumbles"):
        stumble()
    with pytest.raises(Taken, match="once more"):
        share(tmp_path)
    with alone(tmp_path) as mark:
        mark.begin()
    share(tmp_path)
