"""Many programmes at once, invented: rows made in bulk, numbered, always the same."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Engine, Table, insert

from accounts.models import Session, User
from accounts.rules import Device
from accounts.rules import digest as key_digest
from ambassadors.models import Ambassador, YoungPerson
from core.days import Region, SchoolZone
from core.db import PUBLIC_ID_ALPHABET, Model
from meetings.models import Answer, Meeting, Venue
from meetings.rules import AnswerValue, Status, instants
from schedule.feeds.rules import digest, feed_token
from schedule.models import Feed, FeedKind
from seasons.access import STAFF_PERSON
from seasons.models import Programme, Role, RoleKind, Season

AMBASSADORS, MEETINGS = 30, 12
APART = (12, 130, 1200)  # meetings of three programmes more: what is built afresh is theirs
ZONE = "Europe/Paris"
AT_ONCE = 5_000  # rows of one statement

Row = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """What is in the database: so many programmes, numbered from 1; those of `APART` come after them."""

    programmes: int
    key: bytes

    def token(self, programme: int) -> str:
        """Of the feed of its first ambassador."""
        return feed_token(_nonce(first_young(programme)), self.key)


def first_young(programme: int) -> int:
    return (programme - 1) * AMBASSADORS + 1


def first_meeting(programme: int) -> int:
    return (programme - 1) * MEETINGS + 1


def meeting_id(number: int) -> str:
    """The public id of the meeting of that number."""
    return _public_id("m", number)


def session_key(kind: str, programme: int) -> str:
    """Of a session that is open: of the "team" or of the first "young" person of a programme."""
    return f"{kind} {programme}"


def fill(engine: Engine, programmes: int, *, key: bytes, now: datetime) -> Filled:
    """Put that many programmes into an empty database, with their people and dates."""
    counts = [MEETINGS] * programmes + list(APART)
    tables = (
        (User, _users(len(counts), now)),
        (Programme, _programmes(len(counts), now)),
        (Role, _roles(len(counts), now)),
        (Season, _seasons(len(counts), now)),
        (Venue, _venues(len(counts))),
        (YoungPerson, _young_people(len(counts), now)),
        (Ambassador, _ambassadors(len(counts), now)),
        (Meeting, _meetings(counts, now)),
        (Answer, _answers(programmes, now)),
        (Feed, _feeds(len(counts), key, now)),
        (Session, _sessions(len(counts), now)),
    )
    with engine.begin() as connection:
        for model, rows in tables:
            _write(connection, model, rows)
    settle(engine)
    return Filled(programmes, key)


def settle(engine: Engine) -> None:
    """What a database does by itself, sooner or later, after so many rows: now it slows nothing measured."""
    with closing(engine.raw_connection()) as connection:
        if isinstance(connection.dbapi_connection, psycopg.Connection):
            connection.dbapi_connection.autocommit = True
            for command in ("SET statement_timeout = 0", "VACUUM ANALYZE", "CHECKPOINT"):
                connection.dbapi_connection.execute(command)
        else:
            connection.cursor().execute("ANALYZE")
    engine.dispose()


def _write(connection: Connection, model: type[Model], rows: Iterator[Row]) -> None:
    table = cast(Table, model.__table__)
    while some := list(islice(rows, AT_ONCE)):
        connection.execute(insert(table), some)


def _public_id(letter: str, number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(PUBLIC_ID_ALPHABET))
        digits = PUBLIC_ID_ALPHABET[digit] + digits
    return letter + digits.rjust(11, PUBLIC_ID_ALPHABET[0])


def _nonce(number: int) -> bytes:
    return hashlib.sha256(b"feed %d" % number).digest()


def _users(programmes: int, now: datetime) -> Iterator[Row]:
    """Two for each programme: who leads it, and its first young person."""
    for number in range(1, 2 * programmes + 1):
        yield {
            "id": number,
            "public_id": _public_id("u", number),
            "email": f"person.{number}@mail.example",
            "name": f"Camille Martin {number}",
            "created_at": now,
        }


def _programmes(programmes: int, now: datetime) -> Iterator[Row]:
    for number in range(1, programmes + 1):
        yield {
            "id": number,
            "public_id": _public_id("p", number),
            "slug": f"centre-{number}",
            "name": "Les ambassadeurs",
            "centre": f"Centre {number}",
            "symbol": "Ce",
            "school_zone": SchoolZone.A,
            "region": next(iter(Region)),
            "created_at": now,
        }


def _roles(programmes: int, now: datetime) -> Iterator[Row]:
    for number in range(1, programmes + 1):
        yield {
            "id": number,
            "public_id": _public_id("r", number),
            "user_id": 2 * number - 1,
            "programme_id": number,
            "kind": RoleKind.MEDIATOR,
            "started_at": now,
        }


def _seasons(programmes: int, now: datetime) -> Iterator[Row]:
    for number in range(1, programmes + 1):
        yield {
            "id": number,
            "public_id": _public_id("s", number),
            "programme_id": number,
            "name": "La saison",
            "starts_on": now.date() - timedelta(days=90),
            "ends_on": now.date() + timedelta(days=275),
            "feed_changed_at": now,
            "created_at": now,
        }


def _venues(programmes: int) -> Iterator[Row]:
    for number in range(1, programmes + 1):
        yield {
            "id": number,
            "public_id": _public_id("v", number),
            "programme_id": number,
            "name": "Le labo, 2e étage",
            "address": "3 rue des Sources, Bordeaux",
            "zone": ZONE,
        }


def _young_people(programmes: int, now: datetime) -> Iterator[Row]:
    for number in range(1, programmes * AMBASSADORS + 1):
        programme, place = divmod(number - 1, AMBASSADORS)
        yield {
            "id": number,
            "public_id": _public_id("y", number),
            "programme_id": programme + 1,
            "user_id": 2 * (programme + 1) if place == 0 else None,
            "first_name": "Léa",
            "last_name": f"Martin {number}",
            "sort_name": f"martin {number} lea",
            "match_key": f"martin {number}|lea|2011-03-12",
            "born_on": date(2011, 3, 12),
            "email": f"person.{2 * (programme + 1)}@mail.example" if place == 0 else "",
            "created_at": now,
        }


def _ambassadors(programmes: int, now: datetime) -> Iterator[Row]:
    for number in range(1, programmes * AMBASSADORS + 1):
        yield {
            "id": number,
            "public_id": _public_id("a", number),
            "young_person_id": number,
            "season_id": (number - 1) // AMBASSADORS + 1,
            "joined_on": now.date(),
            "invited_at": now,
        }


def _meetings(counts: list[int], now: datetime) -> Iterator[Row]:
    """One in four weeks; of a season with more, one a day."""
    number = 0
    for season, count in enumerate(counts, 1):
        step = 28 if count == MEETINGS else 1
        for place in range(count):
            number += 1
            held_on = now.date() + timedelta(days=step * (place - 2))
            starts_at, ends_at = instants(held_on, time(14), time(16, 30), ZONE)
            yield {
                "id": number,
                "public_id": meeting_id(number),
                "uid": f"00000000-0000-4000-8000-{number:012}",
                "season_id": season,
                "status": Status.PUBLISHED,
                "title": f"Rencontre {place + 1}",
                "held_on": held_on,
                "start_time": time(14),
                "end_time": time(16, 30),
                "zone": ZONE,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "venue_id": season,
                "details": "On continue les montages. Apporter une blouse, et de quoi écrire.",
                "changed_at": now,
                "published_at": now,
                "created_at": now,
            }


def _answers(programmes: int, now: datetime) -> Iterator[Row]:
    """Everybody has answered to the next meeting of their season."""
    for number in range(1, programmes * AMBASSADORS + 1):
        held_on = now.date() + timedelta(days=28)
        starts_at, ends_at = instants(held_on, time(14), time(16, 30), ZONE)
        yield {
            "id": number,
            "meeting_id": first_meeting((number - 1) // AMBASSADORS + 1) + 3,
            "ambassador_id": number,
            "value": AnswerValue.YES,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "answered_at": now,
        }


def _feeds(programmes: int, key: bytes, now: datetime) -> Iterator[Row]:
    for number in range(1, programmes * AMBASSADORS + 1):
        nonce = _nonce(number)
        yield {
            "id": number,
            "public_id": _public_id("f", number),
            "kind": FeedKind.AMBASSADOR,
            "programme_id": (number - 1) // AMBASSADORS + 1,
            "young_person_id": number,
            "language": "fr",
            "nonce": nonce,
            "token_hash": digest(feed_token(nonce, key)),
            "created_at": now,
            "last_used_on": now.astimezone(UTC).date() + timedelta(days=1),  # nothing is noted while it is measured
        }


def _sessions(programmes: int, now: datetime) -> Iterator[Row]:
    for number in range(1, 2 * programmes + 1):
        programme, is_young = (number + 1) // 2, number % 2 == 0
        kind, person = ("young", _public_id("y", first_young(programme))) if is_young else ("team", STAFF_PERSON)
        yield {
            "id": number,
            "public_id": _public_id("t", number),
            "key_hash": key_digest(session_key(kind, programme)),
            "user_id": number,
            "device": Device.OWN,
            "person": person,
            "created_at": now,
            "ends_at": now + timedelta(days=30),
        }
