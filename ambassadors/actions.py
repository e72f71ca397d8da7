"""Add young people to a season, one at a time or a list, and keep their files right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select

from accounts import actions as accounts_actions
from accounts.models import User
from accounts.rules import LinkKind, plain_email
from ambassadors.access import dates_out
from ambassadors.models import Ambassador, Guardian, WayHome, YoungPerson
from ambassadors.rules import AGES, Contact, age_on, counted_on, match_key, sort_name
from core.db import db
from core.errors import RuleBroken
from seasons.access import roles_of
from seasons.actions import raise_feed, require_open
from seasons.models import Programme, Season


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


class AlreadyKnown(RuleBroken):
    """Someone of this name and birth date has a file in the programme: `young`."""

    def __init__(self, young: YoungPerson) -> None:
        super().__init__(_("Someone with this name and date of birth is already in the programme."))
        self.young = young


class OutsideAges(RuleBroken):
    """Younger or older than the programme is for: a reason is needed."""

    def __init__(self) -> None:
        super().__init__(_("The programme is for those aged 12 to 25. Give a reason to admit anyone else."))


def add(season: Season, asked: File, *, by: User, now: datetime, joined_on: date, age_reason: str = "") -> Ambassador:
    """A young person in this season; someone the programme knows is not made twice, and keeps the file as it is.

    Raises OutsideAges outside 12–25 (counted on the season's first day, or on the day of joining if later) unless a
    reason is given, RuleBroken for a closed season.
    """
    require_open(season)
    _one_at_a_time(season.programme)
    twin = twin_of(season.programme, asked)
    if twin is not None:
        return enrol(twin, season, by=by, now=now, joined_on=joined_on, age_reason=age_reason, is_told=False)
    _require_age(asked.born_on, season, joined_on, age_reason)
    young = _new_file(season.programme, asked, users_of([asked], season.programme, now=now), now=now)
    return _place(young, season, joined_on=joined_on, age_reason=age_reason)


def enrol(
    young: YoungPerson,
    season: Season,
    *,
    by: User,
    now: datetime,
    joined_on: date,
    age_reason: str = "",
    is_told: bool = True,
) -> Ambassador:
    """Someone the programme knows joins this season, or comes back to it. Doing it twice changes nothing.

    Unless the caller has them told of the dates that are out, they are invited again: an invitation tells them.

    Raises OutsideAges as `add` does; whoever left the season and comes back was admitted once.
    """
    require_open(season)
    _one_at_a_time(season.programme)
    found = db.session.scalars(
        select(Ambassador).where(Ambassador.young_person_id == young.id, Ambassador.season_id == season.id)
    ).one_or_none()
    if found is None:
        _require_age(young.born_on, season, joined_on, age_reason)
        made = _place(young, season, joined_on=joined_on, age_reason=age_reason)
        if is_told or not dates_out(season, now):
            made.invited_at = _invited(Ambassador.young_person_id == young.id).get(young.id)
        return made
    if found.left_on is not None:
        found.left_on = None
        if not is_told and dates_out(season, now):
            found.invited_at = None
        raise_feed(season, now=now)
    return found


def add_all(season: Season, files: Sequence[File], *, by: User, now: datetime, joined_on: date) -> int:
    """Everyone of a list, in one transaction; returns how many joined the season. Nobody is doubled.

    Whoever the programme knows keeps the file as it is, and is invited again once dates are out: an invitation tells
    them. Whoever left the season is not brought back.
    """
    require_open(season)
    programme = season.programme
    _one_at_a_time(programme)
    known = {young.match_key: young for young in db.session.scalars(_people(programme))}
    in_season = set(db.session.scalars(select(Ambassador.young_person_id).where(Ambassador.season_id == season.id)))
    keyed = [(_key(asked), asked) for asked in files]
    users = users_of([asked for key, asked in keyed if key not in known], programme, now=now)
    joined: list[YoungPerson] = []
    for key, asked in keyed:
        young = known.get(key)
        if young is None:
            young = known[key] = _new_file(programme, asked, users, now=now)
        elif young in joined or young.id in in_season:
            continue
        joined.append(young)
    db.session.flush()
    here = Ambassador.young_person_id.in_(select(YoungPerson.id).where(YoungPerson.programme == programme))
    invited = {} if dates_out(season, now) else _invited(here)
    db.session.add_all(
        Ambassador(young_person=young, season=season, joined_on=joined_on, invited_at=invited.get(young.id))
        for young in joined
    )
    db.session.flush()
    return len(joined)


def change(young: YoungPerson, asked: File, *, now: datetime) -> None:
    """Keep a file right; its guardians are changed apart. Raises AlreadyKnown when it would be someone else's."""
    _one_at_a_time(young.programme)
    twin = twin_of(young.programme, asked)
    if twin is not None and twin.id != young.id and not _is_under(young, asked):
        raise AlreadyKnown(twin)
    change_all(young.programme, [(young, asked)], now=now)


def change_all(programme: Programme, asked: Sequence[tuple[YoungPerson, File]], *, now: datetime) -> None:
    """Keep several files right whose names and birth dates stay free; their guardians are changed apart."""
    _one_at_a_time(programme)
    moving = [(young, file) for young, file in asked if plain_email(file.email) != young.email]
    users = users_of([file for _young, file in moving], programme, now=now)
    for young, file in moving:
        _leave_mailbox(young, now=now)
        young.user = users.get(plain_email(file.email))
    for young, file in asked:
        _write(young, file)


def file_of(young: YoungPerson) -> File:
    """What the programme keeps of them now."""
    return File(
        first_name=young.first_name,
        last_name=young.last_name,
        born_on=young.born_on,
        email=young.email,
        phone=young.phone,
        school=young.school,
        note=young.note,
        way_home=young.way_home,
        way_home_details=young.way_home_details,
        guardians=tuple(Contact(guardian.name, guardian.phone, guardian.email) for guardian in young.guardians),
    )


def change_guardians(young: YoungPerson, contacts: Iterable[Contact]) -> None:
    """Whom to reach, in this order; rows that stay are kept, with what hangs on them."""
    wanted = [contact for contact in contacts if contact]
    kept = list(young.guardians)
    for guardian, contact in zip(kept, wanted, strict=False):
        guardian.name, guardian.phone, guardian.email = contact.name, contact.phone, plain_email(contact.email)
    for contact in wanted[len(kept) :]:
        young.guardians.append(Guardian(name=contact.name, phone=contact.phone, email=plain_email(contact.email)))
    for guardian in kept[len(wanted) :]:
        young.guardians.remove(guardian)


def choose_reminders(people: Iterable[YoungPerson | Guardian], *, wanted: bool, now: datetime) -> None:
    """Whether they get the mail that can be done without: reminders, news. What they chose already stays as it was."""
    for each in people:
        if wanted is not (each.reminders_off_at is None):
            each.reminders_off_at = None if wanted else now


def leave(ambassador: Ambassador, *, on: date, now: datetime) -> None:
    """The season goes on without them; their file stays. Doing it twice keeps the first day."""
    require_open(ambassador.season)
    if ambassador.left_on is None:
        ambassador.left_on = on
        raise_feed(ambassador.season, now=now)


def twin_of(programme: Programme, asked: File) -> YoungPerson | None:
    """The file the programme has under this name and birth date."""
    return db.session.scalars(_people(programme).where(YoungPerson.match_key == _key(asked))).one_or_none()


def is_as_typed(young: YoungPerson, asked: File, season: Season) -> bool:
    """Whether this very file is in the season: it was typed twice, or one press of a button became two."""
    in_season = any(place.season_id == season.id and place.left_on is None for place in young.ambassadors)
    guardians = tuple(Contact(each.name, each.phone, each.email) for each in young.guardians)
    wanted = tuple(replace(each, email=plain_email(each.email)) for each in asked.guardians if each)
    kept = (young.first_name, young.last_name, young.born_on, young.email, young.phone, young.school, young.note)
    typed = (asked.first_name, asked.last_name, asked.born_on, plain_email(asked.email), asked.phone, asked.school)
    ways = (young.way_home, young.way_home_details) == (asked.way_home, asked.way_home_details)
    return in_season and ways and kept == (*typed, asked.note) and guardians == wanted


def users_of(files: Iterable[File], programme: Programme, *, now: datetime) -> dict[str, User]:
    """Who signs in with the addresses of these files, by address; those who are new are made."""
    names = {plain_email(asked.email): f"{asked.first_name} {asked.last_name}" for asked in files if asked.email}
    return accounts_actions.users_for(names, now=now, locale=programme.locale)


def _one_at_a_time(programme: Programme) -> None:
    """Lock the programme's row: of two who add at once, the second finds whom the first wrote."""
    db.session.refresh(programme, attribute_names=["name"], with_for_update=True)


def _require_age(born_on: date, season: Season, joined_on: date, age_reason: str) -> None:
    if not age_reason and age_on(born_on, counted_on(season.starts_on, joined_on)) not in AGES:
        raise OutsideAges


def _leave_mailbox(young: YoungPerson, *, now: datetime) -> None:
    """A changed address is another way in: cards, invitations and sessions of the old one end.

    Of a mailbox that others use too, only what was made for this person ends; its sessions no longer open the file.
    """
    user = young.user
    if user is None:
        return
    for kind in (LinkKind.CARD, LinkKind.INVITATION):
        accounts_actions.end_links(user, person=young.public_id, kind=kind, now=now)
    others = select(YoungPerson.id).where(YoungPerson.user_id == user.id, YoungPerson.id != young.id).limit(1)
    if db.session.scalar(others) is None and db.session.scalars(roles_of(user).limit(1)).first() is None:
        accounts_actions.end_all_sessions(user, now=now)


def _people(programme: Programme) -> Select[YoungPerson]:
    return select(YoungPerson).where(YoungPerson.programme_id == programme.id)


def _key(asked: File) -> str:
    return match_key(asked.last_name, asked.first_name, asked.born_on)


def _is_under(young: YoungPerson, asked: File) -> bool:
    """Whether a file has the key of these names and this date: of two that are one person's, a number follows it."""
    return (young.match_key or "").startswith(_key(asked))


def _new_file(programme: Programme, asked: File, users: dict[str, User], *, now: datetime) -> YoungPerson:
    young = YoungPerson(programme=programme, user=users.get(plain_email(asked.email)), created_at=now)
    _write(young, asked)
    change_guardians(young, asked.guardians)
    db.session.add(young)
    return young


def _write(young: YoungPerson, asked: File) -> None:
    young.first_name, young.last_name, young.born_on = asked.first_name, asked.last_name, asked.born_on
    young.sort_name = sort_name(asked.last_name, asked.first_name)
    if not _is_under(young, asked):
        young.match_key = _key(asked)
    young.email, young.phone, young.school, young.note = plain_email(asked.email), asked.phone, asked.school, asked.note
    young.way_home, young.way_home_details = asked.way_home, asked.way_home_details


def _invited(whom: ColumnElement[bool]) -> dict[int, datetime]:
    """When each of them was last given a way in, whatever the season: it still lets them in."""
    query = select(Ambassador.young_person_id, func.max(Ambassador.invited_at)).where(whom)
    query = query.where(Ambassador.invited_at.is_not(None)).group_by(Ambassador.young_person_id)
    return {key: at for key, at in db.session.execute(query) if at is not None}


def _place(young: YoungPerson, season: Season, *, joined_on: date, age_reason: str) -> Ambassador:
    made = Ambassador(young_person=young, season=season, joined_on=joined_on, age_reason=age_reason)
    db.session.add(made)
    db.session.flush()
    return made
