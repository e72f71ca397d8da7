"""Take a place, give it back, let the next one move up. All of it behind one lock, the outing's row (`core.lines`)."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from accounts.models import User
from ambassadors.models import Ambassador
from core import clock, outbox
from core.dates import day
from core.db import db, rows
from core.errors import RuleBroken
from core.i18n import locale_name
from core.lines import hold
from messages import actions as messages
from messages import recipients
from messages.calls import actions as calls
from outings import emails
from outings.calls.access import occasion
from outings.models import Outing, SignUp
from outings.places.access import given_up, is_still_theirs, line_of, outings_with, present
from outings.rules import Status, is_open
from seasons.actions import require_open


def sign_up(outing: Outing, ambassador: Ambassador, *, by: User | None = None, how: str = "", now: datetime) -> SignUp:
    """A place, or the end of the waiting list. Pressed twice, it is the same. `by` is who of the team writes it down.

    Raises RuleBroken when the outing takes nobody: for young people after the last day, for the team once it is over.
    """
    hold(outing)
    _require_open(outing, by=by, now=now)
    found = _of(outing, ambassador)
    if found is None:
        found = SignUp(
            outing_id=outing.id,
            ambassador_id=ambassador.id,
            asked_at=now,
            asked_by_id=by.id if by else None,
            asked_how=how,
        )
        db.session.add(found)
        db.session.flush()
        calls.settle(occasion(outing), ambassador.young_person_id, emails.ANNOUNCED)
        _tell(
            [each for each in line_of(outing).fill(outing.place_count, now=now) if each is not found], outing, now=now
        )
    return found


def leave(outing: Outing, ambassador: Ambassador, *, by: User | None = None, how: str = "", now: datetime) -> None:
    """Give the place back, or stop waiting; the next one moves up. Whoever is not in it stays so."""
    hold(outing)
    _require_open(outing, by=by, now=now)
    found = _of(outing, ambassador)
    if found is not None:
        found.left_at, found.left_by_id, found.left_how = now, by.id if by else None, how
        move_up(outing, now=now)


def take_back(outing: Outing, ambassador: Ambassador, *, now: datetime) -> SignUp | None:
    """Undo `leave`: the place, while it is free, or the wait for one, at the end. None when the place is somebody
    else's by now: nothing changes then.

    Raises RuleBroken as `sign_up` does.
    """
    hold(outing)
    _require_open(outing, by=None, now=now)
    gone = given_up(outing, ambassador)
    if gone is not None and gone.placed_at and not is_still_theirs(outing, gone):
        return None
    return sign_up(outing, ambassador, now=now)


def leave_all(ambassador: Ambassador, *, by: User, now: datetime) -> None:
    """Someone leaves the season: their places in outings that are still to come are free."""
    for outing in rows(outings_with(ambassador).where(Outing.ends_at > now)):
        hold(outing)
        found = _of(outing, ambassador)
        if found is not None:
            found.left_at, found.left_by_id = now, by.id
            move_up(outing, now=now)


def move_up(outing: Outing, *, now: datetime) -> None:
    """Give what is free to those who waited longest, and tell them. Only where `hold` was called."""
    if outing.status is Status.ANNOUNCED:
        _tell(line_of(outing).fill(outing.place_count, now=now), outing, now=now)


def _of(outing: Outing, ambassador: Ambassador) -> SignUp | None:
    return db.session.scalars(present(outing).where(SignUp.ambassador_id == ambassador.id)).one_or_none()


def _require_open(outing: Outing, *, by: User | None, now: datetime) -> None:
    require_open(outing.season)
    if outing.status is not Status.ANNOUNCED:
        raise RuleBroken(_("This outing is not taking place: there are no places to take."))
    if outing.ends_at <= now:
        raise RuleBroken(_("This outing is over."))
    today = clock.day_in(outing.zone, now)
    if by is None and not is_open(outing.status, outing.sign_up_ends_on, outing.starts_at, today=today, now=now):
        raise RuleBroken(
            pgettext(
                "tu",
                "Since %(day)s, places can no longer be taken or given back here. Call the team: they can still do it.",
                day=day(outing.sign_up_ends_on, locale_name()),
            )
        )


def _tell(moved: Sequence[SignUp], outing: Outing, *, now: datetime) -> None:
    """Write to those who got a place they waited for, and to their families; list those no mail reaches."""
    if not moved:
        return
    season = outing.season
    reach = recipients.of_season(season, now=now, only=[each.ambassador_id for each in moved])
    letters = [
        emails.told(outing, "place", recipient, programme=season.programme, now=now) for recipient in reach.by_mail
    ]
    messages.hurry(outing.public_id, now=now)
    outbox.queue_all(letters)
    calls.add_calls(occasion(outing), reach.by_phone, emails.PLACE, now=now)
