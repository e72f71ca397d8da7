"""Which young people exist for whom: their own file for themselves, their programme's for its team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, g
from sqlalchemy import Select, and_, false, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from accounts.access import came_by_card, is_signed_in, me, person_now
from accounts.models import User
from ambassadors.continuing.models import Continuing
from ambassadors.models import Ambassador, YoungPerson
from core.db import db, rows
from core.folding import words
from core.guards import Rule
from seasons.access import STAFF_PERSON, is_staff, my_roles, programme_ids_of
from seasons.models import Season

SEARCH_LENGTH = 100  # characters: longer than any name


@dataclass(frozen=True)
class Hat:
    """One of the people a mailbox may sign in as: `person` is what the session then remembers."""

    person: str
    name: str
    centre: str


def young_people_of(user: User) -> Select[YoungPerson]:
    """The young people who sign in with this mailbox: one, or siblings."""
    return (
        select(YoungPerson)
        .where(YoungPerson.user_id == user.id)
        .options(joinedload(YoungPerson.programme))
        .order_by(YoungPerson.born_on, YoungPerson.id)
    )


def _mine() -> list[YoungPerson]:
    if "my_young_people" not in g:
        g.my_young_people = list(db.session.scalars(young_people_of(me()))) if is_signed_in() else []
    return list(g.my_young_people)


def hats() -> list[Hat]:
    """Who may be meant by the mailbox now signed in. A card's holder is one person, whoever shares the mailbox."""
    if came_by_card():
        return [Hat(y.public_id, y.first_name, y.programme.centre) for y in _mine() if y.public_id == person_now()]
    team = [Hat(STAFF_PERSON, me().name, r.programme.centre) for r in my_roles()[:1]]
    return team + [Hat(y.public_id, y.first_name, y.programme.centre) for y in _mine()]


def young_person_now() -> YoungPerson | None:
    """The young person at the screen: the chosen one, or the only one of this mailbox."""
    mine = _mine()
    chosen = [y for y in mine if y.public_id == person_now()]
    if not chosen and person_now() == "" and len(mine) == 1 and not my_roles():
        chosen = mine
    return chosen[0] if chosen else None


def me_young() -> YoungPerson:
    """The young person at the screen. Only behind the AMBASSADOR rule."""
    found = young_person_now()
    if found is None:
        raise LookupError("no young person is signed in: the route lacks @access(AMBASSADOR)")
    return found


AMBASSADOR = Rule("ambassador", lambda: young_person_now() is not None)


def visible_to(user: User) -> Select[YoungPerson]:
    """The young people who exist for this user."""
    if is_staff():
        return select(YoungPerson).where(YoungPerson.programme_id.in_(programme_ids_of(user)))
    young = young_person_now()
    return select(YoungPerson).where(YoungPerson.id == young.id if young else false())


def ambassadors_of(young: YoungPerson) -> Select[Ambassador]:
    """The seasons this young person is in, those they left excepted."""
    return select(Ambassador).where(Ambassador.young_person_id == young.id, Ambassador.left_on.is_(None))


@dataclass(frozen=True)
class Place:
    """A young person in one season; the season that follows it, if one does, whether they are in that or left it, and
    what they said of it."""

    ambassador: Ambassador
    season: Season
    following: Season | None
    is_in_following: bool
    left_following_on: date | None
    said: Continuing | None


def places_with(young: YoungPerson) -> list[Place]:
    """Where this young person is, seasons they left excepted. One query a request."""
    known: dict[int, list[Place]] = g.setdefault("places_with", {})
    if young.id not in known:
        known[young.id] = [
            Place(place, season, following, next_id is not None and left_on is None, left_on, said)
            for place, season, following, next_id, left_on, said in db.session.execute(_places_with(young))
        ]
    return known[young.id]


def _places_with(
    young: YoungPerson,
) -> Select[Ambassador, Season, Season | None, int | None, date | None, Continuing | None]:
    after, then = aliased(Season), aliased(Ambassador)
    is_in_it = (then.season_id == after.id, then.young_person_id == Ambassador.young_person_id)
    return (
        select(Ambassador, Season, after, then.id, then.left_on, Continuing)
        .join(Ambassador.season)
        .outerjoin(after, after.follows_id == Season.id)
        .outerjoin(then, and_(*is_in_it))
        .outerjoin(Continuing, Continuing.ambassador_id == Ambassador.id)
        .where(Ambassador.young_person_id == young.id, Ambassador.left_on.is_(None))
        .order_by(Season.starts_on)
    )


def seasons_with(young: YoungPerson) -> list[Season]:
    """The seasons this young person is in, those they left excepted."""
    return [place.season for place in places_with(young)]


def ambassadors_in(season: Season, *, search: str = "", left: bool = False) -> Select[Ambassador]:
    """Those of a season, or those who left it, by name, with their files.

    `search` keeps those in whose name each of its words is found, whatever its case and accents.
    """
    query = (
        select(Ambassador)
        .join(Ambassador.young_person)
        .where(Ambassador.season_id == season.id)
        .where(Ambassador.left_on.is_not(None) if left else Ambassador.left_on.is_(None))
        .options(contains_eager(Ambassador.young_person).joinedload(YoungPerson.user))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
    for word in words(search[:SEARCH_LENGTH]):
        query = query.where(YoungPerson.sort_name.contains(word, autoescape=True))
    return query if words(search) or not search.strip() else query.where(false())


def left_count(season: Season) -> int:
    """How many left this season."""
    query = select(func.count(Ambassador.id)).where(Ambassador.season_id == season.id, Ambassador.left_on.is_not(None))
    return db.session.scalar(query) or 0


def places_of(young: YoungPerson) -> Sequence[Ambassador]:
    """Every season this young person was ever in, the latest first."""
    return rows(
        select(Ambassador)
        .join(Ambassador.season)
        .where(Ambassador.young_person_id == young.id)
        .options(contains_eager(Ambassador.season))
        .order_by(Season.starts_on.desc())
    )


def dates_out(season: Season, now: datetime) -> int:
    """How many dates of a season are published and to come: of the meetings, which are above this feature."""
    return len(current_app.extensions["dates_out"](season, now))
