"""Make cards. What is on one is stored nowhere: it is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import actions as accounts_actions
from accounts.models import User
from ambassadors.models import Ambassador
from core.names import first_and_initial
from seasons.actions import require_open


@dataclass(frozen=True)
class Card:
    """What is printed on one card."""

    name: str  # first name and initial: a card that is lost names nobody
    url: str
    code: str  # as it is read aloud: "ABCD-2345"
    ends_at: datetime


def make(members: Sequence[Ambassador], *, secret: bytes, host: str, by: User, now: datetime) -> list[Card]:
    """A card for each, good once and for seven days. It ends the card they had; the log keeps who made it."""
    return [_card(ambassador, secret=secret, host=host, by=by, now=now) for ambassador in members]


def _card(ambassador: Ambassador, *, secret: bytes, host: str, by: User, now: datetime) -> Card:
    require_open(ambassador.season)
    young = ambassador.young_person
    if young.user is None:
        young.user = accounts_actions.user_without_mailbox(name=young.name, locale=young.programme.locale, now=now)
    made = accounts_actions.new_card(
        young.user, person=young.public_id, programme=young.programme.public_id, secret=secret, by=by, now=now
    )
    ambassador.invited_at = ambassador.invited_at or now
    code = f"{made.code[:4]}-{made.code[4:]}"
    return Card(
        first_and_initial(young.first_name, young.last_name), f"{host}/lien/{made.key}", code, made.link.ends_at
    )
