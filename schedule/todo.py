"""« À traiter »: what waits for the team in a season, the most pressing first, five rows at most."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from core.dates import day
from core.db import db
from core.i18n import locale_name
from core.outbox import Mail
from meetings.models import Meeting
from messages.models import PhoneCall
from seasons.models import Season

MOST = 5
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Row:
    """One thing to do: how many, what it is about, and the button that finishes the job."""

    count: int
    title: str
    detail: str
    tone: str
    url: str
    button: str


def rows_for(
    season: Season,
    coming: Meeting | None,
    *,
    silent: int,
    to_confirm: int,
    submitted: int,
    drafts: int,
    uninvited: int,
    now: datetime,
) -> list[Row]:
    """At most five rows. What the page has counted already is handed in; the rest is one count each."""
    found = [
        _to_call(season),
        _mail_failed(season),
        _silent(coming, silent, to_confirm, now=now),
        _ideas_to_read(season, submitted),
        _drafts(season, drafts),
        _not_invited(season, uninvited),
    ]
    return [row for row in found if row is not None][:MOST]


def _to_call(season: Season) -> Row | None:
    query = select(
        func.count(PhoneCall.id), func.max(PhoneCall.regarding), func.count(func.distinct(PhoneCall.regarding))
    ).where(PhoneCall.season_id == season.id, PhoneCall.done_at.is_(None))
    count, meeting_id, dates = db.session.execute(query).one()
    if not count:
        return None
    url = (
        url_for("meetings.calls", meeting_id=meeting_id)
        if dates == 1
        else url_for("meetings.index", saison=season.public_id)
    )
    title = ngettext("%(num)s person to call", "%(num)s people to call", count)
    return Row(count, title, _("No mail reaches them about a date that changed"), "coral", url, _("See the numbers"))


def _mail_failed(season: Season) -> Row | None:
    count = db.session.scalar(
        select(func.count(Mail.id)).where(
            Mail.programme == season.programme.public_id, Mail.failed_at.is_not(None), Mail.cancelled_at.is_(None)
        )
    )
    if not count:
        return None
    title = ngettext("%(num)s message did not arrive", "%(num)s messages did not arrive", count)
    url = url_for("ambassadors.index", saison=season.public_id)
    return Row(count, title, _("The address is refused: correct it in their file"), "coral", url, _("See the files"))


def _silent(coming: Meeting | None, silent: int, to_confirm: int, *, now: datetime) -> Row | None:
    count = silent + to_confirm
    if coming is None or not count or coming.starts_at - now > SOON:
        return None
    title = _("No answer for %(day)s", day=day(coming.held_on, locale_name()))
    detail = ngettext("%(num)s young person has said nothing yet", "%(num)s young people have said nothing yet", silent)
    if to_confirm:
        asked_again = ngettext("%(num)s answer to confirm", "%(num)s answers to confirm", to_confirm)
        detail = f"{detail}, {asked_again}" if silent else asked_again
    return Row(count, title, detail, "saffron", url_for("meetings.show", meeting_id=coming.public_id), _("See who"))


def _ideas_to_read(season: Season, count: int) -> Row | None:
    if not count:
        return None
    title = ngettext("%(num)s idea submitted", "%(num)s ideas submitted", count)
    url = url_for("projects.board", saison=season.public_id)
    return Row(count, title, _("They may change until the call closes"), "lilac", url, _("Read"))


def _drafts(season: Season, count: int) -> Row | None:
    if not count:
        return None
    title = ngettext("%(num)s date not published", "%(num)s dates not published", count)
    url = url_for("meetings.index", saison=season.public_id)
    return Row(count, title, _("The team alone sees them"), "brand", url, _("See the drafts"))


def _not_invited(season: Season, count: int) -> Row | None:
    if not count:
        return None
    title = ngettext("%(num)s young person not invited", "%(num)s young people not invited", count)
    url = url_for("invitations.index", saison=season.public_id)
    return Row(count, title, _("They have no way in yet: a message, or a card to print"), "brand", url, _("Invite"))
