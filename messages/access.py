"""The mails of a team's own programmes. Codes to sign in belong to no programme: no team ever sees them."""

from sqlalchemy import Select, select

from accounts.models import User
from core.outbox import Mail
from seasons.access import programme_ids_of
from seasons.models import Programme


def mails_visible_to(user: User) -> Select[Mail]:
    """What the programmes whose team this user is in have written, and to whom."""
    mine = select(Programme.public_id).where(Programme.id.in_(programme_ids_of(user)))
    return select(Mail).where(Mail.programme.in_(mine))


def can_read(mail: Mail) -> bool:
    """Whether its words may be shown to the team: never those that let somebody in, and none that are forgotten."""
    return not mail.signs_in and mail.text != ""
