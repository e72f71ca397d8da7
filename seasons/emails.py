"""What the team's members are told."""

from datetime import datetime

from flask_babel import gettext as _

from accounts.models import User
from accounts.rules import LINK_LIFE, LinkKind
from core import outbox, phones
from core.i18n import speaking
from core.outbox import Mail
from seasons.models import Programme


def colleague(user: User, programme: Programme, key: str, *, host: str, by: User, now: datetime) -> Mail:
    """The first link of someone who joins a team."""
    with speaking(user.locale):
        return outbox.compose(
            "colleague invited",
            template="seasons/colleague",
            to_email=user.email or "",
            to_name=user.name,
            from_name=programme.centre,
            reply_to=by.email or programme.reply_to,
            subject=_("%(centre)s: your team space is ready", centre=programme.centre),
            programme=programme.public_id,
            signs_in=True,
            now=now,
            centre=programme.centre,
            programme_name=programme.name,
            phone=phones.display(programme.phone),
            inviter=by.name,
            link=f"{host}/lien/{key}",
            days=LINK_LIFE[LinkKind.INVITATION].days,
        )
