"""The entry point, as a stranger meets it: by its words and its exit code."""

import os
import re
import runpy
import socket
import subprocess
import sys

import pytest

from core.settings import ROOT


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run((sys.executable, ROOT / "run", *words), capture_output=True, text=True, env=bare, check=False)


@pytest.mark.parametrize("word", ["--help", "-h", "help"])
def test_help_names_every_command(word: str) -> None:
    shown = run(word)
    commands = [line.split()[1] for line in shown.stdout.splitlines() if line.startswith("  ./run ")]
    present = [name for name in ("bench",) if (ROOT / name).is_dir()]
    assert (shown.returncode, commands) == (
        0,
        ["the", "demo", "work", "flask", "test", "check", "prove", "words", *present],
    )


def test_an_unknown_command_is_named_and_followed_by_help() -> None:
    refused = run("tset")
    assert (refused.returncode, refused.stderr.splitlines()[0]) == (1, "There is no `./run tset`.")
    assert refused.stderr.endswith(run("--help").stdout)


WITHOUT = ("-m", "not proof")


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ((), WITHOUT),
        (("-k", "kill"), (*WITHOUT, "-k", "kill")),
        (("--engine", "sqlite"), (*WITHOUT, "--engine", "sqlite")),
        (("--all",), ()),
        (("--all", "-x"), ("-x",)),
        (("tests/proof/test_kills.py",), ("tests/proof/test_kills.py",)),
        (("-m", "proof"), ("-m", "proof")),
    ],
    ids=str,
)
def test_the_proofs_are_left_to_check_unless_asked_for(typed: tuple[str, ...], given: tuple[str, ...]) -> None:
    assert runpy.run_path(str(ROOT / "run"))["asked"](typed) == given


def test_what_a_proof_is_stands_in_one_place() -> None:
    """Named in tests/conftest.py, and nowhere else."""
    marked = [file for file in (ROOT / "tests").rglob("*.py") if re.search(r"mark\.proof", file.read_text("utf-8"))]
    assert marked == [ROOT / "tests" / "conftest.py"]


@pytest.mark.parametrize("command", [(), ("demo",)])
def test_a_taken_port_is_said_before_anything_is_touched(command: tuple[str, ...]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run(*command, "--port", str(port))
    assert (refused.returncode, refused.stderr.splitlines()) == (
        1,
        [
            f"Port {port} is taken: another program listens there, perhaps Cohorte itself.",
            f"Stop it, or choose another port:  --port {port + 1}",
        ],
    )


@pytest.mark.parametrize("words", [("--port", "99999"), ("--port", "zero"), ("--workers", "0"), ("--prot", "8000")])
def test_impossible_options_are_refused_in_words(words: tuple[str, ...]) -> None:
    refused = run(*words)
    assert (refused.returncode, refused.stdout) == (2, "")
    usage = r"usage: \./run \[--port 8000\] \[--host 127\.0\.0\.1\] \[--workers [2-8]\]\n\./run: error: "
    assert re.match(usage, refused.stderr)


def test_a_host_that_is_not_here_is_refused_in_words() -> None:
    refused = run("--host", "192.0.2.1", "--port", "5000")
    assert (refused.returncode, refused.stderr.splitlines()) == (
        1,
        ["Cannot listen on 192.0.2.1, port 5000: Cannot assign requested address."],
    )


def test_a_python_started_without_path_is_found_again() -> None:
    """As `env -i ./run` has it: Python then says that its own place is ""."""
    words = "import runpy, sys; sys.executable = ''; runpy.run_path('run')['set_surroundings'](); print(sys.executable)"
    folder = os.path.dirname(sys.executable)
    found = subprocess.run(
        (sys.executable, "-c", words), cwd=ROOT, capture_output=True, text=True, env={"PATH": folder}, check=True
    )
    assert os.path.realpath(found.stdout.strip()) == os.path.realpath(sys.executable)
