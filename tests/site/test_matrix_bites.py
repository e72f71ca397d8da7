"""Take away any check, one at a time: the matrix notices each. What it would not notice is listed, with the reason.

A check is the rule declared at a route, a `Select` of an `access.py` that says what exists for somebody, or a question
that a view asks with `require`.
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Select

from core import guards
from core.settings import ROOT
from tests.site.matrix import Row, Site, failures, table

EVERYBODY, REFUSED = "", "in0"  # by their letters in the table
PACKAGES = ("accounts", "ambassadors", "meetings", "messages", "outings", "projects", "schedule", "seasons")


@dataclass(frozen=True)
class Check:
    """A check by its place, what takes it away, and the rows that could notice."""

    name: str
    remove: Callable[[Site, ExitStack], None]
    rows: tuple[Row, ...] = ()
    asks: Callable[..., Any] | None = None  # then the rows are those of the routes that reach it
    first: tuple[str, ...] = (EVERYBODY,)  # whom to ask of every row before the others: who notices soonest

    def __str__(self) -> str:
        return self.name


# Removed alone, these change nothing that anybody could see, since another check stands behind them.
BACKED_UP = {
    "seasons.access.colleagues_of": "a colleague is shown with the roles they have in this programme, or not at all",
    "meetings.attendance.access.missed_count": "it is a number, of a season that was found among one's own",
    "meetings.attendance.access.missed_in": "it marks people of a season that was found among one's own",
    "ambassadors.continuing.access.silent_count": "it is a number, of a season that was found among one's own",
    "schedule.feeds.access.alive": "it leaves out links that ended; whose they are is asked beside it",
    "meetings.tasks.access.open_count": "it is a number, of a season that was found among one's own",
    "projects.access.can_note_read": "it shows a button, and whoever presses it is asked can_write",
    "meetings.announcements.access.waiting": "it is asked of a meeting found among one's own",
    "meetings.access.coming_to": "it is asked of a meeting found among one's own",
    "sign-in of accounts.sign_out": "it is public: whoever presses it is led to the sign-in page",
    "sign-in of schedule.start": "it is public: it leads strangers to the sign-in page by itself",
    "ambassadors.access.visible_to": "a file opens with a season of its programme, which is not among one's own",
    "meetings.access.venues_visible_to": "a venue opens with its programme, found among one's own",
    "seasons.access.programmes_of": "it is asked for the programme of a venue that was found among one's own",
    "meetings.access.announced_to": "the pages of young people that ask it are not open yet",
    "seasons.access.can_coordinate": "test_coordinating_elsewhere.py asks it: nobody in the table has two teams",
}


def declared_rules() -> Iterator[Check]:
    """Each route's own rule, opened to everybody who is signed in; and for those, to everybody."""
    rows: dict[str, list[Row]] = {}
    for row in table():
        rows.setdefault(row.endpoint, []).append(row)
    for endpoint, of_route in rows.items():
        letters = {letter for row in of_route for letter in row.expected.values()}
        if "n" in letters:
            yield Check(f"rule of {endpoint}", _declares(endpoint, guards.SIGNED_IN), tuple(of_route))
        elif "i" in {row.expected["nobody"] for row in of_route}:
            yield Check(f"sign-in of {endpoint}", _declares(endpoint, guards.PUBLIC), tuple(of_route))


def _declares(endpoint: str, rule: guards.Rule) -> Callable[[Site, ExitStack], None]:
    def remove(site: Site, stack: ExitStack) -> None:
        stack.enter_context(patch.object(site.app.view_functions[endpoint], "__access__", rule))

    return remove


def access_modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for info in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if info.name.endswith(".access"):
                yield importlib.import_module(info.name)


def questions() -> Iterator[Check]:
    """Each function of an `access.py` that selects what somebody may see, or says whether somebody may."""
    for module in access_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or name.startswith("_"):
                continue
            returns = str(inspect.signature(function).return_annotation)
            if "Select" in returns:
                yield Check(f"{module.__name__}.{name}", _everywhere(function, _of_all(function)), asks=function)
            elif name.startswith(("can_", "may_")):
                remove = _everywhere(function, _always)
                yield Check(f"{module.__name__}.{name}", remove, asks=function, first=(REFUSED, EVERYBODY))


def reached(view: Callable[..., Any]) -> set[object]:
    """The functions of the features that a view calls, directly or through others; rather too many than too few."""
    known: set[object] = set()
    new = [view]
    while new:
        function = new.pop()
        known.add(function)
        names = set(names_in(function.__code__))
        found = [function.__globals__.get(name) for name in names]
        found += [vars(each).get(name) for each in found if isinstance(each, ModuleType) for name in names]
        new += [each for each in found if inspect.isfunction(each) and is_ours(each) and each not in known]
    return known


def names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from names_in(inner)


def is_ours(function: Callable[..., Any]) -> bool:
    return function.__module__.split(".")[0] in PACKAGES


def _of_all(function: Callable[..., Select[Any]]) -> Callable[..., Select[Any]]:
    def selects(*given: Any, **named: Any) -> Select[Any]:
        query = function(*given, **named)._clone()
        query._where_criteria = ()
        return query

    return selects


def _always(*_: Any, **__: Any) -> bool:
    return True


def _everywhere(function: Callable[..., Any], instead: Callable[..., Any]) -> Callable[[Site, ExitStack], None]:
    """Replace a function wherever it was imported."""

    def remove(_site: Site, stack: ExitStack) -> None:
        for module in list(sys.modules.values()):
            if getattr(module, "__name__", "").split(".")[0] in PACKAGES:
                for name, value in list(vars(module).items()):
                    if value is function:
                        stack.enter_context(patch.object(module, name, instead))

    return remove


CHECKS = [*declared_rules(), *questions()]


@pytest.mark.parametrize("check", CHECKS, ids=str)
def test_taking_a_check_away_is_noticed(site: Site, check: Check) -> None:
    views = site.app.view_functions
    rows = check.rows or [row for row in table() if check.asks in reached(views[row.endpoint])]
    if not rows:
        pytest.skip("no route asks it")
    if check.name in BACKED_UP:
        return
    with ExitStack() as stack:
        check.remove(site, stack)
        assert any(any(failures(row, site, site.afresh, letters)) for letters in check.first for row in rows)


def test_what_is_backed_up_is_there() -> None:
    assert set(BACKED_UP) - {check.name for check in CHECKS} == set()
