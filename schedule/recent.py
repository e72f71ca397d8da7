"""« Activité récente »: what happened lately in a season, from facts that are kept anyway, eight lines at most."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import CompoundSelect, Select, String, cast, func, literal, select, union_all

from accounts.models import User
from ambassadors.models import Ambassador, YoungPerson
from core.dates import day
from core.db import db
from core.i18n import locale_name
from meetings.answers.said import ANSWER_OF, SAID
from meetings.models import Answer, Meeting, MeetingStep
from meetings.rules import ANSWERED
from outings.models import Outing, OutingStep, SignUp
from projects.models import Call, Project, Reply
from projects.rules import ProjectStatus
from seasons.models import Season

MOST = 8
LATELY = timedelta(days=14)
ACTS = ("publish", "move", "cancel", "restore")
OUTING_ACTS = ("announce", "change", "cancel", "restore")
COLUMNS = ("at", "kind", "count", "title", "who", "public_id", "on")


@dataclass(frozen=True)
class Event:
    """One line: when, what happened, and where to see more."""

    at: datetime
    mark: str  # an icon's name
    words: str
    url: str


def events_of(season: Season, now: datetime) -> list[Event]:
    """The latest first. One query."""
    return [
        Event(at, *_told(season, kind, count, _words(title, who, on), public_id))
        for at, kind, count, title, who, public_id, on in db.session.execute(_latest(season, now - LATELY))
    ]


def _words(title: str, who: str, on: str | None) -> dict[str, str]:
    """A meeting is told with its day: many dates of a season have the same title."""
    return {"title": title, "who": who or _("The team"), "day": _day(on or "")}


def _day(on: str) -> str:
    """In full; as it stands where it is none: such a row takes out nothing but itself."""
    try:
        return day(date.fromisoformat(on), locale_name())
    except ValueError:
        return on


def _latest(season: Season, since: datetime) -> Select[Any]:
    found = _facts(season, since).subquery()
    return select(found).order_by(found.c.at.desc(), found.c.kind, found.c.title).limit(MOST)


def _facts(season: Season, since: datetime) -> CompoundSelect[Any]:
    """What may be told, kind by kind: drafts and ideas taken back are nobody else's."""
    submitted = (Call.season_id == season.id, Project.status == ProjectStatus.SUBMITTED)
    ideas = (
        _row(Project.submitted_at, literal("idea"), literal(1), Project.title, literal(""), Project.public_id)
        .join(Project.call)
        .where(*submitted, Project.submitted_at > since)
    )
    replies = (
        _row(Reply.at, literal("reply"), literal(1), Project.title, func.coalesce(User.name, ""), Project.public_id)
        .join(Reply.project)
        .join(Project.call)
        .outerjoin(Reply.by)
        .where(*submitted, Reply.at > since)
    )
    dates = (
        _row(
            MeetingStep.at,
            MeetingStep.act,
            func.count(),
            func.min(Meeting.title),
            literal(""),
            func.min(Meeting.public_id),
            on=func.min(Meeting.held_on),
        )
        .join(Meeting, Meeting.id == MeetingStep.meeting_id)
        .where(Meeting.season_id == season.id, MeetingStep.act.in_(ACTS), MeetingStep.at > since)
        .group_by(MeetingStep.at, MeetingStep.act)
    )
    answers = (
        _row(
            func.max(Answer.answered_at),
            literal("answer"),
            func.count(),
            Meeting.title,
            literal(""),
            Meeting.public_id,
            on=Meeting.held_on,
        )
        .select_from(Meeting)
        .join(Ambassador, Ambassador.season_id == Meeting.season_id)
        .outerjoin(Answer, ANSWER_OF)
        .where(Meeting.season_id == season.id, Ambassador.left_on.is_(None), SAID.in_(ANSWERED))
        .group_by(Meeting.id, Meeting.title, Meeting.public_id, Meeting.held_on)
        .having(func.max(Answer.answered_at) > since)
    )
    name = YoungPerson.first_name + " " + YoungPerson.last_name
    arrivals = (
        _row(
            YoungPerson.created_at,
            literal("arrival"),
            func.count(),
            func.min(name),
            literal(""),
            func.min(YoungPerson.public_id),
        )
        .join(Ambassador, Ambassador.young_person_id == YoungPerson.id)
        .where(Ambassador.season_id == season.id, Ambassador.left_on.is_(None), YoungPerson.created_at > since)
        .group_by(YoungPerson.created_at)
    )
    outings = (
        _row(
            OutingStep.at,
            literal("outing ") + OutingStep.act,
            literal(1),
            Outing.title,
            literal(""),
            Outing.public_id,
        )
        .join(Outing, Outing.id == OutingStep.outing_id)
        .where(Outing.season_id == season.id, OutingStep.act.in_(OUTING_ACTS), OutingStep.at > since)
    )
    sign_ups = (
        _row(func.max(SignUp.asked_at), literal("sign-up"), func.count(), Outing.title, literal(""), Outing.public_id)
        .join(SignUp.outing)
        .where(Outing.season_id == season.id, SignUp.left_at.is_(None), SignUp.asked_at > since)
        .group_by(Outing.id, Outing.title, Outing.public_id)
    )
    return union_all(ideas, replies, dates, answers, arrivals, outings, sign_ups)


def _row(*parts: Any, on: Any = None) -> Select[Any]:
    parts = (*parts, literal("") if on is None else cast(on, String))
    return select(*(part.label(name) for name, part in zip(COLUMNS, parts, strict=True)))


def _told(season: Season, kind: str, count: int, words: dict[str, str], public_id: str) -> tuple[str, str, str]:
    """Its icon, its words and its address."""
    if kind in ("idea", "reply"):
        told = _("New idea: “%(title)s”", **words) if kind == "idea" else _("%(who)s replied to “%(title)s”", **words)
        mark = "lightbulb" if kind == "idea" else "message-circle"
        return mark, told, url_for("projects.show", project_id=public_id)
    if kind == "arrival":
        told = ngettext("%(title)s joined the group", "%(num)s young people joined the group", count, **words)
        one = url_for("ambassadors.show", young_id=public_id, saison=season.public_id)
        return "users", told, one if count == 1 else url_for("ambassadors.index", saison=season.public_id)
    if kind == "sign-up" or kind.startswith("outing "):
        return (*_outing_told(kind, count, words), url_for("outings.show", outing_id=public_id))
    one = url_for("meetings.show", meeting_id=public_id)
    if kind == "answer":
        return (
            "check",
            ngettext(
                "%(num)s answer for “%(title)s”, %(day)s",
                "%(num)s answers for “%(title)s”, %(day)s",
                count,
                **words,
            ),
            one,
        )
    return (*_date_told(kind, count, words), one if count == 1 else url_for("meetings.index", saison=season.public_id))


def _outing_told(kind: str, count: int, words: dict[str, str]) -> tuple[str, str]:
    told: dict[str, tuple[str, str]] = {
        "outing announce": ("send", _("Outing announced: “%(title)s”", **words)),
        "outing change": ("calendar-clock", _("Outing changed: “%(title)s”", **words)),
        "outing cancel": ("ban", _("Outing cancelled: “%(title)s”", **words)),
        "outing restore": ("undo-2", _("Outing back on: “%(title)s”", **words)),
    }
    signed_up = ngettext(
        "%(num)s young person signed up for “%(title)s”",
        "%(num)s young people signed up for “%(title)s”",
        count,
        **words,
    )
    return told.get(kind, ("bus", signed_up))


def _date_told(act: str, count: int, words: dict[str, str]) -> tuple[str, str]:
    if act == "publish":
        return "send", ngettext("“%(title)s”, %(day)s, is published", "%(num)s meetings are published", count, **words)
    if act == "move":
        return "calendar-clock", ngettext(
            "“%(title)s”, %(day)s, has moved", "%(num)s meetings have moved", count, **words
        )
    if act == "cancel":
        return "ban", ngettext("“%(title)s”, %(day)s, is cancelled", "%(num)s meetings are cancelled", count, **words)
    return "undo-2", ngettext("“%(title)s”, %(day)s, is back on", "%(num)s meetings are back on", count, **words)
