"""Note that a paper came in, or that it did not after all. Each is a new line."""

from datetime import datetime

from accounts.models import User
from ambassadors.models import Ambassador
from core.db import db
from core.lines import hold
from outings.models import Outing, PermissionNote
from outings.permissions.access import last_note
from seasons.actions import require_open


def write_down(outing: Outing, ambassador: Ambassador, *, is_received: bool, by: User, now: datetime) -> None:
    """A new line, unless the last one says the same already: two who press at once write one."""
    require_open(outing.season)
    hold(outing)
    last = last_note(outing, ambassador)
    if is_received != (last is not None and last.is_received):
        db.session.add(
            PermissionNote(
                outing_id=outing.id, ambassador_id=ambassador.id, is_received=is_received, by_id=by.id, at=now
            )
        )
