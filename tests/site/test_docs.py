"""README and the other documents speak of what exists: files, commands, settings; and of every setting there is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from core.settings import ROOT

DOCUMENTS = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md"), ROOT / "tests" / "site" / "README.md"])
README = (ROOT / "README.md").read_text("utf-8")
OWN_FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
MADE_LATER = {"instance/", "instance/mail/", "instance/secret.key", "demo-data/", "static/made/"}
ASKED = re.compile(r"""environ(?:\.get\(|\[)["']([A-Z_0-9]+)["'](?!\]\s*=[^=])""")


def quoted(text: str) -> Iterator[str]:
    """What stands between backticks, indented as commands, or behind a link."""
    yield from re.findall(r"`([^`\n]+)`", text)
    yield from (line.strip() for line in text.splitlines() if line.startswith("    "))
    yield from (target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target)


def paths_in(document: Path) -> set[str]:
    """Words that look like a path of ours: under one of our folders, or beside this document for a link."""
    text = document.read_text("utf-8")
    words = {word.rstrip(".,;:") for phrase in quoted(text) for word in re.findall(r"[\w./-]+", phrase)}
    ours = {word for word in words if "/" in word and word.split("/")[0] in OWN_FOLDERS}
    return ours - MADE_LATER


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_named_exists(document: Path) -> None:
    places = (ROOT, ROOT / "templates")
    assert sorted(path for path in paths_in(document) if not any((place / path).exists() for place in places)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))
    broken = []
    for target in targets:
        name, _, heading = target.partition("#")
        if "://" in target:
            continue
        file = document.parent / name if name else document
        if not file.exists() or (heading and heading not in headings(file)):
            broken.append(target)
    assert broken == []


def test_pictures_are_light() -> None:
    heavy = [path.name for path in (ROOT / "docs" / "pictures").iterdir() if path.stat().st_size > 150_000]
    assert heavy == []


def headings(file: Path) -> set[str]:
    """The anchors that a forge gives to the headings of a document."""
    titles = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_named_is_one(document: Path, app: Flask) -> None:
    phrases = "\n".join(quoted(document.read_text("utf-8")))
    named = re.findall(r"(?:\./|app/)run(?: ([a-z]+))?(?: ([a-z][a-z-]+))?", phrases)
    ours = set(re.findall(r"for c in \((.+?)\)", (ROOT / "run").read_text("utf-8"))[0].split(", "))
    flask = {*app.cli.commands, "db"}
    wrong = [words for words in named if words[0] and words[0] not in ours]
    assert wrong + [words for words in named if words[0] == "flask" and words[1] and words[1] not in flask] == []


def settings_in_code() -> set[str]:
    """The environment variables that the product asks for, by their literal names."""
    files = [file for folder in OWN_FOLDERS - {"tests"} for file in (ROOT / folder).rglob("*.py")]
    files += [*ROOT.glob("*.py"), ROOT / "run"]
    found = {name for file in files for name in ASKED.findall(file.read_text("utf-8"))}
    return found - {"PATH", "HOME", "CI"}  # those of any machine, which `run` itself looks at


def settings_in_readme() -> set[str]:
    """The first column of the table of settings, and the ones that `./run` passes on."""
    _, _, section = README.partition("\n## Settings\n")
    return set(re.findall(r"`([A-Z][A-Z_]+)`", section.partition("\n## ")[0]))


def test_readme_names_every_setting_and_no_other() -> None:
    assert settings_in_readme() == settings_in_code()


def test_every_setting_that_documents_speak_of_exists() -> None:
    texts = [document.read_text("utf-8") for document in DOCUMENTS if ROOT / "tests" not in document.parents]
    spoken = {name for text in texts for name in re.findall(r"`([A-Z]+_[A-Z_]+)[`=]", text)}
    assert spoken - settings_in_code() == set()


def test_the_file_of_settings_in_the_deployment_guide_is_read_by_the_product() -> None:
    _, _, section = (ROOT / "docs" / "deploy.md").read_text("utf-8").partition("\n## Settings\n")
    names = re.findall(r"^    ([A-Z_]+)=", section.partition("\n## ")[0], re.MULTILINE)
    assert len(names) == 7
    assert set(names) - settings_in_code() == set()


def test_readme_has_a_row_for_each_folder_of_code() -> None:
    packages = {path.parent.name + "/" for path in ROOT.glob("*/__init__.py")} - {"demo/"}
    assert packages - set(re.findall(r"^\| `(\w+/)`", README, re.MULTILINE)) == set()


def test_records_are_numbered_without_gaps_and_say_when() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(len(records)))
    for path in records[1:]:
        text = path.read_text("utf-8")
        assert re.match(rf"# {path.name[:4]}\. .+\n\nDate: \d{{4}}-\d\d-\d\d\. State: ", text), path.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
            "Why a decision was needed",
            "What we do",
            "What we gave up",
            "How it is kept",
        ], path.name
