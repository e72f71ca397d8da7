"""What someone on a phone sends to themselves, to subscribe on a computer."""

from datetime import datetime

from flask_babel import pgettext

from accounts.models import User
from ambassadors.models import YoungPerson
from core import outbox
from core.i18n import speaking
from core.links import absolute
from core.outbox import Mail


def on_a_computer(young: YoungPerson, user: User, *, now: datetime) -> Mail:
    """The way to the page of one's links. It is a page behind sign-in: no secret travels by mail."""
    programme = young.programme
    with speaking(user.locale):
        return outbox.compose(
            "calendar link",
            template="schedule/on_a_computer",
            to_email=user.email or "",
            to_name=young.first_name,
            from_name=programme.centre,
            reply_to=programme.reply_to,
            programme=programme.public_id,
            person=young.public_id,
            subject=pgettext("tu", "The dates in your calendar"),
            now=now,
            programme_name=programme.name,
            centre=programme.centre,
            link=absolute("feeds.mine"),
        )
