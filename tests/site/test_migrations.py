"""The migrations make exactly the tables of the models, in both directions, with rows in them, on both engines."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, select, text

from app import create_app
from core.db import Model, db
from core.settings import ROOT, Settings
from meetings.rollcall.models import Mark
from schedule.feeds import actions
from schedule.feeds.families import actions as families
from schedule.feeds.rules import Alarm, Options
from schedule.models import Feed
from tests import world

FOLDER = str(ROOT / "migrations")
BEFORE_OPTIONS = "0022"  # of calendars' links
TABLES = set(Model.metadata.tables)


def revisions() -> list[str]:
    """From the first to the last."""
    config = Config()
    config.set_main_option("script_location", FOLDER)
    return [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()][::-1]


@pytest.fixture
def bare(empty_db_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application in front of a database without any table."""
    app = create_app(Settings(data=tmp_path, database_url=empty_db_url, secret=b"s" * 48, embedded_sender=False))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def counted() -> dict[str, int]:
    """How many rows each table has that is there now."""
    there = sorted(TABLES & set(inspect(db.engine).get_table_names()))
    found = {table: db.session.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0 for table in there}
    db.session.remove()  # a transaction that is open would hold up the next step
    return found


def test_there_is_one_line_of_revisions() -> None:
    config = Config()
    config.set_main_option("script_location", FOLDER)
    script = ScriptDirectory.from_config(config)
    assert (len(script.get_heads()), len(script.get_bases())) == (1, 1)
    assert [each.revision for each in script.walk_revisions() if each.is_merge_point] == []


def test_migrations_make_the_tables_of_the_models(bare: Flask) -> None:
    flask_migrate.upgrade(FOLDER)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Model.metadata) == []


def test_constraints_have_the_names_of_the_convention(bare: Flask) -> None:
    """A constraint without a name can never be changed on SQLite."""
    flask_migrate.upgrade(FOLDER)
    looked = inspect(db.engine)
    nameless = [
        (table, constraint)
        for table in TABLES
        for constraint in (
            *looked.get_foreign_keys(table),
            *looked.get_unique_constraints(table),
            *looked.get_check_constraints(table),
        )
        if not constraint["name"]
    ]
    assert nameless == []


def test_up_down_and_up_again_with_rows(bare: Flask) -> None:
    for revision in revisions():
        flask_migrate.upgrade(FOLDER, revision)
    world.cast()
    db.session.commit()
    full = counted()
    assert [table for table in ("user", "meeting", "project", "answer", "guardian") if not full[table]] == []
    db.session.remove()

    flask_migrate.downgrade(FOLDER, "base")
    assert set(inspect(db.engine).get_table_names()) - {"alembic_version"} == set()

    flask_migrate.upgrade(FOLDER)
    assert set(counted().values()) == {0}
    world.cast()
    db.session.commit()
    assert counted() == full


def test_links_made_before_options_show_all_and_have_a_name(bare: Flask) -> None:
    flask_migrate.upgrade(FOLDER)
    cast = world.cast()
    known: dict[str, Any] = {"key": b"k", "now": world.NOW}
    actions.make_for_young_person(cast.alice, name="", language="fr", **known)
    actions.make_for_young_person(cast.alice, name="Maman", language="fr", **known)
    phone = actions.make_for_staff(cast.erin, cast.kaleido, name="", language="en_GB", **known)
    actions.change(phone, name="", options=Options(outings=False, alarm=Alarm.DAY_BEFORE), now=world.NOW)
    actions.make_for_group(cast.kaleido, **known)
    db.session.commit()
    db.session.remove()
    flask_migrate.downgrade(FOLDER, BEFORE_OPTIONS)
    flask_migrate.upgrade(FOLDER)
    feeds = db.session.scalars(select(Feed).order_by(Feed.id)).all()
    assert [feed.name for feed in feeds] == ["Mon agenda", "Maman", "My calendar", ""]
    assert {(feed.options, feed.options_revision, feed.options_changed_at) for feed in feeds} == {(Options(), 0, None)}


def test_guardians_links_empty_when_what_knows_of_none_takes_over(bare: Flask) -> None:
    """Not left for code that cannot read them, nor deleted: phones keep what a 404 leaves them."""
    flask_migrate.upgrade(FOLDER)
    cast = world.cast()
    actions.make_for_group(cast.kaleido, key=b"k", now=world.NOW)
    actions.make_for_young_person(cast.alice, name="Alice", language="fr", key=b"k", now=world.NOW)
    families.make_for_guardian(cast.grace, key=b"k", now=world.NOW)
    db.session.commit()
    db.session.remove()
    flask_migrate.downgrade(FOLDER, "0023")
    read = "SELECT kind, young_person_id IS NULL, revoked_at IS NULL FROM feed ORDER BY id"
    expected = [("group", True, True), ("ambassador", False, True), ("group", True, False)]
    assert [(kind, bool(whose), bool(is_alive)) for kind, whose, is_alive in db.session.execute(text(read))] == expected
    db.session.remove()
    flask_migrate.upgrade(FOLDER)
    feeds = db.session.scalars(select(Feed).order_by(Feed.id)).all()
    assert [(feed.mailbox, feed.revoked_at is None) for feed in feeds] == [(None, True), (None, True), (None, False)]


def test_down_and_up_a_step_keeps_the_rows_of_every_table_it_does_not_make(bare: Flask) -> None:
    """With SQLite's batch moves a parent table is copied and dropped: its children must not go with it."""
    flask_migrate.upgrade(FOLDER)
    cast = world.cast()
    world.phone_call(cast.season, cast.next_meeting.public_id, cast.quentin)
    world.absence(cast.alice, in_days=3)
    actions.make_for_group(cast.kaleido, key=b"k", now=world.NOW)
    families.make_for_guardian(cast.grace, key=b"k", now=world.NOW)
    world.meeting_place(cast.next_meeting, cast.alice_now)
    world.attendance(cast.past_meeting, cast.alice_now, by=cast.erin)
    world.attendance(cast.past_meeting, guest="Awa, la cousine de Bob")
    db.session.commit()
    full = counted()
    db.session.remove()
    known = revisions()
    for lower, upper in zip(known[-2::-1], known[:0:-1], strict=True):
        flask_migrate.downgrade(FOLDER, lower)
        others = set(counted())
        flask_migrate.upgrade(FOLDER, upper)
        kept = {table: count for table, count in counted().items() if table in others}
        assert kept == {table: full[table] for table in kept}
        flask_migrate.downgrade(FOLDER, lower)
    flask_migrate.upgrade(FOLDER)
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_two_files_of_one_person_keep_apart_when_their_keys_become_one(bare: Flask) -> None:
    """Lists that cut one name in two ways made two files: the older one is found from then on, both stay."""
    flask_migrate.upgrade(FOLDER)
    programme, born_on = world.programme(), date(2011, 9, 3)
    cuts = (("Minh Anh", "Tran"), ("Alix", "Martin"), ("Lou", "Roux"))
    ids = [world.young_person(programme, first, last_name=last, born_on=born_on).id for first, last in cuts]
    db.session.commit()
    db.session.remove()
    flask_migrate.downgrade(FOLDER, "0020")
    assert keys() == ["minhanhtran 2011-09-03", "alixmartin 2011-09-03", "louroux 2011-09-03"]
    # the second becomes another file of the first person, under what will be the first one's key
    db.session.execute(
        text("UPDATE young_person SET first_name='Minh', last_name='Anh Tran' WHERE id=:id"), {"id": ids[1]}
    )
    db.session.execute(text("UPDATE young_person SET match_key='anhtranminh 2011-09-03' WHERE id=:id"), {"id": ids[1]})
    db.session.commit()
    db.session.remove()
    before = keys()
    flask_migrate.upgrade(FOLDER)
    assert keys() == ["anhtranminh 2011-09-03", f"anhtranminh 2011-09-03 {ids[1]}", "louroux 2011-09-03"]
    flask_migrate.downgrade(FOLDER, "0020")
    assert keys() == before


def test_each_line_of_what_was_decided_is_a_decision_and_a_line_again(bare: Flask) -> None:
    flask_migrate.upgrade(FOLDER)
    cast = world.cast()
    db.session.execute(text("DELETE FROM decision"))
    db.session.commit()
    of_past = {"meeting": cast.past_meeting.id}
    db.session.remove()
    flask_migrate.downgrade(FOLDER, "0021")
    long = "mot " * 90
    typed = f"- On garde le pont.\n\nLe labo ferme à 18 h.\n{long}"
    write = "UPDATE minutes_part SET text = :text WHERE meeting_id = :meeting AND part = 'decisions'"
    db.session.execute(text(write), of_past | {"text": typed})
    db.session.commit()
    db.session.remove()
    flask_migrate.upgrade(FOLDER)
    found = list(db.session.scalars(text("SELECT words FROM decision ORDER BY id")))
    db.session.remove()
    assert found[:2] == ["On garde le pont.", "Le labo ferme à 18 h."]
    assert (" ".join(found[2:]), max(map(len, found)) <= 300) == (long.strip(), True)
    flask_migrate.downgrade(FOLDER, "0021")
    read = "SELECT text FROM minutes_part WHERE meeting_id = :meeting AND part = 'decisions'"
    assert db.session.scalar(text(read), of_past) == "\n".join(found)
    db.session.remove()
    flask_migrate.upgrade(FOLDER)


def test_marks_of_before_their_times_were_kept_know_what_stands_and_no_more(bare: Flask) -> None:
    flask_migrate.upgrade(FOLDER)
    cast = world.cast()
    left = world.attendance(cast.past_meeting, cast.alice_now, by=cast.erin)
    left.left_at, left.left_with, left.version = cast.past_meeting.ends_at, "Grace Martin", 2
    first = db.session.query(Mark).where(Mark.attendance_id == left.id).one()
    known = {"meeting_id": first.meeting_id, "attendance_id": left.id, "at": first.at, "taken_at": first.at}
    db.session.add(Mark(client_id="two", value=first.value, version=2, **known))
    world.attendance(cast.past_meeting, guest="Awa, la cousine de Bob")
    db.session.commit()
    ended = cast.past_meeting.ends_at
    db.session.remove()
    flask_migrate.downgrade(FOLDER, "0024")
    flask_migrate.upgrade(FOLDER)
    marks = db.session.scalars(select(Mark).order_by(Mark.id)).all()
    assert [(mark.arrived_at, mark.left_at, mark.left_with) for mark in marks] == [
        (None, None, None),
        (None, ended, "Grace Martin"),
        (None, None, ""),
    ]


def keys() -> list[str]:
    found = list(db.session.scalars(text("SELECT match_key FROM young_person ORDER BY id")))
    db.session.remove()
    return found
