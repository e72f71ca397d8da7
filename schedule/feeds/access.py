"""What a token opens, whose dates a feed shows, and which feeds a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, null, or_, select

from accounts.models import User
from ambassadors.access import young_person_now
from ambassadors.models import Ambassador, Guardian, YoungPerson
from core.clock import day_in
from core.db import db
from core.local_times import known_zone
from core.lookup import Lookup
from meetings.answers.said import ANSWER_OF, SAID
from meetings.models import Answer, Meeting, Venue
from meetings.rules import Status
from outings.models import Outing
from outings.rules import Status as OutingStatus
from projects.models import Call
from schedule.feeds.rules import AS_MADE, Chosen, Options, digest, is_still_theirs
from schedule.models import Feed, FeedKind
from seasons.access import is_staff, programme_ids_of
from seasons.models import Programme, Role, Season

Columns = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class About:
    """What a calendar says of itself: a programme of a centre, never a person. `language` is that of its words."""

    programme: str
    centre: str
    zone: str
    kind: FeedKind
    language: str
    chosen: Chosen = AS_MADE


@dataclass(frozen=True)
class Opened:
    """What a token opens.

    `of` says whose text it is: the same for all tokens that show the same, and random, so that no other database has
    it; a token whose options were ever changed has a text of its own. `revision` differs whenever a row behind the
    dates does, or the options. `changed_at` never falls.
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


def opened_by(token: str, *, now: datetime) -> Opened | None:
    """What this token opens now, or None. One query, by index: it is all that a 304 costs."""
    found = _BEHIND.rows(token_hash=digest(token))
    return _opened(found[0], found, now) if found else None


def _behind() -> Columns:
    """A feed, and one row for each season of its programme: what its revision is made from.

    Of a guardian's feed, as many rows for each season as the young person has guardians.
    """
    is_mine = and_(Ambassador.season_id == Season.id, Ambassador.young_person_id == Feed.young_person_id)
    role = and_(Role.user_id == Feed.user_id, Role.programme_id == Feed.programme_id)
    in_team = select(func.count(Role.id)).where(role, Role.ended_at.is_(None)).scalar_subquery()
    left_team_at = select(func.max(Role.ended_at)).where(role).scalar_subquery()
    in_family = and_(Feed.kind == FeedKind.GUARDIAN, Guardian.young_person_id == Feed.young_person_id)
    return (
        select(
            *(Feed.id, Feed.kind, Feed.language, Feed.young_person_id, Feed.created_at, Feed.revoked_at),
            *(Feed.public_id.label("feed"), Feed.shows_meetings, Feed.shows_calls, Feed.shows_outings, Feed.alarm),
            *(Feed.options_revision, Feed.options_changed_at),
            *(Feed.last_used_on, Feed.programme_id, Programme.name, Programme.centre, Programme.zone),
            *(Programme.public_id, YoungPerson.public_id.label("young_public_id"), Season.public_id.label("season")),
            *(YoungPerson.answers_revision, YoungPerson.answers_changed_at),
            *(Feed.mailbox, Guardian.email.label("guardian_email"), YoungPerson.born_on),
            *(Season.feed_revision, Season.feed_changed_at, Season.archived_at),
            *(Ambassador.id.label("ambassador_id"), Ambassador.left_on),
            *(in_team.label("in_team"), left_team_at.label("left_team_at")),
        )
        .join(Programme, Programme.id == Feed.programme_id)
        .outerjoin(YoungPerson, YoungPerson.id == Feed.young_person_id)
        .outerjoin(Season, Season.programme_id == Feed.programme_id)
        .outerjoin(Ambassador, is_mine)
        .outerjoin(Guardian, in_family)
        .where(Feed.token_hash == bindparam("token_hash"))
        .order_by(Season.id)
    )


# What only says when something was, or whether to remind: a feed is served without it.
_MOMENTS = ("created_at", "last_used_on", "answers_changed_at", "feed_changed_at", "left_on", "left_team_at")
_BEHIND = Lookup(_behind(), spare=(*_MOMENTS, "options_changed_at", "alarm", "born_on"))


def _opened(feed: Any, seasons: Sequence[Any], now: datetime) -> Opened:
    ended_at = feed.revoked_at
    if ended_at is None and feed.kind is FeedKind.STAFF and not feed.in_team:
        ended_at = feed.left_team_at or feed.created_at
    if feed.kind is FeedKind.GUARDIAN:
        addresses = {row.guardian_email for row in seasons if row.guardian_email}
        seasons = list({row.season: row for row in seasons}.values())
        today = day_in(known_zone(feed.zone), now)
        if ended_at is None and not is_still_theirs(feed.mailbox, addresses, born_on=feed.born_on, on=today):
            ended_at = now  # since when is written down within a day: schedule.feeds.families.actions.end_left
    tells = feed.kind is FeedKind.AMBASSADOR  # answers; whom else they are not told does not ask again for them
    # Seasons that are no longer shown count too: what they last changed must not make the date of change fall.
    own = [feed.created_at, feed.options_changed_at, ended_at, feed.answers_changed_at if tells else None]
    moments = [*own, *(row.feed_changed_at for row in seasons)]
    shown = [
        (row.season, row.feed_revision, row.archived_at is None, row.ambassador_id, row.left_on) for row in seasons
    ]
    options = Options(feed.shows_meetings, feed.shows_calls, feed.shows_outings, feed.alarm)
    chosen = Chosen(options, feed.options_revision, feed.options_changed_at)
    return Opened(
        feed_id=feed.id,
        about=About(feed.name, feed.centre, known_zone(feed.zone), feed.kind, feed.language, chosen),
        programme_id=feed.programme_id,
        young_person_id=feed.young_person_id,
        ended_at=ended_at,
        last_used_on=feed.last_used_on,
        of=(
            *(feed.public_id, feed.young_public_id, feed.kind.value, feed.language, ended_at is None),
            feed.feed if chosen.revision else "",
        ),
        revision=(feed.name, feed.centre, feed.zone, feed.answers_revision if tells else None, chosen.revision, shown),
        changed_at=max(moment for moment in moments if moment is not None),
    )


@dataclass(frozen=True)
class Shown:
    """What a calendar can show: three lookups, whose first column is the uid of a date, and the values they take."""

    dates: Lookup
    outings: Lookup
    calls: Lookup
    whose: dict[str, int]


def shown_in(opened: Opened) -> Shown:
    """What a feed shows."""
    if opened.about.kind is FeedKind.AMBASSADOR:
        return shown_to_young_person(opened.young_person_id or 0)
    if opened.about.kind is FeedKind.GUARDIAN:
        return shown_to_family(opened.young_person_id or 0)
    return shown_in_programme(opened.programme_id)


def shown_to_young_person(young_person_id: int) -> Shown:
    """The dates of the seasons someone is in, with where they stand; the outings, whether they come or not."""
    return Shown(*_TO_YOUNG_PERSON, {"young_person_id": young_person_id})


def shown_to_family(young_person_id: int) -> Shown:
    """The dates of the seasons someone is in, without where they stand."""
    return Shown(*_TO_FAMILY, {"young_person_id": young_person_id})


def shown_in_programme(programme_id: int) -> Shown:
    """The dates of a programme, nobody's answer with them."""
    return Shown(*_IN_PROGRAMME, {"programme_id": programme_id})


def _dates() -> Columns:
    """Dates that were published, the cancelled ones included, until staff archive their season.

    Whatever is no draft is asked for: a status that nobody knows has to be found, not passed over.
    """
    return (
        select(Meeting.uid, Meeting.public_id, Meeting.status, Meeting.title, Meeting.held_on, Meeting.start_time)
        .add_columns(Meeting.end_time, Meeting.zone, Meeting.details, Meeting.cancel_reason, Meeting.sequence)
        .add_columns(Meeting.changed_at, Venue.name.label("venue_name"), Venue.address.label("venue_address"))
        .join(Season, Season.id == Meeting.season_id)
        .outerjoin(Venue, Venue.id == Meeting.venue_id)
        .where(Season.archived_at.is_(None), Meeting.status != Status.DRAFT, Meeting.published_at.is_not(None))
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _outings() -> Columns:
    """Outings that were announced, the cancelled ones included, until staff archive their season."""
    return (
        select(Outing.uid, Outing.public_id, Outing.status, Outing.title, Outing.held_on, Outing.start_time)
        .add_columns(Outing.returns_on, Outing.end_time, Outing.zone, Outing.cancel_reason, Outing.sequence)
        .add_columns(Outing.changed_at)
        .join(Season, Season.id == Outing.season_id)
        .where(Season.archived_at.is_(None), Outing.status != OutingStatus.DRAFT)
        .order_by(Outing.starts_at, Outing.id)
    )


def _calls() -> Columns:
    """The calls for projects: their last day is a date of the season."""
    return (
        select(Call.uid, Call.title, Call.closes_at, Call.sequence, Call.changed_at)
        .join(Season, Season.id == Call.season_id)
        .where(Season.archived_at.is_(None))
        .order_by(Call.closes_at, Call.id)
    )


def _nobodys(dates: Columns) -> Columns:
    return dates.add_columns(null().label("revision"), null().label("answered_at"), null().label("said"))


def _to_young_person() -> tuple[Lookup, Lookup, Lookup, Lookup]:
    """Dates with where they stand, dates without, outings, calls."""
    of = Ambassador.young_person_id == bindparam("young_person_id")
    is_mine = (and_(Ambassador.season_id == Season.id, of), Ambassador.left_on.is_(None))
    own = _dates().join(Ambassador, and_(*is_mine))
    told = own.outerjoin(Answer, ANSWER_OF).add_columns(Answer.revision, Answer.answered_at, SAID)
    return (
        Lookup(told, spare=("answered_at", "said")),
        Lookup(_nobodys(own)),
        Lookup(_outings().join(Ambassador, and_(*is_mine))),
        Lookup(_calls().join(Ambassador, and_(*is_mine))),
    )


def _in_programme() -> tuple[Lookup, Lookup, Lookup]:
    of = Season.programme_id == bindparam("programme_id")
    return Lookup(_nobodys(_dates()).where(of)), Lookup(_outings().where(of)), Lookup(_calls().where(of))


_TOLD, _UNTOLD, _OWN_OUTINGS, _OWN_CALLS = _to_young_person()
_TO_YOUNG_PERSON, _TO_FAMILY = (_TOLD, _OWN_OUTINGS, _OWN_CALLS), (_UNTOLD, _OWN_OUTINGS, _OWN_CALLS)
_IN_PROGRAMME = _in_programme()


def feeds_of_young_person(young: YoungPerson) -> Select[Feed]:
    """Someone's own feeds that are alive, the first one made first."""
    return alive().where(_is_own(young))


def feeds_of_staff(user: User, programme: Programme) -> Select[Feed]:
    """The feeds of a team member in a programme."""
    return alive().where(Feed.user_id == user.id, Feed.programme_id == programme.id)


def feeds_of_group(programme: Programme) -> Select[Feed]:
    """The nameless address of a programme; at most one is alive."""
    return alive().where(Feed.kind == FeedKind.GROUP, Feed.programme_id == programme.id)


def names_beside(feed: Feed) -> list[str]:
    """The names of the other links of its holder that are alive."""
    same = and_(Feed.user_id == feed.user_id, Feed.programme_id == feed.programme_id)
    holders = _is_own(feed.young_person) if feed.young_person else same
    return [each.name for each in db.session.scalars(alive().where(holders, Feed.id != feed.id))]


def own_of(user: User) -> Select[Feed]:
    """The feeds of whoever is at the screen, those that ended too: a young person's, or a team member's."""
    if is_staff():
        in_teams = Feed.programme_id.in_(programme_ids_of(user))
        return select(Feed).where(Feed.user_id == user.id, in_teams)
    young = young_person_now()
    return select(Feed).where(_is_own(young) if young else false())


def visible_to(user: User) -> Select[Feed]:
    """The feeds whose address they may change: their own, and for a team member the groups'."""
    if not is_staff():
        return own_of(user)
    own = or_(Feed.user_id == user.id, Feed.kind == FeedKind.GROUP)
    return select(Feed).where(Feed.programme_id.in_(programme_ids_of(user)), own)


def alive() -> Select[Feed]:
    """The feeds that nobody ended, the first one made first."""
    return select(Feed).where(Feed.revoked_at.is_(None)).order_by(Feed.id)


def _is_own(young: YoungPerson) -> ColumnElement[bool]:
    """Theirs and not their guardians', which they neither see nor change."""
    return and_(Feed.kind == FeedKind.AMBASSADOR, Feed.young_person_id == young.id)
