"""Mail to send: a row written in the transaction of what it tells, sent afterwards by whoever leases it."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from flask import current_app, g, render_template
from markupsafe import escape
from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Addressed, Model, Moment, db, new_public_id
from core.i18n import locale_name
from core.text import clean_line

WORD_HERE = "<!-- word -->"  # in templates/emails/base.html
BY_HAND = "<!-- by hand -->"  # in templates/messages/rewritten.html: words of the team's own


class Mail(Addressed, Model):
    """One message to one address. What it said is forgotten once it is sent."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_due", "sent_at", "failed_at", "cancelled_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    dispatch: Mapped[str] = mapped_column(String(16), index=True, default=new_public_id)  # one event, one
    kind: Mapped[str] = mapped_column(String(40))  # the function that wrote it: "meeting moved"
    programme: Mapped[str] = mapped_column(String(16), default="", index=True)  # public ids: core knows no programme
    regarding: Mapped[str] = mapped_column(String(16), default="", index=True)
    person: Mapped[str] = mapped_column(String(16), default="")
    to_name: Mapped[str] = mapped_column(String(200), default="")
    to_email: Mapped[str] = mapped_column(String(254))
    from_name: Mapped[str] = mapped_column(String(120), default="")  # the centre's, when it writes for one
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    calendar: Mapped[str] = mapped_column(Text, default="")  # a file that puts what it tells into a calendar
    stop_url: Mapped[str] = mapped_column(String(200), default="")  # where its reader ends such mail (RFC 8058)
    word: Mapped[str] = mapped_column(Text, default="")  # what the team adds on top before it leaves
    known: Mapped[str] = mapped_column(Text, default="")  # what its reader knew before it, as its feature puts it
    signs_in: Mapped[bool] = mapped_column(default=False)  # then nobody else may ever read the body
    is_awaited: Mapped[bool] = mapped_column(default=False)  # its reader waits in front of a page: it leaves first
    created_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    until_at: Mapped[datetime | None] = mapped_column(Moment)  # later than that it would be of no use
    held_at: Mapped[datetime | None] = mapped_column(Moment)  # somebody keeps it back until they say otherwise
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    leased_by: Mapped[str] = mapped_column(String(40), default="")
    tries: Mapped[int] = mapped_column(default=0)
    unsure_count: Mapped[int] = mapped_column(default=0)  # sends whose answer was lost
    last_error: Mapped[str] = mapped_column(String(300), default="")
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)


UNSETTLED = (Mail.sent_at.is_(None), Mail.failed_at.is_(None), Mail.cancelled_at.is_(None))
"""Still to leave: now, later, or when whoever holds it back lets it go."""

FORGOTTEN = {"text": "", "html": "", "word": "", "known": "", "calendar": "", "stop_url": ""}
KEPT_BACK = "kept back when a backup was restored"  # a `last_error`: it may have left since that backup was made
OUTDATED = "later news took its place"  # a `last_error` of what was cancelled: it may never leave
STOPPED = "stopped by the team"  # likewise: whoever was to read it has been told nothing
SETTLED = "stopped, and told otherwise"  # likewise: the team says that its reader knows


def compose(
    kind: str,
    *,
    template: str,
    to_email: str,
    subject: str,
    now: datetime,
    to_name: str = "",
    from_name: str = "",
    reply_to: str = "",
    programme: str = "",
    regarding: str = "",
    person: str = "",
    calendar: str = "",
    stop_url: str = "",
    known: str = "",
    signs_in: bool = False,
    is_awaited: bool = False,
    due_at: datetime | None = None,
    until_at: datetime | None = None,
    **context: object,
) -> Mail:
    """A message in the language now spoken, as text and HTML twins from `templates/emails/<template>.{txt,html}`.

    It is not sent: `queue` puts it in the outbox, in the transaction of what it tells.
    """
    public_id = new_public_id()
    words = {"subject": subject, "to_name": to_name, "has_file": bool(calendar), "stop_url": stop_url, **context}
    return Mail(
        public_id=public_id,
        message_id=f"<{public_id}.{secrets.token_hex(6)}@{_domain()}>",
        kind=kind,
        programme=programme,
        regarding=regarding,
        person=person,
        to_name=clean_line(to_name),
        to_email=to_email,
        from_name=clean_line(from_name)[:120],
        reply_to=reply_to,
        locale=locale_name(),
        subject=clean_line(subject)[:300],
        text=render_template(f"emails/{template}.txt", **words).strip() + "\n",
        html=render_template(f"emails/{template}.html", **words),
        calendar=calendar,
        stop_url=stop_url,
        word="",
        known=known,
        signs_in=signs_in,
        is_awaited=is_awaited,
        created_at=now,
        due_at=due_at or now,
        until_at=until_at,
        tries=0,
        unsure_count=0,
    )


def _domain() -> str:
    """What ends a Message-ID: the host people know, or else the sender's. Many filters doubt one that does not exist
    (RFC 5322 §3.6.4)."""
    settings = current_app.extensions["settings"]
    return urlsplit(settings.public_url).hostname or str(settings.mail_from).rpartition("@")[2].strip("> ")


def queue(mail: Mail) -> None:
    """Put a message into the outbox. It leaves after the transaction has been committed, never before."""
    queue_all([mail])


def queue_all(mails: Sequence[Mail], *, due_at: datetime | None = None) -> str:
    """Put the messages of one event into the outbox, to leave together, now or later; returns their dispatch."""
    dispatch = new_public_id()
    for mail in mails:
        mail.dispatch, mail.due_at = dispatch, due_at or mail.due_at
    db.session.add_all(mails)
    g.mail_queued = True  # core.sending looks when the answer is out
    return dispatch


def as_it_leaves(mail: Mail) -> tuple[str, str]:
    """Text and HTML with the word that the team has put on top, if any."""
    if not mail.word:
        return mail.text, mail.html
    lines = "<br>".join(str(escape(line)) for line in mail.word.splitlines())
    return f"{mail.word}\n\n{mail.text}", mail.html.replace(WORD_HERE, f"<p>{lines}</p>", 1)
