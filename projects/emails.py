"""What an author reads of their idea by mail: that it is in, and what the team writes back."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from core import outbox, phones
from core.i18n import speaking
from core.links import absolute
from core.outbox import Mail
from messages.rules import Recipient
from projects.models import Project, Reply


def submitted(project: Project, author: Recipient, *, now: datetime) -> Mail:
    """The confirmation, in the author's language."""
    with speaking(_locale(author, project)):
        subject = pgettext("tu", "Your idea “%(title)s” is in", title=project.name)
        return _to(author, project, "submitted", subject=subject, now=now, years=(now.year,))


def replied(reply: Reply, author: Recipient, *, now: datetime) -> Mail:
    """What the team wrote, in the language it was written in, framed in the author's."""
    with speaking(_locale(author, reply.project)):
        subject = pgettext("tu", "A reply about your idea “%(title)s”", title=reply.project.name)
        who = reply.by.name if reply.by and reply.by.name else _("The team")
        return _to(author, reply.project, "replied", subject=subject, now=now, reply=reply, who=who)


def _locale(author: Recipient, project: Project) -> str:
    return author.locale or project.call.season.programme.locale


def _to(author: Recipient, project: Project, template: str, *, subject: str, now: datetime, **words: Any) -> Mail:
    programme = project.call.season.programme
    return outbox.compose(
        f"idea {template}",
        template=f"projects/{template}",
        to_email=author.email,
        to_name=author.first_names[0],
        from_name=programme.centre,
        reply_to=programme.reply_to,
        programme=programme.public_id,
        regarding=project.public_id,
        person=author.person,
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
