"""People at a browser: they press only what is on the page they see, and every page is proof-read as it arrives.

    browser = Browser(app)
    browser.sign_in(cast.alice)
    browser.open("/accueil")
    browser.press("Je viens")

Never inside `with app.app_context():`: a request would share its session and what it remembers of who is signed in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask, has_app_context
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse, encode_multipart

from accounts.access import KEY
from accounts.actions import begin_session
from accounts.models import User
from accounts.rules import Device
from ambassadors.models import YoungPerson
from core import clock
from core.dates import JOINER
from core.db import db
from core.outbox import Mail
from tests.words import english_only, french_only

HERE = "http://localhost"
ROOM = ("li", "tr", "article", "fieldset", "form", "section", "dialog", "details")
LABELLED = ("input", "select", "textarea")
UNREAD = ("script", "style", "template")
UNLABELLED = ("hidden", "submit", "button", "image", "reset")
SCHEMES = ("http", "https", "mailto", "tel", "sms", "webcal", "data")
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage", "aria-owns", "list", "form")
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
LOOSE = re.compile(
    rf"\d(?:er)? (?:heures?|h|minutes?|min|jours?|semaines?|mois|ans?|{MONTHS})\b|\bnuméro \d|\d\sh.{{0,4}}(?: –\s?|\s?– )\d| – \d+.?h\b"
)
SPOKEN = ("aria-label", "title", "placeholder", "alt")
ERROR_PREFIXES = ("Erreur : ", "Error: ")
INFORMAL = ("tu", "te", "ton", "ta", "tes", "toi")
FORMAL = ("vous", "votre", "vos")

# Pages that menus already lead to, while they are being built.
COMING = {"/accueil", "/agenda", "/moi", "/equipe", "/equipe/rencontres", "/equipe/jeunes"}

# What html5lib calls an error and the living standard does not, with the reason.
TOLERATED: dict[str, str] = {}


def words_of(element: Element) -> str:
    """The text people read, with single spaces; what is hidden from everybody is left out."""
    return " ".join("".join(_pieces(element, UNREAD)).split())


def _pieces(element: Element, without: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in without:
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child, without)
        yield child.tail or ""


def label_of(element: Element) -> str:
    """The words of a label, without what the field in it holds."""
    return " ".join("".join(_pieces(element, (*UNREAD, *LABELLED))).split())


def name_of(element: Element) -> str:
    """What a screen reader calls a link or a button: its label, or its words without the decoration."""
    if element.get("aria-label"):
        return " ".join(str(element.get("aria-label")).split())
    if element.tag == "input":
        return " ".join((element.get("value") or element.get("alt") or "").split())
    return " ".join("".join(_spoken(element)).split())


def _spoken(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
        return
    yield element.get("alt") or element.get("aria-label") or element.text or ""
    for child in element:
        yield from _spoken(child)
        yield child.tail or ""


def same(name: str, asked: str) -> bool:
    """Compared as people do: a no-break space is a space."""
    return " ".join(name.split()) == " ".join(asked.split())


@dataclass
class Page:
    """An answer that arrived, and what can be seen on it."""

    url: str
    status: int
    answer: TestResponse | None
    text: str = ""
    tree: Element = field(default_factory=lambda: Element("html"))
    faults: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.tree.iter() if element.tag in tags]

    def parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.tree.iter() for child in parent}

    @property
    def is_html(self) -> bool:
        return self.answer is not None and self.answer.mimetype == "text/html"

    @property
    def words(self) -> str:
        """Everything there is to read in the body."""
        return " ".join(words_of(body) for body in self.all("body"))

    @property
    def h1(self) -> str:
        return next((words_of(heading) for heading in self.all("h1")), "")

    @property
    def title(self) -> str:
        return next((words_of(title) for title in self.all("title")), "")

    @property
    def lang(self) -> str:
        return str(self.tree.get("lang", ""))

    @property
    def links(self) -> dict[str, str]:
        """Where each link leads, by its name; the first of a name counts."""
        found = [(name_of(link), str(link.get("href"))) for link in self.all("a") if link.get("href") is not None]
        return dict(reversed(found))

    @property
    def buttons(self) -> list[str]:
        return [name_of(button) for button in self._buttons()]

    def _buttons(self) -> list[Element]:
        inputs = [each for each in self.all("input") if each.get("type") in ("submit", "image")]
        return self.all("button") + inputs

    def of_class(self, name: str) -> list[Element]:
        return [element for element in self.tree.iter() if name in str(element.get("class", "")).split()]

    def rooms(self, element: Element) -> Iterator[Element]:
        """The rows, articles and forms around an element, from the nearest one out."""
        parents = self.parents()
        while (element := parents.get(element, self.tree)) is not self.tree:
            if element.tag in ROOM:
                yield element

    def one(self, kind: str, name: str, found: list[Element], within: str) -> Element:
        """The single element of that name; `within` is a text of the row, article or form around it."""
        if within:
            found = [each for each in found if any(within in words_of(room) for room in self.rooms(each))]
            nearest = [next(i for i, room in enumerate(self.rooms(e)) if within in words_of(room)) for e in found]
            found = [each for each, steps in zip(found, nearest, strict=True) if steps == min(nearest)]
        assert len(found) == 1, f"{len(found)} {kind} called “{name}” on {self.url}; there are: {self.names(kind)}"
        return found[0]

    def names(self, kind: str) -> list[str]:
        if kind == "button":
            return self.buttons
        if kind == "link":
            return list(self.links)
        return [" / ".join(self.labels(control)) for control in self.controls()]

    def controls(self) -> list[Element]:
        return [each for each in self.all(*LABELLED) if each.get("type") not in UNLABELLED]

    def labels(self, control: Element) -> list[str]:
        """Every name a control answers to."""
        found = [label for label in self.all("label") if control.get("id") and label.get("for") == control.get("id")]
        parents, around = self.parents(), control
        while (around := parents.get(around, self.tree)) is not self.tree:
            found += [around] if around.tag == "label" else []
        ids = str(control.get("aria-labelledby", "")).split()
        found += [each for each in self.tree.iter() if each.get("id") in ids]
        spoken = [" ".join(str(control.get("aria-label", "")).split())]
        return [name for name in [*map(label_of, found), *spoken] if name]


def read_page(url: str, answer: TestResponse) -> Page:
    page = Page(url, answer.status_code, answer, answer.get_data().decode(errors="replace"))
    if page.is_html:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        page.tree = parser.parse(page.text.replace(JOINER, ""))  # nobody reads it, nobody types it
        page.faults = [
            f"line {at[0]}: {code} {details or ''}" for at, code, details in parser.errors if code not in TOLERATED
        ]
    return page


class Browser:
    """One person's browser. `page` is what it shows now."""

    proofreads = True

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page = Page(HERE + "/", 0, None)
        self._files: dict[Element, tuple[str, bytes]] = {}

    def open(self, url: str, status: int = 200) -> Page:
        """Fetch an address and follow where it leads; the page must answer with `status`, and be well written."""
        return self._go("GET", url, status=status)

    def follow(self, link: str, *, within: str = "", status: int = 200) -> Page:
        """Follow the link of that name."""
        found = [each for each in self.page.all("a") if each.get("href") and same(name_of(each), link)]
        return self.open(str(self.page.one("link", link, found, within).get("href")), status)

    def fill(self, label: str, value: str, *, within: str = "") -> None:
        """Type into the field of that label, or pick the option of that name from a list."""
        self._set(self._control(label, within), value)

    def choose(self, label: str, *, within: str = "") -> None:
        """Tick the box or the round button of that label."""
        chosen = self._control(label, within)
        for other in self.page.all("input"):
            if chosen.get("type") == "radio" and other.get("name") == chosen.get("name"):
                other.attrib.pop("checked", None)
        chosen.set("checked", "")

    def untick(self, label: str, *, within: str = "") -> None:
        self._control(label, within).attrib.pop("checked", None)

    def attach(self, label: str, name: str, content: bytes, *, within: str = "") -> None:
        """Give a file to the field of that label."""
        control = self._control(label, within)
        self._files[control] = (name, content)

    def press(self, button: str, *, within: str = "", status: int = 200) -> Page:
        """Press the button of that name, and follow where its form leads."""
        found = [each for each in self.page._buttons() if same(name_of(each), button)]
        return self.submit(self.page.one("button", button, found, within), status=status)

    def submit(self, button: Element, *, status: int = 200) -> Page:
        """Send the form of a button as a browser does: its fields, the button, the page's origin."""
        form = self._form_of(button)
        assert button.get("type", "submit") == "submit", f"“{name_of(button)}” sends nothing without JavaScript"
        assert button.get("disabled") is None, f"“{name_of(button)}” is disabled"
        fields = list(self._fields(form))
        if button.get("name"):
            fields.append((str(button.get("name")), str(button.get("value", ""))))
        method = str(button.get("formmethod") or form.get("method", "get")).upper()
        action = urljoin(self.page.url, str(button.get("formaction") or form.get("action") or self.page.url))
        if method == "GET":
            action = f"{action.partition('?')[0]}?{urlencode([(k, v) for k, v in fields if isinstance(v, str)])}"
            return self._go("GET", action, status=status)
        if form.get("enctype", "") != "multipart/form-data":
            typed = MultiDict([(k, v[0] if isinstance(v, tuple) else v) for k, v in fields])
            kind = "application/x-www-form-urlencoded"
            return self._go("POST", action, status=status, data=typed, content_type=kind)
        parts = [(k, FileStorage(BytesIO(v[1]), v[0]) if isinstance(v, tuple) else v) for k, v in fields]
        boundary, body = encode_multipart(MultiDict(parts))  # in memory: the client would leave a large one on disk
        return self._go(
            "POST", action, status=status, data=body, content_type=f"multipart/form-data; boundary={boundary}"
        )

    def sign_in(self, person: User | YoungPerson, *, own: bool = True, status: int = 200) -> Page:
        """Come in as everybody does: ask, read the mail, type the code; of a shared mailbox, say who it is."""
        assert person.email, "without a mailbox: come in by card"
        self.open("/connexion")
        self._set(self._named("email"), person.email)
        self.submit(self._button_beside("email"))
        with self.app.app_context():
            mail = db.session.scalars(
                select(Mail).where(Mail.to_email == person.email, Mail.signs_in).order_by(Mail.id.desc()).limit(1)
            ).one()
            code = re.findall(r"\b\d{6}\b", mail.subject)[0]
        self._set(self._named("code"), code)
        for device in (each for each in self.page.all("input") if each.get("name") == "device"):
            device.attrib.pop("checked", None)
            if device.get("value") == (Device.OWN if own else Device.SHARED).value:
                device.set("checked", "")
        page = self.submit(self._button_beside("code"), status=status)
        first_name = person.first_name if isinstance(person, YoungPerson) else person.name
        who = [button for button in page._buttons() if first_name in name_of(button)]
        return self.submit(who[0]) if urlsplit(page.url).path == "/choisir" and who else page

    def enter(self, person: User | YoungPerson, hat: str = "") -> None:
        """Be signed in without the pages, for tests about something else. `hat`: what the session says of who it is."""
        assert not has_app_context(), "leave the application's context first"
        with self.app.app_context():
            user_id = person.id if isinstance(person, User) else person.user_id
            user = db.session.get_one(User, user_id)
            key = begin_session(
                user, device=Device.OWN, life=timedelta(days=1), browser_name="", person=hat, now=clock.now()
            )
            db.session.commit()
        with self.client.session_transaction() as cookie:
            cookie[KEY] = key

    # How it is done.

    def _go(self, method: str, url: str, *, status: int, **what: object) -> Page:
        assert not has_app_context(), "leave the application's context first"
        target = urljoin(self.page.url, url)
        for _ in range(6):
            parts = urlsplit(target)
            assert f"{parts.scheme}://{parts.netloc}" == HERE, f"leads away: {target}"
            headers = {"Origin": HERE, "Referer": self.page.url} if method == "POST" else {}
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            answer = self.client.open(path, method=method, base_url=HERE, headers=headers, **what)  # type: ignore[arg-type]
            if answer.status_code not in (301, 302, 303, 307, 308):
                break
            target, method, what = urljoin(target, answer.headers["Location"]), "GET", {}
        else:
            raise AssertionError(f"{url} goes in circles")
        self._files = {}
        self.page = read_page(target, answer)
        assert self.page.status == status, f"{self.page.status} instead of {status} at {target}: {self.page.h1}"
        if self.page.is_html and self.proofreads:
            faults = proofread(self.page, self.app)
            assert not faults, "\n".join(faults)
        return self.page

    def _control(self, label: str, within: str) -> Element:
        found = [each for each in self.page.controls() if any(same(n, label) for n in self.page.labels(each))]
        return self.page.one("field", label, found, within)

    def _named(self, name: str) -> Element:
        return next(each for each in self.page.all(*LABELLED) if each.get("name") == name)

    def _button_beside(self, name: str) -> Element:
        form = self._form_of(self._named(name))
        return next(each for each in self.page._buttons() if self._form_of(each) is form)

    def _form_of(self, element: Element) -> Element:
        if element.get("form"):
            return next(form for form in self.page.all("form") if form.get("id") == element.get("form"))
        form = next((room for room in self.page.rooms(element) if room.tag == "form"), None)
        assert form is not None, f"“{name_of(element)}” is in no form"
        return form

    def _set(self, control: Element, value: str) -> None:
        if control.tag == "textarea":
            control.text = value
        elif control.tag == "select":
            options = [each for each in control.iter("option") if same(words_of(each), value)]
            assert options, f"no “{value}” among {[words_of(each) for each in control.iter('option')]}"
            for option in control.iter("option"):
                option.attrib.pop("selected", None)
            options[0].set("selected", "")
        else:
            assert control.get("type") not in ("radio", "checkbox", "file"), "choose it, or attach a file"
            control.set("value", value)

    def _fields(self, form: Element) -> Iterator[tuple[str, str | tuple[str, bytes]]]:
        """Name and value of each control that a browser would send."""
        for each in self.page.all(*LABELLED):
            name, kind = each.get("name"), each.get("type", "text")
            if not name or each.get("disabled") is not None or self._form_or_none(each) is not form:
                continue
            if each.tag == "textarea":
                yield name, re.sub(r"\r?\n", "\r\n", (each.text or "").removeprefix("\n"))
            elif each.tag == "select":
                yield from ((name, value) for value in _selected(each))
            elif kind == "file":
                yield name, self._files.get(each, ("", b""))
            elif kind in ("radio", "checkbox"):
                if each.get("checked") is not None:
                    yield name, str(each.get("value", "on"))
            elif kind not in ("submit", "button", "image", "reset"):
                yield name, str(each.get("value", ""))

    def _form_or_none(self, element: Element) -> Element | None:
        if element.get("form"):
            return next((form for form in self.page.all("form") if form.get("id") == element.get("form")), None)
        return next((room for room in self.page.rooms(element) if room.tag == "form"), None)


def _selected(select_: Element) -> list[str]:
    options = list(select_.iter("option"))
    chosen = [each for each in options if each.get("selected") is not None]
    if not chosen and select_.get("multiple") is None:
        chosen = [each for each in options if each.get("disabled") is None][:1]
    return [str(each.get("value", words_of(each))) for each in chosen]


# The proof-reading. Each rule tells what is wrong, in words that lead to the place.


def proofread(page: Page, app: Flask) -> list[str]:
    """Everything that is wrong with a page."""
    return [f"{page.url}: {fault}" for rule in RULES for fault in rule(page, app)]


def valid_html(page: Page, app: Flask) -> Iterator[str]:
    yield from page.faults


def named_in_its_language(page: Page, app: Flask) -> Iterator[str]:
    if page.lang not in ("fr", "en"):
        yield f"<html lang> is “{page.lang}”"


def one_title(page: Page, app: Flask) -> Iterator[str]:
    headings = [words_of(heading) for heading in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"one h1 is needed, there are {headings}"
    elif not any(page.title.startswith(before + headings[0]) for before in ("", *ERROR_PREFIXES)):
        yield f"the title “{page.title}” does not start with the h1 “{headings[0]}”"
    if len(page.all("main")) != 1:
        yield f"one main is needed, there are {len(page.all('main'))}"


def ids_that_hold(page: Page, app: Flask) -> Iterator[str]:
    ids = [str(element.get("id")) for element in page.tree.iter() if element.get("id") is not None]
    yield from (f"id “{each}” is there {ids.count(each)} times" for each in sorted(set(ids)) if ids.count(each) > 1)
    for element in page.tree.iter():
        asked = [each for name in REFERENCES for each in str(element.get(name, "")).split()]
        asked += [str(element.get("for"))] if element.tag == "label" and element.get("for") is not None else []
        yield from (f"<{element.tag}> refers to “{each}”, which is not there" for each in asked if each not in ids)


def labels(page: Page, app: Flask) -> Iterator[str]:
    for control in page.controls():
        if not page.labels(control):
            yield f"<{control.tag} name={control.get('name')}> has no label"
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"the image {image.get('src')} has no alt"
    for element in page.all("a", "button"):
        if not name_of(element):
            yield f"an empty <{element.tag}> to {element.get('href') or element.get('value')}"


def nothing_inline(page: Page, app: Flask) -> Iterator[str]:
    policy = page.answer.headers.get("Content-Security-Policy", "") if page.answer else ""
    for element in page.tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        yield from (f"<{tag} {name}>" for name in element.attrib if name == "style" or name.startswith("on"))
        if tag == "style":
            yield "a <style> in the page"
        if tag == "script" and f"'nonce-{element.get('nonce')}'" not in policy:
            yield "a <script> without this answer's nonce"
        if tag == "script" and (element.text or "").strip() and element.get("type") != "application/json":
            yield "a <script> with code in the page"


def links_that_lead(page: Page, app: Flask) -> Iterator[str]:
    ids = {element.get("id") for element in page.tree.iter()}
    for link in page.all("a", "link"):
        href = link.get("href")
        if href is None or link.get("rel") == "preload":
            continue
        if href.startswith("#"):
            if len(href) > 1 and href[1:] not in ids:
                yield f"a link to {href}, which is not on this page"
            continue
        scheme, host, path, _, _ = urlsplit(urljoin(page.url, href))
        if scheme not in SCHEMES:
            yield f"a link to “{href}”"
        elif f"{scheme}://{host}" == HERE and path != urlsplit(page.url).path and not leads(app, path, "GET"):
            yield f"a link to {path}, which is no page of ours"


def leads(app: Flask, path: str, method: str) -> bool:
    """Whether an address of ours answers to that method."""
    if method == "GET" and path in COMING:
        return True
    try:
        endpoint, values = app.url_map.bind("localhost").match(path, method=method)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    file = app.static_folder and endpoint == "static" and f"{app.static_folder}/{values['filename']}"
    return not file or "/made/" in file or _is_file(file)


def _is_file(path: str) -> bool:
    try:
        with open(path, "rb"):
            return True
    except OSError:
        return False


def forms_that_send(page: Page, app: Flask) -> Iterator[str]:
    parents = page.parents()
    for form in page.all("form"):
        method = form.get("method", "get").upper()
        path = urlsplit(urljoin(page.url, form.get("action") or page.url)).path
        tokens = [each for each in form.iter("input") if each.get("name") == "csrf_token"]
        if method == "DIALOG":  # it closes its dialog, and sends nothing
            continue
        if method not in ("GET", "POST") or not leads(app, path, method):
            yield f"a form that sends {method} to {path}, which does not take it"
        if method == "POST" and not any(token.get("value") for token in tokens):
            yield f"the form to {path} has no token"
        if method == "GET" and tokens:
            yield f"the form to {path} would put its token into the address"
        around = parents.get(form)
        while around is not None:
            if around.tag == "form":
                yield "a form in a form"
            around = parents.get(around)


def texts_of(page: Page, *, without: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Each text of the page with the language it is in: text nodes, and the attributes that are read aloud."""

    def walk(element: Element, lang: str) -> Iterator[tuple[str, str]]:
        if not isinstance(element.tag, str) or element.tag in ("script", "style", *without):
            return
        lang = str(element.get("lang") or lang)[:2]
        yield element.text or "", lang
        yield from ((str(element.get(name)), lang) for name in SPOKEN if element.get(name))
        for child in element:
            yield from walk(child, lang)
            yield child.tail or "", lang

    yield from (
        (re.sub(r"[ \t\r\n]+", " ", text).strip(), lang) for text, lang in walk(page.tree, page.lang) if text.strip()
    )


def words_in_its_language(page: Page, app: Flask) -> Iterator[str]:
    wrong = {"fr": english_only(), "en": french_only()}
    typed = {" ".join(words_of(each).split()) for each in page.all("textarea", "q")}
    for text, lang in texts_of(page):
        if " ".join(text.split()) in wrong.get(lang, ()):
            yield f"“{text}” on a page in “{lang}”"
        if lang == "fr" and text not in typed and (loose := LOOSE.search(text)):
            yield f"a line may end inside “{loose[0]}” of “{text}”"
        if "·" in text:
            yield f"a middle dot in “{text}”"
        if re.search(r"\{\{|\}\}|\{%|%\(\w+\)[sd]|^None$|<[A-Z]\w+ |lazy_", text):
            yield f"what the template meant to fill in: “{text}”"


def one_way_to_address(page: Page, app: Flask) -> Iterator[str]:
    """The team reads *vous*, young people *tu*, and whoever is not signed in neither, but by a link of their own mailbox."""
    allowed = {"shell": FORMAL, "amb": INFORMAL, "young": INFORMAL}
    is_own = any(each.get("data-reader") == "young" for each in page.all("div"))
    layout = next((name for name in allowed if page.of_class(name)), "young" if is_own else "gate")
    refused = [word for word in (*INFORMAL, *FORMAL) if word not in allowed.get(layout, ())]
    for text, lang in texts_of(page, without=("blockquote",)):  # a message shown to the team is addressed to others
        plain = re.sub(r"\brendez-vous\b", "", text.lower())
        found = [word for word in refused if lang == "fr" and re.search(rf"\b{word}\b", plain)]
        if found:
            yield f"“{found[0]}” on a page of the layout {layout}: “{text}”"


RULES = (
    valid_html,
    named_in_its_language,
    one_title,
    ids_that_hold,
    labels,
    nothing_inline,
    links_that_lead,
    forms_that_send,
    words_in_its_language,
    one_way_to_address,
)
