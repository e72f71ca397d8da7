"""No input makes an error of ours: hostile texts through every form field and every parameter, as everybody.

The sweep is a sample with a fixed seed: each field meets some texts, each text meets some fields.
"""

import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from flask import request

from core import guards
from core.settings import ROOT
from tests.people import HERE, LABELLED, read_page
from tests.site.matrix import Site, routes, table

SEED = 20261007
CASES = 800
SLOWEST = 5.0
ROLES = ("nobody", "alice", "kim as ambassador", "erin", "frank", "heidi", "judy", "twins")

TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "x\r\nSet-Cookie: y=1\r\n\r\n<html>",
    "\u2028\u2029\x85",
    "👩‍🔬" * 40,
    "\u202eetxet\u202c إلى الأمام",
    "e" + "\u0301" * 500,
    "a" * 10_000,
    "9" * 400,
    "-1",
    "0",
    "1e309",
    "NaN",
    "9223372036854775808",
    "٣٤",
    "'; DROP TABLE user; --",
    "%' OR '1'='1",
    "{{ 7*7 }}{% raw %}",
    "%(name)s %s %n",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "//ailleurs.example/",
    "../../../../etc/passwd",
    "=1+1",
    "\ud800",
    "\udfff\ud800",
    "\ufeff\ufffe\uffff",
    "0000-00-00",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "24:00",
    "02:30",
    "31/12/9999",
    "null",
    "true",
    "[]",
    "a@b@c",
    "a@" + "b" * 300 + ".example",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One request with one hostile text in it: `body` is sent as a form sends it."""

    role: str
    method: str
    url: str
    body: bytes = b""

    def __str__(self) -> str:
        return f"{self.role}: {self.method} {self.url} {self.body[:200]!r}"


@dataclass(frozen=True)
class Filled:
    """A form as one role found it on a page, with what was in it."""

    role: str
    method: str
    url: str
    fields: tuple[tuple[str, str], ...]


@cache
def forms(site: Site) -> list[Filled]:
    """Every form on every page, for every role; the same form for the same role once."""
    found: dict[tuple[str, str, str], Filled] = {}
    for row in table():
        for role in (role for role in ROLES if row.method == "GET" and row.expected[role] == "y"):
            url = site.url(row)
            page = read_page(HERE + url, site.ask(role, "GET", url))
            for form in page.all("form"):
                method = form.get("method", "get").upper()
                if method == "DIALOG":  # it closes its dialog, and sends nothing
                    continue
                target = urlsplit(urljoin(page.url, form.get("action") or page.url)).path
                inside = [each for each in form.iter() if each.tag in (*LABELLED, "button") and each.get("name")]
                fields = {str(each.get("name")): str(each.get("value", "")) for each in inside}
                shape = (
                    role,
                    method,
                    f"{site.app.url_map.bind('localhost').match(target, method=method)[0]}{sorted(fields)}",
                )
                found.setdefault(shape, Filled(role, method, target, tuple(fields.items())))
    return list(found.values())


def asked_for() -> set[str]:
    """Every query parameter that some view reads."""
    reads = re.compile(r"request\.(?:args|values)(?:\.get|\.getlist)?[\[(]\s*\"(\w+)\"")
    return {name for file in ROOT.glob("[!t.]*/**/*.py") for name in reads.findall(file.read_text("utf-8"))}


def encoded(pairs: list[tuple[str, str]]) -> bytes:
    return urlencode(pairs, errors="surrogatepass").encode()


def with_text(form: Filled, name: str, text: str) -> Case:
    """The form with that text in one field. A field may also come twice, or as another kind of thing."""
    pairs = [(field, text if field == name else value) for field, value in form.fields]
    if text == "[]":
        pairs += [(name, "other"), (f"{name}[]", "x"), (f"{name}-0", "y")]
    if form.method == "GET":
        return Case(form.role, "GET", f"{form.url}?{encoded(pairs).decode()}")
    return Case(form.role, "POST", form.url, encoded(pairs))


def through_forms(site: Site) -> Iterator[Case]:
    for form in forms(site):
        for name, _ in form.fields:
            for text in TEXTS:
                yield with_text(form, name, text)


def through_addresses(site: Site) -> Iterator[Case]:
    names, drawn = sorted(asked_for()), {row.endpoint for row in table()}
    for method, rule in (pair for pair in routes(site.app) if pair[1].endpoint in drawn):
        for text in TEXTS:
            typed = quote(text, safe="", errors="surrogatepass") or "%20"
            url = re.sub(r"<[^>]+>", typed, rule.rule)
            for role in ROLES:
                if rule.arguments:
                    yield Case(role, method, url)
                if method == "GET":
                    for name in names:
                        yield Case(role, "GET", f"{re.sub(r'<[^>]+>', 'x', rule.rule)}?{name}={typed}&{name}={typed}")


def sweep(site: Site, cases: list[Case]) -> list[str]:
    told = []
    for case in cases:
        began = time.perf_counter()
        answer = site.ask(
            case.role, case.method, case.url, data=case.body, content_type="application/x-www-form-urlencoded"
        )
        took = time.perf_counter() - began
        if answer.status_code >= 500 or took > SLOWEST:
            told.append(f"{answer.status_code} after {took:.1f} s: {case}")
        if case.method != "GET" and answer.status_code < 400:
            site.restore()
    return told


def sample(cases: list[Case], number: int) -> list[Case]:
    return random.Random(SEED).sample(cases, min(number, len(cases)))


@pytest.mark.parametrize("part", range(2))
def test_no_form_breaks(site: Site, part: int) -> None:
    cases = sample(list(through_forms(site)), CASES)[part::2]
    assert sweep(site, cases) == []


def test_no_address_breaks(site: Site) -> None:
    cases = sample(list(through_addresses(site)), CASES)
    assert len(cases) > 100
    assert sweep(site, cases) == []


def test_bodies_that_are_no_form_break_nothing(site: Site) -> None:
    bodies = [
        ("application/json", b"{"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'),
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=%ff%fe"),
        ("text/plain", b"\x00" * 1000),
        ("application/x-www-form-urlencoded", b"a=" + b"b" * 600_000),
        ("application/x-www-form-urlencoded", b"&".join(b"a=%d" % n for n in range(7000))),
    ]
    # Of the rows in which a role gets the same answer from the same view, one is enough: it reads the same body there.
    alike = {
        (row.method, row.endpoint, role, row.expected[role]): row
        for row in table()
        for role in ("nobody", "alice", "erin")
        if row.method != "GET"
    }
    told = []
    for (method, _, role, _), row in alike.items():
        for kind, body in bodies:
            answer = site.ask(role, method, site.url(row), data=body, content_type=kind)
            if answer.status_code >= 500:
                told.append(f"{answer.status_code}: {role}: {row} {kind} {body[:40]!r}")
            if answer.status_code < 400:
                site.restore()
    assert told == []


def test_the_sweep_finds_what_breaks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    @guards.access(guards.PUBLIC)
    def chokes() -> str:
        return str(bytes(request.args["lang"], "ascii"))

    monkeypatch.setitem(site.app.view_functions, "core.state", chokes)
    good, bad = Case("nobody", "GET", "/etat?lang=fr"), Case("nobody", "GET", "/etat?lang=%F0%9F%91%A9")
    assert [line.split(":")[0][:3] for line in sweep(site, [good, bad])] == ["500"]
