"""Addresses are French nouns in kebab case, typed, and no sequence number ever leaves the database."""

import re

import pytest

from core.db import Addressed, Model
from tests.site.expectations import READERS, TOKENS
from tests.site.matrix import FIRST_ID, Row, Site, routes, table

SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]{2,5})?")
PARAMETER = re.compile(r"<(?P<type>\w+)(\([^)]*\))?:(?P<name>\w+)>(\.[a-z]{2,5})?")
SECRETS = {"key", "token"}  # parameters that are not ids
ENGLISH = {"new", "edit", "delete", "list", "search", "settings", "meetings", "people", "projects", "team", "users", "login", "logout", "api"}  # fmt: skip


def test_addresses_are_kebab_case_and_typed(site: Site) -> None:
    wrong = [
        f"{rule.rule}: {segment}"
        for _, rule in routes(site.app)
        for segment in rule.rule.strip("/").split("/")
        if rule.rule != "/" and not SEGMENT.fullmatch(segment) and not PARAMETER.fullmatch(segment)
    ]
    assert wrong == []


def test_addresses_are_french(site: Site) -> None:
    assert [rule.rule for _, rule in routes(site.app) if ENGLISH & set(re.split(r"[/.-]", rule.rule))] == []


def test_parameters_are_public_ids_or_secrets(site: Site) -> None:
    found = {match["name"]: match["type"] for _, rule in routes(site.app) for match in PARAMETER.finditer(rule.rule)}
    assert {name: kind for name, kind in found.items() if kind != "string"} == {}
    assert [name for name in found if name not in SECRETS and not name.endswith("_id")] == []


def test_whatever_has_an_address_has_a_random_id(site: Site) -> None:
    known = {str(each) for each in site.objects.values()}
    assert [
        each for each in known if not re.fullmatch(r"[2-9a-hjkmnp-z]{12}([0-9a-f]{32})?|[0-9a-f]{32}|[\w-]{43}", each)
    ] == []
    assert len([mapper for mapper in Model.registry.mappers if issubclass(mapper.class_, Addressed)]) > 10


@pytest.mark.parametrize("row", table(), ids=str)
def test_no_sequence_number_leaves_the_database(site: Site, row: Row) -> None:
    """Every id of the site starts at a number that nothing else can look like."""
    digits = str(FIRST_ID)[:5].encode()
    for role in READERS:
        answer = site.once(role, row).answer
        told = answer.get_data() + str(answer.headers).encode() + site.url(row).encode()
        assert digits not in told, f"{role} reads an id at {row}"
    assert all(name in site.objects for name in row.objects if name not in TOKENS)
