"""Who has a place, who waits, and where someone stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g
from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ambassadors.access import ambassadors_in, ambassadors_of
from ambassadors.models import Ambassador, YoungPerson
from core.db import db, rows
from core.lines import Line
from core.unreadable import readable
from outings.access import announced_to
from outings.models import Outing, SignUp
from seasons.models import Season


@dataclass(frozen=True)
class Taken:
    """How many have a place, and how many wait."""

    placed: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Mine:
    """An outing as one young person sees it: their own sign-up, if any, and their rank among those who wait, from 1."""

    outing: Outing
    sign_up: SignUp | None
    taken: Taken
    rank: int

    @property
    def is_placed(self) -> bool:
        return self.sign_up is not None and self.sign_up.placed_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.sign_up is not None and self.sign_up.placed_at is None

    @property
    def free_count(self) -> int:
        return max(self.outing.place_count - self.taken.placed, 0)


def line_of(outing: Outing) -> Line[SignUp]:
    """The places of an outing, and who waits for one."""
    return Line(SignUp, SignUp.outing_id == outing.id)


def present(outing: Outing) -> Select[SignUp]:
    """Those who come or wait, in order of arrival."""
    return line_of(outing).present()


def outings_with(ambassador: Ambassador) -> Select[Outing]:
    """The outings someone comes to or waits for."""
    query = select(Outing).join(SignUp, SignUp.outing_id == Outing.id)
    return query.where(SignUp.ambassador_id == ambassador.id, SignUp.left_at.is_(None)).order_by(Outing.id)


def given_up(outing: Outing, ambassador: Ambassador) -> SignUp | None:
    """What someone gave back last, a place or the wait for one; nothing while they come or wait."""
    theirs = select(SignUp).where(SignUp.outing_id == outing.id, SignUp.ambassador_id == ambassador.id)
    last = db.session.scalars(theirs.order_by(SignUp.id.desc()).limit(1)).first()
    return last if last is not None and last.left_at else None


def is_still_theirs(outing: Outing, gone: SignUp) -> bool:
    """Whether whoever gave this up would stand where they stood: a place is free, or nobody waits behind them."""
    line = line_of(outing)
    if gone.placed_at:
        return line.placed_count() < outing.place_count
    return db.session.scalar(select(line.waiting().where(SignUp.id > gone.id).exists())) is False


def people_in(outing: Outing) -> Sequence[SignUp]:
    """Those who come or wait, each with their file and who of the team wrote them down."""
    query = (
        present(outing)
        .join(SignUp.ambassador)
        .join(Ambassador.young_person)
        .options(contains_eager(SignUp.ambassador).contains_eager(Ambassador.young_person), joinedload(SignUp.asked_by))
    )
    return rows(query)


def gone_from(outing: Outing) -> Sequence[SignUp]:
    """Those who gave their place back or stopped waiting, the latest first."""
    query = (
        select(SignUp)
        .join(SignUp.ambassador)
        .join(Ambassador.young_person)
        .where(SignUp.outing_id == outing.id, SignUp.left_at.is_not(None))
        .options(contains_eager(SignUp.ambassador).contains_eager(Ambassador.young_person), joinedload(SignUp.left_by))
        .order_by(SignUp.left_at.desc(), SignUp.id.desc())
    )
    return rows(query)


def may_join(outing: Outing) -> Select[Ambassador]:
    """The season's young people who neither come nor wait, by name."""
    return ambassadors_in(outing.season).where(
        Ambassador.id.not_in(present(outing).with_only_columns(SignUp.ambassador_id).order_by(None))
    )


def taken_in(season: Season) -> dict[int, Taken]:
    """How many come and wait, by outing."""
    has_place = case((SignUp.placed_at.is_not(None), 1), else_=0)
    query = (
        select(SignUp.outing_id, func.sum(has_place), func.count(SignUp.id))
        .join(SignUp.outing)
        .where(Outing.season_id == season.id, SignUp.left_at.is_(None))
        .group_by(SignUp.outing_id)
    )
    return {key: Taken(int(placed), count - int(placed)) for key, placed, count in db.session.execute(query)}


def mine(young: YoungPerson) -> Sequence[Mine]:
    """The outings announced to a young person, in order, each with where they stand. One query a request."""
    if "my_outings" not in g:
        g.my_outings = [
            Mine(outing, sign_up, Taken(placed or 0, waits or 0), rank or 0)
            for outing, sign_up, placed, waits, rank in readable(_mine(young), Outing.id)[0]
        ]
    return list(g.my_outings)


def _mine(young: YoungPerson) -> Select[Outing, SignUp | None, int, int, int]:
    other = aliased(SignUp)
    here = (other.outing_id == Outing.id, other.left_at.is_(None))
    placed = select(func.count(other.id)).where(*here, other.placed_at.is_not(None)).scalar_subquery()
    waits = select(func.count(other.id)).where(*here, other.placed_at.is_(None)).scalar_subquery()
    before = select(func.count(other.id)).where(*here, other.placed_at.is_(None), other.id <= SignUp.id)
    own = ambassadors_of(young).with_only_columns(Ambassador.id)
    is_own = and_(SignUp.outing_id == Outing.id, SignUp.left_at.is_(None), SignUp.ambassador_id.in_(own))
    return (
        announced_to(young)
        .add_columns(SignUp, placed, waits, before.scalar_subquery())
        .outerjoin(SignUp, is_own)
        .options(joinedload(Outing.season))
        .order_by(Outing.starts_at, Outing.id)
    )


def ambassador_for(outing: Outing, young: YoungPerson) -> Ambassador | None:
    """This young person in the season of that outing, unless they left."""
    query = ambassadors_of(young).where(Ambassador.season_id == outing.season_id)
    return db.session.scalars(query).one_or_none()
