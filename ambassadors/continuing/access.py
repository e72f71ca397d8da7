"""To whom the question of the next season is put, and where each of a season stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ambassadors.access import places_with
from ambassadors.continuing.models import Continuing
from ambassadors.continuing.rules import REMIND_AFTER, STANDINGS, Standing, can_still_say
from ambassadors.models import Ambassador, YoungPerson
from core.db import db, rows
from seasons.models import Season

Next = aliased(Ambassador, name="next_place")  # of the same young person, in the season that follows


@dataclass(frozen=True)
class Question:
    """The next season, put to one young person: their place in this one, and what they said."""

    place: Ambassador
    following: Season
    said: Continuing | None
    is_placed: bool


def question_for(young: YoungPerson, today: date) -> Question | None:
    """The question a young person may answer today; none where no season follows, or the one that does has begun."""
    for each in places_with(young):
        after = each.following
        if after is not None and after.archived_at is None and can_still_say(after.starts_on, today):
            return Question(each.ambassador, after, each.said, each.is_in_following)
    return None


@dataclass(frozen=True)
class Counts:
    """How many stand where, and how many of the silent may be asked by mail now."""

    standing: dict[Standing, int]
    to_ask: int


def _placed_in(season_id: Any) -> ColumnElement[bool]:
    return and_(Next.young_person_id == Ambassador.young_person_id, Next.season_id == season_id, Next.left_on.is_(None))


def _people(season: Season, following: Season) -> Select[Ambassador]:
    """Those of a season, with what they said and their place in the next, for conditions to be added."""
    return (
        select(Ambassador)
        .join(Ambassador.young_person)
        .outerjoin(Continuing, Continuing.ambassador_id == Ambassador.id)
        .outerjoin(Next, _placed_in(following.id))
        .where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None))
    )


STANDING: ColumnElement[str] = case(
    *((Continuing.wish == wish, standing.value) for wish, standing in STANDINGS.items()),
    (Next.id.is_not(None), Standing.CONTINUES.value),
    else_=Standing.SILENT.value,
)
"""`rules.standing`, as the database counts it."""


def people_of(season: Season, following: Season, which: Standing | None = None) -> Select[Ambassador]:
    """Those of a season by name, with their files; `which`: those who stand there."""
    query = _people(season, following).options(contains_eager(Ambassador.young_person))
    query = query.order_by(YoungPerson.sort_name, YoungPerson.id)
    return query.where(STANDING.in_([which.value])) if which else query


def counts_of(season: Season, following: Season, now: datetime) -> Counts:
    """Over the whole season, whichever page of it is shown. One query."""
    asked = case((and_(_may_be_asked(now), YoungPerson.email != ""), Ambassador.id))
    columns = (STANDING.label("standing"), func.count(Ambassador.id), func.count(asked))
    query = _people(season, following).with_only_columns(*columns).group_by("standing")
    found = {standing: (count, asks) for standing, count, asks in db.session.execute(query)}
    known = {each: found.get(each.value, (0, 0)) for each in Standing}
    return Counts({each: count for each, (count, _asks) in known.items()}, known[Standing.SILENT][1])


def to_ask(season: Season, following: Season, now: datetime) -> list[Ambassador]:
    """Who has not answered and may be asked by mail now, by name."""
    return list(rows(people_of(season, following, Standing.SILENT).where(_may_be_asked(now))))


def _may_be_asked(now: datetime) -> ColumnElement[bool]:
    """Pressed twice, the question leaves once."""
    return or_(Continuing.asked_at.is_(None), Continuing.asked_at <= now - REMIND_AFTER)


def said_by(places: Collection[Ambassador]) -> dict[int, Continuing]:
    """What was asked and said, by the keys of these ambassadors, with who noted it."""
    query = select(Continuing).where(Continuing.ambassador_id.in_([each.id for each in places]))
    return {each.ambassador_id: each for each in rows(query.options(joinedload(Continuing.noted_by)))}


def placed_among(places: Collection[Ambassador], following: Season) -> set[int]:
    """The keys of those of these young people who are in the next season."""
    query = select(Ambassador.young_person_id).where(
        Ambassador.season_id == following.id,
        Ambassador.left_on.is_(None),
        Ambassador.young_person_id.in_([each.young_person_id for each in places]),
    )
    return set(db.session.scalars(query))
