"""No input makes an error of ours: hostile inputs through every form and every address, as everybody.

Forms are those found on real pages, addresses those of `app.url_map`; what is sent is drawn by chance from a fixed seed
(`PROOF_SEED` sets another). `./run check` sends 2,000; `./run prove hostile` sends 10,000 for each role,
`PROOF_INPUTS` any other number.
"""

import json
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote, urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
import time_machine
from flask import request
from werkzeug.test import TestResponse

from core import guards
from core.settings import ROOT
from tests import world
from tests.people import HERE, LABELLED, words_of
from tests.proof.strength import at, tell
from tests.site.matrix import Site, routes, table

SEED = os.environ.get("PROOF_SEED", "20261007")
INPUTS = int(os.environ.get("PROOF_INPUTS") or at(suite=250, full=10_000))  # for each role
SLOWEST = 5.0
LONGEST = 4000  # of an address: the server refuses a longer one (gunicorn, limit_request_line) before we see it
ROLES = ("nobody", "alice", "kim as ambassador", "erin", "frank", "heidi", "judy", "twins")
FORM = "application/x-www-form-urlencoded"

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
    "é" * 50_000,  # 100 kB
    "9" * 400,
    "9" * 5_000,  # more digits than Python reads
    "-1",
    "0",
    "1e309",
    "NaN",
    "9223372036854775808",
    "2147483648",
    "٣٤",
    "²",
    "'; DROP TABLE user; --",
    "%' OR '1'='1",
    "{{ 7*7 }}{% raw %}",
    "%(name)s %s %n",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "//ailleurs.example/",
    "http://[::1",
    "../../../../etc/passwd",
    "=1+1",
    "\ud800",
    "\udfff\ud800",
    "\ufeff\ufffe\uffff",
    "0000-00-00",
    "2026-02-30",
    "2027-03-28",  # the night the clocks go forward
    "9999-12-31",
    "0001-01-01",
    "24:00",
    "02:30",
    "00:00",
    "23:59:60",
    "31/12/9999",
    "null",
    "true",
    "[]",
    "a@b@c",
    "a@" + "b" * 300 + ".example",
    "+" + "3" * 40,
)  # fmt: skip
RAW_QUERIES = (
    "&&&=&",
    "%",
    "%zz=%",
    "a;b;c",
    "=&=&=",
    "?" * 50,
    "x=" + "%F0%9F" * 300,
    "&".join(["page=1"] * 1000),
    "[]",
)
ALPHABETS = (
    "0123456789-+.,eE٣²",
    "0123456789/-:hTZ. ",
    "aéß😀\u200d\u202e\u0301ﬁẞ\x00\x1b\ud83d\udc00\uffff'\"<>&%{}\\;\r\n\t",
)
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW")

# A body that breaks off in a file leaves Werkzeug's temporary one to the collector of garbage.
pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in. .*SpooledTemporaryFile")


@dataclass(frozen=True)
class Case:
    """One request with something hostile in it."""

    role: str
    method: str
    url: str
    body: bytes = b""
    kind: str = FORM
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.role}: {self.method} {self.url[:300]} {self.kind[:60]} {self.headers or ''} {self.body[:300]!r}"


@dataclass(frozen=True)
class Filled:
    """A form as one role found it on a page, with what was in it."""

    method: str
    url: str
    fields: tuple[tuple[str, str], ...]


def held(element: Element) -> str:
    """What a field holds; of a list, its first choice."""
    if element.tag == "textarea":
        return words_of(element)
    if element.tag == "select":
        values = [str(each.get("value", "")) for each in element.iter() if each.tag == "option"]
        return next(filter(None, values), "")
    return str(element.get("value", ""))


@cache
def pages(site: Site, role: str) -> list[str]:
    """Every address that opens to this role."""
    return [site.url(row) for row in table() if row.method == "GET" and row.expected[role] == "y"]


def forms_in(page: str, seen: set[str]) -> Iterator[Element]:
    """The forms of a page that differ, in more than their values, from those seen before; to read all of it is slow."""
    for text in re.findall(r"<form.*?</form>", page, re.DOTALL):
        shape = re.sub(r'value="[^"]*"', "", text)
        if shape not in seen:
            seen.add(shape)
            yield next(iter(html5lib.parseFragment(text, namespaceHTMLElements=False)))


@cache
def forms(site: Site, role: str) -> list[Filled]:
    """Every form on every page of this role; the same form once."""
    found: dict[tuple[str, str], Filled] = {}
    seen: set[str] = set()
    for url in pages(site, role):
        for form in forms_in(site.ask(role, "GET", url).get_data().decode(errors="replace"), seen):
            method = form.get("method", "get").upper()
            if method == "DIALOG":  # it closes its dialog, and sends nothing
                continue
            target = urlsplit(urljoin(HERE + url, form.get("action") or HERE + url)).path
            inside = [each for each in form.iter() if each.tag in (*LABELLED, "button") and each.get("name")]
            fields = tuple((str(each.get("name")), held(each)) for each in inside)
            endpoint = site.app.url_map.bind("localhost").match(target, method=method)[0]
            found.setdefault(
                (method, f"{endpoint}{sorted({name for name, _ in fields})}"), Filled(method, target, fields)
            )
    return list(found.values())


@cache
def asked_for() -> list[str]:
    """Every query parameter that some view reads."""
    reads = re.compile(r"request\.(?:args|values)(?:\.get|\.getlist)?[\[(]\s*\"(\w+)\"")
    return sorted({name for file in ROOT.glob("[!t.]*/**/*.py") for name in reads.findall(file.read_text("utf-8"))})


def encoded(pairs: list[tuple[str, str]]) -> bytes:
    return urlencode(pairs, errors="surrogatepass").encode()


class Chance:
    """Draws hostile inputs for one role, the same ones each time."""

    def __init__(self, site: Site, role: str) -> None:
        self.site, self.role = site, role
        self.draw = random.Random(f"{SEED} {role}")
        self.forms = forms(site, role)
        self.names = sorted({name for form in self.forms for name, _ in form.fields})
        drawn = {row.endpoint for row in table()}
        self.routes = [(method, rule.rule) for method, rule in routes(site.app) if rule.endpoint in drawn]
        self.rows = [row for row in table() if row.expected[role] != "i"] or table()

    def cases(self, number: int) -> Iterator[Case]:
        kinds: tuple[Callable[[], Case], ...] = (
            self.one_field,
            self.many_fields,
            self.many_fields,
            self.missing_fields,
            self.twice,
            self.no_form,
            self.parts,
            self.address,
            self.query,
            self.heading,
            self.cookie,
            self.verb,
        )
        for _ in range(number):
            yield self.draw.choice(kinds)()

    def text(self, was: str = "") -> str:
        """A known hostile text, or a new one, alone or in the middle of what was there."""
        if self.draw.random() < 0.6:
            return self.draw.choice(TEXTS)
        letters = self.draw.choice(ALPHABETS)
        made = "".join(self.draw.choices(letters, k=self.draw.choice((1, 2, 5, 10, 40, 300))))
        place = self.draw.randint(0, len(was))
        return was[:place] + made + was[place:] if self.draw.random() < 0.5 else made

    def sent(self, form: Filled, pairs: list[tuple[str, str]]) -> Case:
        if form.method == "GET":
            return Case(self.role, "GET", f"{form.url}?{encoded(pairs).decode()}")
        return Case(self.role, form.method, form.url, encoded(pairs))

    def one_field(self) -> Case:
        form = self.draw.choice(self.forms)
        chosen = self.draw.choice(form.fields)[0] if form.fields else ""
        return self.sent(form, [(name, self.text(was) if name == chosen else was) for name, was in form.fields])

    def many_fields(self) -> Case:
        """Half of them, and often the same text in several: what is compared is then equal."""
        form, again = self.draw.choice(self.forms), self.text()
        pairs = []
        for name, was in form.fields:
            pairs.append((name, self.draw.choice((was, was, again, self.text(was)))))
        return self.sent(form, pairs)

    def missing_fields(self) -> Case:
        form = self.draw.choice(self.forms)
        return self.sent(form, [pair for pair in form.fields if self.draw.random() < 0.5])

    def twice(self) -> Case:
        """Fields that come again, as a list, or as nobody asked for."""
        form = self.draw.choice(self.forms)
        names = [name for name, _ in form.fields] or ["x"]
        more = [
            (self.draw.choice(names) + self.draw.choice(("", "", "[]", "-0", "[a][b]", ".x")), self.text())
            for _ in range(4)
        ]
        pairs = [*form.fields, *more] if self.draw.random() < 0.5 else [*more, *form.fields]
        return self.sent(form, pairs * self.draw.choice((1, 1, 1, 800)))

    def no_form(self) -> Case:
        """A body that is something else than its type says, or than a form is."""
        row = self.draw.choice([row for row in self.rows if row.method != "GET"])
        kinds = (
            ("application/json", json.dumps({"csrf_token": [1], "x": self.text()}).encode()),
            ("application/json", b"{"),
            ("application/json", b"[1, null]"),
            (
                "application/json",
                json.dumps({name: self.draw.choice((1, {}, [None], "a")) for name in self.names}).encode(),
            ),
            ("application/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            ("text/plain", b"\x00" * 1000),
            (f"{FORM}; charset=nonsense", b"a=%ff%fe"),
            (f"{FORM}; charset=utf-16", b"\xff\xfea\x00=\x00b\x00"),
            (FORM, b"a=" + b"b" * 600_000),
            (FORM, b"&".join(b"a=%d" % n for n in range(7000))),
            (FORM, self.draw.randbytes(300)),
            ("", b"a=b"),
            ("/;;=", b"a=b"),
        )
        kind, body = self.draw.choice(kinds)
        return Case(self.role, row.method, self.site.url(row), body, kind)

    def parts(self) -> Case:
        """A form in parts, with files where none is expected and texts where files are, sometimes broken."""
        form = self.draw.choice([form for form in self.forms if form.method == "POST"])
        files = (
            b"",
            b"PK\x03\x04" + self.draw.randbytes(200),
            b"NOM;PRENOM;DDN\nRoux;\x00;99/99/9999\n\xff\xfe;=1+1;\n",
            "NOM\tPRENOM\tDDN\n".encode("utf-16") + b"\x00",
            b'"' + b";" * 5000 + b"\n" * 3000,
            self.draw.randbytes(2000),
        )
        lines = []
        for name, was in form.fields:
            value = self.draw.choice((was, was, self.text(was))).encode("utf-8", "surrogatepass")
            what = f'form-data; name="{name}"'.encode()
            if self.draw.random() < 0.3:
                filename = self.draw.choice(("a.csv", "a.xlsx", "../../a\x00.csv", "é" * 300, '"', "")).encode()
                what, value = what + b'; filename="' + filename + b'"', self.draw.choice(files)
            lines.append(b"--x\r\nContent-Disposition: " + what + b"\r\n\r\n" + value + b"\r\n")
        body = b"".join(lines) + b"--x--\r\n"
        if self.draw.random() < 0.3:
            body = body[: self.draw.randint(0, len(body))]
        kind = self.draw.choice(("; boundary=x",) * 6 + ("", "; boundary=", "; boundary=y", '; boundary="é"'))
        return Case(self.role, "POST", form.url, body, f"multipart/form-data{kind}")

    def address(self) -> Case:
        method, rule = self.draw.choice([(method, rule) for method, rule in self.routes if "<" in rule])
        typed = quote(self.text(), safe="", errors="surrogatepass") or "%20"
        return Case(self.role, method, re.sub(r"<[^>]+>", lambda _: typed[:20_000], rule))

    def query(self) -> Case:
        url = self.draw.choice(pages(self.site, self.role))
        if self.draw.random() < 0.2:
            return Case(self.role, "GET", f"{url.partition('?')[0]}?{self.draw.choice(RAW_QUERIES)}")
        pairs = [(self.draw.choice(asked_for()), self.text()) for _ in range(3)]
        return Case(self.role, "GET", f"{url.partition('?')[0]}?{encoded(pairs * self.draw.choice((1, 2))).decode()}")

    def heading(self) -> Case:
        """A header that is not what it should be; a server refuses those that hold a line break."""
        names = (
            "Accept-Language", "Accept", "If-None-Match", "If-Modified-Since", "Range", "Referer", "Origin", "User-Agent",
            "X-Forwarded-For", "X-Forwarded-Host", "Host", "Authorization", "Content-Encoding", "Sec-Fetch-Site",
            "X-HTTP-Method-Override", "Content-Length",
        )  # fmt: skip
        row = self.draw.choice(self.rows)
        said = re.sub(r"[\r\n]", " ", self.text())[:8000].encode("utf-8", "surrogatepass").decode("latin-1")
        return Case(self.role, row.method, self.site.url(row), b"", FORM, {self.draw.choice(names): said})

    def cookie(self) -> Case:
        said = re.sub(r"[\r\n]", " ", self.text())[:8000].encode("utf-8", "surrogatepass").decode("latin-1")
        known = self.site.cookies.get(self.role, "")
        place = self.draw.randint(0, len(known))
        cookie = self.draw.choice(
            (f"cohorte={said}", f"cohorte={known[:place]}{said}{known[place:]}", said, f"{said}=a; cohorte={known}")
        )
        return Case(self.role, "GET", self.draw.choice(pages(self.site, self.role)), headers={"Cookie": cookie})

    def verb(self) -> Case:
        return Case(self.role, self.draw.choice(METHODS), self.site.url(self.draw.choice(self.rows)), b"a=b")


def answer_to(site: Site, case: Case) -> TestResponse:
    client = site.app.test_client(use_cookies=False)
    headers = {"Cookie": f"cohorte={site.cookies.get(case.role, '')}"} | case.headers
    with time_machine.travel(world.NOW, tick=False):
        return client.open(
            case.url[:LONGEST],
            method=case.method,
            base_url=HERE,
            data=case.body,
            content_type=case.kind,
            headers=headers,
        )


def sweep(site: Site, cases: Iterator[Case]) -> tuple[float, list[str]]:
    """Send them all; the slowest answer in seconds, and what was answered with an error of ours or too late."""
    slowest, told = 0.0, []
    for case in cases:
        began = time.perf_counter()
        answer = answer_to(site, case)
        took = time.perf_counter() - began
        slowest = max(slowest, took)
        if answer.status_code >= 500 or took > SLOWEST:
            told.append(f"{answer.status_code} after {took:.1f} s: {case}")
        if case.method != "GET" and answer.status_code < 400:
            site.restore()
    return slowest, told


@pytest.mark.parametrize("role", ROLES)
def test_no_input_breaks(site: Site, role: str) -> None:
    """With `field.data.replace` in place of a check in any form, some input finds it; see the last test here."""
    slowest, told = sweep(site, Chance(site, role).cases(INPUTS))
    tell(f"hostile inputs of {role}", sent=INPUTS, errors=len(told), slowest=f"{slowest:.2f} s")
    assert told == []
    site.restore()
    assert [site.ask(role, "GET", url).status_code for url in ("/etat", pages(site, role)[0])] == [200, 200]


def test_the_sweep_finds_what_breaks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    @guards.access(guards.PUBLIC)
    def chokes() -> str:
        return str(bytes(request.args["lang"], "ascii"))

    monkeypatch.setitem(site.app.view_functions, "core.state", chokes)
    good, bad = Case("nobody", "GET", "/etat?lang=fr"), Case("nobody", "GET", "/etat?lang=%F0%9F%91%A9")
    assert [line.split(":")[0][:3] for line in sweep(site, iter([good, bad]))[1]] == ["500"]
