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
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from flask import Flask
from sqlalchemy import make_url

from app import create_app
from core import clock
from core.db import db
from core.sending import IDLE
from core.settings import ROOT, Settings
from tests import world
from tests.databases import empty_database
from tests.post import Office, open_office
from tests.product import WORKERS, Product, running
from tests.proof.scene import Held, Scene, by_code, look
from tests.proof.strength import at, tell

WRITES = at(suite=20, full=500)
MAILS = at(suite=20, full=500)
WITHIN = 60.0  # seconds from the backup's file to a page that answers; by hand, add the time to type


def backed_up(product: Product, settings: Settings, folder: Path) -> Path:
    if settings.database_url.startswith("sqlite"):
        product.flask("backup", str(folder / "copy.sqlite"))
        return folder / "copy.sqlite"
    postgresql("pg_dump", "--format=custom", f"--file={folder / 'copy.dump'}", settings.database_url)
    return folder / "copy.dump"


def put_elsewhere(
    copy: Path, product: Product, looked: Callable[[str], Held] = lambda _: Held(0, 0), *, forgetful: bool = False
) -> Held:
    """In place of what is there, by the guide; what is in it before numbers are raised. Who is `forgetful` leaves out
    what makes it the newest state."""
    url = product.environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        plain = copy.with_name("plain.sqlite")
        shutil.copy(copy, plain)
        held = looked(f"sqlite:///{plain}")
        if forgetful:
            for end in ("-wal", "-shm"):
                Path(url.removeprefix("sqlite:///") + end).unlink(missing_ok=True)
            shutil.copy(copy, url.removeprefix("sqlite:///"))
        else:
            product.flask("restore", str(copy))
    else:
        new = empty_database("postgresql", copy.parent)
        postgresql("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", f"--dbname={new}", copy)
        held = looked(new)
        if not forgetful:
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


def test_whoever_forgets_that_last_command_mails_nobody_twice_and_is_told(
    app: Flask, settings: Settings, engine: str, tmp_path: Path
) -> None:
    """With `_here` the same for every database, all are mailed twice."""
    addresses = [f"p{number}@mail.example" for number in range(MAILS)]
    moved = replace(settings, data=tmp_path, database_url=empty_database(engine, tmp_path))
    with open_office(Office()) as office:
        product = Product(moved, smtp_url=office.url)
        product.flask("db", "upgrade")
        with create_app(moved).app_context():
            centre = world.programme()
            for address in addresses:
                world.mail(centre, address, text="Bonjour,", now=clock.now())
            world.commit()
            db.session.remove()
            db.engine.dispose()
        product.environment["EMBEDDED_SENDER"] = "0"
        product.start()
        copy = backed_up(product, moved, tmp_path)
        product.flask("work", "--once")
        product.stop()
        assert sorted(to for to, _ in office.taken) == sorted(addresses)
        product.environment["EMBEDDED_SENDER"] = "1"
        put_elsewhere(copy, product, forgetful=True)
        product.start()
        time.sleep(IDLE * 3)
        with pytest.raises(HTTPError) as answer:
            urlopen(f"{product.address}/etat", timeout=5)
        product.stop()
        answer.value.close()
        name = Path(str(make_url(moved.database_url).database)).name
        told = product.log.read_text().count(f"`flask restored {name}`")
        twice = len(office.taken) - MAILS
        kept = product.flask("restored", name)
        product.start()
        time.sleep(IDLE * 3)
        urlopen(f"{product.address}/etat", timeout=5).close()
        product.stop()
    tell(f"{engine}, restored by halves", mails_waiting_in_it=MAILS, sent_twice=twice, told_in_the_log=told)
    assert (twice, answer.value.code, told) == (0, 503, 1 + WORKERS)
    assert f"Mails kept back, which the team sends or cancels from its home page: {MAILS}." in kept
    assert len(office.taken) == MAILS
