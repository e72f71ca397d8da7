"""The mail that signs someone in. Nobody else ever reads its body."""

from datetime import datetime

from flask_babel import gettext as _

from accounts.models import User
from accounts.rules import LINK_LIFE, LinkKind
from core import outbox
from core.i18n import speaking
from core.outbox import Mail


def sign_in(address: str, user: User | None, key: str, code: str, *, host: str, centre: str, now: datetime) -> Mail:
    """The code and the link, in the reader's language."""
    with speaking(user.locale if user else "fr"):
        return outbox.compose(
            "sign in",
            template="sign_in",
            to_email=address,
            subject=_("%(code)s is your code for %(centre)s", code=code, centre=centre or "Cohorte"),
            from_name=centre,
            centre=centre,
            signs_in=True,
            is_awaited=True,
            now=now,
            host=host,
            code=code,
            link=f"{host}/lien/{key}",
            minutes=int(LINK_LIFE[LinkKind.MAIL].total_seconds() // 60),
        )
