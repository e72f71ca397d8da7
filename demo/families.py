"""The page that a mail opens for a guardian, who has no account to sign in with."""

from datetime import datetime

from sqlalchemy import select

from ambassadors.models import Ambassador, Guardian
from core.db import db
from meetings.answers.links import key
from meetings.answers.rules import answer_token
from meetings.models import Meeting
from meetings.rules import Status
from schedule.feeds.families.access import calendar_of


def page_of_a_guardian(host: str, *, now: datetime) -> tuple[str, str] | None:
    """A guardian's name, and the address of that page about the next meeting: of one who has a calendar link."""
    coming = select(Meeting).where(Meeting.starts_at > now, Meeting.status == Status.PUBLISHED)
    meeting = db.session.scalars(coming.order_by(Meeting.starts_at).limit(1)).first()
    if meeting is None:
        return None
    place = (Ambassador.season_id == meeting.season_id, Ambassador.left_on.is_(None))
    families = select(Guardian).join(Ambassador, Ambassador.young_person_id == Guardian.young_person_id).where(*place)
    for guardian in db.session.scalars(families.order_by(Guardian.id)):
        if calendar_of(guardian):
            token = answer_token(guardian.young_person.public_id, meeting.public_id, guardian.email, key())
            return guardian.name, f"{host}/r/{token}"
    return None
