"""The site that the laws walk: built once for the run, put back as it was after each case that wrote."""

from collections.abc import Iterator

import pytest

from tests.site.matrix import Site


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.close()


@pytest.fixture
def site(built_site: Site) -> Iterator[Site]:
    """Everyone signed in on an application with every route; who may open what does not depend on the engine."""
    yield built_site
    built_site.restore()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed = terminalreporter.stats.get("passed", [])
    counted = [value for report in passed for name, value in report.user_properties if name == "cases"]
    if counted:
        terminalreporter.write_line(f"authorisation matrix: {sum(map(int, counted))} cases")
