"""An outing as calendars show it: one event for the feeds and for the file that comes with a mail about it.

Where minors gather is in no calendar: it may be read by others than its owner.
"""

import logging
from datetime import datetime

from flask_babel import gettext as _

from core import ical
from core.i18n import language
from core.links import host
from outings.models import Outing
from outings.rules import Status

log = logging.getLogger(__name__)


def event_of(outing: Outing, *, url: str, why: str) -> ical.FeedEvent:
    """An outing, or a row with its columns, as an event; `why` is the word before the reason of a cancellation."""
    is_cancelled = outing.status is Status.CANCELLED
    reason = f"{why} {outing.cancel_reason}" if is_cancelled and outing.cancel_reason else ""
    return ical.FeedEvent(
        uid=outing.uid,
        sequence=outing.sequence,
        changed_at=outing.changed_at,
        when=ical.Hours(
            datetime.combine(outing.held_on, outing.start_time),
            datetime.combine(outing.returns_on, outing.end_time),
            outing.zone,
        ),
        title=outing.title,
        description="\n".join(filter(None, (reason, url))),
        url=url,
        cancelled=is_cancelled,
    )


def file_of(outing: Outing) -> str:
    """The file of an outing in the language now spoken; "" for one that no calendar can take, which is logged."""
    event = event_of(outing, url=f"{host()}/sortie/{outing.public_id}", why=_("Why:"))
    try:
        return ical.date_bytes(event, language=language(), cancelled_prefix=_("CANCELLED – ")).decode()
    except ValueError as error:
        log.error("the outing %s goes out without its file: %s", outing.uid, error)
        return ""
