"""Prepare, announce, change, cancel and restore an outing. Each act raises the feeds and tells who is concerned."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from accounts.models import User
from core import clock, outbox
from core.db import db, rows
from core.errors import RuleBroken
from core.i18n import speaking
from core.lines import hold
from core.local_times import NoSuchLocalTime
from core.outbox import BY_HAND, Mail
from messages import actions as messages
from messages import recipients
from messages.actions import Withdrawn
from messages.calls import actions as calls
from messages.known import Known, known_in
from messages.rules import Reach
from outings import emails
from outings.calls.access import last_change, occasion
from outings.emails import announced
from outings.models import Outing, OutingStep, SignUp
from outings.places import actions as places
from outings.places.access import line_of, present
from outings.rules import (
    Announced,
    ReturnsBeforeItLeaves,
    Status,
    Step,
    instants,
    is_open,
    is_possible,
    must_be_told,
    status_after,
)
from seasons.actions import raise_feed, require_open
from seasons.models import Season


@dataclass(frozen=True)
class Details:
    """What a member of the team types of an outing."""

    title: str
    destination: str
    held_on: date
    start_time: time
    returns_on: date
    end_time: time
    meeting_point: str
    bring: str
    place_count: int
    sign_up_ends_on: date


def details_of(outing: Outing) -> Details:
    """What a member of the team would type to make this outing."""
    return Details(
        title=outing.title,
        destination=outing.destination,
        held_on=outing.held_on,
        start_time=outing.start_time,
        returns_on=outing.returns_on,
        end_time=outing.end_time,
        meeting_point=outing.meeting_point,
        bring=outing.bring,
        place_count=outing.place_count,
        sign_up_ends_on=outing.sign_up_ends_on,
    )


def add(season: Season, asked: Details, *, by: User, now: datetime) -> Outing:
    """A draft, seen by the team alone. A second click finds the first one's: nothing is doubled."""
    require_open(season)
    db.session.refresh(season, attribute_names=["feed_revision"], with_for_update=True)  # two come one after the other
    same_day = select(Outing).where(Outing.season_id == season.id, Outing.held_on == asked.held_on)
    for known in db.session.scalars(same_day):
        if details_of(known) == asked:
            return known
    outing = Outing(season=season, status=Status.DRAFT, changed_at=now, created_at=now)
    _write(outing, asked)
    db.session.add(outing)
    db.session.flush()
    note(outing, "add", by=by, now=now)
    return outing


def change(outing: Outing, asked: Details, *, by: User, now: datetime) -> bool:
    """Save what was typed; whether those who come or wait were told. More places let those who wait move up.

    Raises RuleBroken for a cancelled outing, for times that cannot be, and for fewer places than are taken.
    """
    _require(Step.EDIT, outing)
    hold(outing)
    if details_of(outing) == asked:
        return False
    _require_places(outing, asked)
    before, ended_before_at = announced(outing), outing.ends_at
    untold = messages.withdraw(outing.public_id, emails.ANNOUNCED, now=now)
    people = those_in(outing)
    is_told = outing.status is Status.ANNOUNCED and bool(people)
    _write(outing, asked)
    is_told = is_told and must_be_told(before, announced(outing)) and max(outing.ends_at, ended_before_at) > now
    touch(outing, now=now)
    with speaking(outing.season.programme.locale):
        was = emails.one_line(before) if is_told else ""
    note(outing, "change" if is_told else "edit", by=by, now=now, was=was)
    if is_told:
        _tell(outing, "changed", people, before=before, keeps=(emails.PLACE, emails.ANNOUNCED), now=now)
    _announce_anew(outing, untold, now=now)
    places.move_up(outing, now=now)
    return is_told


def told_of_change(outing: Outing, asked: Details, *, now: datetime) -> Mail | None:
    """What those who come or wait would read of this change; nothing when they would hear nothing of it.

    The outing is changed for such a text: whoever asks takes that back. Raises RuleBroken as `change` does.
    """
    _require(Step.EDIT, outing)
    _require_places(outing, asked)
    before, zone = announced(outing), outing.season.programme.zone
    ends_at = _instants_of(asked, zone)[1]
    after = Announced(
        title=asked.title,
        destination=asked.destination,
        held_on=asked.held_on,
        start_time=asked.start_time,
        returns_on=asked.returns_on,
        end_time=asked.end_time,
        zone=zone,
        meeting_point=asked.meeting_point,
    )
    is_told = must_be_told(before, after) and max(outing.ends_at, ends_at) > now
    if outing.status is not Status.ANNOUNCED or not is_told:
        return None
    with db.session.no_autoflush:
        _write(outing, asked)
        return emails.preview(outing, "changed", before=before, now=now)


def announce(outing: Outing, *, by: User, now: datetime) -> None:
    """Show it to the season's young people, and tell them and their families. Twice is once.

    Raises RuleBroken once the last day to sign up is over: nobody could.
    """
    if outing.status is Status.ANNOUNCED:
        return
    _step(Step.ANNOUNCE, outing)
    today = clock.day_in(outing.zone, now)
    if not is_open(outing.status, outing.sign_up_ends_on, outing.starts_at, today=today, now=now):
        raise RuleBroken(_("The last day to sign up has passed: choose another one first."))
    outing.announced_at = now
    touch(outing, now=now)
    note(outing, "announce", by=by, now=now)
    _tell(outing, "announced", None, now=now)


def cancel(outing: Outing, *, why: str, by: User, now: datetime) -> None:
    """Cancel an announced outing, and tell those who come or wait unless it is over. Twice is once."""
    if outing.status is Status.CANCELLED:
        return
    hold(outing)
    _step(Step.CANCEL, outing)
    outing.cancel_reason = why
    messages.withdraw(outing.public_id, emails.ANNOUNCED, now=now)  # who knows nothing of it need not hear of its end
    touch(outing, now=now)
    note(outing, "cancel", by=by, now=now, why=why)
    if outing.ends_at > now:
        _tell(outing, "cancelled", those_in(outing), now=now)


def restore(outing: Outing, *, by: User, now: datetime) -> None:
    """Bring a cancelled outing back, everyone with the place they had, and tell them unless it is over."""
    if outing.status is Status.ANNOUNCED:
        return
    hold(outing)
    _step(Step.RESTORE, outing)
    cancelled = last_change(outing)
    untold = messages.withdrawn(outing.public_id, emails.ANNOUNCED, at=cancelled.at) if cancelled else None
    outing.cancel_reason = ""
    touch(outing, now=now)
    note(outing, "restore", by=by, now=now)
    if outing.ends_at > now:
        _tell(outing, "restored", those_in(outing), now=now)
        if untold:
            _announce_anew(outing, untold, now=now)
        places.move_up(outing, now=now)


def remove(outing: Outing) -> None:
    """Throw a draft away. Anything that was ever shown is cancelled instead: a calendar may hold it."""
    _require(Step.REMOVE, outing)
    db.session.delete(outing)


def those_in(outing: Outing) -> list[int]:
    """The keys of the ambassadors who come or wait."""
    return list(db.session.scalars(present(outing).with_only_columns(SignUp.ambassador_id)))


def reach_of(outing: Outing, *, now: datetime) -> Reach:
    """Who is told of the next act: the whole season of an announcement, of anything later those who come or wait."""
    only = None if outing.status is Status.DRAFT else those_in(outing)
    return recipients.of_season(outing.season, now=now, only=only)


def touch(outing: Outing, *, now: datetime) -> None:
    """Raise the sequence and the moment of change, which rises by a second at least, whatever the clock does."""
    outing.sequence += 1
    outing.changed_at = max(now, outing.changed_at + timedelta(seconds=1))
    if outing.status is not Status.DRAFT:
        raise_feed(outing.season, now=now)


def note(outing: Outing, act: str, *, by: User, now: datetime, why: str = "", was: str = "") -> None:
    """Write what was done into the outing's history."""
    db.session.add(OutingStep(outing_id=outing.id, act=act, by_id=by.id, at=now, why=why, was=was[:300]))


def _write(outing: Outing, asked: Details) -> None:
    zone = outing.season.programme.zone
    outing.starts_at, outing.ends_at = _instants_of(asked, zone)
    outing.zone = zone
    outing.title, outing.destination, outing.meeting_point = asked.title, asked.destination, asked.meeting_point
    outing.held_on, outing.start_time = asked.held_on, asked.start_time
    outing.returns_on, outing.end_time = asked.returns_on, asked.end_time
    outing.bring, outing.place_count, outing.sign_up_ends_on = asked.bring, asked.place_count, asked.sign_up_ends_on


def _instants_of(asked: Details, zone: str) -> tuple[datetime, datetime]:
    try:
        return instants(asked.held_on, asked.start_time, asked.returns_on, asked.end_time, zone)
    except NoSuchLocalTime as error:
        raise RuleBroken(_("The clocks go forward that day and skip this time. Choose another one.")) from error
    except ReturnsBeforeItLeaves as error:
        raise RuleBroken(_("The outing comes back before it leaves. Check both days and times.")) from error


def _require_places(outing: Outing, asked: Details) -> None:
    taken = line_of(outing).placed_count()
    if asked.place_count < taken:
        raise RuleBroken(
            ngettext(
                "%(num)s place is already taken: there cannot be fewer. Everyone with a place keeps it.",
                "%(num)s places are already taken: there cannot be fewer. Everyone with a place keeps it.",
                taken,
            )
        )


def _require(step: Step, outing: Outing) -> None:
    require_open(outing.season)
    if not is_possible(step, outing.status):
        raise RuleBroken(_("This is no longer possible for this outing. Open its page again."))


def _step(step: Step, outing: Outing) -> None:
    _require(step, outing)
    after = status_after(step, outing.status)
    if after is not None:
        outing.status = after


def _tell(
    outing: Outing,
    what: str,
    only: Collection[int] | None,
    *,
    before: Announced | None = None,
    keeps: Collection[str] = (),
    now: datetime,
) -> None:
    """Mail those concerned and their families, and list those no mail can reach."""
    programme = outing.season.programme
    reach = recipients.of_season(outing.season, now=now, only=only)
    placed = (emails.PLACE,) if what == "cancelled" else ()
    kinds = () if what == "announced" else (*emails.CHANGES, *placed)
    unread = messages.supersede(outing.public_id, kinds, now=now)
    if what == "changed":  # who waits for the news of their place reads of the outing as it is by now
        place = partial(emails.told, outing, "place", programme=programme, now=now)
        messages.reword(outing.public_id, emails.PLACE, reach.by_mail, place)
    was = Known(before or announced(outing), is_on=what != "restored")
    stands, letters = Known(announced(outing), is_on=what != "cancelled"), []
    for each in reach.by_mail:
        known = known_in(unread.get(each.email, ""), Announced)  # what was held back they have not read
        news, old = (known.news(stands, moved="changed"), known.told) if known else (what, before)
        if news:
            write = partial(emails.told, outing, news, each, programme=programme, now=now)
            letters.append(write(before=old, known=str(known or was)))
    if what == "announced":
        _queue_announcements(outing, letters, now=now)
        calls.list_calls(occasion(outing), (), now=now)
        calls.add_calls(occasion(outing), reach.by_phone, emails.ANNOUNCED, now=now)
    else:
        messages.hurry(outing.public_id, now=now)
        outbox.queue_all(letters)
        calls.list_calls(occasion(outing), reach.by_phone, keeps=keeps, now=now)


def _announce_anew(outing: Outing, untold: Withdrawn, *, now: datetime) -> None:
    """Those whom the announcement had not reached get it as the outing is now, with what the team had put on top."""
    if not untold.addresses:
        return
    of_those = (Mail.kind == emails.ANNOUNCED, Mail.to_email.in_(untold.addresses), Mail.cancelled_at.is_not(None))
    messages.outdate(Mail.regarding == outing.public_id, *of_those, now=now)
    reach = recipients.of_season(outing.season, now=now)
    letters = [
        emails.told(outing, "announced", recipient, programme=outing.season.programme, now=now)
        for recipient in reach.by_mail
        if recipient.email in untold.addresses
    ]
    for letter in letters:
        letter.word, letter.held_at = untold.word, untold.held_at
    _queue_announcements(outing, letters, now=now)


def hold_announced(dispatch: str) -> None:
    """Before a mail that announces an outing is put back, the outing is locked, as by whoever changes it meanwhile."""
    outing = _announced_in(dispatch)
    if outing is not None:
        hold(outing)


def put_back(dispatch: str, *, now: datetime) -> bool:
    """The team lets leave after all what it had cancelled: what announces an outing says it as it is by now. Whether it
    did not say so already. What the team wrote by hand stays as it is. Only behind `hold_announced`.

    Raises RuleBroken once the outing is cancelled or over; whoever has left the season is not written to.
    """
    outing = _announced_in(dispatch)
    found = rows(select(Mail).where(Mail.dispatch == dispatch, *messages.IN_REACH).with_for_update())
    if outing is None or not found:
        return False
    if outing.status is not Status.ANNOUNCED or outing.ends_at <= now:
        raise RuleBroken(_("The outing it announced is cancelled or over: there is nothing left to send."))
    readers = {each.email: each for each in recipients.of_season(outing.season, now=now).by_mail}
    before, programme = {mail.id: mail.text for mail in found}, outing.season.programme
    for mail in [each for each in found if BY_HAND not in each.html]:
        reader = readers.get(mail.to_email)
        fresh = emails.told(outing, "announced", reader, programme=programme, now=now) if reader else None
        messages.replace(mail, fresh, due_at=now, now=now)
    return any(mail.text != before[mail.id] for mail in found)


def _announced_in(dispatch: str) -> Outing | None:
    """The outing that the mails of a dispatch announce, if they do."""
    about = select(Mail.regarding).where(Mail.dispatch == dispatch, Mail.kind == emails.ANNOUNCED)
    return db.session.scalars(select(Outing).where(Outing.public_id.in_(about))).first()


def _queue_announcements(outing: Outing, letters: Sequence[Mail], *, now: datetime) -> None:
    """Mail to the whole group waits a little; what changes leaves at once."""
    outbox.queue_all(letters, due_at=now + timedelta(minutes=outing.season.programme.hold_minutes))
