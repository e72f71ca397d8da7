"""What the laws say at the end of a run."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed = terminalreporter.stats.get("passed", [])
    counted = [value for report in passed for name, value in report.user_properties if name == "cases"]
    if counted:
        terminalreporter.write_line(f"authorisation matrix: {sum(map(int, counted))} cases")
