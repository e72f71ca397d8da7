"""What of a season’s minutes, decisions and tasks somebody may find: the team all, a young person what they read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all

from ambassadors.access import ambassadors_of
from ambassadors.models import Ambassador, YoungPerson
from core.db import db
from core.folded_text import folded_text
from core.folding import words
from core.paging import Page, place_in
from meetings.access import announced_to
from meetings.decisions.models import Decision
from meetings.minutes.models import MinutesPart
from meetings.minutes.rules import SHARED, Part
from meetings.models import Meeting
from meetings.search.rules import excerpt, pieces_of, telling
from meetings.tasks.models import Task
from seasons.models import Season

LENGTH = 100  # characters of what is looked for
MOST_WORDS = 8  # each is looked for in each text
PAGE = 20


@dataclass(frozen=True)
class Found:
    """One place where it was found."""

    meeting_id: str
    title: str
    held_on: date
    part: Part
    pieces: list[tuple[bool, str]]  # each with whether it was looked for


def in_season(season: Season, asked: str, number: str | None) -> Page[Found]:
    """For the team: everything that was written in this season."""
    of_season = Meeting.season_id == season.id
    return _find(asked, number, [query.where(of_season) for query in _all()])


def told_to(young: YoungPerson, asked: str, number: str | None) -> Page[Found]:
    """For a young person: what the group reads in the seasons they are in, and the tasks that are theirs."""
    minutes, decisions, tasks = _all()
    mine = Task.ambassador_id.in_(ambassadors_of(young).with_only_columns(Ambassador.id))
    told = Meeting.id.in_(announced_to(young).with_only_columns(Meeting.id))
    return _find(
        asked,
        number,
        [
            minutes.where(told, MinutesPart.is_shared, MinutesPart.part.in_(SHARED)),
            decisions.where(told, _is_read(Part.DECISIONS)),
            tasks.where(told, or_(mine, _is_read(Part.TASKS))),
        ],
    )


def _is_read(part: Part) -> ColumnElement[bool]:
    """Whether the group reads this part of the meeting at hand."""
    query = select(MinutesPart.id).where(MinutesPart.meeting_id == Meeting.id, MinutesPart.part == part)
    return query.where(MinutesPart.is_shared).correlate(Meeting).exists()


def _all() -> list[Select[*tuple[object, ...]]]:
    """Every text with its meeting, in columns that can stand under each other: minutes, decisions, tasks."""
    meeting = (Meeting.public_id, Meeting.title, Meeting.held_on, Meeting.starts_at)
    minutes = select(*meeting, MinutesPart.part.label("part"), MinutesPart.text.label("text"), MinutesPart.id)
    decided = literal(Part.DECISIONS, MinutesPart.part.type).label("part")
    tasks = literal(Part.TASKS, MinutesPart.part.type).label("part")
    return [
        minutes.join(Meeting, and_(Meeting.id == MinutesPart.meeting_id, MinutesPart.text != "")),
        select(*meeting, decided, Decision.words.label("text"), Decision.id).join(Decision.meeting),
        select(*meeting, tasks, Task.words.label("text"), Task.id).join(Task.meeting),
    ]


def _find(asked: str, number: str | None, queries: Sequence[Select[*tuple[object, ...]]]) -> Page[Found]:
    """Those in which each of the words is found, whatever its case and accents; the latest meetings first.

    Two queries.
    """
    wanted = list(dict.fromkeys(words(asked[:LENGTH])))[:MOST_WORDS]
    if not wanted:
        return Page([], 1, 1, 0)
    texts = (MinutesPart.text, Decision.words, Task.words)
    held = [
        query.where(*(folded_text(text).contains(word, autoescape=True) for word in wanted))
        for query, text in zip(queries, texts, strict=True)
    ]
    found = union_all(*held).subquery()
    total = db.session.scalar(select(func.count()).select_from(found)) or 0
    shown, last = place_in(total, number=number, size=PAGE)
    order = (found.c.starts_at.desc(), found.c.part, found.c.id)
    query = select(found).order_by(*order).limit(PAGE).offset((shown - 1) * PAGE)
    sought = telling(wanted)
    rows = [
        Found(each.public_id, each.title, each.held_on, each.part, pieces_of(excerpt(each.text, sought), sought))
        for each in db.session.execute(query)
    ]
    return Page(rows, shown, last, total)
