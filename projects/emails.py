"""What an author reads of their idea by mail: that it is in, and what the team writes back."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from ambassadors.models import YoungPerson
from core import outbox, phones
from core.i18n import speaking
from core.links import absolute
from core.outbox import Mail
from projects.models import Project, Reply


def submitted(project: Project, author: YoungPerson, *, now: datetime) -> Mail | None:
    """The confirmation, in the author's language; None for someone without a mailbox."""
    with speaking(_locale(author)):
        subject = pgettext("tu", "Your idea “%(title)s” is in", title=project.name)
        return _to(author, project, "submitted", subject=subject, now=now, years=(now.year,))


def replied(reply: Reply, author: YoungPerson, *, now: datetime) -> Mail | None:
    """What the team wrote, in the language it was written in, framed in the author's; None without a mailbox."""
    with speaking(_locale(author)):
        subject = pgettext("tu", "A reply about your idea “%(title)s”", title=reply.project.name)
        who = reply.by.name if reply.by and reply.by.name else _("The team")
        return _to(author, reply.project, "replied", subject=subject, now=now, reply=reply, who=who)


def _locale(author: YoungPerson) -> str:
    return author.user.locale if author.user else author.programme.locale


def _to(
    author: YoungPerson, project: Project, template: str, *, subject: str, now: datetime, **words: Any
) -> Mail | None:
    address = (author.user.email if author.user else "") or author.email
    if not address:
        return None
    programme = project.call.season.programme
    return outbox.compose(
        f"idea {template}",
        template=f"projects/{template}",
        to_email=address,
        to_name=author.first_name,
        reply_to=programme.reply_to,
        programme=programme.public_id,
        regarding=project.public_id,
        person=author.public_id,
        subject=subject,
        now=now,
        project=project,
        call=project.call,
        centre=programme.centre,
        programme_name=programme.name,
        phone=phones.display(programme.phone),
        link=absolute("projects.read", project_id=project.public_id),
        **words,
    )
