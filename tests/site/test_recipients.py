"""One module decides who receives a mail: no other makes a recipient, and nothing leaves for a group around it.

Read from the source, so that it also holds for code not written yet.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from core.settings import ROOT

PACKAGES = ("accounts", "ambassadors", "meetings", "messages", "outings", "projects", "schedule", "seasons")

# One person who has just asked for it, or was named: a way in, a link to oneself.
TO_ONE = {
    "accounts/actions.py",
    "ambassadors/invitations/actions.py",
    "schedule/feeds/actions.py",
    "seasons/actions.py",
}
DECIDES = {"messages/recipients.py", "messages/rules.py"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func
            yield (
                (name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""),
                node,
            )


def addressed(call: ast.Call) -> bool:
    """Whether a Recipient that is made has an address: a preview's has none, and goes nowhere."""
    email = next((word.value for word in call.keywords if word.arg == "email"), call.args[0] if call.args else None)
    return not (isinstance(email, ast.Constant) and email.value == "")


def test_only_one_module_makes_recipients() -> None:
    others = {
        f"{path}:{call.lineno}"
        for path, tree in sources()
        if path not in DECIDES
        for name, call in called(tree)
        if name in ("contacts_of", "reach", "Contact") or (name == "Recipient" and addressed(call))
    }
    assert others - contacts_of_files() == set()


def contacts_of_files() -> set[str]:
    """`ambassadors` has a Contact of its own: whom to reach, as it is typed into a file."""
    return {
        f"{path}:{call.lineno}"
        for path, tree in sources()
        if path.startswith("ambassadors/")
        for name, call in called(tree)
        if name == "Contact"
    }


def test_what_leaves_for_a_group_goes_to_those_it_names() -> None:
    """Each place that queues mail either asks `recipients`, or writes to the one person who asked for it."""
    queues = {path for path, tree in sources() if {"queue", "queue_all"} & {name for name, _ in called(tree)}}
    asks = {path for path, tree in sources() if any(_is_ours(node) for node in ast.walk(tree))}
    assert queues - asks == TO_ONE


def _is_ours(node: ast.AST) -> bool:
    """A call of a function of `recipients`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "recipients"
    )


def test_every_mail_to_a_group_is_written_for_a_recipient() -> None:
    """A function that composes a mail of the group takes the recipient; those to one person take a user or a file."""
    wrong = []
    for path, tree in sources():
        if not path.endswith("emails.py") or path in {p.replace("actions.py", "emails.py") for p in TO_ONE}:
            continue
        for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
            composes = any(name in ("compose", "_to") for name, _ in called(function))
            takes = [ast.unparse(each.annotation) for each in function.args.args if each.annotation]
            if composes and "Recipient" not in takes:
                wrong.append(f"{path}:{function.name}")
    assert wrong == []


def test_these_laws_read_something() -> None:
    assert len(list(sources())) > 50
    assert Path(ROOT / "messages" / "recipients.py").exists()
