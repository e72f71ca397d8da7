"""`./run bench` measures what it says, on whatever machine: here with next to nothing, since figures are not judged."""

import json
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import filling, ways

NAMES = [
    "bare page",
    "feed, 304",
    "feed, 200 warm",
    "feed, 200 cold, 2 dates",
    "feed, 200 cold, 3 dates",
    "icalendar alone, 2 dates",
    "icalendar alone, 3 dates",
    "ambassador’s home",
    "team’s page of a meeting",
]


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (filling, ways):
        monkeypatch.setattr(module, "APART", (2, 3))
    monkeypatch.setattr(filling, "AMBASSADORS", 2)


@pytest.mark.usefixtures("tiny")
def test_each_thing_is_measured_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.json"
    once = ["--engine", "sqlite", "--rounds", "1", "--seconds", "0"]
    bench.main([*once, "--programmes", "1,3", "--inside", "--json", str(file)])
    rows = json.loads(file.read_text())
    assert [(row["name"], row["engine"], row["programmes"]) for row in rows] == [
        (name, "sqlite", programmes) for programmes in (1, 3) for name in NAMES
    ]
    assert {tuple(row) for row in rows} == {("name", "engine", "programmes", "rps", "p50_ms", "p99_ms", "ratio")}
    assert (rows[0]["ratio"], min(row["ratio"] > 0 for row in rows)) == (1, True)
    assert [line.strip() for line in capsys.readouterr().out.splitlines() if "programmes" in line] == [
        "sqlite, 1 programmes",
        "sqlite, 3 programmes",
    ]


@pytest.mark.usefixtures("tiny")
def test_the_product_and_the_bare_page_are_served_alike(capsys: pytest.CaptureFixture[str]) -> None:
    once = ["--engine", "sqlite", "--rounds", "1", "--seconds", "0"]
    bench.main([*once, "--programmes", "1", "--only", "304"])
    shown = capsys.readouterr().out
    assert [name for name in NAMES if name in shown] == ["bare page", "feed, 304"]
