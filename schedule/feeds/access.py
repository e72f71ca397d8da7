"""What a token opens, whose dates a feed shows, and which feeds a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, null, or_, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.models import Ambassador, YoungPerson
from core.lookup import Lookup
from meetings.answers.said import ANSWER_OF, SAID
from meetings.models import Answer, Meeting
from meetings.rules import Said, Status
from outings.models import Outing
from outings.rules import Status as OutingStatus
from projects.models import Call
from schedule.feeds.rules import digest
from schedule.models import Feed, FeedKind
from seasons.models import Programme, Role, Season

Dates = Select[Meeting, Answer | None, Said | None]


@dataclass(frozen=True)
class About:
    """What a calendar says of itself: a programme of a centre, never a person. `language` is that of its words."""

    programme: str
    centre: str
    zone: str
    kind: FeedKind
    language: str


@dataclass(frozen=True)
class Opened:
    """What a token opens.

    `of` says whose text it is: the same for all tokens that show the same, and random, so that no other database has
    it. `revision` differs whenever a row behind the dates does. `changed_at` never falls.
    """

    feed_id: int
    about: About
    programme_id: int
    young_person_id: int | None
    ended_at: datetime | None
    last_used_on: date | None
    of: tuple[object, ...]
    revision: tuple[object, ...]
    changed_at: datetime


def opened_by(token: str) -> Opened | None:
    """What this token opens, or None. One query, by index: it is all that a 304 costs."""
    found = _BEHIND.rows(token_hash=digest(token))
    return _opened(found[0], found) if found else None


def _behind() -> Select[*tuple[Any, ...]]:
    """A feed, and one row for each season of its programme: what its revision is made from."""
    is_mine = and_(Ambassador.season_id == Season.id, Ambassador.young_person_id == Feed.young_person_id)
    role = and_(Role.user_id == Feed.user_id, Role.programme_id == Feed.programme_id)
    in_team = select(func.count(Role.id)).where(role, Role.ended_at.is_(None)).scalar_subquery()
    left_team_at = select(func.max(Role.ended_at)).where(role).scalar_subquery()
    return (
        select(
            *(Feed.id, Feed.kind, Feed.language, Feed.young_person_id, Feed.created_at, Feed.revoked_at),
            *(Feed.last_used_on, Feed.programme_id, Programme.name, Programme.centre, Programme.zone),
            *(Programme.public_id, YoungPerson.public_id.label("young_public_id"), Season.public_id.label("season")),
            *(YoungPerson.answers_revision, YoungPerson.answers_changed_at),
            *(Season.feed_revision, Season.feed_changed_at, Season.archived_at),
            *(Ambassador.id.label("ambassador_id"), Ambassador.left_on),
            *(in_team.label("in_team"), left_team_at.label("left_team_at")),
        )
        .join(Programme, Programme.id == Feed.programme_id)
        .outerjoin(YoungPerson, YoungPerson.id == Feed.young_person_id)
        .outerjoin(Season, Season.programme_id == Feed.programme_id)
        .outerjoin(Ambassador, is_mine)
        .where(Feed.token_hash == bindparam("token_hash"))
        .order_by(Season.id)
    )


_BEHIND = Lookup(_behind())


def _opened(feed: Any, seasons: Sequence[Any]) -> Opened:
    ended_at = feed.revoked_at
    if ended_at is None and feed.kind is FeedKind.STAFF and not feed.in_team:
        ended_at = feed.left_team_at or feed.created_at
    # Seasons that are no longer shown count too: what they last changed must not make the date of change fall.
    moments = [feed.created_at, ended_at, feed.answers_changed_at, *(row.feed_changed_at for row in seasons)]
    shown = [
        (row.season, row.feed_revision, row.archived_at is None, row.ambassador_id, row.left_on) for row in seasons
    ]
    return Opened(
        feed_id=feed.id,
        about=About(feed.name, feed.centre, feed.zone, feed.kind, feed.language),
        programme_id=feed.programme_id,
        young_person_id=feed.young_person_id,
        ended_at=ended_at,
        last_used_on=feed.last_used_on,
        of=(feed.public_id, feed.young_public_id, feed.kind.value, feed.language, ended_at is None),
        revision=(feed.name, feed.centre, feed.zone, feed.answers_revision, shown),
        changed_at=max(moment for moment in moments if moment is not None),
    )


@dataclass(frozen=True)
class Shown:
    """What a calendar shows: three statements, put together once, with the values they take."""

    dates: Dates
    outings: Select[Outing]
    calls: Select[Call]
    whose: dict[str, int]


def shown_in(opened: Opened) -> Shown:
    """What a feed shows."""
    if opened.about.kind is FeedKind.AMBASSADOR:
        return shown_to_young_person(opened.young_person_id or 0)
    return shown_in_programme(opened.programme_id)


def shown_to_young_person(young_person_id: int) -> Shown:
    """The dates of the seasons someone is in, with where they stand; the outings, whether they come or not."""
    return Shown(*_to_young_person(), {"young_person_id": young_person_id})


def shown_in_programme(programme_id: int) -> Shown:
    """The dates of a programme, nobody's answer with them."""
    return Shown(*_in_programme(), {"programme_id": programme_id})


@cache
def _to_young_person() -> tuple[Dates, Select[Outing], Select[Call]]:
    of = Ambassador.young_person_id == bindparam("young_person_id")
    is_mine = (and_(Ambassador.season_id == Season.id, of), Ambassador.left_on.is_(None))
    return (
        _dates().join(Ambassador, and_(*is_mine)).outerjoin(Answer, ANSWER_OF).add_columns(Answer, SAID),
        _outings().join(Ambassador, and_(*is_mine)),
        _calls().join(Ambassador, and_(*is_mine)),
    )


@cache
def _in_programme() -> tuple[Dates, Select[Outing], Select[Call]]:
    of = Season.programme_id == bindparam("programme_id")
    return _dates().add_columns(null(), null()).where(of), _outings().where(of), _calls().where(of)


def _calls() -> Select[Call]:
    """The calls for projects: their last day is a date of the season."""
    return (
        select(Call)
        .join(Season, Season.id == Call.season_id)
        .where(Season.archived_at.is_(None))
        .order_by(Call.closes_at, Call.id)
    )


def _outings() -> Select[Outing]:
    """Outings that were announced, the cancelled ones included, until staff archive their season."""
    return (
        select(Outing)
        .join(Season, Season.id == Outing.season_id)
        .where(Season.archived_at.is_(None), Outing.status != OutingStatus.DRAFT)
        .order_by(Outing.starts_at, Outing.id)
    )


def _dates() -> Select[Meeting]:
    """Dates that were published, the cancelled ones included, until staff archive their season."""
    return (
        select(Meeting)
        .join(Season, Season.id == Meeting.season_id)
        .where(
            Season.archived_at.is_(None),
            Meeting.status.in_([Status.PUBLISHED, Status.CANCELLED]),
            Meeting.published_at.is_not(None),
        )
        .options(joinedload(Meeting.venue))
        .order_by(Meeting.starts_at, Meeting.id)
    )


def feeds_of_young_person(young: YoungPerson) -> Select[Feed]:
    """Someone's own feeds that are alive, the first one made first."""
    return _alive().where(Feed.young_person_id == young.id)


def feeds_of_staff(user: User, programme: Programme) -> Select[Feed]:
    """The feeds of a team member in a programme."""
    return _alive().where(Feed.user_id == user.id, Feed.programme_id == programme.id)


def feeds_of_group(programme: Programme) -> Select[Feed]:
    """The nameless address of a programme; at most one is alive."""
    return _alive().where(Feed.kind == FeedKind.GROUP, Feed.programme_id == programme.id)


def feeds_for_team(user: User, programme: Programme) -> Select[Feed]:
    """The feeds whose address a team member may change: their own and the group's."""
    own = or_(Feed.user_id == user.id, Feed.kind == FeedKind.GROUP)
    return _alive().where(Feed.programme_id == programme.id, own)


def _alive() -> Select[Feed]:
    return select(Feed).where(Feed.revoked_at.is_(None)).order_by(Feed.id)
