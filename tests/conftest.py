"""What every test can ask for: the application on each engine, a clean database, a client.

A test that uses `app`, `client` or `db_url` runs once on SQLite and once on PostgreSQL (`--engine` narrows it).
What a test commits is really committed, and gone before the next one.
"""

import gc
import os
import pickle
import runpy
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import flask_migrate
import hypothesis
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from core.db import db
from core.settings import ROOT, Settings
from schedule.feeds.rules import KEPT_IN
from tests import world
from tests.counting import Counted, counting
from tests.databases import SOCKET, Rows, cluster, empty_database, empty_tables, put_back, rows_in
from tests.network import Guard
from tests.people import Browser
from tests.site.matrix import Site

TOOLS = runpy.run_path(str(ROOT / "run"))
CHROMIUM: Path | None = TOOLS["find_chromium"]()
POSTGRESQL: Path | None = TOOLS["find_postgresql"]()
BROWSER = ROOT / "tests" / "browser"
# What takes long: crashes, crowds, hostile input; axe on each page; a whole season; each check taken away; a text that
# saves itself.
PROOFS = (
    ROOT / "tests" / "bench",
    ROOT / "tests" / "core" / "test_ical_lines.py",
    ROOT / "tests" / "proof",
    BROWSER / "test_accessible.py",
    BROWSER / "test_crowd.py",
    BROWSER / "test_ideas.py",
    BROWSER / "test_minutes.py",
    BROWSER / "test_season.py",
    BROWSER / "test_rollcall.py",
    ROOT / "tests" / "demo",
    ROOT / "tests" / "site" / "test_matrix_bites.py",
)

guard = Guard()
hypothesis.settings.register_profile("ours", deadline=None)  # how long a test takes is the machine's affair
hypothesis.settings.load_profile("ours")


def pytest_addoption(parser: pytest.Parser) -> None:
    choices = ("both", "sqlite", "postgresql")
    parser.addoption("--engine", choices=choices, help="the database engine to test on (default: each one found)")


def pytest_configure(config: pytest.Config) -> None:
    if _is_worker(config) or config.option.collectonly:
        return
    engines = _engines(config)
    missing = [name for name, tool in (("PostgreSQL", POSTGRESQL), ("Chromium", CHROMIUM)) if not tool]
    if missing and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{' and '.join(missing)} not found, and here no test may be left out")
    if "postgresql" in engines:
        if not POSTGRESQL:
            raise pytest.UsageError("PostgreSQL is not on this machine: install it, or use --engine sqlite")
        stack = ExitStack()
        config.add_cleanup(stack.close)
        os.environ[SOCKET] = str(stack.enter_context(cluster(POSTGRESQL)))


def pytest_report_header(config: pytest.Config) -> str:
    engines = _engines(config)
    left_out = [] if "postgresql" in engines or config.getoption("engine") else ["everything on PostgreSQL: not found"]
    left_out += [] if CHROMIUM else ["tests/browser: no Chromium found"]
    return "\n".join([f"engines: {', '.join(engines)}", *(f"LEFT OUT: {reason}" for reason in left_out)])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        engines = _engines(metafunc.config)
        if BROWSER in metafunc.definition.path.parents:
            engines = engines[:1]  # a page is the same on both engines, and a browser is slow
        metafunc.parametrize("engine", engines, scope="session")


def pytest_itemcollected(item: pytest.Item) -> None:
    """What takes long is a proof: `./run test` asks for `-m "not proof"`, `./run check` for those as well."""
    if {item.path, *item.path.parents}.intersection(PROOFS):
        item.add_marker(pytest.mark.proof)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.option.markexpr == "not proof":
        terminalreporter.write_line(
            "left to ./run check: the proofs (crashes, crowds, hostile input, axe on each page, a whole season)"
        )


@pytest.hookimpl(trylast=True)  # after pytest has grouped them by engine
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, on one worker of a parallel run: the other takes from its end what is left."""
    for item in items:
        if BROWSER in item.path.parents and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
    items.sort(key=lambda item: not {BROWSER, *PROOFS} & {item.path, *item.path.parents})


def pytest_collection_finish() -> None:
    """Whatever is loaded by now stays: the collector of garbage, a fifth of all time otherwise, need not look at it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _engines(config: pytest.Config) -> list[str]:
    asked = config.getoption("engine") or ("both" if POSTGRESQL else "sqlite")
    return ["sqlite", "postgresql"] if asked == "both" else [asked]


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    if BROWSER in request.path.parents:
        yield
        return
    guard.refused.clear()
    guard.armed = True
    yield
    guard.armed = False
    assert guard.refused == []


@pytest.fixture
def empty_db_url(engine: str, tmp_path: Path) -> str:
    """The address of a database without any table, for this test alone."""
    return empty_database(engine, tmp_path)


@pytest.fixture(scope="session")
def settings(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the application under test: a data folder and a database of its own, no sender running."""
    data = tmp_path_factory.mktemp(engine)
    return Settings(
        data=data,
        database_url=empty_database(engine, data),
        secret=b"a secret that only the tests know, of 48 letters",
        public_url="http://localhost",
        embedded_sender=False,
    )


@pytest.fixture(scope="session")
def migrated_app(settings: Settings) -> Iterator[Flask]:
    """One application for the whole run, its database made by the migrations as an instance's is."""
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        if any((ROOT / "migrations" / "versions").glob("*.py")):
            flask_migrate.upgrade(str(ROOT / "migrations"))
        else:
            db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application with an empty database."""
    yield migrated_app
    empty_tables(settings.database_url)
    shutil.rmtree(
        settings.data / KEPT_IN, ignore_errors=True
    )  # what a test changes behind the product's back, it keeps


@pytest.fixture
def db_url(app: Flask, settings: Settings) -> str:
    """The address of the database behind `app`, for a second connection or process."""
    return settings.database_url


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def cast_before(engine: str) -> list[tuple[bytes, Rows]]:
    """The cast as it was built the first time on this engine, and its rows: quicker put back than built again."""
    return []


@pytest.fixture
def cast(app: Flask, settings: Settings, cast_before: list[tuple[bytes, Rows]]) -> Iterator[world.Cast]:
    """Everyone of `tests/world.py`, committed, on the day the world is made for: the clock goes on from there."""
    with time_machine.travel(world.NOW):
        if cast_before:
            put_back(settings.database_url, cast_before[0][1])
        else:
            with app.app_context():
                everyone = world.cast()
                world.commit()
            cast_before.append((pickle.dumps(everyone), rows_in(settings.database_url)))
        yield pickle.loads(cast_before[0][0])


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.close()


@pytest.fixture
def site(built_site: Site) -> Iterator[Site]:
    """The site that the laws walk: built once for the run, put back as it was after each case that wrote.

    Everyone is signed in, every route is there; who may open what does not depend on the engine.
    """
    yield built_site
    built_site.restore()


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[Counted]]:
    """`with count_queries() as asked: …`, then `asked.queries` and `asked.rows`."""
    return counting
