"""What an author reads once their idea is in."""

from datetime import datetime

from flask_babel import pgettext

from ambassadors.models import YoungPerson
from core import outbox, phones
from core.i18n import speaking
from core.links import absolute
from core.outbox import Mail
from projects.models import Project


def submitted(project: Project, author: YoungPerson, *, now: datetime) -> Mail | None:
    """The confirmation, in the author's language; None for someone without a mailbox."""
    address = (author.user.email if author.user else "") or author.email
    if not address:
        return None
    programme = project.call.season.programme
    with speaking(author.user.locale if author.user else programme.locale):
        return outbox.compose(
            "idea submitted",
            template="projects/submitted",
            to_email=address,
            to_name=author.first_name,
            reply_to=programme.reply_to,
            programme=programme.public_id,
            regarding=project.public_id,
            person=author.public_id,
            subject=pgettext("tu", "Your idea “%(title)s” is in", title=project.name),
            now=now,
            years=(now.year,),
            project=project,
            call=project.call,
            centre=programme.centre,
            programme_name=programme.name,
            phone=phones.display(programme.phone),
            link=absolute("projects.read", project_id=project.public_id),
        )
