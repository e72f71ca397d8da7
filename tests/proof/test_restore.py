"""A backup taken while four people write holds all that was confirmed before it; restored elsewhere, it serves.

What is done is what docs/deploy.md says: `flask backup` and `flask restore`, or `pg_dump`, `pg_restore` and
`flask restored`.
"""

import runpy
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url

from app import create_app
from core.db import db
from core.settings import ROOT, Settings
from tests.databases import empty_database
from tests.post import Office, open_office
from tests.product import Product, running
from tests.proof.scene import Held, Scene, by_code, look
from tests.proof.strength import at, tell

WRITES = at(suite=20, full=500)
WITHIN = 60.0  # seconds from the backup's file to a page that answers; by hand, add the time to type


def backed_up(product: Product, settings: Settings, folder: Path) -> Path:
    if settings.database_url.startswith("sqlite"):
        product.flask("backup", str(folder / "copy.sqlite"))
        return folder / "copy.sqlite"
    postgresql("pg_dump", "--format=custom", f"--file={folder / 'copy.dump'}", settings.database_url)
    return folder / "copy.dump"


def put_elsewhere(copy: Path, product: Product, looked: Callable[[str], Held]) -> Held:
    """In place of what is there, by the guide; what is in it before numbers are raised."""
    url = product.environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        plain = copy.with_name("plain.sqlite")
        shutil.copy(copy, plain)
        held = looked(f"sqlite:///{plain}")
        product.flask("restore", str(copy))
    else:
        new = empty_database("postgresql", copy.parent)
        postgresql("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", f"--dbname={new}", copy)
        held = looked(new)
        product.environment["DATABASE_URL"] = new
        product.flask("restored", str(make_url(new).database))
        product.environment["DATABASE_URL"] = url
        usual, ready = (str(make_url(each).database) for each in (url, new))
        names = [(usual, f"{usual}_before"), (ready, usual)]
        swap = [f'--command=ALTER DATABASE "{before}" RENAME TO "{after}"' for before, after in names]
        postgresql("psql", "--single-transaction", "--dbname=" + url.replace(f"/{usual}?", "/postgres?"), *swap)
    return held


def postgresql(program: str, *words: str | Path) -> None:
    found: Callable[[], Path] = runpy.run_path(str(ROOT / "run"))["find_postgresql"]
    subprocess.run((found() / program, *words), check=True)


def test_what_was_confirmed_before_a_backup_is_in_it_and_serves_elsewhere(
    app: Flask, settings: Settings, engine: str, tmp_path: Path
) -> None:
    """With a backup that copies the file of SQLite without its journal, it fails."""
    scene, elsewhere = Scene(app), tmp_path / "elsewhere"
    elsewhere.mkdir()
    scene.build()
    with running(settings) as product, scene.written_to(product.port):
        scene.wait_for(WRITES)
        sure = [list(told.acknowledged) for told in scene.told.values()]
        began = time.monotonic()
        copy = backed_up(product, settings, tmp_path)
        backup_took = time.monotonic() - began
        scene.wait_for(WRITES // 4)
    maybe = [
        told.acknowledged[len(before) :] + told.unsure for told, before in zip(scene.told.values(), sure, strict=True)
    ]

    def looked(url: str) -> Held:
        held = look(again := create_app(replace(settings, data=elsewhere, database_url=url)), scene, sure, maybe)
        with again.app_context():
            db.engine.dispose()
        return held

    began = time.monotonic()
    moved = replace(settings, data=elsewhere, database_url=empty_database(engine, elsewhere))
    with open_office(Office()) as office:
        product = Product(moved, smtp_url=office.url)
        held = put_elsewhere(copy, product, looked)
        product.start()
        try:
            answers = by_code(product.port, "ines@mail.example", office)
            restore_took = time.monotonic() - began
        finally:
            product.stop()
    tell(
        f"{engine}, backup under four writers",
        confirmed_before=sum(map(len, sure)),
        lost=held.lost,
        doubled=held.doubled,
        backup=f"{backup_took:.1f} s",
        restored_and_signed_in=f"{restore_took:.1f} s",
    )
    assert (held.lost, held.doubled) == (0, 0)
    assert answers == [200, 303, 200, 303, 200]
    assert restore_took < WITHIN
