"""What people read of the dates: that they are out, that one moved, was cancelled, or is back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import pgettext

from core import outbox
from core.dates import day, time_range
from core.i18n import locale_name, speaking
from core.links import host
from core.outbox import Mail
from core.phones import display
from meetings import calendars
from meetings.answers import links
from meetings.models import Answer, Meeting, MeetingStep
from meetings.rules import Announced, when
from messages.rules import Recipient
from seasons.models import Programme

Answers = Mapping[str, Answer]  # to one date, by the public id of who gave it
NONE: Answers = MappingProxyType({})

PUBLISHED = "dates published"  # the kind of the mail that announces dates
PLACED = "placed"  # the step, and the reason to call who moves up
PLACED_MAIL = f"meeting {PLACED}"  # the kind of the mail to them
CHANGES = ("meeting moved", "meeting cancelled", "meeting restored")  # the kinds of mails about one date that changed


def one_line(meeting: Announced) -> str:
    """ "mercredi 9 décembre, 14 h – 16 h 30, Le labo", in the language now spoken."""
    when = f"{day(meeting.held_on, locale_name())}, {times(meeting)}"
    return ", ".join(filter(None, (when, meeting.venue)))


def times(meeting: Announced | Meeting) -> str:
    return time_range(meeting.start_time, meeting.end_time, locale_name())


def published(meetings: Sequence[Meeting], to: Recipient, *, programme: Programme, now: datetime) -> Mail:
    """The dates of the season, in one message."""
    with speaking(to.locale or programme.locale):
        return outbox.compose(
            PUBLISHED,
            template="meetings/published",
            subject=pgettext("mail", "%(count)s meetings with %(centre)s", count=len(meetings), centre=programme.centre)
            if len(meetings) > 1
            else pgettext("mail", "A new meeting with %(centre)s", centre=programme.centre),
            meetings=meetings,
            regarding=meetings[0].season.public_id,
            link=_link(to, "/agenda"),
            calendar=_file_of_one(meetings, to, NONE),
            links=links.of(meetings[0], to),
            **addressed(to, programme, now),
        )


def place_changed(
    meetings: Sequence[Meeting],
    to: Recipient,
    *,
    before: str,
    programme: Programme,
    now: datetime,
    answers: Answers = NONE,
) -> Mail:
    """A place that is another one from now on: what it was, and the dates that are held there, in one message."""
    with speaking(to.locale or programme.locale):
        return outbox.compose(
            "place changed",
            template="meetings/place",
            subject=pgettext("mail", "Our meetings have a new place"),
            meetings=meetings,
            before=before,
            place=place_of(meetings[0]),
            regarding=meetings[0].season.public_id,
            link=_link(to, "/agenda"),
            calendar=_file_of_one(meetings, to, answers),
            **addressed(to, programme, now),
        )


def changed(
    meeting: Meeting,
    what: str,
    to: Recipient,
    *,
    programme: Programme,
    now: datetime,
    before: Announced | None = None,
    why: str | None = None,
    answers: Answers = NONE,
    known: str = "",
) -> Mail:
    """One date that was `what`: "moved", "cancelled", "restored" or PLACED. `answers`: those to it, by person."""
    with speaking(to.locale or programme.locale):
        that_day = day((before or meeting).held_on, locale_name())
        subjects = {
            "moved": lambda: pgettext("mail", "%(day)s: change of plan", day=that_day),
            "cancelled": lambda: pgettext("mail", "%(day)s: the meeting is cancelled", day=that_day),
            "restored": lambda: pgettext("mail", "%(day)s: the meeting is back on", day=that_day),
            PLACED: lambda: pgettext("mail", "%(day)s: there’s now a place", day=that_day),
        }
        subject = subjects[what]()
        return outbox.compose(
            f"meeting {what}",
            template=f"meetings/{what}",
            subject=subject[:1].upper() + subject[1:],
            meeting=meeting,
            before=before,
            asks_again=before is not None and when(before) != when(announced(meeting)),
            why=meeting.cancel_reason if why is None else why,
            regarding=meeting.public_id,
            known=known,
            calendar=_file(meeting, to, answers),
            links=[] if what == "cancelled" else links.of(meeting, to),
            **addressed(to, programme, now),
        )


def preview(
    meeting: Meeting, what: str, *, why: str | None = None, before: Announced | None = None, now: datetime
) -> Mail:
    """What the young people would read; it goes nowhere."""
    programme = meeting.season.programme
    anyone = Recipient(email="", name="", person="", is_guardian=False, first_names=())
    return changed(meeting, what, anyone, programme=programme, now=now, before=before, why=why)


@dataclass(frozen=True)
class Spoken:
    """What to say on the phone, or to send by SMS: to a young person, and to a guardian."""

    young: str
    guardian: str


def spoken(meeting: Meeting, act: str, was: str = "") -> Spoken:
    """A change of a date, or PLACED, in two or three sentences, in the programme's language."""
    programme = meeting.season.programme
    with speaking(programme.locale):
        words = {
            "day": day(meeting.held_on, locale_name()),
            "centre": programme.centre,
            "before": was,
            "now": one_line(announced(meeting)),
            "why": meeting.cancel_reason,
        }
        question = _("Any questions? %(phone)s.", phone=display(programme.phone)) if programme.phone else ""
        young, guardian = _told(act, words)
        return Spoken(*(" ".join(filter(None, (text, question, programme.centre))) for text in (young, guardian)))


def spoken_dates(dates: Sequence[Meeting], news: MeetingStep, *, programme: Programme) -> Spoken:
    """The dates to come, in the programme's language; first that a place changed, if that is the news."""
    with speaking(programme.locale):
        words = {"centre": programme.centre, "before": news.was}
        question = _("Any questions? %(phone)s.", phone=display(programme.phone)) if programme.phone else ""
        young = pgettext("tu", "Hello, here are your meetings:")
        guardian = pgettext("vous", "Hello, here are your child’s meetings with %(centre)s:", **words)
        if news.was:
            young = pgettext("tu", "Hello, we’re meeting somewhere else (before: %(before)s). Your meetings:", **words)
            guardian = pgettext(
                "vous",
                "Hello, your child’s meetings with %(centre)s are in a new place (before: %(before)s). The meetings:",
                **words,
            )
        end = " ".join(filter(None, (question, programme.centre)))
        return Spoken(*("\n".join((hello, *_by_place(dates), end)) for hello in (young, guardian)))


def _by_place(dates: Sequence[Meeting]) -> Iterator[str]:
    """A line a date, under the place that several in a row share."""
    for place, there in groupby(dates, place_of):
        if place:
            yield place
        for meeting in there:
            yield f"- {day(meeting.held_on, locale_name())}, {times(meeting)}"


def _told(act: str, words: dict[str, str]) -> tuple[str, str]:
    if act == "cancel":
        return (
            pgettext("tu", "Hello, the meeting on %(day)s is cancelled. %(why)s", **words).strip(),
            pgettext(
                "vous", "Hello, your child’s meeting on %(day)s with %(centre)s is cancelled. %(why)s", **words
            ).strip(),
        )
    if act == PLACED:
        return (
            pgettext("tu", "Hello, there’s now a place for you: %(now)s.", **words),
            pgettext("vous", "Hello, there’s now a place for your child with %(centre)s: %(now)s.", **words),
        )
    if act == "restore":
        return (
            pgettext("tu", "Hello, the meeting is back on: %(now)s. Are you coming?", **words),
            pgettext("vous", "Hello, your child’s meeting with %(centre)s is back on: %(now)s.", **words),
        )
    return (
        pgettext("tu", "Hello, a meeting has changed. Before: %(before)s. Now: %(now)s. Are you coming?", **words),
        pgettext(
            "vous",
            "Hello, one of your child’s meetings with %(centre)s has changed. Before: %(before)s. Now: %(now)s.",
            **words,
        ),
    )


def announced(meeting: Meeting) -> Announced:
    """What people were told of a meeting."""
    return Announced(
        title=meeting.title,
        held_on=meeting.held_on,
        start_time=meeting.start_time,
        end_time=meeting.end_time,
        zone=meeting.zone,
        venue=place_of(meeting),
    )


def place_of(meeting: Meeting) -> str:
    """Where it is held, by name and address; "" while nobody knows."""
    return meeting.venue.in_words if meeting.venue else ""


def addressed(to: Recipient, programme: Programme, now: datetime) -> dict[str, Any]:
    """What every mail of a programme to one mailbox carries."""
    return {
        "to_email": to.email,
        "to_name": to.name,
        "from_name": programme.centre,
        "reply_to": programme.reply_to,
        "programme": programme.public_id,
        "person": to.person,
        "now": now,
        "to": to,
        "names": format_list(to.first_names, locale=locale_name()),
        "centre": programme.centre,
        "programme_name": programme.name,
        "phone": display(programme.phone),
    }


def _file(meeting: Meeting, to: Recipient, answers: Answers) -> str:
    """The file of a date for one mailbox."""
    return calendars.file_of(meeting, [answers[person] for person in to.own if person in answers])


def _file_of_one(meetings: Sequence[Meeting], to: Recipient, answers: Answers) -> str:
    """The file of a date that is told alone: whoever hears of many subscribes."""
    return _file(meetings[0], to, answers) if len(meetings) == 1 else ""


def _link(to: Recipient, path: str) -> str:
    """A page of the young person; guardians have none. A path, since the agenda is of a feature above this one."""
    return "" if to.is_guardian else host() + path
