"""A database for one measurement, thrown away after it."""

import os
import runpy
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.settings import ROOT
from tests.databases import SOCKET, cluster, empty_database

POSTGRESQL: Path | None = runpy.run_path(str(ROOT / "run"))["find_postgresql"]()
ENGINES = ["sqlite", *(["postgresql"] if POSTGRESQL else [])]


@contextmanager
def database(engine: str) -> Iterator[tuple[Path, str]]:
    """A folder and the address of an empty database. PostgreSQL is a cluster of our own, on a socket."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        if engine == "sqlite":
            yield folder, empty_database(engine, folder)
        elif POSTGRESQL is None:
            raise SystemExit("PostgreSQL is not on this machine: use --engine sqlite.")
        else:
            with cluster(POSTGRESQL) as socket:
                os.environ[SOCKET] = str(socket)
                yield folder, empty_database(engine, folder)
