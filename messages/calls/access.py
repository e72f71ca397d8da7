"""Whom to call about the last change of a date: no mail reached them, or theirs failed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, and_, exists, func, or_, select, union
from sqlalchemy.orm import selectinload

from ambassadors.models import Ambassador, Guardian, YoungPerson
from ambassadors.rules import ADULT, age_on
from core.db import db, rows
from core.outbox import Mail
from messages.models import PhoneCall
from seasons.models import Programme, Season

NEWS = "news"  # the kind of the mails the team writes to the group


@dataclass(frozen=True)
class Occasion:
    """What people are called about: the public id of a date, a season or news. What is not needed spares some."""

    regarding: str
    season_id: int
    is_needed: bool = True


@dataclass(frozen=True)
class ToCall:
    """A young person to call, or their family; `guardians` only while they are under 18."""

    young: YoungPerson
    guardians: list[Guardian]
    failed: frozenset[str]  # addresses that were refused
    unsent: frozenset[str]  # addresses whose mail is held or was cancelled
    reasons: frozenset[str]  # of their calls that are not done, and the kinds of the mails that failed
    is_done: bool
    is_needed: bool = True

    @property
    def contacts(self) -> list[YoungPerson | Guardian]:
        return [self.young, *self.guardians]

    @property
    def unreached(self) -> list[YoungPerson | Guardian]:
        """Who of them has no address."""
        return [contact for contact in self.contacts if not contact.email]

    @property
    def refused(self) -> list[YoungPerson | Guardian]:
        """Whose address was refused."""
        return [contact for contact in self.contacts if contact.email.lower() in self.failed]

    @property
    def declined(self) -> list[YoungPerson | Guardian]:
        """Who of them wants no such mail."""
        spared = [contact for contact in self.contacts if contact.email and contact.reminders_off_at]
        return [] if self.is_needed else spared

    @property
    def reached(self) -> list[YoungPerson | Guardian]:
        """Who of them gets the message, or has got it."""
        others = [contact for contact in self.contacts if contact not in self.declined]
        missed = self.failed | self.unsent
        return [contact for contact in others if contact.email and contact.email.lower() not in missed]

    @property
    def waited_for(self) -> list[YoungPerson | Guardian]:
        """Whose mail has not gone, since somebody holds it or has cancelled it."""
        return [contact for contact in self.contacts if contact.email.lower() in self.unsent - self.failed]


def to_call(about: Occasion, since: datetime | None, *, on: date) -> list[ToCall]:
    """Whom to call on a day about what changed at that moment, by name; those already spoken to at the end."""
    if since is None:
        return []
    done: dict[int, bool] = {}
    reasons: dict[int, set[str]] = {}
    for call in rows(select(PhoneCall).where(PhoneCall.regarding == about.regarding, ~is_called_off())):
        done[call.young_person_id] = done.get(call.young_person_id, True) and call.done_at is not None
        if call.done_at is None:
            reasons.setdefault(call.young_person_id, set()).add(call.reason)
    addresses, unsent, kinds = _mail_about(about, since)
    found = [
        ToCall(
            young,
            guardians_on(young, on),
            addresses,
            unsent,
            frozenset(reasons.get(young.id, set()) | kinds.get(young.public_id, set())),
            done.get(young.id, False),
            about.is_needed,
        )
        for young in _concerned(about, done, addresses, kinds)
    ]
    return sorted(found, key=lambda each: each.is_done)


def _mail_about(about: Occasion, since: datetime) -> tuple[frozenset[str], frozenset[str], dict[str, set[str]]]:
    """The addresses that were refused, those whose mail all stays here, and what kinds were refused by young person."""
    query = select(
        func.lower(Mail.to_email), Mail.person, Mail.kind, Mail.sent_at, Mail.failed_at, Mail.cancelled_at, Mail.held_at
    ).where(Mail.regarding == about.regarding, Mail.created_at >= since)
    refused, stays, gone, kinds = set(), set(), set(), dict[str, set[str]]()
    for address, person, kind, sent_at, failed_at, cancelled_at, held_at in db.session.execute(query):
        if failed_at and not cancelled_at:
            refused.add(address)
            kinds.setdefault(person, set()).add(kind)
        elif not sent_at and (cancelled_at or held_at):
            stays.add(address)
        else:
            gone.add(address)
    return frozenset(refused), frozenset(stays - gone), kinds


def _concerned(
    about: Occasion, called: Collection[int], addresses: Collection[str], people: Collection[str]
) -> list[YoungPerson]:
    at_home = select(Guardian.young_person_id).where(func.lower(Guardian.email).in_(addresses))
    query = (
        select(YoungPerson)
        .join(Ambassador, Ambassador.young_person_id == YoungPerson.id)
        .where(
            Ambassador.season_id == about.season_id,
            Ambassador.left_on.is_(None),
            or_(
                YoungPerson.id.in_(called),
                YoungPerson.public_id.in_(people),
                func.lower(YoungPerson.email).in_(addresses),
                YoungPerson.id.in_(at_home),
            ),
        )
        .options(selectinload(YoungPerson.guardians))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
    return list(rows(query))


def guardians_on(young: YoungPerson, on: date) -> list[Guardian]:
    """Who may be called for them about that day: nobody once they are of age."""
    if age_on(young.born_on, on) >= ADULT:
        return []
    return [g for g in young.guardians if g.name or g.email or g.phone]


def count_open(news: Mail, programme: Programme) -> int:
    """How many young people are still to be called about the news of that mail."""
    calls = still_to_call(select(Season.id).where(Season.programme_id == programme.id), written())
    return db.session.scalar(select(func.count()).where(calls.c.regarding == news.regarding)) or 0


def open_calls(season: Season, changes: FromClause) -> dict[str, int]:
    """How many young people are still to be reached by phone, by the public id of what it is about.

    `changes` says since when what did not arrive counts: `regarding`, and `at` of its last change.
    """
    calls = still_to_call(select(Season.id).where(Season.id == season.id), changes)
    return dict(db.session.execute(select(calls.c.regarding, func.count()).group_by(calls.c.regarding)).all())


def still_to_call(seasons: Select[int], changes: FromClause) -> Subquery:
    """Who stands open in `to_call`, of these seasons, once for each thing: `regarding` and `young_person_id`."""
    is_there = and_(
        Ambassador.young_person_id == YoungPerson.id, Ambassador.season_id.in_(seasons), Ambassador.left_on.is_(None)
    )
    listed = (
        select(PhoneCall.regarding, YoungPerson.id.label("young_person_id"))
        .join(YoungPerson, YoungPerson.id == PhoneCall.young_person_id)
        .join(Ambassador, is_there)
        .where(PhoneCall.season_id == Ambassador.season_id, PhoneCall.done_at.is_(None), ~is_called_off())
    )
    address = func.lower(Mail.to_email)
    at_home = exists().where(Guardian.young_person_id == YoungPerson.id, func.lower(Guardian.email) == address)
    is_theirs = or_(YoungPerson.public_id == Mail.person, func.lower(YoungPerson.email) == address, at_home)
    was_called = exists().where(PhoneCall.regarding == Mail.regarding, PhoneCall.young_person_id == YoungPerson.id)
    failed = (
        select(Mail.regarding, YoungPerson.id)
        .join(changes, changes.c.regarding == Mail.regarding)
        .join(YoungPerson, is_theirs)
        .join(Ambassador, is_there)
        .where(Mail.failed_at.is_not(None), Mail.cancelled_at.is_(None), Mail.created_at >= changes.c.at, ~was_called)
    )
    return union(listed, failed).subquery("still_to_call")


def is_called_off() -> ColumnElement[bool]:
    """Whether a call is about news that were cancelled before they left: nobody is to hear of them."""
    news = exists().where(Mail.regarding == PhoneCall.regarding, Mail.kind == NEWS)
    return and_(news.where(Mail.cancelled_at.is_not(None)), ~news.where(Mail.cancelled_at.is_(None)))


def written() -> Subquery:
    """News, which are written once: since when is when their mails were."""
    query = select(Mail.regarding, func.min(Mail.created_at).label("at")).where(Mail.kind == NEWS)
    return query.group_by(Mail.regarding).subquery("written")
