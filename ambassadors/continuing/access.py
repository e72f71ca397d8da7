"""To whom the question of the next season is put, and where each of a season stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ambassadors.access import Place, places_with
from ambassadors.continuing.models import Continuing
from ambassadors.continuing.rules import REMIND_AFTER, STANDINGS, TOLD_FOR, Standing, can_still_say, has_begun
from ambassadors.models import Ambassador, Guardian, YoungPerson
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
    has_begun: bool

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to answer: they are in a season that has begun."""
        return self.has_begun and self.is_placed


def question_for(young: YoungPerson, today: date) -> Question | None:
    """The question put to a young person today, that of a season to come first; none where no season follows."""
    asked = [found for each in places_with(young) if (found := _question(each, today))]
    unsettled = [each for each in asked if not each.is_settled]
    coming = next((each for each in unsettled if not each.has_begun), None)
    return coming or next(reversed(unsettled or asked), None)


def _question(place: Place, today: date) -> Question | None:
    """None as well for whoever was in the next season and left it: only the team brings them back."""
    after, left_on = place.following, place.left_following_on
    if after is None or after.archived_at is not None or not can_still_say(after.ends_on, today):
        return None
    if left_on is not None and left_on >= after.starts_on:
        return None
    return Question(place.ambassador, after, place.said, place.is_in_following, has_begun(after.starts_on, today))


def asked_now(season: Season, seasons: Sequence[Season], today: date) -> tuple[Season, Season] | None:
    """The season whose people are asked and the one they are asked about, where `season` is one of the two and the
    second is to come or has just begun."""
    pairs = (
        (before, after)
        for after in seasons
        for before in seasons
        if after.follows_id == before.id and season in (before, after)
    )
    told = (pair for pair in pairs if pair[1].archived_at is None and today < pair[1].starts_on + TOLD_FOR)
    return next(reversed(list(told)), None)


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
    has_address = or_(YoungPerson.email != "", YoungPerson.guardians.any(Guardian.email != ""))
    asked = case((and_(_may_be_asked(now), has_address), Ambassador.id))
    columns = (STANDING.label("standing"), func.count(Ambassador.id), func.count(asked))
    query = _people(season, following).with_only_columns(*columns).group_by("standing")
    found = {standing: (count, asks) for standing, count, asks in db.session.execute(query)}
    known = {each: found.get(each.value, (0, 0)) for each in Standing}
    return Counts({each: count for each, (count, _asks) in known.items()}, known[Standing.SILENT][1])


def silent_count(season: Season, following: Season) -> ScalarSelect[int]:
    """How many of a season have not answered, for a query that counts other things as well."""
    query = _people(season, following).where(STANDING.in_([Standing.SILENT.value]))
    return query.with_only_columns(func.count(Ambassador.id)).correlate(None).scalar_subquery()


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
