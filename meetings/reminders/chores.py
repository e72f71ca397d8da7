"""What every sender looks at each minute: which dates are to be reminded of."""

import logging
from datetime import datetime

from flask import current_app

from core.db import db
from meetings.models import Meeting
from meetings.reminders.access import coming_soon
from meetings.reminders.actions import remind

log = logging.getLogger(__name__)


def send_due(*, now: datetime) -> None:
    """Write the reminders that are due, date by date: one that cannot be written keeps no other back."""
    if not current_app.extensions["settings"].public_url:
        log.warning("no reminders are written: PUBLIC_URL, which their links start with, is not set")
        return
    for meeting_id in coming_soon(now):
        try:
            meeting = db.session.get(Meeting, meeting_id)
            if meeting is not None:
                remind(meeting, now=now)
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("the reminders of a date cannot be written")
