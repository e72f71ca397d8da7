"""Mail first links."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from accounts import actions as accounts_actions
from accounts.models import User
from accounts.rules import LinkKind
from ambassadors.invitations import emails
from ambassadors.invitations.access import members_of
from ambassadors.models import Ambassador, YoungPerson
from core import outbox
from core.db import db, rows
from core.outbox import Mail
from seasons.actions import require_open
from seasons.models import Season


def invite_all(season: Season, *, secret: bytes, host: str, by: User, now: datetime) -> Sequence[Ambassador]:
    """Mail a link to everyone who has an address and was not invited yet; returns them. Two presses send once."""
    require_open(season)
    db.session.execute(select(Season.id).where(Season.id == season.id).with_for_update())
    waiting = members_of(season).where(Ambassador.invited_at.is_(None), YoungPerson.email != "")
    invited = rows(waiting.execution_options(populate_existing=True))
    outbox.queue_all([_link(ambassador, secret=secret, host=host, by=by, now=now) for ambassador in invited])
    return invited


def invite_again(ambassador: Ambassador, *, secret: bytes, host: str, by: User, now: datetime) -> None:
    """Mail a new link, which ends the one before. A second press within a minute changes nothing."""
    require_open(ambassador.season)
    db.session.execute(select(Ambassador.id).where(Ambassador.id == ambassador.id).with_for_update())
    user, person = mailbox_of(ambassador.young_person, now=now), ambassador.young_person.public_id
    if not accounts_actions.was_just_invited(user, person=person, now=now):
        accounts_actions.end_links(user, person=person, kind=LinkKind.INVITATION, now=now)
        outbox.queue(_link(ambassador, secret=secret, host=host, by=by, now=now))


def mailbox_of(young: YoungPerson, *, now: datetime) -> User:
    """Who signs in with the address of this file."""
    if young.user is None or young.user.email is None:
        young.user = accounts_actions.user_for(young.email, name=young.name, locale=young.programme.locale, now=now)
    return young.user


def _link(ambassador: Ambassador, *, secret: bytes, host: str, by: User, now: datetime) -> Mail:
    young = ambassador.young_person
    user = mailbox_of(young, now=now)
    made = accounts_actions.new_link(
        LinkKind.INVITATION, secret=secret, user=user, person=young.public_id, by=by, now=now
    )
    ambassador.invited_at = now
    return emails.invitation(young, user, made.key, host=host, now=now)
