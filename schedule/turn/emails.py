"""The question of the next season, by mail."""

from datetime import datetime

from babel.lists import format_list
from flask_babel import pgettext

from ambassadors.continuing.rules import has_begun
from core import outbox
from core.clock import day_in
from core.dates import day_with_year
from core.i18n import locale_name, speaking
from core.links import host
from core.outbox import Mail
from core.phones import display
from messages.rules import Recipient
from seasons.models import Season


def who_continues(following: Season, to: Recipient, *, now: datetime) -> Mail:
    """Whether one continues: asked of a young person, told to a guardian."""
    programme = following.programme
    is_late = has_begun(following.starts_on, day_in(programme.zone, now))
    with speaking(to.locale or programme.locale):
        return outbox.compose(
            "who continues",
            template="schedule/who_continues",
            subject=pgettext("mail", "The new season with %(centre)s", centre=programme.centre)
            if is_late
            else pgettext("mail", "Next season with %(centre)s", centre=programme.centre),
            to_email=to.email,
            to_name=to.name,
            from_name=programme.centre,
            reply_to=programme.reply_to,
            programme=programme.public_id,
            person=to.person,
            now=now,
            to=to,
            names=format_list(to.first_names, locale=locale_name()),
            following=following,
            has_begun=is_late,
            begins=day_with_year(following.starts_on, locale_name()),
            centre=programme.centre,
            programme_name=programme.name,
            phone=display(programme.phone),
            link="" if to.is_guardian else f"{host()}/saison-suivante",
        )
