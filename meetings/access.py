"""Which meetings exist for whom. Drafts are the team's alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, false, func, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.access import ambassadors_of, young_person_now
from ambassadors.models import Ambassador, YoungPerson
from core.db import by_letters, db, rows
from core.unreadable import Lost, lost, readable
from meetings.answers.said import ANSWER_OF, HAS_PLACE, RANK, SAID
from meetings.models import Answer, Meeting, MeetingStep, Venue
from meetings.rollcall.models import HAS_ANNOUNCED
from meetings.rules import COMING, NOT_COMING, AnswerValue, Said, Status
from seasons.access import is_staff, programme_ids_of
from seasons.models import Season


def visible_to(user: User) -> Select[Meeting]:
    """The team's meetings, or what is announced to the young person at the screen."""
    if is_staff():
        return select(Meeting).join(Meeting.season).where(Season.programme_id.in_(programme_ids_of(user)))
    young = young_person_now()
    return announced_to(young) if young else select(Meeting).where(false())


def announced_to(young: YoungPerson) -> Select[Meeting]:
    """Published and cancelled meetings of the seasons this young person is in."""
    seasons = ambassadors_of(young).with_only_columns(Ambassador.season_id)
    return select(Meeting).where(Meeting.season_id.in_(seasons), Meeting.status != Status.DRAFT)


def meetings_of(season: Season) -> Select[Meeting]:
    """Every date of a season, drafts too, in order, each with its place."""
    return (
        select(Meeting)
        .where(Meeting.season_id == season.id)
        .options(joinedload(Meeting.venue))
        .order_by(Meeting.starts_at, Meeting.id)
    )


def dates_of(season: Season) -> tuple[list[Meeting], list[Lost]]:
    """Every date of a season as `meetings_of` has them; and those that cannot be read, which no calendar shows."""
    found, keys = readable(meetings_of(season), Meeting.id)
    return [row[0] for row in found], lost(Meeting, keys)


def drafts_of(season: Season) -> Select[Meeting]:
    """The dates of a season that only the team sees."""
    return meetings_of(season).where(Meeting.status == Status.DRAFT)


def steps_of(meeting: Meeting) -> Sequence[MeetingStep]:
    """What was done to a meeting, the latest first, each with who did it."""
    query = (
        select(MeetingStep)
        .where(MeetingStep.meeting_id == meeting.id)
        .options(joinedload(MeetingStep.by))
        .order_by(MeetingStep.at.desc(), MeetingStep.id.desc())
    )
    return rows(query)


@dataclass(frozen=True)
class Own:
    """Where one young person stands with a date: what they answered, if they did, and how it counts."""

    answer: Answer | None
    said: Said
    rank: int = 0  # among those who wait for a place, from 1
    has_announced: bool = False  # with the code on the room's screen; of use on the day itself


@dataclass(frozen=True)
class Coming:
    """How many come, and how many of them by default."""

    count: int
    by_default: int


def coming_counts(season: Season) -> dict[int, Coming]:
    """How many come to each meeting of a season; those to which nobody comes are left out."""
    query = (
        select(Meeting.id, func.count(), func.sum(case((SAID == Said.BY_DEFAULT, 1), else_=0)))
        .join(Ambassador, Ambassador.season_id == Meeting.season_id)
        .outerjoin(Answer, ANSWER_OF)
        .where(Meeting.season_id == season.id, Ambassador.left_on.is_(None), SAID.in_(COMING))
        .group_by(Meeting.id)
    )
    return {key: Coming(count, int(default)) for key, count, default in db.session.execute(query)}


def said_by(meeting: Meeting) -> dict[Said, list[YoungPerson]]:
    """Who said what, in the order of every list of people: by surname, without its accents; who waits, as they came."""
    return said_and_placed(meeting)[0]


def said_and_placed(meeting: Meeting) -> tuple[dict[Said, list[YoungPerson]], int]:
    """Who said what, and how many have one of the places. One query."""
    query = (
        _those_of(meeting, select(YoungPerson, SAID, HAS_PLACE))
        .join(Ambassador.young_person)
        .order_by(RANK, YoungPerson.sort_name, YoungPerson.id)
    )
    found: dict[Said, list[YoungPerson]] = {what: [] for what in Said}
    placed = 0
    for young, said, has_place in db.session.execute(query):
        found[said].append(young)
        placed += has_place
    return found, placed


def _those_of(meeting: Meeting, what: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Everybody of the season of a meeting, with their answer to it."""
    return (
        what.select_from(Ambassador)
        .join(Meeting, Meeting.season_id == Ambassador.season_id)
        .outerjoin(Answer, ANSWER_OF)
        .where(Meeting.id == meeting.id, Ambassador.left_on.is_(None))
    )


def venues_visible_to(user: User) -> Select[Venue]:
    """The venues of the programmes whose team this user is in."""
    return (
        select(Venue).where(Venue.programme_id.in_(programme_ids_of(user))).order_by(by_letters(Venue.name), Venue.id)
    )


def dates_at(venue: Venue, now: datetime) -> Sequence[Meeting]:
    """Published, not over, of an open season, and held there: what people hear of when the place changes."""
    query = select(Meeting).where(Meeting.venue_id == venue.id, Meeting.status == Status.PUBLISHED)
    query = query.join(Meeting.season).where(Season.archived_at.is_(None))
    return rows(query.where(Meeting.ends_at > now).order_by(Meeting.starts_at))


def ambassador_for(meeting: Meeting, young: YoungPerson) -> Ambassador | None:
    """This young person in the season of that meeting, unless they left."""
    query = ambassadors_of(young).where(Ambassador.season_id == meeting.season_id)
    return db.session.scalars(query).one_or_none()


def venues_of(programme_id: int) -> Sequence[Venue]:
    """The places of a programme, by name."""
    return rows(select(Venue).where(Venue.programme_id == programme_id).order_by(by_letters(Venue.name), Venue.id))


def last_written(season: Season) -> Meeting | None:
    """The date of the programme that was added last: its hours and place are the next one's, most often."""
    query = (
        select(Meeting)
        .join(Meeting.season)
        .where(Season.programme_id == season.programme_id)
        .options(joinedload(Meeting.venue))
        .order_by(Meeting.created_at.desc(), Meeting.id.desc())
    )
    return db.session.scalars(query.limit(1)).first()


def answer_of(meeting: Meeting, young: YoungPerson) -> Answer | None:
    """What this young person answered; None is no answer, which is not "no"."""
    query = (
        select(Answer)
        .join(Answer.ambassador)
        .where(Answer.meeting_id == meeting.id, Ambassador.young_person_id == young.id, Answer.value.is_not(None))
    )
    return db.session.scalars(query).one_or_none()


def own_dates(young: YoungPerson) -> dict[Meeting, Own]:
    """Every date announced to a young person that can be read, in order, with its place and where they stand."""
    query = (
        announced_to(young)
        .join(Ambassador, and_(Ambassador.season_id == Meeting.season_id, Ambassador.young_person_id == young.id))
        .outerjoin(Answer, ANSWER_OF)
        .add_columns(Answer, SAID, RANK, HAS_ANNOUNCED)
        .options(joinedload(Meeting.venue), joinedload(Meeting.season))
        .order_by(Meeting.starts_at)
    )
    found, _lost = readable(query, Meeting.id)
    return {meeting: Own(*own) for meeting, *own in found}


def own_date(meeting: Meeting, young: YoungPerson) -> Own:
    """Where someone stands with one date."""
    query = _those_of(meeting, select(Answer, SAID, RANK, HAS_ANNOUNCED)).where(Ambassador.young_person_id == young.id)
    return Own(*(db.session.execute(query).one_or_none() or (None, Said.NOTHING)))


def coming_to(meeting: Meeting) -> Select[YoungPerson, Said]:
    """The young people who come, by name, each with whether they said so."""
    query = _those_of(meeting, select(YoungPerson, SAID)).join(Ambassador.young_person).where(SAID.in_(COMING))
    return query.order_by(YoungPerson.sort_name, YoungPerson.id)


def tally(meeting: Meeting) -> dict[Said, int]:
    """How many of the season's ambassadors said what."""
    said = _those_of(meeting, select(SAID, Ambassador.id)).subquery()
    counted = select(said.c.said, func.count()).group_by(said.c.said)
    found: dict[Said, int] = dict(db.session.execute(counted).all())
    return {what: found.get(what, 0) for what in Said}


def answers_to(meeting: Meeting) -> dict[str, Answer]:
    """Every answer to a meeting, by the public id of the young person who gave it."""
    query = select(YoungPerson.public_id, Answer).select_from(Answer).join(Answer.ambassador)
    query = query.join(Ambassador.young_person).where(Answer.meeting_id == meeting.id)
    return dict(db.session.execute(query).all())


def answers_in_short(of: Ambassador) -> dict[str, int]:
    """How often someone gave each answer this season: "yes" → 3; a planned absence is a no, as everywhere. Those below
    ask through `app`."""
    query = (
        select(SAID, func.count())
        .select_from(Meeting)
        .join(Ambassador, Ambassador.season_id == Meeting.season_id)
        .outerjoin(Answer, ANSWER_OF)
        .where(Ambassador.id == of.id, Meeting.status != Status.DRAFT)
    )
    counts: dict[Said, int] = dict(db.session.execute(query.group_by(SAID)).all())
    all_of = {
        AnswerValue.YES: (Said.YES, Said.WAITING),
        AnswerValue.MAYBE: (Said.MAYBE,),
        AnswerValue.NO: NOT_COMING,
    }
    return {value.value: sum(counts.get(said, 0) for said in those) for value, those in all_of.items()}
