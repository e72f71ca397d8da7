"""A real Chromium in front of a real server: two workers, on the database that `app` writes to."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from core.settings import Settings
from tests import world
from tests.conftest import CHROMIUM
from tests.product import running

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
    """Start the product as `./run` does, on the day the world is made for, without a sender; its address."""
    with running(settings, now=world.NOW, sender=False) as product:
        yield product.address


@pytest.fixture
def live_server(app: Flask, server: str) -> Iterator[str]:
    """The address of the running product; what a test commits through `app`, that same day, is seen there."""
    with time_machine.travel(world.NOW):
        yield server


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails with axe's own words when it finds anything on the page."""

    def judge(page: Page) -> None:
        assert [f"{page.url}: {fault}" for fault in found_by_axe(page)] == []

    return judge


def found_by_axe(page: Page) -> list[str]:
    """What axe says of a page, place by place. It is brought into a page once, and may be asked again there.

    What fades in has faded in by then.
    """
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)))")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(results => results.violations)")
    return [f"{each['help']}: {node['html']}" for each in found for node in each["nodes"]]
