"""The cast is who the tests think it is."""

import pytest
from flask import Flask
from sqlalchemy import inspect

from tests.people import Browser
from tests.world import Cast


def test_everyone_can_be_read_outside_the_context_they_were_made_in(cast: Cast) -> None:
    assert {inspect(each).detached for each in vars(cast).values() if not isinstance(each, dict)} == {True}
    assert (cast.alice.first_name, cast.erin.name, cast.ivan.programme_id) == (
        "Alice",
        "Erin Lambert",
        cast.observatory.id,
    )


def test_ages_are_those_of_the_first_day(cast: Cast) -> None:
    first = cast.season.starts_on
    born = {each.first_name: each.born_on for each in (cast.alice, cast.bob, cast.dora)}
    ages = {name: first.year - on.year - ((first.month, first.day) < (on.month, on.day)) for name, on in born.items()}
    assert ages == {"Alice": 16, "Bob": 13, "Dora": 20}


def test_a_person_enters_without_the_pages_but_never_from_within_a_context(app: Flask, cast: Cast) -> None:
    browser = Browser(app)
    browser.enter(cast.alice)
    with browser.client.session_transaction() as cookie:
        assert list(cookie) == ["key"]
    with app.app_context(), pytest.raises(AssertionError, match="leave the application's context first"):
        browser.enter(cast.alice)
