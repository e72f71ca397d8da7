"""What the team wrote, as each mailbox gets it: their words, and around them whose team it is and how to end it."""

from datetime import datetime

from core import outbox
from core.i18n import speaking
from core.outbox import Mail
from meetings.emails import Spoken, addressed
from meetings.news.models import News
from messages.rules import Recipient
from messages.stops.access import stop_url
from seasons.models import Programme


def news(written: News, to: Recipient, *, programme: Programme, now: datetime) -> Mail:
    """The words are in the language they were written in; what stands around them is in the reader's."""
    with speaking(to.locale or programme.locale):
        return outbox.compose(
            "news",
            template="meetings/news",
            subject=written.subject,
            said=written.text,
            paragraphs=[each for each in written.text.split("\n\n") if each.strip()],
            regarding=written.public_id or "",
            stop_url=stop_url(to),
            **addressed(to, programme, now),
        )


def spoken(written: News) -> Spoken:
    """The same on the phone, or as a text message, to whomever."""
    words = f"{written.subject}\n\n{written.text}\n\n{written.season.programme.centre}"
    return Spoken(words, words)
