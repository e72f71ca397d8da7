"""The first mail a young person gets: what this is, and the link in."""

from datetime import datetime

from flask_babel import pgettext

from accounts.models import User
from accounts.rules import LINK_LIFE, LinkKind
from ambassadors.models import YoungPerson
from core import outbox, phones
from core.i18n import speaking
from core.outbox import Mail


def invitation(young: YoungPerson, user: User, key: str, *, host: str, now: datetime) -> Mail:
    """One young person's link; siblings get one each, to the same mailbox."""
    programme = young.programme
    with speaking(user.locale):
        return outbox.compose(
            "ambassador invited",
            template="ambassadors/invitation",
            to_email=user.email or "",
            to_name=young.name,
            from_name=programme.centre,
            reply_to=programme.reply_to,
            subject=pgettext("tu", "%(name)s, your space at %(centre)s is ready")
            % {
                "name": young.first_name,
                "centre": programme.centre,
            },
            programme=programme.public_id,
            person=young.public_id,
            signs_in=True,
            now=now,
            centre=programme.centre,
            programme_name=programme.name,
            phone=phones.display(programme.phone),
            first_name=young.first_name,
            link=f"{host}/lien/{key}",
            days=LINK_LIFE[LinkKind.INVITATION].days,
        )
