"""A real Chromium in front of a real server: two workers, on the database that `app` writes to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from core.settings import ROOT, Settings
from tests.conftest import CHROMIUM

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    arguments = ["--lang=fr-FR", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture(scope="session")
def browser(launch_browser: Callable[[], Browser]) -> Iterator[Browser]:
    """Chromium; elsewhere `browser` is the quicker one of tests/people.py, without JavaScript."""
    chromium = launch_browser()
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def server(migrated_app: Flask, settings: Settings) -> Iterator[str]:
    """Start the product as `./run` does; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "COHORTE_DATA": str(settings.data),
        "COHORTE_SECRET": settings.secret.decode(),
        "DATABASE_URL": settings.database_url,
        "PUBLIC_URL": address,
        "EMBEDDED_SENDER": "0",
        "PYTHONWARNINGS": "default",
    }
    log = settings.data / "server.log"
    gunicorn = (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "--bind", f"127.0.0.1:{port}")
    with log.open("w") as output:
        command = (*gunicorn, "--workers", "2", "app:create_app()")
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait(process, address, log.read_text)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], address: str, log: Callable[[], str]) -> None:
    for _ in range(200):
        try:
            urlopen(f"{address}/etat", timeout=5).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"the server does not start:\n{log()}")


@pytest.fixture
def live_server(app: Flask, server: str) -> str:
    """The address of the running product; what a test commits through `app` is seen there."""
    return server


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails with axe's own words when it finds anything on the page."""

    def judge(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        told = [f"{page.url}: {each['help']}: {node['html']}" for each in found for node in each["nodes"]]
        assert told == []

    return judge
