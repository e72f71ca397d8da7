"""The authorisation matrix: each route, method and role, on what is theirs and on what is not.

What is expected is written by hand in `expectations.py`. Nothing here reads the rules that routes declare.
"""

import html
import io
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import flask_migrate
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import event
from sqlalchemy.orm import Session as SessionOfDatabase
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from accounts import actions as accounts_actions
from accounts.access import KEY
from accounts.models import Session, User
from accounts.rules import Device, LinkKind
from ambassadors.continuing.models import Continuing
from ambassadors.imports import actions as import_actions
from ambassadors.models import Guardian, YoungPerson
from app import create_app
from core.db import db
from core.settings import ROOT, Settings
from meetings.answers.rules import answer_token
from meetings.models import Meeting, MeetingStep
from meetings.rollcall.checkins.rules import codes as check_in_codes
from meetings.rollcall.models import RollCall
from messages.stops.rules import stop_token
from outings.rules import Status as OutingStatus
from schedule.feeds import actions as feed_actions
from schedule.feeds.families import actions as family_actions
from schedule.feeds.rules import feed_token
from seasons.access import STAFF_PERSON
from seasons.models import ClosedDates, Role, RoleKind
from tests import world
from tests.counting import counting
from tests.people import HERE
from tests.site.expectations import CANARIES, ROLES, ROWS, SECRET_ADDRESSES, TOKENS

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
UNKNOWN = "zzzzzzzzzzzz"
FIRST_ID = 770_000_000  # of every table: a number in a page that starts like this is a leak
SIGN_IN = "/connexion"


@dataclass(frozen=True)
class Row:
    """One line of the table: `objects` fill the address from left to right, `query` follows the question mark."""

    method: str
    endpoint: str
    objects: tuple[str, ...]
    query: tuple[str, str] | None
    expected: dict[str, str]

    def __str__(self) -> str:
        query = "?{}={}".format(*self.query) if self.query else ""
        return " ".join((self.method, self.endpoint, *self.objects, query)).strip()


def read_rows(text: str) -> list[Row]:
    """The table as rows. A row has one letter for each role; spaces between letters are for the eye."""
    rows = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        left, _, right = line.partition("|")
        method, endpoint, *rest = left.split()
        query = next((tuple(word[1:].split("=")) for word in rest if word.startswith("?")), None)
        objects = tuple(word for word in rest if not word.startswith("?"))
        letters = "".join(right.split())
        assert len(letters) == len(ROLES), f"{len(letters)} letters for {len(ROLES)} roles: {line}"
        expected = dict(zip(ROLES, letters, strict=True))
        rows.append(Row(method, endpoint, objects, (query[0], query[1]) if query else None, expected))
    return rows


def table() -> list[Row]:
    return read_rows(ROWS)


class Answered:
    """What one role was answered to one row, with nothing sent along, and what that did."""

    def __init__(self, answer: TestResponse, queries: int, wrote: bool, touched: list[str]) -> None:
        self.answer, self.queries, self.wrote, self.touched = answer, queries, wrote, touched

    @cached_property
    def words(self) -> str:
        return unfolded(self.answer)


class Site:
    """The application with the cast in it, everybody signed in, and a copy of that moment to come back to."""

    def __init__(self, folder: Path) -> None:
        self.file, self.copy = folder / "site.sqlite", folder / "copy.sqlite"
        self.app = self.build(folder)
        with time_machine.travel(world.NOW, tick=False), self.app.app_context():
            flask_migrate.upgrade(str(ROOT / "migrations"))
            event.listen(SessionOfDatabase, "before_flush", number_from_far)
            self.cast = world.cast()
            self.objects = objects_of(self.cast) | extra_objects(self.app, self.cast)
            keys = dict(self._sign_in_everyone())
            world.commit()
            event.remove(SessionOfDatabase, "before_flush", number_from_far)
        with time_machine.travel(world.NOW, tick=False):  # a cookie signed in the future is refused
            self.cookies = {role: self._cookie(key) for role, key in keys.items()}
        self._settle()
        shutil.copy(self.file, self.copy)
        self.stamp = self.file.stat().st_mtime_ns
        self.known: dict[tuple[str, str, str], Answered] = {}
        self.held = {each.id: held_by(self, each.id) for each in (self.cast.kaleido, self.cast.observatory)}

    def build(self, folder: Path) -> Flask:
        settings = Settings(
            data=folder,
            database_url=f"sqlite:///{self.file}",
            secret=b"a secret that only the laws know, of 48 letters.",
            public_url=HERE,
            embedded_sender=False,
        )
        app = create_app(settings)
        app.testing = True
        app.config["WTF_CSRF_ENABLED"] = False  # test_csrf.py asks what happens without a token; here, who may
        app.config["PROPAGATE_EXCEPTIONS"] = False  # a 500 is an answer to judge
        return app

    def _sign_in_everyone(self) -> Iterable[tuple[str, str]]:
        who: dict[str, tuple[User | YoungPerson, str]] = {
            "alice": (self.cast.alice, ""),
            "bob": (self.cast.bob, ""),
            "charlie": (self.cast.charlie, ""),
            "dora": (self.cast.dora, ""),
            "erin": (self.cast.erin, ""),
            "frank": (self.cast.frank, ""),
            "heidi": (self.cast.heidi, ""),
            "ivan": (self.cast.ivan, ""),
            "judy": (self.cast.judy, ""),
            "kim as staff": (self.cast.kim, STAFF_PERSON),
            "kim as ambassador": (self.cast.kim, self.cast.kim_young.public_id),
            "tom": (self.cast.tom, self.cast.tom.public_id),
            "twins": (self.cast.tom, ""),
        }
        for role, (person, hat) in who.items():
            user = person if isinstance(person, User) else person.user
            assert user is not None
            key = accounts_actions.begin_session(
                user, device=Device.OWN, life=timedelta(days=1), browser_name="", person=hat, now=world.NOW
            )
            db.session.flush()
            session = db.session.query(Session).order_by(Session.id.desc()).limit(1).one()
            self.objects[f"session of {role}".replace(" ", "_")] = session.public_id
            yield role, key

    def _cookie(self, key: str) -> str:
        client = self.app.test_client()
        with client.session_transaction() as session:
            session[KEY] = key
        cookie = client.get_cookie("cohorte", "localhost")
        assert cookie is not None
        return cookie.value

    def url(self, row: Row, names: dict[str, str] | None = None) -> str:
        """The address of a row, its objects replaced by their public ids."""
        known = self.objects if names is None else names
        rules = [r for r in self.app.url_map.iter_rules(row.endpoint) if row.method in (r.methods or ())]
        fitting = [rule for rule in rules if len(rule.arguments) == len(row.objects)]
        assert fitting, f"no route for {row}"
        parameters = re.findall(r"<(?:[^:<>]+:)?([^<>]+)>", fitting[0].rule)
        values: dict[str, Any] = {p: known.get(n, n) for p, n in zip(parameters, row.objects, strict=True)}
        if row.query:
            values[row.query[0]] = known.get(row.query[1], row.query[1])
        with self.app.test_request_context(base_url=HERE):
            adapter = self.app.url_map.bind("localhost")
            return adapter.build(row.endpoint, values, method=row.method)

    def ask(self, role: str, method: str, url: str, **what: Any) -> TestResponse:
        """One request of one role, on the day the world is made for."""
        client = self.app.test_client()
        if role in self.cookies:
            client.set_cookie("cohorte", self.cookies[role])
        with time_machine.travel(world.NOW, tick=False):
            return client.open(url, method=method, base_url=HERE, **what)

    def once(self, role: str, row: Row) -> Answered:
        """What this role is answered to this row, asked once for all laws: neither the site nor the day changes."""
        key = (role, row.method, self.url(row))
        if key not in self.known:
            self.known[key] = self.afresh(role, row)
        return self.known[key]

    def afresh(self, role: str, row: Row) -> Answered:
        """The same, asked now."""
        with counting() as counted:
            answer = self.ask(role, row.method, self.url(row), buffered=True)
        wrote = self.wrote
        found = Answered(answer, counted.queries, wrote, touched(self, role) if wrote and row.method != "GET" else [])
        self.restore()
        return found

    def restore(self) -> None:
        """Put the database back to the moment everybody had just signed in."""
        if self.wrote:
            self._settle()
            shutil.copy(self.copy, self.file)
            self.stamp = self.file.stat().st_mtime_ns

    @property
    def wrote(self) -> bool:
        """Whether anything was written since: it stands in the journal beside the database, or already in it."""
        journal = self.file.with_name(f"{self.file.name}-wal")
        return self.file.stat().st_mtime_ns != self.stamp or (journal.exists() and journal.stat().st_size > 0)

    def _settle(self) -> None:
        with self.app.app_context():
            with db.engine.connect() as connection:
                connection.connection.dbapi_connection.rollback()  # type: ignore[union-attr]
            db.session.remove()
            raw = db.engine.raw_connection()
            raw.rollback()
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
            db.engine.dispose()

    def close(self) -> None:
        with self.app.app_context():
            db.engine.dispose()


numbers = count(FIRST_ID)


def number_from_far(session: SessionOfDatabase, *_: object) -> None:
    """Give new rows ids that can be recognised wherever they leak."""
    for row in session.new:
        if "id" in row.__mapper__.columns and row.id is None:
            row.id = next(numbers)


def objects_of(cast: world.Cast) -> dict[str, str]:
    """Public ids by the names that the table uses: `alice`, `next_meeting`, `idea_of_bob`…"""
    found = {name: each.public_id for name, each in vars(cast).items() if not isinstance(each, dict)}
    return found | {f"idea_of_{whose}": idea.public_id for whose, idea in cast.ideas.items()}


def extra_objects(app: Flask, cast: world.Cast) -> dict[str, str]:
    """What has an address and is nobody's attribute: a live link, a day off, something to call about."""
    link = accounts_actions.new_link(
        LinkKind.DEMO, secret=app.extensions["settings"].key("codes"), user=cast.alice.user, now=world.NOW
    )
    shared = world.idea(
        cast.call, cast.dora, cast.charlie, sentence="Une serre sur le toit.", title="Une serre sur le toit"
    )  # Charlie left; his idea stays his to read
    own = {"key_of_alice": link.key, "idea_of_dora_and_charlie": shared.public_id}
    for season, place in ((cast.season, cast.dora_now), (cast.heidis_season, cast.ivan_now)):
        world.season(season.programme, years_ago=-1).follows_id = season.id
        world.add(Continuing(ambassador_id=place.id, asked_at=world.NOW))
    for date_, place in ((cast.next_meeting, cast.dora_now), (cast.heidis_meeting, cast.ivan_now)):
        world.meeting_place(date_, place)
    closed = world.season(cast.kaleido, years_ago=2)
    closed.archived_at, closed.archived_by_id = world.NOW - timedelta(days=400), cast.erin.id
    own |= {"closed_season": closed.public_id}
    own |= roll_calls(cast)
    room = check_in_codes(cast.next_meeting.public_id, world.NOW, app.extensions["settings"].key("check-in"))
    own |= {"code_of_room": room[0]}
    own |= {"news_of_kaleido": world.news(cast.season, cast.quentin).public_id}
    own |= {"news_of_heidi": world.news(cast.heidis_season, cast.ivan).public_id}
    stops = app.extensions["settings"].key("stops")
    own |= {"stop_of_alice": stop_token(cast.alice.public_id, cast.alice.email, stops)}
    parts = (
        feeds_of(app, cast),
        answers_of(app, cast),
        of_teams(cast),
        lists_of(cast),
        calls_of(cast),
        mails_of(cast),
        outings_of(cast),
    )
    return own | {name: key for part in parts for name, key in part.items()}


def roll_calls(cast: world.Cast) -> dict[str, str]:
    """A meeting of each programme whose call is over, with somebody who has left, and a guest who is there."""
    for meeting, who, by in (
        (cast.past_meeting, cast.alice_now, cast.erin),
        (cast.heidis_meeting, cast.ivan_now, cast.heidi),
    ):
        world.attendance(meeting, who, by=by).left_at = meeting.ends_at
        db.session.query(RollCall).where(RollCall.meeting_id == meeting.id).one().ended_at = meeting.ends_at
    world.add(RollCall(meeting_id=cast.next_meeting.id, takes_check_ins=True))
    guest = world.attendance(cast.past_meeting, guest="Awa, la cousine de Bob", by=cast.erin)
    heidis = world.attendance(cast.heidis_meeting, guest="Zoltan", by=cast.heidi)
    return {"guest": guest.public_id, "heidis_guest": heidis.public_id}


def mails_of(cast: world.Cast) -> dict[str, str]:
    """A dispatch of each programme that waits for its time, and one that failed."""
    found: dict[str, str] = {}
    for whose, programme, words in (
        ("kaleidos", cast.kaleido, "Un courrier du Kaléido"),
        ("heidis", cast.observatory, "Un courrier de l’observatoire"),
    ):
        waiting = world.mail(programme, "lou@mail.example", text=f"{words} attend.", in_minutes=10)
        failed = world.mail(programme, "parti@mail.example", text="Jamais arrivé.", failed=True)
        found |= {f"{whose}_dispatch": waiting.dispatch, f"{whose}_mail": waiting.public_id}
        found |= {f"{whose}_failed_dispatch": failed.dispatch, f"{whose}_failed_mail": failed.public_id}
    secret = world.mail(cast.kaleido, "clef@mail.example", text="La clef du grenier", in_minutes=10, signs_in=True)
    return found | {"secret_dispatch": secret.dispatch, "secret_mail": secret.public_id}


def calls_of(cast: world.Cast) -> dict[str, str]:
    """A date of each programme that moved, with someone to call: Quentin has no mailbox, Ivan is called all the same."""
    moved = world.meeting(cast.season, "Celle qui bouge", in_days=30)
    heidis = world.meeting(cast.heidis_season, "Celle qui glisse", in_days=30)
    for date, young in ((moved, cast.quentin), (heidis, cast.ivan)):
        world.add(
            MeetingStep(
                meeting_id=date.id,
                act="move",
                at=world.NOW,
                was="mercredi 4\u00a0novembre, 14\u00a0h\u00a0–\u00a016\u00a0h\u00a030",
            )
        )
        for about in (date, date.season):
            world.phone_call(date.season, about.public_id, young)
    return {"moved_meeting": moved.public_id, "heidis_moved": heidis.public_id}


def outings_of(cast: world.Cast) -> dict[str, str]:
    """An outing that was cancelled, with someone to call about it; and about the other programme's, too."""
    cancelled = world.outing(cast.season, "La cité des robots", in_days=50, status=OutingStatus.CANCELLED)
    world.sign_up(cancelled, cast.alice_now)
    world.phone_call(cast.season, cancelled.public_id, cast.quentin)
    world.phone_call(cast.heidis_season, cast.heidis_outing.public_id, cast.ivan)
    return {"cancelled_outing": cancelled.public_id}


def feeds_of(app: Flask, cast: world.Cast) -> dict[str, str]:
    """Feeds by whose they are, with their tokens, and the token of one that was ended."""
    key = app.extensions["settings"].key("feeds")
    known: dict[str, Any] = {"name": "iPhone", "language": "fr", "key": key, "now": world.NOW}
    feeds = {
        "alice": feed_actions.make_for_young_person(cast.alice, **known),
        "ivan": feed_actions.make_for_young_person(cast.ivan, **known),
        "erin": feed_actions.make_for_staff(cast.erin, cast.kaleido, **known),
        "heidi": feed_actions.make_for_staff(cast.heidi, cast.observatory, **known),
        "grace": family_actions.make_for_guardian(cast.grace, key=key, now=world.NOW),
        "group": feed_actions.make_for_group(cast.kaleido, key=key, now=world.NOW),
    }
    ended = feed_actions.make_for_young_person(cast.bob, **known)
    feed_actions.end(ended, now=world.NOW)
    shown = {f"token_of_{whose}": feed for whose, feed in feeds.items()} | {"token_ended": ended}
    tokens = {name: feed_token(feed.nonce, key) for name, feed in shown.items()}
    return {f"feed_of_{whose}": feed.public_id for whose, feed in feeds.items()} | tokens


def answers_of(app: Flask, cast: world.Cast) -> dict[str, str]:
    """Tokens of answers from a mail: to dates that are to come, and to one that is over; and planned absences."""
    away = world.absence(cast.alice, in_days=42, reason="Une dent à soigner")  # the day of the later meeting
    ivans = world.absence(cast.ivan, in_days=300)
    (ilse,) = cast.ivan.guardians
    asked: dict[str, tuple[YoungPerson | Guardian, Meeting]] = {
        "answer_of_alice": (cast.alice, cast.next_meeting),
        "answer_of_ivan": (cast.ivan, cast.heidis_meeting),
        "answer_of_grace": (cast.grace, cast.next_meeting),
        "answer_of_ilse": (ilse, cast.heidis_meeting),
        "answer_past": (cast.alice, cast.past_meeting),
        "answer_past_of_grace": (cast.grace, cast.past_meeting),
    }
    key = app.extensions["settings"].key("answers")
    return {"absence_of_alice": away.public_id, "absence_of_ivan": ivans.public_id} | {
        name: answer_token(
            (of.young_person if isinstance(of, Guardian) else of).public_id, meeting.public_id, of.email, key
        )
        for name, (of, meeting) in asked.items()
    }


def of_teams(cast: world.Cast) -> dict[str, str]:
    """Roles, and days on which a centre is closed."""
    frank = db.session.query(Role).where(Role.user_id == cast.frank.id).one()
    heidi = db.session.query(Role).where(Role.user_id == cast.heidi.id, Role.kind == RoleKind.MEDIATOR).one()
    days = {"first_on": world.NOW.date(), "last_on": world.NOW.date(), "reason": "Fermeture"}
    return {
        "role_of_frank": frank.public_id,
        "role_of_heidi": heidi.public_id,
        "closed_dates": world.add(ClosedDates(programme_id=cast.kaleido.id, **days)).public_id,
        "heidis_closed_dates": world.add(ClosedDates(programme_id=cast.observatory.id, **days)).public_id,
    }


def lists_of(cast: world.Cast) -> dict[str, str]:
    """Uploaded lists that wait for a yes, each seen by who brought it."""
    content = b"NOM;PRENOM;DDN\nRoux;Jade;03/07/2011\nRoux;Noe;31/02/2011\n"
    owners = {"erin": (cast.season, cast.erin), "heidi": (cast.heidis_season, cast.heidi)}
    return {
        f"list_of_{whose}": import_actions.keep(season, content, "liste.csv", by=user, now=world.NOW).public_id
        for whose, (season, user) in owners.items()
    }


def verdict(method: str, answer: TestResponse) -> str:
    """An answer as the letter of the table."""
    if answer.status_code in (301, 302, 303, 307, 308):
        to = urlsplit(answer.headers["Location"]).path
        if to == SIGN_IN:
            return "i"
        return "g" if method == "GET" else "y"
    letters = {200: "y", 204: "y", 304: "y", 409: "y", 422: "y", 403: "n", 404: "0", 405: "5", 410: "x", 429: "q"}
    return letters.get(answer.status_code, str(answer.status_code))


OF_PROGRAMME = "programme_id = :programme"
OF_SEASON = "season_id IN (SELECT id FROM season WHERE programme_id = :programme)"
OF_MEETING = f"meeting_id IN (SELECT id FROM meeting WHERE {OF_SEASON})"
OF_AMBASSADOR = f"ambassador_id IN (SELECT id FROM ambassador WHERE {OF_SEASON})"
OF_OUTING = f"outing_id IN (SELECT id FROM outing WHERE {OF_SEASON})"
OF_YOUNG_PERSON = "young_person_id IN (SELECT id FROM young_person WHERE programme_id = :programme)"
HELD_BY_A_PROGRAMME = {
    "programme": "id = :programme",
    **dict.fromkeys(("closed_dates", "feed", "role", "season", "venue", "young_person"), OF_PROGRAMME),
    **dict.fromkeys(("ambassador", "call", "meeting", "news", "outing", "phone_call"), OF_SEASON),
    **dict.fromkeys(
        (
            "answer",
            "answer_step",
            "attendance",
            "decision",
            "mark",
            "meeting_place",
            "meeting_step",
            "minutes_part",
            "reminder",
            "roll_call",
            "task",
        ),
        OF_MEETING,
    ),
    **dict.fromkeys(("outing_step", "permission_note", "sign_up"), OF_OUTING),
    **dict.fromkeys(("absence", "guardian", "project_author"), OF_YOUNG_PERSON),
    "continuing": OF_AMBASSADOR,
    "minutes_version": f"minutes_part_id IN (SELECT id FROM minutes_part WHERE {OF_MEETING})",
    "project": f"call_id IN (SELECT id FROM call WHERE {OF_SEASON})",
    "reply": f"project_id IN (SELECT id FROM project WHERE call_id IN (SELECT id FROM call WHERE {OF_SEASON}))",
}


def held_by(site: Site, programme_id: int) -> dict[str, list[str]]:
    """Every row of a programme, table by table."""
    with closing(sqlite3.connect(site.file)) as file:
        return {
            table: [
                str(row) for row in file.execute(f"SELECT * FROM {table} WHERE {which}", {"programme": programme_id})
            ]
            for table, which in HELD_BY_A_PROGRAMME.items()
        }


def touched(site: Site, role: str) -> list[str]:
    """The tables in which this role changed something of the programme that is not theirs."""
    other = site.cast.kaleido if role in ("heidi", "ivan") else site.cast.observatory
    now = held_by(site, other.id)
    return [table for table, rows in site.held[other.id].items() if rows != now[table]]


def failures(row: Row, site: Site, ask: Callable[[str, Row], Answered], letters: str = "") -> Iterator[str]:
    """Ask a row of every role, or of those with one of the letters; what is not as expected, as soon as it is found."""
    for role, expected in row.expected.items():
        if letters and expected not in letters:
            continue
        asked = ask(role, row)
        found = verdict(row.method, asked.answer)
        if found != expected:
            yield f"{row}: {role} got {found} ({asked.answer.status_code}), expected {expected}"
        yield from (f"{row}: {role} reads “{word}”" for word in leaks(site, row, role, asked.words))
        changed = () if set(row.objects) & set(TOKENS) else asked.touched  # who holds a token may
        yield from (f"{row}: {role} changed a {table} of the other programme" for table in changed)


def leaks(site: Site, row: Row, role: str, text: str) -> list[str]:
    """What this role reads there and should not."""
    reader = next((TOKENS[name] for name in row.objects if name in TOKENS), role)
    secrets = CANARIES | {
        site.objects[name]: readers for name, readers in SECRET_ADDRESSES.items() if name not in row.objects
    }
    return [word for word, readers in secrets.items() if not readers & {role, reader} and word in text]


def unfolded(answer: TestResponse) -> str:
    """The words of an answer, whatever its kind: HTML escapes some, a calendar folds its lines, a workbook and a PDF pack them."""
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return html.unescape("".join(book.read(name).decode() for name in book.namelist()))
    if answer.data.startswith(b"%PDF"):
        pages = PdfReader(io.BytesIO(answer.data)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    return html.unescape(answer.get_data(as_text=True)).replace("\r\n ", "")


def unknown(row: Row) -> Row:
    """The same row on what does not exist. Who is refused at the door is refused; for everybody else it is 404."""
    objects = tuple(name if name in TOKENS else UNKNOWN for name in row.objects)
    query = (row.query[0], UNKNOWN) if row.query else None
    expected = {role: letter if letter in ("i", "n") else "0" for role, letter in row.expected.items()}
    return Row(row.method, row.endpoint, objects, query, expected)


def same_page(answer: TestResponse, ids: Iterable[str]) -> str:
    """An answer without what differs by chance or by its address: nonce, token, ids."""
    text = re.sub(r'(nonce|name="csrf_token" value)="[^"]*"', r"\1", answer.get_data(as_text=True))
    for each in ids:
        text = text.replace(each, "…")
    return text


def routes(app: Flask) -> list[tuple[str, Rule]]:
    """Each method of each route, our own static files and what Flask adds by itself excepted."""
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in METHODS
        if rule.endpoint != "static" and method in (rule.methods or ())
    ]
