"""Nothing tells whether an address is known: not the page, its status, its cookies, nor what it asks of the database."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.counting import counting
from tests.people import Browser
from tests.world import Cast

ADDRESSES = ("alice@mail.example", "erin.lambert@mail.example", "personne@mail.example", "personne+1@ailleurs.example")


def answers(app: Flask, address: str, then: Callable[[Browser], None]) -> tuple[str, list[str], list[str]]:
    """What someone who asks for a code sees, which cookies they get, and what is asked of the database meanwhile."""
    browser = Browser(app)
    browser.open("/connexion")
    form = next(each for each in browser.page.all("input") if each.get("name") == "email")
    form.set("value", address)
    with counting() as counted:
        browser.submit(browser.page._buttons()[browser.page.names("button").index(_button(browser))])
        then(browser)
    seen = re.sub(r'(nonce|name="csrf_token" value)="[^"]*"', r"\1", browser.page.text).replace(address, "…")
    cookies = sorted(str(cookie.key) for cookie in (browser.client._cookies or {}).values())
    return seen, cookies, counted.statements


def _button(browser: Browser) -> str:
    return next(name for name in browser.page.buttons if name)


def nothing(_browser: Browser) -> None:
    pass


def wrong_code(browser: Browser) -> None:
    code = next(each for each in browser.page.all("input") if each.get("name") == "code")
    code.set("value", "000000")
    form = browser._form_of(code)
    button = next(each for each in browser.page._buttons() if browser._form_of(each) is form)
    browser.submit(button, status=422)


@pytest.mark.parametrize("then", [nothing, wrong_code])
def test_known_and_unknown_addresses_answer_alike(app: Flask, cast: Cast, then: Callable[[Browser], None]) -> None:
    first, *others = [answers(app, address, then) for address in ADDRESSES]
    for other in others:
        assert other[0] == first[0]
        assert other[1] == first[1]
        assert len(other[2]) == len(first[2])


def test_a_locked_address_says_so_whether_it_is_known_or_not(app: Flask, cast: Cast) -> None:
    seen = []
    for address in ADDRESSES[::2]:
        for _ in range(7):
            browser = Browser(app)
            browser.open("/connexion")
            next(each for each in browser.page.all("input") if each.get("name") == "email").set("value", address)
            button = next(each for each in browser.page._buttons() if each.get("disabled") is None)
            token = next(e for e in browser.page.all("input") if e.get("name") == "csrf_token").get("value")
            answer = browser.client.post("/connexion", data={"csrf_token": token, "email": address})
            assert button is not None
        seen.append((answer.status_code, len(answer.get_data()) - len(address)))
    assert seen[0] == seen[1]
    assert seen[0][0] == 429
