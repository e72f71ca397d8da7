"""« Imprimer la feuille d'émargement »: names and ways home alone, no number of anybody."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core import clock
from core.dates import capitalised, clock_time, day_with_year
from core.guards import access
from core.i18n import locale_name
from meetings.emails import times
from meetings.models import Meeting
from meetings.rollcall.access import Line, called, lines_of, roll_call_of
from meetings.rollcall.models import RollCall
from meetings.rollcall.signing.sheet import NAMES, TO_READ, TO_SIGN, Sheet, Signing, pdf_of
from meetings.rollcall.views import blueprint, by_whom
from meetings.rollcall.wording import counted, said_words, value_words
from meetings.rules import Status
from meetings.views import back_to, find
from seasons.access import STAFF

FEWEST, MOST = 3, 8
"""Empty lines of a sheet to sign."""


@blueprint.get("/equipe/rencontres/<string:meeting_id>/presences/emargement")
@access(STAFF)
def sign_in_sheet(meeting_id: str) -> ResponseReturnValue:
    """To sign, until the call is finished or the meeting over; from then on, what the call noted."""
    meeting = find(meeting_id)
    if meeting.status is not Status.PUBLISHED:
        return back_to(meeting)
    name = _("register")
    headers = {"Content-Disposition": f"inline; filename={name}.pdf"}
    return Response(pdf_of(sheet_of(meeting, clock.now())), mimetype="application/pdf", headers=headers)


def sheet_of(meeting: Meeting, now: datetime) -> Sheet:
    lines, call = by_family_name(lines_of(meeting)), roll_call_of(meeting)
    is_filled = meeting.ends_at <= now or (call is not None and call.ended_at is not None)
    season = meeting.season
    year = _("season %(name)s", name=season.name)
    where = f", {meeting.venue.name}" if meeting.venue else ""
    people = [_after(each, meeting) if is_filled else _before(each) for each in lines]
    return Sheet(
        title=_("Register, as it was taken") if is_filled else _("Paper register"),
        facts=[
            meeting.title,
            f"{capitalised(day_with_year(meeting.held_on, locale_name()))}, {times(meeting)}{where}",
            f"{season.programme.centre}, {season.programme.name}, {year}",
            " ".join((_("Team:"), "." * 70)),
            *(_called(lines, call) if is_filled else []),
        ],
        row=TO_READ if is_filled else TO_SIGN,
        columns=[
            _("First and last name"),
            _("Arrival"),
            _("Register") if is_filled else _("Signature"),
            _("Departure"),
            _("Good to know"),
        ],
        people=people if is_filled else [*people, *_nobody_yet(len(people))],
        note=_foot(lines, call, is_filled=is_filled),
        page=lambda number, last: _("Page %(number)s of %(last)s", number=number, last=last),
    )


def by_family_name(lines: Sequence[Line]) -> list[Line]:
    """As everywhere on paper: who is expected, or marked; who had said no, for they may come; last, guests."""

    def place(line: Line) -> tuple[bool, bool, str]:
        return (
            line.young is None,
            not line.is_expected and line.value is None,
            line.sort_name,
        )

    return sorted(lines, key=place)


def _nobody_yet(count: int) -> list[Signing]:
    """Lines for who comes without being on the list: what is left of the page, within reason."""
    left = -count % NAMES[TO_SIGN]
    return [Signing("")] * min(max(left, FEWEST), MOST)


def _called(lines: Sequence[Line], call: RollCall | None) -> list[str]:
    """Who called the roll, and how many were there."""
    names = sorted({by_whom(each.attendance) for each in lines} - {""})
    words = [_("Register taken by %(names)s", names=", ".join(names))] if names else []
    if call and call.ended_at and call.ended_by and call.ended_by.name not in names:
        words += [_("completed by %(name)s", name=call.ended_by.name)]
    so_far = called(lines)
    there = ngettext("%(num)s present", "%(num)s present", so_far.here_count)
    return [", ".join([*words, there, counted(so_far)])]


def _foot(lines: Sequence[Line], call: RollCall | None, *, is_filled: bool) -> str:
    notes = []
    if any(each.needs_company for each in lines):
        notes.append(_("With an adult: must not leave without an adult."))
    if is_filled:
        notes.append(_("Only times that were recorded are printed."))
    elif call is not None and call.called_at is not None:
        notes.append(_("To be signed. Once the register is complete, it is printed as it was marked."))
    return " ".join(notes)


def _before(line: Line) -> Signing:
    company = _("With an adult") if line.needs_company else ""
    said = said_words(line.said) if line.said and not line.is_expected else ""
    return Signing(line.name, note=". ".join(filter(None, (said, company))))


def _after(line: Line, meeting: Meeting) -> Signing:
    """What was noted, and no more: nobody wrote down when the others came and left."""
    row = line.attendance
    with_whom = _("with %(name)s", name=row.left_with) if row and row.left_with else ""
    company = _("With an adult") if line.needs_company and line.is_here else ""
    return Signing(
        line.name,
        arrived=_at(row.arrived_at if row else None, meeting),
        value=value_words(line.value),
        left=_at(row.left_at if row else None, meeting),
        note=with_whom or company or (_("Was not on the list") if line.young is None else ""),
    )


def _at(moment: datetime | None, meeting: Meeting) -> str:
    return clock_time(moment.astimezone(ZoneInfo(meeting.zone)).time(), locale_name()) if moment else ""
