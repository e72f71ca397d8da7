"""Add young people to a season, one at a time or a list, and keep their files right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import Select, select

from accounts import actions as accounts_actions
from accounts.models import User
from accounts.rules import plain_email
from ambassadors.models import Ambassador, Guardian, WayHome, YoungPerson
from ambassadors.rules import AGES, age_on, counted_on, match_key, sort_name
from core.db import db
from core.errors import RuleBroken
from seasons.models import Programme, Season


@dataclass(frozen=True)
class Contact:
    """A guardian as typed: whom to reach, no consent."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email)


@dataclass(frozen=True)
class File:
    """What a programme keeps of a young person."""

    first_name: str
    last_name: str
    born_on: date
    email: str = ""
    phone: str = ""
    school: str = ""
    note: str = ""
    way_home: WayHome = WayHome.UNKNOWN
    way_home_details: str = ""
    guardians: tuple[Contact, ...] = field(default=())


def add(season: Season, asked: File, *, by: User, now: datetime, joined_on: date, age_reason: str = "") -> Ambassador:
    """A young person in this season; someone the programme knows is not made twice.

    Raises RuleBroken outside 12–25 (counted on the season's first day, or on the day of joining if later) unless a
    reason is given.
    """
    on = counted_on(season.starts_on, joined_on)
    if age_on(asked.born_on, on) not in AGES and not age_reason:
        raise RuleBroken(
            _("The programme is for those aged 12 to 25 on that day. Give a reason to admit them all the same.")
        )
    return _enrol(_file(season.programme, asked, now=now), season, joined_on=joined_on, age_reason=age_reason)


def add_all(season: Season, files: Sequence[File], *, by: User, now: datetime, joined_on: date) -> int:
    """Everyone of a list, in one transaction; returns how many joined the season. Nobody is doubled."""
    # The programme's row is locked: of two imports at once, the second finds whom the first wrote.
    db.session.refresh(season.programme, attribute_names=["name"], with_for_update=True)
    known = {y.match_key: y for y in db.session.scalars(_people(season.programme))}
    in_season = set(db.session.scalars(select(Ambassador.young_person_id).where(Ambassador.season_id == season.id)))
    emails = {plain_email(f.email) for f in files if f.email}
    users = {u.email: u for u in db.session.scalars(select(User).where(User.email.in_(emails)))}
    joined = 0
    for asked in files:
        key = match_key(asked.last_name, asked.first_name, asked.born_on)
        young = known.get(key)
        if young is None:
            young = known[key] = _new_file(season.programme, asked, users, now=now)
        elif young.id in in_season:
            continue
        db.session.add(Ambassador(young_person=young, season=season, joined_on=joined_on))
        in_season.add(young.id)
        joined += 1
    db.session.flush()
    return joined


def change(young: YoungPerson, asked: File, *, now: datetime) -> None:
    """Keep a file right. Raises RuleBroken when it would become the file of someone else the programme knows."""
    key = match_key(asked.last_name, asked.first_name, asked.born_on)
    twin = db.session.scalars(
        _people(young.programme).where(YoungPerson.match_key == key, YoungPerson.id != young.id)
    ).first()
    if twin is not None:
        raise RuleBroken(_("Someone with this name and birth date already has a file in the programme."))
    if plain_email(asked.email) != young.email:
        _leave_mailbox(young, now=now)
        young.user = accounts_actions.user_for(asked.email, now=now) if asked.email else None
    _write(young, asked)


def _leave_mailbox(young: YoungPerson, *, now: datetime) -> None:
    """A changed address is another way in: whoever signed in by the old one is signed out."""
    if young.user is not None:
        accounts_actions.end_all_sessions(young.user, now=now)


def leave(ambassador: Ambassador, *, on: date) -> None:
    """The season goes on without them; their file stays."""
    ambassador.left_on = ambassador.left_on or on


def come_back(ambassador: Ambassador) -> None:
    ambassador.left_on = None


def _people(programme: Programme) -> Select[YoungPerson]:
    return select(YoungPerson).where(YoungPerson.programme_id == programme.id)


def _file(programme: Programme, asked: File, *, now: datetime) -> YoungPerson:
    key = match_key(asked.last_name, asked.first_name, asked.born_on)
    known = db.session.scalars(_people(programme).where(YoungPerson.match_key == key)).one_or_none()
    return known or _new_file(programme, asked, {}, now=now)


def _new_file(programme: Programme, asked: File, users: dict[str | None, User], *, now: datetime) -> YoungPerson:
    young = YoungPerson(programme=programme, created_at=now)
    _write(young, asked)
    if asked.email:
        user = users.get(young.email) or accounts_actions.user_for(
            asked.email, now=now, name=asked.first_name, locale=programme.locale
        )
        users[young.email] = young.user = user
    db.session.add(young)
    db.session.flush()
    return young


def _write(young: YoungPerson, asked: File) -> None:
    young.first_name, young.last_name, young.born_on = asked.first_name, asked.last_name, asked.born_on
    young.sort_name = sort_name(asked.last_name, asked.first_name)
    young.match_key = match_key(asked.last_name, asked.first_name, asked.born_on)
    young.email, young.phone, young.school, young.note = plain_email(asked.email), asked.phone, asked.school, asked.note
    young.way_home, young.way_home_details = asked.way_home, asked.way_home_details
    _write_guardians(young, [contact for contact in asked.guardians if contact])


def _write_guardians(young: YoungPerson, contacts: list[Contact]) -> None:
    """Keep the rows that stay, so that what hangs on them stays too."""
    for guardian, contact in zip(list(young.guardians), contacts, strict=False):
        guardian.name, guardian.phone, guardian.email = contact.name, contact.phone, plain_email(contact.email)
    for contact in contacts[len(young.guardians) :]:
        young.guardians.append(Guardian(name=contact.name, phone=contact.phone, email=plain_email(contact.email)))
    for guardian in list(young.guardians)[len(contacts) :]:
        young.guardians.remove(guardian)


def _enrol(young: YoungPerson, season: Season, *, joined_on: date, age_reason: str) -> Ambassador:
    found = db.session.scalars(
        select(Ambassador).where(Ambassador.young_person_id == young.id, Ambassador.season_id == season.id)
    ).one_or_none()
    if found is None:
        found = Ambassador(young_person=young, season=season, joined_on=joined_on, age_reason=age_reason)
        db.session.add(found)
        db.session.flush()
    found.left_on = None
    return found
