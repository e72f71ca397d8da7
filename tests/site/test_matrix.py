"""Nobody reaches what is not theirs: every route, method and role, against what `expectations.py` says by hand."""

from collections.abc import Callable

import pytest

import accounts.views
from app import create_app
from core.settings import Settings
from tests.site.expectations import CANARIES, NOT_SHOWN_YET, ROLES, TOKENS
from tests.site.matrix import UNKNOWN, Row, Site, failures, routes, same_page, table, unknown

ALL = table()
WITH_OBJECTS = [row for row in ALL if any(name not in TOKENS for name in row.objects) or row.query]


def test_every_route_is_in_the_table(site: Site) -> None:
    written = {(row.method, row.endpoint) for row in table()}
    there = {(method, rule.endpoint) for method, rule in routes(site.app)}
    missing = "add a row to tests/site/expectations.py; tests/site/README.md says how"
    assert sorted(there - written) == [], missing
    assert sorted(written - there) == [], "the table speaks of routes that are gone"


@pytest.mark.parametrize("row", ALL, ids=str)
def test_each_role_gets_what_the_table_says(site: Site, row: Row, record_property: Callable[..., None]) -> None:
    assert list(failures(row, site, site.once)) == []
    record_property("cases", len(row.expected))


@pytest.mark.parametrize("row", {str(unknown(row)): unknown(row) for row in WITH_OBJECTS}.values(), ids=str)
def test_what_does_not_exist_is_a_404(site: Site, row: Row, record_property: Callable[..., None]) -> None:
    assert list(failures(row, site, site.once)) == []
    record_property("cases", len(row.expected))


@pytest.mark.parametrize("row", [row for row in WITH_OBJECTS if "0" in row.expected.values()], ids=str)
def test_what_is_not_yours_looks_like_what_does_not_exist(site: Site, row: Row) -> None:
    told = []
    for role in (role for role, letter in row.expected.items() if letter == "0"):
        ids = [UNKNOWN, *site.objects.values()]
        foreign, nothing = site.once(role, row).answer, site.once(role, unknown(row)).answer
        if same_page(foreign, ids) != same_page(nothing, ids):
            told.append(f"{row}: {role} can tell what is there from what is not")
    assert told == []


# Signing out leads to the sign-in page; the set-up opens on an empty instance alone (tests/seasons/setup/).
SHUT = {"accounts.sign_out", "setup.first", "setup.create"}


def test_the_table_is_not_vacuous() -> None:
    """A route with an id opens for somebody and does not exist for somebody; a page is somebody's."""
    told = []
    by_route: dict[tuple[str, str], list[Row]] = {}
    for row in ALL:
        by_route.setdefault((row.method, row.endpoint), []).append(row)
    for (method, endpoint), rows in by_route.items():
        letters = {letter for row in rows for letter in row.expected.values()}
        if not letters & {"y", "g"} and endpoint not in SHUT:
            told.append(f"{method} {endpoint} opens for nobody")
        if any(row in WITH_OBJECTS and row.objects for row in rows) and "0" not in letters:
            told.append(f"{method} {endpoint} takes an id, and no row says for whom it does not exist")
    assert told == []


def test_what_must_not_be_read_is_read_by_somebody(site: Site) -> None:
    """A word that stands on no page could not leak: each is read by someone it is for, as soon as a page shows it."""
    read: set[str] = set()
    for row in (row for row in ALL if row.method == "GET" and not set(row.objects) & set(TOKENS)):
        for role in (role for role, letter in row.expected.items() if letter == "y"):
            words = site.once(role, row).words
            read |= {word for word in CANARIES if word in words}
    assert set(CANARIES) - read - NOT_SHOWN_YET == set()


def test_programmes_are_blind_to_each_other() -> None:
    """Whatever has an id and opens for one programme's people opens for none of the other's."""
    there = {"heidi", "ivan"}
    here = set(ROLES) - there - {"nobody"}
    opens = {str(row): {role for role, letter in row.expected.items() if letter == "y"} for row in WITH_OBJECTS}
    assert [row for row, roles in opens.items() if roles & here and roles & there] == []


def test_the_application_does_not_start_with_an_undeclared_route(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(accounts.views.devices, "__access__")
    with pytest.raises(RuntimeError, match=r"^No access rule declared for: accounts\.devices\."):
        create_app(settings)


def test_there_is_something_to_touch_on_both_sides(site: Site) -> None:
    """A table without a row of the other programme could not be seen to change."""
    empty = {table for held in site.held.values() for table, rows in held.items() if not rows}
    assert empty <= {"answer", "answer_step", "phone_call"}
