"""Which meetings exist for whom. Drafts are the team's alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, false, func, select
from sqlalchemy.orm import joinedload

from accounts.models import User
from ambassadors.access import ambassadors_of, young_person_now
from ambassadors.models import Ambassador, YoungPerson
from core.db import db, rows
from meetings.models import Answer, Meeting, MeetingStep, Venue
from meetings.rules import AnswerValue, Said, Status, as_said
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


HOLDS = and_(Answer.starts_at == Meeting.starts_at, Answer.ends_at == Meeting.ends_at)
"""Of a query of both: the answer was given to the day and time at which the meeting stands (`Answer.holds`)."""


def yes_counts(season: Season) -> dict[int, int]:
    """How many said they come, by meeting."""
    query = (
        select(Answer.meeting_id, func.count(Answer.id))
        .join(Answer.ambassador)
        .join(Answer.meeting)
        .where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None), Answer.value == AnswerValue.YES, HOLDS)
        .group_by(Answer.meeting_id)
    )
    return dict(db.session.execute(query).all())


def said_by(meeting: Meeting) -> dict[Said, list[YoungPerson]]:
    """Who said what, in the order of every list of people: by surname, without its accents."""
    query = (
        select(YoungPerson, Answer)
        .join(Ambassador, Ambassador.young_person_id == YoungPerson.id)
        .outerjoin(Answer, and_(Answer.ambassador_id == Ambassador.id, Answer.meeting_id == meeting.id))
        .where(Ambassador.season_id == meeting.season_id, Ambassador.left_on.is_(None))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )
    found: dict[Said, list[YoungPerson]] = {what: [] for what in Said}
    for young, answer in db.session.execute(query):
        found[as_said(answer.value if answer else None, answer is not None and answer.holds(meeting))].append(young)
    return found


def venues_visible_to(user: User) -> Select[Venue]:
    """The venues of the programmes whose team this user is in."""
    return select(Venue).where(Venue.programme_id.in_(programme_ids_of(user))).order_by(Venue.name)


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
    return rows(select(Venue).where(Venue.programme_id == programme_id).order_by(Venue.name))


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
        .where(Answer.meeting_id == meeting.id, Ambassador.young_person_id == young.id)
    )
    return db.session.scalars(query).one_or_none()


def dates_and_answers_of(young: YoungPerson) -> tuple[list[Meeting], dict[int, Answer]]:
    """Every date this young person knows of, in order, each with its place and its season; their answers, by meeting.
    One query."""
    mine = ambassadors_of(young).with_only_columns(Ambassador.id)
    query = (
        announced_to(young)
        .add_columns(Answer)
        .outerjoin(Answer, and_(Answer.meeting_id == Meeting.id, Answer.ambassador_id.in_(mine)))
        .options(joinedload(Meeting.venue), joinedload(Meeting.season))
        .order_by(Meeting.starts_at)
    )
    found = db.session.execute(query).all()
    return [meeting for meeting, _ in found], {meeting.id: answer for meeting, answer in found if answer is not None}


def coming_to(meeting: Meeting) -> Select[YoungPerson]:
    """The young people who said they come, by name."""
    return (
        select(YoungPerson)
        .join(Ambassador, Ambassador.young_person_id == YoungPerson.id)
        .join(Answer, Answer.ambassador_id == Ambassador.id)
        .join(Answer.meeting)
        .where(Meeting.id == meeting.id, Answer.value == AnswerValue.YES, HOLDS, Ambassador.left_on.is_(None))
        .order_by(YoungPerson.sort_name, YoungPerson.id)
    )


def tally(meeting: Meeting) -> dict[Said, int]:
    """How many of the season's ambassadors said what."""
    query = (
        select(Answer.value, HOLDS, func.count(Ambassador.id))
        .select_from(Ambassador)
        .join(Meeting, Meeting.season_id == Ambassador.season_id)
        .outerjoin(Answer, and_(Answer.ambassador_id == Ambassador.id, Answer.meeting_id == Meeting.id))
        .where(Meeting.id == meeting.id, Ambassador.left_on.is_(None))
        .group_by(Answer.value, HOLDS)
    )
    counted = dict.fromkeys(Said, 0)
    for value, holds, count in db.session.execute(query):
        counted[as_said(value, bool(holds))] += count
    return counted


def answers_to(meeting: Meeting) -> dict[str, Answer]:
    """Every answer to a meeting, by the public id of the young person who gave it."""
    query = select(YoungPerson.public_id, Answer).select_from(Answer).join(Answer.ambassador)
    query = query.join(Ambassador.young_person).where(Answer.meeting_id == meeting.id)
    return dict(db.session.execute(query).all())


def answers_in_short(of: Ambassador) -> dict[str, int]:
    """How often someone gave each answer this season: "yes" → 3. Those below ask through `app`."""
    query = select(Answer.value, func.count(Answer.id)).join(Answer.meeting).where(Answer.ambassador_id == of.id, HOLDS)
    counts = dict(db.session.execute(query.group_by(Answer.value)).all())
    return {value.value: counts.get(value, 0) for value in AnswerValue}
