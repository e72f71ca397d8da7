"""« Imprimer la liste »: it shows families' numbers, so whoever opens it is noted, and a GET never does."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.access import me
from accounts.actions import log_access
from ambassadors.models import YoungPerson
from core import clock
from core.dates import capitalised, day_with_year
from core.db import db
from core.guards import access
from core.i18n import locale_name
from core.phones import display
from messages.calls.access import guardians_on
from outings.emails import times
from outings.models import Outing
from outings.passengers.access import passengers_of
from outings.passengers.sheet import Passenger, Sheet, pdf_of
from outings.permissions.access import notes_of, received_in
from outings.rules import needs_permission
from outings.views import blueprint, find
from seasons.access import STAFF


@blueprint.post("/equipe/sortie/<string:outing_id>/liste")
@access(STAFF)
def print_list(outing_id: str) -> ResponseReturnValue:
    outing, now = find(outing_id), clock.now()
    people = [(each.ambassador_id, each.ambassador.young_person) for each in passengers_of(outing)]
    programme = outing.season.programme.public_id
    for _key, young in people:
        if any(guardian.phone for guardian in guardians_on(young, outing.held_on)):
            log_access("guardian phones", by=me(), programme=programme, person=young.public_id, now=now)
    received = received_in(notes_of(outing))
    content = pdf_of(sheet_of(outing, [line_of(young, outing, key in received) for key, young in people]))
    db.session.commit()
    name = _("outing-list")
    headers = {"Content-Disposition": f"inline; filename={name}.pdf"}
    return Response(content, mimetype="application/pdf", headers=headers)


def sheet_of(outing: Outing, passengers: list[Passenger]) -> Sheet:
    programme = outing.season.programme
    missing = sum(each.is_flagged for each in passengers)
    people = ngettext("%(num)s person", "%(num)s people", len(passengers))
    papers = ngettext("%(num)s permission still to come", "%(num)s permissions still to come", missing)
    return Sheet(
        title=outing.title,
        facts=[
            f"{capitalised(day_with_year(outing.held_on, locale_name()))}, {times(outing)}",
            _("Where to: %(place)s", place=outing.destination),
            _("Meeting point: %(place)s", place=outing.meeting_point),
            " – ".join(filter(None, (programme.centre, display(programme.phone)))),
            f"{people}, {papers}" if missing else people,
        ],
        columns=[_("Name"), _("Who to call"), _("Permission"), _("Out"), _("Back")],
        passengers=passengers,
        page=lambda number, last: _("Page %(number)s of %(last)s", number=number, last=last),
    )


def line_of(young: YoungPerson, outing: Outing, is_received: bool) -> Passenger:
    """A minor's family is called, an adult themselves; a paper is asked of minors alone."""
    asks = needs_permission(young.born_on, outing.held_on)
    numbers = [
        f"{guardian.name} {display(guardian.phone)}".strip()
        for guardian in guardians_on(young, outing.held_on)
        if guardian.phone
    ]
    own = display(young.phone)
    call = ", ".join(numbers) if asks else own
    return Passenger(
        name=young.name,
        call=call
        or (_("no parent’s number; the young person’s: %(phone)s", phone=own) if asks and own else _("no number")),
        permission=(_("received") if is_received else _("MISSING")) if asks else _("18 and over"),
        is_flagged=asks and not is_received,
    )
