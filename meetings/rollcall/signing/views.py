"""« Imprimer la feuille d'émargement »: names and ways home alone, no number of anybody."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import clock
from core.dates import capitalised, clock_time, day_with_year
from core.guards import access
from core.i18n import locale_name
from meetings.emails import times
from meetings.models import Meeting
from meetings.rollcall.access import Line, lines_of
from meetings.rollcall.rules import HERE
from meetings.rollcall.signing.sheet import TO_READ, TO_SIGN, Sheet, Signing, pdf_of
from meetings.rollcall.views import blueprint
from meetings.rollcall.wording import value_words
from meetings.rules import Status
from meetings.views import back_to, find
from seasons.access import STAFF


@blueprint.get("/equipe/rencontres/<string:meeting_id>/presences/emargement")
@access(STAFF)
def sign_in_sheet(meeting_id: str) -> ResponseReturnValue:
    """Before the end, whom one waits for, to sign; after it, who was there."""
    meeting = find(meeting_id)
    if meeting.status is not Status.PUBLISHED:
        return back_to(meeting)
    name = _("sign-in-sheet")
    headers = {"Content-Disposition": f"inline; filename={name}.pdf"}
    return Response(pdf_of(sheet_of(meeting, clock.now())), mimetype="application/pdf", headers=headers)


def sheet_of(meeting: Meeting, now: datetime) -> Sheet:
    lines, is_over = lines_of(meeting), meeting.ends_at <= now
    shown = [each for each in lines if each.value is not None or each.is_expected]
    asks = any(each.needs_company for each in shown)
    season = meeting.season
    year = _("season %(name)s", name=season.name)
    where = f", {meeting.venue.name}" if meeting.venue else ""
    return Sheet(
        title=_("Sign-in sheet"),
        facts=[
            meeting.title,
            f"{capitalised(day_with_year(meeting.held_on, locale_name()))}, {times(meeting)}{where}",
            f"{season.programme.centre}, {season.programme.name}, {year}",
            *([] if is_over else [" ".join((_("On duty:"), "." * 70))]),
        ],
        row=TO_READ if is_over else TO_SIGN,
        columns=[
            _("First and last name"),
            _("Arrival"),
            _("Roll call") if is_over else _("Signature"),
            _("Departure"),
            _("Good to know"),
        ],
        people=[_after(each, meeting) if is_over else _before(each) for each in shown],
        note=_("With an adult: does not go home without an adult.") if asks and not is_over else "",
        page=lambda number, last: _("Page %(number)s of %(last)s", number=number, last=last),
    )


def _before(line: Line) -> Signing:
    return Signing(line.name, note=_("With an adult") if line.needs_company else "")


def _after(line: Line, meeting: Meeting) -> Signing:
    """Who was there came when it began, unless they were late; they left when it ended, unless it was before."""
    row, was_there = line.attendance, line.value in HERE
    arrived = row.arrived_at if row and row.arrived_at else meeting.starts_at if was_there else None
    left = row.left_at if row and row.left_at else meeting.ends_at if was_there else None
    with_whom = _("with %(name)s", name=row.left_with) if row and row.left_with else ""
    return Signing(
        line.name,
        arrived=_at(arrived, meeting),
        value=value_words(line.value),
        left=_at(left, meeting),
        note=with_whom or (_("Was not on the list") if line.young is None else ""),
    )


def _at(moment: datetime | None, meeting: Meeting) -> str:
    return clock_time(moment.astimezone(ZoneInfo(meeting.zone)).time(), locale_name()) if moment else ""
