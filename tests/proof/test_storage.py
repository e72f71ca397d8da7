"""A disk that is full, and one that takes no writing: reading goes on, writing is refused honestly, nothing is lost.

A small disk in memory stands for the real one, so this needs the right to mount: it is left out where that is missing.
"""

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import flask_migrate
import pytest
from sqlalchemy import func, select

from ambassadors.models import YoungPerson
from app import create_app
from core.db import db
from core.settings import Settings
from tests.product import Product
from tests.proof.scene import Scene
from tests.proof.strength import tell
from tests.proof.writers import Client

ROOM = 6  # MiB
PAGES = ("/accueil", "/agenda", "/etat")


def mount(*words: str | Path) -> bool:
    return subprocess.run(("mount", *words), capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={ROOM}m", "tmpfs", folder):
        pytest.skip("only root may mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(("umount", "--lazy", folder), check=True)


@pytest.fixture
def small(disk: Path, tmp_path: Path) -> Iterator[tuple[Scene, Product]]:
    """The product on that disk, not started yet; its log lies elsewhere."""
    settings = Settings(
        data=disk,
        database_url=f"sqlite:///{disk / 'cohorte.sqlite'}",
        secret=b"a secret that only the tests know, of 48 letters",
        public_url="http://localhost",
        embedded_sender=False,
    )
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
    scene = Scene(app)
    scene.build()
    with app.app_context():
        db.engine.dispose()
    product = Product(replace(settings, data=tmp_path), sender=True)
    product.environment["COHORTE_DATA"] = str(disk)
    product.environment["COHORTE_FIRST"] = '[["db", "upgrade"], ["first-link"]]'  # as `./run` does
    yield scene, product
    product.stop()


def reads(scene: Scene, product: Product) -> list[int]:
    """What the pages of a young person answer, and the team's."""
    young, team = Client(product.port, scene.cookies[0]), Client(product.port, scene.cookies[2])
    return [young.get(page)[0] for page in PAGES] + [team.get("/equipe/jeunes")[0]]


def write(client: Client, name: str) -> tuple[int, str | None]:
    """Add a young person; the status, and when to come back."""
    if not client.token:
        client.get("/equipe/jeunes/nouveau")
    born = [("born_on", "27"), ("born_on", "3"), ("born_on", "2011")]
    fields = [
        ("csrf_token", client.token),
        ("first_name", name),
        ("last_name", "Nouvelle"),
        *born,
        ("way_home", "unknown"),
    ]
    connection = HTTPConnection("127.0.0.1", client.port, timeout=30)
    here = f"localhost:{client.port}"
    headers = {"Host": here, "Cookie": f"cohorte={client.cookie}", "Origin": f"http://{here}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", "/equipe/jeunes/nouveau", urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Retry-After")


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing more goes onto the disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


def test_a_full_disk_refuses_writing_keeps_reading_and_heals(small: tuple[Scene, Product], disk: Path) -> None:
    """With `_database_error` taken out of core/errors.py, the writes say 500."""
    scene, product = small
    product.start()
    client = Client(product.port, scene.cookies[2])
    confirmed = [f"Avant {n}" for n in range(5) if write(client, f"Avant {n}")[0] == 303]
    refused = []
    with full(disk):
        for n in range(400):  # what the journal still had room for is used up first
            name = f"Pendant {n}"
            status, again = write(client, name)
            if status == 303:
                confirmed.append(name)
            else:
                refused.append((status, again))
            if len(refused) == 10:
                break
        found = reads(scene, product)
        running = product.process
    began = time.monotonic()
    while write(client, "Après")[0] != 303:
        assert time.monotonic() - began < 5
    healed = time.monotonic() - began
    confirmed.append("Après")
    tell("full disk", refused=refused[0], reads=found, healed_after=f"{healed * 1000:.0f} ms", confirmed=len(confirmed))
    assert refused == [(503, "5")] * 10
    assert found == [200] * 4
    assert product.process is running is not None
    with scene.app.app_context():
        names = set(db.session.scalars(select(YoungPerson.first_name)))
        twice = db.session.scalar(select(func.count(YoungPerson.id)))
        db.session.remove()
        db.engine.dispose()
    assert set(confirmed) <= names
    assert twice == len(names) == len(confirmed) + 1  # and Inès


@pytest.mark.parametrize("was", ["stopped", "killed"])
def test_read_only_storage_is_read(small: tuple[Scene, Product], disk: Path, was: str) -> None:
    """It starts where nothing can be written, whether its journal was left there or not.

    Without `_open` in core/db.py, it does not start after it was stopped; without `_let_go`, it never writes again.
    """
    scene, product = small
    product.start()
    client = Client(product.port, scene.cookies[2])
    assert write(client, "Avant")[0] == 303
    if was == "stopped":
        product.stop()
        with closing(sqlite3.connect(disk / "cohorte.sqlite")) as file:  # who comes last puts the journal away
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        product.kill()
    assert (disk / "cohorte.sqlite-wal").exists() == (was == "killed")
    while not mount("-o", "remount,ro", disk):  # somebody who was killed still lets go of it
        time.sleep(0.1)
    try:
        product.start()
        found, told = reads(scene, product), write(client, "Pendant")
        page = client.get("/equipe/jeunes")[1]
    finally:
        assert mount("-o", "remount,rw", disk)
    assert (found, told) == ([200] * 4, (503, "5"))
    assert "Avant" in page
    assert write(client, "Après")[0] == 303  # without a restart
    assert "Après" in client.get("/equipe/jeunes")[1]
